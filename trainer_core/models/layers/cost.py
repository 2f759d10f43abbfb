"""What a module costs for one example: parameters, multiply-adds, and memory that its output takes until backward."""

from __future__ import annotations

import math

from torch import nn

from trainer_core.models.layers.traced import Shape

_FLOAT_BYTES = 4

_SHARES = (nn.Flatten, nn.Unflatten, nn.Identity)
"""Modules whose output is a view of their input."""

_CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d)
_TRANSPOSED = (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)


def parameters_of(module: nn.Module) -> int:
    """How many numbers a module learns."""
    return sum(parameter.numel() for parameter in module.parameters())


def multiply_adds(module: nn.Module, taken: Shape, given: Shape) -> int:
    """Multiplications with an addition for one example of the shape ``taken``: those by weights."""
    if isinstance(module, nn.Linear):
        return math.prod(given) * module.in_features
    if isinstance(module, nn.Bilinear):
        return math.prod(given) * module.in1_features * module.in2_features
    if isinstance(module, _CONVOLUTIONS):
        return math.prod(given) * (module.in_channels // module.groups) * math.prod(module.kernel_size)
    if isinstance(module, _TRANSPOSED):
        return math.prod(taken) * (module.out_channels // module.groups) * math.prod(module.kernel_size)
    if isinstance(module, nn.MultiheadAttention) and len(taken) == 2:
        length, width = taken
        return 4 * length * width * width + 2 * length * length * width
    return 0


def activation_bytes(module: nn.Module, given: Shape) -> int:
    """Bytes of float32 that the output of one example takes; none where it is the input, changed or not."""
    if isinstance(module, _SHARES) or getattr(module, "inplace", False):
        return 0
    return math.prod(given) * _FLOAT_BYTES
