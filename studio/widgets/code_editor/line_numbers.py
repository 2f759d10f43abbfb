"""The strip beside the text: the numbers of the lines, and a sign where something is to be said of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from studio.look import fonts
from studio.look.icons import paint_icon
from studio.look.painting import reporting
from studio.look.theme import current_theme

_SIDE = 6


class MarkKind(StrEnum):
    """How serious what is said of a line is, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LOOKS = {
    MarkKind.ERROR: ("cross", "wrong"),
    MarkKind.WARNING: ("warning", "warning"),
    MarkKind.NOTE: ("info", "muted"),
}
"""The icon of each kind and its colour."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to say about a line, which is counted from 1."""

    line: int
    kind: MarkKind
    sentence: str


class Lines(Protocol):
    """What the strip needs to know of the editor beside it."""

    def shown_lines(self) -> list[tuple[int, float, float]]:
        """Number, top and height of each line that is seen."""

    def current_line(self) -> int:
        """The line of the cursor."""

    def marks_of(self, line: int) -> list[Mark]:
        """What is said of a line, the gravest first."""

    def digits(self) -> int:
        """How many figures the largest number has."""

    def select_line(self, line: int) -> None:
        """Put the cursor at the beginning of a line."""


class LineNumbers(QWidget):
    """Numbers at the right, signs at the left of the strip; a click goes to the line. No signals."""

    def __init__(self, lines: Lines, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName("")

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(fonts.monospace())
        icon = metrics.height()
        return QSize(round(icon + metrics.horizontalAdvance("0") * max(self._lines.digits(), 3) + 3 * _SIDE), 0)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), tokens.colour("field"))
            painter.setFont(fonts.monospace())
            current = self._lines.current_line()
            usual = QFontMetricsF(fonts.monospace()).height()
            for line, top, height in self._lines.shown_lines():
                marks = self._lines.marks_of(line)
                if marks:
                    icon, colour = LOOKS[marks[0].kind]
                    side = usual - 3
                    paint_icon(painter, icon, QRectF(_SIDE - 2, top + 1.5, side, side), colour)
                painter.setPen(tokens.colour("text" if line == current else "muted"))
                place = QRectF(0, top, self.width() - _SIDE, height)
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(line))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position().y())
        if line:
            self._lines.select_line(line)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            marks = self._lines.marks_of(self._line_at(event.pos().y()))
            QToolTip.showText(event.globalPos(), "\n".join(mark.sentence for mark in marks), self)
            return True
        return super().event(event)

    def _line_at(self, y: float) -> int:
        return next((line for line, top, height in self._lines.shown_lines() if top <= y < top + height), 0)


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark that stays at its line while lines are added and removed above it."""

    mark: Mark
    cursor: QTextCursor

    @property
    def line(self) -> int:
        return self.cursor.blockNumber() + 1
