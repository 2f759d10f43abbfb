"""Finds the training examples that the model sees as most like one example: by the inputs of its last layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from trainer_core.engine.predict import examples_at
from trainer_core.errors import Message
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Event, Progress
from trainer_core.protocol.examples import FindNeighbours, NeighboursFound
from trainer_core.training.assembly import Parts


def find_neighbours(parts: Parts, command: FindNeighbours, emit: Callable[[Event], None]) -> Iterator[None]:
    """Answer `trainer_core.protocol.examples.FindNeighbours`, some thousand examples at a time.

    Compared are the directions of what goes into the last layer that has weights: their cosine, 1 for the same. Nothing
    is kept of an example but this one number, so memory does not grow with the layer. Raises `CommandError` for an
    index outside of the split.
    """
    one, _ = examples_at(parts.dataset, command.split, (command.index,)).gathered()
    train, size = parts.dataset.train, parts.recipe.training.evaluation_batch_size
    wanted = F.normalize(last_hidden(parts, one))
    found = []
    for start in range(0, len(train), size):
        places = torch.arange(start, min(start + size, len(train)))
        hidden = F.normalize(last_hidden(parts, train.at(places).gathered()[0]))
        found.append((hidden @ wanted.T).squeeze(1).cpu())
        emit(Progress(Message("Comparing with the training examples"), (start + len(places)) / len(train)))
        yield
    likeness = torch.cat(found).nan_to_num(-1.0)
    if command.split is Split.TRAINING:
        likeness[command.index] = -torch.inf
    count = min(command.count, len(train) - (command.split is Split.TRAINING))
    best = likeness.topk(max(0, count))
    emit(NeighboursFound(command.split, command.index, tuple(best.indices.tolist()), tuple(best.values.tolist())))


def last_hidden(parts: Parts, raw: Tensor) -> Tensor:
    """What goes into the last layer of the model for raw inputs (N, …): (N, F) float32 on the device."""
    taken: list[Tensor] = []

    def take(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        taken[:] = inputs[:1]

    layers = [each for each in parts.model.modules() if next(each.parameters(recurse=False), None) is not None]
    hooks = [layer.register_forward_pre_hook(take) for layer in layers]
    try:
        with in_eval_mode(parts.model), torch.no_grad():
            inputs = parts.prepared(raw)
            parts.model(inputs)
    finally:
        for hook in hooks:
            hook.remove()
    return (taken[0] if taken else inputs).flatten(1).float()
