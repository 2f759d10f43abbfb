"""Gradient accumulation: what each batch of a group counts, so that the group equals one batch of all its examples."""

from __future__ import annotations

import torch
from torch import Tensor, nn


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
