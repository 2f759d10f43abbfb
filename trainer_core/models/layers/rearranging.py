"""Whether layers that rearrange or enlarge an example fit: dimensions that there are, sizes that divide."""

from __future__ import annotations

import math

from trainer_core.errors import Message
from trainer_core.models.layers.chain import Node
from trainer_core.models.layers.fixes import remove, set_to, setting
from trainer_core.models.layers.traced import Fault, Shape, in_words


def flatten(node: Node, shape: Shape) -> Fault | None:
    start, end = node.arguments["start_dim"], node.arguments["end_dim"]
    last = end if end > 0 else len(shape) + 1 + end
    if 1 <= start <= last <= len(shape):
        return None
    message = Message(
        "Flatten goes from dimension {start} to {end}, and what comes in has the dimensions 1 to {last} ({shape}).",
        {"start": start, "end": end, "last": len(shape), "shape": in_words(shape)},
    )
    return Fault(message, (set_to(Message("Flatten all dimensions"), start_dim=1, end_dim=-1),))


def unflatten(node: Node, shape: Shape) -> Fault | None:
    if (fault := along(node, shape)) is not None:
        return fault
    sizes, there = node.arguments["unflattened_size"], side_along(node, shape)
    if math.prod(sizes) == there:
        return None
    message = Message(
        "Unflatten makes {sizes} = {product:,} of a dimension that has {size:,}.",
        {"sizes": in_words(tuple(sizes)), "product": math.prod(sizes), "size": there},
    )
    rest, left = divmod(there, max(math.prod(sizes[1:]), 1))
    first = [rest, *sizes[1:]] if rest and not left else None
    rest, left = divmod(there, max(math.prod(sizes[:-1]), 1))
    ending = [*sizes[:-1], rest] if rest and not left else None
    found = [each for each in (first, ending) if each is not None] or [[there]]
    return Fault(message, tuple(setting("unflattened_size", each) for each in found[: 1 + (found[0] != found[-1])]))


def upsample(node: Node, shape: Shape) -> Fault | None:
    size, factor, mode = (node.arguments[name] for name in ("size", "scale_factor", "mode"))
    sides = len(shape) - 1
    if bool(size) == bool(factor):
        message = Message("Upsample needs either a factor or a size: one of them, not both.")
        return Fault(message, (set_to(Message("Make it twice as large"), size=[], scale_factor=2.0),))
    given = size or factor
    if len(given) not in (1, sides):
        message = Message(
            "Upsample has {given} numbers for a picture of {sides} sides.", {"given": len(given), "sides": sides}
        )
        return Fault(message, (setting("size" if size else "scale_factor", given[0]),))
    wanted = {"linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}.get(mode, sides)
    if wanted != sides:
        message = Message(
            "Upsample cannot find values by {mode} where what comes in is {shape}.",
            {"mode": mode, "shape": in_words(shape)},
        )
        other = {1: "linear", 2: "bilinear", 3: "trilinear"}[sides]
        return Fault(message, (setting("mode", other), setting("mode", "nearest")))
    if factor and any(math.floor(side * f) < 1 for side, f in zip(shape[1:], _factors(factor, sides), strict=True)):
        message = Message(
            "Upsample would leave nothing of {shape}: its factor is too small.", {"shape": in_words(shape)}
        )
        return Fault(message, (set_to(Message("Make it twice as large"), scale_factor=2.0),))
    return None


def _factors(given: list[float], sides: int) -> list[float]:
    return given * sides if len(given) == 1 else given


def pixel_shuffle(node: Node, shape: Shape) -> Fault | None:
    factor = node.arguments["upscale_factor"]
    if shape[0] % factor**2 == 0:
        return None
    message = Message(
        "PixelShuffle by {factor} needs a multiple of {square:,} channels, and {channels:,} come in.",
        {"factor": factor, "square": factor**2, "channels": shape[0]},
    )
    return Fault(message, (remove("PixelShuffle"),))


def pixel_unshuffle(node: Node, shape: Shape) -> Fault | None:
    factor = node.arguments["downscale_factor"]
    if all(side % factor == 0 for side in shape[1:]):
        return None
    message = Message(
        "PixelUnshuffle by {factor} needs sides that {factor} divides, and what comes in is {shape}.",
        {"factor": factor, "shape": in_words(shape)},
    )
    return Fault(message, (remove("PixelUnshuffle"),))


def channel_shuffle(node: Node, shape: Shape) -> Fault | None:
    return divides(node, shape, "groups", node.arguments["groups"])


def divides(node: Node, shape: Shape, argument: str, groups: int) -> Fault | None:
    if shape[0] % groups == 0:
        return None
    message = Message(
        "{layer} divides the channels into {groups:,} equal groups, and {channels:,} channels come in.",
        {"layer": node.type.name, "groups": groups, "channels": shape[0]},
    )
    fits = max(each for each in range(1, min(groups, shape[0]) + 1) if shape[0] % each == 0)
    return Fault(message, (setting(argument, fits),))


def along(node: Node, shape: Shape) -> Fault | None:
    """A dimension that there is; not that of the batch, whose examples have nothing to do with one another."""
    dim = node.arguments["dim"]
    if 1 <= dim <= len(shape) or -len(shape) <= dim <= -1:
        return None
    message = Message(
        "{layer} acts along dimension {dim}, and what comes in has the dimensions 1 to {last} ({shape}).",
        {"layer": node.type.name, "dim": dim, "last": len(shape), "shape": in_words(shape)},
    )
    return Fault(message, (setting("dim", 1),))


def side_along(node: Node, shape: Shape) -> int:
    dim: int = node.arguments["dim"]
    return shape[dim - 1 if dim > 0 else dim]
