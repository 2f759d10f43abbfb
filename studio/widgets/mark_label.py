"""One of our icons, standing still, in a colour of the theme that holds while it is painted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.icons import paint_icon
from studio.look.painting import reporting


class MarkLabel(QWidget):
    """An icon of ``side`` pixels that says something beside words; ``colour`` is a token. No signals."""

    def __init__(self, icon_name: str, colour: str, parent: QWidget | None = None, side: int = 16) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._colour = colour
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def icon_name(self) -> str:
        """Which icon is shown."""
        return self._icon_name

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_icon(painter, self._icon_name, QRectF(0, 0, self._side, self._side), self._colour)
