"""A small model with every kind of tensor, and whether two sets of weights are equal to the bit."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn


def small() -> nn.Sequential:
    """A model with parameters, buffers, and a number without a dimension (``num_batches_tracked``)."""
    return nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4, 2))


def values(model: nn.Module) -> dict[str, torch.Tensor]:
    return {key: value.clone() for key, value in model.state_dict().items()}


def equal(first: Any, second: Any) -> bool:
    return list(first) == list(second) and all(
        first[key].dtype == second[key].dtype and torch.equal(first[key], second[key]) for key in first
    )
