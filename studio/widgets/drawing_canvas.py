"""A sheet of paper on which one draws with a mouse, a pen, a finger or the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.painting import reporting
from studio.look.theme import current_theme

SIDE = 280
"""Pixels of a side of the sheet; a line is `PEN` of them wide, with a pen up to twice as much under pressure."""
PEN, ERASER = 20.0, 40.0
_STEP = 8.0
"""How far an arrow key goes."""

_ARROWS = {
    Qt.Key.Key_Left: QPointF(-_STEP, 0),
    Qt.Key.Key_Right: QPointF(_STEP, 0),
    Qt.Key.Key_Up: QPointF(0, -_STEP),
    Qt.Key.Key_Down: QPointF(0, _STEP),
}


@dataclass(slots=True)
class Stroke:
    """A line through points of the sheet, each with its width, in ink or as an eraser."""

    erases: bool
    points: list[tuple[QPointF, float]] = field(default_factory=list)


class DrawingCanvas(QWidget):
    """White paper and black ink; the picture is the same whatever the theme and the size on the screen.

    The arrow keys move a cross, with Space they draw. Ctrl+Z takes back a stroke, Delete all.

    Signals:
        changed(): the drawing is another.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strokes: list[Stroke] = []
        self.erases = False
        self._cleared: list[Stroke] = []
        self._drawing = False
        self._cross = QPointF(SIDE / 2, SIDE / 2)
        self._pen_down = False
        self._picture: QImage | None = None
        self._ink = self._paper()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on the paper."""
        return not self.strokes and self._picture is None

    @property
    def can_undo(self) -> bool:
        """Whether `undo` would do anything."""
        return bool(self.strokes or self._cleared) or self._picture is not None

    def picture(self) -> QImage:
        """The paper with what was drawn, `SIDE` pixels square."""
        return self._ink.copy()

    def set_picture(self, picture: QImage) -> None:
        """Lay a picture on the paper, as large as fits, in place of what was drawn."""
        self._picture, self.strokes, self._cleared = picture, [], []
        self._redraw()

    @Slot()
    def undo(self) -> None:
        """Take back the last stroke, or that everything was cleared."""
        if self.strokes:
            self.strokes.pop()
        elif self._cleared:
            self.strokes, self._cleared = self._cleared, []
        else:
            self._picture = None
        self._redraw()

    @Slot()
    def clear(self) -> None:
        """Begin anew; `undo` brings the strokes back."""
        if self.strokes:
            self._cleared = self.strokes
        self.strokes, self._picture = [], None
        self._redraw()

    def heightForWidth(self, width: int) -> int:
        return width

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.device().type() is QPointingDevice.DeviceType.TouchScreen:
            self._take_touch(event)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position(), 1.0, self.erases)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._go_on(event.position(), 1.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drawing = False

    def tabletEvent(self, event: QTabletEvent) -> None:
        erases = self.erases or event.pointerType() is QPointingDevice.PointerType.Eraser
        pressure = 0.5 + 1.5 * event.pressure()
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position(), pressure, erases)
        elif event.type() == QEvent.Type.TabletMove and self._drawing:
            self._go_on(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletRelease:
            self._drawing = False
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._move_cross(_ARROWS[key])
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pen_down = True
            self._begin_at(self._cross, 1.0, self.erases)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pen_down = self._drawing = False
            return
        super().keyReleaseEvent(event)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._sheet(), self._ink)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.colour("focus" if self.hasFocus() else "hairline"), 1))
            painter.drawRect(self._sheet().adjusted(0.5, 0.5, -0.5, -0.5))
            if self.hasFocus():
                middle = self._on_screen(self._cross)
                painter.setPen(QPen(QColor(tokens.accent), 1))
                painter.drawLine(middle - QPointF(6, 0), middle + QPointF(6, 0))
                painter.drawLine(middle - QPointF(0, 6), middle + QPointF(0, 6))

    def _sheet(self) -> QRectF:
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _on_paper(self, place: QPointF) -> QPointF:
        sheet = self._sheet()
        return (place - sheet.topLeft()) * (SIDE / max(sheet.width(), 1.0))

    def _on_screen(self, place: QPointF) -> QPointF:
        sheet = self._sheet()
        return place * (sheet.width() / SIDE) + sheet.topLeft()

    def _take_touch(self, event: QTouchEvent) -> None:
        if not event.points():
            return
        place = event.points()[0].position()
        if event.type() == QEvent.Type.TouchBegin:
            self._begin(place, 1.0, self.erases)
        elif event.type() == QEvent.Type.TouchUpdate and self._drawing:
            self._go_on(place, 1.0)
        else:
            self._drawing = False
        event.accept()

    def _move_cross(self, by: QPointF) -> None:
        self._cross = QPointF(
            min(max(self._cross.x() + by.x(), 0.0), float(SIDE)), min(max(self._cross.y() + by.y(), 0.0), float(SIDE))
        )
        if self._pen_down and self._drawing:
            self._go_on_at(self._cross, 1.0)
        self.update()

    def _begin(self, place: QPointF, pressure: float, erases: bool) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._begin_at(self._on_paper(place), pressure, erases)

    def _begin_at(self, place: QPointF, pressure: float, erases: bool) -> None:
        self._cleared = []
        self._drawing = True
        self.strokes.append(Stroke(erases))
        self._go_on_at(place, pressure)

    def _go_on(self, place: QPointF, pressure: float) -> None:
        self._go_on_at(self._on_paper(place), pressure)

    def _go_on_at(self, place: QPointF, pressure: float) -> None:
        stroke = self.strokes[-1]
        before = stroke.points[-1][0] if stroke.points else place
        width = (ERASER if stroke.erases else PEN) * pressure
        stroke.points.append((place, width))
        self._cross = place
        with QPainter(self._ink) as painter:
            _draw(painter, stroke, before, place, width)
        self.update()
        self.changed.emit()

    def _redraw(self) -> None:
        self._drawing = False
        self._ink = self._paper()
        with QPainter(self._ink) as painter:
            if self._picture is not None:
                size = self._picture.size().scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
                place = QRectF((SIDE - size.width()) / 2, (SIDE - size.height()) / 2, size.width(), size.height())
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(place, self._picture)
            for stroke in self.strokes:
                before = stroke.points[0][0]
                for place_, width in stroke.points:
                    _draw(painter, stroke, before, place_, width)
                    before = place_
        self.update()
        self.changed.emit()

    def _paper(self) -> QImage:
        paper = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        return paper


def _draw(painter: QPainter, stroke: Stroke, first: QPointF, second: QPointF, width: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(Qt.GlobalColor.white if stroke.erases else Qt.GlobalColor.black)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    if first == second:
        painter.drawPoint(first)
    else:
        painter.drawLine(first, second)
