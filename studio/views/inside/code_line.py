"""One line of the step as code: done, current or to come, with a few words on what it did; it opens by a click."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.look import fonts
from studio.look.icons import paint_icon
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.focus import ring_after
from studio.widgets.marks import paint_mark

_BAR, _MARK, _SIDE, _GAP, _ABOVE, _CHEVRON = 3, 10, 14, 10, 6, 12


def code_font(strong: bool = False) -> QFont:
    """The fixed-width font at the size of the window's text."""
    font = fonts.monospace()
    font.setPointSizeF(fonts.font("base").pointSizeF())
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


class CodeLine(QAbstractButton):
    """Checked means opened. ``look`` is ``"done"``, ``"current"`` or ``""``; ``summary`` stands at the right.

    Qt's button signals apply; there are none of its own.
    """

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = ""
        self.summary = ""
        self._ring = False
        self.setText(code)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def lit(self) -> bool:
        """Whether it is the line that runs next."""
        return self.look == "current"

    def show_as(self, code: str, look: str, summary: str) -> None:
        """Show other code, state and words."""
        if (code, look, summary) != (self.text(), self.look, self.summary):
            self.setText(code)
            self.look, self.summary = look, summary
            self.setAccessibleName(code)
            self.setAccessibleDescription(summary)
            self.setToolTip(summary)
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(code_font(True))
        width = metrics.horizontalAdvance(self.text()) + 2 * _SIDE + fonts.scaled(_MARK + _CHEVRON) + 2 * _GAP
        return QSize(round(width), round(metrics.height()) + 2 * _ABOVE)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        super().focusInEvent(event)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        area = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.lit:
                painter.fillRect(area, tokens.colour("accent", 0.16))
                painter.fillRect(QRectF(0, 0, _BAR, area.height()), tokens.colour("accent"))
            elif self.underMouse():
                painter.fillRect(area, tokens.colour("hover"))
            middle = area.center().y()
            size = fonts.scaled(_MARK)
            mark = QRectF(_SIDE, middle - size / 2, size, size)
            if self.look == "done":
                paint_mark(painter, True, mark, tokens.colour("right"))
            elif self.lit:
                paint_icon(painter, "chevron-right", mark.adjusted(-2, -2, 2, 2), "accent")
            self._paint_words(painter, area)
            if self.hasFocus() and self._ring:
                painter.setPen(QPen(tokens.colour("focus"), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        tokens = current_theme().tokens
        middle = area.center().y()
        fold = "chevron-down" if self.isChecked() else "chevron-right"
        size = fonts.scaled(_CHEVRON)
        right = area.right() - _SIDE - size
        paint_icon(painter, fold, QRectF(right, middle - size / 2, size, size), "muted")
        right -= _GAP
        left = float(_SIDE + fonts.scaled(_MARK) + _GAP)
        painter.setFont(code_font(self.lit))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(tokens.colour("text" if self.look else "muted"))
        code = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRectF(left, 0, right - left, area.height()), Qt.AlignmentFlag.AlignVCenter, code)
        left += metrics.horizontalAdvance(code) + 2 * _GAP
        painter.setFont(fonts.font("small"))
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(self.summary, Qt.TextElideMode.ElideRight, max(right - left, 0))
        if len(words) < 4:
            return  # an ellipsis alone says nothing
        painter.setPen(tokens.colour("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(left, 0, right - left, area.height()), flags, words)
