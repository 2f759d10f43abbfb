"""Finds the activation function behind what goes into a layer, and how many of its units are dead or saturated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

_FLAT = 0.05
"""A sigmoid or tanh whose slope is less than this share of its steepest is nearly flat."""
_HOPS = 8

_PASSED_ON = frozenset(
    f"{name}Backward{n}"
    for name in (
        *("View", "ReshapeAlias", "UnsafeView", "Transpose", "Permute", "Squeeze", "Unsqueeze", "MaxPool2DWithIndices"),
        *("MaxPool1DWithIndices", "MaxPool3DWithIndices", "Clone", "ToCopy", "AvgPool2D", "Mean", "AdaptiveAvgPool2D"),
    )
    for n in range(3)
)
"""Nodes behind which a unit that ReLU holds at 0 is still 0."""
_SAME_NUMBERS = frozenset(name for name in _PASSED_ON if "Avg" not in name and "Mean" not in name)
_SCALED = ("MulBackward0", "NativeDropoutBackward0")
"""Dropout and scaling: 0 is still 0, but another number may have become 0 in some examples."""
_ENOUGH = 64
"""Examples from which on dropout leaves no unit at 0 in all of them."""
_BENT = ("SigmoidBackward0", "TanhBackward0", "HardsigmoidBackward0", "HardtanhBackward0")


@dataclass(frozen=True, slots=True)
class Activation:
    """A function that gave the numbers that go into a layer.

    Attributes:
        node: that of the graph.
        same: whether the numbers come from there as they were.
        scaled: whether they were scaled on the way, as by dropout.
    """

    node: Any
    same: bool
    scaled: bool

    def shows_in(self, value: Tensor) -> bool:
        """Whether ``value``, (N, …), which goes into the layer, tells which units the function holds at 0."""
        return not self.scaled or value.shape[:1].numel() >= _ENOUGH

    def before(self) -> Iterator[Any]:
        """The nodes from which its input comes, the nearest first."""
        return _back_from(_node_before(self.node))

    def dead(self, value: Tensor) -> Tensor | None:
        """The share of its units that are 0 in all examples, (); None where the function has no such units."""
        if self.node.name() == "ReluBackward0" or self._bounded:
            return (_largest(value, self.node) <= 0).float().mean()
        return None

    def saturated(self, value: Tensor) -> Tensor | None:
        """The share of ``value``, float, where its slope is next to none, (); None where that does not tell."""
        name = self.node.name()
        if self.same and name in _BENT and not self._bounded:
            return _flat(name, value, self.node).float().mean()
        return None

    @property
    def _bounded(self) -> bool:
        """Whether it is a ReLU with an upper bound."""
        return self.node.name() == "HardtanhBackward0" and not self.node._saved_min_val


def activation_behind(node: Any) -> Activation | None:
    """The activation function at ``node`` of a graph, or behind it."""
    same, scaled = True, False
    for each in _back_from(node):
        name = each.name()
        if name == "ReluBackward0" or name in _BENT:
            return Activation(each, same, scaled)
        if name not in _PASSED_ON and name not in _SCALED:
            break
        scaled |= name in _SCALED
        same &= name in _SAME_NUMBERS
    return None


def _back_from(node: Any) -> Iterator[Any]:
    """``node`` and those before it, as far as is looked."""
    for _ in range(_HOPS):
        if node is None:
            return
        yield node
        node = _node_before(node)


def _node_before(node: Any) -> Any:
    return next((before for before, _ in node.next_functions if before is not None), None)


def _largest(value: Tensor, node: Any) -> Tensor:
    """The largest number of each unit, (units,): of a channel of a convolution, or of a place in a row."""
    shape = tuple(node._input_metadata[0].shape)
    if len(shape) > 3 or (len(shape) == 3 and value.shape[-1] != shape[-1]):
        channels = shape[1]
        if value.numel() % (len(value) * channels) == 0:
            return value.reshape(len(value), channels, -1).amax((0, 2))
    return value.reshape(-1, value.shape[-1]).amax(0)


def _flat(name: str, value: Tensor, node: Any) -> Tensor:
    """Where an activation function that gave ``value`` has less than a twentieth of its steepest slope."""
    if name == "TanhBackward0":
        return 1 - value * value < _FLAT
    if name == "HardtanhBackward0":
        return torch.logical_or(value <= node._saved_min_val, value >= node._saved_max_val)
    return value * (1 - value) < _FLAT / 4
