"""Names with bars to both sides of a middle line: what is above zero goes to the right, what is below to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.bar_rows import BarRows

_GAP, _BAR = 8, 8


@dataclass(frozen=True, slots=True)
class SignedBar:
    """A name, a number, and that in words."""

    name: str
    value: float
    words: str


class SignedBars(BarRows):
    """Lines of a name, a bar and a number; the longest bar has the largest number of either sign. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(280, parent)
        self.bars: tuple[SignedBar, ...] = ()

    def set_bars(self, bars: Sequence[SignedBar]) -> None:
        """Show other lines."""
        self.bars = tuple(bars)
        self.set_lines([(bar.name, bar.words) for bar in self.bars])

    def bar_rect(self, row: int) -> QRectF:
        """Where the bar of a line is drawn."""
        left, right = self._room()
        middle, half = (left + right) / 2, (right - left) / 2
        most = max((abs(bar.value) for bar in self.bars), default=0.0) or 1.0
        length = half * self.bars[row].value / most
        top = row * self.line + (self.line - _BAR) / 2
        return QRectF(min(middle, middle + length), top, abs(length), _BAR)

    def _names(self) -> float:
        metrics = QFontMetricsF(fonts.font("small"))
        return min(max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0) + 2, self.width() * 0.35)

    def _numbers(self) -> float:
        metrics = QFontMetricsF(fonts.font("small"))
        return max((metrics.horizontalAdvance(bar.words) for bar in self.bars), default=0) + 2

    def _room(self) -> tuple[float, float]:
        """Where bars may begin and end."""
        left = self._names() + _GAP
        return left, max(left + 1, self.width() - self._numbers() - _GAP)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.bars:
            return
        tokens = current_theme().tokens
        names, numbers = self._names(), self._numbers()
        left, right = self._room()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(fonts.font("small"))
            metrics = QFontMetricsF(painter.font())
            painter.fillRect(QRectF((left + right) / 2 - 0.5, 0, 1, self.height()), tokens.colour("hairline"))
            for row, bar in enumerate(self.bars):
                line = QRectF(0, row * self.line, names + 2, self.line)
                painter.setPen(tokens.colour("text"))
                name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names + 0.5)
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
                at_right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
                painter.drawText(QRectF(self.width() - numbers, line.top(), numbers, self.line), at_right, bar.words)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.colour("training" if bar.value >= 0 else "wrong"))
                painter.drawRoundedRect(self.bar_rect(row), 2, 2)
