"""Paints earlier runs: each has a colour, a mark of its own at its validation results, and its number at its end."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF

from studio.look import fonts
from studio.look.theme import Tokens
from studio.plots.curve_data import cut
from studio.plots.overlays import MOST, MUTED, OverlayCurve
from studio.plots.scene import Mapping
from studio.plots.strokes import mixed, pen, polygon_of, stroke

_RADIUS = 4.0
_FAINT = 0.55
"""How much of its colour the line between validation results has; the training curve has all of it."""
_CROWDED = 9.0
_BADGE_PAD = 4.0


def _regular(corners: int, turn: float, inner: float = 1.0) -> QPolygonF:
    """A polygon around the origin; ``inner`` below 1 draws every second corner in, for a star or a cross."""
    count = corners if inner == 1.0 else 2 * corners
    points = []
    for n in range(count):
        radius = _RADIUS * 1.15 * (inner if inner != 1.0 and n % 2 else 1.0)
        angle = 2 * math.pi * n / count + turn
        points.append(QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    return QPolygonF(points)


_UP, _FLAT = -math.pi / 2, math.pi / 4
_MARKS = {
    1: _regular(4, _FLAT),  # a square
    2: _regular(3, _UP),  # a triangle
    3: _regular(4, 0.0),  # a diamond
    4: _regular(3, -_UP),  # a triangle on its tip
    5: _regular(4, 0.0, 0.35),  # a star of four
    6: _regular(4, _FLAT, 0.35),  # a cross
    7: _regular(5, _UP),  # a pentagon
    8: _regular(3, _UP, 0.35),  # a star of three
}


def paint_mark(painter: QPainter, slot: int, at: QPointF) -> None:
    """Paint the mark of the overlay in ``slot`` with the painter's brush; the muted one has a small disc."""
    if slot == MUTED:
        painter.drawEllipse(at, _RADIUS * 0.7, _RADIUS * 0.7)
    else:
        painter.drawPolygon(_MARKS[slot].translated(at))


def paint_overlay(painter: QPainter, overlay: OverlayCurve, to: Mapping, tokens: Tokens, pixel_ratio: float) -> None:
    """Paint the training curve, and validation as marks on a fainter line."""
    colour, panel = tokens.colour(overlay.token), tokens.colour("panel")
    stroke(painter, to, overlay.smoothed, colour, 1.0, pixel_ratio)
    line = cut(overlay.validation, to.ground.x_range)
    if len(line[0]) > 1:
        painter.setPen(pen(mixed(colour, panel, _FAINT)))
        painter.drawPolyline(polygon_of(to, line))
    x, y = to.x(overlay.validation[0]), to.y(overlay.validation[1])
    inside = (x >= to.rect.left() - 1) & (x <= to.rect.right() + 1)
    x, y = x[inside], y[inside]
    stride = math.ceil(_CROWDED * (len(x) - 1) / max(x[-1] - x[0], _CROWDED)) if len(x) > 1 else 1
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for px, py in zip(x[:: max(1, stride)], y[:: max(1, stride)], strict=True):
        paint_mark(painter, overlay.slot, QPointF(px, py))


def paint_numbers(painter: QPainter, overlays: tuple[OverlayCurve, ...], to: Mapping, tokens: Tokens) -> None:
    """Write the number of each overlay where its training curve leaves the picture, none over another."""
    if not overlays:
        return
    painter.setFont(fonts.font("small", strong=True))
    metrics = QFontMetricsF(painter.font())
    height = metrics.height()
    places: list[QRectF] = []
    for overlay in overlays:
        seen = cut(overlay.smoothed, to.ground.x_range)
        if overlay.slot == MUTED or len(seen[0]) == 0:
            continue
        width = metrics.horizontalAdvance(str(overlay.slot)) + 2 * _BADGE_PAD
        x = min(float(to.x(seen[0][-1])) + 3, to.rect.right() - width)
        y = min(max(float(to.y(seen[1][-1])) - height / 2, to.rect.top()), to.rect.bottom() - height)
        place = QRectF(x, y, width, height)
        place = _free(place, places, to.rect)
        places.append(place)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(overlay.token))
        painter.drawRoundedRect(place, 3, 3)
        painter.setPen(tokens.colour("panel"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(overlay.slot))


def _free(place: QRectF, taken: list[QRectF], within: QRectF) -> QRectF:
    """The place nearest to ``place``, above or below it, where nothing stands yet; ``place`` where there is none."""
    step = place.height() + 1
    for away in range(2 * MOST):
        moved = place.translated(0, step * (-1) ** away * ((away + 1) // 2))
        inside = within.top() <= moved.top() and moved.bottom() <= within.bottom()
        if inside and not any(moved.intersects(other) for other in taken):
            return moved
    return place
