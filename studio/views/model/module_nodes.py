"""The modules of any network, as they were called, as the tree that the diagram draws."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from studio.widgets.network_layout import Node
from trainer_core.models.layers import TracedLayer

_FEW = 6
"""Boxes of which a network is made at least, if it has so many."""


@dataclass(slots=True)
class _Call:
    key: tuple[str, int]
    row: TracedLayer
    inside: list[_Call] = field(default_factory=list)


def nodes_of_modules(rows: Sequence[TracedLayer]) -> tuple[Node, ...]:
    """The nodes of what was called; their keys are the module's name and how often it was called before.

    A module that calls others is a block of those whose names begin with its own. What is never called is faint.
    """
    return tuple(map(_node, _calls_of(rows)))


def outermost(rows: Sequence[TracedLayer]) -> list[TracedLayer]:
    """The calls that stand in no block, whose costs are those of the whole."""
    return [call.row for call in _calls_of(rows)]


def _calls_of(rows: Sequence[TracedLayer]) -> list[_Call]:
    calls: list[_Call] = []
    around: list[_Call] = []
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.name] = counts.get(row.name, -1) + 1
        call = _Call((row.name, counts[row.name]), row)
        while around and not row.name.startswith(f"{around[-1].row.name}."):
            around.pop()
        (around[-1].inside if around else calls).append(call)
        around.append(call)
    return calls


def folded_at_first(nodes: Sequence[Node]) -> frozenset[Hashable]:
    """The blocks that are one box each until a person opens them: all but the largest where few boxes would be left."""
    seen, open_ = list(nodes), set()
    while len(seen) < _FEW and (largest := max((each for each in seen if each.lists), key=_size, default=None)):
        open_.add(largest.key)
        place = seen.index(largest)
        seen[place : place + 1] = [each for chain in largest.lists for each in chain]
    return frozenset(node.key for node in _blocks(nodes)) - open_


def _size(node: Node) -> int:
    return sum(1 for _ in _blocks((node,)))


def _blocks(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.lists:
            yield node
            for chain in node.lists:
                yield from _blocks(chain)


def _node(call: _Call) -> Node:
    row = call.row
    name = row.name.rpartition(".")[2]
    return Node(
        key=call.key,
        label=row.type if name.isdigit() else f"{name}: {row.type}",
        shape=row.output_shape,
        kind="chain" if call.inside else "layer",
        lists=(tuple(map(_node, call.inside)),) if call.inside else (),
        marked=row.problem is not None,
        faint=row.input_shape is None and row.output_shape is None and row.problem is None,
    )
