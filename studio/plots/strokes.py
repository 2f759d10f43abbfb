"""Lines of a plot, from points to pixels: the fast ways of Qt that were measured in `painting`."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from shiboken6 import VoidPtr

from studio.plots.curve_data import Points
from studio.plots.scene import Mapping


def stroke(painter: QPainter, to: Mapping, points: Points, colour: QColor, width: float, pixel_ratio: float) -> None:
    """Draw an antialiased line of ``width`` logical pixels; on a screen out of lines of one device pixel."""
    if len(points[0]) == 1:
        painter.setPen(_round(pen(colour, 2 * width)))
        painter.drawPoint(QPointF(to.x(points[0][0]), to.y(points[1][0])))
        return
    polygon = polygon_of(to, points)
    if not pixel_ratio:
        painter.setPen(_round(pen(colour, width)))
        painter.drawPolyline(polygon)
        return
    spread = width - 1 / pixel_ratio
    steps = math.ceil(spread * pixel_ratio)
    painter.setPen(pen(colour))
    painter.drawPolyline(polygon)
    for step in range(1, steps + 1):
        shift = spread * step / steps
        painter.drawPolyline(polygon.translated(shift, 0))
        painter.drawPolyline(polygon.translated(0, shift))


def _round(made: QPen) -> QPen:
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return made


def polygon_of(to: Mapping, points: Points) -> QPolygonF:
    """Points in pixels, written straight into the polygon's memory; far outside values are cut to what Qt can
    draw.
    """
    polygon = QPolygonF()
    count = len(points[0])
    if count == 0:
        return polygon
    polygon.resize(count)
    memory = np.frombuffer(VoidPtr(polygon.data(), count * 16, True), dtype=np.float64).reshape(-1, 2)
    far = 4 * to.rect.height()
    memory[:, 0] = to.x(points[0])
    np.clip(to.y(points[1]), to.rect.top() - far, to.rect.bottom() + far, out=memory[:, 1])
    return polygon


def pen(colour: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen that is cosmetic up to one pixel."""
    made = QPen(colour, width, style)
    made.setCosmetic(width <= 1)
    return made


def mixed(colour: QColor, ground: QColor, opacity: float) -> QColor:
    """``colour`` with ``opacity`` over ``ground``, as an opaque colour."""
    parts = zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)
    return QColor(*(round(opacity * above + (1 - opacity) * below) for above, below in parts))
