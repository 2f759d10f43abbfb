"""From a history to the points that are drawn, at a cost that depends on the pixels and not on the run's length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer_core.history.history import Buckets, History
from trainer_core.history.timeline import Floats, Points, Range, Timeline, no_points

_BUCKETS_A_COLUMN = 8
"""A history level is eight times coarser than the one below, so asking for this many leaves at least one a
column.
"""
_BUCKETS_BEFORE = 512
"""Resolution of what lies left of the visible range and only warms up the moving average."""
_FORGOTTEN = 1e-6
"""Weight below which a batch no longer counts in the moving average."""
_BLOWN_UP = 1e6
"""A value above this, after which values are smaller by this factor, ended with the weights of an earlier moment."""
_Average = tuple[float, float]
_NOTHING_BEFORE: _Average = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Smoothing:
    """A moving average with the factor ``beta`` (0..1; 0 draws each batch as it is).

    It begins anew at the rows of ``restarts``, which ascend: there the weights of an earlier moment were restored.
    """

    beta: float = 0.0
    restarts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn of one column.

    ``raw`` holds at most two points a pixel column (minimum, then maximum), ``smoothed`` at most one;
    ``latest`` is the smoothed value at the end of the run, NaN before the first batch.
    """

    raw: Points
    smoothed: Points
    latest: float

    @classmethod
    def nothing(cls) -> Curve:
        """What is drawn where there is no run."""
        return cls(no_points(), no_points(), np.nan)


def curve(timeline: Timeline, column: str, x_range: Range, columns: int, smoothing: Smoothing) -> Curve:
    """Reduce ``column`` of a run for a plot that is ``columns`` pixels wide and shows ``x_range``."""
    return GrowingCurve(column).reduce(timeline, x_range, columns, smoothing)


class GrowingCurve:
    """Reduces a column of a run again and again while the run grows, at the cost of what is new.

    As long as the view is the same, all pixel columns but the last stay as they were drawn, and the moving average
    goes on from there.
    """

    def __init__(self, column: str) -> None:
        self._column = column
        self._view: object = None
        self._row = 0
        self._past: _Average | None = None
        self._raw = self._smoothed = no_points()

    def reduce(self, timeline: Timeline, x_range: Range, columns: int, smoothing: Smoothing) -> Curve:
        """As `curve`."""
        history, count, most = timeline.history, len(timeline.history), _BUCKETS_A_COLUMN * columns
        view = (timeline.key, x_range, columns, smoothing)
        end = min(count, int(timeline.row_at(x_range[1])) + 2)
        if view != self._view or end - self._row > most:
            self._view, self._past = view, None
            self._raw = self._smoothed = no_points()
        if self._past is None:
            # Asked again until something is kept: where seconds are that have not passed yet is a guess.
            self._row = max(0, int(timeline.row_at(x_range[0])) - 1)
        visible = history.buckets(self._column, self._row, end, most)
        if len(visible) == 0:
            return Curve(no_points(), no_points(), smoothed_at(history, self._column, count - 1, smoothing))
        past = self._past or _past(history, self._column, int(visible.start[0]), smoothing)
        total, weight = _averages(visible, smoothing, past)
        average, x = _ratio(total, weight), timeline.x_at(visible.start + visible.count - 1)
        column = pixel_columns(x, x_range, columns)
        open_from = int(np.searchsorted(column, column[-1]))
        new_raw = envelope(x, visible.minimum, visible.maximum, column)
        new_smoothed = thinned(x, average, column, begins=len(self._smoothed[0]) == 0)
        raw, smoothed = _joined(self._raw, new_raw), _joined(self._smoothed, new_smoothed)
        if open_from:
            self._raw = _before(raw, x[open_from])
            self._smoothed = _before(smoothed, x[open_from])
            self._row = int(visible.start[open_from])
            self._past = (float(total[open_from - 1]), float(weight[open_from - 1]))
        if end == count:
            return Curve(raw, smoothed, float(average[-1]))
        return Curve(raw, smoothed, smoothed_at(history, self._column, count - 1, smoothing))


def _joined(left: Points, right: Points) -> Points:
    return np.concatenate((left[0], right[0])), np.concatenate((left[1], right[1]))


def _before(points: Points, x: float) -> Points:
    """The points of a line to the left of ``x``."""
    count = int(np.searchsorted(points[0], x))
    return points[0][:count], points[1][:count]


def smoothed_at(history: History, column: str, row: int, smoothing: Smoothing) -> float:
    """The moving average after ``row``; NaN if no batch up to there has a finite value."""
    if not 0 <= row < len(history):
        return np.nan
    return float(smoothed_buckets(history, column, history.buckets(column, row, row + 1, 1), smoothing)[-1])


def smoothed_buckets(history: History, column: str, buckets: Buckets, smoothing: Smoothing) -> Floats:
    """Moving average at the end of each of ``buckets`` (n,), begun so far to their left that their first is right."""
    past = _past(history, column, int(buckets.start[0]), smoothing)
    return _ratio(*_averages(buckets, smoothing, past))


def _past(history: History, column: str, row: int, smoothing: Smoothing) -> _Average:
    """The moving average before ``row``, from as many rows as count in it."""
    beta = smoothing.beta
    reach = int(np.ceil(np.log(_FORGOTTEN) / np.log(beta))) if beta > 0 else 0
    before = history.buckets(column, max(0, row - reach), row, _BUCKETS_BEFORE)
    if len(before) == 0:
        return _NOTHING_BEFORE
    total, weight = _averages(before, smoothing)
    return float(total[-1]), float(weight[-1])


def moving_average(buckets: Buckets, smoothing: Smoothing) -> Floats:
    """Debiased exponential moving average at the end of each bucket, (n,).

    A bucket of c batches with mean m moves the average by ``s <- beta**c s + (1 - beta**c) m``, and the
    weight that has gone into it by the same rule with m = 1; their ratio is the debiased average of Kingma &
    Ba 2015 (Adam, section 3), exact for buckets of one batch and else off by no more than the widest bucket
    (its maximum less its minimum). What is not finite has no weight; before the first finite value the
    average is NaN.
    """
    return _ratio(*_averages(buckets, smoothing))


def _averages(buckets: Buckets, smoothing: Smoothing, past: _Average = _NOTHING_BEFORE) -> tuple[Floats, Floats]:
    """Sum and weight, both (n,), of which `moving_average` is the ratio; they go on from those in ``past``.

    The recurrence is evaluated as a scan in log2(n) passes: Hillis & Steele 1986, "Data parallel algorithms".
    """
    mean = buckets.mean
    begins, mixed = _restarts(buckets, smoothing.restarts, past)
    good = np.isfinite(mean) & ~mixed
    decay = np.power(smoothing.beta, buckets.count.astype(np.float64))
    total = np.where(good, (1 - decay) * np.where(good, mean, 0.0), 0.0)
    weight = np.where(good, 1 - decay, 0.0)
    decay = np.where(begins, 0.0, np.where(good, decay, 1.0))
    step = 1
    while step < len(mean) and decay[step:].max() > 0:
        total[step:] += decay[step:] * total[:-step]
        weight[step:] += decay[step:] * weight[:-step]
        decay[step:] *= decay[:-step].copy()
        decay[decay < _FORGOTTEN * 1e-6] = 0.0
        step *= 2
    return total + decay * past[0], weight + decay * past[1]


def _restarts(
    buckets: Buckets, restarts: tuple[int, ...], past: _Average
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which buckets forget everything before them, and which of these hold batches from before a restart and so have
    no weight themselves, both (n,).

    The runs on disk do not say where weights were restored; there, a restart is where a loss that had blown up is
    small again.
    """
    before = np.concatenate(([past[0] / past[1] if past[1] > 0 else np.nan], buckets.mean[:-1]))
    begins = np.isfinite(before) & (before > _BLOWN_UP) & (buckets.mean < before / _BLOWN_UP)
    mixed = np.zeros(len(buckets), dtype=bool)
    for row in restarts:
        at = int(np.searchsorted(buckets.start, row, side="right")) - 1
        if at >= 0 and row < buckets.start[at] + buckets.count[at]:
            begins[at] = True
            mixed[at] = bool(row > buckets.start[at])
    return begins, mixed


def recovered(points: Points, otherwise: float) -> float:
    """The place x of the last point at which a line that had blown up is small again; ``otherwise`` where none is."""
    x, y = points
    at = np.flatnonzero((y[:-1] > _BLOWN_UP) & (y[1:] < y[:-1] / _BLOWN_UP))
    return float(x[at[-1] + 1]) if len(at) else otherwise


def _ratio(total: Floats, weight: Floats) -> Floats:
    return np.divide(total, weight, out=np.full_like(total, np.nan), where=weight > 0)


def pixel_columns(x: Floats, x_range: Range, columns: int) -> Floats:
    """The pixel column, (n,), into which each of ``x`` falls in a plot that shows ``x_range`` in ``columns``."""
    return np.floor((x - x_range[0]) * (columns / max(x_range[1] - x_range[0], 1e-12)))


def envelope(x: Floats, low: Floats, high: Floats, column: Floats) -> Points:
    """Minimum and maximum of each pixel column, in turn, as one line; no finite extreme is lost.

    ``x`` ascends, ``column`` says where it falls; all are (n,). A column with one value yields one point.
    """
    good = np.isfinite(low) & np.isfinite(high)
    if not good.all():
        x, low, high, column = x[good], low[good], high[good], column[good]
    if len(x) == 0:
        return no_points()
    first, last = _groups(column)
    lows, highs = np.minimum.reduceat(low, first), np.maximum.reduceat(high, first)
    middle = (x[first] + x[last]) / 2
    keep = np.ones(2 * len(first), dtype=bool)
    keep[1::2] = highs > lows
    return np.repeat(middle, 2)[keep], np.stack((lows, highs), axis=1).reshape(-1)[keep]


def thinned(x: Floats, y: Floats, column: Floats, *, begins: bool = True) -> Points:
    """The last finite value of each pixel column; ``x`` (n,) ascends. ``begins``: the line's left end is among them."""
    good = np.isfinite(y)
    if not good.all():
        x, y, column = x[good], y[good], column[good]
    if len(x) == 0:
        return no_points()
    first, last = _groups(column)
    if begins:
        last[0] = first[0]  # the left end of the line is where the line begins
    return x[last], y[last]


def _groups(column: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First and last index of each run of equal values."""
    borders = np.flatnonzero(column[1:] != column[:-1])
    return np.concatenate(([0], borders + 1)), np.concatenate((borders, [len(column) - 1]))


def on_axis(timeline: Timeline, points: Points, x_range: Range, columns: int) -> Points:
    """Few ``points``, as (rows, values), at their places; reduced where they are more than two a pixel column."""
    rows, values = points
    if len(rows) == 0:
        return no_points()
    x = timeline.x_at(rows)
    if len(rows) > 2 * columns:
        x, values = envelope(x, values, values, pixel_columns(x, x_range, columns))
    return x, values


def cut(points: Points, x_range: Range) -> Points:
    """The part of a line inside ``x_range``, with ends on its borders: a dashed line pays for what nobody
    sees.
    """
    x, y = points
    if len(x) < 2 or (x[0] >= x_range[0] and x[-1] <= x_range[1]):
        return points
    low, high = max(x[0], x_range[0]), min(x[-1], x_range[1])
    if low >= high:
        return no_points()
    inside = (x > low) & (x < high)
    ends = np.interp((low, high), x, y)
    return np.concatenate(([low], x[inside], [high])), np.concatenate((ends[:1], y[inside], ends[1:]))


@dataclass(frozen=True, slots=True)
class Reading:
    """The numbers of one metric at one batch (counted from 1); NaN where there are none.

    ``x`` is its place on the axis; ``validation`` is the newest result up to there, of epoch ``validation_epoch``.
    """

    x: float
    batch: int
    epoch: int
    raw: float
    smoothed: float
    validation: float
    validation_epoch: int
    lr: float


def read_off(
    timeline: Timeline, column: str | None, x: float, smoothing: Smoothing, validation: Points
) -> Reading | None:
    """The numbers of the batch nearest to ``x``, None where the run has none; ``validation`` is (batches, values).

    Without a ``column`` the batch itself has no value.
    """
    history, row = timeline.history, round(timeline.row_at(x))
    count = len(history)
    if count == 0 or not 0 <= row <= count:
        return None
    row = min(row, count - 1)
    steps, values = validation
    before = int(np.searchsorted(steps, row + 1, side="right"))
    return Reading(
        x=float(timeline.x_at(row)[0]),
        batch=row + 1,
        epoch=int(timeline.epoch_at(row)[0] + 1e-9) + 1,
        raw=float(history.column(column, row, row + 1)[0]) if column else np.nan,
        smoothed=smoothed_at(history, column, row, smoothing) if column else np.nan,
        validation=float(values[before - 1]) if before else np.nan,
        validation_epoch=round(timeline.epoch_at(steps[before - 1])[0]) if before else 0,
        lr=float(history.column("lr", row, row + 1)[0]),
    )
