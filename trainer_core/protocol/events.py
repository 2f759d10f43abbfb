"""What an engine tells. Each event is a frozen dataclass of plain values and NumPy arrays: no tensor, no exception.

Events are few. The numbers of each batch never travel as events: they are in the run's `History`, which any thread
reads at its own pace. ``run`` is the number of the run that an event belongs to (0: none), so that a late one can be
dropped.
Every run that was started ends with exactly one `RunEnded`, and every command is answered with its id: see `Answer`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from trainer_core.data import Labels, TaskName
from trainer_core.errors import Message
from trainer_core.history.history import EpochRow, History
from trainer_core.protocol.reports import (
    DataReport,
    DeviceReport,
    Difference,
    Evaluation,
    FitReport,
    ModelReport,
)
from trainer_core.recipe.recipe import Recipe
from trainer_core.trial.report import Candidate


class State(StrEnum):
    """What an engine is doing. From `TRAINING` on, a run is under way."""

    IDLE = "idle"
    PREPARING = "preparing"
    TRAINING = "training"
    VALIDATING = "validating"
    TESTING = "testing"
    PAUSED = "paused"

    @property
    def in_run(self) -> bool:
        return self in (State.TRAINING, State.VALIDATING, State.TESTING, State.PAUSED)


class Reason(StrEnum):
    """Why a run ended."""

    COMPLETED = "completed"
    STOPPED_EARLY = "stopped early"
    STOPPED = "stopped"
    DISCARDED = "discarded"
    INTERRUPTED = "interrupted"
    DIVERGED = "diverged"
    OUT_OF_MEMORY = "out of memory"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events."""


@dataclass(frozen=True, slots=True)
class Answer(Event):
    """Base of what a command is answered with: ``answers`` is its `trainer_core.protocol.commands.Command.id`.

    It is 0 where no command asked: a run's own evaluation, say.
    """

    answers: int = field(default=0, kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Acknowledged(Answer):
    """A command was heard; it acts at the next phase or batch boundary. Sent from the thread that posted it."""

    command: str


@dataclass(frozen=True, slots=True)
class Done(Answer):
    """A command was carried out: the last answer to it. A pause, a stop or a last epoch acts from now on."""


@dataclass(frozen=True, slots=True)
class StateChanged(Event):
    """The engine's state. Paused inside a batch, ``phase`` is the phase about to run, and ``loss`` that of the batch.

    ``loss`` is NaN where it is not known yet. ``within``: the phase has begun, and stands in its middle.
    """

    run: int
    state: State
    phase: str = ""
    loss: float = math.nan
    within: bool = False


@dataclass(frozen=True, slots=True)
class Progress(Event):
    """How far a long preparation is; ``fraction`` in 0..1."""

    message: Message
    fraction: float


@dataclass(frozen=True, slots=True)
class DeviceMemory(Event):
    """Bytes that PyTorch holds of a GPU's own memory, and how many it has; told once a second while a run goes on."""

    device: str
    used: int
    total: int


@dataclass(frozen=True, slots=True)
class Prepared(Answer):
    """Data is loaded and the model built; ``weights_kept``: with the trained or loaded weights of the one before."""

    recipe: Recipe
    device: DeviceReport
    data: DataReport
    model: ModelReport
    weights_kept: bool = False


@dataclass(frozen=True, slots=True)
class CallDescribed(Event):
    """The classes or functions in the Python file of a ``section`` of a recipe, with how each is called; told once it
    was tried. ``chosen`` is the name of the one that was, empty where none could be chosen.

    A `Prepared` follows, or a `Refused` that may name an argument.
    """

    section: str
    path: Path
    candidates: tuple[Candidate, ...]
    chosen: str

    @property
    def candidate(self) -> Candidate | None:
        """The one that was tried."""
        return next((each for each in self.candidates if each.name == self.chosen), None)


@dataclass(frozen=True, slots=True)
class DataRead(Event):
    """What the data of ``recipe`` is, of which no model could be built; a `Refused` follows that says why.

    ``input_shape`` is that of one example, (C, H, W) or (F,).
    """

    recipe: Recipe
    input_shape: tuple[int, ...]
    task: TaskName
    labels: Labels


@dataclass(frozen=True, slots=True)
class RunStarted(Answer):
    """A run begins, or goes on. ``history`` is shared: the engine appends, everyone may read.

    ``continued_from`` is the number of batches that were trained before; the history holds them already.
    """

    run: int
    recipe: Recipe
    history: History
    folder: Path | None
    epochs: int
    batches_per_epoch: int
    batch_size: int
    continued_from: int = 0


@dataclass(frozen=True, slots=True)
class RunOpened(Answer):
    """A run of earlier was brought back: its numbers, its log (a sentence a line) and what ``result.json`` holds.

    ``weights`` is the file whose weights are in the model now, or None where the run has left none.
    """

    folder: Path
    recipe: Recipe
    history: History
    batches_per_epoch: int
    log: tuple[str, ...]
    result: dict[str, Any]
    weights: Path | None


@dataclass(frozen=True, slots=True)
class SnapshotTaken(Event):
    """A snapshot of the run after ``step`` batches is on disk; taking it held training up for ``seconds``."""

    run: int
    step: int
    path: Path
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class DiskTrouble(Event):
    """The run's folder could not be written; training goes on. With ``over`` the next write has worked again."""

    run: int
    message: Message
    over: bool = False


@dataclass(frozen=True, slots=True)
class Verified(Answer):
    """A run was replayed from ``snapshot`` (None: from its beginning), every number compared.

    The batches are ``first`` up to ``first + batches``.

    ``compared`` counts the numbers; ``differences`` holds the first hundred that differ, in order. ``remark`` says why
    differences may be expected (another device, another version of PyTorch), if they may.
    """

    folder: Path
    snapshot: Path | None
    first: int
    batches: int
    compared: int
    different: int
    differences: tuple[Difference, ...] = ()
    remark: Message | None = None

    @property
    def equal(self) -> bool:
        return self.different == 0


@dataclass(frozen=True, slots=True)
class EpochEnded(Event):
    """An epoch and its validation are done; ``best`` says that it is the best so far."""

    run: int
    row: EpochRow
    best: bool


@dataclass(frozen=True, slots=True)
class Evaluated(Answer):
    """A split was evaluated, after ``epoch`` whole epochs and ``step`` batches of run ``run``."""

    run: int
    epoch: int
    step: int
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class HyperparameterChanged(Answer):
    """A live hyperparameter changed; batch ``step`` is the first that uses it.

    ``asked`` is the value that was asked for where another acts: 0 threads, say, which leaves their number open.
    """

    run: int
    step: int
    key: str
    old: Any
    new: Any
    asked: Any = None


@dataclass(frozen=True, slots=True)
class WeightsSaved(Answer):
    """The state_dict was saved."""

    path: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class WeightsLoaded(Answer):
    """Weights are in the model; ``report`` says which, when only what fits was loaded."""

    path: Path
    report: FitReport


@dataclass(frozen=True, slots=True)
class WeightsRefused(Answer):
    """Weights do not fit; the model is as it was."""

    path: Path
    report: FitReport


@dataclass(frozen=True, slots=True)
class Diverged(Event):
    """The loss at batch ``step`` is not a number or infinite; the run is paused and the last good weights are kept."""

    run: int
    step: int
    loss: float
    message: Message


@dataclass(frozen=True, slots=True)
class Refused(Answer):
    """A command could not be carried out, the last answer to it; nothing changed. ``command`` is its class's name."""

    command: str
    code: str
    message: Message


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The end of a run in numbers: ``validation`` and ``test`` hold the loss and the metrics by name, NaN where nothing
    was validated or tested; ``metric`` is the one that is shown first.

    ``weights`` names the file in the run's folder that holds the weights which were tested: ``best.pt`` or ``last.pt``.
    """

    run: Path | None
    reason: Reason
    epochs: int
    steps: int
    best_epoch: int
    metric: str
    validation: Mapping[str, float]
    test: Mapping[str, float]
    seconds: float
    samples_per_second: float
    device: str
    weights: str


@dataclass(frozen=True, slots=True)
class RunEnded(Event):
    """The one last event of a run: why it ended, in a sentence, and its numbers."""

    run: int
    reason: Reason
    message: Message
    summary: RunSummary


@dataclass(frozen=True, slots=True)
class Crashed(Answer):
    """An exception that should not have happened; the run was saved as far as it went, the engine lives on.

    With ``fatal`` it does not, and nothing is answered any more.
    """

    run: int
    sentence: Message
    details: str
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Logged(Event):
    """A sentence for the log; ``level`` is ``"info"``, ``"warning"`` or ``"error"``."""

    level: str
    message: Message
