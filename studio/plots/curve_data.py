"""From a history to the arrays that are drawn, at a cost that depends on the pixels and not on the length of
the run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from trainer_core.history.history import Buckets, EpochRow, History

Axis = Literal["batch", "epoch", "seconds"]
AXES: tuple[Axis, ...] = ("batch", "epoch", "seconds")
Column = Literal["loss", "accuracy"]

Floats = npt.NDArray[np.float64]
Points = tuple[Floats, Floats]
"""x and y of the points of a line, both (n,)."""
Range = tuple[float, float]

_BUCKETS_A_COLUMN = 8
"""A history level is eight times coarser than the one below, so asking for this many leaves at least one a
column.
"""
_BUCKETS_BEFORE = 512
"""Resolution of what lies left of the visible range and only warms up the moving average."""
_FORGOTTEN = 1e-6
"""Weight below which a batch no longer counts in the moving average."""
_Average = tuple[float, float]
_NOTHING_BEFORE: _Average = (0.0, 0.0)


def no_points() -> Points:
    return np.empty(0), np.empty(0)


def _one_pace() -> Points:
    return np.zeros(1), np.zeros(1)


def epoch_turns(epochs: tuple[EpochRow, ...]) -> Points:
    """Where whole epochs ended, as batches (n,) and epochs (n,), from (0, 0) on; only the ends of stretches of one
    pace, so that a run whose batch size never changed has two.

    Rows that do not ascend, as in a damaged file, are left out.
    """
    turns = [(0.0, 0.0)]
    for row in epochs:
        if row.step > turns[-1][0] and row.epoch > turns[-1][1]:
            turns.append((float(row.step), float(row.epoch)))
    steps, numbers = np.array(turns).T
    if len(steps) > 2:
        pace = np.diff(steps) / np.diff(numbers)
        keep = np.r_[True, np.abs(np.diff(pace)) > 1e-9, True]
        steps, numbers = steps[keep], numbers[keep]
    return steps, numbers


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where the batches of a run stand on the shared x-axis.

    Row i was measured with the weights after i steps and stands at i batches, as validation after i steps
    does. An epoch has ``batches_per_epoch`` batches beyond the last of ``turns`` (see `epoch_turns`), and before it
    as many as it had.
    """

    history: History
    axis: Axis
    batches_per_epoch: int
    turns: Points = field(default_factory=_one_pace)

    @property
    def key(self) -> object:
        """Equal for timelines on which every batch stands in the same place."""
        return (self.history, self.axis, self.batches_per_epoch, *(each.tobytes() for each in self.turns))

    def x_at(self, rows: npt.ArrayLike) -> Floats:
        """Places of ``rows`` (n,), which ascend and may be fractional; beyond the run, as if it went on at
        its pace.
        """
        rows = np.atleast_1d(np.asarray(rows, dtype=np.float64))
        if self.axis == "batch":
            return rows
        if self.axis == "epoch":
            return self.epoch_at(rows)
        return self._seconds_at(rows)

    def epoch_at(self, rows: npt.ArrayLike) -> Floats:
        """Epochs that are done after ``rows`` (n,) batches, with their fractions."""
        rows = np.atleast_1d(np.asarray(rows, dtype=np.float64))
        steps, numbers = self.turns
        beyond = numbers[-1] + (rows - steps[-1]) / self.batches_per_epoch
        if len(rows) and rows[0] > steps[-1]:
            return beyond
        return np.where(rows > steps[-1], beyond, np.interp(rows, steps, numbers))

    def row_of_epoch(self, epochs: npt.ArrayLike) -> Floats:
        """Batches that are trained when ``epochs`` (n,), which may be fractional, are done."""
        epochs = np.atleast_1d(np.asarray(epochs, dtype=np.float64))
        steps, numbers = self.turns
        beyond = steps[-1] + (epochs - numbers[-1]) * self.batches_per_epoch
        return np.where(epochs > numbers[-1], beyond, np.interp(epochs, numbers, steps))

    def row_at(self, x: float) -> float:
        """The row, possibly fractional or beyond the run, that stands at ``x``."""
        if self.axis == "batch":
            return x
        if self.axis == "epoch":
            return float(self.row_of_epoch(x)[0])
        count = len(self.history)
        if count == 0:
            return 0.0
        if x >= self._second(count - 1):
            return max(count - 1, count * x / max(self._second(count - 1), 1e-9))
        low, high = 0, count - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._second(middle) < x else (low, middle)
        left = self._second(low - 1) if low else 0.0
        width = self._second(low) - left
        return max(0.0, low + (x - left) / width) if width > 0 else float(low)

    def _second(self, row: int) -> float:
        value = float(self.history.column("seconds", row, row + 1)[0])
        return value if np.isfinite(value) else 0.0

    def _seconds_at(self, rows: Floats) -> Floats:
        count = len(self.history)
        if count == 0 or len(rows) == 0:
            return np.zeros_like(rows)
        end = self._second(count - 1)
        begin = max(0, int(min(rows[0], count)) - 1)
        stop = min(count, int(rows[-1]) + 2)
        clock = self.history.buckets("seconds", begin, stop, _BUCKETS_A_COLUMN * 256)
        # A batch ends at its second, so row i begins where row i - 1 ended.
        known_rows = np.concatenate((clock.centre + 1, [count]))
        known = np.concatenate((clock.mean, [end]))
        if begin == 0:
            known_rows, known = np.concatenate(([0.0], known_rows)), np.concatenate(([0.0], known))
        good = np.isfinite(known)
        result = np.interp(rows, known_rows[good], known[good])
        beyond = rows > count
        result[beyond] = end * rows[beyond] / count
        return result


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


def curve(timeline: Timeline, column: Column, x_range: Range, columns: int, beta: float) -> Curve:
    """Reduce ``column`` of a run for a plot that is ``columns`` pixels wide and shows ``x_range``.

    ``beta`` (0..1) is the factor of the moving average; 0 draws each batch as it is.
    """
    return GrowingCurve(column).reduce(timeline, x_range, columns, beta)


class GrowingCurve:
    """Reduces a column of a run again and again while the run grows, at the cost of what is new.

    As long as the view is the same, all pixel columns but the last stay as they were drawn, and the moving average
    goes on from there.
    """

    def __init__(self, column: Column) -> None:
        self._column = column
        self._view: object = None
        self._row = 0
        self._past: _Average | None = None
        self._raw = self._smoothed = no_points()

    def reduce(self, timeline: Timeline, x_range: Range, columns: int, beta: float) -> Curve:
        """As `curve`."""
        history, count, most = timeline.history, len(timeline.history), _BUCKETS_A_COLUMN * columns
        view = (timeline.key, x_range, columns, beta)
        end = min(count, int(timeline.row_at(x_range[1])) + 2)
        if view != self._view or end - self._row > most:
            self._view, self._past = view, None
            self._raw = self._smoothed = no_points()
        if self._past is None:
            # Asked again until something is kept: where seconds are that have not passed yet is a guess.
            self._row = max(0, int(timeline.row_at(x_range[0])) - 1)
        visible = history.buckets(self._column, self._row, end, most)
        if len(visible) == 0:
            return Curve(no_points(), no_points(), latest(history, self._column, beta))
        past = self._past or _past(history, self._column, int(visible.start[0]), beta)
        total, weight = _averages(visible.mean, visible.count, beta, past)
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
        return Curve(raw, smoothed, float(average[-1]) if end == count else latest(history, self._column, beta))


def _joined(left: Points, right: Points) -> Points:
    return np.concatenate((left[0], right[0])), np.concatenate((left[1], right[1]))


def _before(points: Points, x: float) -> Points:
    """The points of a line to the left of ``x``."""
    count = int(np.searchsorted(points[0], x))
    return points[0][:count], points[1][:count]


def latest(history: History, column: Column, beta: float) -> float:
    """The moving average at the end of the run; NaN before the first batch."""
    count = len(history)
    last = history.buckets(column, count - 1, count, 1)
    return float(moving_average_with_past(history, column, last, beta)[-1]) if count and len(last) else np.nan


def smoothed_at(history: History, column: Column, row: int, beta: float) -> float:
    """The moving average after ``row``, which the run has; NaN if no batch up to there has a finite value."""
    here = history.buckets(column, row, row + 1, 1)
    return float(moving_average_with_past(history, column, here, beta)[-1])


def moving_average_with_past(history: History, column: Column, buckets: Buckets, beta: float) -> Floats:
    """Moving average at the end of each of ``buckets`` (n,), begun so far to their left that their first is
    right.
    """
    past = _past(history, column, int(buckets.start[0]), beta)
    return _ratio(*_averages(buckets.mean, buckets.count, beta, past))


def _past(history: History, column: Column, row: int, beta: float) -> _Average:
    """The moving average before ``row``, from as many rows as count in it."""
    reach = int(np.ceil(np.log(_FORGOTTEN) / np.log(beta))) if beta > 0 else 0
    before = history.buckets(column, max(0, row - reach), row, _BUCKETS_BEFORE)
    if len(before) == 0:
        return _NOTHING_BEFORE
    total, weight = _averages(before.mean, before.count, beta)
    return float(total[-1]), float(weight[-1])


def moving_average(mean: Floats, count: npt.NDArray[np.int64], beta: float) -> Floats:
    """Debiased exponential moving average at the end of each bucket, from bucket means (n,) and counts (n,).

    A bucket of c batches with mean m moves the average by ``s <- beta**c s + (1 - beta**c) m``, and the
    weight that has gone into it by the same rule with m = 1; their ratio is the debiased average of Kingma &
    Ba 2015 (Adam, section 3), exact for buckets of one batch and else off by no more than the widest bucket
    (its maximum less its minimum). What is not finite has no weight; before the first finite value the
    average is NaN.
    """
    return _ratio(*_averages(mean, count, beta))


def _averages(
    mean: Floats, count: npt.NDArray[np.int64], beta: float, past: _Average = _NOTHING_BEFORE
) -> tuple[Floats, Floats]:
    """Sum and weight, both (n,), of which `moving_average` is the ratio; they go on from those in ``past``.

    The recurrence is evaluated as a scan in log2(n) passes: Hillis & Steele 1986, "Data parallel algorithms".
    """
    good = np.isfinite(mean)
    decay = np.power(beta, count.astype(np.float64))
    total = np.where(good, (1 - decay) * np.where(good, mean, 0.0), 0.0)
    weight = np.where(good, 1 - decay, 0.0)
    decay = np.where(good, decay, 1.0)
    step = 1
    while step < len(mean) and decay[step:].max() > 0:
        total[step:] += decay[step:] * total[:-step]
        weight[step:] += decay[step:] * weight[:-step]
        decay[step:] *= decay[:-step].copy()
        decay[decay < _FORGOTTEN * 1e-6] = 0.0
        step *= 2
    return total + decay * past[0], weight + decay * past[1]


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


def epoch_result(row: EpochRow, column: Column) -> float:
    """The result by which an epoch is judged: validation or, where there is none, the mean over its batches."""
    validation = row.validation_loss if column == "loss" else row.validation_accuracy
    training = row.train_loss if column == "loss" else row.train_accuracy
    return validation if np.isfinite(validation) else training


def best_epoch(epochs: tuple[EpochRow, ...], best_by: Column) -> EpochRow | None:
    """The first epoch with the highest accuracy or, ``best_by`` ``"loss"``, the lowest loss; None before
    there is one.
    """
    sign = -1.0 if best_by == "loss" else 1.0
    found = [row for row in epochs if np.isfinite(epoch_result(row, best_by))]
    return max(found, key=lambda row: sign * epoch_result(row, best_by), default=None)
