"""How a person moves through a drawing that is larger than its widget: dragging, the wheel, and two fingers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

ZOOM_STEP = 1.2
"""By how much a notch of the wheel or a key zooms."""


class DragAndZoom:
    """A mix-in for a widget; it comes before the widget's class. No signals."""

    _from: QPointF | None = None
    _dragged = False

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in or out around a point of the widget, or its middle."""
        raise NotImplementedError

    def pan_by(self, by: QPointF) -> None:
        """Move the drawing by so many pixels."""
        raise NotImplementedError

    def can_be_clicked(self, place: QPointF) -> bool:
        """Whether a click there does something."""
        raise NotImplementedError

    def surface(self) -> QWidget:
        """The widget that has the cursor."""
        raise NotImplementedError

    def pinched(self, event: QEvent) -> bool:
        """Zoom if the event is of two fingers that move apart or together; returns whether it is."""
        if not isinstance(event, QNativeGestureEvent) or event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoom_by(1 + event.value(), event.position())
        return True

    def clicked(self, event: QMouseEvent) -> bool:
        """End what began with the press of the button; returns whether it was a click, and nothing was dragged."""
        if self._from is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        self._from = None
        self.surface().setCursor(Qt.CursorShape.ArrowCursor)
        return not self._dragged

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(ZOOM_STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            over = self.can_be_clicked(event.position())
            self.surface().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        by = event.position() - self._from
        if self._dragged or by.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self.pan_by(by)
            self._from = event.position()
            self.surface().setCursor(Qt.CursorShape.ClosedHandCursor)
