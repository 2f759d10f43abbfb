"""What every source ends as: tensors with a task, class names and a provenance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from torch import Tensor

from trainer_core.data.labels import Labels, TaskName
from trainer_core.errors import Message

Progress = Callable[[Message, float], None]
"""Told what a long preparation is doing, and which part of it (0..1) is done."""


def no_progress(message: Message, fraction: float) -> None:
    """Take progress and show it to nobody."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Inputs and what they should be answered with, on the CPU, each in its smallest type.

    ``inputs`` is (N, C, H, W) uint8 for images and (N, F) float32 for tables; ``targets`` is (N,) int64 for classes,
    also for two, and (N,) or (N, K) float32 for numbers. The tensors are never written to: batches, splits and pictures
    on the screen share them.
    """

    inputs: Tensor
    targets: Tensor

    def __post_init__(self) -> None:
        if len(self.inputs) != len(self.targets):
            raise ValueError(f"{len(self.inputs)} inputs with {len(self.targets)} targets")

    def __len__(self) -> int:
        return len(self.inputs)

    def at(self, indices: Tensor) -> Examples:
        """Return the examples at ``indices``, (M,) int64, as copies."""
        return Examples(self.inputs.index_select(0, indices), self.targets.index_select(0, indices))

    def first(self, count: int) -> Examples:
        """Return the first ``count`` examples (all of them if there are fewer), sharing memory."""
        return Examples(self.inputs[:count], self.targets[:count])


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where data comes from, so that a run can say it years later.

    ``origin`` is a path or a URL; ``digests`` maps each file's name to its MD5 sum, the one that its
    publisher gives.
    """

    origin: str
    licence: str = ""
    note: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, as they are written into a run's folder."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class RawData:
    """What a source yields: its training and test examples, before anything is split off."""

    train: Examples
    test: Examples
    class_names: tuple[str, ...]
    title: str
    task: TaskName
    provenance: Provenance
    target_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """The data of a run.

    ``mean`` and ``std`` are those of the training part alone: per channel in 0..1 units for images, per
    feature for tables. A channel that never varies has a ``std`` of 1, so that it can be divided by.
    """

    name: str
    title: str
    task: TaskName
    class_names: tuple[str, ...]
    train: Examples
    validation: Examples
    test: Examples
    provenance: Provenance
    mean: tuple[float, ...]
    std: tuple[float, ...]
    target_names: tuple[str, ...] = ()

    @property
    def labels(self) -> Labels:
        """What the answers are called."""
        return Labels(self.class_names, self.target_names)

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of one input: (C, H, W) or (F,)."""
        return tuple(self.train.inputs.shape[1:])
