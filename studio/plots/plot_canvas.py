"""The widget on which one plot is painted, and the mouse and keys with which a person moves through it.

It paints by itself instead of through a plotting library: see `painting` for what that costs. What lies
behind the curves is kept as a picture.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts
from studio.look.theme import Tokens, current_theme
from studio.plots.painting import REACH, paint_curves, paint_ground, plot_rect
from studio.plots.scene import Mapping, Scene, changed_range

_ZOOM, _PAN = 1.2, 0.1
_PADDING, _ROW = 8, 3


class PlotCanvas(QWidget):
    """Shows a `Scene`.

    Signals:
        zoomed(float, float): a person wants this many times as much of the x-axis, around this place on it.
        panned(float): a person moves the visible range by so much.
        follow_asked(): a person wants to be where the run is (double click, Home, F).
        pointed(float): the mouse is at this place on the x-axis.
        left(): the mouse is elsewhere.
    """

    zoomed = Signal(float, float)
    panned = Signal(float)
    follow_asked = Signal()
    pointed = Signal(float)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene()
        self._ground = QPixmap()
        self._place: object = None
        self._ground_key: object = None
        self._cross: tuple[float, float] | None = None
        self._reading: tuple[tuple[str, str], ...] = ()
        self._drag: float | None = None
        self._reached_by_key = False
        self.wheel_zooms = True
        """Whether the wheel zooms; else it scrolls what the plot stands in."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current_theme().changed.connect(self._change_theme)

    @property
    def plot(self) -> QRectF:
        """Where the curves are, in pixels of this widget."""
        return plot_rect(QRectF(self.rect()))

    def set_scene(self, scene: Scene) -> None:
        """Show ``scene`` from the next paint on. Where only the lines have grown, only that strip is painted anew."""
        before, self.scene = self.scene, scene
        changed = changed_range(before, scene) if before is not scene else None
        if changed is None:
            self.update()
        elif changed[0] <= changed[1]:
            to = Mapping(scene.ground, self.plot)
            left, right = math.floor(to.x(changed[0])) - REACH, math.ceil(to.x(changed[1])) + REACH
            self.update(QRect(left, 0, right - left, self.height()))

    def set_cross(self, at: tuple[float, float] | None, reading: tuple[tuple[str, str], ...] = ()) -> None:
        """Show a cross-hair at a place in the units of the axes, and a panel with ``reading`` as (name,
        value).
        """
        if (at, reading) != (self._cross, self._reading):
            self._cross, self._reading = at, reading
            self.update()

    @property
    def cross(self) -> tuple[float, float] | None:
        """Where the cross-hair is, in the units of the axes."""
        return self._cross

    @property
    def reading(self) -> tuple[tuple[str, str], ...]:
        """What the panel at the cross-hair says."""
        return self._reading

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 96)

    def sizeHint(self) -> QSize:
        return QSize(640, 320)

    @Slot(object)
    def _change_theme(self, tokens: Tokens) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            tokens, ratio, outer = current_theme().tokens, self.devicePixelRatioF(), QRectF(self.rect())
            painter.drawPixmap(0, 0, self._painted_ground(outer, ratio, tokens))
            paint_curves(painter, self.scene, outer, tokens, ratio, QRectF(event.rect()))
            if self._cross is not None:
                self._paint_cross(painter)
            if self._reached_by_key:
                painter.setPen(QPen(tokens.colour("focus"), 1))
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1, -1))

    def _painted_ground(self, outer: QRectF, ratio: float, tokens: Tokens) -> QPixmap:
        """Everything behind the curves, painted anew only where it has changed, and always on one pixmap.

        PySide 6.11 keeps six references to None for every new pixmap that is painted on.
        """
        place = (self.size().toTuple(), ratio)
        if place != self._place:
            self._place, self._ground_key = place, None
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
        key = (self.scene.ground, tokens.name, fonts.scale())
        if key != self._ground_key:
            self._ground_key = key
            self._ground.fill(tokens.colour("panel"))
            with QPainter(self._ground) as painter:
                paint_ground(painter, self.scene.ground, outer, tokens)
        return self._ground

    def _paint_cross(self, painter: QPainter) -> None:
        tokens, plot = current_theme().tokens, self.plot
        to = Mapping(self.scene.ground, plot)
        x, y = to.x(self._cross[0]), to.y(self._cross[1])
        if not plot.left() - 1 <= x <= plot.right() + 1:
            return
        painter.setPen(QPen(tokens.colour("muted"), 1))
        painter.drawLine(QLineF(round(x) + 0.5, plot.top(), round(x) + 0.5, plot.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if plot.top() - 1 <= y <= plot.bottom() + 1:
            painter.setPen(QPen(tokens.colour("panel"), 1.5))
            painter.setBrush(tokens.colour("training"))
            painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        if self._reading:
            self._paint_reading(painter, x, tokens)

    def _paint_reading(self, painter: QPainter, x: float, tokens: Tokens) -> None:
        painter.setFont(fonts.font("small"))
        metrics = QFontMetricsF(painter.font())
        names = max(metrics.horizontalAdvance(name) for name, _ in self._reading)
        values = max(metrics.horizontalAdvance(value) for _, value in self._reading)
        step = metrics.height() + _ROW
        width, height = names + values + 12 + 2 * _PADDING, step * len(self._reading) - _ROW + 2 * _PADDING
        left = x + 12 if x + 12 + width <= self.width() - 4 else x - 12 - width
        box = QRectF(max(4.0, left), self.plot.top() + 4, width, height)
        painter.setPen(QPen(tokens.colour("hairline"), 1))
        painter.setBrush(tokens.colour("raised"))
        painter.drawRoundedRect(box, 6, 6)
        for row, (name, value) in enumerate(self._reading):
            line = QRectF(box.left() + _PADDING, box.top() + _PADDING + row * step, width - 2 * _PADDING, step - _ROW)
            painter.setPen(tokens.colour("muted"))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(tokens.colour("text"))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, value)

    def _x_at(self, position: QPointF) -> float:
        return Mapping(self.scene.ground, self.plot).x_back(position.x())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = event.position().x()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None and event.buttons() & Qt.MouseButton.LeftButton:
            low, high = self.scene.ground.x_range
            moved = event.position().x() - self._drag
            self._drag = event.position().x()
            if moved:
                self.panned.emit(-moved * (high - low) / max(self.plot.width(), 1.0))
        elif self.plot.adjusted(-2, -2, 2, 2).contains(event.position()):
            self.pointed.emit(self._x_at(event.position()))
        else:
            self.left.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.follow_asked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.wheel_zooms:
            event.ignore()
            return
        notches, sideways = event.angleDelta().y() / 120, event.angleDelta().x() / 120
        low, high = self.scene.ground.x_range
        if abs(sideways) > abs(notches):
            self.panned.emit(-sideways * _PAN * (high - low))
        elif notches:
            self.zoomed.emit(_ZOOM**-notches, min(high, max(low, self._x_at(event.position()))))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        low, high = self.scene.ground.x_range
        match event.key():
            case Qt.Key.Key_Left:
                self.panned.emit(-_PAN * (high - low))
            case Qt.Key.Key_Right:
                self.panned.emit(_PAN * (high - low))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoomed.emit(1 / _ZOOM, (low + high) / 2)
            case Qt.Key.Key_Minus:
                self.zoomed.emit(_ZOOM, (low + high) / 2)
            case Qt.Key.Key_Home | Qt.Key.Key_F:
                self.follow_asked.emit()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._reached_by_key = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._reached_by_key = False
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setCursor(Qt.CursorShape.CrossCursor)

    def leaveEvent(self, event: QEvent) -> None:
        self.unsetCursor()
        self.left.emit()
