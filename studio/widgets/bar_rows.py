"""Lines of small text under one another, each a name and a number around a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts


class BarRows(QWidget):
    """As high as its lines need; whoever paints them tells which there are."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        """``width`` is what it would like to have, in pixels."""
        super().__init__(parent)
        self._wanted, self._count = width, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def line(self) -> int:
        """The height of a line in pixels."""
        return round(QFontMetricsF(fonts.font("small")).height()) + 7

    def set_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """These lines are shown now, each a name and a number in words."""
        other = len(lines) != self._count
        self._count = len(lines)
        self.setAccessibleDescription(", ".join(f"{name} {words}" for name, words in lines))
        if other:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._wanted, self.line * self._count)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.line * self._count)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()
