"""What the curves show now: from a run and the person's choices to the scenes of the plots. Knows nothing of
Qt's events.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from studio.plots.curve_data import (
    Axis,
    Column,
    Curve,
    Floats,
    GrowingCurve,
    Points,
    Range,
    Timeline,
    best_epoch,
    epoch_result,
    epoch_turns,
    smoothed_at,
)
from studio.plots.overlays import (
    Overlay,
    OverlayCurve,
    on_axis,
    overlay_curve,
    timeline_of,
    validation_points,
    value_at,
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
from trainer_core.history.history import EpochRow, History, Mark

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


@dataclass(frozen=True, slots=True)
class _Still:
    """What is seen besides the growing lines: bands, the places of the marks, validation and the star by column."""

    bands: tuple[Range, ...] = ()
    marks: tuple[float, ...] = ()
    validation: dict[Column, Points] = field(default_factory=dict)
    stars: dict[Column, tuple[float, float] | None] = field(default_factory=dict)


class CurvesModel:
    """The state behind the two plots.

    Attributes:
        axis, last_only, log, beta: the person's choices; change ``axis`` through `set_axis`.
        x_range: what is seen of the shared axis; while ``following``, `follow` moves it along with the run.
        epochs: the epochs that are drawn; `refresh` reads them and the marks anew.
        overlays: earlier runs under this one; without a run they are shown alone, and the longest gives the axis.
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
        self.overlays: tuple[Overlay, ...] = ()
        self._turns: Points = epoch_turns(())
        self._forget_drawn()
        self._reduced: dict[tuple[Overlay, Column], tuple[object, OverlayCurve]] = {}
        self._y_ranges: dict[tuple[Column, bool], Range] = {}
        self._validation: dict[Column, tuple[Floats, Floats]] = {}
        self.latest: dict[Column, float] = {}

    def _forget_drawn(self) -> None:
        self._growing: dict[Column, GrowingCurve] = {"loss": GrowingCurve("loss"), "accuracy": GrowingCurve("accuracy")}
        self._followed: object = None
        self._kept: tuple[object, _Still] = (None, _Still())

    def start(self, run: Run | None) -> None:
        """Show another run, from its beginning."""
        self.run = run
        self._forget_drawn()
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
        self._turns = epoch_turns(self.epochs)
        for column in ("loss", "accuracy"):
            self._validation[column] = validation_points(self.epochs, column)

    def validation_now(self, column: Column) -> float:
        """The newest validation result, NaN before there is one."""
        values = self._validation[column][1]
        return float(values[-1]) if len(values) else np.nan

    @property
    def shows_anything(self) -> bool:
        return self.run is not None or bool(self.overlays)

    @property
    def lead(self) -> Run:
        """Whose axis it is: the run's or, without one, that of the longest overlay."""
        longest = self._longest
        if self.run is not None or longest is None:
            return self.run or Run(History())
        return Run(longest.history, max(1, longest.pace), max(1, len(longest.history)))

    @property
    def _longest(self) -> Overlay | None:
        return max(self.overlays, key=lambda each: len(each.history), default=None)

    @property
    def timeline(self) -> Timeline:
        run, longest = self.lead, self._longest
        turns = longest.turns if self.run is None and longest is not None else self._turns
        return Timeline(run.history, self.axis, max(1, run.batches_per_epoch), turns)

    @property
    def length(self) -> int:
        """Batches that the whole axis has room for."""
        return max(self.lead.total, len(self.lead.history), 1)

    @property
    def end(self) -> float:
        """Where the axis ends for one who moves along it: with the run, or the overlay that goes on longest."""
        otherwise = self.lead.batches_per_epoch
        lasts = [timeline_of(each, self.axis, otherwise).x_at(len(each.history))[0] for each in self.overlays]
        return float(max([self.timeline.x_at(self.length)[0], *lasts]))

    def follow(self) -> None:
        """Bring the visible range to where the run is."""
        if not self.shows_anything:
            self.x_range = (0.0, 1.0)
            return
        count, timeline = len(self.lead.history), self.timeline
        if self.last_only:
            end = max(count, min(LAST, self.length), 2)
            rows = (max(0, end - LAST), end)
            self.x_range = self._widened(timeline.x_at(rows))
        elif self.axis == "seconds":
            self.x_range = (0.0, self._planned_seconds(timeline, count))
        else:
            end = growing_end(count, self.length)
            if (timeline.key, end, self.x_range) != self._followed:
                self.x_range = self._widened(timeline.x_at((0, end)))
                self._followed = (timeline.key, end, self.x_range)

    def _planned_seconds(self, timeline: Timeline, count: int) -> float:
        """A round number of seconds that the run will take at its pace; the old one while that is not far
        off.
        """
        planned = float(timeline.x_at(growing_end(count, self.length))[0]) if count else 0.0
        old = self.x_range[1] if self.x_range[0] == 0.0 else 0.0
        if 0 < 0.6 * old <= planned <= old:
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
        end = self.end
        shift = max(-low, min(shift, max(end, high) - high))
        self._look_at(low + shift, high + shift)

    def _look_at(self, low: float, high: float) -> None:
        end = max(self.end, 1e-9)
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
        if not self.shows_anything:
            return Scene()
        timeline = self.timeline
        growing, still = self._growing[column], self._still(timeline, width)
        drawn = growing.reduce(timeline, self.x_range, width, self.beta) if self.run else Curve.nothing()
        self.latest[column] = drawn.latest
        validation = still.validation[column]
        overlays = tuple(self._overlay_curve(each, column, width) for each in self.overlays)
        wholes = [validation, *(points for each in overlays for points in (each.smoothed, each.validation))]
        y_range = self._fit(column, drawn, wholes)
        log = self.log and column == "loss"
        ground = Ground(
            x_range=self.x_range,
            y_range=y_range,
            log=log,
            x_ticks=x_ticks(self.x_range, self.axis, max(2, min(10, width // _TICK_WIDTH))),
            y_ticks=y_ticks(y_range, share=column == "accuracy", log=log, most=max(2, min(5, height // _TICK_HEIGHT))),
            bands=still.bands,
            words_below=column == "accuracy",
            marks=tuple((x, label(mark)) for x, mark in zip(still.marks, self.marks, strict=True)),
        )
        return Scene(ground, drawn.raw, drawn.smoothed, validation, still.stars[column], overlays)

    def _overlay_curve(self, overlay: Overlay, column: Column, width: int) -> OverlayCurve:
        """An overlay does not grow, so its curve is reduced anew only when the view of it is another."""
        view = (self.axis, self.x_range, width, self.beta, self.lead.batches_per_epoch)
        kept = self._reduced.get((overlay, column))
        if kept is None or kept[0] != view:
            self._reduced = {key: each for key, each in self._reduced.items() if key[0] in self.overlays}
            timeline = self._timeline_of(overlay)
            kept = (view, overlay_curve(overlay, timeline, column, self.x_range, width, self.beta))
            self._reduced[overlay, column] = kept
        return kept[1]

    def _timeline_of(self, overlay: Overlay) -> Timeline:
        return timeline_of(overlay, self.axis, self.lead.batches_per_epoch)

    def overlay_values(self, column: Column, x: float) -> tuple[tuple[Overlay, float], ...]:
        """The smoothed value of each overlay at ``x``; NaN where it has none."""
        return tuple((each, value_at(each, self._timeline_of(each), column, x, self.beta)) for each in self.overlays)

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

    def _still(self, timeline: Timeline, width: int) -> _Still:
        """What does not grow with the batches is mostly that of the redraw before, and the same for both plots."""
        known = len(timeline.history) if self.axis == "seconds" else 0
        view = (timeline.key, self.x_range, width, known, self.epochs, self.marks)
        if view != self._kept[0]:
            still = _Still(
                bands=self._bands(timeline, width),
                marks=tuple(float(timeline.x_at(mark.step)[0]) for mark in self.marks),
                validation={
                    column: on_axis(timeline, points, self.x_range, width)
                    for column, points in self._validation.items()
                },
                stars={column: self._star(timeline, column) for column in self._validation},
            )
            self._kept = (view, still)
        return self._kept[1]

    def _bands(self, timeline: Timeline, width: int) -> tuple[Range, ...]:
        """Every second epoch, as far as its place on the axis is known."""
        first, last = (int(timeline.epoch_at(timeline.row_at(x))[0] + 1e-9) for x in self.x_range)
        if last - first > width // _BAND_WIDTH:
            return ()
        if self.axis == "seconds":
            last = min(last, int(timeline.epoch_at(len(timeline.history))[0]))
        odd = np.arange(first | 1, last + 1, 2, dtype=np.float64)
        if len(odd) == 0:
            return ()
        rows = timeline.row_of_epoch(np.stack((odd, odd + 1), axis=1).reshape(-1))
        edges = timeline.x_at(rows).reshape(-1, 2)
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
            epoch=int(timeline.epoch_at(row)[0] + 1e-9) + 1,
            raw=float(history.column(column, row, row + 1)[0]),
            smoothed=smoothed_at(history, column, row, self.beta),
            validation=float(values[before - 1]) if before else np.nan,
            validation_epoch=round(timeline.epoch_at(steps[before - 1])[0]) if before else 0,
            lr=float(history.column("lr", row, row + 1)[0]),
        )
