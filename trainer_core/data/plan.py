"""What an epoch's batches are, apart from where the data lives: order, augmentation, conversion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from trainer_core.data.augment import Augmentation
from trainer_core.data.augment.chain import Drawn
from trainer_core.data.convert import Conversion
from trainer_core.data.examples import Examples
from trainer_core.data.seeds import Purpose, generator


@dataclass(frozen=True, slots=True)
class Plan:
    """How ``source`` is delivered: the part that resident and streamed batches share.

    ``shuffle`` draws a new order for each epoch; without it examples come as they stand. With ``resample`` as well an
    epoch has as many examples as ever, but equally many of each class. ``mixable`` makes of targets what can be mixed.
    """

    source: Examples
    device: torch.device
    batch_size: int
    seed: int
    shuffle: bool
    resample: bool
    augmentation: Augmentation
    convert: Conversion
    mixable: Callable[[Tensor], Tensor] | None = None

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

    def draws(self, epoch: int) -> Sequence[Drawn | None]:
        """Return the augmentation's numbers for each batch, on the device, or None where there is none."""
        if not self.augmentation:
            return [None] * len(self)
        drawn = self.augmentation.draw(len(self.source), self.source.input_shape, seed=self.seed, epoch=epoch)
        parts = (torch.split(numbers.to(self.device), self.batch_size, dim=1) for numbers in drawn)
        return list(zip(*parts, strict=True))[: len(self)]

    def finish(self, raw: Tensor, targets: Tensor, drawn: Drawn | None) -> tuple[Tensor, Tensor]:
        """Turn raw inputs on the device into what the model takes, in new memory, and targets into what it learns."""
        if drawn is None:
            return self.convert(raw), targets
        augmentation = self.augmentation
        inputs = augmentation.after_conversion(self.convert(augmentation.before_conversion(raw, drawn)), drawn)
        if not augmentation.mixes:
            return inputs, targets
        return augmentation.mixed(inputs, self.mixable(targets) if self.mixable else targets, drawn)


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
