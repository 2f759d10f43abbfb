"""Traces a list of layers without any memory: shapes, sizes and costs of each, and what does not fit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from trainer_core.errors import Message, RecipeError
from trainer_core.models.layers.chain import Node, parse
from trainer_core.models.layers.joining import OUTPUT_BYTES, ends_with, joined, summed
from trainer_core.models.layers.leaf import MOST_PARAMETERS, too_large, trace_leaf
from trainer_core.models.layers.repairs import repairs_of
from trainer_core.models.layers.traced import Fault, Layer, Leaf, Path_, Shape, Trace, TracedLayer

_REARRANGES = frozenset(
    {"Flatten", "Unflatten", "Identity", "PixelShuffle", "PixelUnshuffle", "ChannelShuffle"}
    | {f"{kind}Pad{dims}d" for kind in ("Reflection", "Replication", "Circular") for dims in (1, 2)}
)
"""Layers after which the values are still those of the data."""


def trace(layers: Sequence[Layer], input_shape: Shape, outputs: int, *, previous: Trace | None = None) -> Trace:
    """Trace ``layers`` for examples of ``input_shape`` and a task of ``outputs`` numbers.

    Nothing is computed and no memory is asked for, so any thread may call this. With the ``previous`` trace only what
    follows an edit is traced anew. What is wrong stands at its layer, and what comes after it has no shape; a list that
    cannot be read has no rows.
    """
    try:
        nodes = parse(layers)
    except RecipeError as error:
        return Trace((), None, problem=error.message)
    walk = _Walk(previous.leaves if previous is not None else {})
    whole = _Flow(tuple(input_shape), True)
    rows, flow = walk.chain(nodes, whole, "")
    total = _sum(row for row in rows if len(row.path) == 1)
    _hold_to_task(walk, rows, flow, outputs, total)
    rows = [_with_repairs(row, walk.faults.get(row.path), layers) for row in rows]
    problem = next((row.problem for row in rows if row.problem is not None), None)
    if not rows:
        problem = Message("There is no layer yet. Add one, and end with as many outputs as the task needs.")
    return Trace(tuple(rows), flow.shape, *total, problem=problem, leaves=walk.leaves)


@dataclass(frozen=True, slots=True)
class _Flow:
    """What goes from one layer to the next: its shape, None after a problem, and whether it is the data's values."""

    shape: Shape | None
    whole: bool = False


Costs = tuple[int, int, int]


def _sum(rows: Any) -> Costs:
    parameters = adds = memory = 0
    for row in rows:
        parameters, adds, memory = (
            parameters + row.parameters,
            adds + row.multiply_adds,
            memory + row.activation_bytes,
        )
    return parameters, adds, memory


@dataclass(slots=True)
class _Walk:
    """Goes through a network, with what an earlier walk found about single layers."""

    known: Mapping[tuple[Any, ...], Leaf]
    leaves: dict[tuple[Any, ...], Leaf] = field(default_factory=dict)
    faults: dict[Path_, Fault] = field(default_factory=dict)

    def chain(self, nodes: Sequence[Node], flow: _Flow, prefix: str) -> tuple[list[TracedLayer], _Flow]:
        """The rows of ``nodes`` one after another, and what leaves the last."""
        rows: list[TracedLayer] = []
        for node in nodes:
            added, flow = self._node(node, flow, f"{prefix}{node.name}")
            rows += added
        return rows, flow

    def _node(self, node: Node, flow: _Flow, name: str) -> tuple[list[TracedLayer], _Flow]:
        if node.type.block:
            row, inside, out = self._block(node, flow, name)
            return [row, *inside], out
        if flow.shape is None:
            return [TracedLayer(node.path, node.type.name, name)], flow
        leaf = self._leaf(node, flow.shape, flow.whole)
        if leaf.fault is not None:
            self.faults[node.path] = leaf.fault
        row = TracedLayer(
            node.path,
            node.type.name,
            name,
            flow.shape,
            leaf.output_shape,
            leaf.parameters,
            leaf.multiply_adds,
            leaf.activation_bytes,
            leaf.inferred,
        )
        return [row], _Flow(leaf.output_shape, flow.whole and node.type.name in _REARRANGES)

    def _leaf(self, node: Node, shape: Shape, whole: bool) -> Leaf:
        key = (node.key, shape, whole)
        found = self.leaves.get(key) or self.known.get(key)
        leaf = found if found is not None else trace_leaf(node, shape, whole)
        self.leaves[key] = leaf
        return leaf

    def _block(self, node: Node, flow: _Flow, name: str) -> tuple[TracedLayer, list[TracedLayer], _Flow]:
        if node.type.name == "Repeat":
            return self._repeat(node, flow, name)
        inside: list[TracedLayer] = []
        ends: list[_Flow] = []
        for place, nodes in node.content.items():
            middle = "" if node.type.name == "Sequential" else ".".join(map(str, place)) + "."
            rows, end = self.chain(nodes, flow, f"{name}.{middle}")
            inside += rows
            ends.append(end)
        costs = self._costs_of(node, inside)
        if node.type.name == "Sequential":
            return self._row(node, name, flow, ends[0].shape, costs), inside, ends[0]
        shapes = [end.shape for end in ends if end.shape is not None]
        if flow.shape is None or len(shapes) < len(ends):
            return self._row(node, name, flow, None, costs), inside, _Flow(None)
        if node.type.name == "Residual":
            result = summed(node, flow.shape, shapes[0], shapes[1])
        else:
            result = joined(node, shapes)
        if isinstance(result, Fault):
            self.faults[node.path] = result
            return self._row(node, name, flow, None, costs), inside, _Flow(None)
        costs = (costs[0], costs[1], costs[2] + math.prod(result) * OUTPUT_BYTES)
        whole = node.type.name == "Parallel" and all(end.whole for end in ends)
        return self._row(node, name, flow, result, costs), inside, _Flow(result, whole)

    def _costs_of(self, node: Node, inside: Sequence[TracedLayer]) -> Costs:
        """What the layers right inside a block cost together; blocks among them have added up theirs."""
        places = {each.path for nodes in node.content.values() for each in nodes}
        return _sum(row for row in inside if row.path in places)

    def _row(self, node: Node, name: str, flow: _Flow, shape: Shape | None, costs: Costs) -> TracedLayer:
        return TracedLayer(node.path, node.type.name, name, flow.shape, shape, *costs)

    def _repeat(self, node: Node, flow: _Flow, name: str) -> tuple[TracedLayer, list[TracedLayer], _Flow]:
        nodes, times = node.content[("layers",)], node.arguments["times"]
        first, end = self.chain(nodes, flow, f"{name}.0.")
        costs = self._costs_of(node, first)
        done = 1
        while done < times and end.shape is not None:
            before = end
            faults = dict(self.faults)
            rows, end = self.chain(nodes, before, f"{name}.{done}.")
            each = self._costs_of(node, rows)
            done += 1
            alike = times - done if end == before else 0
            done += alike
            costs = tuple(so_far + one * (1 + alike) for so_far, one in zip(costs, each, strict=True))  # type: ignore[assignment]
            for path in self.faults.keys() - faults.keys():
                self.faults[path] = _in_repetition(self.faults[path], done)
        return self._row(node, name, flow, end.shape, costs), first, end


def _in_repetition(fault: Fault, number: int) -> Fault:
    message = Message("In repetition {number}: {problem}", {"number": number, "problem": fault.message})
    return replace(fault, message=message)


def _hold_to_task(walk: _Walk, rows: Sequence[TracedLayer], flow: _Flow, outputs: int, total: Costs) -> None:
    """Add what is wrong with the network as a whole, at its last layer."""
    if not rows or flow.shape is None:
        return
    if total[0] > MOST_PARAMETERS:
        largest = max((row for row in rows if len(row.path) == 1), key=lambda row: row.parameters)
        walk.faults[largest.path] = Fault(too_large(Message("The network"), total[0]))
    elif flow.shape != (outputs,):
        path, fault = ends_with(rows, flow.shape, outputs)
        walk.faults[path] = fault


def _with_repairs(row: TracedLayer, fault: Fault | None, layers: Sequence[Layer]) -> TracedLayer:
    if fault is None:
        return row
    return replace(row, problem=fault.message, repairs=repairs_of(layers, row.path, fault))
