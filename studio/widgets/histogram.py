"""How often values lie where: counts as bars between two numbers, small in a cell or large with its ends named."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme

_HEIGHT, _GAP = 96, 4
_SPACED = 4
"""Bars at least so wide stand apart."""


def paint_bars(painter: QPainter, rect: QRectF, counts: Sequence[int], colour: QColor) -> None:
    """Draw ``counts`` from left to right into ``rect``, the largest over its whole height; each that is not 0 is seen.

    Where there are more counts than pixels, neighbours are added up.
    """
    columns = max(min(len(counts), int(rect.width() // 2)), 1)
    sums = [sum(counts[len(counts) * i // columns : len(counts) * (i + 1) // columns]) for i in range(columns)]
    most = max(sums, default=0)
    if not most:
        return
    width = rect.width() / columns
    gap = 1 if width >= _SPACED else 0
    for i, count in enumerate(sums):
        if count:
            height = max(rect.height() * count / most, 1.0)
            left, right = (round(rect.left() + edge * width) for edge in (i, i + 1))
            painter.fillRect(QRectF(left, rect.bottom() - height, right - left - gap, height), colour)


class Histogram(QWidget):
    """Bars over the words for both ends of the range. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[int, ...] = ()
        self._ends = ("", "")
        self._zero: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def counts(self) -> tuple[int, ...]:
        """The bars from left to right."""
        return self._counts

    def set_counts(self, counts: Sequence[int], ends: tuple[str, str], zero: float | None = None) -> None:
        """Show other bars; ``ends`` word the range, ``zero`` in 0..1 is where 0 lies in it, if it does."""
        self._counts, self._ends, self._zero = tuple(counts), ends, zero
        self.setAccessibleDescription(" … ".join(end for end in ends if end))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT + _GAP + round(QFontMetricsF(fonts.font("small")).height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            place = QRectF(0, 0, self.width(), _HEIGHT)
            painter.fillRect(QRectF(0, _HEIGHT, self.width(), 1), tokens.colour("hairline"))
            if self._zero is not None:
                painter.fillRect(QRectF(self.width() * self._zero, 0, 1, _HEIGHT), tokens.colour("hairline"))
            paint_bars(painter, place, self._counts, tokens.colour("training"))
            painter.setFont(fonts.font("small"))
            painter.setPen(tokens.colour("muted"))
            words = QRectF(0, _HEIGHT + _GAP, self.width(), self.height() - _HEIGHT - _GAP)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, self._ends[0])
            painter.drawText(words, Qt.AlignmentFlag.AlignRight, self._ends[1])
