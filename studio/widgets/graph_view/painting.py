"""How a graph is painted: near with every word, far with colours alone, so that a frame costs what can be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from studio.look import fonts
from studio.look.theme import Tokens
from studio.widgets.graph_view.layout import GraphBox, GraphFrame, Placed, PlacedLink

_WORDS, _TITLES = 0.42, 0.3
"""Scales from which on all words, or the titles, can be read; below there are colours."""
_FILL = {
    "module": ("training", 0.24),
    "repeated": ("training", 0.24),
    "operation": ("muted", 0.12),
    "parameter": ("overlay_4", 0.22),
    "input": ("right", 0.20),
    "cut": ("warning", 0.16),
    "failed": ("wrong", 0.30),
}
_LINE = {
    "module": "training",
    "repeated": "training",
    "operation": "muted",
    "parameter": "overlay_4",
    "input": "right",
    "cut": "warning",
    "failed": "wrong",
}
_MARK = {"same": "right", "differs": "validation", "other": "wrong"}
_RADIUS, _TIP, _BEND, _BAND = 4.0, 5.0, 0.5, 5.0
_TOO_SHORT = 4
"""Of a path whose end alone is written, fewer letters say nothing."""


@dataclass
class Look:
    """What is marked: the chosen box, those that stand out from the rest, and the gradients that have arrived.

    ``reached`` says by the key of a box which gradient norm came there, in words; ``along`` the same of a link, by the
    keys of its ends. ``apart`` is None where nothing stands out.
    """

    chosen: str = ""
    apart: frozenset[str] | None = None
    reached: Mapping[str, str] = field(default_factory=dict)
    along: Mapping[tuple[str, str], str] = field(default_factory=dict)


class GraphPainter:
    """Paints one placed graph; what does not change from frame to frame is made once."""

    def __init__(self, placed: Placed) -> None:
        self.placed = placed
        rects = [rect for _, rect in placed.boxes]
        self._rects = _bounds(rects)
        self._paths = [_path(link.points) for link in placed.links]
        self._frame_rects = [rect for _, rect in placed.frames]
        self._frame_bounds = _bounds(self._frame_rects)
        self._link_bounds = _bounds([path.boundingRect() for path in self._paths])
        self._lines = [QLineF(a, b) for link in placed.links for a, b in pairwise(link.points)]
        self._by_kind: dict[str, list[QRectF]] = defaultdict(list)
        for box, rect in placed.boxes:
            self._by_kind[box.kind].append(rect)
        self._elided: dict[tuple[str, int, bool, bool], str] = {}
        self._fonts: tuple[QFont, QFont, QFontMetricsF, QFontMetricsF] | None = None

    def forget_fonts(self) -> None:
        """The text has another size now."""
        self._fonts = None
        self._elided.clear()

    def paint(
        self, painter: QPainter, look: Look, tokens: Tokens, seen: QRectF, scale: float, *, outlines: bool = False
    ) -> None:
        """Paint what lies in ``seen``; ``scale`` is pixels to one of it. ``outlines`` draws words as shapes."""
        if scale < _TITLES and not outlines:
            self._paint_far(painter, look, tokens)
            return
        frames = [self.placed.frames[place] for place in np.flatnonzero(_meets(self._frame_bounds, seen))]
        self._paint_frames(painter, tokens, [rect for _, rect in frames])
        links = np.flatnonzero(_meets(self._link_bounds, seen))
        labels = scale >= _WORDS or outlines
        for place in links:
            self._paint_link(painter, self.placed.links[place], self._paths[place], look, tokens, outlines=outlines)
        self._paint_heads(painter, tokens, frames, outlines=outlines)
        for place in np.flatnonzero(_meets(self._rects, seen)):
            box, rect = self.placed.boxes[place]
            self._paint_box(painter, box, rect, look, tokens, every_word=labels, outlines=outlines)
        if labels:
            for place in links:
                self._paint_norm(painter, self.placed.links[place], look, tokens, outlines=outlines)

    def _paint_far(self, painter: QPainter, look: Look, tokens: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("plot_band"))
        painter.drawRects(self._frame_rects)
        painter.setPen(QPen(tokens.colour("muted", 0.6), 0))
        painter.drawLines(self._lines)
        for kind, rects in self._by_kind.items():
            painter.setPen(QPen(tokens.colour(_LINE[kind]), 0))
            painter.setBrush(_solid(tokens, kind))
            painter.drawRects(rects)
        marked: list[tuple[Collection[str], str]] = [
            (look.reached, "validation"),
            (look.apart or (), "accent"),
            ((look.chosen,), "accent"),
        ]
        for mark, token in _MARK.items():
            marked.insert(0, ([box.key for box, _ in self.placed.boxes if box.mark == mark != "same"], token))
        for keys, token in marked:
            rects = [rect for box, rect in self.placed.boxes if box.key in keys]
            if rects:
                painter.setPen(QPen(tokens.colour(token), 0))
                painter.setBrush(tokens.colour(token))
                painter.drawRects(rects)

    def _paint_frames(self, painter: QPainter, tokens: Tokens, frames: list[QRectF]) -> None:
        painter.setPen(QPen(tokens.colour("hairline"), 1))
        painter.setBrush(tokens.colour("plot_band"))
        for rect in frames:
            painter.drawRoundedRect(rect, 2 * _RADIUS, 2 * _RADIUS)

    def _paint_heads(
        self, painter: QPainter, tokens: Tokens, frames: list[tuple[GraphFrame, QRectF]], *, outlines: bool
    ) -> None:
        """The titles of the frames, over the lines that cross them."""
        line, metrics = self.placed.line, self._measured()[3]
        for frame, rect in frames:
            room = QRectF(rect.left() + 1.6 * line, rect.top(), rect.width() - 2 * line, 1.6 * line)
            width = min(room.width(), metrics.horizontalAdvance(frame.title) + 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_opaque(tokens.colour("plot_band"), tokens))
            painter.drawRect(QRectF(rect.left() + 0.3 * line, room.top() + 0.1 * line, width + 1.5 * line, 1.4 * line))
            _chevron(painter, QPointF(rect.left() + 0.9 * line, rect.top() + 0.8 * line), tokens, down=True)
            self._write(painter, frame.title, room, tokens.colour("muted"), outlines=outlines)

    def _paint_link(
        self,
        painter: QPainter,
        placed: PlacedLink,
        path: QPainterPath,
        look: Look,
        tokens: Tokens,
        *,
        outlines: bool,
    ) -> None:
        ends = placed.link.source, placed.link.target
        lit = ends in look.along
        faint = look.apart is not None and not look.apart.issuperset(ends)
        colour = tokens.colour("validation" if lit else "muted", 0.25 if faint else 1.0)
        painter.setPen(QPen(_opaque(colour, tokens) if outlines else colour, 2.0 if lit else 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        end = placed.points[-1]
        tip = QPolygonF([end, end + QPointF(-_TIP * 0.6, -_TIP), end + QPointF(_TIP * 0.6, -_TIP)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(tip)

    def _paint_norm(self, painter: QPainter, placed: PlacedLink, look: Look, tokens: Tokens, *, outlines: bool) -> None:
        words = look.along.get((placed.link.source, placed.link.target))
        if not words:
            return
        points = placed.points
        middle = (points[-2] + points[-1]) / 2
        _, _, _, metrics = self._measured()
        width = metrics.horizontalAdvance(words) + 8
        room = QRectF(middle.x() - width / 2, middle.y() - metrics.height() / 2, width, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("panel"))
        painter.drawRoundedRect(room, 3, 3)
        self._write(painter, words, room.adjusted(4, 0, 0, 0), tokens.colour("validation"), outlines=outlines)

    def _paint_box(
        self,
        painter: QPainter,
        box: GraphBox,
        rect: QRectF,
        look: Look,
        tokens: Tokens,
        *,
        every_word: bool,
        outlines: bool,
    ) -> None:
        faint = look.apart is not None and box.key not in look.apart
        alpha = 0.3 if faint else 1.0
        painter.setBrush(_solid(tokens, box.kind))
        painter.setPen(self._outline(box, look, tokens, alpha))
        if box.kind == "repeated":
            painter.drawRoundedRect(rect.translated(6, 6), _RADIUS, _RADIUS)
            painter.drawRoundedRect(rect.translated(3, 3), _RADIUS, _RADIUS)
        radius = rect.height() / 2 if box.kind == "parameter" else _RADIUS
        painter.drawRoundedRect(rect, radius, radius)
        if box.mark:
            _paint_mark(painter, box, rect, radius, tokens, alpha)
        line = self.placed.line
        inside = rect.adjusted(0.6 * line, 0.35 * line, -0.6 * line, -0.35 * line)
        upper = QRectF(inside.left(), inside.top(), inside.width(), inside.height() / 2)
        lower = QRectF(inside.left(), inside.center().y(), inside.width(), inside.height() / 2)
        if box.opens:
            _chevron(painter, QPointF(upper.right() - 3, upper.center().y()), tokens, down=False)
            upper = upper.adjusted(0, 0, -12, 0)
        text, muted = tokens.colour("text", alpha), tokens.colour("muted", alpha)
        used = self._write(painter, box.title, upper, text, strong=True, outlines=outlines)
        if not every_word:
            return
        self._write(painter, box.path, upper.adjusted(used + 6, 0, 0, 0), muted, end=True, outlines=outlines)
        note = look.reached.get(box.key, box.note)
        ink = tokens.colour("validation") if box.key in look.reached else text if box.mark else muted
        right = self._write(painter, note, lower, ink, right=True, outlines=outlines)
        self._write(painter, box.detail, lower.adjusted(0, 0, -right - 6, 0), muted, outlines=outlines)

    def _outline(self, box: GraphBox, look: Look, tokens: Tokens, alpha: float) -> QPen:
        if box.key == look.chosen:
            return QPen(tokens.colour("accent"), 2.5)
        if box.key in look.reached:
            return QPen(tokens.colour("validation"), 2.5)
        strong = box.kind == "failed" or box.mark == "other"
        pen = QPen(tokens.colour(_MARK.get(box.mark, _LINE[box.kind]), alpha), 2.5 if strong else 1.0)
        if box.kind == "cut":
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _write(
        self,
        painter: QPainter,
        words: str,
        room: QRectF,
        colour: QColor,
        *,
        strong: bool = False,
        right: bool = False,
        end: bool = False,
        outlines: bool = False,
    ) -> float:
        """Write one line, shortened to the room, of which ``end`` keeps the end alone; returns its width."""
        if not words or room.width() < 8:
            return 0.0
        bold, plain, wide, narrow = self._measured()
        font, metrics = (bold, wide) if strong else (plain, narrow)
        key = (words, round(room.width()), strong, end)
        short = self._elided.get(key)
        if short is None:
            mode = Qt.TextElideMode.ElideLeft if end else Qt.TextElideMode.ElideMiddle
            short = metrics.elidedText(words, mode, room.width())
            if end and short != words and len(short) - 1 < _TOO_SHORT:
                short = ""
            self._elided[key] = short
        width = metrics.horizontalAdvance(short)
        start = QPointF(room.right() - width if right else room.left(), room.center().y() + metrics.capHeight() / 2)
        if outlines:
            path = QPainterPath()
            path.addText(start, font, short)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPath(path)
        else:
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(start, short)
        return width

    def _measured(self) -> tuple[QFont, QFont, QFontMetricsF, QFontMetricsF]:
        if self._fonts is None:
            bold, plain = fonts.font("small", strong=True), fonts.font("small")
            self._fonts = bold, plain, QFontMetricsF(bold), QFontMetricsF(plain)
        return self._fonts


def _paint_mark(painter: QPainter, box: GraphBox, rect: QRectF, radius: float, tokens: Tokens, alpha: float) -> None:
    """A band at the lower edge, as long as the box differs: all of it where it is of another kind."""
    share = 1.0 if box.mark == "other" else box.share
    shape = QPainterPath()
    shape.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    band = QRectF(rect.left(), rect.bottom() - _BAND, rect.width() * share, _BAND)
    painter.fillRect(band, tokens.colour(_MARK[box.mark], alpha))
    painter.restore()


def _solid(tokens: Tokens, kind: str) -> QBrush:
    """The fill of a kind over the panel, opaque: a line may pass below."""
    token, alpha = _FILL[kind]
    return QBrush(_opaque(tokens.colour(token, alpha), tokens))


def _opaque(colour: QColor, tokens: Tokens) -> QColor:
    ground, share = tokens.colour("panel"), colour.alphaF()

    def mixed(over: float, under: float) -> float:
        return over * share + under * (1 - share)

    return QColor.fromRgbF(
        mixed(colour.redF(), ground.redF()),
        mixed(colour.greenF(), ground.greenF()),
        mixed(colour.blueF(), ground.blueF()),
    )


def _path(points: tuple[QPointF, ...]) -> QPainterPath:
    """A line that leaves and arrives straight down."""
    path = QPainterPath(points[0])
    for a, b in pairwise(points):
        bend = (b.y() - a.y()) * _BEND
        path.cubicTo(QPointF(a.x(), a.y() + bend), QPointF(b.x(), b.y() - bend), b)
    return path


def _bounds(rects: Iterable[QRectF]) -> npt.NDArray[np.float64]:
    """(n, 4) left, top, right and bottom."""
    found = [(rect.left(), rect.top(), rect.right(), rect.bottom()) for rect in rects]
    return np.array(found, np.float64).reshape(-1, 4)


def _meets(bounds: npt.NDArray[np.float64], seen: QRectF) -> npt.NDArray[np.bool_]:
    left, top, right, bottom = bounds.T
    inside: npt.NDArray[np.bool_] = (
        (right >= seen.left() - 8)
        & (left <= seen.right() + 8)
        & (bottom >= seen.top() - 8)
        & (top <= seen.bottom() + 8)
    )
    return inside


def _chevron(painter: QPainter, at: QPointF, tokens: Tokens, *, down: bool) -> None:
    painter.setPen(QPen(tokens.colour("muted"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    offsets = ((-3.5, -2), (0, 2), (3.5, -2)) if down else ((-2, -3.5), (2, 0), (-2, 3.5))
    painter.drawPolyline(QPolygonF([at + QPointF(x, y) for x, y in offsets]))
