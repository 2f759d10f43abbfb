"""The values of tensors in numbers, read piece by piece: statistics of one, and how far two lie apart.

Each function is a generator that yields between two pieces, so that its caller can train a batch meanwhile, and
returns the result; `finished` drains it. Memory stays within a few pieces, whatever the size of the tensor.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from trainer_core.errors import WeightsError
from trainer_core.inspect.report import BINS, Movement, TensorStatistics
from trainer_core.inspect.weights_file import WeightsFile

R = TypeVar("R")


def finished(work: Generator[None, None, R]) -> R:
    """Do all of ``work`` and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def statistics(file: WeightsFile, key: str) -> Generator[None, None, TensorStatistics]:
    """Measure the tensor at ``key``: one pass for its numbers, another for the histogram if it has many pieces.

    Raises `WeightsError` like `WeightsFile.pieces`.
    """
    sums = _Sums()
    pieces, first = 0, torch.empty(0)
    for piece in file.pieces(key):
        values = _plain(piece)
        sums.add(values)
        sums.magnitudes |= piece.is_complex()
        first = values if not pieces else first
        pieces += 1
        yield
    histogram = np.zeros(BINS, np.int64)
    if sums.finite and pieces == 1:
        histogram += _histogram(first, sums.minimum, sums.maximum)
    elif sums.finite:
        for piece in file.pieces(key):
            histogram += _histogram(_plain(piece), sums.minimum, sums.maximum)
            yield
    return sums.result(histogram)


def movement(first: WeightsFile, key: str, second: WeightsFile, other: str) -> Generator[None, None, Movement]:
    """Measure how far the tensor at ``key`` of ``first`` moved to become that at ``other`` of ``second``.

    Both must have the same shape. Raises `WeightsError` like `WeightsFile.pieces`.
    """
    sums = _Distance()
    for one, two in zip(first.pieces(key), second.pieces(other), strict=True):
        if one.shape != two.shape:
            raise WeightsError("shape-differs", "{key} has another shape in each file.", key=key[:80])
        sums.add(one, two)
        yield
    return sums.result()


class _Sums:
    """What one pass over the pieces of a tensor adds up, of the finite values."""

    def __init__(self) -> None:
        self.elements = self.zeros = self.nan = self.infinite = self.finite = 0
        self.minimum, self.maximum, self.mean, self.squares, self.norm = math.inf, -math.inf, 0.0, 0.0, 0.0
        self.magnitudes = False

    def add(self, values: Tensor) -> None:
        self.elements += values.numel()
        nan, infinite = int(values.isnan().sum()), int(values.isinf().sum())
        self.nan += nan
        self.infinite += infinite
        if nan or infinite:
            values = values[values.isfinite()]
        if not values.numel():
            return
        self.zeros += values.numel() - int(values.count_nonzero())
        low, high = (float(each) for each in values.aminmax())
        self.minimum, self.maximum = min(self.minimum, low), max(self.maximum, high)
        self.norm = math.hypot(self.norm, _norm(values, max(abs(low), abs(high))))
        self._combine(values.numel(), values)

    def _combine(self, count: int, values: Tensor) -> None:
        """Add a piece to mean and squared deviations.

        Source: Chan, Golub, LeVeque, "Algorithms for computing the sample variance" (1983), equation 2.1.
        """
        mean = float(values.mean())
        squares = float((values - mean).square().sum())
        whole, difference = self.finite + count, mean - self.mean
        self.squares += squares + difference**2 * self.finite * count / whole
        self.mean += difference * count / whole
        self.finite = whole

    def result(self, histogram: npt.NDArray[np.int64]) -> TensorStatistics:
        known = bool(self.finite)
        return TensorStatistics(
            elements=self.elements,
            zeros=self.zeros,
            nan=self.nan,
            infinite=self.infinite,
            minimum=self.minimum if known else math.nan,
            maximum=self.maximum if known else math.nan,
            mean=self.mean if known else math.nan,
            std=math.sqrt(self.squares / self.finite) if known else math.nan,
            norm=self.norm if known else math.nan,
            histogram=histogram,
            magnitudes=self.magnitudes,
        )


class _Distance:
    """What a pass over two tensors side by side adds up."""

    def __init__(self) -> None:
        self._largest = self._norm = self._first = self._second = self._product = 0.0
        self._skipped = 0
        self._same = True

    def add(self, one: Tensor, two: Tensor) -> None:
        a, b = _wide(one), _wide(two)
        self._same &= bool(((a == b) | (a.isnan() & b.isnan())).all())
        usable = a.isfinite() & b.isfinite()
        if not bool(usable.all()):
            self._skipped += usable.numel() - int(usable.sum())
            a, b = a[usable], b[usable]
        if not a.numel():
            return
        apart = (b - a).abs()
        largest = float(apart.max())
        self._largest = max(self._largest, largest)
        self._norm = math.hypot(self._norm, _norm(apart, largest))
        self._first = math.hypot(self._first, _norm(a, float(a.abs().max())))
        self._second = math.hypot(self._second, _norm(b, float(b.abs().max())))
        self._product += float((a.conj() * b).sum().real)

    def result(self) -> Movement:
        lengths = self._first * self._second
        return Movement(
            largest=self._largest,
            norm=self._norm,
            relative=self._norm / self._first if self._first else math.nan,
            cosine=max(-1.0, min(1.0, self._product / lengths)) if lengths else math.nan,
            skipped=self._skipped,
            same=self._same,
        )


def _plain(piece: Tensor) -> Tensor:
    """Return real numbers as float64, complex ones as their magnitudes."""
    return piece.abs().double() if piece.is_complex() else _wide(piece)


def _wide(piece: Tensor) -> Tensor:
    if piece.is_complex():
        return piece.to(torch.complex128)
    # Types of eight bits convert to float alone on some devices and versions.
    return piece.float().double() if piece.is_floating_point() and piece.itemsize == 1 else piece.double()


def _norm(values: Tensor, largest: float) -> float:
    """The Euclidean norm; what would overflow when squared is brought to size first."""
    if not 1e-100 < largest < 1e100:
        return float(torch.linalg.vector_norm(values / largest)) * largest if largest else 0.0
    return float(torch.linalg.vector_norm(values))


def _histogram(values: Tensor, low: float, high: float) -> npt.NDArray[np.int64]:
    values = values[values.isfinite()]
    if low == high:
        counts = np.zeros(BINS, np.int64)
        counts[BINS // 2] = values.numel()
        return counts
    # A quarter: the width of the range must be a finite number too.
    counted = torch.histc(values / 4, bins=BINS, min=low / 4, max=high / 4)
    return np.asarray(counted.numpy(), dtype=np.int64)
