"""Whether a layer takes what comes in: if not, why, in words, and what would mend it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from trainer_core.errors import N_, Message
from trainer_core.models.layers import rearranging, windows
from trainer_core.models.layers.catalogue import BY_NAME
from trainer_core.models.layers.chain import Node
from trainer_core.models.layers.fixes import before, remove, set_to, setting, use
from trainer_core.models.layers.rearranging import along, divides, side_along
from trainer_core.models.layers.traced import Fault, Fix, Shape, in_words

Check = Callable[[Node, Shape], Fault | None]


def fault_of(node: Node, shape: Shape, whole: bool) -> Fault | None:
    """Why the layer ``node`` does not take one example of ``shape``; None if nothing is known against it.

    ``whole`` says that the values are still those of the data.
    """
    if node.type.ranks and len(shape) not in node.type.ranks:
        return _wrong_rank(node, shape)
    if node.type.name == "Embedding" and not whole:
        return _not_whole(node)
    check = _CHECKS.get(node.type.name)
    return check(node, shape) if check is not None else None


_EXPECTED = {
    frozenset({1, 2}): N_("one row of features, or channels and their length"),
    frozenset({2}): N_("channels and their length"),
    frozenset({3}): N_("channels, height and width"),
    frozenset({4}): N_("channels, depth, height and width"),
    frozenset({2, 3, 4}): N_("channels and one to three sides"),
}


def _wrong_rank(node: Node, shape: Shape) -> Fault:
    message = Message(
        "{layer} takes {expected}, and what comes in is {shape}.",
        {"layer": node.type.name, "expected": Message(_EXPECTED[node.type.ranks]), "shape": in_words(shape)},
    )
    return Fault(message, tuple(_rank_fixes(node, shape)))


def _rank_fixes(node: Node, shape: Shape) -> Iterator[Fix]:
    if (other := _of_rank(node, len(shape))) is not None:
        yield use(other)
    side = math.isqrt(shape[0])
    if len(shape) == 1 and 3 in node.type.ranks and side > 1 and side * side == shape[0]:
        yield _insert_unflatten([1, side, side])
    elif (len(shape) == 1 and 2 in node.type.ranks) or (len(shape) == 2 and 3 in node.type.ranks):
        yield _insert_unflatten([1, shape[0]])
    elif len(shape) == 3 and node.type.ranks == {2}:
        yield before(Message("Insert Flatten for height and width"), {"type": "Flatten", "start_dim": 2})
    yield remove(node.type.name)


def _insert_unflatten(sizes: list[int]) -> Fix:
    layer = {"type": "Unflatten", "dim": 1, "unflattened_size": sizes}
    return before(Message("Insert Unflatten to {shape}", {"shape": in_words(tuple(sizes))}), layer)


def _of_rank(node: Node, rank: int) -> str | None:
    """The kin of a layer for examples of that many dimensions: BatchNorm2d where BatchNorm1d stands."""
    name = node.type.name
    if name in ("Dropout1d", "Dropout2d", "Dropout3d", "FeatureAlphaDropout") and rank == 1:
        return "Dropout"
    stem = name[:-2]
    kin = f"{stem}1d" if stem == "BatchNorm" and rank <= 2 else f"{stem}{rank - 1}d"
    fits = kin in BY_NAME and rank in BY_NAME[kin].ranks and kin != name
    return kin if fits and all(not isinstance(v, list) or len(v) < 2 for v in node.arguments.values()) else None


def _linear(node: Node, shape: Shape) -> Fault | None:
    if len(shape) < 3:
        return None
    flatten = before(Message("Insert Flatten"), {"type": "Flatten"})
    pool = before(
        Message("Insert AdaptiveAvgPool2d and Flatten"),
        {"type": "AdaptiveAvgPool2d", "output_size": 1},
        {"type": "Flatten"},
    )
    message = Message(
        "Linear takes one row of features, and what comes in is {shape}. Put its values into one row before.",
        {"shape": in_words(shape)},
    )
    return Fault(message, (flatten, pool) if len(shape) == 3 and shape[1:] != (1, 1) else (flatten,))


def _group_norm(node: Node, shape: Shape) -> Fault | None:
    groups = node.arguments["num_groups"]
    return divides(node, shape, "num_groups", groups)


def _instance_norm(node: Node, shape: Shape) -> Fault | None:
    if math.prod(shape[1:]) > 1:
        return None
    message = Message(
        "{layer} needs more than one value in each channel, and what comes in is {shape}.",
        {"layer": node.type.name, "shape": in_words(shape)},
    )
    return Fault(message, (remove(node.type.name),))


def _prelu(node: Node, shape: Shape) -> Fault | None:
    slopes = node.arguments["num_parameters"]
    if slopes in (1, shape[0]):
        return None
    message = Message(
        "PReLU has {slopes:,} slopes, and may have 1 or one for each of {channels:,} channels.",
        {"slopes": slopes, "channels": shape[0]},
    )
    return Fault(message, (setting("num_parameters", 1), setting("num_parameters", shape[0])))


def _ordered(least: str, most: str) -> Check:
    """The check that one argument is less than another."""

    def check(node: Node, shape: Shape) -> Fault | None:
        if node.arguments[least] < node.arguments[most]:
            return None
        message = Message(
            "{layer} needs {least} to be less than {most}.", {"layer": node.type.name, "least": least, "most": most}
        )
        defaults = {name: node.type.arguments.model_fields[name].default for name in (least, most)}
        return Fault(message, (set_to(Message("Use the usual values"), **defaults),))

    return check


def _glu(node: Node, shape: Shape) -> Fault | None:
    if (fault := along(node, shape)) is not None:
        return fault
    if side_along(node, shape) % 2 == 0:
        return None
    message = Message(
        "GLU halves what comes in along dimension {dim}, and {size:,} cannot be halved.",
        {"dim": node.arguments["dim"], "size": side_along(node, shape)},
    )
    return Fault(message, (remove("GLU"),))


def _not_whole(node: Node) -> Fault:
    message = Message(
        "Embedding looks up whole numbers, and the layers before it make fractions. Put it first, where the values are "
        "still those of the data."
    )
    return Fault(message, (Fix(Message("Move Embedding to the front"), "first"), remove("Embedding")))


_CHECKS: Mapping[str, Check] = {
    "Linear": _linear,
    **{f"{stem}{dims}d": windows.convolution for stem in ("Conv", "ConvTranspose") for dims in (1, 2, 3)},
    **{f"{stem}{dims}d": windows.pool for stem in ("MaxPool", "AvgPool") for dims in (1, 2, 3)},
    **{f"InstanceNorm{dims}d": _instance_norm for dims in (1, 2, 3)},
    "GroupNorm": _group_norm,
    "PReLU": _prelu,
    "RReLU": _ordered("lower", "upper"),
    "Hardtanh": _ordered("min_val", "max_val"),
    **dict.fromkeys(("Softmax", "LogSoftmax", "Softmin"), along),
    "GLU": _glu,
    "Flatten": rearranging.flatten,
    "Unflatten": rearranging.unflatten,
    "Upsample": rearranging.upsample,
    "PixelShuffle": rearranging.pixel_shuffle,
    "PixelUnshuffle": rearranging.pixel_unshuffle,
    "ChannelShuffle": rearranging.channel_shuffle,
    **dict.fromkeys(windows.PADDINGS, windows.padding_sides),
}
