"""Whether convolutions and pooling fit: groups, padding, and a window no larger than what it slides over."""

from __future__ import annotations

import math
from collections.abc import Iterator

from trainer_core.errors import Message
from trainer_core.models.layers.chain import Node
from trainer_core.models.layers.fixes import remove, setting, use
from trainer_core.models.layers.traced import Fault, Fix, Shape, in_words

PADDINGS = tuple(f"{kind}Pad{dims}d" for kind in ("Zero", "Reflection", "Replication", "Circular") for dims in (1, 2))
"""Layers that add something at the edges of a sequence or a picture."""


def convolution(node: Node, shape: Shape) -> Fault | None:
    arguments = node.arguments
    groups, given = arguments["groups"], arguments["out_channels"]
    if shape[0] % groups or given % groups:
        message = Message(
            "{layer} has {groups:,} groups, which do not divide {inputs:,} input channels and {outputs:,} output "
            "channels into equal parts.",
            {"layer": node.type.name, "groups": groups, "inputs": shape[0], "outputs": given},
        )
        fits = max(math.gcd(shape[0], given), 1)
        return Fault(message, tuple(setting("groups", each) for each in dict.fromkeys((fits, 1)) if each != groups))
    if "output_padding" in arguments:
        return _output_padding(node, shape)
    window = [(k - 1) * d + 1 for k, d in pairs(node, "kernel_size", "dilation")]
    return _too_small(node, shape, window, wanted=max(0, (max(window) - 1) // 2)) or _reflects(node, shape)


def _output_padding(node: Node, shape: Shape) -> Fault | None:
    dims = node.type.dims
    extra = sides_of(node.arguments["output_padding"], dims)
    steps = [max(pair) for pair in pairs(node, "stride", "dilation")]
    if any(each >= step for each, step in zip(extra, steps, strict=True)):
        message = Message(
            "{layer} has an output padding of {extra}, which must be smaller than its stride, {stride}.",
            {"layer": node.type.name, "extra": max(extra), "stride": min(steps)},
        )
        return Fault(message, (setting("output_padding", min(steps) - 1),))
    pads, strides = sides_of(node.arguments["padding"], dims), sides_of(node.arguments["stride"], dims)
    window = [(k - 1) * d + 1 for k, d in pairs(node, "kernel_size", "dilation")]
    sizes = [
        (side - 1) * stride - 2 * pad + reach + more
        for side, stride, pad, reach, more in zip(shape[1:], strides, pads, window, extra, strict=True)
    ]
    if min(sizes) > 0:
        return None
    message = Message(
        "{layer} would leave nothing of {shape}: its padding takes away more than there is.",
        {"layer": node.type.name, "shape": in_words(shape)},
    )
    return Fault(message, (setting("padding", 0),))


def _reflects(node: Node, shape: Shape) -> Fault | None:
    """Reflecting and going around need something to take from."""
    mode = node.arguments.get("padding_mode", "zeros")
    most = {"reflect": 1, "circular": 0}.get(mode)
    pads = sides_of(node.arguments["padding"], node.type.dims)
    if most is None or all(pad <= side - most for pad, side in zip(pads, shape[1:], strict=True)):
        return None
    return Fault(pads_too_much(node, shape), (setting("padding_mode", "zeros"),))


def pool(node: Node, shape: Shape) -> Fault | None:
    kernel = sides_of(node.arguments["kernel_size"], node.type.dims)
    pads = sides_of(node.arguments["padding"], node.type.dims)
    if any(pad > side // 2 for pad, side in zip(pads, kernel, strict=True)):
        message = Message(
            "{layer} has a padding of {padding}, and may have at most half of its kernel size, {most}.",
            {"layer": node.type.name, "padding": max(pads), "most": min(kernel) // 2},
        )
        return Fault(message, (setting("padding", min(kernel) // 2),))
    if min(pooled_sides(node, shape)) > 0:
        return None
    window = [(k - 1) * d + 1 for k, d in pairs(node, "kernel_size", "dilation")]
    return _too_small(node, shape, window, wanted=0)


def pooled_sides(node: Node, shape: Shape) -> list[int]:
    """The sides that a pooling gives; less than 1 where no window fits."""
    window = [(k - 1) * d + 1 for k, d in pairs(node, "kernel_size", "dilation")]
    strides = sides_of(node.arguments["stride"] or node.arguments["kernel_size"], node.type.dims)
    pads = sides_of(node.arguments["padding"], node.type.dims)
    steps = zip(shape[1:], window, strides, pads, strict=True)
    return [_pooled(*step, up=node.arguments["ceil_mode"]) for step in steps]


def _pooled(side: int, reach: int, stride: int, pad: int, *, up: bool) -> int:
    """How many windows fit into a side; rounded ``up`` where one that is partly filled counts."""
    room = side + 2 * pad - reach
    if not up:
        return room // stride + 1
    windows = -(-room // stride) + 1
    # The last window has to begin within the picture or its padding on the left.
    return windows - 1 if (windows - 1) * stride >= side + pad else windows


def padding_sides(node: Node, shape: Shape) -> Fault | None:
    """Zeros and repeated values can be added without end; what is mirrored or comes from the other edge has one."""
    if not node.type.name.startswith(("Reflection", "Circular")):
        return None
    # A mirror does not repeat the value at the edge.
    spare = 1 if node.type.name.startswith("Reflection") else 0
    if all(max(pads) <= side - spare for side, pads in zip(shape[1:], edges(node), strict=True)):
        return None
    return Fault(pads_too_much(node, shape), (use(f"ZeroPad{node.type.dims}d"),))


def edges(node: Node) -> list[tuple[int, int]]:
    """What a layer of `PADDINGS` adds before and after each side; PyTorch gives those of the last side first."""
    pads = sides_of(node.arguments["padding"], 2 * node.type.dims)
    return list(zip(pads[::2], pads[1::2], strict=True))[::-1]


def pads_too_much(node: Node, shape: Shape) -> Message:
    return Message(
        "{layer} pads with more than there is to take from: what comes in is {shape}.",
        {"layer": node.type.name, "shape": in_words(shape)},
    )


def _too_small(node: Node, shape: Shape, window: list[int], wanted: int) -> Fault | None:
    """A window that is larger than what it slides over."""
    pads = sides_of(node.arguments["padding"], node.type.dims)
    if all(reach <= side + 2 * pad for reach, side, pad in zip(window, shape[1:], pads, strict=True)):
        return None
    message = Message(
        "{layer} looks at {window} at a time, and what comes in has only {sides}.",
        {"layer": node.type.name, "window": in_words(tuple(window)), "sides": in_words(shape[1:])},
    )
    room = all(reach <= side + 2 * wanted for reach, side in zip(window, shape[1:], strict=True))
    fixes = [setting("padding", wanted)] if room and wanted else []
    return Fault(message, (*fixes, *_smaller_kernel(node, shape, pads), remove(node.type.name)))


def _smaller_kernel(node: Node, shape: Shape, pads: list[int]) -> Iterator[Fix]:
    """The largest kernel that fits; none where it would look at a single value, which is no window."""
    sizes = zip(pairs(node, "kernel_size", "dilation"), shape[1:], pads, strict=True)
    fits = [min(kernel, (side + 2 * pad - 1) // step + 1) for (kernel, step), side, pad in sizes]
    if max(fits) > 1:
        yield setting("kernel_size", fits[0] if len(set(fits)) == 1 else fits)


def pairs(node: Node, one: str, other: str) -> Iterator[tuple[int, int]]:
    """Two arguments of ``node``, side by side; the second is 1 where the layer has none."""
    dims = node.type.dims
    return zip(sides_of(node.arguments[one], dims), sides_of(node.arguments.get(other, [1]), dims), strict=True)


def sides_of(value: list[int], dims: int) -> list[int]:
    """One number for each side."""
    return list(value) * dims if len(value) == 1 else list(value)
