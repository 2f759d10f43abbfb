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

    ``shuffle`` draws a new order for each epoch; without it examples come as they stand. With ``resample`` as well an
    epoch has as many examples as ever, but equally many of each class.
    """

    source: Examples
    device: torch.device
    batch_size: int
    seed: int
    shuffle: bool
    resample: bool
    augmentation: Augmentation
    convert: Conversion

    def __len__(self) -> int:
        return -(-len(self.source) // self.batch_size)

    def order(self, epoch: int) -> Tensor:
        """Return the examples of an epoch in the order in which they come, (N,) int64 on the CPU."""
        if not self.shuffle:
            return torch.arange(len(self.source))
        if self.resample:
            return balanced_order(self.source.targets.flatten(), generator(self.seed, Purpose.RESAMPLING, epoch))
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


def balanced_order(classes: Tensor, draw: torch.Generator) -> Tensor:
    """Draw N examples, equally many of each class, in random order; ``classes`` and the result are (N,) int64.

    Where N is no multiple of the number of classes, chance decides which of them have one more. The examples of a class
    come equally often too: all of them once, before one comes again.
    """
    labels = torch.unique(classes)
    shares = torch.full((len(labels),), len(classes) // max(1, len(labels)))
    shares[torch.randperm(len(labels), generator=draw)[: len(classes) - int(shares.sum())]] += 1
    drawn = []
    for label, share in zip(labels, shares.tolist(), strict=True):
        members = torch.nonzero(classes == label).squeeze(1)
        rounds = [torch.randperm(len(members), generator=draw) for _ in range(-(-share // len(members)))]
        drawn.append(members[torch.cat(rounds)[:share]] if rounds else members[:0])
    chosen = torch.cat(drawn) if drawn else classes[:0]
    return chosen[torch.randperm(len(chosen), generator=draw)]
