"""Two parts side by side where there is room, else one above the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from studio.look import fonts

Size = Callable[[int, bool], float]
"""How many pixels the second part has of so many, side by side (True) or one above the other."""


class TurningSplit(QSplitter):
    """Gives ``beside`` its ``size`` whenever it turns, which it does at ``narrow`` pixels at the system's text size.

    Qt's signals apply.
    """

    def __init__(
        self,
        content: QWidget,
        beside: QWidget,
        *,
        narrow: int,
        size: Size,
        handle: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._size = size
        self._turned = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(handle)
        self.setStyleSheet("QSplitter::handle { background: transparent; }")
        for part in (content, beside):
            self.addWidget(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= fonts.scaled(self._narrow)
        orientation = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() is not orientation or not self._turned:
            self._turned = True
            self.setOrientation(orientation)
            whole = self.width() if wide else self.height()
            beside = round(self._size(whole, wide))
            self.setSizes([max(1, whole - beside), beside])
        super().resizeEvent(event)
