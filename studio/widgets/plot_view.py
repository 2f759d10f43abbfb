"""What is seen of a plot, and how the mouse moves along its x axis."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainterPath

from studio.look import fonts

Range = tuple[float, float]

ZOOM, PAN = 1.2, 0.1
"""By how much a notch of the wheel or a key zooms, and the share of what is seen by which it pans."""
_HALF_MARK = 10
"""Pixels of a mark that reach beyond the edge on which it stands."""


class View(pg.ViewBox):  # type: ignore[misc]
    """What is seen of a plot, and the mouse that moves it along its x axis, within ``bounds``.

    Dragging zooms to the span; with Shift, or the middle or right button, it pans. The wheel zooms around the pointer,
    and sideways it pans. A double click fits.

    Signals:
        moved(): a person sees another span now.
        fit_asked(): a person wants to see everything.
    """

    moved = Signal()
    fit_asked = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.bounds: Range = (0.0, 1.0)
        self.drawn_to = math.inf
        """Where on the x axis what is drawn ends, if that is before the bounds do."""
        self.y_bounds: Range = (-math.inf, math.inf)
        """Beyond these there is nothing on the y axis."""
        self.least = 0.0
        self.setMouseEnabled(x=True, y=False)
        self.disableAutoRange()

    def shape(self) -> QPainterPath:
        """What is drawn is clipped to this; a mark at an edge beyond which there is nothing is seen whole."""
        room = fonts.stroke(_HALF_MARK)
        right = self.x_range[1] >= min(self.bounds[1], self.drawn_to)
        above, below = self.y_range[1] >= self.y_bounds[1], self.y_range[0] <= self.y_bounds[0]
        path = QPainterPath()
        path.addRect(self.rect().adjusted(0, -room * above, room * right, room * below))
        return path

    def boundingRect(self) -> QRectF:
        """Qt paints anew only what lies in this, so it holds every `shape`; the plot itself is `rect`."""
        room = fonts.stroke(_HALF_MARK)
        return QRectF(self.rect()).adjusted(0, -room, room, room)

    @property
    def x_range(self) -> Range:
        low, high = self.viewRange()[0]
        return float(low), float(high)

    @property
    def y_range(self) -> Range:
        low, high = self.viewRange()[1]
        return float(low), float(high)

    @property
    def scene_rect(self) -> QRectF:
        """Where the plot lies in its scene, without the room for marks at its edges."""
        return QRectF(self.mapRectToScene(self.rect()))

    def look_at(self, low: float, high: float) -> None:
        """Show this span, or as much of it as lies within the bounds and is not too narrow."""
        begin, end = self.bounds
        if high - low < self.least:
            middle = (low + high) / 2
            low, high = middle - self.least / 2, middle + self.least / 2
        low, high = max(begin, low), min(end, high)
        if high - low < self.least:
            low, high = (begin, begin + self.least) if low <= begin else (end - self.least, end)
        if high > low:
            self.setXRange(low, high, padding=0)
            self.moved.emit()

    def zoom(self, factor: float, at: float) -> None:
        """Show ``factor`` times as much (below 1: less), with ``at`` staying in its place."""
        low, high = self.x_range
        self.look_at(at - (at - low) * factor, at + (high - at) * factor)

    def pan(self, share: float) -> None:
        """Move by ``share`` of what is seen, up to the bounds."""
        low, high = self.x_range
        begin, end = self.bounds
        shift = max(begin - low, min(share * (high - low), max(end, high) - high))
        self.look_at(low + shift, high + shift)

    def mouseDragEvent(self, ev: pg.GraphicsScene.mouseEvents.MouseDragEvent, axis: int | None = None) -> None:
        ev.accept()
        left = ev.button() == Qt.MouseButton.LeftButton
        if not left or ev.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan((ev.lastPos().x() - ev.pos().x()) / max(self.width(), 1.0))
            return
        first, last = ev.buttonDownPos().x(), min(max(ev.pos().x(), 0.0), self.width())
        if not ev.isFinish():
            self.updateScaleBox(QPointF(first, 0), QPointF(last, self.height()))
            return
        self.rbScaleBox.hide()
        low, high = sorted(self.mapToView(QPointF(x, 0)).x() for x in (first, last))
        self.look_at(low, high)

    def mouseClickEvent(self, ev: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        if ev.double():
            ev.accept()
            self.fit_asked.emit()

    def wheelEvent(self, ev: object, axis: int | None = None) -> None:
        notches = ev.delta() / 120  # type: ignore[attr-defined]
        if ev.orientation() == Qt.Orientation.Horizontal:  # type: ignore[attr-defined]
            self.pan(-notches * PAN)
        else:
            low, high = self.x_range
            at = self.mapToView(ev.pos()).x()  # type: ignore[attr-defined]
            self.zoom(ZOOM**-notches, min(high, max(low, at)))
        ev.accept()  # type: ignore[attr-defined]

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        ev.ignore()
