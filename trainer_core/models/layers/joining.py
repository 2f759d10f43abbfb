"""Whether what several branches give fits together, and whether the end of a network fits the task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from trainer_core.errors import Message, plural
from trainer_core.models.layers.chain import Node
from trainer_core.models.layers.fixes import remove, set_to, setting
from trainer_core.models.layers.repairs import could_pad
from trainer_core.models.layers.traced import Fault, Fix, Layer, Path_, Shape, TracedLayer, in_words

OUTPUT_BYTES: Final = 4
"""Of each number that a block makes by adding or joining."""
_LARGEST_STRIDE = 16


def summed(node: Node, taken: Shape, made: Shape, kept: Shape) -> Shape | Fault:
    """The shape of the sum in a `Residual` of ``made`` by its layers and ``kept`` by the shortcut, of ``taken``."""
    if made == kept:
        return made
    message = Message(
        "Residual adds what its layers give, {made}, to what comes through the shortcut, {kept}: they must be alike.",
        {"made": in_words(made), "kept": in_words(kept)},
    )
    padding = _padding(node) if made[1:] != kept[1:] else ()
    shortcut = _shortcut(taken, made)
    if shortcut is None:
        return Fault(message, padding)
    title = Message("Insert a 1×1 convolution in the shortcut")
    if len(made) == 1:
        title = Message("Insert a Linear in the shortcut")
    return Fault(message, (*padding, set_to(title, shortcut=[shortcut])))


def _padding(node: Node) -> tuple[Fix, ...]:
    """The fix for windows within ``node`` that make what comes in smaller, if there are any."""
    inside = [each for nodes in node.content.values() for each in nodes]
    if any(could_pad({"type": each.type.name, **each.arguments}) or _padding(each) for each in inside):
        return (Fix(Message("Keep the size by padding"), "pad"),)
    return ()


def _shortcut(taken: Shape, made: Shape) -> Layer | None:
    """The layer that makes of ``taken`` what has the shape ``made``, if one can."""
    if len(taken) != len(made) or len(made) > 4:
        return None
    if len(made) == 1:
        return {"type": "Linear", "out_features": made[0], "bias": False}
    strides = []
    for side, wanted in zip(taken[1:], made[1:], strict=True):
        fits = next((step for step in range(1, _LARGEST_STRIDE + 1) if -(-side // step) == wanted), None)
        if fits is None:
            return None
        strides.append(fits)
    layer: Layer = {"type": f"Conv{len(made) - 1}d", "out_channels": made[0], "kernel_size": 1, "bias": False}
    if any(step > 1 for step in strides):
        layer["stride"] = strides[0] if len(set(strides)) == 1 else strides
    return layer


def joined(node: Node, shapes: Sequence[Shape]) -> Shape | Fault:
    """The shape of what the branches of a `Parallel` give together."""
    if not shapes:
        return Fault(Message("Parallel has no branches. Add one, or remove it."), (remove("Parallel"),))
    given = Message("{shapes}", {"shapes": ", ".join(map(in_words, shapes))})
    alike = len({shape[1:] for shape in shapes}) == 1 and len({len(shape) for shape in shapes}) == 1
    if node.arguments["join"] == "add":
        if len(set(shapes)) == 1:
            return shapes[0]
        message = Message("Parallel adds what its branches give, and they must be alike: {shapes}.", {"shapes": given})
        return Fault(message, (setting("join", "concatenate"),) if alike else _padding(node))
    if alike:
        return (sum(shape[0] for shape in shapes), *shapes[0][1:])
    message = Message(
        "Parallel puts the channels of its branches one after another, and only the channels may differ: {shapes}.",
        {"shapes": given},
    )
    return Fault(message, _padding(node))


def ends_with(rows: Sequence[TracedLayer], shape: Shape, outputs: int) -> tuple[Path_, Fault]:
    """Where, and how, a network is mended that ends with ``shape`` where the task needs ``outputs`` numbers."""
    message = plural(
        outputs,
        "The network ends with {given} for each example, and this task needs 1 output.",
        "The network ends with {given} for each example, and this task needs {n:,} outputs.",
        given=in_words(shape),
    )
    if len(shape) == 1 and (row := _deciding(rows)) is not None:
        return row.path, Fault(message, (setting("out_features", outputs),))
    last = [row for row in rows if len(row.path) == 1][-1]
    linear: Layer = {"type": "Linear", "out_features": outputs}
    if len(shape) == 1:
        title = plural(outputs, "Add a Linear with 1 output", "Add a Linear with {n:,} outputs")
        return last.path, Fault(message, (Fix(title, "after", layers=(linear,)),))
    title = plural(outputs, "Add Flatten and a Linear with 1 output", "Add Flatten and a Linear with {n:,} outputs")
    return last.path, Fault(message, (Fix(title, "after", layers=({"type": "Flatten"}, linear)),))


def _deciding(rows: Sequence[TracedLayer]) -> TracedLayer | None:
    """The Linear that decides how many numbers leave the network, if only layers that keep the shape follow it."""
    blocks = [row.path for row in rows if row.type in ("Residual", "Parallel", "Repeat")]
    for row in reversed(rows):
        if any(row.path[: len(path)] == path for path in blocks):
            return None
        if row.type == "Linear":
            return row
        if row.type != "Sequential" and row.input_shape != row.output_shape:
            return None
    return None
