"""Plots as a picture (PNG) or a drawing (SVG): with title, legend and axis names, and clipped to what they show.

pyqtgraph's exporter draws in the units of the axes, with cosmetic pens and clip paths; Qt's SVG writer keeps no clip,
and not every reader knows pens that do not scale. So everything is mapped to pixels and clipped here, colours are
opaque, and text is drawn as outlines: the drawing looks the same in every program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTransform,
)

from studio.look import fonts
from studio.look.theme import Tokens
from studio.widgets import saving
from studio.widgets.plot import Plot
from studio.widgets.plot_items import Bands, Floats, GrowingLine, Spots, on_panel

_MARGIN, _GAP, _OFFSET = 16.0, 8.0, 7.0
_SWATCH = 18.0


@dataclass(frozen=True, slots=True)
class Titled:
    """A plot to save, its title, and the names of its axes with their units."""

    plot: Plot
    title: str
    x_name: str
    y_name: str


def save_png(path: Path, plots: Sequence[Titled], size: QSize, tokens: Tokens) -> None:
    """Save ``plots`` below each other, each ``size`` pixels, as a picture. Raises OSError."""
    saving.save_png(path, _whole(plots, size), partial(_paint, plots, size, tokens))


def save_svg(path: Path, plots: Sequence[Titled], size: QSize, tokens: Tokens) -> None:
    """Save ``plots`` below each other, each ``size`` pixels, as an SVG document. Raises OSError."""
    title = ", ".join(each.title for each in plots)
    saving.save_svg(path, _whole(plots, size), title, partial(_paint, plots, size, tokens))


def _whole(plots: Sequence[Titled], size: QSize) -> QSize:
    return QSize(size.width(), size.height() * len(plots))


def _paint(plots: Sequence[Titled], size: QSize, tokens: Tokens, painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(), _whole(plots, size)), tokens.colour("panel"))
    sheets = []
    for place, each in enumerate(plots):
        outer = QRectF(0, place * size.height(), size.width(), size.height())
        sheets.append(_Sheet(painter, each, outer.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN), tokens))
    left = max(sheet.room for sheet in sheets)
    for sheet in sheets:
        sheet.paint(left)


class _Sheet:
    """One plot in its rectangle."""

    def __init__(self, painter: QPainter, titled: Titled, outer: QRectF, tokens: Tokens) -> None:
        self._painter, self._titled, self._outer, self._tokens = painter, titled, outer, tokens
        self._plot = titled.plot
        self._small, self._large = _unhinted(fonts.font("small")), _unhinted(fonts.font("title", strong=True))
        metrics = QFontMetricsF(self._small)
        widest = max((metrics.horizontalAdvance(text) for _, text in self._ticks("left")), default=0.0)
        self.room = metrics.height() + _GAP + widest + _OFFSET
        """What the tick labels and the name of the y axis need at the left."""
        self._head = QFontMetricsF(self._large).height() + _GAP
        self._rect = outer.adjusted(self.room, self._head, -_GAP, -2 * metrics.height() - _GAP - _OFFSET)

    def paint(self, left: float) -> None:
        """Paint it, with the plot ``left`` pixels from its left edge."""
        self._rect.setLeft(self._outer.left() + left)
        tokens, rect, titled = self._tokens, self._rect, self._titled
        self._text(titled.title, QPointF(rect.left(), self._outer.top()), "text", font=self._large)
        self._legend()
        items = sorted(self._plot.plot.items, key=lambda item: item.zValue())
        for item in items:
            if isinstance(item, Bands) and item.isVisible():
                for begin, end in item.spans:
                    left, right = np.clip(self._x(np.array([begin, end])), rect.left(), rect.right()).tolist()
                    if right > left:
                        band = QRectF(left, rect.top(), right - left, rect.height())
                        self._painter.fillRect(band, on_panel(tokens, "plot_band"))
        for at, text in self._ticks("left"):
            y = float(self._y(np.array([at]))[0])
            self._line(QLineF(rect.left(), y, rect.right(), y), QPen(on_panel(tokens, "plot_grid"), 1))
            self._text(text, QPointF(rect.left() - _OFFSET, y), "muted", (1, 0.5))
        for at, text in self._ticks("bottom"):
            x = float(self._x(np.array([at]))[0])
            self._text(text, QPointF(x, rect.bottom() + _OFFSET), "muted", (0.5, 0))
        self._text(titled.x_name, QPointF(rect.center().x(), self._outer.bottom()), "muted", (0.5, 1))
        self._text(titled.y_name, QPointF(self._outer.left(), rect.center().y()), "muted", (0.5, 0), turn=-90)
        for item in items:
            self._item(item)

    def _item(self, item: object) -> None:
        if item is self._plot.grid or not item.isVisible():  # type: ignore[attr-defined]
            return
        if isinstance(item, (pg.PlotDataItem, GrowingLine)):
            self._curve(item)
        elif isinstance(item, Spots):
            self._spots(item)
        elif isinstance(item, pg.InfiniteLine):
            x = float(self._x(np.array([item.value()]))[0])
            if self._rect.left() <= x <= self._rect.right():
                self._line(QLineF(x, self._rect.top(), x, self._rect.bottom()), QPen(item.pen))
        elif isinstance(item, pg.TextItem):
            x, y = self._x(np.array([item.pos().x()]))[0], self._y(np.array([item.pos().y()]))[0]
            if self._rect.left() - 1 <= x <= self._rect.right() + 1:
                self._label(item, QPointF(x, y))

    def _curve(self, item: pg.PlotDataItem | GrowingLine) -> None:
        x, y = item.getData()
        if x is None or len(x) == 0:
            return
        points = self._x(x), self._y(y)
        line = item.opts["pen"]
        if isinstance(line, QPen) and line.style() != Qt.PenStyle.NoPen:
            solid = QPen(line)
            solid.setCosmetic(False)
            solid.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._painter.setPen(solid)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            for piece in clipped(*points, self._rect):
                self._painter.drawPolyline(QPolygonF([QPointF(*point) for point in piece]))

    def _spots(self, item: Spots) -> None:
        x, y = item.getData()
        outline = QPen(item.opts["pen"])
        outline.setCosmetic(False)
        self._painter.setPen(outline)
        for at in zip(self._x(x), self._y(y), strict=True):
            if self._rect.adjusted(-1, -1, 1, 1).contains(QPointF(*at)):
                self._symbol(item, QPointF(*at))

    def _symbol(self, item: Spots, at: QPointF) -> None:
        size = item.opts["size"]
        self._painter.setBrush(QBrush(item.opts["brush"]))
        self._painter.drawPath(
            QTransform.fromTranslate(at.x(), at.y()).scale(size, size).map(Symbols[item.opts["symbol"]])
        )

    def _label(self, item: pg.TextItem, at: QPointF) -> None:
        """A text item at its anchor, on the ground that it has."""
        anchor = (item.anchor.x(), item.anchor.y())
        size = item.boundingRect().size()
        box = QRectF(at.x() - anchor[0] * size.width(), at.y() - anchor[1] * size.height(), size.width(), size.height())
        if item.fill.style() != Qt.BrushStyle.NoBrush:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(item.fill)
            self._painter.drawRoundedRect(box, 3, 3)
        words = item.textItem.toPlainText()
        self._text(words, box.center(), item.textItem.defaultTextColor(), (0.5, 0.5), font=item.textItem.font())

    def _legend(self) -> None:
        """The entries of the plot's legend, from right to left beside the title."""
        metrics, right = QFontMetricsF(self._small), self._rect.right()
        middle = self._outer.top() + (self._head - _GAP) / 2
        for sample, label in reversed(self._plot.legend.items):
            right -= metrics.horizontalAdvance(label.text)
            self._text(label.text, QPointF(right, middle), "text", (0, 0.5))
            right -= _GAP + _SWATCH
            item = sample.item
            if isinstance(item, Spots):
                self._painter.setPen(Qt.PenStyle.NoPen)
                self._symbol(item, QPointF(right + _SWATCH / 2, middle))
            else:
                self._line(QLineF(right, middle, right + _SWATCH, middle), QPen(item.opts["pen"]))
            right -= 2 * _GAP

    def _ticks(self, name: str) -> Iterator[tuple[float, str]]:
        axis = self._plot.axes[name]
        pixels = self._outer.height() if name == "left" else self._outer.width()
        for spacing, values in axis.tickValues(*axis.range, pixels):
            yield from zip(values, axis.tickStrings(values, 1.0, spacing), strict=True)

    def _x(self, values: Floats) -> Floats:
        low, high = self._plot.view.x_range
        return self._rect.left() + (values - low) * (self._rect.width() / (high - low))

    def _y(self, values: Floats) -> Floats:
        low, high = self._plot.view.y_range
        return self._rect.bottom() - (values - low) * (self._rect.height() / (high - low))

    def _line(self, line: QLineF, pen: QPen) -> None:
        pen.setCosmetic(False)
        self._painter.setPen(pen)
        self._painter.drawLine(line)

    def _text(
        self,
        text: str,
        at: QPointF,
        colour: str | QColor,
        anchor: tuple[float, float] = (0, 0),
        *,
        font: QFont | None = None,
        turn: float = 0.0,
    ) -> None:
        """``text`` with the point ``anchor`` (0..1) of its box at ``at``."""
        metrics = QFontMetricsF(font or self._small)
        path = QPainterPath()
        left, top = -anchor[0] * metrics.horizontalAdvance(text), -anchor[1] * metrics.height()
        path.addText(QPointF(left, top + metrics.ascent()), font or self._small, text)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._tokens.colour(colour) if isinstance(colour, str) else colour)
        self._painter.drawPath(QTransform.fromTranslate(at.x(), at.y()).rotate(turn).map(path))


def _unhinted(font: QFont) -> QFont:
    """The font with letters as far apart as it was drawn for, and not as its pixels on a screen would be."""
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def clipped(x: Floats, y: Floats, rect: QRectF) -> list[list[tuple[float, float]]]:
    """The parts of a line, (n,) and (n,), that lie in ``rect``; each a list of points, cut at the edges.

    Liang & Barsky 1984, "A new concept and method for line clipping".
    """
    dx, dy = np.diff(x), np.diff(y)
    step = np.stack((-dx, dx, -dy, dy))
    room = np.stack((x[:-1] - rect.left(), rect.right() - x[:-1], y[:-1] - rect.top(), rect.bottom() - y[:-1]))
    share = np.divide(room, step, out=np.zeros_like(room), where=step != 0)
    first = np.where(step < 0, share, 0.0).max(0, initial=0.0)
    last = np.where(step > 0, share, 1.0).min(0, initial=1.0)
    inside = (first <= last) & ~((step == 0) & (room < 0)).any(0)
    pieces: list[list[tuple[float, float]]] = []
    for at in np.flatnonzero(inside):
        begin = (float(x[at] + first[at] * dx[at]), float(y[at] + first[at] * dy[at]))
        end = (float(x[at] + last[at] * dx[at]), float(y[at] + last[at] * dy[at]))
        if first[at] > 0 or not pieces or pieces[-1][-1] != begin:
            pieces.append([begin])
        pieces[-1].append(end)
    return pieces
