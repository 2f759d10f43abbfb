"""A section that folds, and says in a few words what it holds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.icons import paint_icon
from studio.look.marking import spans
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.focus import ring_after

_CHEVRON, _GAP, _SIDE = 14, 8, 12


class FoldingSection(QFrame):
    """A header with chevron, title and muted summary over a body that opens and closes.

    ``body_layout`` takes the content. Space, Enter and the left and right arrows work on the header.

    Signals:
        toggled(bool): the body was opened (True) or folded.
    """

    toggled = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None, expanded: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "section")
        self.header = SectionHeader(title, self)
        self.body = QWidget(self)
        self.body_layout = QVBoxLayout(self.body)
        self.body_layout.setContentsMargins(_SIDE + 2, 0, _SIDE + 2, 14)
        self.body_layout.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.body)
        self.header.setChecked(expanded)
        self.body.setVisible(expanded)
        self.header.toggled.connect(self._show_body)

    @property
    def expanded(self) -> bool:
        """Whether the body is open."""
        return self.header.isChecked()

    def set_expanded(self, expanded: bool) -> None:
        """Open or fold the body."""
        self.header.setChecked(expanded)

    def set_title(self, title: str) -> None:
        """Set the title, as for another language."""
        self.header.setText(title)
        self.header.retranslate()

    def set_summary(self, summary: str) -> None:
        """Say in a few words what the section holds; what does not fit beside the title stands below it."""
        self.header.set_summary(summary)

    @Slot(bool)
    def _show_body(self, expanded: bool) -> None:
        self.body.setVisible(expanded)
        self.toggled.emit(expanded)


class SectionHeader(Retranslated, QAbstractButton):
    """The line of a folding section that is always there. Qt's button signals apply."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = self._explanation = ""
        self._words: tuple[str, ...] = ()
        self._below = self._ring = False
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fonts.use(self, "title", strong=True)
        self.retranslate()

    @property
    def summary(self) -> str:
        """The whole summary, also where it is elided."""
        return self._summary

    def set_summary(self, summary: str) -> None:
        """Set the muted text after the title; the tool tip has it whole."""
        self._summary = summary
        self._tell()
        self.setAccessibleDescription(summary)
        self._fit()
        self.update()

    def mark(self, words: tuple[str, ...]) -> None:
        """Mark ``words`` (in small letters) where the title holds them; none takes the marks away."""
        if words != self._words:
            self._words = words
            self.update()

    def explain(self, sentence: str) -> None:
        """Have the tool tip say first what the section is about."""
        self._explanation = sentence
        self._tell()

    def _tell(self) -> None:
        self.setToolTip("\n".join(part for part in (self._explanation, self._summary) if part))

    def shown_summary(self) -> str:
        """Return the summary as it is drawn in the present width."""
        room = self.width() - _SIDE - (self._title_left() if self._below else self._summary_left())
        return QFontMetricsF(fonts.font("small")).elidedText(self._summary, Qt.TextElideMode.ElideRight, max(room, 0.0))

    def retranslate(self) -> None:
        """Word the accessible name in the present language."""
        self.setAccessibleName(self.tr("{title}: fold or unfold").format(title=self.text()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.toggle()
            case Qt.Key.Key_Right:
                self.setChecked(True)
            case Qt.Key.Key_Left:
                self.setChecked(False)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the summary does not fit beside the title, give it a line of its own."""
        needed = self._summary_left() + QFontMetricsF(fonts.font("small")).horizontalAdvance(self._summary) + _SIDE
        below = bool(self._summary) and needed > self.width()
        if below is not self._below:
            self._below = below
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(160, self._title_height() + round(self._summary_height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._summary_left() + _SIDE), self.sizeHint().height())

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            height = self.height() - self._summary_height()
            chevron = "chevron-down" if self.isChecked() else "chevron-right"
            side = fonts.scaled(_CHEVRON)
            paint_icon(painter, chevron, QRectF(_SIDE - 1, (height - side) / 2, side, side), "muted")
            metrics = QFontMetricsF(self.font())
            baseline = (height + metrics.capHeight()) / 2
            for start, end in spans(self.text(), self._words):
                before, upto = (metrics.horizontalAdvance(self.text()[:place]) for place in (start, end))
                ground = QRectF(_SIDE + side + 4 + before, baseline - metrics.ascent(), upto - before, metrics.height())
                painter.fillRect(ground, tokens.colour("selection"))
            painter.setPen(tokens.colour("text" if self.isEnabled() else "disabled_text"))
            painter.drawText(round(self._title_left()), round(baseline), self.text())
            painter.setFont(fonts.font("small"))
            painter.setPen(tokens.colour("muted"))
            left = self._title_left() if self._below else self._summary_left()
            painter.drawText(round(left), round(baseline + self._summary_height()), self.shown_summary())
            if self.hasFocus() and self._ring:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(tokens.colour("focus"), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 5, 5)

    def _summary_left(self) -> float:
        title = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return self._title_left() + title + _GAP

    def _title_left(self) -> float:
        return _SIDE + fonts.scaled(_CHEVRON) + 4

    def _title_height(self) -> int:
        return round(QFontMetricsF(self.font()).height()) + 22

    def _summary_height(self) -> float:
        """Of the line below the title; 0 where there is none."""
        return QFontMetricsF(fonts.font("small")).height() + 3 if self._below else 0.0
