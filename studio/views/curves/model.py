"""What the curves show now: from a run and a person's choices to what each plot draws. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from studio.look.metrics import best_epoch, is_share, metrics_of, validated_only, validation_points
from studio.session.overlays import Overlay
from studio.widgets.scales import SteadyRange, fit_linear, fit_log, fit_share, round_end
from trainer_core.history.history import EpochRow, History, Mark
from trainer_core.history.reduction import (
    Curve,
    GrowingCurve,
    Reading,
    Smoothing,
    curve,
    on_axis,
    read_off,
    recovered,
    smoothed_at,
)
from trainer_core.history.timeline import (
    Axis,
    Floats,
    Points,
    Range,
    Timeline,
    epoch_turns,
    growing_end,
    no_points,
)

_T = TypeVar("_T")

LAST = 500
"""Batches that the view "last 500" shows."""
_FEWEST = 8
_BAND_WIDTH = 8


@dataclass(frozen=True, slots=True)
class Run:
    """What the curves need to know of a run besides its history; ``total`` is its length in batches, as planned."""

    history: History
    batches_per_epoch: int = 1
    total: int = 1
    best_by: str = "loss"

    @classmethod
    def whole(cls, history: History, best_by: str = "loss") -> Run:
        """A run that is over."""
        pace = Timeline.of(history, "epoch").batches_per_epoch
        return cls(history, pace, max(1, len(history)), best_by)


@dataclass(frozen=True, slots=True)
class OverlayCurve:
    """What one plot shows of an overlay: at most one smoothed and two validation points a pixel column."""

    overlay: Overlay
    smoothed: Points
    validation: Points


@dataclass(frozen=True, slots=True)
class Frame:
    """What one plot draws, in the units of the metric and of the x axis.

    ``bands`` are every second epoch; ``star`` is the best one; ``marks`` are places and words of what happened.
    """

    x_range: Range = (0.0, 1.0)
    y_range: Range = (0.0, 1.0)
    log: bool = False
    bands: tuple[Range, ...] = ()
    raw: Points = (np.empty(0), np.empty(0))
    smoothed: Points = (np.empty(0), np.empty(0))
    validation: Points = (np.empty(0), np.empty(0))
    star: tuple[float, float] | None = None
    marks: tuple[tuple[float, str], ...] = ()
    overlays: tuple[OverlayCurve, ...] = ()


class CurvesModel:
    """The state behind the plots.

    Attributes:
        axis, last_only, log, beta: the person's choices; change ``axis`` through `set_axis`. ``log`` is for metrics
            that are no shares.
        x_range: what is seen of the shared axis; while ``following``, `follow` moves it along with the run.
        epochs: the epochs that are drawn; `refresh` reads them and the marks anew.
        restarts: the batches before which the weights of an earlier moment were restored, ascending.
        overlays: earlier runs under this one; without a run they are shown alone, and the axis is as long as the
            longest.
        window_share: of each overlay's batches over which its own line averages; 0 smooths all by ``beta``.
        latest: the smoothed value at the end of the run, by metric.
    """

    def __init__(self) -> None:
        self.run: Run | None = None
        self.axis: Axis = "epoch"
        self.last_only = False
        self.log = False
        self.beta = 0.0
        self.window_share = 0.0
        self.following = True
        self.x_range: Range = (0.0, 1.0)
        self.epochs: tuple[EpochRow, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.best: EpochRow | None = None
        self.restarts: tuple[int, ...] = ()
        self.overlays: tuple[Overlay, ...] = ()
        self.latest: dict[str, float] = {}
        self._turns: Points = epoch_turns(())
        self._growing: dict[str, GrowingCurve] = {}
        self._followed: object = None
        self._kept: dict[object, tuple[object, Any]] = {}
        self._y_ranges: dict[tuple[str, bool], SteadyRange] = {}

    def start(self, run: Run | None) -> None:
        """Show another run, from its beginning."""
        self.run = run
        self.restarts = ()
        self._growing, self._followed = {}, None
        self._y_ranges.clear()
        self.latest.clear()
        self.following = True
        self.refresh()
        self.follow()

    def refresh(self) -> None:
        """Read epochs and marks anew; called when there are others, or in other words, not with each batch."""
        self._kept.clear()
        if self.run is None:
            self.epochs, self.marks, self.best = (), (), None
        else:
            self.epochs, self.marks = self.run.history.epochs, self.run.history.marks
            self.best = best_epoch(self.run.history, self.run.best_by)
        self._turns = epoch_turns(self.epochs)

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics of which there are numbers, those of the run first."""
        histories = [*([self.run.history] if self.run else []), *(each.history for each in self.overlays)]
        found = dict.fromkeys(name for history in histories for name in metrics_of(history))
        return tuple(found) or metrics_of(None)

    @property
    def validated_only(self) -> tuple[str, ...]:
        """The metrics of which there are only validation results, in the order of the task."""
        runs = [(self.epochs, self.run.history)] if self.run else []
        runs += [(each.history.epochs, each.history) for each in self.overlays]
        found = dict.fromkeys(name for epochs, history in runs for name in validated_only(epochs, history.columns))
        return tuple(name for name in found if name not in self.metrics)

    @property
    def shows_anything(self) -> bool:
        return self.run is not None or bool(self.overlays)

    @property
    def lead(self) -> Run:
        """Whose axis it is: the run's or, without one, that of the overlay that goes on longest on it."""
        if self.run is not None:
            return self.run
        if not self.overlays:
            return Run(History(metrics_of(None)[-1]))
        return self._keep("lead", (self.axis, self.overlays), lambda: Run.whole(self._longest.history))

    @property
    def _longest(self) -> Overlay:
        """How far one that has finished no epoch comes on an axis of epochs is known only from the others."""
        return max(
            self.overlays,
            key=lambda each: (
                self.axis != "epoch" or bool(each.history.epochs),
                float(Timeline.of(each.history, self.axis).x_at(len(each.history))[0]),
            ),
        )

    @property
    def timeline(self) -> Timeline:
        lead = self.lead
        turns = self._turns if self.run is not None else epoch_turns(lead.history.epochs)
        return Timeline(lead.history, self.axis, max(1, lead.batches_per_epoch), turns)

    def _timeline_of(self, overlay: Overlay) -> Timeline:
        otherwise = self.lead.batches_per_epoch
        view = (self.axis, otherwise)
        return self._keep((overlay, "timeline"), view, lambda: Timeline.of(overlay.history, self.axis, otherwise))

    @property
    def _smoothing(self) -> Smoothing:
        return Smoothing(self.beta, self.restarts)

    def _smoothing_of(self, overlay: Overlay) -> Smoothing:
        share = self.window_share
        return Smoothing(averaging_over(share * len(overlay.history)) if share else self.beta)

    @property
    def length(self) -> int:
        """Batches that the whole axis has room for."""
        return max(self.lead.total, len(self.lead.history), 1)

    @property
    def end(self) -> float:
        """Where the axis ends for one who moves along it: with the run, or the overlay that goes on longest."""
        return max(float(self.timeline.x_at(self.length)[0]), self.drawn_to, 1e-9)

    @property
    def drawn_to(self) -> float:
        """Where on the axis the newest batch lies, or the last one of the overlay that goes on longest."""
        lasts = [float(self._timeline_of(each).x_at(len(each.history))[0]) for each in self.overlays]
        return max([float(self.timeline.x_at(len(self.lead.history))[0]), *lasts])

    @property
    def least(self) -> float:
        """The narrowest span of the axis that can be looked at."""
        return self.end * min(1.0, _FEWEST / self.length)

    def follow(self) -> None:
        """Bring the visible range to where the run is."""
        if not self.shows_anything:
            self.x_range = (0.0, 1.0)
            return
        count, timeline = len(self.lead.history), self.timeline
        if self.last_only:
            end: float = max(count, min(LAST, self.length), 2)
            self.x_range = _widened(timeline.x_at((max(0, end - LAST), end)))
        elif self.run is None:
            self.x_range = (0.0, self.end)
        elif self.axis == "seconds":
            planned = float(timeline.x_at(growing_end(count, self.length))[0]) if count else 0.0
            self.x_range = (0.0, round_end(planned, self.x_range[1] if self.x_range[0] == 0.0 else 0.0))
        else:
            end = growing_end(count, self.length)
            if (timeline.key, end, self.x_range) != self._followed:
                self.x_range = _widened(timeline.x_at((0, end)))
                self._followed = (timeline.key, end, self.x_range)

    def set_axis(self, axis: Axis) -> None:
        """Show the same batches on another axis."""
        rows = [self.timeline.row_at(x) for x in self.x_range]
        self.axis = axis
        if self.following:
            self.x_range = (1.0, 1.0)
            self.follow()
        else:
            self.x_range = _widened(self.timeline.x_at(rows))

    def look_at(self, x_range: Range) -> None:
        """Show this span and follow no more."""
        self.x_range, self.following = x_range, False

    def frame(self, metric: str, width: int, label: Callable[[Mark], str]) -> Frame:
        """What the plot of ``metric`` draws on ``width`` pixels; ``label`` words a mark."""
        if not self.shows_anything:
            return Frame()
        timeline = self.timeline
        growing = self._growing.setdefault(metric, GrowingCurve(metric))
        has = self.run is not None and metric in self.run.history.columns
        drawn = growing.reduce(timeline, self.x_range, width, self._smoothing) if has else Curve.nothing()
        self.latest[metric] = drawn.latest
        view: tuple[object, ...] = (timeline.key, self.x_range, width, self.epochs, self.marks)
        if self.axis == "seconds":
            view = (*view, len(timeline.history))
        validation, star, bands, marks = self._keep(metric, view, lambda: (
            on_axis(timeline, validation_points(self.epochs, metric), self.x_range, width),
            self._star(timeline, metric),
            timeline.odd_epochs(self.x_range, width // _BAND_WIDTH),
            tuple((float(timeline.x_at(mark.step)[0]), label(mark)) for mark in self.marks),
        ))  # fmt: skip
        overlays = tuple(self._overlay_curve(each, metric, width) for each in self.overlays)
        log = self.log and not is_share(metric)
        y_range = self._fit(
            metric, drawn, [validation, *(line for each in overlays for line in (each.smoothed, each.validation))]
        )
        lines = (drawn.raw, drawn.smoothed, validation)
        return Frame(self.x_range, y_range, log, bands, *lines, star, marks, overlays)

    def _keep(self, key: object, view: object, make: Callable[[], _T]) -> _T:
        """What was made for ``key`` before if the ``view`` of it is the same, else made anew."""
        kept = self._kept.get(key)
        if kept is None or kept[0] != view:
            self._kept[key] = kept = (view, make())
        return kept[1]

    def _overlay_curve(self, overlay: Overlay, metric: str, width: int) -> OverlayCurve:
        """An overlay does not grow, so its curve is reduced anew only when the view of it is another."""
        timeline = self._timeline_of(overlay)
        smoothing = self._smoothing_of(overlay)
        view = (timeline.axis, timeline.batches_per_epoch, self.x_range, width, smoothing)
        return self._keep((overlay, metric), view, lambda: OverlayCurve(
            overlay,
            curve(timeline, metric, self.x_range, width, smoothing).smoothed
            if metric in overlay.history.columns
            else no_points(),
            on_axis(timeline, validation_points(overlay.history.epochs, metric), self.x_range, width),
        ))  # fmt: skip

    def _fit(self, metric: str, drawn: Curve, wholes: list[Points]) -> Range:
        """The y range; what was before weights were last restored may leave it."""
        low, high = self.x_range
        since = float(self.timeline.x_at(self.restarts[-1])[0]) if self.restarts else recovered(drawn.raw, low)
        if is_share(metric) or len(drawn.raw[0]) == 0 or drawn.raw[0][-1] <= since:
            since = low
        log = self.log and not is_share(metric)
        fit = fit_share if is_share(metric) else fit_log if log else fit_linear
        steady = self._y_ranges.setdefault((metric, log), SteadyRange(fit, log=log))
        return steady.of(drawn.raw, [drawn.smoothed, *wholes], (low, high), since, (self.x_range, *map(id, wholes)))

    def _star(self, timeline: Timeline, metric: str) -> tuple[float, float] | None:
        if self.best is None:
            return None
        value = self.best.result(metric)
        return (float(timeline.x_at(self.best.step)[0]), value) if np.isfinite(value) else None

    def validation_now(self, metric: str) -> float:
        """The newest validation result, NaN before there is one."""
        return next(reversed(validation_points(self.epochs, metric)[1].tolist()), np.nan)

    def overlay_values(self, metric: str, x: float) -> tuple[tuple[Overlay, float], ...]:
        """The smoothed value of each overlay at ``x``; NaN where it has none."""
        found = []
        for each in self.overlays:
            row, count = round(self._timeline_of(each).row_at(x)), len(each.history)
            seen = 0 <= row <= count and count > 0 and metric in each.history.columns
            value = smoothed_at(each.history, metric, min(row, count - 1), self._smoothing_of(each)) if seen else np.nan
            found.append((each, value))
        return tuple(found)

    def reading(self, metric: str, x: float) -> Reading | None:
        """The numbers of the batch nearest to ``x``; None where the run has none."""
        validation = validation_points(self.epochs, metric)
        has = self.run is not None and metric in self.run.history.columns
        if not has and (self.run is None or not len(validation[0])):
            return None
        return read_off(self.timeline, metric if has else None, x, self._smoothing, validation)


def averaging_over(batches: float) -> float:
    """The factor of a moving average over so many batches."""
    return 1.0 - 1.0 / max(1.0, batches)


def _widened(ends: Floats) -> Range:
    low, high = float(ends[0]), float(ends[-1])
    return (low, high) if high > low else (low, low + 1e-3)
