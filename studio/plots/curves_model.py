"""What the curves show now: from a run and the person's choices to the scenes of the plots. Knows nothing of
Qt's events.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from studio.plots.curve_data import (
    Axis,
    Column,
    Curve,
    Floats,
    Points,
    Range,
    Timeline,
    best_epoch,
    curve,
    envelope,
    epoch_result,
    no_points,
    smoothed_at,
)
from studio.plots.scale import (
    fit_linear,
    fit_log,
    fit_share,
    growing_end,
    needed_range,
    nice_step,
    steady_range,
    x_ticks,
    y_ticks,
)
from studio.plots.scene import Ground, Scene
from trainer_core.history import EpochRow, History, Mark

LAST = 500
"""Batches that the view "last 500" shows."""
_FEWEST = 8
_TICK_HEIGHT, _TICK_WIDTH, _BAND_WIDTH = 44, 64, 8


@dataclass(frozen=True, slots=True)
class Run:
    """What the curves need to know of a run besides its history; ``total`` is its length in batches, as
    planned.
    """

    history: History
    batches_per_epoch: int = 1
    total: int = 1
    best_by: Column = "accuracy"


@dataclass(frozen=True, slots=True)
class Reading:
    """The numbers at one batch (counted from 1) of one column; NaN where there are none.

    ``x`` is its place on the axis; ``validation`` is the newest result up to there, of epoch
    ``validation_epoch``.
    """

    x: float
    batch: int
    epoch: int
    raw: float
    smoothed: float
    validation: float
    validation_epoch: int
    lr: float


class CurvesModel:
    """The state behind the two plots.

    Attributes:
        axis, last_only, log, beta: the person's choices; change ``axis`` through `set_axis`.
        x_range: what is seen of the shared axis; while ``following``, `follow` moves it along with the run.
        epochs: the epochs that are drawn; `refresh` reads them and the marks anew.
    """

    def __init__(self) -> None:
        self.run: Run | None = None
        self.axis: Axis = "epoch"
        self.last_only = False
        self.log = False
        self.beta = 0.0
        self.following = True
        self.x_range: Range = (0.0, 1.0)
        self.epochs: tuple[EpochRow, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.best: EpochRow | None = None
        self.underlays: list[tuple[str, History]] = []
        self._y_ranges: dict[tuple[Column, bool], Range] = {}
        self._validation: dict[Column, tuple[Floats, Floats]] = {}
        self.latest: dict[Column, float] = {}

    def start(self, run: Run | None) -> None:
        """Show another run, from its beginning."""
        self.run = run
        self._y_ranges.clear()
        self.latest.clear()
        self.following = True
        self.refresh()
        self.follow()

    def refresh(self) -> None:
        """Read epochs and marks anew; called when there are more of them, not with each batch."""
        if self.run is None:
            self.epochs, self.marks, self.best = (), (), None
        else:
            self.epochs, self.marks = self.run.history.epochs, self.run.history.marks
            self.best = best_epoch(self.epochs, self.run.best_by)
        steps = np.array([row.step for row in self.epochs], dtype=np.float64)
        for column, name in (("loss", "validation_loss"), ("accuracy", "validation_accuracy")):
            values = np.array([getattr(row, name) for row in self.epochs], dtype=np.float64)
            good = np.isfinite(values)
            self._validation[column] = (steps[good], values[good])

    def validation_now(self, column: Column) -> float:
        """The newest validation result, NaN before there is one."""
        values = self._validation[column][1]
        return float(values[-1]) if len(values) else np.nan

    @property
    def timeline(self) -> Timeline:
        run = self.run or Run(History())
        return Timeline(run.history, self.axis, max(1, run.batches_per_epoch))

    @property
    def length(self) -> int:
        """Batches that the whole axis has room for."""
        return max(self.run.total, len(self.run.history), 1) if self.run else 1

    def follow(self) -> None:
        """Bring the visible range to where the run is."""
        if self.run is None:
            self.x_range = (0.0, 1.0)
            return
        count, timeline = len(self.run.history), self.timeline
        if self.last_only:
            end = max(count, min(LAST, self.length), 2)
            rows = (max(0, end - LAST), end)
            self.x_range = self._widened(timeline.x_at(rows))
        elif self.axis == "seconds":
            self.x_range = (0.0, self._planned_seconds(timeline, count))
        else:
            self.x_range = self._widened(timeline.x_at((0, growing_end(count, self.length))))

    def _planned_seconds(self, timeline: Timeline, count: int) -> float:
        """A round number of seconds that the run will take at its pace; the old one while that is not far
        off.
        """
        planned = float(timeline.x_at(growing_end(count, self.length))[0]) if count else 0.0
        old = self.x_range[1] if self.x_range[0] == 0.0 else 0.0
        if 0.6 * old <= planned <= old:
            return old
        step = nice_step(planned, 10)
        return max(float(np.ceil(planned / step - 1e-9) * step), 1e-3) if planned > 0 else 1.0

    def set_axis(self, axis: Axis) -> None:
        """Show the same batches on another axis."""
        rows = [self.timeline.row_at(x) for x in self.x_range]
        self.axis = axis
        if self.following:
            self.x_range = (1.0, 1.0)
            self.follow()
        else:
            self.x_range = self._widened(self.timeline.x_at(rows))

    def zoom(self, factor: float, at: float) -> None:
        """Show ``factor`` times as much of the axis (below 1: less), with ``at`` staying in its place."""
        low, high = self.x_range
        self._look_at(at - (at - low) * factor, at + (high - at) * factor)

    def pan(self, shift: float) -> None:
        """Move the visible range by ``shift``, up to the ends of the run."""
        low, high = self.x_range
        end = float(self.timeline.x_at(self.length)[0])
        shift = max(-low, min(shift, max(end, high) - high))
        self._look_at(low + shift, high + shift)

    def _look_at(self, low: float, high: float) -> None:
        end = max(float(self.timeline.x_at(self.length)[0]), 1e-9)
        least = end * min(1.0, _FEWEST / self.length)
        middle = (low + high) / 2
        if high - low < least:
            low, high = middle - least / 2, middle + least / 2
        low, high = max(0.0, low), min(end, high)
        if high - low < least:
            low, high = (0.0, least) if low <= 0 else (end - least, end)
        self.x_range = (low, high)
        self.following = False

    @staticmethod
    def _widened(ends: Floats) -> Range:
        low, high = float(ends[0]), float(ends[-1])
        return (low, high) if high > low else (low, low + 1e-3)

    def scene(self, column: Column, width: int, height: int, label: Callable[[Mark], str]) -> Scene:
        """What the plot of ``column`` shows on ``width`` by ``height`` pixels; ``label`` words a mark."""
        if self.run is None:
            return Scene()
        timeline = self.timeline
        drawn = curve(timeline, column, self.x_range, width, self.beta)
        self.latest[column] = drawn.latest
        steps, values = self._validation[column]
        validation = (timeline.x_at(steps), values) if len(steps) else no_points()
        if len(steps) > 2 * width:
            validation = envelope(validation[0], values, values, self.x_range, width)
        underlays = tuple(self._underlay(history, column, width) for _, history in self.underlays)
        y_range = self._fit(column, drawn, [validation, *underlays])
        log = self.log and column == "loss"
        ground = Ground(
            x_range=self.x_range,
            y_range=y_range,
            log=log,
            x_ticks=x_ticks(self.x_range, self.axis, max(2, min(10, width // _TICK_WIDTH))),
            y_ticks=y_ticks(y_range, share=column == "accuracy", log=log, most=max(2, min(5, height // _TICK_HEIGHT))),
            bands=self._bands(timeline, width),
            words_below=column == "accuracy",
            marks=tuple((float(timeline.x_at(mark.step)[0]), label(mark)) for mark in self.marks),
        )
        return Scene(ground, drawn.raw, drawn.smoothed, validation, self._star(timeline, column), underlays)

    def _underlay(self, history: History, column: Column, width: int) -> Points:
        per_epoch = self.run.batches_per_epoch if self.run else 1
        first = next(iter(history.epochs), None)
        if first is not None and first.epoch > 0:
            per_epoch = first.step // first.epoch
        timeline = Timeline(history, self.axis, max(1, per_epoch))
        return curve(timeline, column, self.x_range, width, self.beta).smoothed

    def _fit(self, column: Column, drawn: Curve, wholes: list[Points]) -> Range:
        low, high = self.x_range
        log = self.log and column == "loss"
        seen = []
        for x, y in wholes:
            near = (x >= low) & (x <= high)
            seen.append((x[near], y[near]))
        need = needed_range([drawn], seen, positive=log)
        key = (column, log)
        if need is None:
            return self._y_ranges.get(key, (0.1, 1.0) if log else (0.0, 1.0))
        fit = fit_share if column == "accuracy" else fit_log if log else fit_linear
        self._y_ranges[key] = steady_range(self._y_ranges.get(key), need, fit, log=log)
        return self._y_ranges[key]

    def _bands(self, timeline: Timeline, width: int) -> tuple[Range, ...]:
        """Every second epoch, as far as its place on the axis is known."""
        size = timeline.batches_per_epoch
        first, last = (int(timeline.row_at(x) // size) for x in self.x_range)
        if last - first > width // _BAND_WIDTH:
            return ()
        if self.axis == "seconds":
            last = min(last, len(timeline.history) // size)
        odd = np.arange(first | 1, last + 1, 2, dtype=np.float64)
        if len(odd) == 0:
            return ()
        edges = timeline.x_at(np.stack((odd, odd + 1), axis=1).reshape(-1) * size).reshape(-1, 2)
        return tuple((float(begin), float(end)) for begin, end in edges)

    def _star(self, timeline: Timeline, column: Column) -> tuple[float, float] | None:
        if self.best is None:
            return None
        value = epoch_result(self.best, column)
        return (float(timeline.x_at(self.best.step)[0]), value) if np.isfinite(value) else None

    def reading(self, column: Column, x: float) -> Reading | None:
        """The numbers of the batch nearest to ``x``; None where the run has none."""
        if self.run is None or len(self.run.history) == 0:
            return None
        history, timeline = self.run.history, self.timeline
        count = len(history)
        row = round(timeline.row_at(x))
        if not 0 <= row <= count:
            return None
        row = min(row, count - 1)
        steps, values = self._validation[column]
        before = int(np.searchsorted(steps, row + 1, side="right"))
        return Reading(
            x=float(timeline.x_at(row)[0]),
            batch=row + 1,
            epoch=row // timeline.batches_per_epoch + 1,
            raw=float(history.column(column, row, row + 1)[0]),
            smoothed=smoothed_at(history, column, row, self.beta),
            validation=float(values[before - 1]) if before else np.nan,
            validation_epoch=int(steps[before - 1]) // timeline.batches_per_epoch if before else 0,
            lr=float(history.column("lr", row, row + 1)[0]),
        )
