"""Examples by the batch, on the training device: kept there as one tensor where they fit, streamed where not.

Both ways give the same batches to the bit. A batch depends on the seed, the epoch and its number alone, so
that an interrupted epoch can be taken up at any batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import torch
from torch import Tensor

from trainer_core.data.augment import Augmentation
from trainer_core.data.convert import Conversion
from trainer_core.data.examples import Examples
from trainer_core.data.fresh import FreshRows, fresh_placement
from trainer_core.data.placement import choose_placement
from trainer_core.data.plan import Plan
from trainer_core.data.reading import Reader
from trainer_core.data.streamed import StreamedRows, workers_that_fit
from trainer_core.errors import DataError, Message

_CUT_AT_ONCE = 256


class Rows(Protocol):
    """Where an epoch's raw examples come from, by the batch."""

    def batches(self, order: Tensor, epoch: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield raw inputs and targets of the examples ``order``, (K,) int64, a batch at a time, on the device."""


class Batches:
    """The batches of a part of the data; ``placement`` says where it lives, and why."""

    def __init__(self, plan: Plan, rows: Rows, placement: Message) -> None:
        self._plan = plan
        self._rows = rows
        self.placement = placement

    @property
    def examples(self) -> int:
        """Examples in an epoch."""
        return len(self._plan.source)

    def __len__(self) -> int:
        """Batches in an epoch; the last may be short."""
        return len(self._plan)

    @property
    def resident(self) -> bool:
        """Whether the examples lie on the device as one tensor."""
        return isinstance(self._rows, ResidentRows)

    @property
    def mixes(self) -> bool:
        """Whether examples and their targets are mixed."""
        return self._plan.augmentation.mixes

    def order(self, number: int) -> Tensor:
        """The examples of epoch ``number`` in the order in which they come, (N,) int64 on the CPU."""
        return self._plan.order(number)

    def targets(self, number: int) -> Tensor:
        """All targets of epoch ``number`` in their order, (N,) int64 on the CPU; a fraction of a millisecond."""
        return self._plan.targets(number)

    def epoch(self, number: int, start: int = 0) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield ``(inputs, targets)`` of epoch ``number`` from batch ``start`` on, both on the device.

        ``inputs`` is float32, (B, C, H, W) or (B, F), and new memory each time; ``targets`` are those of the examples,
        or float (B, K) where they are mixed.

        Raises:
            DataError: the processes that load the data have died or do not answer.
        """
        plan = self._plan
        order = plan.order(number)[start * plan.batch_size :]
        for (raw, targets), drawn in zip(self._rows.batches(order, number), plan.draws(number)[start:], strict=True):
            yield plan.finish(raw, targets, drawn)


class ResidentRows:
    """`Rows` of one tensor on the device: a batch is a gather of rows there.

    On the CPU that tensor is the storage of the examples itself, which may be a mapped file, so that no part of the
    data is in memory twice. Measured with Fashion-MNIST, batch 64, two threads: 30 µs a batch, of which 8 are the
    gather and 20 the conversion.
    """

    def __init__(self, plan: Plan) -> None:
        self._batch_size, self._device, self._in_order = plan.batch_size, plan.device, not plan.shuffle
        try:
            self._held = plan.source.on(plan.device)
        except torch.OutOfMemoryError as error:
            raise DataError(
                "does-not-fit",
                'The data does not fit into the memory of {device}. Set data.placement to "streamed" or "auto".',
                device=str(plan.device),
            ) from error

    def batches(self, order: Tensor, epoch: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield the batches of the examples ``order``: see `Rows.batches`."""
        held, size = self._held, self._batch_size
        if self._in_order and held.rows is None:
            for first in range(len(held) - len(order), len(held), size):
                yield held.inputs[first : first + size], held.targets[first : first + size]
            return
        order = order.to(self._device)
        # Some hundred at a time: to cut millions of examples into batches at once takes a second before the first.
        many = size * _CUT_AT_ONCE
        targets = torch.split(held.targets.index_select(0, order), many)
        for places, of_places in zip(torch.split(held.rows_at(order), many), targets, strict=True):
            for rows, answers in zip(torch.split(places, size), torch.split(of_places, size), strict=True):
                if len(rows):
                    yield held.inputs.index_select(0, rows), answers


def training_batches(
    examples: Examples,
    *,
    device: torch.device,
    batch_size: int,
    seed: int,
    mean: Sequence[float],
    std: Sequence[float],
    standardize: bool = False,
    augment: Sequence[tuple[str, Mapping[str, Any]]] = (),
    mixable: Callable[[Tensor], Tensor] | None = None,
    channels_last: bool = False,
    placement: str = "auto",
    workers: int = 0,
    shuffle: bool = True,
    resample: bool = False,
    reader: Reader | None = None,
) -> Batches:
    """Return the batches that a model is trained on.

    The order of an epoch depends on (``seed``, epoch); the augmentation of a batch on (``seed``, epoch,
    batch).

    Args:
        examples: on the CPU.
        device: where batches are wanted.
        batch_size: examples a batch; the last may have fewer.
        seed: of order and augmentation.
        mean: of the training part, per channel (0..1 units) or feature.
        std: likewise.
        standardize: subtract ``mean`` and divide by ``std``.
        augment: names of `trainer_core.data.augment.augmentations` and their arguments, in the order in which they act.
        mixable: makes of a batch's targets float ones, (B, K), of which a mean makes sense; needed to mix examples.
        channels_last: lay images out with the channels innermost.
        placement: "auto", "resident" or "streamed".
        workers: loader processes, if the data is streamed.
        shuffle: draw a new order for each epoch.
        resample: draw every class equally often.
        reader: reads the examples anew in each epoch; None takes them as they are.

    Raises:
        DataError: the data cannot be augmented like this, resampling is asked for and there are no classes, or
            "resident" is asked for and it does not fit.
    """
    augmentation = Augmentation(augment)
    augmentation.require(examples.input_shape, examples.inputs.dtype)
    if resample and not _are_classes(examples.targets):
        raise DataError(
            "no-classes",
            "data.resample draws every class equally often, and the targets of this data are numbers. Set it to false.",
        )
    convert = Conversion(mean=mean, std=std, standardize=standardize, channels_last=channels_last, device=device)
    plan = Plan(examples, device, batch_size, seed, shuffle, resample, augmentation, convert, mixable)
    if reader is not None:
        return Batches(plan, FreshRows(plan, reader, workers=workers), fresh_placement(reader, workers))
    resident, message = choose_placement(examples, device, placement=placement, workers=workers)
    if resident:
        return Batches(plan, ResidentRows(plan), message)
    workers, message = workers_that_fit(examples, workers, message)
    return Batches(plan, StreamedRows(plan, workers=workers), message)


def evaluation_batches(
    examples: Examples,
    *,
    device: torch.device,
    batch_size: int,
    mean: Sequence[float],
    std: Sequence[float],
    standardize: bool = False,
    channels_last: bool = False,
    placement: str = "auto",
    workers: int = 0,
) -> Batches:
    """Return batches in the order of ``examples``, never changed at random: see `training_batches`."""
    return training_batches(
        examples,
        device=device,
        batch_size=batch_size,
        seed=0,
        mean=mean,
        std=std,
        standardize=standardize,
        channels_last=channels_last,
        placement=placement,
        workers=workers,
        shuffle=False,
    )


def _are_classes(targets: Tensor) -> bool:
    """Whether ``targets`` are classes: (N,) int64, or (N, 1) float32 of 0 and 1."""
    if not targets.is_floating_point():
        return True
    return targets.numel() == len(targets) and bool(((targets == 0) | (targets == 1)).all())
