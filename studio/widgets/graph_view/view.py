"""The widget that shows a placed graph: zoom, pan, keys, clicks, marks, and files that show the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QToolTip, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.drag_and_zoom import ZOOM_STEP, DragAndZoom
from studio.widgets.focus import ring_after
from studio.widgets.graph_view.item import GraphItem
from studio.widgets.graph_view.layout import GraphBox, GraphFrame, Placed, box_spacing
from studio.widgets.graph_view.painting import Look
from studio.widgets.graph_view.places import box_at, box_beside, frame_around, frame_at, hold_of, rect_of
from studio.widgets.saving import save_png, save_svg

_MARGIN = 24.0
_NEAREST, _FARTHEST = 4.0, 0.02
_READABLE, _LEAST_READABLE = 0.8, 0.5
"""The smallest scale in which words can be read; where the text is larger, a smaller one will do."""
_READ_OUT = 24
"""Boxes that a screen reader is told of a whole graph; each is told where it is chosen."""
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
}


class GraphView(DragAndZoom, QGraphicsView):
    """Shows a `Placed` graph. The wheel zooms, dragging pans, arrow keys go from box to box, 0 shows everything.

    A click on a box selects it, and asks to open it if there is more inside, or a double click where ``one_click`` is
    off; the head of a frame closes it. Enter opens the selected box, and Backspace closes the frame around it.

    Signals:
        selected(str): a person has selected the box with this key.
        toggled(str): the box or frame with this key is to be opened, or closed.
        moved(): another part is seen, or in another size.
    """

    selected = Signal(str)
    toggled = Signal(str)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None, *, one_click: bool = True) -> None:
        super().__init__(parent)
        self._one_click = one_click
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(160, 120)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMouseTracking(True)
        self.setScene(QGraphicsScene(self))
        self._item = GraphItem()
        self.scene().addItem(self._item)
        self._fits, self._ring = True, False
        current_theme().changed.connect(self._repaint)
        self._repaint()

    @property
    def placed(self) -> Placed:
        """What is shown."""
        return self._item.painter.placed

    @property
    def look(self) -> Look:
        """What is marked in it."""
        return self._item.look

    @property
    def key(self) -> str:
        """The key of the selected box; empty for none."""
        return self._item.look.chosen

    @property
    def zoom(self) -> float:
        """Pixels of the screen to one of the drawing."""
        return self.transform().m11()

    def show_placed(self, placed: Placed, *, anchor: str = "") -> None:
        """Show another graph; the box or frame ``anchor`` stays where it is if it is in both."""
        before = self._place(anchor)
        self._item.show_placed(placed)
        self.setAccessibleDescription(" → ".join(box.title for box, _ in placed.boxes[:_READ_OUT]))
        self.scene().setSceneRect(placed.room.adjusted(-4000, -4000, 4000, 4000))
        after = self._place(anchor)
        if self.key and all(box.key != self.key for box, _ in placed.boxes):
            self._item.look.chosen = ""
        if before is not None and after is not None and not self._fits:
            self._pan(before - after)
        elif self._fits:
            self.fit()
        self.viewport().update()

    def select(self, key: str) -> None:
        """Outline a box and bring it into view, without a signal; an empty key outlines nothing."""
        self._item.look.chosen = key
        rect = rect_of(self.placed, key)
        if rect is not None:
            self._reveal(rect)
        self.viewport().update()

    def set_apart(self, keys: Collection[str] | None) -> None:
        """Let these boxes stand out and the others fade; None lets all be as they are."""
        self._item.look.apart = None if keys is None else frozenset(keys)
        self.viewport().update()

    def show_reached(self, boxes: Mapping[str, str], links: Mapping[tuple[str, str], str]) -> None:
        """Light up the boxes that a gradient has reached, and the links that it went along, each with its norm.

        Of those that are new the one that lies the farthest from the loss is brought to sight.
        """
        fresh = [rect for box, rect in self.placed.boxes if box.key in boxes and box.key not in self._item.look.reached]
        self._item.look.reached, self._item.look.along = dict(boxes), dict(links)
        if fresh:
            self._reveal(min(fresh, key=QRectF.top))
        self.viewport().update()

    def fit(self) -> None:
        """Show everything; a large graph is rather shown from the middle of its top in a size that can be read."""
        self._fits = True
        room = self.placed.room.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        across = self.viewport().width() / max(1.0, room.width())
        down = self.viewport().height() / max(1.0, room.height())
        scale = min(max(min(across, down), _readable()), 1.0)
        self._look_at(
            QPointF(room.center().x(), room.center().y() if down >= scale else room.top()), scale, top=down < scale
        )

    def show_all(self) -> None:
        """Show everything, however small."""
        self._fits = False
        room = self.placed.room.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        scale = min(
            self.viewport().width() / max(1.0, room.width()), self.viewport().height() / max(1.0, room.height())
        )
        self._look_at(room.center(), min(max(scale, _FARTHEST), 1.0), top=False)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in or out around a point of the widget, or its middle."""
        at = at if at is not None else QPointF(self.viewport().rect().center())
        factor = min(max(self.zoom * factor, _FARTHEST), _NEAREST) / self.zoom
        kept = self.mapToScene(at.toPoint())
        self._fits = False
        self.scale(factor, factor)
        self._pan(at - QPointF(self.mapFromScene(kept)))

    def shows_width_of(self, placed: Placed) -> bool:
        """Whether a graph can be seen in its whole width, in a size that can be read."""
        return (placed.room.width() + _MARGIN) * _readable() <= self.viewport().width()

    def stands(self, key: str = "") -> QPointF | None:
        """Where a box stands in the widget, in pixels; without a key the middle of the graph's top.

        None if there is no such box.
        """
        room = self.placed.room
        return self._place(key) if key else QPointF(self.mapFromScene(QPointF(room.center().x(), room.top())))

    def stand(self, zoom: float, at: QPointF, key: str = "") -> None:
        """Show the graph in this size, so that `stands` is ``at``."""
        self._fits = False
        self.resetTransform()
        self.scale(zoom, zoom)
        now = self.stands(key)
        if now is not None:
            self._pan(at - now)

    def boxes_at_once(self, line: float) -> int:
        """How many boxes of a graph laid out for ``line`` can be seen at once in a size that can be read."""
        wide, high = box_spacing(line)
        across = int((self.viewport().width() - _MARGIN) / (wide * _readable()))
        return max(1, across) * max(1, int((self.viewport().height() - _MARGIN) / (high * _readable())))

    def place_of(self, key: str) -> QPointF:
        """Where on the viewport one takes hold of a box, or of the head of a frame. Raises `KeyError`."""
        place = self._place(key)
        if place is None:
            raise KeyError(key)
        return place

    def save_png(self, path: Path) -> None:
        """Save the whole graph as a picture. Raises OSError."""
        save_png(path, self.saved_size(), self.paint_saved)

    def save_svg(self, path: Path) -> None:
        """Save the whole graph as an SVG document, with words as outlines. Raises OSError."""
        save_svg(path, self.saved_size(), self.accessibleName(), self.paint_saved)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(420), fonts.scaled(420))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_item"):
            self._item.painter.forget_fonts()
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        super().focusInEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if self.pinched(event):
            return True
        if event.type() == QEvent.Type.ToolTip:
            box = self._box_at(QPointF(event.pos()))  # type: ignore[attr-defined]  # a QHelpEvent
            QToolTip.showText(event.globalPos(), "" if box is None else box.tip, self)  # type: ignore[attr-defined]
            return True
        return super().viewportEvent(event)

    def pan_by(self, by: QPointF) -> None:
        """Move the drawing by so many pixels; it is fitted no more."""
        self._fits = False
        self._pan(by)

    def can_be_clicked(self, place: QPointF) -> bool:
        """Whether a box or the head of a frame is there."""
        return self._box_at(place) is not None or self._frame_at(place) is not None

    def surface(self) -> QWidget:
        """What is scrolled."""
        return self.viewport()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.clicked(event):
            return
        box, frame = self._box_at(event.position()), self._frame_at(event.position())
        if box is not None:
            self._choose(box.key)
            if box.opens and self._one_click:
                self.toggled.emit(box.key)
        elif frame is not None:
            self.toggled.emit(frame.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        box = self._box_at(event.position())
        if box is not None and box.opens and not self._one_click:
            self.toggled.emit(box.key)
        elif box is None and self._frame_at(event.position()) is None:
            self.show_all()
        else:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = next((box for box, _ in self.placed.boxes if box.key == self.key), None)
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_Left | Qt.Key.Key_Right as arrow:
                self._step(*_ARROWS[arrow])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if chosen is not None and chosen.opens:
                self.toggled.emit(chosen.key)
            case Qt.Key.Key_Backspace if chosen is not None and (frame := frame_around(self.placed, chosen.key)):
                self.toggled.emit(frame.key)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(ZOOM_STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / ZOOM_STEP)
            case Qt.Key.Key_0:
                self.show_all()
            case _:
                event.ignore()

    @reporting
    def drawForeground(self, painter: QPainter, rect: QRectF | QPointF) -> None:
        if self.hasFocus() and self._ring:
            painter.resetTransform()
            painter.setPen(QPen(current_theme().tokens.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), 5, 5)

    def _repaint(self, tokens: object = None) -> None:
        self.setBackgroundBrush(current_theme().tokens.colour("panel"))
        self.viewport().update()

    def _choose(self, key: str) -> None:
        self.select(key)
        self.selected.emit(key)

    def _step(self, across: int, down: int) -> None:
        """Select the nearest box in a direction, or the first."""
        rect = rect_of(self.placed, self.key)
        if rect is None:
            if self.placed.boxes:
                self._choose(self.placed.boxes[0][0].key)
            return
        key = box_beside(self.placed, rect, across, down)
        if key:
            self._choose(key)

    def _box_at(self, place: QPointF) -> GraphBox | None:
        return box_at(self.placed, self.mapToScene(place.toPoint()))

    def _frame_at(self, place: QPointF) -> GraphFrame | None:
        """The frame whose head is there."""
        return frame_at(self.placed, self.mapToScene(place.toPoint()))

    def _place(self, key: str) -> QPointF | None:
        hold = hold_of(self.placed, key)
        return None if hold is None else QPointF(self.mapFromScene(hold))

    def _pan(self, by: QPointF) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - round(by.x()))
        down.setValue(down.value() - round(by.y()))
        self.moved.emit()

    def _look_at(self, point: QPointF, scale: float, *, top: bool) -> None:
        self.resetTransform()
        self.scale(scale, scale)
        target = QPointF(self.viewport().width() / 2, 0.0 if top else self.viewport().height() / 2)
        self._pan(target - QPointF(self.mapFromScene(point)))

    def _reveal(self, rect: QRectF) -> None:
        """Move as little as is needed for a box to be seen."""
        area = QRectF(self.mapFromScene(rect).boundingRect())
        room = QRectF(self.viewport().rect()).adjusted(12, 12, -12, -12)
        down = max(0.0, room.top() - area.top()) or min(0.0, room.bottom() - area.bottom())
        aside = max(0.0, room.left() - area.left()) or min(0.0, room.right() - area.right())
        if down or aside:
            self._fits = False
            self._pan(QPointF(aside, down))

    def saved_size(self) -> QSize:
        """How large the whole graph is where it is saved."""
        room = self.placed.room
        return QSize(round(room.width() + 2 * _MARGIN), round(room.height() + 2 * _MARGIN))

    def paint_saved(self, painter: QPainter) -> None:
        """Paint the whole graph from the painter's origin on, with words as outlines."""
        tokens, room, size = current_theme().tokens, self.placed.room, self.saved_size()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), tokens.colour("panel"))
        painter.translate(_MARGIN - room.left(), _MARGIN - room.top())
        look = Look(reached=self.look.reached, along=self.look.along)
        self._item.painter.paint(painter, look, tokens, room, 1.0, outlines=True)


def _readable() -> float:
    return min(max(_READABLE / fonts.scale(), _LEAST_READABLE), _READABLE)
