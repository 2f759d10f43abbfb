"""Changes that mix each example with the one before it in its batch, and their targets in the same shares.

The order of an epoch is random, so the one before is any other. The first is mixed with the last, as in torchvision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import torch
from pydantic import Field
from torch import Tensor

from trainer_core.data.augment.erase import within
from trainer_core.data.augment.registry import Stage, augmentations


@dataclass(frozen=True, slots=True)
class MixUp:
    """Blends two examples (Zhang et al., "mixup: beyond empirical risk minimization", 2018).

    The share of the example itself is drawn from Beta(``alpha``, ``alpha``) for each; ``probability`` is the part of
    the examples that are mixed at all.
    """

    alpha: float
    probability: float

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Any two examples can be mixed."""

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """The share that each keeps: (1, ``count``) float32 in 0..1."""
        return _shares(self.alpha, self.probability, count, draw).unsqueeze(0)

    def mixed(self, inputs: Tensor, targets: Tensor, drawn: Tensor) -> tuple[Tensor, Tensor]:
        """Blend each example with the one before it."""
        kept = drawn[0].view(-1, 1, 1, 1)
        others = inputs.roll(1, 0)
        return inputs.mul_(kept).add_(others.mul_(1 - kept)), _mixed_targets(targets, drawn[0])


@dataclass(frozen=True, slots=True)
class CutMix:
    """Puts a rectangle of another example into each (Yun et al., "CutMix", 2019).

    ``alpha`` and ``probability`` as in `MixUp`; the rectangle takes the other's share of the area, is placed
    anywhere, and cut off at the edges: the targets are mixed by the area that is left of it.
    """

    alpha: float
    probability: float

    def require(self, shape: tuple[int, ...], dtype: torch.dtype) -> None:
        """Any two examples can be mixed."""

    def draw(self, count: int, shape: tuple[int, ...], draw: torch.Generator) -> Tensor:
        """Top, bottom, left and right edge of each rectangle: (4, ``count``) int64; empty where nothing is mixed."""
        half = 0.5 * (1 - _shares(self.alpha, self.probability, count, draw)).sqrt()
        edges = []
        for length in shape[-2:]:
            middle = torch.randint(0, length, (count,), generator=draw)
            reach = (half * length).long()
            edges += [(middle - reach).clamp(0, length), (middle + reach).clamp(0, length)]
        return torch.stack(edges)

    def mixed(self, inputs: Tensor, targets: Tensor, drawn: Tensor) -> tuple[Tensor, Tensor]:
        """Copy the rectangles over."""
        top, bottom, left, right = drawn
        inside = within(inputs, top, bottom, left, right)
        inputs.copy_(torch.where(inside, inputs.roll(1, 0), inputs))
        area = inputs.shape[-2] * inputs.shape[-1]
        return inputs, _mixed_targets(targets, 1 - ((bottom - top) * (right - left)).float() / area)


def _shares(alpha: float, probability: float, count: int, draw: torch.Generator) -> Tensor:
    """The share that each example keeps, (``count``,) float32: from Beta(``alpha``, ``alpha``), or all of it."""
    mixed = torch.rand((count,), generator=draw) < probability
    pairs = torch.full((count, 2), alpha, dtype=torch.float64)
    drawn = torch._sample_dirichlet(pairs, generator=draw)[:, 0]
    return torch.where(mixed, drawn.float(), 1.0)


def _mixed_targets(targets: Tensor, kept: Tensor) -> Tensor:
    kept = kept.unsqueeze(1)
    return targets * kept + targets.roll(1, 0) * (1 - kept)


_PROBABILITY = Annotated[
    float,
    Field(
        gt=0,
        le=100,
        title="Probability",
        description="How many of the examples are mixed.",
        json_schema_extra={"unit": "%"},
    ),
]


@augmentations.register(
    "mixup",
    title="MixUp",
    summary="Blends each picture with another, and the answers that are expected in the same shares.",
    stage=Stage.MIXES,
)
def mixup(
    *,
    alpha: Annotated[
        float,
        Field(
            ge=0.01,
            le=10,
            title="Alpha",
            description="Small numbers blend in only a little of the other picture, large ones about half.",
        ),
    ] = 0.2,
    probability: _PROBABILITY = 100.0,
) -> MixUp:
    """Blend by shares from Beta(``alpha``, ``alpha``)."""
    return MixUp(alpha, probability / 100)


@augmentations.register(
    "cutmix",
    title="CutMix",
    summary="Puts a piece of another picture into each, and mixes the answers that are expected by its area.",
    stage=Stage.MIXES,
)
def cutmix(
    *,
    alpha: Annotated[
        float,
        Field(
            ge=0.01,
            le=10,
            title="Alpha",
            description="Small numbers make the piece very small or very large, large ones about half of the picture.",
        ),
    ] = 1.0,
    probability: _PROBABILITY = 100.0,
) -> CutMix:
    """Put in pieces whose area is drawn from Beta(``alpha``, ``alpha``)."""
    return CutMix(alpha, probability / 100)
