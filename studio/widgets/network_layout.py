"""Where the boxes of a network's diagram stand: a plain tree of nodes in, rectangles and lines out.

A chain runs from top to bottom. A box is as wide as its picture, and as high as it has channels; a row of features is
as wide as there are many. What lies side by side is laid out by itself first and then set beside each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

Kind = Literal["layer", "chain", "parallel", "skip"]

_WIDEST, _NARROWEST = 208.0, 18.0
_ABOVE, _PER_DOUBLING, _HIGHEST = 6.0, 3.0, 56.0
_GAP, _SIDE, _PAD, _NEAR = 16.0, 20.0, 12.0, 8.0
_JOIN, _WORD = 16.0, 14.0
_HEAD, _UNDER_HEAD = 44.0, 4.0


@dataclass(frozen=True)
class Node:
    """One box of a diagram.

    ``shape`` is what it gives for one example, (C, H, W), (C, L) or (F,). ``lists`` are what it holds: one chain for a
    ``"chain"``, the branches of a ``"parallel"``; a ``"skip"`` has the chain and, if it has one, that of the line
    around it. ``join`` is the word where they meet. ``marked`` is wrong, ``faint`` is off.
    """

    key: Hashable
    label: str
    shape: tuple[int, ...] | None = None
    kind: Kind = "layer"
    lists: tuple[tuple[Node, ...], ...] = ()
    join: str = ""
    marked: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A node on the drawing; an open block is a frame. ``beside`` is where words stand that do not fit inside."""

    node: Node
    rect: QRectF
    words: str
    beside: QRectF | None = None
    open: bool = False


@dataclass
class Drawing:
    """Boxes in reading order, lines (each a list of points, the last with a tip), and joins with their word.

    The axis, where a chain enters and leaves, is at x = 0.
    """

    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[tuple[QPointF, ...], bool]] = field(default_factory=list)
    joins: list[tuple[QPointF, str]] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    height: float = 0.0

    def add(self, other: Drawing, x: float, y: float) -> None:
        """Put ``other`` in with its axis at ``x`` and its top at ``y``."""
        by = QPointF(x, y)
        for box in other.boxes:
            beside = box.beside.translated(by) if box.beside is not None else None
            self.boxes.append(Box(box.node, box.rect.translated(by), box.words, beside, box.open))
        self.lines += [(tuple(point + by for point in points), tip) for points, tip in other.lines]
        self.joins += [(point + by, word) for point, word in other.joins]
        self.left, self.right = min(self.left, x + other.left), max(self.right, x + other.right)
        self.height = max(self.height, y + other.height)

    def rect(self) -> QRectF:
        """The room that it takes."""
        return QRectF(self.left, 0.0, self.right - self.left, self.height)


def shape_words(shape: tuple[int, ...] | None) -> str:
    """A shape in few letters: ``32 × 28 × 28``; empty where it is not known."""
    return " × ".join(f"{size:,}" for size in shape) if shape else ""


def lay_out(
    nodes: tuple[Node, ...], folded: Collection[Hashable], width_of: Callable[[str], float], line: float = 14.0
) -> Drawing:
    """Lay a network out. Blocks whose key is in ``folded`` are one box.

    ``width_of`` measures words, and ``line`` is the height of one, in pixels.
    """
    return _Layout(nodes, folded, width_of, line + _ABOVE).chain(nodes)


class _Layout:
    """The scale of one network: its largest picture and its longest row have the full width."""

    def __init__(
        self,
        nodes: tuple[Node, ...],
        folded: Collection[Hashable],
        width_of: Callable[[str], float],
        lowest: float,
    ) -> None:
        self._lowest = lowest
        shapes = [node.shape for node in _every(nodes) if node.shape]
        self._side = max((shape[-1] for shape in shapes if len(shape) > 1), default=1)
        self._row = max((shape[0] for shape in shapes if len(shape) == 1), default=1)
        self._folded = folded
        self._width_of = width_of

    def chain(self, nodes: tuple[Node, ...]) -> Drawing:
        """Nodes below each other, joined by arrows; an empty chain is a line."""
        drawing = Drawing()
        y = 0.0
        for place, node in enumerate(nodes):
            if place:
                drawing.lines.append(((QPointF(0, y), QPointF(0, y + _GAP)), True))
                y += _GAP
            part = self._node(node)
            drawing.add(part, 0.0, y)
            y += part.height
        drawing.height = y
        return drawing

    def _node(self, node: Node) -> Drawing:
        if not node.lists or node.key in self._folded:
            return self._box(node, shape_words(node.shape))
        inside = self._side_by_side(node)
        drawing = Drawing()
        head = self._lowest
        words = node.label
        left = min(inside.left, -_NARROWEST) - _PAD
        right = max(inside.right + _PAD, left + self._width_of(words) + _HEAD)
        below = head + _UNDER_HEAD
        height = below + inside.height + _PAD
        frame = QRectF(left, 0, right - left, height)
        drawing.boxes.append(Box(node, frame, words, QRectF(left, 0, right - left, head), open=True))
        drawing.add(inside, 0.0, below)
        if node.kind != "chain":
            drawing.lines.append(((QPointF(0, head), QPointF(0, below)), False))
        drawing.left, drawing.right, drawing.height = left, right, height
        return drawing

    def _box(self, node: Node, second: str) -> Drawing:
        words = f"{node.label}  {second}".strip()
        width, height = self._size(node.shape)
        room = self._width_of(words)
        if room + 2 * _NEAR <= width:
            rect, beside = QRectF(-width / 2, 0, width, height), None
            right = width / 2
        else:
            rect = QRectF(-width / 2, 0, width, height)
            beside = QRectF(width / 2 + _NEAR, 0, room, height)
            right = beside.right()
        return Drawing([Box(node, rect, words, beside)], left=-width / 2, right=right, height=height)

    def _size(self, shape: tuple[int, ...] | None) -> tuple[float, float]:
        if not shape:
            return 96.0, self._lowest
        if len(shape) == 1:
            share = math.log2(1 + shape[0]) / math.log2(1 + self._row)
            return max(_NARROWEST, _WIDEST * share), self._lowest
        channels = math.prod(shape[:-2]) if len(shape) > 2 else shape[0]
        height = min(_HIGHEST, self._lowest + _PER_DOUBLING * math.log2(max(1, channels)))
        return max(_NARROWEST, _WIDEST * shape[-1] / self._side), height

    def _side_by_side(self, node: Node) -> Drawing:
        """The chains of a block, from where they part to where they meet."""
        if node.kind == "chain":
            return self.chain(node.lists[0])
        chains = [self.chain(chain) for chain in node.lists]
        if node.kind == "skip" and len(chains) == 1:
            chains.append(Drawing())
        height = max((chain.height for chain in chains), default=0.0)
        drawing = Drawing()
        below = _GAP + height + _GAP
        for chain, x in zip(chains, _axes(chains, node.kind), strict=True):
            drawing.add(chain, x, _GAP)
            enter, leave = QPointF(x, _GAP), QPointF(x, _GAP + chain.height)
            bent = (QPointF(0, 0), QPointF(0, 4), QPointF(x, 4), enter) if x else (QPointF(0, 0), enter)
            drawing.lines.append((bent, bool(chain.boxes)))
            end = QPointF(0, below)
            if not x:
                drawing.lines.append(((leave, end), True))
                continue
            aside = QPointF(-_JOIN / 2 if x < 0 else _JOIN / 2, below + _JOIN / 2)
            drawing.lines.append(((leave, QPointF(x, aside.y()), aside), True))
            drawing.left, drawing.right = min(drawing.left, x), max(drawing.right, x)
        drawing.joins.append((QPointF(0, below + _JOIN / 2), node.join))
        word = self._width_of(node.join) / 2 if len(node.join) > 1 else 0.0
        drawing.left, drawing.right = min(drawing.left, -word), max(drawing.right, word)
        drawing.height = below + _JOIN + (_WORD if word else 0.0)
        return drawing


def _axes(chains: list[Drawing], kind: Kind) -> list[float]:
    """Where the axes of chains stand: a skip's chain in the middle, its line at the right; branches spread evenly."""
    axes = [0.0]
    for before, after in pairwise(chains):
        axes.append(axes[-1] + before.right + _SIDE - after.left)
    if kind == "skip" or len(chains) == 1:
        return axes
    middle = (axes[0] + chains[0].left + axes[-1] + chains[-1].right) / 2
    return [axis - middle for axis in axes]


def _every(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        for chain in node.lists:
            yield from _every(chain)
