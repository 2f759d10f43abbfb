"""Paints a scene with a QPainter. How it is done was measured, because each millisecond costs two of
training.

For 800 columns (1,600 raw points) at 800x330 pixels: a raw line without antialiasing, its colour mixed with
the ground beforehand, 0.3 ms; with 25 % opacity 2.9 ms; antialiased 20 ms. A smoothed line, antialiased and
1.8 pixels wide, 4.3 ms, and 0.8 ms in pieces of 32 points; but 0.08 ms when it is one device pixel wide, for
which Qt has a path of its own. So a wider line is drawn as a few such lines side by side: 0.2 ms.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF

from studio.look import fonts
from studio.look.theme import Tokens
from studio.plots.curve_data import Points, cut
from studio.plots.overlay_painting import paint_numbers, paint_overlay
from studio.plots.scene import Ground, Mapping, Scene
from studio.plots.strokes import mixed, pen, polygon_of, stroke

_RAW_OPACITY = 0.25
_ABOVE, _BELOW, _RIGHT = 8.0, 26.0, 14.0
_WIDEST_LABEL = "0.0000"
_MARK_ROWS = 3
_DOT, _STAR_RADIUS = 4.0, 9.0
REACH = 4
"""Pixels that a line may reach beyond its points."""
_CROWDED = 7.0
"""Pixels between validation points below which only their line is drawn."""


def _star() -> QPolygonF:
    """Five points around the origin."""
    radii = (_STAR_RADIUS, _STAR_RADIUS * 0.42)
    turns = [math.pi * n / 5 - math.pi / 2 for n in range(10)]
    return QPolygonF([QPointF(math.cos(a), math.sin(a)) * radii[n % 2] for n, a in enumerate(turns)])


_STAR = _star()


def plot_rect(outer: QRectF) -> QRectF:
    """The rectangle inside ``outer`` that the curves fill; the rest is for the ticks' labels."""
    return outer.adjusted(_left_of(fonts.scale()), _ABOVE, -_RIGHT, -_BELOW)


@lru_cache(maxsize=8)
def _left_of(scale: float) -> int:
    """Room for the labels of a y-axis where text has this scale."""
    return round(QFontMetricsF(fonts.font("small")).horizontalAdvance(_WIDEST_LABEL) + 10)


def paint_ground(painter: QPainter, ground: Ground, outer: QRectF, tokens: Tokens) -> None:
    """Paint bands, grid, ticks and marks; they change seldom, so a caller keeps the picture."""
    rect = plot_rect(outer)
    to = Mapping(ground, rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for begin, end in ground.bands:
        left, right = max(rect.left(), to.x(begin)), min(rect.right(), to.x(end))
        if right > left:
            painter.fillRect(QRectF(left, rect.top(), right - left, rect.height()), tokens.colour("plot_band"))
    painter.setFont(fonts.font("small"))
    metrics = QFontMetricsF(painter.font())
    for tick in ground.y_ticks:
        y = round(to.y(tick.at))
        painter.setPen(pen(tokens.colour("plot_grid")))
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
        painter.setPen(tokens.colour("muted"))
        place = QRectF(outer.left(), y - metrics.height() / 2, rect.left() - outer.left() - 8, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.label)
    painter.setPen(tokens.colour("muted"))
    for tick in ground.x_ticks:
        half = metrics.horizontalAdvance(tick.label) / 2 + 2
        x = min(to.x(tick.at), outer.right() - half)
        place = QRectF(x - half, rect.bottom() + 7, 2 * half, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tick.label)
    _paint_marks(painter, ground, to, tokens, metrics)


def _paint_marks(painter: QPainter, ground: Ground, to: Mapping, tokens: Tokens, metrics: QFontMetricsF) -> None:
    """Dotted lines with their words; words that would overlap go a row lower, and where no row is free only
    the line.
    """
    rect = to.rect
    taken = [rect.left()] * _MARK_ROWS
    for at, words in ground.marks:
        x = round(to.x(at))
        if not rect.left() <= x <= rect.right():
            continue
        painter.setPen(pen(tokens.colour("muted", 0.8), style=Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()))
        width = metrics.horizontalAdvance(words)
        left = x + 6 if x + 6 + width <= rect.right() else x - 6 - width
        row = next((row for row, end in enumerate(taken) if left >= end), None)
        if row is not None and left >= rect.left():
            taken[row] = left + width + 12
            down = row * (metrics.height() + 2) + 4
            top = rect.bottom() - metrics.height() - down if ground.words_below else rect.top() + down
            painter.setPen(tokens.colour("muted"))
            painter.drawText(QRectF(left, top, width + 2, metrics.height()), Qt.AlignmentFlag.AlignVCenter, words)


def paint_curves(
    painter: QPainter,
    scene: Scene,
    outer: QRectF,
    tokens: Tokens,
    pixel_ratio: float = 0.0,
    part: QRectF | None = None,
) -> None:
    """Paint raw and smoothed curves, validation, the best epoch's star and earlier runs.

    On a screen ``pixel_ratio`` gives its device pixels to a logical one; 0 is for paper and files, without
    haste. Of the lines only what touches ``part``, to which the painter is clipped, is drawn.
    """
    rect = plot_rect(outer)
    to = Mapping(scene.ground, rect)
    near = partial(_near, to=to, part=part or outer)
    training, panel = tokens.colour("training"), tokens.colour("panel")
    painter.save()
    painter.setClipRect(rect.adjusted(0, -_ABOVE / 2, _RIGHT / 2, 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(pen(mixed(training, panel, _RAW_OPACITY)))
    painter.drawPolyline(polygon_of(to, near(scene.raw)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for overlay in scene.overlays:
        paint_overlay(painter, replace(overlay, smoothed=near(overlay.smoothed)), to, tokens, pixel_ratio)
    stroke(painter, to, near(scene.smoothed), training, 1.7, pixel_ratio)
    painter.setClipRect(rect.adjusted(-_STAR_RADIUS, -_ABOVE, _RIGHT, _STAR_RADIUS))
    paint_numbers(painter, scene.overlays, to, tokens)
    _paint_validation(painter, scene, to, tokens, part or outer)
    painter.restore()


def _near(points: Points, to: Mapping, part: QRectF) -> Points:
    """The points of a line whose segments touch ``part``, which is in pixels, and one segment more on each side: Qt
    draws the ends of an antialiased line in another way than its middle.
    """
    x, y = points
    first = np.searchsorted(x, to.x_back(part.left() - REACH)) - 2
    last = np.searchsorted(x, to.x_back(part.right() + REACH), side="right") + 2
    first = max(0, min(int(first), len(x) - 2))
    return x[first:last], y[first:last]


def _paint_validation(painter: QPainter, scene: Scene, to: Mapping, tokens: Tokens, part: QRectF) -> None:
    """The results on their line, and the star; nothing where all of them lie to the left of ``part``."""
    places = [*scene.validation[0][-1:], *(scene.best or ())[:1]]
    if not places or to.x(max(places)) + _STAR_RADIUS + REACH < part.left():
        return
    colour = tokens.colour("validation")
    line = cut(scene.validation, scene.ground.x_range)
    if len(line[0]) > 1:
        painter.setPen(pen(colour, 1.3, Qt.PenStyle.DashLine))
        painter.drawPolyline(polygon_of(to, line))
    x, y = to.x(scene.validation[0]), to.y(scene.validation[1])
    inside = (x >= to.rect.left() - 1) & (x <= to.rect.right() + 1)
    x, y = x[inside], y[inside]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    crowded = len(x) > 1 and (x[-1] - x[0]) / (len(x) - 1) < _CROWDED
    for px, py in zip(x[-1:] if crowded else x, y[-1:] if crowded else y, strict=True):
        painter.drawEllipse(QPointF(px, py), _DOT, _DOT)
    if scene.best is not None and scene.ground.x_range[0] <= scene.best[0] <= scene.ground.x_range[1]:
        painter.setPen(pen(tokens.colour("panel"), 1.5))
        painter.drawPolygon(_STAR.translated(to.x(scene.best[0]), to.y(scene.best[1])))
