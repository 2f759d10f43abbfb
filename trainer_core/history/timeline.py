"""Where the batches of a run stand on the x-axis that all its plots share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from trainer_core.history.history import EpochRow, History

Axis = Literal["batch", "epoch", "seconds"]
AXES: tuple[Axis, ...] = ("batch", "epoch", "seconds")

Floats = npt.NDArray[np.float64]
Points = tuple[Floats, Floats]
"""x and y of the points of a line, both (n,)."""
Range = tuple[float, float]


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


def growing_end(rows: float, total: float) -> float:
    """End of an axis that follows a run: its whole length, or for its first moments a fraction that it soon
    fills.
    """
    end = float(max(total, 1))
    while rows < end / 8 and end > 40:
        end /= 4
    return end


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

    @classmethod
    def of(cls, history: History, axis: Axis, otherwise: int = 1) -> Timeline:
        """That of a run as far as it has come; ``otherwise`` is the pace of one that has finished no epoch."""
        steps, numbers = turns = epoch_turns(history.epochs)
        pace = (steps[-1] - steps[-2]) / (numbers[-1] - numbers[-2]) if len(steps) > 1 else otherwise
        return cls(history, axis, max(1, round(pace)), turns)

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
        beyond: Floats = numbers[-1] + (rows - steps[-1]) / self.batches_per_epoch
        if len(rows) and rows[0] > steps[-1]:
            return beyond
        done: Floats = np.where(rows > steps[-1], beyond, np.interp(rows, steps, numbers))
        return done

    def row_of_epoch(self, epochs: npt.ArrayLike) -> Floats:
        """Batches that are trained when ``epochs`` (n,), which may be fractional, are done."""
        epochs = np.atleast_1d(np.asarray(epochs, dtype=np.float64))
        steps, numbers = self.turns
        beyond = steps[-1] + (epochs - numbers[-1]) * self.batches_per_epoch
        trained: Floats = np.where(epochs > numbers[-1], beyond, np.interp(epochs, numbers, steps))
        return trained

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
        value = float(self.history.take("seconds", row))
        return value if np.isfinite(value) else 0.0

    def _seconds_at(self, rows: Floats) -> Floats:
        """Seconds at ``rows`` (n,): row i begins where row i - 1 ended. Read from the batches themselves, so that a
        place does not depend on what else is read with it.
        """
        count = len(self.history)
        if count == 0 or len(rows) == 0:
            return np.zeros_like(rows)
        inside = np.minimum(rows, count)
        left = np.floor(inside).astype(np.int64)
        right = np.minimum(left + 1, count)
        known_rows = np.union1d(left, right)
        known = np.where(known_rows > 0, self.history.take("seconds", np.maximum(known_rows - 1, 0)), 0.0)
        good = np.isfinite(known)
        if not good.any():
            return np.zeros_like(rows)
        result = np.interp(inside, known_rows[good], known[good])
        beyond = rows > count
        result[beyond] = self._second(count - 1) * rows[beyond] / count
        return result

    def odd_epochs(self, x_range: Range, most: int) -> tuple[Range, ...]:
        """Where every second epoch that is in ``x_range`` begins and ends, as far as that is known; none if there are
        more epochs than ``most``.
        """
        first, last = (int(self.epoch_at(self.row_at(x))[0] + 1e-9) for x in x_range)
        if last - first > most:
            return ()
        if self.axis == "seconds":
            last = min(last, int(self.epoch_at(len(self.history))[0]))
        odd = np.arange(first | 1, last + 1, 2, dtype=np.float64)
        if len(odd) == 0:
            return ()
        edges = self.x_at(self.row_of_epoch(np.stack((odd, odd + 1), axis=1).reshape(-1))).reshape(-1, 2)
        return tuple((begin, end) for begin, end in edges.tolist() if begin < x_range[1])
