"""The values of tensors in numbers, read piece by piece: statistics of one, and how far two lie apart.

Tensors are in files, or in memory on any device, where their pieces are measured too. Each function is a generator that
yields between two pieces, so that its caller can train a batch meanwhile, and returns the result; `finished` drains
it. Memory stays within a few pieces, whatever the size of the tensor.

Values are copied into one float64 buffer that is used again for each piece, and changed in place: with a new tensor for
each intermediate result the same work took ten times as long, for the system had to find its memory each time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from trainer_core.protocol.weights_report import BINS, Movement, TensorStatistics
from trainer_core.weights.weights_file import WeightsFile

R = TypeVar("R")


def finished(work: Generator[None, None, R]) -> R:
    """Do all of ``work`` and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def statistics(file: WeightsFile, key: str) -> Generator[None, None, TensorStatistics]:
    """Measure the tensor at ``key``; raises `WeightsError` like `WeightsFile.pieces`."""
    return statistics_of(lambda: file.pieces(key))


def statistics_of(
    pieces: Callable[[], Iterable[Tensor]], sample: Callable[[], Iterable[Tensor]] | None = None
) -> Generator[None, None, TensorStatistics]:
    """Measure a tensor that comes in flat pieces: one pass for its numbers, another for the histogram.

    The histogram is of ``sample`` if there is one; values in it are among those of ``pieces``.
    """
    sums = _Sums()
    buffer = torch.empty(0, dtype=torch.float64)
    for piece in pieces():
        buffer = _room(buffer, piece)
        sums.add(_wide(piece, buffer))
        sums.magnitudes |= piece.is_complex()
        yield
    bars = _Bars(sums.minimum, sums.maximum)
    if sums.finite:
        for piece in (sample or pieces)():
            buffer = _room(buffer, piece)
            bars.add(_wide(piece, buffer), all_finite=not (sums.nan or sums.infinite))
            yield
    return sums.result(bars.counts)


def movement(first: WeightsFile, key: str, second: WeightsFile, other: str) -> Generator[None, None, Movement]:
    """Measure how far the tensor at ``key`` of ``first`` moved to become that at ``other`` of ``second``.

    Both must have the same shape. Raises `WeightsError` like `WeightsFile.pieces`.
    """
    return movement_of(first.pieces(key), second.pieces(other))


def movement_of(first: Iterable[Tensor], second: Iterable[Tensor]) -> Generator[None, None, Movement]:
    """Measure how far a tensor moved; both come in flat pieces of the same sizes, and on the same device."""
    sums = _Distance()
    a = b = torch.empty(0, dtype=torch.float64)
    for one, two in zip(first, second, strict=True):
        a, b = _room(a, one, pairs=True), _room(b, two, pairs=True)
        sums.add(one, two, a, b)
        yield
    return sums.result()


class _Sums:
    """What one pass over the pieces of a tensor adds up, of the finite values."""

    def __init__(self) -> None:
        self.elements = self.zeros = self.nan = self.infinite = self.finite = 0
        self.minimum, self.maximum, self.mean, self.squares, self.norm = math.inf, -math.inf, 0.0, 0.0, 0.0
        self.magnitudes = False

    def add(self, values: Tensor) -> None:
        """Add a piece of float64, which is changed."""
        self.elements += values.numel()
        if not math.isfinite(float(values.sum())):
            # The sum of finite numbers may be infinite too; what is counted decides.
            self.nan += int(values.isnan().sum())
            self.infinite += int(values.isinf().sum())
            values = values[values.isfinite()]
        if not values.numel():
            return
        self.zeros += values.numel() - int(values.count_nonzero())
        low, high = (float(each) for each in values.aminmax())
        self.minimum, self.maximum = min(self.minimum, low), max(self.maximum, high)
        self.norm = math.hypot(self.norm, _norm(values, max(abs(low), abs(high))))
        self._combine(values)

    def _combine(self, values: Tensor) -> None:
        """Add a piece to mean and squared deviations.

        Source: Chan, Golub, LeVeque, "Algorithms for computing the sample variance" (1983), equation 2.1.
        """
        count, mean = values.numel(), float(values.mean())
        squares = float(torch.linalg.vector_norm(values.sub_(mean))) ** 2
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


class _Bars:
    """A histogram of finite values over a range that is known."""

    def __init__(self, low: float, high: float) -> None:
        # A quarter of everything: the width of the range must be a finite number too.
        self._low, self._width = low / 4, high / 4 - low / 4
        self._bins = torch.empty(0, dtype=torch.int64)
        self.counts = np.zeros(BINS, np.int64)

    def add(self, values: Tensor, *, all_finite: bool) -> None:
        """Count a piece of float64, which is changed."""
        if not all_finite:
            values = values[values.isfinite()]
        if not self._width:
            self.counts[BINS // 2] += values.numel()
            return
        if self._bins.numel() < values.numel():
            self._bins = torch.empty(values.numel(), dtype=torch.int64, device=values.device)
        bins = self._bins[: values.numel()]
        bins.copy_(values.mul_(0.25).sub_(self._low).div_(self._width).mul_(BINS)).clamp_(0, BINS - 1)
        self.counts += torch.bincount(bins, minlength=BINS).cpu().numpy()


class _Distance:
    """What a pass over two tensors side by side adds up."""

    def __init__(self) -> None:
        self._largest = self._norm = self._first = self._second = self._product = 0.0
        self._nan, self._infinite = [0, 0], [0, 0]
        self._same = True

    def add(self, one: Tensor, two: Tensor, a: Tensor, b: Tensor) -> None:
        """Add a piece of both; ``a`` and ``b`` are buffers of float64 with room for its numbers."""
        pairs = one.is_complex() or two.is_complex()
        a, b = _numbers(one, a, pairs), _numbers(two, b, pairs)
        if one.dtype == two.dtype and not (one.is_floating_point() or one.is_complex()):
            # Large integers that differ can be the same in float64.
            self._same &= torch.equal(one, two)
        if math.isfinite(float(a.sum()) + float(b.sum())):
            self._same &= torch.equal(a, b)
        else:
            self._same &= bool(((a == b) | (a.isnan() & b.isnan())).all())
            if self._count_not_finite(a, b, pairs):
                return
        if not a.numel():
            return
        self._first = math.hypot(self._first, _norm(a, _largest(a)))
        self._second = math.hypot(self._second, _norm(b, _largest(b)))
        self._product += float(torch.dot(a, b))
        apart = b.sub_(a)
        self._norm = math.hypot(self._norm, _norm(apart, _largest(apart)))
        largest = float(torch.view_as_complex(apart.view(-1, 2)).abs().max()) if pairs else _largest(apart)
        self._largest = max(self._largest, largest)

    def _count_not_finite(self, a: Tensor, b: Tensor, pairs: bool) -> bool:
        """Count the elements that are not finite on a side; return whether there are any."""
        for side, values in enumerate((a, b)):
            nan, infinite = values.isnan(), values.isinf()
            if pairs:
                nan, infinite = nan.view(-1, 2).any(1), infinite.view(-1, 2).any(1)
            self._nan[side] += int(nan.sum())
            self._infinite[side] += int((infinite & ~nan).sum())
        return any((*self._nan, *self._infinite))

    def result(self) -> Movement:
        nan, infinite = (self._nan[0], self._nan[1]), (self._infinite[0], self._infinite[1])
        if any((*nan, *infinite)):
            return Movement(math.nan, math.nan, math.nan, math.nan, nan, infinite, self._same)
        lengths = self._first * self._second
        return Movement(
            largest=self._largest,
            norm=self._norm,
            relative=self._norm / self._first if self._first else math.nan,
            cosine=max(-1.0, min(1.0, self._product / lengths)) if lengths else math.nan,
            same=self._same,
        )


def _room(buffer: Tensor, piece: Tensor, *, pairs: bool = False) -> Tensor:
    """Return ``buffer``, or if ``piece`` needs it a larger one on its device."""
    needed = piece.numel() * (2 if pairs else 1)
    if buffer.numel() >= needed and buffer.device == piece.device:
        return buffer
    # Apple's GPUs have no float64.
    dtype = torch.float32 if piece.device.type == "mps" else torch.float64
    return torch.empty(needed, dtype=dtype, device=piece.device)


def _wide(piece: Tensor, buffer: Tensor) -> Tensor:
    """Copy a piece into the buffer as float64, complex numbers as their magnitudes."""
    return buffer[: piece.numel()].copy_(piece.abs() if piece.is_complex() else piece)


def _numbers(piece: Tensor, buffer: Tensor, pairs: bool) -> Tensor:
    """Copy a piece into the buffer as float64, complex numbers as pairs."""
    if pairs:
        piece = torch.view_as_real(piece.to(torch.complex128)).reshape(-1)
    return buffer[: piece.numel()].copy_(piece)


def _largest(values: Tensor) -> float:
    low, high = values.aminmax()
    return max(abs(float(low)), abs(float(high)))


def _norm(values: Tensor, largest: float) -> float:
    """The Euclidean norm; what would overflow or vanish when squared is brought to size first."""
    if not 1e-100 < largest < 1e100:
        return float(torch.linalg.vector_norm(values / largest)) * largest if largest else 0.0
    return float(torch.linalg.vector_norm(values))
