"""Tells the modules of the prepared model, measures them a batch at a time, and says what of one can be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch

from trainer_core.inside.feeding import feeding_layer
from trainer_core.inside.interventions import layer_described
from trainer_core.inside.modules import BATCHES, measured_rows, module_rows
from trainer_core.protocol.events import Event
from trainer_core.protocol.interventions import DescribeLayer
from trainer_core.protocol.modules import DescribeModules, ModulesDescribed
from trainer_core.training.assembly import Parts

_MOST_EXAMPLES = 32


def describe_modules(parts: Parts, command: DescribeModules, emit: Callable[[Event], None]) -> Iterator[object]:
    """List the modules at once, and with ``measured`` their shares of time after a few batches, yielding after each."""
    rows = module_rows(parts.model, tuple(parts.dataset.input_shape))
    emit(ModulesDescribed(rows, answers=command.id))
    if not command.measured:
        return
    examples = min(parts.recipe.data.batch_size, _MOST_EXAMPLES)
    generator = torch.Generator().manual_seed(0)
    noise = torch.randn((examples, *parts.dataset.input_shape), generator=generator).to(parts.device)
    rows, note = yield from measured_rows(parts.model, rows, noise)
    batches = 0 if note is not None else BATCHES
    emit(ModulesDescribed(rows, batches, examples if batches else 0, note, answers=command.id))


def describe_layer(parts: Parts, command: DescribeLayer, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.interventions.DescribeLayer`; raises `CommandError` if there is no such module."""
    emit(layer_described(parts.model, command.module, lambda path: feeding_in(parts, path)))


def feeding_in(parts: Parts, path: str) -> str | None:
    """The layer that feeds the module at ``path``, as the first training example finds out; None if it cannot."""
    inputs, _ = parts.dataset.train.first(1).gathered()
    try:
        return feeding_layer(parts.model, path, parts.prepared(inputs))
    except Exception:  # whatever the network's own code raises: the sentence does without
        return None
