"""The mark by which an entry of a list is dragged up and down."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.widgets.icon_button import IconButton


class DragGrip(IconButton):
    """Dots to take hold of; what it is on is moved by whoever listens. The keyboard has another way.

    Signals:
        dragged(int): the mouse holds it, and stands at this height of the screen.
        dropped(): it was let go after it was dragged.
    """

    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("grip", "", parent)
        self.setProperty("size", "small")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._from: QPoint | None = None
        self._dragging = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._dragging = event.globalPosition().toPoint(), False
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        place = event.globalPosition().toPoint()
        self._dragging |= (place - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging:
            self.dragged.emit(place.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._from is None:
            return
        self._from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._dragging:
            self._dragging = False
            self.dropped.emit()
