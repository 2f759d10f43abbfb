"""The rail at the far left: one button a page, the present one marked by a bar and by weight."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFocusEvent, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.icons import paint_icon
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.focus import ring_after
from studio.window.actions import Do

_WIDTH, _HEIGHT = 56, 56
_ICON, _BAR = 20, 3


class Page(StrEnum):
    """The window's pages, in the order of the rail."""

    TRAIN = "train"
    DATA = "data"
    MODEL = "model"
    INSIDE = "inside"
    RUNS = "runs"
    WEIGHTS = "weights"
    HELP = "help"


_ICONS = {
    Page.TRAIN: "curves",
    Page.DATA: "table",
    Page.MODEL: "network",
    Page.INSIDE: "inside",
    Page.RUNS: "runs",
    Page.WEIGHTS: "layers",
    Page.HELP: "help",
}
SHOWN_BY = {page: Do(f"show{page.title()}PageAction") for page in Page}
"""The action that shows each page."""


class Rail(Retranslated, QFrame):
    """Buttons for the pages, each of which triggers the action of its page; `show_page` marks one. No signals."""

    def __init__(self, actions: dict[Page, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("role", "rail")
        self._actions = actions
        self._group = QButtonGroup(self)
        self.buttons = {page: _RailButton(_ICONS[page], self) for page in Page}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(2)
        for page, button in self.buttons.items():
            button.setObjectName(f"{page}PageButton")
            button.clicked.connect(actions[page].trigger)
            self._group.addButton(button)
            if page is Page.HELP:
                layout.addStretch(1)
            layout.addWidget(button)
        self.retranslate()

    def show_page(self, page: Page) -> None:
        """Mark the button of ``page``."""
        self.buttons[page].setChecked(True)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Pages"))
        texts = {
            Page.TRAIN: self.tr("Train"),
            Page.DATA: self.tr("Data"),
            Page.MODEL: self.tr("Model"),
            Page.INSIDE: self.tr("Inside"),
            Page.RUNS: self.tr("Runs"),
            Page.WEIGHTS: self.tr("Weights"),
            Page.HELP: self.tr("Help"),
        }
        for page, button in self.buttons.items():
            action = self._actions[page]
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setText(texts[page])
            button.setAccessibleName(action.text())
            button.setToolTip(action.toolTip())
            button.setAccessibleDescription(keys)


class _RailButton(QAbstractButton):
    """An icon over a tiny label."""

    def __init__(self, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._ring = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        fonts.use(self, "small")

    def sizeHint(self) -> QSize:
        label = QFontMetricsF(fonts.font("small", strong=True)).horizontalAdvance(self.text())
        return QSize(max(round(_WIDTH * fonts.scale()), round(label) + 10), round(_HEIGHT * fonts.scale()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        super().focusInEvent(event)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        here = self.isChecked()
        colour = "text" if here or self.underMouse() else "muted"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect())
            if self.underMouse() and not here:
                painter.fillRect(area, tokens.colour("hover"))
            if here:
                painter.fillRect(area, tokens.colour("raised"))
                painter.fillRect(QRectF(0, 0, _BAR, area.height()), tokens.colour("accent"))
            painter.setFont(fonts.font("small", strong=here))
            line = QFontMetricsF(painter.font()).height()
            side = fonts.scaled(_ICON)
            top = (area.height() - side - 4 - line) / 2
            icon = QRectF((area.width() - side) / 2, top, side, side)
            paint_icon(painter, self._icon_name, icon, "accent" if here else colour)
            painter.setPen(tokens.colour(colour))
            words = QRectF(0, top + side + 4, area.width(), line)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
            if self.hasFocus() and self._ring:
                painter.setPen(QPen(tokens.colour("focus"), 2))
                painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), 5, 5)
