"""The health of a run's layers over its steps: sampled, appended by one thread, read by any, and bounded.

Where the rows come to the bound, every second one is dropped: a long run is seen whole, in larger steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_MOST_ROWS, _FEWEST_ROWS = 2048, 64
_MOST_BYTES = 16_000_000
_FIRST_ROWS = 64

NO_GRADIENT = -1.0
"""Stands for the norm of the gradient where a layer is trained and none has arrived."""


class Measure(IntEnum):
    """What is measured of a layer in one batch; NaN where there is none of it.

    Each is the place of a number in a row:

    ======================  ========================================================================================
    ``GRADIENT``            Euclidean norm of the gradient of its own parameters, before it is clipped; NaN while they
                            are frozen, `NO_GRADIENT` where none has arrived
    ``UPDATE``              norm of what the step has changed of them, as a share of their norm before it
    ``MEAN``, ``DEVIATION`` of all numbers that it gave
    ``DEAD``                share in 0..1 of its units (channels of a convolution) to which ReLU gave 0 for all examples
    ``SATURATED``           share in 0..1 of its numbers for which a sigmoid or tanh is nearly flat
    ======================  ========================================================================================
    """

    GRADIENT = 0
    UPDATE = 1
    MEAN = 2
    DEVIATION = 3
    DEAD = 4
    SATURATED = 5


NAMES = tuple(measure.name.lower() for measure in Measure)
"""What the measures are called on disk, in their order."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A module with parameters of its own: its path (empty for the model itself), its type, and how many they are."""

    name: str
    type: str
    parameters: int


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows up to ``length``; what lies above it may be written to."""

    steps: npt.NDArray[np.int64]
    values: Floats
    length: int


class LayerHealth:
    """What was measured of each of ``layers`` in some of a run's batches. One thread changes it; any reads.

    Attributes:
        layers: those that are measured, in the order of ``named_modules()``; empty before anything is.
        generation: another number after each change that is not an appended row.
    """

    def __init__(self, layers: Sequence[Layer] = ()) -> None:
        self.layers: tuple[Layer, ...] = ()
        self.generation = 0
        self._rows = _Rows(np.empty(0, np.int64), np.empty((0, 0, len(Measure)), np.float32), 0)
        self.follow(layers)

    def __len__(self) -> int:
        """Rows that there are."""
        return self._rows.length

    @property
    def most(self) -> int:
        """How many rows there can be."""
        return min(max(_MOST_BYTES // row_type(len(self.layers)).itemsize, _FEWEST_ROWS), _MOST_ROWS)

    @property
    def spacing(self) -> int:
        """The fewest batches between two rows; 0 where there are not two."""
        rows = self._rows
        return int(np.diff(rows.steps[: rows.length]).min()) if rows.length > 1 else 0

    @property
    def last_step(self) -> int:
        """The batch of the newest row; -1 where there is none."""
        rows = self._rows
        return int(rows.steps[rows.length - 1]) if rows.length else -1

    def follow(self, layers: Sequence[Layer]) -> None:
        """Measure these layers from now on; rows of others are forgotten."""
        if tuple(layers) != self.layers:
            self.layers = tuple(layers)
            self._replace(np.empty(0, np.int64), np.empty((0, len(layers), len(Measure)), np.float32))

    def append(self, step: int, values: Floats) -> bool:
        """Add what was measured in batch ``step``, (layers, measures); returns whether rows were dropped for it."""
        dropped = len(self) >= self.most
        if dropped:
            steps, kept = self.read()
            self._replace(steps[::2], kept[::2])
        rows = self._rows
        if rows.length == len(rows.steps):
            room = max(_FIRST_ROWS, 2 * rows.length)
            steps, kept = np.empty(room, np.int64), np.empty((room, *rows.values.shape[1:]), np.float32)
            steps[: rows.length], kept[: rows.length] = rows.steps[: rows.length], rows.values[: rows.length]
            rows = _Rows(steps, kept, rows.length)
        rows.steps[rows.length], rows.values[rows.length] = step, values
        self._rows = _Rows(rows.steps, rows.values, rows.length + 1)
        return dropped

    def read(self, begin: int = 0) -> tuple[npt.NDArray[np.int64], Floats]:
        """Batches (n,) and what was measured in each, (n, layers, measures), from row ``begin`` on; not to be written
        to.
        """
        rows = self._rows
        return rows.steps[begin : rows.length], rows.values[begin : rows.length]

    def cut(self, step: int) -> None:
        """Forget what was measured in batch ``step`` and later."""
        steps, values = self.read()
        kept = int(np.searchsorted(steps, step))
        if kept < len(steps):
            self._replace(steps[:kept], values[:kept])

    def until(self, step: int) -> LayerHealth:
        """A copy that ends before batch ``step``."""
        other = LayerHealth(self.layers)
        steps, values = self.read()
        kept = int(np.searchsorted(steps, step))
        other._replace(steps[:kept], values[:kept])
        return other

    def records(self, begin: int = 0) -> npt.NDArray[np.void]:
        """The rows from ``begin`` on as they lie on disk, (n,) of `row_type`."""
        steps, values = self.read(begin)
        found = np.empty(len(steps), row_type(len(self.layers)))
        found["step"], found["values"] = steps, values
        return found

    @classmethod
    def of_records(cls, layers: Sequence[Layer], records: npt.NDArray[np.void]) -> LayerHealth:
        """What lies on disk, up to the first row that does not follow the one before it."""
        health = cls(layers)
        steps = records["step"].astype(np.int64)
        wrong = np.flatnonzero(np.diff(steps, prepend=-1) <= 0)
        whole = int(wrong[0]) if len(wrong) else len(steps)
        every = 1
        while whole > every * health.most:
            every *= 2
        health._replace(steps[:whole:every], records["values"][:whole:every].astype(np.float32))
        return health

    def _replace(self, steps: npt.NDArray[np.int64], values: Floats) -> None:
        self._rows = _Rows(steps.copy(), values.copy(), len(steps))
        self.generation += 1


def row_type(layers: int) -> np.dtype[Any]:
    """One record of ``health.bin`` of a run with so many layers."""
    return np.dtype([("step", "<i8"), ("values", "<f4", (layers, len(Measure)))])
