"""The studio's push button: icon, muted prefix, text and chevron, with room between them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QAction, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from studio.look import fonts
from studio.look.icons import paint_icon
from studio.look.painting import reporting
from studio.look.theme import current_theme, set_state
from studio.widgets.focus import ring_after

_ICON, _CHEVRON, _GAP, _SIDE, _ABOVE = 18, 14, 8, 13, 8


class Button(QPushButton):
    """A push button whose parts are painted here, because Qt's own leaves four pixels between icon and text.

    Qt's button signals apply; there are none of its own.
    """

    def __init__(self, text: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self._prefix = ""
        self._action: QAction | None = None
        self._chevron = False
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    @property
    def icon_name(self) -> str:
        """Name of the icon in ``resources/icons``, or an empty string."""
        return self._icon_name

    def set_icon_name(self, name: str) -> None:
        """Show another of our icons; an empty string shows none."""
        self._icon_name = name
        self._reshape()

    def set_primary(self, primary: bool) -> None:
        """Fill with the accent: for the one thing to do next."""
        set_state(self, role="primary" if primary else "")

    def set_prefix(self, prefix: str) -> None:
        """Show a muted word before the text (``Preset``)."""
        self._prefix = prefix
        self._reshape()

    def set_action(self, action: QAction) -> None:
        """Stand for ``action``: its text, tool tip and state, also when they change; a click triggers it."""
        if self._action is not None:
            self._action.changed.disconnect(self._follow_action)
            self.clicked.disconnect(self._action.trigger)
        self._action = action
        action.changed.connect(self._follow_action)
        self.clicked.connect(action.trigger)
        self._follow_action()

    @Slot()
    def _follow_action(self) -> None:
        action = self._action
        if action is None:
            return
        self.setText(action.text().replace("&", ""))
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        self.setVisible(action.isVisible())
        self._reshape()

    def _reshape(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        parts = [metrics.horizontalAdvance(words) for words in (self._prefix, self.text()) if words]
        if self._icon_name:
            parts.append(fonts.scaled(_ICON))
        if self._chevron:
            parts.append(fonts.scaled(_CHEVRON))
        width = sum(parts) + _GAP * max(len(parts) - 1, 0) + 2 * _SIDE
        return QSize(round(width + 0.5), round(metrics.height()) + 2 * _ABOVE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        super().focusInEvent(event)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            option = QStyleOptionButton()
            self.initStyleOption(option)
            if not self._ring:
                option.state &= ~QStyle.StateFlag.State_HasFocus
            option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
            self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
            self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        tokens = current_theme().tokens
        primary = self.property("role") == "primary"
        strong = "on_accent" if primary else "text"
        quiet = "on_accent" if primary else "muted"
        if not self.isEnabled():
            strong = quiet = "disabled_text"
        metrics = QFontMetricsF(self.font())
        x = max(float(_SIDE), (self.width() - self.sizeHint().width()) / 2 + _SIDE)
        middle = self.height() / 2
        if self._icon_name:
            side = fonts.scaled(_ICON)
            paint_icon(painter, self._icon_name, QRectF(x, middle - side / 2, side, side), strong)
            x += side + _GAP
        chevron = fonts.scaled(_CHEVRON)
        room = self.width() - _SIDE - ((chevron + _GAP) if self._chevron else 0)
        for words, token in ((self._prefix, quiet), (self.text(), strong)):
            if not words:
                continue
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room - x, 0) + 1)
            painter.setPen(tokens.colour(token))
            painter.drawText(QRectF(x, 0, room - x + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            x += metrics.horizontalAdvance(shown) + _GAP
        if self._chevron:
            place = QRectF(self.width() - _SIDE - chevron + 2, middle - chevron / 2 + 0.5, chevron, chevron)
            paint_icon(painter, "chevron-down", place, quiet)
