"""The architectures that a recipe can name, and how one is built for the data's shape from a seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from trainer_core.errors import ModelError
from trainer_core.registry import Registry

ModelBuilder = Callable[..., nn.Module]
"""``build(input_shape, outputs, *, …)``: a module from (N, *input_shape) float32 to logits (N, outputs)."""

models: Registry[ModelBuilder] = Registry("model")


def build_model(name: str, input_shape: tuple[int, ...], outputs: int, *, seed: int, **arguments: Any) -> nn.Module:
    """Build the architecture ``name`` on the CPU for inputs (N, *input_shape) and logits (N, outputs).

    The weights depend on ``seed`` alone and equal those that the same class gets after
    ``torch.manual_seed(seed)``; no random state outside is touched. Raises `RecipeError` for an unknown name
    and `ModelError` if the architecture does not take the shape.
    """
    build = models[name].build
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)
        return build(input_shape, outputs, **arguments)


def image_shape(architecture: str, input_shape: tuple[int, ...], smallest: int) -> tuple[int, int, int]:
    """Return ``input_shape`` as (C, H, W); raises `ModelError` if it is no such image, or too small.

    ``architecture`` is the registered name, for the error; ``smallest`` the pixels that a side must have.
    """
    if len(input_shape) != 3:
        raise ModelError(
            "not-an-image",
            "{architecture} takes images, (channels, height, width), and one input of this data has "
            "the shape {shape}. Choose another architecture (model.name), such as mlp.",
            field="model.name",
            architecture=architecture,
            shape=input_shape,
        )
    channels, height, width = input_shape
    if min(height, width) < smallest:
        raise ModelError(
            "image-too-small",
            "{architecture} takes images of at least {smallest} × {smallest} pixels, and those of this data "
            "have {height} × {width}. Choose another architecture (model.name), such as mlp.",
            field="model.name",
            architecture=architecture,
            smallest=smallest,
            height=height,
            width=width,
        )
    return channels, height, width
