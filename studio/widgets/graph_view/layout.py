"""Where the boxes of a graph stand: layer by layer from top to bottom, lines around the boxes that they pass.

`place` takes no widget and may run on any thread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import fast_sugiyama
from PySide6.QtCore import QPointF, QRectF

Kind = Literal["module", "repeated", "operation", "parameter", "input", "cut", "failed"]
Mark = Literal["", "same", "differs", "other"]
"""What a box is beside one of another graph: not compared, alike, of other values, or of another kind."""

WIDE, LINES_AND_PAD, PAD = 11.5, 2.9, 0.9
"""Width and height of a box, and the margin of a frame, by the height of a line of text."""
_ASIDE, _BELOW = 0.9, 1.8
"""Gaps between boxes beside and below each other, in lines."""
_HEAD = 1.4
"""What an open frame has above its boxes, in lines."""


@dataclass(frozen=True, slots=True)
class GraphBox:
    """One box: ``title`` and a second word ``path`` in its first line, ``detail`` and ``note`` in its second.

    ``opens`` says that it stands for more than one thing. ``mark`` tells it from a box of another graph, and ``share``,
    from 0 to 1, how far it differs.
    """

    key: str
    kind: Kind
    title: str
    path: str = ""
    detail: str = ""
    note: str = ""
    tip: str = ""
    opens: bool = False
    mark: Mark = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class GraphLink:
    """An arrow from box to box."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class GraphFrame:
    """A block that is open: the keys of the boxes in it, and how deep it lies."""

    key: str
    title: str
    boxes: tuple[str, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """An arrow and the points that it goes through."""

    link: GraphLink
    points: tuple[QPointF, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A graph laid out; ``line`` is the height of a line of text that it was laid out for, in pixels.

    Boxes are in reading order, frames from the outer to the inner ones. A frame that would hold a foreign box is left
    out of ``frames``.
    """

    boxes: tuple[tuple[GraphBox, QRectF], ...] = ()
    links: tuple[PlacedLink, ...] = ()
    frames: tuple[tuple[GraphFrame, QRectF], ...] = ()
    line: float = 14.0
    room: QRectF = field(default_factory=QRectF)


def place(
    boxes: Sequence[GraphBox], links: Sequence[GraphLink], frames: Sequence[GraphFrame] = (), line: float = 14.0
) -> Placed:
    """Lay a graph out by layers (Sugiyama), each component beside the others."""
    spots, ways = _spots([box.key for box in boxes], links)
    wide, high = WIDE * line, LINES_AND_PAD * line
    across, down = box_spacing(line)

    def centre(spot: tuple[float, float]) -> QPointF:
        return QPointF(spot[0] * across, spot[1] * down)

    rects = {}
    for box in boxes:
        middle = centre(spots[box.key])
        rects[box.key] = QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
    ordered = sorted(((box, rects[box.key]) for box in boxes), key=lambda each: (each[1].y(), each[1].x()))
    placed = tuple(
        PlacedLink(link, tuple(_points(rects[link.source], rects[link.target], [centre(spot) for spot in way], high)))
        for link, way in zip(links, ways, strict=True)
    )
    shown = tuple(_framed(sorted(frames, key=lambda frame: frame.depth), rects, line))
    room = QRectF()
    for rect in (*rects.values(), *(rect for _, rect in shown)):
        room = room.united(rect)
    return Placed(tuple(ordered), placed, shown, line, room)


def box_spacing(line: float) -> tuple[float, float]:
    """How far boxes stand from each other, from centre to centre, beside and below."""
    return (WIDE + _ASIDE) * line, (LINES_AND_PAD + _BELOW) * line


Spot = tuple[float, float]


def _spots(keys: list[str], links: Sequence[GraphLink]) -> tuple[dict[str, Spot], list[list[Spot]]]:
    """Column and layer of every box, from 0, and for every link the spots that it passes on its way."""
    number = {key: place for place, key in enumerate(keys)}
    pairs = list(dict.fromkeys((number[link.source], number[link.target]) for link in links))
    found: dict[int, Spot] = {}
    passing: dict[tuple[int, int], list[Spot]] = {}
    left = 0.0
    layouts = fast_sugiyama.from_edges(pairs, vertex_spacing=1, dummy_vertices=True) if pairs else []
    # The largest part first, and what belongs to nothing beside it.
    for positions, width, _, edges in sorted(layouts, key=lambda layout: -len(layout[0])):
        spots = {int(vertex): (float(x), float(y)) for vertex, (x, y) in positions}
        top = max(y for _, y in spots.values())
        spots = {vertex: (left + x, top - y) for vertex, (x, y) in spots.items()}
        passing.update(_ways(edges or (), spots, len(keys)))
        found.update((vertex, spot) for vertex, spot in spots.items() if vertex < len(keys))
        left += float(width) + 1
    for vertex in range(len(keys)):
        if vertex not in found:
            found[vertex] = (left, 0.0)
            left += 1
    ways = [passing.get((number[link.source], number[link.target]), []) for link in links]
    return {key: found[number[key]] for key in keys}, ways


def _ways(
    edges: Iterable[tuple[int | str, int | str]], spots: dict[int, Spot], count: int
) -> Iterator[tuple[tuple[int, int], list[Spot]]]:
    """The spots between the ends of each edge: those of the vertices from ``count`` on, which stand for no box."""
    following: dict[int, list[int]] = defaultdict(list)
    for source, target in edges:
        following[int(source)].append(int(target))
    for source in [vertex for vertex in following if vertex < count]:
        for vertex in following[source]:
            way, at = [], vertex
            while at >= count:
                way.append(spots[at])
                at = following[at][0]
            yield (source, at), way


def _points(start: QRectF, end: QRectF, way: list[QPointF], high: float) -> Iterator[QPointF]:
    yield QPointF(start.center().x(), start.bottom())
    for point in way:
        # Straight past the boxes of its layer.
        yield QPointF(point.x(), point.y() - high / 2)
        yield QPointF(point.x(), point.y() + high / 2)
    yield QPointF(end.center().x(), end.top())


def _framed(frames: Sequence[GraphFrame], rects: dict[str, QRectF], line: float) -> Iterator[tuple[GraphFrame, QRectF]]:
    deepest = max((frame.depth for frame in frames), default=0)
    for frame in frames:
        inside = QRectF()
        for key in frame.boxes:
            inside = inside.united(rects[key])
        own = set(frame.boxes)
        if own and not any(inside.intersects(rect) for key, rect in rects.items() if key not in own):
            # A frame around another one needs more room than that.
            pad = (PAD / 2 + PAD / 2 * (deepest - frame.depth) / (deepest + 1)) * line
            yield frame, inside.adjusted(-pad, -pad - _HEAD * line / (1 + frame.depth / 4), pad, pad)
