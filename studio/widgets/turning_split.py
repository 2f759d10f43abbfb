"""Two cards side by side where there is room, else one above the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from studio.look import fonts
from studio.widgets.side_split import card_of


class TurningSplit(QSplitter):
    """``content`` is large; ``beside`` has ``width`` pixels at its right, or the last third of the height.

    It turns at ``narrow`` pixels; both are lengths at the system's text size. Qt's signals apply.
    """

    def __init__(
        self, content: QWidget, beside: QWidget, *, width: int, narrow: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._beside = width
        self._narrow = narrow
        self._turned = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(8)
        self.setStyleSheet("QSplitter::handle { background: transparent; }")
        for part in (content, beside):
            self.addWidget(card_of(part, self))
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= fonts.scaled(self._narrow)
        orientation = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() is not orientation or not self._turned:
            self._turned = True
            self.setOrientation(orientation)
            whole = self.width() if wide else self.height()
            beside = fonts.scaled(self._beside) if wide else whole // 3
            self.setSizes([max(1, whole - beside), beside])
        super().resizeEvent(event)
