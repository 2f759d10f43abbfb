"""A quiet line with a chevron that shows or hides what is below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.look import fonts
from studio.look.icons import paint_icon
from studio.look.painting import reporting
from studio.look.theme import current_theme

_CHEVRON, _GAP, _ABOVE = 12, 4, 4


class FoldButton(QAbstractButton):
    """Checked means unfolded. Qt's button signals apply; there are none of its own."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fonts.use(self, "small")

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        width = _CHEVRON + _GAP + metrics.horizontalAdvance(self.text())
        return QSize(round(width + 2), round(metrics.height()) + 2 * _ABOVE)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            name = "chevron-down" if self.isChecked() else "chevron-right"
            colour = "text" if self.underMouse() else "muted"
            paint_icon(painter, name, QRectF(-2, (self.height() - _CHEVRON) / 2, _CHEVRON, _CHEVRON), colour)
            painter.setPen(tokens.colour(colour))
            place = QRectF(self.rect()).adjusted(_CHEVRON + _GAP - 2, 0, 0, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(tokens.colour("focus"), 1))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
