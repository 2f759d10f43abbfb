"""Blocks of numbers that will not change any more, kept in less memory without losing a bit.

The numbers of a run repeat themselves: a learning rate is often the same for thousands of batches, an accuracy is one
of few fractions, a loss was a float32 on the device, a clock ticks in whole microseconds. So each column of a full
block takes the narrowest form that gives back every bit of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

TICKS_A_SECOND = 1_000_000
"""Numbers that are whole millionths, as `trainer_core.history.clock.Clock` counts seconds, take four bytes."""

_MOST_VALUES = 2**16
_MOST_TICKS = 2**32
_MOST_BASE = 2**52


@dataclass(frozen=True, slots=True)
class _Table:
    """A column of few different values: the number of each row's value."""

    codes: npt.NDArray[np.unsignedinteger[Any]]
    values: Floats

    @property
    def nbytes(self) -> int:
        return self.codes.nbytes + self.values.nbytes

    def read(self, rows: slice) -> Floats:
        return np.take(self.values, self.codes[rows])


@dataclass(frozen=True, slots=True)
class _Ticks:
    """A column of whole millionths: how many of them above ``base``."""

    ticks: npt.NDArray[np.uint32]
    base: float

    @property
    def nbytes(self) -> int:
        return self.ticks.nbytes

    def read(self, rows: slice) -> Floats:
        return (self.ticks[rows] + self.base) / TICKS_A_SECOND


@dataclass(frozen=True, slots=True)
class _Plain:
    """A column as it is, in float32 where that is enough."""

    values: npt.NDArray[np.floating[Any]]

    @property
    def nbytes(self) -> int:
        return self.values.nbytes

    def read(self, rows: slice) -> Floats:
        return self.values[rows].astype(np.float64)


class Packed:
    """A block of float64, (rows, columns), in less memory. ``block[rows, columns]`` takes two slices, as of an array.

    Args:
        block: What is to be kept; it is copied.
    """

    def __init__(self, block: Floats) -> None:
        self._columns = [_pack(np.ascontiguousarray(column)) for column in block.T]

    @property
    def nbytes(self) -> int:
        """Bytes of the numbers kept."""
        return sum(column.nbytes for column in self._columns)

    def __getitem__(self, where: tuple[slice, slice]) -> Floats:
        rows, columns = where
        return np.stack([column.read(rows) for column in self._columns[columns]], axis=1)


def _pack(column: Floats) -> _Table | _Ticks | _Plain:
    # Numbers are compared by their bits, so that NaN equals itself and 0 differs from -0.
    bits = column.view(np.int64)
    values, codes = np.unique(bits, return_inverse=True)
    if len(values) <= min(_MOST_VALUES, len(column) // 8):
        return _Table(codes.astype(np.min_scalar_type(len(values) - 1)), values.view(np.float64))
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is then seen not to give back the bits
        narrow = column.astype(np.float32)
        if np.array_equal(narrow.astype(np.float64).view(np.int64), bits):
            return _Plain(narrow)
        ticks = np.rint(column * TICKS_A_SECOND)
        low = ticks.min()
        if ticks.max() - low < _MOST_TICKS and abs(low) < _MOST_BASE:
            packed = _Ticks((ticks - low).astype(np.uint32), float(low))
            if np.array_equal(packed.read(slice(None)).view(np.int64), bits):
                return packed
    return _Plain(column)
