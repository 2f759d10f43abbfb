"""What can be asked of an engine. Each command is a frozen value; an engine takes them from a queue, in order.

A command is acted on between two phases of the loop, unless ``at_batch_end`` says that it changes weights or
hyperparameters: those wait for the end of the batch, so that a batch is never computed with two sets of numbers. With
``after_evaluation`` it also waits for the end of an evaluation, so that none is of two models.

Each command has an ``id`` of its own, and every event that answers it names that id: see
`trainer_core.protocol.events.Answer`. A command is posted once, and answered in the end by exactly one `Done` or
`Refused`, or by `InspectionFailed`; what is posted after `Shutdown` is not answered any more.

A command with ``download`` may download data that is not on this computer; without, it is refused with the code
``"needs-download"`` (see `trainer_core.data.download_needed`).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from trainer_core.protocol.weights_choice import WeightsChoice
from trainer_core.recipe.recipe import Recipe


class Unit(StrEnum):
    """How far `Advance` goes; by operations and modules only where the step is looked into, else by a phase."""

    OPERATION = "operation"
    MODULE = "module"
    PHASE = "phase"
    BATCH = "batch"
    EPOCH = "epoch"


class Keep(StrEnum):
    """Which weights a stopped run leaves in the model."""

    LAST = "last"
    BEST = "best"
    NOTHING = "nothing"
    FOR_LATER = "for later"


class Split(StrEnum):
    """A part of the data."""

    TRAINING = "training"
    VALIDATION = "validation"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Command:
    """Base of all commands."""

    at_batch_end: ClassVar[bool] = False
    after_evaluation: ClassVar[bool] = False
    id: int = field(default_factory=itertools.count(1).__next__, kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Prepare(Command):
    """Load the data and build the model of ``recipe`` without training; answered by `Prepared`.

    Weights that were trained or loaded stay in a model that is the same, unless it is to be ``fresh``.
    """

    recipe: Recipe
    download: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Start a run of ``recipe``.

    ``folder`` is where the run is kept, or None to keep nothing on disk. With ``paused`` the run stands before its
    first phase. With ``keep_weights`` training goes on from the weights in the model (loaded ones, say); it is refused
    if they do not fit the recipe.
    """

    recipe: Recipe
    folder: Path | None = None
    paused: bool = False
    keep_weights: bool = False
    download: bool = False


@dataclass(frozen=True, slots=True)
class ResumeRun(Command):
    """Go on with the run in ``folder`` from its newest whole snapshot, in its folder; answered by `RunStarted`.

    ``changes`` are made to its recipe first (``{"training.epochs": 10}``); which may be made is defined in
    `trainer_core.training.resume`. With ``paused`` the run stands before its next
    batch; the validation of an epoch that was trained comes first. Where the data is not what the run was trained on
    it is refused with the code ``"changed-data"``, unless ``accept_changed_data``. A person's files are taken as the
    run kept them, or with ``accept_changed_code`` as they are now, if the parameters are still of the same shapes.
    """

    folder: Path
    changes: Mapping[str, Any] = field(default_factory=dict)
    paused: bool = False
    download: bool = False
    accept_changed_data: bool = False
    accept_changed_code: bool = False


@dataclass(frozen=True, slots=True)
class OpenRun(Command):
    """Bring a run of earlier back without training: its data, its model and its tested weights.

    Answered by `Prepared`, `RunOpened` and an `Evaluated` of the test set.
    """

    folder: Path
    download: bool = False


@dataclass(frozen=True, slots=True)
class VerifyRun(Command):
    """Replay up to ``batches`` batches of the run in ``folder`` from a snapshot, beside it, and compare every number.

    Answered by `Verified`. The run, the model and every random generator stay as they are. Changed data is refused
    as by `ResumeRun`.
    """

    at_batch_end: ClassVar[bool] = True
    after_evaluation: ClassVar[bool] = True
    folder: Path
    batches: int = 100
    download: bool = False
    accept_changed_data: bool = False


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Pause at the end of the batch."""


@dataclass(frozen=True, slots=True)
class Unpause(Command):
    """Go on after a pause."""


@dataclass(frozen=True, slots=True)
class Advance(Command):
    """Go on by an operation, module or phase, to the end of the batch, or to the end of the epoch, and pause there.

    With ``Unit.BATCH`` by so many ``batches``; with more than one, evaluations in between are gone through as a whole.
    """

    unit: Unit
    batches: int = 1


@dataclass(frozen=True, slots=True)
class FinishEpoch(Command):
    """End the run after this epoch and its validation."""


@dataclass(frozen=True, slots=True)
class Stop(Command):
    """End the run at the end of the batch, keeping the last weights, the best, or nothing (and no folder).

    With `Keep.FOR_LATER` a snapshot is taken and nothing is tested: the run is to be continued.
    """

    keep: Keep = Keep.LAST


@dataclass(frozen=True, slots=True)
class SetHyperparameter(Command):
    """Change a live field of the recipe (``"optimizer.lr"``) from the next step on."""

    at_batch_end: ClassVar[bool] = True
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Evaluate(Command):
    """Evaluate the present weights on a whole split; answered by `Evaluated`."""

    at_batch_end: ClassVar[bool] = True
    split: Split = Split.TEST


@dataclass(frozen=True, slots=True)
class MapAnswers(Command):
    """Answer all over the inputs of a model that has one or two; answered by `AnswersMapped`.

    The grid has ``side`` places along each input. It is computed a piece between two batches, and takes the place of
    one that is under way. With a ``layer`` of the model the first of its units come along.
    """

    side: int = 64
    layer: str = ""


@dataclass(frozen=True, slots=True)
class SaveWeights(Command):
    """Save the model's state_dict to a ``.pt``, ``.pth`` or ``.safetensors`` file; answered by `WeightsSaved`."""

    at_batch_end: ClassVar[bool] = True
    path: Path


@dataclass(frozen=True, slots=True)
class LoadWeights(Command):
    """Load weights into the model.

    Without a run, a model that is not that of ``recipe`` (or not there) is built first, and answered by `Prepared` if
    it replaces what was there. Weights that do not fit change nothing and are answered by `WeightsRefused`, unless
    ``only_what_fits``. With a ``choice`` only its keys are taken from the file, under the names that it makes of them.
    """

    at_batch_end: ClassVar[bool] = True
    after_evaluation: ClassVar[bool] = True
    path: Path
    only_what_fits: bool = False
    recipe: Recipe | None = None
    choice: WeightsChoice | None = None
    download: bool = False


@dataclass(frozen=True, slots=True)
class InspectWeights(Command):
    """Open a weights file to look inside, reading only its table of contents; answered by `WeightsInspected`.

    Like the inspections below it needs no model, changes nothing, and is answered by `InspectionFailed` if it cannot be
    done.
    """

    path: Path


@dataclass(frozen=True, slots=True)
class MeasureTensors(Command):
    """Measure the tensors at ``keys`` of a weights file, a piece between two batches; answered by `TensorsMeasured`."""

    path: Path
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompareWeights(Command):
    """Hold two weights files against each other; answered by `WeightsCompared`, and as values are read `TensorsMoved`.

    It takes the place of a comparison that is under way.
    """

    first: Path
    second: Path


@dataclass(frozen=True, slots=True)
class PreviewWeights(Command):
    """Tell how a part of a weights file would fit the present model; answered by `WeightsPreviewed`."""

    path: Path
    choice: WeightsChoice


@dataclass(frozen=True, slots=True)
class Shutdown(Command):
    """End the run (keeping the last weights, and a snapshot from which it can go on) and leave the engine's loop."""
