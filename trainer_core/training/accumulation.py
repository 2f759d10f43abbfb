"""Gradient accumulation: what each batch of a group counts, so that the group equals one batch of all its examples."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from trainer_core.data import Batches
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.loop import Batch, Step


class Accumulation:
    """Groups ``batches``: the gradients of so many as ``recipe`` says are accumulated before a step."""

    def __init__(self, batches: Batches, step: Step, recipe: Recipe) -> None:
        self._batches, self._step = batches, step
        self._size, self._accumulate = recipe.data.batch_size, recipe.training.accumulate
        self._shares: list[float] = []

    def begin(self, epoch: int) -> None:
        """Find out what each batch of ``epoch``, counted from 0, counts in its group."""
        if self._accumulate > 1:
            targets, mixed = self._batches.targets(epoch), self._batches.mixes
            self._shares = shares(targets, self._size, self._accumulate, self._step.criterion, mixed=mixed)

    def batch(self, index: int, inputs: Tensor, targets: Tensor, *, fresh: bool) -> Batch:
        """Batch ``index`` of the epoch as a part of its group, which it opens in any case if it is ``fresh``."""
        if self._accumulate == 1:
            return Batch(inputs, targets)
        group = index - index % self._accumulate
        return Batch(
            inputs,
            targets,
            weight=self._shares[index],
            first=fresh or index == group,
            last=index == group + self._accumulate - 1 or index == len(self._batches) - 1,
        )


def shares(
    targets: Tensor, batch_size: int, accumulate: int, criterion: nn.Module, *, mixed: bool = False
) -> list[float]:
    """The share of each batch of an epoch in the mean loss over its group of ``accumulate`` batches.

    ``targets`` (N,) are those of the epoch in order. A batch counts by its examples, and with class weights, by whose
    sum a cross-entropy divides, by the weights of its examples. With ``mixed`` targets it divides by their number.
    """
    weighs = isinstance(criterion, nn.CrossEntropyLoss) and not mixed
    weights = getattr(criterion, "weight", None) if weighs else None
    batches = torch.split(targets, batch_size)
    if weights is None:
        counts = [float(len(batch)) for batch in batches]
    else:
        on_cpu = weights.detach().to("cpu", torch.float64)
        counts = [float(on_cpu[batch].sum()) for batch in batches]
    groups = [sum(counts[first : first + accumulate]) for first in range(0, len(counts), accumulate)]
    return [count / groups[index // accumulate] for index, count in enumerate(counts)]
