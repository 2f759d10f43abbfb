"""The modules of the model, and what each of them costs: what can be asked, and what is told."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from trainer_core.errors import Message
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Answer

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DescribeModules(Command):
    """List the modules of the present model; answered by `ModulesDescribed`.

    With ``measured`` a copy of the model computes a few batches of noise, a batch between two batches of the run, and a
    second `ModulesDescribed` tells how long each module takes.
    """

    measured: bool = False


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """One module; the costs of one that holds others are those of all that it holds.

    ``name`` is its path, empty for the model itself. ``output_shape`` is of one example, None where it is not known.
    ``trainable`` of its ``parameters`` are trained, the others frozen. ``multiply_adds`` and ``activation_bytes`` are
    for one example. ``forward`` and ``backward`` are shares in 0..1 of the time of the whole model, NaN where they were
    not measured. ``training`` is its own state, and ``differs`` says that eval() changes what it computes. ``hooks``
    are the names of the functions that hang on it.
    """

    name: str
    type: str
    output_shape: Shape | None
    parameters: int
    trainable: int
    multiply_adds: int
    activation_bytes: int
    training: bool
    differs: bool
    hooks: tuple[str, ...] = ()
    forward: float = nan
    backward: float = nan


@dataclass(frozen=True, slots=True)
class ModulesDescribed(Answer):
    """The modules in the order of ``named_modules()``, the model itself first.

    Shares of time are the mean of ``batches`` batches of ``examples``, 0 if nothing was measured. ``note`` says what
    is not known, and why.
    """

    rows: tuple[ModuleRow, ...]
    batches: int = 0
    examples: int = 0
    note: Message | None = None
