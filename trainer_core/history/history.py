"""The numbers of a run: appended by one thread, read by any, at a cost that does not grow with the run.

Rows of all batches lie in blocks of fixed size that are never moved, so a reader needs no lock: it reads the length
first, and every row below that length is complete. Above the rows stands a pyramid: level k holds minimum, maximum and
mean of 8**k rows, so that any range of a run of any length is drawn from at most a few thousand numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer_core.errors import N_, Message
from trainer_core.history.layer_health import LayerHealth

Floats = npt.NDArray[np.float64]

LOSS = "loss"
_WIDTH = 4
RECORD_BYTES = 8 * _WIDTH
"""Bytes of one record of ``batches.bin``."""


def columns_of(metric: str) -> tuple[str, ...]:
    """The numbers of a batch: its mean loss, its value of ``metric``, the learning rate it was trained with, and the
    seconds of training (pauses not counted) when its loss was known.
    """
    return (LOSS, metric, "lr", "seconds")


def row_type(metric: str) -> np.dtype[np.void]:
    """One record of ``batches.bin``: ``numpy.fromfile("batches.bin", dtype=row_type(metric))``."""
    return np.dtype([(name, "<f8") for name in columns_of(metric)])


CHANGE = N_("{field} {old} → {new}")
"""How a changed hyperparameter is worded; its `Mark` has these facts."""

BY_HAND = N_("changed by hand: {what}")
"""How it is worded that weights or other state were changed by hand; the names of what was are in its `Mark`."""
BEGINS = N_("“{pattern}” is trained from epoch {epoch} on")
"""How it is worded that a group of parameters was frozen until now, as the recipe says."""

_FACTOR = 8
_BLOCK_ROWS = _FACTOR**5
_STATISTICS = 3


@dataclass(frozen=True, slots=True)
class EpochRow:
    """One epoch. ``train`` are means over its batches of the loss and of the metric that each batch has, by name;
    ``validation`` the loss and every metric of the task, NaN where nothing is validated.
    """

    epoch: int
    step: int
    train: Mapping[str, float]
    validation: Mapping[str, float]
    lr: float
    seconds: float
    samples_per_second: float

    @property
    def train_loss(self) -> float:
        return self.train.get(LOSS, math.nan)

    @property
    def validation_loss(self) -> float:
        return self.validation.get(LOSS, math.nan)

    @property
    def metric(self) -> str:
        """The headline metric, the one that training has too."""
        return next(name for name in self.train if name != LOSS)

    @property
    def validated(self) -> bool:
        """Whether there was validation."""
        return not math.isnan(self.validation_loss)

    def result(self, metric: str) -> float:
        """The result by which an epoch is judged: validation's or, where there is none, training's; NaN if unknown."""
        return (self.validation if self.validated else self.train).get(metric, math.nan)

    @property
    def values(self) -> dict[str, float]:
        """Every number by the name of its column in ``history.csv``: ``train_loss``, ``validation_accuracy``, …"""
        return {
            "epoch": self.epoch,
            "step": self.step,
            **{f"train_{name}": value for name, value in self.train.items()},
            **{f"validation_{name}": value for name, value in self.validation.items()},
            "lr": self.lr,
            "seconds": self.seconds,
            "samples_per_second": self.samples_per_second,
        }


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened before batch ``step`` and belongs on the curves."""

    step: int
    message: Message

    @property
    def repeatable(self) -> bool:
        """Whether it is a live change, which is made again where the batches are run again."""
        return self.message.template == CHANGE


@dataclass(frozen=True, slots=True)
class Buckets:
    """A range of a column, reduced: bucket i covers rows ``start[i]`` to ``start[i] + count[i]``."""

    start: npt.NDArray[np.int64]
    count: npt.NDArray[np.int64]
    minimum: Floats
    maximum: Floats
    mean: Floats

    def __len__(self) -> int:
        return len(self.start)

    @property
    def centre(self) -> Floats:
        """The middle of each bucket, in rows."""
        return self.start + (self.count - 1) / 2


class _Blocks:
    """An array of rows that grows by blocks, which are allocated whole and never moved."""

    def __init__(self, width: int, block_rows: int) -> None:
        self._width = width
        self._block_rows = block_rows
        self._blocks: list[Floats] = []
        self.length = 0

    @property
    def nbytes(self) -> int:
        """Bytes in which the numbers are kept."""
        return sum(block.nbytes for block in self._blocks)

    def append(self, row: Sequence[float] | Floats) -> None:
        block, at = self._room()
        block[at] = row
        self.length += 1

    def extend(self, rows: Floats) -> None:
        """Append ``rows``, (n, width), block by block."""
        done = 0
        while done < len(rows):
            block, at = self._room()
            count = min(len(rows) - done, self._block_rows - at)
            block[at : at + count] = rows[done : done + count]
            done += count
            self.length += count

    def read(self, begin: int, end: int, columns: slice = slice(None)) -> Floats:
        """Rows ``begin`` to ``end`` of ``columns``; not to be written to, since it may be a view."""
        size = self._block_rows
        first, last = begin // size, max(begin, end - 1) // size
        if begin >= end:
            return np.empty((0, self._width))[:, columns]
        parts = [
            self._blocks[block][max(begin - block * size, 0) : min(end - block * size, size), columns]
            for block in range(first, last + 1)
        ]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def take(self, rows: npt.NDArray[np.int64], column: int) -> Floats:
        """One column of ``rows``, (n,)."""
        values = np.empty(len(rows))
        block, at = np.divmod(rows, self._block_rows)
        for number in np.unique(block):
            here = block == number
            values[here] = self._blocks[number][at[here], column]
        return values

    def _room(self) -> tuple[Floats, int]:
        """The last block, or a new one if that is full, and its next free row."""
        at = self.length % self._block_rows
        if at == 0:
            self._blocks.append(np.empty((self._block_rows, self._width)))
        return self._blocks[-1], at


class History:
    """The numbers of one run. One thread appends; any thread reads without a lock.

    ``metric`` names what is recorded of each batch besides its loss: the headline metric of the run's task.

    Attributes:
        layer_health: what was measured of the layers in some of the batches.
    """

    def __init__(self, metric: str) -> None:
        self.metric = metric
        self.columns = columns_of(metric)
        self._rows = _Blocks(_WIDTH, _BLOCK_ROWS)
        self._levels: list[_Blocks] = []
        self._epochs: list[EpochRow] = []
        self._marks: list[Mark] = []
        self.layer_health = LayerHealth()

    def __len__(self) -> int:
        """Batches recorded so far."""
        return self._rows.length

    @property
    def nbytes(self) -> int:
        """Bytes in which the numbers of the batches, and the levels above them, are kept."""
        return sum(blocks.nbytes for blocks in (self._rows, *self._levels))

    @property
    def epochs(self) -> tuple[EpochRow, ...]:
        return tuple(self._epochs)

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(self._marks)

    def append(self, loss: float, value: float, lr: float, seconds: float) -> None:
        """Record one batch, in O(1) amortised: every eighth row also fills a row of the level above."""
        self._rows.append((loss, value, lr, seconds))
        self._raise_levels()

    def extend(self, rows: npt.NDArray[np.void]) -> None:
        """Record many batches at once, (n,) of this run's `row_type`; the result is that of `append` with each."""
        self.extend_numbers(np.stack([rows[name].astype(np.float64) for name in self.columns], axis=1))

    def extend_numbers(self, numbers: Floats) -> None:
        """Record many batches at once, (n, 4), with the columns in the order of `columns_of`."""
        self._rows.extend(numbers)
        self._raise_levels()

    def _raise_levels(self) -> None:
        """Summarise every eight rows that are new on a level in a row of the level above."""
        level, below = 0, self._rows
        while below.length >= _FACTOR:
            if level == len(self._levels):
                self._levels.append(_Blocks(_WIDTH * _STATISTICS, _BLOCK_ROWS // _FACTOR))
            above = self._levels[level]
            while above.length < below.length // _FACTOR:
                most = min(below.length // _FACTOR, above.length + _BLOCK_ROWS)
                above.extend(_summaries(below.read(above.length * _FACTOR, most * _FACTOR), raw=level == 0))
            level, below = level + 1, above

    def append_epoch(self, row: EpochRow) -> None:
        self._epochs.append(row)

    def append_mark(self, mark: Mark) -> None:
        self._marks.append(mark)

    def rows(self, begin: int = 0, end: int | None = None) -> npt.NDArray[np.void]:
        """Copy the records ``begin`` to ``end`` as a structured array of this run's `row_type`."""
        stop = len(self) if end is None else min(end, len(self))
        block = np.ascontiguousarray(self._rows.read(begin, max(begin, stop)))
        return block.view(row_type(self.metric)).reshape(-1).copy()

    def column(self, name: str, begin: int = 0, end: int | None = None) -> Floats:
        """Copy rows ``begin`` to ``end`` of one column."""
        stop = len(self) if end is None else min(end, len(self))
        at = self.columns.index(name)
        return self._rows.read(begin, max(begin, stop), slice(at, at + 1))[:, 0].copy()

    def take(self, name: str, rows: npt.ArrayLike) -> Floats:
        """Values of one column at ``rows``, which are below the history's length; of the shape of ``rows``."""
        index = np.asarray(rows, dtype=np.int64)
        return self._rows.take(index.reshape(-1), self.columns.index(name)).reshape(index.shape)

    def buckets(self, name: str, begin: int, end: int, most: int) -> Buckets:
        """Reduce rows ``begin`` to ``end`` of a column to between ``most / 8`` and about ``most`` buckets.

        The cost depends on ``most`` and not on the length of the run: the finest level that has few enough rows is
        read, and the last rows, which no whole bucket of that level covers yet, come from the levels below it: at most
        seven of each. The first bucket may begin before ``begin``.
        """
        end, most = min(end, len(self)), max(1, most)
        begin = max(0, min(begin, end))
        top = 0
        while (end - begin) // _FACTOR**top > most:
            top += 1
        starts: list[npt.NDArray[np.int64]] = []
        counts: list[npt.NDArray[np.int64]] = []
        parts: list[Floats] = []
        at = begin - begin % _FACTOR**top
        for level in range(top, -1, -1):
            size = _FACTOR**level
            first, last = at // size, min(self._length_of(level), end // size)
            if last > first:
                index = np.arange(first, last, dtype=np.int64)
                starts.append(index * size)
                counts.append(np.full(last - first, size, dtype=np.int64))
                parts.append(self._read(level, name, first, last))
                at = last * size
        if not parts:
            empty = np.empty(0)
            return Buckets(np.empty(0, np.int64), np.empty(0, np.int64), empty, empty, empty)
        values = np.concatenate(parts)
        return Buckets(np.concatenate(starts), np.concatenate(counts), values[:, 0], values[:, 1], values[:, 2])

    def _length_of(self, level: int) -> int:
        if level == 0:
            return self._rows.length
        return self._levels[level - 1].length if level <= len(self._levels) else 0

    def _read(self, level: int, name: str, begin: int, end: int) -> Floats:
        column = self.columns.index(name)
        if level == 0:
            values = self._rows.read(begin, end, slice(column, column + 1))
            return np.broadcast_to(values, (len(values), _STATISTICS))
        return self._levels[level - 1].read(begin, end, slice(column * _STATISTICS, (column + 1) * _STATISTICS))


def _summaries(rows: Floats, *, raw: bool) -> Floats:
    """Reduce every eight rows to one of minimum, maximum and mean of each column, (n / 8, columns * 3).

    ``raw`` rows hold the columns themselves, others are such summaries already.
    """
    groups = len(rows) // _FACTOR
    parts = rows.reshape(groups, _FACTOR, _WIDTH, 1 if raw else _STATISTICS)
    summary = np.stack((parts[..., 0].min(1), parts[..., 0 if raw else 1].max(1), parts[..., -1].mean(1)), axis=-1)
    return summary.reshape(groups, -1)
