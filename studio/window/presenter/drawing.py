"""Drawing on the window with the pointer, as on a transparency."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.window.presenter.overlay import Overlay

_WIDTH = 3.0


class Drawing(Overlay):
    """Takes the mouse while one draws; what was drawn stays until it is cleared.

    Signals:
        put_down(): Escape was pressed: the pen is no longer wanted.
    """

    put_down = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("stageDrawing")
        self.strokes: list[QPolygonF] = []
        """What was drawn, each stroke as points of the window."""

    def draw(self, wanted: bool) -> None:
        """Take the pen up, or put it down; the drawing stays."""
        self.setCursor(Qt.CursorShape.CrossCursor if wanted else Qt.CursorShape.ArrowCursor)
        if wanted or self.strokes:
            self.show_over()
        else:
            self.hide()
        self.take_mouse(wanted)

    def clear(self) -> None:
        """Remove what was drawn; who is drawing goes on."""
        self.strokes.clear()
        self.update()
        if self.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
            self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.strokes.append(QPolygonF([event.position()]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.strokes:
            self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.strokes:
            self._go_to(event.position())

    def _go_to(self, point: QPointF) -> None:
        stroke = self.strokes[-1]
        room = round(2 * self._width)
        piece = QPolygonF([stroke.last(), point]).boundingRect().toAlignedRect()
        stroke.append(point)
        self.update(piece.adjusted(-room, -room, room, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_down.emit()
        else:
            event.ignore()

    @property
    def _width(self) -> float:
        return max(_WIDTH, fonts.stroke(_WIDTH))

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        round_ = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current_theme().tokens.colour("wrong"), self._width, Qt.PenStyle.SolidLine, *round_))
            for stroke in self.strokes:
                painter.drawPolyline(stroke)
