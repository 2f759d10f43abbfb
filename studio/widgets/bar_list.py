"""Names with bars: how likely each one is, the guess and the truth marked by more than colour."""

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
from studio.widgets.marks import paint_mark
from studio.widgets.tile import Verdict

_MARK, _GAP, _BAR = 9, 8, 6
_TOKENS: dict[Verdict, str] = {"right": "right", "wrong": "wrong", "": "accent"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, a fraction in 0..1 (None draws no bar), that as words, a tick or cross, and whether it stands out."""

    name: str
    fraction: float | None
    words: str
    mark: Verdict = ""
    strong: bool = False


class BarList(BarRows):
    """Lines of a name, a bar and a number, as high as they need. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(240, parent)
        self._bars: tuple[Bar, ...] = ()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The lines from top to bottom."""
        return self._bars

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show other lines."""
        self._bars = tuple(bars)
        self.set_lines([(bar.name, bar.words) for bar in self._bars])

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            strong = QFontMetricsF(fonts.font("small", strong=True))
            marks = _MARK + 5 if any(bar.mark for bar in self._bars) else 0
            longest = max(strong.horizontalAdvance(bar.name) for bar in self._bars)
            names = min(longest + 2, self.width() * 0.4)
            numbers = max(strong.horizontalAdvance(bar.words) for bar in self._bars) + 2
            line = self.line
            first = max(event.rect().top() // line, 0)
            last = min(event.rect().bottom() // line + 1, len(self._bars))
            for row in range(first, last):
                self._paint_line(painter, self._bars[row], row * line, (marks, names, numbers))

    def _paint_line(self, painter: QPainter, bar: Bar, top: float, widths: tuple[float, float, float]) -> None:
        marks, names, numbers = widths
        tokens = current_theme().tokens
        line = self.line
        if bar.mark:
            place = QRectF(0, top + (line - _MARK) / 2, _MARK, _MARK)
            paint_mark(painter, bar.mark == "right", place, tokens.colour(_TOKENS[bar.mark]))
        font = fonts.font("small", strong=bar.strong)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(tokens.colour("text" if bar.strong or bar.mark else "muted"))
        shown = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names + 0.5)
        painter.drawText(QRectF(marks, top, names + 2, line), Qt.AlignmentFlag.AlignVCenter, shown)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(self.width() - numbers, top, numbers, line), right, bar.words)
        if bar.fraction is None:
            return
        left = marks + names + _GAP
        room = self.width() - numbers - _GAP - left
        ground = QRectF(left, top + (line - _BAR) / 2, max(room, 0), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("hairline"))
        painter.drawRoundedRect(ground, 3, 3)
        if room * bar.fraction >= 0.5:
            ground.setWidth(min(max(room * bar.fraction, 2), room))
            painter.setBrush(tokens.colour(_TOKENS[bar.mark]))
            painter.drawRoundedRect(ground, min(3, ground.width() / 2), 3)
