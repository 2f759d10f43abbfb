"""What tracing a list of layers tells of each of them and of the whole, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from trainer_core.errors import Message

Layer = dict[str, Any]
"""A layer as it stands in a recipe: ``type``, torch's argument names, and if need be ``name`` and ``enabled``."""

Path_ = tuple[int | str, ...]
"""The place of a layer: ``(3,)``, ``(3, "layers", 0)``, ``(5, "branches", 1, 2)``, ``(3, "shortcut", 0)``."""

Shape = tuple[int, ...]
"""The shape of one example, without the batch."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to mend a problem: what it does, and the whole list of layers with it done."""

    title: Message
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class TracedLayer:
    """One layer of a network; the numbers of a block are those of all that it holds.

    ``name`` is the module's, dotted (``"3.layers.0"``); shapes are without the batch, and None after a problem.
    ``multiply_adds`` and ``activation_bytes`` (float32) are for one example. ``inferred`` are the sizes that follow
    from what comes in, by torch's names. What a `Repeat` holds is listed once, as it is built the first time.
    """

    path: Path_
    type: str
    name: str
    input_shape: Shape | None = None
    output_shape: Shape | None = None
    parameters: int = 0
    multiply_adds: int = 0
    activation_bytes: int = 0
    inferred: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    problem: Message | None = None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """One change of a list at a layer: ``values`` set in it, ``layers`` put beside it, it is moved or removed, or
    what it holds is padded so that its windows keep the size."""

    title: Message
    change: Literal["set", "before", "after", "first", "remove", "pad"]
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    layers: tuple[Layer, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a layer, and what would mend it."""

    message: Message
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one module makes of one shape: kept so that it need not be traced again."""

    output_shape: Shape | None
    parameters: int = 0
    multiply_adds: int = 0
    activation_bytes: int = 0
    inferred: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A network, layer by layer: depth first, blocks before their content, layers that are off left out.

    ``problem`` is the first one; where the list itself cannot be read (too many layers, an unknown type) there are no
    rows. ``leaves`` is what the next trace need not do again.
    """

    layers: tuple[TracedLayer, ...]
    output_shape: Shape | None
    parameters: int = 0
    multiply_adds: int = 0
    activation_bytes: int = 0
    problem: Message | None = None
    leaves: Mapping[tuple[Any, ...], Leaf] = field(default_factory=dict, repr=False, compare=False)


def layer_at(layers: Sequence[Layer], path: Path_) -> Layer:
    """The layer at ``path``; raises `LookupError`, and `TypeError` for a path through what is no list or block."""
    found: Any = layers
    for part in path:
        found = found[part]
    layer: Layer = found
    return layer


def field_of(path: Path_) -> str:
    """A layer's place as it is written: ``[3].layers[0]``, ``[5].branches[1][2]``."""
    return "".join(f".{part}" if isinstance(part, str) else f"[{part}]" for part in path)


def in_words(shape: Shape) -> str:
    """A shape as it is read: ``32 × 14 × 14``."""
    return " × ".join(f"{side:,}" for side in shape) or "1"
