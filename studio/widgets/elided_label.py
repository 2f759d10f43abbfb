"""One line of text that gives way: it ends in an ellipsis, and tells the rest in its tool tip."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from studio.look.painting import reporting


class ElidedLabel(QLabel):
    """A single-line label that elides; ``text()`` is always the whole text. No signals of its own.

    The text is its accessible name, too; an owner who wants another sets it after the text. It keeps its text itself:
    whenever a `QLabel` gets another text, everything around it is laid out anew, up to the
    window. This one asks for that only where its width follows its text (no size policy ``Ignored``).
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self._explain()
        self.update()
        if self.sizePolicy().horizontalPolicy() is not QSizePolicy.Policy.Ignored:
            self.updateGeometry()

    def shown_text(self) -> str:
        """Return the text as it is drawn, with its ellipsis where it does not fit."""
        metrics = QFontMetricsF(self.font())
        return metrics.elidedText(self.text(), self._mode, self.contentsRect().width() + 0.5)

    def clear(self) -> None:
        self.setText("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._explain()

    def sizeHint(self) -> QSize:
        return self._size_of(self._text)

    def minimumSizeHint(self) -> QSize:
        return self._size_of("…")

    def _size_of(self, text: str) -> QSize:
        edges, metrics = self.contentsMargins(), QFontMetricsF(self.font())
        width, height = math.ceil(metrics.horizontalAdvance(text)) + 1, math.ceil(metrics.lineSpacing())
        return QSize(width + edges.left() + edges.right(), height + edges.top() + edges.bottom())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, self.shown_text())

    def _explain(self) -> None:
        self.setToolTip(self.text() if self.shown_text() != self.text() else "")
