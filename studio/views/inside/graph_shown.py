"""What is shown of a graph: which modules are open, the boxes that this makes, and which box a node lies in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Literal

from studio.look import formats
from studio.look.messages import words
from studio.views.inside import graph_words
from studio.widgets.graph_view.layout import GraphBox, GraphFrame, GraphLink
from trainer_core.inside.graph import why_it_ends
from trainer_core.inside.graph_fold import Box, Folded, Kind, around, fold, opened_at_first, opened_to, opened_to_layers
from trainer_core.inside.graph_search import search, to_inputs, to_loss
from trainer_core.protocol.graph import Graph, Reached, Saved, SavedState

Depth = Literal["glance", "layers", "1", "2", "3", "all"]
"""How far modules are open: as far as can be read at one sight, down to the layers, so many levels, or all."""
DEPTHS: tuple[Depth, ...] = ("glance", "1", "2", "3", "all")
Way = Literal["inputs", "loss"]
"""To what a box was computed from, or to the loss."""
_ALL = 99
_MANY = 1000


def freed(graph: Graph) -> Graph:
    """The graph after a backward pass that did not keep it."""
    nodes = tuple(
        replace(node, saved=tuple(Saved(each.name, state=SavedState.FREED) for each in node.saved))
        for node in graph.nodes
    )
    return replace(graph, nodes=nodes, held_bytes=0)


class GraphShown:
    """A graph and the modules that are open in it; what was opened by hand stays open in the next graph.

    Attributes:
        graph: what is shown.
        folded: its boxes, links and frames.
    """

    def __init__(self, depth: Depth = "glance") -> None:
        self.graph = Graph()
        self.folded = Folded((), (), ())
        self._depth: Depth = depth
        self._room = _MANY
        self._by_hand: dict[str, bool] = {}
        self._box_of: dict[int, str] = {}
        self._slots: dict[tuple[int, int], list[int]] = {}

    def show(self, graph: Graph) -> None:
        """Show another graph."""
        self.graph = graph
        self._slots = {}
        for edge in graph.edges:
            self._slots.setdefault((edge.source, edge.target), []).append(edge.slot)
        self._fold()

    def set_depth(self, depth: Depth) -> None:
        """Open as much as ``depth`` says, whatever was opened by hand."""
        self._depth, self._by_hand = depth, {}
        self._fold()

    def set_room(self, boxes: int) -> bool:
        """There is room for so many boxes; returns whether another part of the graph is open therefore."""
        before, self._room = self._opened(), boxes
        if self._opened() == before:
            return False
        self._fold()
        return True

    def open_less(self) -> bool:
        """Open less at a glance than now; False where that cannot be, or a person has chosen what is open."""
        return self._depth == "glance" and not self._by_hand and self.set_room(len(self.folded.boxes) - 1)

    def toggle(self, key: str) -> None:
        """Open a closed module, or close an open one."""
        self.set_open(key, not self.is_open(key))

    def is_open(self, key: str) -> bool:
        """Whether a module is shown from inside."""
        return key in self._opened()

    def set_open(self, key: str, is_open: bool) -> None:
        """Show a module from inside, or as one box."""
        self._by_hand[key] = is_open
        self._fold()

    def open_around(self, node: int) -> None:
        """Open whatever the node lies in, so that it has a box of its own."""
        self._by_hand.update(dict.fromkeys(around(self.graph, node), True))
        self._fold()

    def box_of(self, node: int) -> str:
        """The key of the box that a node lies in."""
        return self._box_of[node]

    def box(self, key: str) -> Box | None:
        """The box with this key, if there is one."""
        return next((box for box in self.folded.boxes if box.key == key), None)

    def found(self, text: str) -> tuple[int, ...]:
        """The ids of the nodes that a search finds."""
        return search(self.graph, text)

    def along(self, key: str, way: Way) -> frozenset[str]:
        """The boxes on the way from a box to the inputs or to the loss, with its own."""
        box = self.box(key)
        if box is None:
            return frozenset()
        starts = box.nodes
        if box.end is not None:
            into = [end.into for end in self.graph.ends if end.into is not None and end.name == box.title]
            starts = tuple(into)
        follow = to_inputs if way == "inputs" else to_loss
        nodes = {node for start in starts for node in follow(self.graph, start)}
        inputs = {
            self._end_box(place) for place, end in enumerate(self.graph.ends) if end.into in nodes and way == "inputs"
        }
        return frozenset({key, *self.boxes_of(nodes), *inputs} - {""})

    def boxes_of(self, nodes: Iterable[int]) -> set[str]:
        """The keys of the boxes that these nodes lie in."""
        return {self._box_of[node] for node in nodes}

    def boxes(self) -> list[GraphBox]:
        """The boxes as they are drawn."""
        return [self._drawn(box) for box in self.folded.boxes]

    def links(self) -> list[GraphLink]:
        """The arrows as they are drawn."""
        return [GraphLink(link.source, link.target) for link in self.folded.links]

    def frames(self) -> list[GraphFrame]:
        """The open modules as they are drawn."""
        return [GraphFrame(frame.key, frame.title, frame.boxes, frame.depth) for frame in self.folded.frames]

    def reached_boxes(self, norms: Mapping[int, float]) -> dict[str, str]:
        """The norm of the gradient at each box that was reached: that of its last operation, where it comes in."""
        found: dict[str, str] = {}
        for box in self.folded.boxes:
            norm = next((norms[node] for node in sorted(box.nodes) if node in norms), None)
            if norm is not None:
                found[box.key] = formats.loss(norm)
        return found

    def reached_links(
        self, norms: Mapping[int, float], onward: Mapping[tuple[int, int], float] | None = None
    ) -> dict[tuple[str, str], str]:
        """The norm of what went along each arrow; ``onward`` has it by node and slot, else it is what arrived."""
        users: dict[int, int] = {}
        for edge in self.graph.edges:
            users[edge.target] = users.get(edge.target, 0) + 1
        found = {}
        for link in self.folded.links:
            values = []
            for source, target in link.edges:
                if target not in norms:
                    continue
                if onward is None:
                    values += [norms[target]] if users[target] == 1 else []
                else:
                    values += [onward[source, slot] for slot in self._slots[source, target] if (source, slot) in onward]
            if values or any(target in norms for _, target in link.edges):
                found[link.source, link.target] = " · ".join(formats.loss(value) for value in dict.fromkeys(values[:2]))
        return found

    def norms_of(self, reached: Collection[Reached]) -> tuple[dict[int, float], dict[tuple[int, int], float]]:
        """What arrived by node, and what went on by node and slot."""
        norms = {each.node: each.norm for each in reached}
        onward = {
            (each.node, slot): norm for each in reached for slot, norm in enumerate(each.onward) if norm is not None
        }
        return norms, onward

    def _opened(self) -> set[str]:
        if self._depth == "glance":
            opened = set(opened_at_first(self.graph, self._room))
        elif self._depth == "layers":
            opened = set(opened_to_layers(self.graph))
        else:
            opened = set(opened_to(self.graph, _ALL if self._depth == "all" else int(self._depth)))
        opened |= {key for key, is_open in self._by_hand.items() if is_open}
        return opened - {key for key, is_open in self._by_hand.items() if not is_open}

    def _fold(self) -> None:
        self.folded = fold(self.graph, self._opened())
        self._box_of = {node: box.key for box in self.folded.boxes for node in box.nodes}

    def _end_box(self, place: int) -> str:
        end = self.graph.ends[place]
        return next((box.key for box in self.folded.boxes if box.end is not None and box.title == end.name), "")

    def _drawn(self, box: Box) -> GraphBox:
        title = f"{box.count} × {box.title}" if box.count > 1 else box.title
        detail, note, tip = formats.shape(box.shape) if box.shape else "", self._memory(box), ""
        if box.kind is Kind.FAILED and self.graph.failed is not None:
            detail, note = graph_words.both_sides(self.graph.failed), ""
            tip = f"{detail}\n{self.graph.failed.error}"
        elif box.end is not None:
            title = title.removeprefix("torch.").removeprefix("Tensor.")
            tip = words(why_it_ends(self.graph.ends[box.end]))
        return GraphBox(box.key, box.kind.value, title, box.path, detail, note, tip, box.opens)

    def _memory(self, box: Box) -> str:
        """What its nodes have saved for backward, or that it is freed."""
        nodes = [self.graph.nodes[node] for node in box.nodes]
        if any(saved.state is SavedState.FREED for node in nodes for saved in node.saved):
            return graph_words.freed()
        held = nodes[0].saved_bytes if len(nodes) == 1 else sum(node.added_bytes for node in nodes)
        return formats.size(held) if held else ""
