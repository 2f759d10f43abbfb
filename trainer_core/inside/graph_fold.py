"""A graph by its modules: what is closed is one box, blocks that repeat are one box with a count."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from trainer_core.protocol.graph import End, Graph, Node, Shape

_LEGIBLE = 28
"""Boxes that can be read at first sight."""


class Kind(StrEnum):
    """What a box stands for."""

    MODULE = "module"
    REPEATED = "repeated"
    OPERATION = "operation"
    PARAMETER = "parameter"
    INPUT = "input"
    CUT = "cut"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Box:
    """One box: ``nodes`` are the ids that it stands for, ``end`` the place in `Graph.ends` of an input or a cut.

    ``count`` is how many modules of the same kind it stands for. ``took`` and ``shape`` are what goes in and comes
    out; the first is only known of modules.
    """

    key: str
    kind: Kind
    title: str
    path: str = ""
    shape: Shape = ()
    took: Shape = ()
    count: int = 1
    nodes: tuple[int, ...] = ()
    end: int | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """What goes forward from box to box; ``edges`` are those of the graph that it stands for, as (source, target)."""

    source: str
    target: str
    shape: Shape = ()
    edges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """An open module: ``boxes`` are the keys of what lies in it, ``depth`` is how deep it lies."""

    key: str
    title: str
    boxes: tuple[str, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Folded:
    """What is to be drawn."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    frames: tuple[Frame, ...]


@dataclass(slots=True)
class _Group:
    """A call of a module, or several alike; ``nodes`` are those made in it and in none of its ``inner`` groups."""

    key: str
    title: str
    path: str = ""
    kind: Kind = Kind.MODULE
    count: int = 1
    took: Shape = ()
    shape: Shape = ()
    inner: list[_Group] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    failed: bool = False

    def every_node(self) -> Iterator[int]:
        yield from self.nodes
        for group in self.inner:
            yield from group.every_node()

    def groups(self) -> Iterator[_Group]:
        for group in self.inner:
            yield group
            yield from group.groups()

    @property
    def holds(self) -> bool:
        return self.failed or next(self.every_node(), None) is not None

    def boxes(self, opened: Collection[str]) -> int:
        """How many boxes it shows inside."""
        inside = sum(group.boxes(opened) if group.key in opened else 1 for group in self.inner)
        return inside + len(self.nodes) + len(self.ends)


def fold(graph: Graph, opened: Collection[str]) -> Folded:
    """Show modules whose key (of a `Call` or a repeated block) is in ``opened`` from inside, all others as a box."""
    return _Fold(graph, opened).folded()


def opened_to(graph: Graph, depth: int) -> frozenset[str]:
    """The keys that are open if modules are shown down to ``depth``: 1 shows the model's own layers as boxes."""

    def keys(group: _Group, left: int) -> Iterator[str]:
        if left > 0:
            for each in group.inner:
                yield each.key
                # What is alike opens with what holds it: it is no depth of its own.
                yield from keys(each, left if each.kind is Kind.REPEATED else left - 1)

    return frozenset(keys(_tree(graph), depth - 1))


def opened_at_first(graph: Graph, room: int = _LEGIBLE) -> frozenset[str]:
    """The keys that are open at first: everything if that can be read at one sight, else as many blocks as can be.

    ``room`` is how many boxes there is room for; more than can be read at one sight it is never.
    Blocks open level by level from the outside; what repeats stays one box.
    """
    return _opened_at_first(_tree(graph), min(room, _LEGIBLE))


def _opened_at_first(tree: _Group, most: int) -> frozenset[str]:
    everything = frozenset(group.key for group in tree.groups())
    if tree.boxes(everything) <= most:
        return everything
    opened = {group.key for group in tree.groups() if any(each.failed for each in group.groups())}
    level = tree.inner
    while level:
        level = [group for group in level if group.key in opened or (group.inner and group.kind is Kind.MODULE)]
        further = {*opened, *(group.key for group in level)}
        if tree.boxes(further) > most:
            break
        opened = further
        level = [each for group in level for each in group.inner]
    return frozenset(opened)


def opened_to_layers(graph: Graph) -> frozenset[str]:
    """The keys that are open at first if every layer stays a box: blocks alone are shown from inside."""
    tree = _tree(graph)
    return _opened_at_first(tree, _LEGIBLE) & {group.key for group in tree.groups() if group.inner}


def around(graph: Graph, node: int) -> frozenset[str]:
    """The keys that have to be open for the node to have a box of its own."""
    found = _path_to(_tree(graph), node)
    return frozenset(group.key for group in found or ())


def _path_to(group: _Group, node: int) -> list[_Group] | None:
    if node in group.nodes:
        return []
    for each in group.inner:
        rest = _path_to(each, node)
        if rest is not None:
            return [each, *rest]
    return None


class _Fold:
    """One drawing on its way."""

    def __init__(self, graph: Graph, opened: Collection[str]) -> None:
        self._graph = graph
        self._opened = opened
        self._boxes: list[Box] = []
        self._frames: list[Frame] = []
        self._box_of: dict[int, str] = {}
        self._box_of_end: dict[int, str] = {}

    def folded(self) -> Folded:
        self._show(_tree(self._graph), 0)
        failed = self._graph.failed
        if failed is not None and not any(box.kind is Kind.FAILED for box in self._boxes):
            self._boxes.append(Box("failed", Kind.FAILED, failed.op or failed.type, failed.module))
        return Folded(tuple(self._boxes), tuple(self._links()), tuple(self._frames))

    def _show(self, group: _Group, depth: int) -> tuple[str, ...]:
        """Show a group from inside; returns the keys of its boxes."""
        keys: list[str] = []
        for end in group.ends:
            keys.append(self._end(end, self._graph.ends[end]))
        for place in group.nodes:
            keys.append(self._operation(self._graph.nodes[place]))
        for each in group.inner:
            if each.key in self._opened and (each.inner or each.nodes):
                inside = self._show(each, depth + 1)
                self._frames.append(Frame(each.key, _frame_title(each), inside, depth))
                keys += inside
            elif each.holds:
                keys.append(self._closed(each))
        return tuple(keys)

    def _closed(self, group: _Group) -> str:
        nodes = tuple(group.every_node())
        kind = Kind.FAILED if group.failed else group.kind
        opens = bool(nodes)
        self._boxes.append(
            Box(group.key, kind, group.title, group.path, group.shape, group.took, group.count, nodes, opens=opens)
        )
        self._box_of.update(dict.fromkeys(nodes, group.key))
        for each in (group, *group.groups()):
            self._box_of_end.update(dict.fromkeys(each.ends, group.key))
        return group.key

    def _operation(self, node: Node) -> str:
        key = f"node {node.id}"
        kind = Kind.PARAMETER if node.parameter or node.op == "AccumulateGrad" else Kind.OPERATION
        title = node.parameter or node.op
        self._boxes.append(Box(key, kind, title, node.module, node.shape, nodes=(node.id,)))
        self._box_of[node.id] = key
        return key

    def _end(self, place: int, end: End) -> str:
        # One box for an input, also where several operations take it.
        first = next(at for at, each in enumerate(self._graph.ends) if _same(each, end))
        key = f"end {first}"
        self._box_of_end[place] = key
        if first == place:
            kind = Kind.INPUT if end.reason == "input" else Kind.CUT
            self._boxes.append(Box(key, kind, end.name, end.module, end.shape, end=place))
        return key

    def _links(self) -> Iterator[Link]:
        found: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for edge in self._graph.edges:
            ends = self._box_of.get(edge.target, ""), self._box_of.get(edge.source, "")
            if ends[0] != ends[1] and "" not in ends:
                found.setdefault(ends, []).append((edge.source, edge.target))
        for (source, target), edges in found.items():
            yield Link(source, target, self._graph.nodes[edges[0][1]].shape, tuple(edges))
        beside: dict[tuple[str, str], Shape] = {}
        for place, end in enumerate(self._graph.ends):
            own = self._box_of_end[place]
            if end.into is not None and self._box_of[end.into] != own:
                beside[own, self._box_of[end.into]] = end.shape
            if end.after is not None and self._box_of[end.after] != own:
                beside[self._box_of[end.after], own] = end.shape
        failed = self._graph.failed
        if failed is not None:
            key = next(box.key for box in self._boxes if box.kind is Kind.FAILED)
            for node in failed.after:
                if self._box_of[node] != key:
                    beside[self._box_of[node], key] = self._graph.nodes[node].shape
        for (source, target), shape in beside.items():
            yield Link(source, target, shape)


def _tree(graph: Graph) -> _Group:
    """The calls as a tree below one that stands for the whole step; alike ones in a row are gathered."""
    groups = [
        _Group(
            call.key,
            call.type,
            call.path,
            took=call.took[0] if call.took else (),
            shape=call.gave[0] if call.gave else (),
            failed=graph.failed is not None and place == graph.failed.call,
        )
        for place, call in enumerate(graph.calls)
    ]
    root = _Group("", "")

    def group_of(call: int) -> _Group:
        """The group of a call; the whole model is no box of its own."""
        return root if call < 0 or not graph.calls[call].path else groups[call]

    for place, call in enumerate(graph.calls):
        if call.path:
            group_of(call.parent).inner.append(groups[place])
    users = {edge.target: edge.source for edge in sorted(graph.edges, key=lambda edge: edge.source)}
    # From the inputs on: the loss is the first of the nodes.
    for node in reversed(graph.nodes):
        leaf = node.call < 0 and node.op == "AccumulateGrad" and node.id in users
        group_of(graph.nodes[users[node.id]].call if leaf else node.call).nodes.append(node.id)
    for place, end in enumerate(graph.ends):
        group_of(end.call).ends.append(place)
    _gather(root, graph)
    return root


def _gather(group: _Group, graph: Graph) -> None:
    """Put blocks in a row that are alike (same type, shapes and operations) into one group."""
    for each in group.inner:
        _gather(each, graph)
    gathered: list[_Group] = []
    for _, alike in groupby(group.inner, key=lambda each: _signature(each, graph)):
        row = list(alike)
        if len(row) == 1 or not row[0].inner or any(each.failed for each in row):
            gathered += row
            continue
        first, last = row[0], row[-1]
        gathered.append(
            _Group(
                f"{first.key} … {last.key}",
                first.title,
                f"{first.path} … {last.path.rsplit('.', 1)[-1]}",
                Kind.REPEATED,
                len(row),
                first.took,
                last.shape,
                row,
            )
        )
    group.inner = gathered


def _signature(group: _Group, graph: Graph) -> tuple[object, ...]:
    inner = tuple(_signature(each, graph) for each in group.inner)
    operations = sorted(graph.nodes[node].op for node in group.nodes)
    return group.title, group.count, group.took, group.shape, tuple(operations), inner


def _frame_title(group: _Group) -> str:
    return f"{group.count} × {group.title}" if group.count > 1 else f"{group.path}  {group.title}"


def _same(a: End, b: End) -> bool:
    return (a.reason, a.name, a.call, a.line) == (b.reason, b.name, b.call, b.line)
