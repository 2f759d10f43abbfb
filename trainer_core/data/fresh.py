"""Batches of a dataset that is read anew in each epoch, because its examples are drawn at random."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from trainer_core.data.plan import Plan
from trainer_core.data.reading import Reader
from trainer_core.errors import Message, plural


class FreshRows:
    """`trainer_core.data.batches.Rows` that a dataset answers anew in each epoch.

    Classes are those of the first reading, which are numbered from 0 on; numbers are read with the inputs.
    """

    def __init__(self, plan: Plan, reader: Reader, *, workers: int) -> None:
        self._plan = plan
        self._reader = reader
        self._loader = reader.loader(workers)

    def batches(self, order: Tensor, epoch: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield the batches of the examples ``order``: see `trainer_core.data.batches.Rows`."""
        plan, held = self._plan, []
        waiting = start = 0
        indices = plan.source.rows_at(order).numpy()
        for inputs, targets in self._reader.again(indices, epoch, self._loader):
            answers = torch.from_numpy(targets)
            if not self._reader.numbers:
                stop = start + len(inputs)
                answers = plan.source.targets.index_select(0, order[start:stop])
                start = stop
            held.append((torch.from_numpy(inputs), answers))
            waiting += len(inputs)
            if waiting >= plan.batch_size:
                whole = waiting - waiting % plan.batch_size
                one, other = (torch.cat(parts) for parts in zip(*held, strict=True))
                yield from self._batches(one[:whole], other[:whole])
                held, waiting = [(one[whole:], other[whole:])], waiting - whole
        if waiting:
            one, other = (torch.cat(parts) for parts in zip(*held, strict=True))
            yield from self._batches(one, other)

    def _batches(self, inputs: Tensor, targets: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        size, device = self._plan.batch_size, self._plan.device
        for one, other in zip(torch.split(inputs, size), torch.split(targets, size), strict=True):
            yield one.to(device), other.to(device)


def fresh_placement(reader: Reader, workers: int) -> Message:
    """Where the data lives, and why."""
    processes = reader.workers(workers)
    if not processes:
        return Message("The training examples are read again in each epoch, in this process.")
    return plural(
        processes,
        "The training examples are read again in each epoch by 1 loader process.",
        "The training examples are read again in each epoch by {n:,} loader processes.",
    )
