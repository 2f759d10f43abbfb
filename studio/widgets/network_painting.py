"""How the diagram of a network is painted, on the screen and into files: boxes, frames, arrows and joins."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from studio.look import fonts
from studio.look.theme import Tokens
from studio.widgets.marks import paint_mark
from studio.widgets.network_layout import Box, Drawing

_TIP, _RADIUS, _JOIN, _MARK = 5.0, 4.0, 8.0, 12.0


def paint_drawing(painter: QPainter, drawing: Drawing, tokens: Tokens, key: Hashable, seen: QRectF) -> None:
    """Paint what of ``drawing`` lies in ``seen``, frames first."""
    seen = seen.adjusted(-_MARK, -_MARK, _MARK, _MARK)  # a cross reaches beyond its box
    for box in drawing.boxes:
        if box.open and box.rect.intersects(seen):
            _paint_frame(painter, box, tokens, chosen=box.node.key == key)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for points, tip in drawing.lines:
        _paint_line(painter, points, tokens, tip=tip)
    for point, word in drawing.joins:
        _paint_join(painter, point, word, tokens)
    for box in drawing.boxes:
        if not box.open and held_area(box).intersects(seen):
            _paint_box(painter, box, tokens, chosen=box.node.key == key)


def _paint_frame(painter: QPainter, box: Box, tokens: Tokens, *, chosen: bool) -> None:
    painter.setPen(_outline(box, tokens, chosen=chosen))
    painter.setBrush(tokens.colour("plot_band"))
    painter.drawRoundedRect(box.rect, 8, 8)
    head = head_of(box)
    _chevron(painter, QPointF(head.left() + 14, head.center().y()), tokens)
    _write(painter, box.words, head.adjusted(24, 0, -8, 0), tokens, box, centred=False)


def _paint_box(painter: QPainter, box: Box, tokens: Tokens, *, chosen: bool) -> None:
    painter.setPen(_outline(box, tokens, chosen=chosen))
    fill = tokens.colour("wrong" if box.node.marked else "training", 0.22 if box.node.shape else 0.08)
    painter.setBrush(QBrush(fill) if not box.node.faint else Qt.BrushStyle.NoBrush)
    if box.node.lists:
        painter.drawRoundedRect(box.rect.translated(3, 3), _RADIUS, _RADIUS)
    painter.drawRoundedRect(box.rect, _RADIUS, _RADIUS)
    if box.node.marked:
        _paint_cross(painter, box.rect, tokens)
    _write(painter, box.words, box.beside or box.rect, tokens, box, centred=box.beside is None)


def _paint_cross(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """On the left edge, where no words are: what is wrong is seen without its colour."""
    place = QRectF(rect.left() - _MARK / 2, rect.center().y() - _MARK / 2, _MARK, _MARK)
    painter.setPen(QPen(tokens.colour("wrong"), 1))
    painter.setBrush(tokens.colour("panel"))
    painter.drawEllipse(place)
    paint_mark(painter, False, place, tokens.colour("wrong"))


def _outline(box: Box, tokens: Tokens, *, chosen: bool) -> QPen:
    if chosen:
        return QPen(tokens.colour("accent"), 2.5)
    if box.node.marked:
        return QPen(tokens.colour("wrong"), 1.5)
    pen = QPen(tokens.colour("hairline") if box.open else tokens.colour("training", 0.8), 1)
    if box.node.faint:
        pen = QPen(tokens.colour("disabled_text"), 1, Qt.PenStyle.DashLine)
    return pen


def _write(painter: QPainter, words: str, room: QRectF, tokens: Tokens, box: Box, *, centred: bool) -> None:
    """Type in strong, what follows it muted, as outlines: a drawing looks the same in every program."""
    label, rest = box.node.label, words.removeprefix(box.node.label)
    strong, plain = fonts.font("small", strong=True), fonts.font("small")
    wide, narrow = QFontMetricsF(strong), QFontMetricsF(plain)
    width = wide.horizontalAdvance(label) + narrow.horizontalAdvance(rest)
    x = room.center().x() - width / 2 if centred else room.left()
    y = room.center().y() + wide.capHeight() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    faint = box.node.faint
    for text, font, colour in ((label, strong, "text"), (rest, plain, "muted")):
        if text.strip():
            path = QPainterPath()
            path.addText(QPointF(x, y), font, text)
            painter.setBrush(tokens.colour("disabled_text" if faint else colour))
            painter.drawPath(path)
        x += wide.horizontalAdvance(label)


def _paint_line(painter: QPainter, points: tuple[QPointF, ...], tokens: Tokens, *, tip: bool) -> None:
    painter.setPen(QPen(tokens.colour("muted"), 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    if not tip:
        return
    end, before = points[-1], points[-2]
    along = end - before
    length = max(1e-6, (along.x() ** 2 + along.y() ** 2) ** 0.5)
    along /= length
    across = QPointF(-along.y(), along.x()) * (_TIP * 0.6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour("muted"))
    painter.drawPolygon(QPolygonF([end, end - along * _TIP + across, end - along * _TIP - across]))


def _paint_join(painter: QPainter, point: QPointF, word: str, tokens: Tokens) -> None:
    painter.setPen(QPen(tokens.colour("muted"), 1.25))
    painter.setBrush(tokens.colour("panel"))
    painter.drawEllipse(point, _JOIN, _JOIN)
    painter.drawLine(point - QPointF(4, 0), point + QPointF(4, 0))
    if len(word) <= 1:
        painter.drawLine(point - QPointF(0, 4), point + QPointF(0, 4))
        return
    painter.drawLine(point - QPointF(4, 3), point + QPointF(4, -3))
    painter.drawLine(point - QPointF(4, -3), point + QPointF(4, 3))
    path = QPainterPath()
    font = fonts.font("small")
    metrics = QFontMetricsF(font)
    path.addText(point + QPointF(-metrics.horizontalAdvance(word) / 2, _JOIN + 4 + metrics.capHeight()), font, word)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour("muted"))
    painter.drawPath(path)


def _chevron(painter: QPainter, at: QPointF, tokens: Tokens) -> None:
    painter.setPen(QPen(tokens.colour("muted"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([at + QPointF(-3.5, -2), at + QPointF(0, 2), at + QPointF(3.5, -2)]))


def head_of(box: Box) -> QRectF:
    """The line at the top of an open block, by which it folds; any other box as a whole."""
    return box.beside if box.open and box.beside is not None else box.rect


def held_area(box: Box) -> QRectF:
    """Where a click means this box: its words count too."""
    if box.open or box.beside is None:
        return head_of(box)
    return box.rect.united(box.beside)
