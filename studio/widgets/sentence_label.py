"""A sentence with room for a few lines however short it is, so that nothing below it moves when it changes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from studio.look import fonts


class SentenceLabel(QLabel):
    """Plain text that is wrapped, with room for ``lines`` of it in letters of any size; on stage, where room is short,
    for one. Qt's signals apply.
    """

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, self._room()))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, self._room()))

    def heightForWidth(self, width: int) -> int:
        return max(super().heightForWidth(width), self._room())

    def _room(self) -> int:
        return (1 if fonts.on_stage() else self._lines) * self.fontMetrics().lineSpacing()
