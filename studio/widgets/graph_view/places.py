"""Finds the boxes and frames of a placed graph: by their keys, at a point, and beside each other."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from studio.widgets.graph_view.layout import GraphBox, GraphFrame, Placed

_HEAD = 1.6
"""The height of the head of a frame, in lines."""


def rect_of(placed: Placed, key: str) -> QRectF | None:
    """Where the box with this key stands."""
    return next((rect for box, rect in placed.boxes if box.key == key), None)


def hold_of(placed: Placed, key: str) -> QPointF | None:
    """The middle of a box, or of the head of a frame."""
    rect = rect_of(placed, key)
    if rect is None:
        rect = next((_head(placed, rect) for frame, rect in placed.frames if frame.key == key), None)
    return None if rect is None else rect.center()


def box_at(placed: Placed, point: QPointF) -> GraphBox | None:
    """The box that is there."""
    return next((box for box, rect in placed.boxes if rect.contains(point)), None)


def frame_at(placed: Placed, point: QPointF) -> GraphFrame | None:
    """The frame whose head is there."""
    heads = ((frame, _head(placed, rect)) for frame, rect in reversed(placed.frames))
    return next((frame for frame, head in heads if head.contains(point)), None)


def frame_around(placed: Placed, key: str) -> GraphFrame | None:
    """The innermost frame that holds a box."""
    return next((frame for frame, _ in reversed(placed.frames) if key in frame.boxes), None)


def box_beside(placed: Placed, rect: QRectF, across: int, down: int) -> str:
    """The key of the box that is the nearest to ``rect`` in a direction; empty where there is none."""
    best = None
    for box, other in placed.boxes:
        by = other.center() - rect.center()
        ahead = by.x() * across + by.y() * down
        aside = abs(by.x() * down + by.y() * across)
        if ahead > 1 and (across == 0 or aside < rect.height()):
            distance = ahead + 2 * aside
            if best is None or distance < best[0]:
                best = (distance, box.key)
    return "" if best is None else best[1]


def _head(placed: Placed, rect: QRectF) -> QRectF:
    return QRectF(rect.left(), rect.top(), rect.width(), _HEAD * placed.line)
