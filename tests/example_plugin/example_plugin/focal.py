"""A loss: the focal loss (Lin et al., 2017), which looks less at what is answered well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import torch.nn.functional as F
from pydantic import Field
from torch import Tensor, nn

from trainer_core.parts.losses import losses


class FocalLoss(nn.Module):
    """Takes logits (N, K) and classes (N,), returns the mean, ()."""

    def __init__(self, gamma: float) -> None:
        super().__init__()
        self.gamma = gamma

    def forward(self, logits: Tensor, targets: Tensor) -> Tensor:
        surprise = F.cross_entropy(logits, targets, reduction="none")
        return ((1 - (-surprise).exp()) ** self.gamma * surprise).mean()


@losses.register("FocalLoss", title="Focal loss", summary="Looks less at what is answered well already.")
def build(
    class_counts: Sequence[int],
    *,
    gamma: Annotated[float, Field(ge=0, le=10, title="Gamma", description="How much less.")] = 2.0,
) -> nn.Module:
    return FocalLoss(gamma)
