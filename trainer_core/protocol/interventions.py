"""Changes of a layer by hand, to see what it is for: what can be asked, and what is told.

An intervention is settled as what typed code has changed: `trainer_core.protocol.console.UndoChanges` puts everything
back bit for bit, and `KeepChanges` marks the run as changed by hand. A run that goes on has kept it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from trainer_core.errors import Message
from trainer_core.protocol.commands import Command, Split
from trainer_core.protocol.events import Answer, Evaluated
from trainer_core.protocol.reports import Evaluation

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Intervene(Command):
    """Base of what changes the module at the path ``module``; answered by `Intervened`, and the run is held.

    It acts at once where the run is held, also inside a step, and otherwise between two batches. A module that holds
    others stands for all parameters below it, an empty path for the whole model.
    """

    after_evaluation: ClassVar[bool] = True
    module: str


@dataclass(frozen=True, slots=True)
class Silence(Intervene):
    """Set the weights and the bias of ``units`` (outputs or channels, counted from 0; none: of all) to zero."""

    units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale(Intervene):
    """Multiply the weights and the bias of ``units`` (none: of all) by ``factor``."""

    units: tuple[int, ...] = ()
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class AddNoise(Intervene):
    """Add normal noise drawn from ``seed`` to the weights and the bias of ``units`` (none: of all).

    Its deviation is ``amount`` times that of each whole parameter.
    """

    units: tuple[int, ...] = ()
    amount: float = 0.1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class SetWeight(Intervene):
    """Set one element of the module's own parameter ``name`` (``"weight"``) to ``value``."""

    name: str = "weight"
    index: tuple[int, ...] = ()
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class SwapLayer(Intervene):
    """Put a layer of another run, with its buffers, in the module's place; ``path`` is a weights file of that run.

    ``source`` is the layer's path there, empty: the same. Refused with the code ``"no-such-layer"`` or
    ``"other-shape"``, nothing changed, if it is not there or does not fit.
    """

    path: Path
    source: str = ""


@dataclass(frozen=True, slots=True)
class DescribeLayer(Command):
    """Tell what of a module can be changed by hand; answered by `LayerDescribed`."""

    module: str


@dataclass(frozen=True, slots=True)
class MeasureChange(Command):
    """Evaluate a split with what was changed by hand and is not settled, and with what was there before.

    Answered piece by piece by a `Reevaluated` and then `ChangeMeasured`; training waits. Whatever changes the model
    again, or lets the run go on, breaks it off with the code ``"cancelled"``. The run's history knows nothing of it.
    """

    after_evaluation: ClassVar[bool] = True
    split: Split = Split.TEST


@dataclass(frozen=True, slots=True)
class LayerDescribed(Answer):
    """What of the module at ``module`` can be changed by hand.

    ``units`` counts what can be changed one by one, 0 where only the whole layer can; ``channels`` says that they are
    channels. ``parameters`` are its own ones by their names in it. ``refusal`` says why nothing can be changed.
    """

    module: str
    type: str
    units: int
    channels: bool
    parameters: tuple[tuple[str, Shape], ...]
    refusal: Message | None = None


@dataclass(frozen=True, slots=True)
class Intervened(Answer):
    """A module was changed by hand, after ``step`` batches of run ``run``; ``message`` says how.

    ``changed`` names everything that is not as it was before the first change that is not settled; ``notes`` say what
    else a person should know.
    """

    run: int
    step: int
    module: str
    message: Message
    changed: tuple[str, ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Reevaluated(Evaluated):
    """A split was evaluated for somebody who changes the model by hand, never for the run's history.

    ``unsettled``: with weights that can still be put back. Otherwise the change was kept, or put back, and it holds.
    """

    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class ChangeMeasured(Answer):
    """What a change by hand does to the answers: a split ``before`` and ``after`` it.

    ``before`` is None where more than values was changed, so that the model of before cannot be asked.
    """

    before: Evaluation | None
    after: Evaluation
