"""Answers what is asked of the tensors where the run stands, or of those that are prepared."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from torch import Tensor

from trainer_core.errors import Message
from trainer_core.inside import tensors as inside
from trainer_core.inside.tensors import LookedAt
from trainer_core.inside.walk import Walk
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Event
from trainer_core.protocol.tensors import (
    CompareTensors,
    CopyTensor,
    DescribeTensor,
    ListTensors,
    PinnedTold,
    PinTensor,
    TellPinned,
    TileTensor,
)
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run

TensorCommand = ListTensors | DescribeTensor | CompareTensors | TileTensor | CopyTensor | PinTensor | TellPinned
TENSORS = (ListTensors, DescribeTensor, CompareTensors, TileTensor, CopyTensor, PinTensor, TellPinned)


_OVERWRITTEN = Message(
    "An in-place operation has modified it since the module returned it. It is shown as it is now; step back to "
    "see it as it was."
)


def tell_tensors(
    command: Command, parts: Parts, run: Run | None, looked: LookedAt, emit: Callable[[Event], None]
) -> None:
    """Answer one of the `TENSORS` commands; raises `CommandError` for a name that is not at hand."""
    tensors = {**looked.typed, **at_hand(parts, run)}
    number, step = (run.number, run.step) if run is not None else (0, 0)
    match command:
        case ListTensors():
            emit(inside.listed(parts.model, tensors, looked.pinned))
        case DescribeTensor():
            inside.named(command.name, tensors)
            change = looked.look(command.name, tensors, number, step)
            told = inside.described(command, tensors, looked.arrays, change)
            if told.facts.note is None and _is_overwritten(command.name, run):
                told = dataclasses.replace(told, facts=dataclasses.replace(told.facts, note=_OVERWRITTEN))
            emit(told)
        case CompareTensors():
            emit(inside.compared(command, tensors))
        case TileTensor():
            emit(inside.tiled(command, tensors))
        case CopyTensor():
            emit(inside.copied(command, tensors))
        case PinTensor():
            if command.pinned:
                looked.pin(command.name, tensors)
                looked.stood(number, step, tensors)
            else:
                looked.unpin(command.name)
            emit(PinnedTold(looked.histories))
        case TellPinned():
            emit(PinnedTold(looked.histories))


def stood(parts: Parts | None, run: Run, looked: LookedAt) -> None:
    """Take in that the run stands still; costs nothing while no tensor is looked at."""
    if looked.follows and parts is not None:
        looked.stood(run.number, run.step, {**looked.typed, **at_hand(parts, run)})


def at_hand(parts: Parts, run: Run | None) -> Mapping[str, Tensor]:
    """The tensors at hand by name."""
    if run is not None and isinstance(run.watch, Walk) and run.watch.place is not None:
        return run.watch.at_hand().tensors
    return inside.tensors_of(parts.step, run.batch if run is not None else None)


def _is_overwritten(name: str, run: Run | None) -> bool:
    walk = run.watch if run is not None else None
    return isinstance(walk, Walk) and walk.place is not None and walk.activations.is_overwritten(name)
