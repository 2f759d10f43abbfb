"""The examples in the plane: marks by class, by split, or by value, and those that are answered wrongly."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from studio.look.theme import current_theme
from studio.widgets.class_marks import class_colour, class_symbol
from studio.widgets.colour_scale import coloured
from studio.widgets.map_plot import MapPlot
from studio.widgets.plot_items import Floats, pen
from studio.widgets.plot_view import Range
from trainer_core.protocol.answer_map import AnswersMapped, MapPoints
from trainer_core.protocol.commands import Split

_SMALL, _LARGE, _WRONG = 5, 8, 11
_MARGIN = 0.08
_BELOW = -0.06
"""Where the points of more than two classes stand under their curves."""


class Points:
    """Draws the points of a map, and those that are wrong; ``values`` are the lowest and the highest that are true."""

    def __init__(self, plot: MapPlot) -> None:
        self._plot = plot
        self._drawn: tuple[MapPoints, ...] = ()
        self.values: Range = (0.0, 1.0)
        self.ranges: tuple[Range, Range] = ((0.0, 1.0), (0.0, 1.0))

    def show(self, event: AnswersMapped, *, classes: int, target: int, anew: bool) -> bool:
        """Show the points of ``event``, drawn anew only where they are others; returns whether they were."""
        anew = anew or not _same(self._drawn, event.points)
        if anew:
            self._drawn = event.points
            self._measure(event, classes, target)
            self._plot.clear_spots()
            for points in event.points:
                if classes:
                    self._draw_classes(points, classes)
                elif len(event.axes) == 1:
                    self._draw_split(points, target)
                else:
                    self._draw_values(points, target)
        if classes:
            self._draw_wrong(event, classes)
        return anew

    def _measure(self, event: AnswersMapped, classes: int, target: int) -> None:
        across = _ends(event.axes[0].places)
        if classes:
            self.values = (0.0, 1.0)
            up = (_BELOW - 0.06, 1.06)
        else:
            true = np.concatenate([points.truth[:, target] for points in event.points])
            true = true[np.isfinite(true)]
            low, high = (float(true.min()), float(true.max())) if len(true) else (0.0, 1.0)
            self.values = (low, high)
            room = (high - low or 1.0) * _MARGIN
            up = (low - room, high + room)
        self.ranges = (across, _ends(event.axes[1].places) if len(event.axes) == 2 else up)

    def _draw_classes(self, points: MapPoints, classes: int) -> None:
        tokens = current_theme().tokens
        x, y = places_of(points, classes)
        training = points.split is Split.TRAINING
        for number in range(classes):
            chosen = (points.truth == number) & np.isfinite(x) & np.isfinite(y)
            spots = self._plot.spots_of(f"{points.split.value} {number}", 5 if training else 6)
            colour, ground = class_colour(tokens, number), tokens.colour("panel")
            symbol = class_symbol(number)
            if training:
                spots.style(symbol, _SMALL + 2, colour, pen(ground, 1.0))
            else:
                spots.style(symbol, _LARGE, ground, pen(colour, 1.75))
            spots.setData(x[chosen], y[chosen])

    def _draw_split(self, points: MapPoints, target: int) -> None:
        tokens = current_theme().tokens
        training = points.split is Split.TRAINING
        spots = self._plot.spots_of(points.split.value, 2 if training else 3)
        colour = tokens.colour("training" if training else "validation")
        spots.style("s" if training else "o", _SMALL if training else _LARGE, colour, pen(tokens.colour("panel"), 1.0))
        x, y = points.places[:, 0], points.truth[:, target].astype(np.float64)
        good = np.isfinite(x) & np.isfinite(y)
        spots.setData(x[good], y[good])

    def _draw_values(self, points: MapPoints, target: int) -> None:
        tokens = current_theme().tokens
        training = points.split is Split.TRAINING
        spots = self._plot.spots_of(points.split.value, 5 if training else 6)
        symbol, size = ("s", _SMALL + 2) if training else ("o", _LARGE + 1)
        spots.style(symbol, size, tokens.colour("panel"), pen(tokens.colour("panel"), 1.25))
        x, y = points.places.T
        good = np.isfinite(x) & np.isfinite(y)
        colours = coloured(points.truth[good, target], *self.values)
        spots.setData(x[good], y[good], brush=[pg.mkBrush(QColor(*colour)) for colour in colours.tolist()])

    def _draw_wrong(self, event: AnswersMapped, classes: int) -> None:
        """Mark every point whose likeliest class is not its own."""
        tokens, spots = current_theme().tokens, self._plot.spots_of("wrong", 8)
        spots.style("x", _WRONG, tokens.colour("wrong"), pen(tokens.colour("panel"), 1.25))
        across, up = [], []
        for points in event.points:
            x, y = places_of(points, classes)
            wrong = (points.answered.argmax(axis=1) != points.truth) & np.isfinite(x) & np.isfinite(y)
            across.append(x[wrong])
            up.append(y[wrong])
        spots.setData(np.concatenate(across), np.concatenate(up))


def places_of(points: MapPoints, classes: int) -> tuple[Floats, Floats]:
    """Where points stand: in the plane, or over one input at the value or the probability that is true of them."""
    x = points.places[:, 0]
    if points.places.shape[1] == 2:
        return x, points.places[:, 1]
    if not classes:
        return x, points.truth[:, 0].astype(np.float64)
    return x, points.truth.astype(np.float64) if classes == 2 else np.full(len(x), _BELOW)


def _ends(places: Floats) -> Range:
    return float(places[0]), float(places[-1])


def _same(one: tuple[MapPoints, ...], other: tuple[MapPoints, ...]) -> bool:
    return len(one) == len(other) and all(
        a.split is b.split and np.array_equal(a.places, b.places, equal_nan=True) and np.array_equal(a.truth, b.truth)
        for a, b in zip(one, other, strict=True)
    )
