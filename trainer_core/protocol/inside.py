"""Looking into the running step: what can be asked where it stands still, and what is told of each such place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.protocol.code_line import CodeLine
from trainer_core.protocol.commands import Command, Unit
from trainer_core.protocol.events import Event
from trainer_core.protocol.graph import Reached

PlaceKind = Literal["phase", "module", "operation", "node"]

DONE = "done"
"""The last place of a batch: its five phases are done. Once it is counted, between two batches, it does not go back."""


@dataclass(frozen=True, slots=True)
class LookInside(Command):
    """Look into every step from the next batch on, or no longer; while it is on each hold tells `StoodInside`.

    It can be asked for before a run begins, and stays on for the runs that follow.
    """

    on: bool


@dataclass(frozen=True, slots=True)
class StepBack(Command):
    """Go back by an operation, module or phase, or to the batch's beginning: the same numbers, bit for bit.

    Refused with the code ``"before-batch"`` where the batch begins, or where none is under way, and ``"not-looking"``
    where the batch was begun without looking inside.
    """

    unit: Unit


@dataclass(frozen=True, slots=True)
class ChooseWeight(Command):
    """Follow one weight through the optimizer's step: element ``index`` of the parameter ``name``.

    An empty index stands for the first element. Refused for a name or an index that is not there.
    """

    name: str
    index: tuple[int, ...] = ()


class WatchFor(StrEnum):
    """What a watchpoint waits for."""

    NOT_FINITE = "not finite"
    GRADIENT_VANISHES = "gradient vanishes"
    GRADIENT_EXPLODES = "gradient explodes"
    DEAD_UNIT = "dead unit"
    STILL_WEIGHT = "still weight"
    UPDATE_RATIO = "update ratio"
    EXPRESSION = "expression"


@dataclass(frozen=True, slots=True)
class Watchpoint:
    """Pauses the run where something first happens.

    ``name`` is a parameter for gradients, still weights and ratios, and a module for dead units; empty for all of them.
    ``low`` is the norm below which a gradient vanishes and the ratio of update to weight that is too small, ``high``
    what explodes and is too large. ``batches`` is for how many in a row a unit is dead or a weight has not moved.
    ``expression`` is Python that is evaluated after each phase, with the names of the console.
    """

    what: WatchFor
    name: str = ""
    low: float = 0.0
    high: float = float("inf")
    batches: int = 10
    expression: str = ""


@dataclass(frozen=True, slots=True)
class SetWatchpoints(Command):
    """Watch for these from the next batch on, and for nothing else; only what is watched is looked at.

    Refused with the code ``"no-such-name"`` for a parameter or module that is not there, and ``"no-expression"`` for
    what is not Python.
    """

    watchpoints: tuple[Watchpoint, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step stands still: before a phase, module, operation or node of the backward.

    ``index`` counts the places of this kind within the batch; ``name`` is the phase (or `DONE`), the module's path, the
    operation or the node's name. ``module`` is the path of the module that it is in, empty outside of all. In the
    backward a place of the kind ``"module"`` comes before the first of the nodes that a module has made.
    """

    phase: str
    kind: PlaceKind
    index: int
    name: str
    module: str = ""
    line: CodeLine | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the step as PyTorch code.

    ``phase`` is what runs it. Lines with a ``depth`` above 0 are modules and operations below the line of depth 0 that
    comes before them; ``module`` is the path of a module's line, or of the module that an operation is in.
    """

    code: str
    phase: str
    depth: int = 0
    module: str = ""
    line: CodeLine | None = None


@dataclass(frozen=True, slots=True)
class WeightReport:
    """One weight in the optimizer's step.

    ``state`` holds what the optimizer keeps of it, (name, before, after). ``formula`` are the lines of the rule,
    ``numbers`` the same lines with the numbers filled in; both are empty for an optimizer whose rule is not written
    out here. ``after`` is NaN before the step.
    """

    name: str
    index: tuple[int, ...]
    before: float
    gradient: float
    state: tuple[tuple[str, float, float], ...]
    formula: tuple[str, ...]
    numbers: tuple[str, ...]
    after: float


@dataclass(frozen=True, slots=True)
class PhaseReport:
    """What a phase did; only the fields of that phase are filled in.

    zero_grad: ``cleared`` are the parameters whose gradient became None. forward: ``images`` (n, 1 or 3, H, W) uint8 or
    (n, F) float32 are the first examples of the batch as the model takes them, ``truth`` (n,) int64 or (n, K) float32
    (of mixed classes their shares) and ``answers`` (n, K) float32 as in
    `trainer_core.protocol.predicting.Predicted`. loss: ``losses`` (n,) float32 of the same examples, ``loss`` that of
    the whole batch of ``examples``. backward: ``norms`` are the layers' gradient norms in the order in which they
    arrived. step: ``weight``.
    """

    phase: str
    seconds: float
    examples: int = 0
    cleared: tuple[str, ...] = ()
    images: npt.NDArray[Any] | None = None
    truth: npt.NDArray[Any] | None = None
    answers: npt.NDArray[np.float32] | None = None
    losses: npt.NDArray[np.float32] | None = None
    loss: float = float("nan")
    norms: tuple[tuple[str, float], ...] = ()
    weight: WeightReport | None = None


@dataclass(frozen=True, slots=True)
class StoodInside(Event):
    """The step stands still at ``place`` of batch ``step`` (counted from 0 over the run).

    ``code`` is the step as code, ``current`` the line that runs next, or the last one where all is done. ``reports``
    are of the phases of this batch that are done, and of the one that is under way as far as it is.
    ``reached`` are the nodes of the graph (`trainer_core.protocol.graph.Node.id`) to which its backward has come.
    """

    run: int
    step: int
    place: Place
    code: tuple[StepLine, ...]
    current: int
    reports: tuple[PhaseReport, ...] = ()
    notes: tuple[Message, ...] = ()
    reached: tuple[Reached, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchpointReached(Event):
    """What was watched for has happened; the run is held at ``place``, which `StoodInside` tells more of."""

    run: int
    step: int
    place: Place
    watchpoint: Watchpoint
    message: Message
