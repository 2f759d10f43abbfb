"""The shape that each layer gives, from the shape that comes in.

These are torch's own rules, which the tests hold against torch for every layer. Asking torch's meta device for them
would import its compiler: three seconds before the first shape is there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from trainer_core.models.layers.chain import Node
from trainer_core.models.layers.traced import Shape
from trainer_core.models.layers.windows import PADDINGS, edges, pairs, pooled_sides, sides_of

Rule = Callable[[Node, Shape], Shape]


def output_shape(node: Node, shape: Shape) -> Shape:
    """The shape of one example after ``node``, which takes ``shape``: nothing is known against it."""
    rule = _RULES.get(node.type.name)
    return rule(node, shape) if rule is not None else shape


def _linear(node: Node, shape: Shape) -> Shape:
    return (*shape[:-1], node.arguments["out_features"])


def _spread(node: Node, name: str) -> list[int]:
    return sides_of(node.arguments[name], node.type.dims)


def _reaches(node: Node) -> list[int]:
    return [(size - 1) * step + 1 for size, step in pairs(node, "kernel_size", "dilation")]


def _convolution(node: Node, shape: Shape) -> Shape:
    steps = zip(shape[1:], _reaches(node), _spread(node, "stride"), _spread(node, "padding"), strict=True)
    sides = ((side + 2 * pad - reach) // stride + 1 for side, reach, stride, pad in steps)
    return (node.arguments["out_channels"], *sides)


def _transposed(node: Node, shape: Shape) -> Shape:
    steps = zip(
        shape[1:],
        _reaches(node),
        _spread(node, "stride"),
        _spread(node, "padding"),
        _spread(node, "output_padding"),
        strict=True,
    )
    sides = ((side - 1) * stride - 2 * pad + reach + more for side, reach, stride, pad, more in steps)
    return (node.arguments["out_channels"], *sides)


def _pool(node: Node, shape: Shape) -> Shape:
    return (shape[0], *pooled_sides(node, shape))


def _adaptive(node: Node, shape: Shape) -> Shape:
    return (shape[0], *_spread(node, "output_size"))


def _replaced(shape: Shape, dim: int, *sizes: int) -> Shape:
    place = dim - 1 if dim > 0 else len(shape) + dim
    return (*shape[:place], *sizes, *shape[place + 1 :])


def _glu(node: Node, shape: Shape) -> Shape:
    dim = node.arguments["dim"]
    return _replaced(shape, dim, shape[dim - 1 if dim > 0 else dim] // 2)


def _flatten(node: Node, shape: Shape) -> Shape:
    start, end = node.arguments["start_dim"], node.arguments["end_dim"]
    last = end if end > 0 else len(shape) + 1 + end
    return (*shape[: start - 1], math.prod(shape[start - 1 : last]), *shape[last:])


def _unflatten(node: Node, shape: Shape) -> Shape:
    return _replaced(shape, node.arguments["dim"], *node.arguments["unflattened_size"])


def _upsample(node: Node, shape: Shape) -> Shape:
    dims = len(shape) - 1
    if node.arguments["size"]:
        return (shape[0], *sides_of(node.arguments["size"], dims))
    factors: list[Any] = sides_of(node.arguments["scale_factor"], dims)
    return (shape[0], *(math.floor(side * factor) for side, factor in zip(shape[1:], factors, strict=True)))


def _shuffle(node: Node, shape: Shape) -> Shape:
    factor = node.arguments["upscale_factor"]
    return (shape[0] // factor**2, shape[1] * factor, shape[2] * factor)


def _unshuffle(node: Node, shape: Shape) -> Shape:
    factor = node.arguments["downscale_factor"]
    return (shape[0] * factor**2, shape[1] // factor, shape[2] // factor)


def _padded(node: Node, shape: Shape) -> Shape:
    sides = [side + sum(pads) for side, pads in zip(shape[1:], edges(node), strict=True)]
    return (shape[0], *sides)


def _embedded(node: Node, shape: Shape) -> Shape:
    return (*shape, node.arguments["embedding_dim"])


def _each(stem: str, rule: Rule) -> dict[str, Rule]:
    return {f"{stem}{dims}d": rule for dims in (1, 2, 3)}


_RULES: Mapping[str, Rule] = {
    "Linear": _linear,
    **_each("Conv", _convolution),
    **_each("ConvTranspose", _transposed),
    **_each("MaxPool", _pool),
    **_each("AvgPool", _pool),
    **_each("AdaptiveAvgPool", _adaptive),
    **_each("AdaptiveMaxPool", _adaptive),
    "GLU": _glu,
    "Flatten": _flatten,
    "Unflatten": _unflatten,
    "Upsample": _upsample,
    "PixelShuffle": _shuffle,
    "PixelUnshuffle": _unshuffle,
    **dict.fromkeys(PADDINGS, _padded),
    "Embedding": _embedded,
}
"""Layers that are not here give the shape that comes in."""
