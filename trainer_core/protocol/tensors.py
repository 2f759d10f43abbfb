"""The tensors at hand where a run stands: what can be asked of them, and what is told in plain values and arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Answer
from trainer_core.protocol.weights_report import Movement, TensorStatistics

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListTensors(Command):
    """Name every tensor at hand; answered by `TensorsListed`."""


@dataclass(frozen=True, slots=True)
class DescribeTensor(Command):
    """Describe one tensor at hand; answered by `TensorDescribed`.

    Its last two dimensions are shown, at the indices ``fixed`` of all that come before (0 where there are fewer).
    ``cells`` is how many rows and columns of that come as values, from the one at ``origin`` on.
    """

    name: str
    fixed: tuple[int, ...] = ()
    origin: tuple[int, int] = (0, 0)
    cells: tuple[int, int] = (64, 64)


@dataclass(frozen=True, slots=True)
class CompareTensors(Command):
    """Hold two tensors of one shape against each other; answered by `TensorsCompared`. The rest as `DescribeTensor`."""

    first: str
    second: str
    fixed: tuple[int, ...] = ()
    origin: tuple[int, int] = (0, 0)
    cells: tuple[int, int] = (64, 64)


@dataclass(frozen=True, slots=True)
class TileTensor(Command):
    """Show a tensor of three dimensions or more as tiles, each its last two; answered by `TensorTiled`.

    There is a tile for each index of the dimension ``along`` (the channels, say), at most ``most``; the other leading
    dimensions stand at ``fixed``, in their order.
    """

    name: str
    along: int = 0
    fixed: tuple[int, ...] = ()
    most: int = 64


@dataclass(frozen=True, slots=True)
class CopyTensor(Command):
    """Write a tensor as Python code; answered by `TensorCopied`.

    With ``fixed`` only the part at these leading indices. Refused with the code ``"too-many-values"`` where it has
    more than 100,000 values.
    """

    name: str
    fixed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PinTensor(Command):
    """Keep the history of a tensor from here on, or no longer; answered by `PinnedTold`."""

    name: str
    pinned: bool = True


@dataclass(frozen=True, slots=True)
class TellPinned(Command):
    """Tell the history of each pinned tensor; answered by `PinnedTold`."""


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """A tensor at hand.

    ``group`` is ``"batch"``, ``"outputs"``, ``"activations"``, ``"parameters"``, ``"gradients"``, ``"buffers"``,
    ``"optimizer"`` or ``"console"``.
    """

    name: str
    shape: Shape
    dtype: str
    group: str


@dataclass(frozen=True, slots=True)
class TensorFacts:
    """All that a tensor is besides its single values.

    ``strides`` (in elements), ``contiguous`` and ``version`` are None where a tensor of its kind has none; ``grad_fn``
    is empty where there is none. ``bytes`` are those of what is stored. ``statistics`` are None where its values cannot
    be read; ``note`` says why, or what else is to be known. The histogram in them is of ``sampled`` values: of all, or
    of a million drawn at random from a larger tensor.
    """

    shape: Shape
    dtype: str
    device: str
    bytes: int
    strides: tuple[int, ...] | None
    contiguous: bool | None
    requires_grad: bool
    is_leaf: bool
    grad_fn: str
    version: int | None
    statistics: TensorStatistics | None
    sampled: int = 0
    note: Message | None = None

    @property
    def elements(self) -> int:
        return int(np.prod(self.shape, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Plane:
    """The last two dimensions of a tensor: ``shape`` (rows, columns) of it, which stands at ``fixed``.

    ``values`` are from the row and column ``origin`` on, exact: of the tensor's own type, or float32 where NumPy does
    not have it. ``heat`` (rows, columns) float32, at most 256 × 256, is all of it; where ``reduced`` each number is a
    mean of neighbours. Of complex numbers it holds the magnitudes. A vector is one row, a single number 1 × 1.
    """

    shape: tuple[int, int]
    fixed: tuple[int, ...]
    origin: tuple[int, int]
    values: npt.NDArray[Any] = field(compare=False)
    heat: npt.NDArray[np.float32] = field(compare=False)
    reduced: bool = False


@dataclass(frozen=True, slots=True)
class TensorChange:
    """How far a tensor has moved ``since`` a batch (as many were done then)."""

    since: int
    movement: Movement


@dataclass(frozen=True, slots=True)
class TensorPoint:
    """A pinned tensor after so many batches; NaN where no value is finite."""

    step: int
    minimum: float
    maximum: float
    mean: float
    std: float
    norm: float
    not_finite: int


@dataclass(frozen=True, slots=True)
class TensorsListed(Answer):
    """The tensors at hand, in the order in which they are shown, and which of them are pinned."""

    entries: tuple[TensorEntry, ...]
    pinned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TensorDescribed(Answer):
    """One tensor in full.

    ``shares`` are the names at hand of tensors and NumPy arrays in the same memory. ``plane`` is None where values
    cannot be read. ``change`` is since the step before the present one in which it was looked at; None without such.
    """

    name: str
    facts: TensorFacts
    shares: tuple[str, ...]
    plane: Plane | None
    change: TensorChange | None = None


@dataclass(frozen=True, slots=True)
class TensorsCompared(Answer):
    """Two tensors side by side; ``difference`` is the second minus the first, as are the numbers of ``movement``.

    ``place`` is where the largest difference is; None where all are equal or some are not finite.
    """

    first: str
    second: str
    movement: Movement
    planes: tuple[Plane, Plane]
    difference: Plane
    place: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class TensorTiled(Answer):
    """Tiles (n, rows, columns) float32, the first n of ``count``, and ``beside`` them the input of that example.

    ``beside`` (C, H, W) float32 is there for an activation of pictures whose first dimension is the batch's.
    """

    name: str
    tiles: npt.NDArray[np.float32] = field(compare=False)
    count: int
    beside: npt.NDArray[np.float32] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TensorCopied(Answer):
    """A tensor as an expression of Python, which gives it back to the bit."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PinnedTold(Answer):
    """The history of each pinned tensor over the steps in which the run stood, the earliest first."""

    histories: Mapping[str, tuple[TensorPoint, ...]]
