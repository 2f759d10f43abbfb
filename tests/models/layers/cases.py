"""At least one example of every layer: how it is written, and the shape of an example that it takes."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

Case = tuple[dict[str, Any], tuple[int, ...]]


def _each(stem: str, **arguments: Any) -> list[Case]:
    shapes = {1: (4, 9), 2: (4, 9, 7), 3: (4, 5, 6, 7)}
    return [({"type": f"{stem}{dims}d", **arguments}, shape) for dims, shape in shapes.items()]


CASES: list[Case] = [
    ({"type": "Linear", "out_features": 5}, (7,)),
    ({"type": "Linear", "out_features": 5, "bias": False}, (6, 7)),
    *_each("Conv", out_channels=6, kernel_size=3),
    *_each("Conv", out_channels=6, kernel_size=3, stride=2, padding=2, dilation=2, groups=2, bias=False),
    ({"type": "Conv2d", "out_channels": 3, "kernel_size": [1, 5], "padding": "same"}, (4, 9, 7)),
    ({"type": "Conv2d", "out_channels": 3, "kernel_size": 3, "padding": 1, "padding_mode": "reflect"}, (4, 9, 7)),
    *_each("ConvTranspose", out_channels=6, kernel_size=3, stride=2, padding=1, output_padding=1),
    ({"type": "ConvTranspose2d", "out_channels": 6, "kernel_size": 2, "stride": [2, 3], "dilation": 2}, (4, 3, 3)),
    *_each("MaxPool", kernel_size=2),
    *_each("MaxPool", kernel_size=3, stride=2, padding=1, dilation=2, ceil_mode=True),
    *_each("AvgPool", kernel_size=2),
    *_each("AvgPool", kernel_size=3, stride=2, padding=1, ceil_mode=True, count_include_pad=False),
    *_each("AdaptiveAvgPool", output_size=3),
    *_each("AdaptiveMaxPool", output_size=2),
    ({"type": "AdaptiveAvgPool2d", "output_size": [2, 1]}, (4, 9, 7)),
    *_each("BatchNorm", momentum=0.2),
    ({"type": "BatchNorm1d", "affine": False}, (5,)),
    ({"type": "LayerNorm"}, (7,)),
    ({"type": "LayerNorm", "bias": False}, (4, 5, 6)),
    ({"type": "LayerNorm"}, (6, 7)),
    ({"type": "RMSNorm"}, (7,)),
    ({"type": "GroupNorm", "num_groups": 2}, (4, 5, 6)),
    *_each("InstanceNorm", affine=True),
    ({"type": "LocalResponseNorm", "size": 3}, (4, 5, 6)),
    ({"type": "Dropout", "p": 0.3}, (7,)),
    *_each("Dropout", p=0.4),
    ({"type": "AlphaDropout", "p": 0.3}, (7,)),
    ({"type": "FeatureAlphaDropout", "p": 0.3}, (4, 5, 6)),
    *[
        ({"type": name}, (6,))
        for name in (
            *("ReLU", "GELU", "SiLU", "Mish", "LeakyReLU", "PReLU", "ELU", "SELU", "CELU", "ReLU6", "RReLU", "Sigmoid"),
            *("Tanh", "Softplus", "Softsign", "Hardswish", "Hardsigmoid", "Hardtanh", "Hardshrink", "Softshrink"),
            *("Tanhshrink", "LogSigmoid", "Softmax", "LogSoftmax", "Softmin", "GLU", "Identity"),
        )
    ],
    ({"type": "GELU", "approximate": "tanh"}, (6,)),
    ({"type": "LeakyReLU", "negative_slope": 0.2}, (6,)),
    ({"type": "PReLU", "num_parameters": 4, "init": 0.1}, (4, 5, 6)),
    ({"type": "Threshold", "threshold": 0.1, "value": 20.0}, (6,)),
    ({"type": "Softmax", "dim": -1}, (4, 6)),
    ({"type": "Softmax2d"}, (4, 5, 6)),
    ({"type": "GLU", "dim": 1}, (4, 5, 6)),
    ({"type": "Flatten"}, (4, 5, 6)),
    ({"type": "Flatten", "start_dim": 2}, (4, 5, 6)),
    ({"type": "Flatten", "end_dim": 2}, (4, 5, 6)),
    ({"type": "Unflatten", "dim": 1, "unflattened_size": [2, 3]}, (6,)),
    ({"type": "Unflatten", "dim": -1, "unflattened_size": [6]}, (4, 6)),
    ({"type": "Upsample", "scale_factor": 2}, (4, 5)),
    ({"type": "Upsample", "scale_factor": [1.5, 2.7], "mode": "bilinear"}, (4, 5, 6)),
    ({"type": "Upsample", "size": [7, 3], "mode": "bicubic"}, (4, 5, 6)),
    ({"type": "Upsample", "size": 8, "mode": "trilinear"}, (2, 3, 4, 5)),
    ({"type": "PixelShuffle", "upscale_factor": 2}, (8, 3, 4)),
    ({"type": "PixelUnshuffle", "downscale_factor": 2}, (3, 4, 6)),
    ({"type": "ChannelShuffle", "groups": 2}, (4, 3, 5)),
    ({"type": "ZeroPad2d", "padding": [1, 2, 3, 0]}, (2, 4, 5)),
    ({"type": "ReflectionPad2d", "padding": 2}, (2, 4, 5)),
    ({"type": "ReplicationPad2d", "padding": 3}, (2, 4, 5)),
    ({"type": "CircularPad2d", "padding": [5, 0, 4, 1]}, (2, 4, 5)),
    ({"type": "ZeroPad1d", "padding": [1, 2]}, (2, 5)),
    ({"type": "ReflectionPad1d", "padding": [4, 0]}, (2, 5)),
    ({"type": "ReplicationPad1d", "padding": 7}, (2, 5)),
    ({"type": "CircularPad1d", "padding": 5}, (2, 5)),
    ({"type": "Embedding", "num_embeddings": 10, "embedding_dim": 3}, (5,)),
    (
        {
            "type": "Residual",
            "layers": [{"type": "Conv2d", "name": "conv", "out_channels": 6, "kernel_size": 3, "padding": 1}],
            "shortcut": [{"type": "Conv2d", "out_channels": 6, "kernel_size": 1}],
        },
        (4, 5, 6),
    ),
    ({"type": "Residual", "layers": [{"type": "Linear", "out_features": 6}, {"type": "Tanh"}]}, (6,)),
    (
        {
            "type": "Parallel",
            "branches": [
                [{"type": "Conv2d", "out_channels": 2, "kernel_size": 1}],
                [{"type": "Conv2d", "out_channels": 3, "kernel_size": 3, "padding": 1}, {"type": "ReLU"}],
                [],
            ],
        },
        (4, 5, 6),
    ),
    (
        {
            "type": "Parallel",
            "join": "add",
            "branches": [[{"type": "Linear", "out_features": 3}], [{"type": "Linear", "out_features": 3}]],
        },
        (6,),
    ),
    (
        {
            "type": "Repeat",
            "times": 3,
            "layers": [{"type": "Linear", "out_features": 8}, {"type": "Residual", "layers": [{"type": "Sigmoid"}]}],
        },
        (6,),
    ),
    (
        {
            "type": "Sequential",
            "layers": [{"type": "Linear", "name": "first", "out_features": 8}, {"type": "ReLU", "enabled": False}],
        },
        (6,),
    ),
]

IDS = [f"{layer['type']}-{place}" for place, (layer, _) in enumerate(CASES)]


def examples(layer: dict[str, Any], shape: tuple[int, ...], count: int = 4) -> Tensor:
    """A batch that the layer takes: whole numbers for an embedding."""
    generator = torch.Generator().manual_seed(7)
    if layer["type"] == "Embedding":
        return torch.randint(0, layer["num_embeddings"], (count, *shape), generator=generator).float()
    return torch.randn(count, *shape, generator=generator)
