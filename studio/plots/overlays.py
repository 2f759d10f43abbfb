"""Earlier runs under the present one: what is laid there, and what of it is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from studio.plots.curve_data import (
    Axis,
    Column,
    Points,
    Range,
    Timeline,
    curve,
    envelope,
    epoch_turns,
    no_points,
    pixel_columns,
    smoothed_at,
)
from trainer_core.history.history import EpochRow, History

MOST = 8
"""Runs that can be laid under the present one: as many as there are colours that people tell apart."""
MUTED = 0
"""The slot of the run before the present one, which is grey and needs no number."""


@dataclass(frozen=True, eq=False)
class Overlay:
    """A run to lay under the present one, as far as it had come then. ``key`` is its folder, or a name without one.

    ``slot`` (1 to `MOST`) is the number, colour and mark by which it is known everywhere; `MUTED` is grey.
    """

    key: Path | str
    name: str
    history: History
    slot: int

    @property
    def token(self) -> str:
        """The colour's name in the theme."""
        return f"overlay_{self.slot}" if self.slot else "muted"

    @cached_property
    def turns(self) -> Points:
        """Where its epochs ended: see `epoch_turns`."""
        return epoch_turns(self.history.epochs)

    @cached_property
    def pace(self) -> int:
        """Batches of its newest whole epoch, 0 before there is one."""
        steps, numbers = self.turns
        return max(1, round((steps[-1] - steps[-2]) / (numbers[-1] - numbers[-2]))) if len(steps) > 1 else 0

    @cached_property
    def validation(self) -> dict[Column, Points]:
        """Its validation results by column, as `validation_points`."""
        return {column: validation_points(self.history.epochs, column) for column in ("loss", "accuracy")}


@dataclass(frozen=True, slots=True)
class OverlayCurve:
    """What one plot shows of an overlay: at most one smoothed and two validation points a pixel column."""

    slot: int
    token: str
    smoothed: Points
    validation: Points


def free_slot(overlays: Iterable[Overlay]) -> int | None:
    """The lowest number that no overlay has; None when `MOST` are laid."""
    taken = {overlay.slot for overlay in overlays}
    return next((slot for slot in range(1, MOST + 1) if slot not in taken), None)


def timeline_of(overlay: Overlay, axis: Axis, otherwise: int = 1) -> Timeline:
    """Where the batches of ``overlay`` stand; ``otherwise`` is the pace of one that has finished no epoch."""
    return Timeline(overlay.history, axis, overlay.pace or max(1, otherwise), overlay.turns)


def validation_points(epochs: tuple[EpochRow, ...], column: Column) -> Points:
    """Validation results as (batches, values), those that are numbers."""
    steps = np.array([row.step for row in epochs], dtype=np.float64)
    values = np.array([getattr(row, f"validation_{column}") for row in epochs], dtype=np.float64)
    good = np.isfinite(values)
    return steps[good], values[good]


def on_axis(timeline: Timeline, points: Points, x_range: Range, columns: int) -> Points:
    """Validation ``points`` at their places, reduced where there are more than pixels."""
    steps, values = points
    if len(steps) == 0:
        return no_points()
    places = timeline.x_at(steps)
    if len(steps) <= 2 * columns:
        return places, values
    return envelope(places, values, values, pixel_columns(places, x_range, columns))


def overlay_curve(
    overlay: Overlay, timeline: Timeline, column: Column, x_range: Range, columns: int, beta: float
) -> OverlayCurve:
    """Reduce ``overlay`` for a plot that is ``columns`` pixels wide and shows ``x_range``."""
    smoothed = curve(timeline, column, x_range, columns, beta).smoothed
    validation = on_axis(timeline, overlay.validation[column], x_range, columns)
    return OverlayCurve(overlay.slot, overlay.token, smoothed, validation)


def value_at(overlay: Overlay, timeline: Timeline, column: Column, x: float, beta: float) -> float:
    """The smoothed value of ``overlay`` at ``x``; NaN where it has none."""
    row = round(timeline.row_at(x))
    count = len(overlay.history)
    return smoothed_at(overlay.history, column, min(row, count - 1), beta) if 0 <= row <= count and count else np.nan
