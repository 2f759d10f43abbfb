"""A model: a linear layer on the inputs and their squares."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from trainer_core.models import models


class Radial(nn.Module):
    """Takes (N, *input_shape), returns logits (N, outputs)."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.linear = nn.Linear(2 * inputs, outputs)

    def forward(self, x: Tensor) -> Tensor:
        flat = x.flatten(1)
        logits: Tensor = self.linear(torch.cat((flat, flat.square()), 1))
        return logits


@models.register("radial", title="Radial", summary="Linear in the inputs and their squares.")
def build(input_shape: tuple[int, ...], outputs: int) -> nn.Module:
    return Radial(math.prod(input_shape), outputs)
