"""A network as a diagram: boxes to scale, blocks that fold, zoom and pan, saved as a picture or a drawing."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.drag_and_zoom import ZOOM_STEP, DragAndZoom
from studio.widgets.focus import ring_after
from studio.widgets.network_layout import Box, Drawing, Node, lay_out
from studio.widgets.network_painting import head_of, held_area, paint_drawing
from studio.widgets.saving import save_png, save_svg

_MARGIN = 20.0
_NEAREST, _FARTHEST = 4.0, 0.1


class NetworkDiagram(DragAndZoom, QWidget):
    """Shows `Node`s from top to bottom; what is selected is outlined, a block opens and folds by a click on its head.

    The wheel zooms, dragging pans, a double click or 0 shows everything; arrow keys select, Enter folds, + and - zoom.

    Signals:
        selected(object): a person has selected the node with this key.
    """

    selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 120)
        self._nodes: tuple[Node, ...] = ()
        self._folded: set[Hashable] = set()
        self._drawing = Drawing()
        self._key: Hashable = None
        self._scale, self._offset = 1.0, QPointF()
        self._fits = True
        self._ring = False
        current_theme().changed.connect(self._repaint)

    @property
    def key(self) -> Hashable:
        """The key of what is selected; None for nothing."""
        return self._key

    @property
    def zoom(self) -> float:
        """Pixels of the screen to one of the drawing."""
        return self._scale

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is drawn, in reading order."""
        return tuple(self._drawing.boxes)

    def show_network(self, nodes: tuple[Node, ...], folded: Collection[Hashable] = ()) -> None:
        """Show another network, or the same after an edit: what is folded stays folded.

        Blocks named in ``folded`` are so until a person opens them.
        """
        if nodes != self._nodes:
            self._folded |= set(folded) - set(_keys(self._nodes))
            self._nodes = nodes
            self.setAccessibleDescription(" → ".join(_in_words(node) for node in nodes))
            self._lay_out()

    def select(self, key: Hashable) -> None:
        """Outline the node ``key`` and bring it into view, without a signal; what hides it is opened."""
        self._key = key
        around = _around(self._nodes, key)
        if around & self._folded:
            self._folded -= around
            self._lay_out()
        self._reveal()
        self.update()

    def fold(self, key: Hashable, folded: bool) -> None:
        """Fold the block ``key`` into one box, or open it."""
        (self._folded.add if folded else self._folded.discard)(key)
        self._lay_out()

    def fit(self) -> None:
        """Show everything, at most in the size of the text around it."""
        self._fits = True
        room = self._drawing.rect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        scale = min(self.width() / max(1.0, room.width()), self.height() / max(1.0, room.height()))
        # A long network is read from its top, in a size that can be read, rather than seen as a thread.
        self._scale = min(max(scale, min(0.62, self.width() / max(1.0, room.width()))), 1.0)
        left = (self.width() - room.width() * self._scale) / 2 - room.left() * self._scale
        over = self.height() - room.height() * self._scale
        self._offset = QPointF(left, max(0.0, over / 2 if over > 0 else 0.0) + _MARGIN * self._scale)
        self.update()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in or out around a point of the widget, or its middle."""
        at = at if at is not None else QPointF(self.rect().center())
        scale = min(max(self._scale * factor, _FARTHEST), _NEAREST)
        self._offset = at - (at - self._offset) * (scale / self._scale)
        self._scale, self._fits = scale, False
        self.update()

    def place_of(self, key: Hashable) -> QPointF:
        """Where on the widget one takes hold of a node: the head of an open block. Raises `StopIteration`."""
        box = next(box for box in self._drawing.boxes if box.node.key == key)
        return self._to_screen().map(head_of(box).center())

    def save_png(self, path: Path) -> None:
        """Save the whole diagram as a picture. Raises OSError."""
        save_png(path, self._saved_size(), self._paint_saved)

    def save_svg(self, path: Path) -> None:
        """Save the whole diagram as an SVG document, with words as outlines. Raises OSError."""
        save_svg(path, self._saved_size(), self.accessibleName(), self._paint_saved)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(420), fonts.scaled(480))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()
            self._reveal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        return self.pinched(event) or super().event(event)

    def pan_by(self, by: QPointF) -> None:
        """Move the drawing by so many pixels; it is fitted no more."""
        self._fits = False
        self._offset += by
        self.update()

    def can_be_clicked(self, place: QPointF) -> bool:
        """Whether a node is there."""
        return self._box_at(place) is not None

    def surface(self) -> QWidget:
        """The diagram itself."""
        return self

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        box = self._box_at(event.position())
        if not self.clicked(event) or box is None:
            return
        if box.node.lists:
            self.fold(box.node.key, box.open)
        self._choose(box.node.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._box_at(event.position()) is None:
            self.fit()
        else:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [box.node.key for box in self._drawing.boxes]
        place = keys.index(self._key) if self._key in keys else -1
        match event.key():
            case Qt.Key.Key_Down if keys:
                self._choose(keys[min(place + 1, len(keys) - 1)])
            case Qt.Key.Key_Up if keys:
                self._choose(keys[max(place - 1, 0)])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if place >= 0 and self._drawing.boxes[place].node.lists:
                self.fold(self._key, self._drawing.boxes[place].open)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(ZOOM_STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / ZOOM_STEP)
            case Qt.Key.Key_0:
                self.fit()
            case _:
                super().keyPressEvent(event)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), tokens.colour("panel"))
            painter.setTransform(self._to_screen())
            seen = self._to_screen().inverted()[0].mapRect(QRectF(event.rect()))
            paint_drawing(painter, self._drawing, tokens, self._key, seen)
            painter.resetTransform()
            if self.hasFocus() and self._ring:
                painter.setPen(QPen(tokens.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 5, 5)

    def _lay_out(self) -> None:
        metrics = QFontMetricsF(fonts.font("small", strong=True))
        self._drawing = lay_out(self._nodes, self._folded, metrics.horizontalAdvance, metrics.height())
        if self._fits:
            self.fit()
            self._reveal()
        self.update()

    def _repaint(self, tokens: object) -> None:
        self.update()

    def _choose(self, key: Hashable) -> None:
        self.select(key)
        self.selected.emit(key)

    def _to_screen(self) -> QTransform:
        return QTransform.fromTranslate(self._offset.x(), self._offset.y()).scale(self._scale, self._scale)

    def _box_at(self, place: QPointF) -> Box | None:
        """The innermost box there; of an open block only its head counts."""
        inside = self._to_screen().inverted()[0].map(place)
        return next((box for box in reversed(self._drawing.boxes) if held_area(box).contains(inside)), None)

    def _reveal(self) -> None:
        """Move as little as is needed for the selected box to be seen."""
        box = next((box for box in self._drawing.boxes if box.node.key == self._key), None)
        if box is None:
            return
        area = self._to_screen().mapRect(held_area(box))
        room = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        down = max(0.0, room.top() - area.top()) or min(0.0, room.bottom() - area.bottom())
        aside = max(0.0, room.left() - area.left()) or min(0.0, room.right() - area.right())
        if down or (aside and area.width() <= room.width()):
            self._offset += QPointF(aside if area.width() <= room.width() else 0.0, down)

    def _saved_size(self) -> QSize:
        room = self._drawing.rect()
        return QSize(round(room.width() + 2 * _MARGIN), round(room.height() + 2 * _MARGIN))

    def _paint_saved(self, painter: QPainter) -> None:
        tokens, size = current_theme().tokens, self._saved_size()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), tokens.colour("panel"))
        painter.translate(_MARGIN - self._drawing.left, _MARGIN)
        paint_drawing(painter, self._drawing, tokens, None, self._drawing.rect())


def _keys(nodes: tuple[Node, ...]) -> Iterator[Hashable]:
    for node in nodes:
        yield node.key
        for chain in node.lists:
            yield from _keys(chain)


def _around(nodes: tuple[Node, ...], key: Hashable) -> set[Hashable]:
    """The keys of the blocks that hold the node ``key``."""
    for node in nodes:
        for chain in node.lists:
            if any(each.key == key for each in chain):
                return {node.key}
            if inner := _around(chain, key):
                return {node.key, *inner}
    return set()


def _in_words(node: Node) -> str:
    """A node as it reads in a line: its label, what it gives, and what it holds."""
    shape = " × ".join(map(str, node.shape)) if node.shape else ""
    held = "; ".join(" → ".join(map(_in_words, nodes)) for nodes in node.lists)
    return " ".join(part for part in (node.label, shape, f"({held})" if held else "") if part)
