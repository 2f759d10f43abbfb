"""Lines of code or of output, to read and to copy, in the monospaced font."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from studio.look import fonts

_AROUND = 32


class CodeText(QPlainTextEdit):
    """As tall as its lines, up to ``lines`` of them, or with ``columns`` at least so many lines high and columns wide.

    It follows the size of the text. Qt's signals apply; its owner names it for those who cannot see it.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, lines: int, columns: int = 0) -> None:
        super().__init__(text, parent)
        self._lines, self._columns = lines, columns
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self._fit()
        self.blockCountChanged.connect(self._follow_lines)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        font = fonts.monospace()
        self.setFont(font)
        self.document().setDefaultFont(font)
        if self._columns:
            metrics = QFontMetricsF(font)
            self.setMinimumHeight(round(metrics.lineSpacing() * self._lines) + 16)
            self.setMinimumWidth(round(metrics.horizontalAdvance("0") * self._columns))
        self._follow_lines()

    @Slot(int)
    def _follow_lines(self, count: int = 0) -> None:
        if not self._columns:
            height = QFontMetricsF(self.font()).lineSpacing() * min(self.blockCount(), self._lines)
            self.setFixedHeight(round(height) + _AROUND)
