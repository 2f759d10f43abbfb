"""What an epoch's batches are, apart from where the data lives: order, augmentation, conversion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from trainer_core.data.augment import Augmentation
from trainer_core.data.convert import Conversion
from trainer_core.data.examples import Examples
from trainer_core.data.seeds import Purpose, generator


@dataclass(frozen=True, slots=True)
class Plan:
    """How ``source`` is delivered: the part that resident and streamed batches share.

    ``shuffle`` draws a new order for each epoch; without it examples come as they stand.
    """

    source: Examples
    device: torch.device
    batch_size: int
    seed: int
    shuffle: bool
    augmentation: Augmentation
    convert: Conversion

    def __len__(self) -> int:
        return -(-len(self.source) // self.batch_size)

    def order(self, epoch: int) -> Tensor:
        """Return the examples of an epoch in the order in which they come, (N,) int64 on the CPU."""
        if not self.shuffle:
            return torch.arange(len(self.source))
        return torch.randperm(len(self.source), generator=generator(self.seed, Purpose.ORDER, epoch))

    def targets(self, epoch: int) -> Tensor:
        """Return the targets of an epoch in the order in which they come, (N,) on the CPU."""
        return self.source.targets.index_select(0, self.order(epoch))

    def draws(self, epoch: int) -> Sequence[Tensor | None]:
        """Return the augmentation's numbers for each batch, (5, B) int64 on the device, or None."""
        if not self.augmentation:
            return [None] * len(self)
        height, width = self.source.input_shape[-2:]
        drawn = self.augmentation.draw(len(self.source), height, width, seed=self.seed, epoch=epoch)
        return torch.split(drawn.to(self.device), self.batch_size, dim=1)[: len(self)]

    def finish(self, raw: Tensor, drawn: Tensor | None) -> Tensor:
        """Turn raw inputs on the device into what the model takes, in new memory."""
        if drawn is None:
            return self.convert(raw)
        return self.augmentation.after_conversion(self.convert(self.augmentation.before_conversion(raw, drawn)), drawn)
