"""What is measured before Train: memory and time of a run, what is fastest here, a learning rate; asked and answered.

Each is measured on parts that are built beside those at hand, which stay as they are, and is refused with the code
``"run-under-way"`` while a run is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from trainer_core.errors import Message
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Answer
from trainer_core.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class EstimateRun(Command):
    """Measure what a run of ``recipe`` needs and how long it takes; answered by `RunEstimated`.

    With ``largest_batch`` larger batches are tried too, each twice as large as the one before.
    """

    recipe: Recipe
    largest_batch: bool = False
    download: bool = False


@dataclass(frozen=True, slots=True)
class MeasureSpeeds(Command):
    """Train ``recipe`` for some batches in several ways and compare the speeds; answered by `SpeedsMeasured`.

    Compiling takes half a minute on some machines, and is left out without ``compile``.
    """

    recipe: Recipe
    compile: bool = True
    download: bool = False


@dataclass(frozen=True, slots=True)
class FindLearningRate(Command):
    """Train a copy of ``recipe`` with a learning rate that grows from ``lowest`` to ``highest``, by the same factor in
    each of ``steps``; answered by `LearningRateFound`.
    """

    recipe: Recipe
    lowest: float = 1e-6
    highest: float = 10.0
    steps: int = 100
    download: bool = False


@dataclass(frozen=True, slots=True)
class TrySmallerBatch(Command):
    """Try to go on with the run in ``folder``, which ran out of memory, in smaller batches, for a few of them.

    Answered by `SmallerBatchTried`. The run's folder stays as it is.
    """

    folder: Path
    download: bool = False


@dataclass(frozen=True, slots=True)
class StopMeasuring(Command):
    """Break off what is measured: it is answered by a `trainer_core.protocol.events.Refused` (``"cancelled"``)."""


class MemoryUse(StrEnum):
    """What memory is needed for while a model is trained."""

    PARAMETERS = "parameters"
    GRADIENTS = "gradients"
    OPTIMIZER = "optimizer state"
    ACTIVATIONS = "activations"
    DATA = "data"
    KEPT_WEIGHTS = "kept weights"


@dataclass(frozen=True, slots=True)
class DeviceRoom:
    """What a run would need on a device, in bytes by use, against what is ``free`` of its ``total``.

    ``free`` counts what the data takes already. ``chosen`` marks the device on which the recipe trains.
    """

    device: str
    name: str
    free: int
    total: int
    needs: Mapping[MemoryUse, int]
    chosen: bool

    @property
    def needed(self) -> int:
        """Bytes in all."""
        return sum(self.needs.values())

    @property
    def fits(self) -> bool:
        return self.needed <= self.free


@dataclass(frozen=True, slots=True)
class TriedBatch:
    """A batch size that was tried on the device, and its speed; NaN where the memory did not suffice."""

    batch_size: int
    samples_per_second: float

    @property
    def fits(self) -> bool:
        return math.isfinite(self.samples_per_second)


@dataclass(frozen=True, slots=True)
class RunEstimated(Answer):
    """What a run of ``recipe`` needs and takes; its device comes first in ``rooms``.

    Seconds and speed are NaN where the run does not fit and was not tried. ``activations_by`` says what needs most of
    the activations. ``tried`` are batch sizes, ``tried_until`` says why no other was tried.
    """

    recipe: Recipe
    rooms: tuple[DeviceRoom, ...]
    activations_by: Message
    samples_per_second: float
    epoch_seconds: float
    total_seconds: float
    tried: tuple[TriedBatch, ...] = ()
    tried_until: Message | None = None

    @property
    def largest_batch(self) -> int:
        """The largest batch size that was tried and fits; 0 if none does."""
        return max((each.batch_size for each in self.tried if each.fits), default=0)


@dataclass(frozen=True, slots=True)
class MeasuredSpeed:
    """One way to train: what it changes in the recipe, its speed, and how many times that of the recipe as it is.

    ``compile_seconds`` is 0 where nothing was compiled. Where it does not work here, ``problem`` says why, and the
    speed is NaN.
    """

    label: Message
    changes: Mapping[str, Any]
    samples_per_second: float = math.nan
    ratio: float = math.nan
    compile_seconds: float = 0.0
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class SpeedsMeasured(Answer):
    """The speeds that are measured so far, the recipe as it is first; the last of these events has ``done``."""

    recipe: Recipe
    rows: tuple[MeasuredSpeed, ...]
    done: bool

    @property
    def fastest(self) -> MeasuredSpeed:
        """The fastest row; one that is as fast as the recipe but for 5 % does not count."""
        first = self.rows[0]
        best = max((row for row in self.rows if row.problem is None), key=lambda row: row.ratio, default=first)
        return best if best.ratio > WORTHWHILE else first


WORTHWHILE = 1.05
"""How many times as fast something has to be to be worth a change."""


@dataclass(frozen=True, slots=True)
class LearningRateFound(Answer):
    """The range test so far, a number a step: rates, losses, and the losses smoothed; the last event has ``done``.

    ``suggestion`` is NaN where none can be made. ``explanation`` says by which rule it was made, or why there is none.
    """

    recipe: Recipe
    rates: tuple[float, ...]
    losses: tuple[float, ...]
    smoothed: tuple[float, ...]
    done: bool
    diverged: bool = False
    suggestion: float = math.nan
    explanation: Message | None = None


@dataclass(frozen=True, slots=True)
class SmallerBatchTried(Answer):
    """With which ``changes`` the run in ``folder`` goes on: they were tried for some batches, from its last snapshot.

    They are empty where no batch is small enough; ``message`` says so, or what is offered.
    """

    folder: Path
    message: Message
    changes: Mapping[str, Any] = field(default_factory=dict)
