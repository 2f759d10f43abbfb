"""What a line of the step runs: its modules, operations and the lines of a person's file, indented, one of them lit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from trainer_core.protocol.inside import StepLine

_LEFT, _INDENT, _ABOVE, _BAR = 34, 14, 2, 3


class NestedLines(QWidget):
    """As high as its lines; only those that are seen are painted.

    Attributes:
        lines: what is shown, in order; ``current`` is the place of the lit one, or -1.

    Signals:
        chosen(object): a person has clicked this `StepLine`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[StepLine, ...] = ()
        self.current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[StepLine], current: int) -> None:
        """Show these, with the one at ``current`` lit (-1: none)."""
        if (tuple(lines), current) == (self.lines, self.current):
            return
        self.lines, self.current = tuple(lines), current
        self._fit()
        lit = self.lines[current].code if 0 <= current < len(self.lines) else ""
        self.setAccessibleDescription(lit)
        self.update()

    @property
    def line_height(self) -> float:
        """How high one line is."""
        return round(QFontMetricsF(fonts.monospace()).height()) + 2 * _ABOVE

    def sizeHint(self) -> QSize:
        return QSize(240, round(len(self.lines) * self.line_height))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(round(len(self.lines) * self.line_height))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // self.line_height)
        if 0 <= row < len(self.lines):
            self.chosen.emit(self.lines[row])

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        high = self.line_height
        first = max(0, int(event.rect().top() // high))
        last = min(len(self.lines), int(event.rect().bottom() // high) + 1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row in range(first, last):
                self._paint(painter, self.lines[row], QRectF(0, row * high, self.width(), high), row == self.current)

    def _paint(self, painter: QPainter, line: StepLine, area: QRectF, lit: bool) -> None:
        tokens = current_theme().tokens
        if lit:
            painter.fillRect(area, tokens.colour("accent", 0.16))
            painter.fillRect(QRectF(0, area.top(), _BAR, area.height()), tokens.colour("accent"))
        left = _LEFT + _INDENT * (line.depth - 1)
        room = area.width() - left - 14
        painter.setFont(fonts.monospace())
        metrics = QFontMetricsF(painter.font())
        painter.setPen(tokens.colour("text" if lit or line.module else "muted"))
        code = metrics.elidedText(line.code, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, area.top(), room, area.height()), Qt.AlignmentFlag.AlignVCenter, code)
        if line.line is None:
            return
        used = metrics.horizontalAdvance(code) + 16
        words = f"{Path(line.line.file).name}:{line.line.number}  {line.line.text.strip()}"
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - used)
        painter.setPen(tokens.colour("accent" if lit else "muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if room - used > 60:
            painter.drawText(QRectF(left + used, area.top(), room - used, area.height()), flags, words)
