"""What plots are made of: colours and pens, shaded spans, lines that grow, and marks with words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import Tokens, current_theme

Floats = npt.NDArray[np.float64]

SYMBOLS = ("o", "s", "t1", "d", "t", "x", "+", "p", "h")
"""The marks of numbered series by number; 0 is the one without a number."""

_STROKE = 3
"""Pixels beside a line's points that belong to its stroke."""
_AT_ONCE = 16
"""Segments that Qt strokes as one path: a part of a line that begins with such a path looks as it does in the whole."""
_ROWS = 3
"""Rows in which the words of marks are placed."""


def mixed(colour: QColor, ground: QColor, opacity: float) -> QColor:
    """``colour`` with ``opacity`` over ``ground``, as an opaque colour."""
    pairs = ((colour.red(), ground.red()), (colour.green(), ground.green()), (colour.blue(), ground.blue()))
    return QColor(*(round(opacity * above + (1 - opacity) * below) for above, below in pairs))


def channels(colour: QColor) -> npt.NDArray[np.float32]:
    """Red, green and blue, 0 to 255, for computing with them."""
    return np.array((colour.red(), colour.green(), colour.blue()), dtype=np.float32)


def on_panel(tokens: Tokens, token: str) -> QColor:
    """A colour of the theme as it looks on a panel, without transparency: cheaper to paint, and safe in an SVG."""
    colour = tokens.colour(token)
    return mixed(colour, tokens.colour("panel"), colour.alphaF())


def colour_of(tokens: Tokens, number: int) -> QColor:
    """The colour of a numbered series; 0 is grey."""
    return tokens.colour(f"overlay_{number}" if number else "muted")


def pen(colour: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen whose width is in pixels, whatever the axes show; on stage it is wider."""
    made = QPen(colour, fonts.stroke(width), style)
    made.setCosmetic(True)
    return made


def _seen(item: pg.GraphicsObject) -> QRectF:
    """What is seen of the plot that ``item`` lies in; its own ``viewRect`` may be that of before a move."""
    view = item.getViewBox()
    return view.viewRect() if view is not None else QRectF()


def _pixel(item: pg.GraphicsObject) -> float:
    """Width of a pixel on the x axis."""
    view = item.getViewBox()
    return _seen(item).width() / max(view.width(), 1.0) if view is not None else 0.0


class Bands(pg.GraphicsObject):  # type: ignore[misc]
    """Shaded ``spans`` of the x axis over the whole height, behind everything."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: tuple[tuple[float, float], ...] = ()
        self.colour = QColor()
        self.setZValue(-20)

    def show_spans(self, spans: tuple[tuple[float, float], ...]) -> None:
        """Shade these spans."""
        if spans != self.spans:
            self.spans = spans
            self.update()

    def boundingRect(self) -> QRectF:
        return _seen(self)

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()

    @reporting
    def paint(self, painter: QPainter, *_: object) -> None:
        whole = self.boundingRect()
        for begin, end in self.spans:
            painter.fillRect(QRectF(begin, whole.top(), end - begin, whole.height()), self.colour)


class Grid(pg.GraphicsObject):  # type: ignore[misc]
    """Lines across the plot at ``levels`` of the y axis."""

    def __init__(self, z: float) -> None:
        super().__init__()
        self.levels: tuple[float, ...] = ()
        self.pen = QPen()
        self.setZValue(z)

    def show_levels(self, levels: tuple[float, ...]) -> None:
        """Draw lines at these heights."""
        if levels != self.levels:
            self.levels = levels
            self.update()

    def boundingRect(self) -> QRectF:
        return _seen(self)

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()

    @reporting
    def paint(self, painter: QPainter, *_: object) -> None:
        whole = self.boundingRect()
        painter.setPen(self.pen)
        painter.drawLines([QLineF(whole.left(), level, whole.right(), level) for level in self.levels])


class Spots(pg.ScatterPlotItem):  # type: ignore[misc]
    """Marks without a line, hidden where there are none.

    Where they lie is worked out once for a view of them and not for every frame, which asks it of each item.
    """

    def __init__(self, z: float = 0.0) -> None:
        self._bounds: QRectF | None = None
        super().__init__()
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(z)
        self.hide()

    def setData(self, *points: Any, **options: Any) -> None:
        """Show marks at these places, x and y, both (n,) and finite."""
        super().setData(*points, **options)
        self.setVisible(len(self.data) > 0)

    def style(self, symbol: str, size: int, colour: QColor, outline: QPen | None = None) -> None:
        """Look like this."""
        self.setSymbol(symbol)
        self.setSize(fonts.stroke(size))
        self.setBrush(colour)
        self.setPen(outline)

    @reporting
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        exposed, room = option.exposedRect, self.opts["size"] * _pixel(self)
        x = self.data["x"]
        if ((x >= exposed.left() - room) & (x <= exposed.right() + room)).any():
            super().paint(painter, option, widget)

    def boundingRect(self) -> QRectF:
        if self._bounds is None:
            self._bounds = QRectF(super().boundingRect())
        return self._bounds

    def prepareGeometryChange(self) -> None:
        self._bounds = None
        super().prepareGeometryChange()

    def updateSpots(self, *spots: Any) -> None:
        self._bounds = None
        super().updateSpots(*spots)

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()
        self._bounds = None


class GrowingLine(pg.GraphicsObject):  # type: ignore[misc]
    """A line from left to right, cheap to let grow: only the strip with the points that are new is painted anew, and of
    the points only those in it. ``opts`` holds the pen, for a legend.
    """

    def __init__(self, z: float = 0.0, *, antialias: bool = False) -> None:
        super().__init__()
        self.opts: dict[str, Any] = {"pen": QPen(), "antialias": antialias}
        self._x = self._y = np.empty(0)
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(z)

    def getData(self) -> tuple[Floats, Floats]:
        """Its points."""
        return self._x, self._y

    def setPen(self, line: QPen) -> None:
        self.opts["pen"] = line
        self.update()

    def setData(self, x: Floats, y: Floats) -> None:
        """Show these points, both (n,) and finite, ``x`` ascending."""
        both = min(len(x), len(self._x))
        differ = (x[:both] != self._x[:both]) | (y[:both] != self._y[:both])
        same = int(differ.argmax()) if differ.any() else both
        if same == len(x) == len(self._x):
            return
        ends = [points[-1] for points in (x, self._x) if len(points)]
        self._x, self._y = x, y
        whole = self.boundingRect()
        if same:
            room = fonts.stroke(_STROKE) * _pixel(self)
            whole.setLeft(max(whole.left(), x[same - 1] - room))
            whole.setRight(min(whole.right(), max(ends) + room))
        if whole.width() > 0:
            self.update(whole)

    def boundingRect(self) -> QRectF:
        return _seen(self)

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()

    @reporting
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, *_: object) -> None:
        seen, room = option.exposedRect, fonts.stroke(_STROKE) * _pixel(self)
        begin = max(0, int(self._x.searchsorted(seen.left() - room)) - 1) // _AT_ONCE * _AT_ONCE
        end = -int(-self._x.searchsorted(seen.right() + room, "right") // _AT_ONCE) * _AT_ONCE
        x, y = self._x[begin : end + 1], self._y[begin : end + 1]
        if len(x) < 2:
            return
        painter.setPen(self.opts["pen"])
        painter.setRenderHint(painter.RenderHint.Antialiasing, self.opts["antialias"])
        if self.opts["antialias"] and self.opts["pen"].style() == Qt.PenStyle.SolidLine:
            # Qt strokes a wide line segment by segment several times as fast as in one path.
            ends = zip(*(each.tolist() for each in (x[:-1], y[:-1], x[1:], y[1:])), strict=True)
            painter.drawLines([QLineF(*each) for each in ends])
        else:
            painter.drawPolyline(pg.functions.arrayToQPolygonF(x, y))


class Marks:
    """Dotted lines across a plot with their words; words that would overlap go a row further in, and where no row is
    free there is only the line. ``lines`` and ``labels`` are what is seen, from the left.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self.lines: list[pg.InfiniteLine] = []
        self.labels: list[pg.TextItem] = []

    def show(self, marks: Sequence[tuple[float, str]], *, below: bool) -> None:
        """Show ``marks``, each a place on the x axis and its words; ``below``: the words stand at the lower edge."""
        for item in (*self.lines, *self.labels):
            self._plot.removeItem(item)
        self.lines, self.labels = [], []
        view, tokens, font = self._plot.vb, current_theme().tokens, fonts.font("small")
        metrics, width, ((begin, end), (low, high)) = QFontMetricsF(font), view.width(), view.viewRange()
        row_height = (metrics.height() + 2) * (high - low) / max(view.height(), 1.0)
        taken = [0.0] * _ROWS
        for at, words in marks:
            x, room = (at - begin) * width / (end - begin), metrics.horizontalAdvance(words) + 12
            if not 0 <= x <= width:
                continue
            line = pg.InfiniteLine(at, 90, pen(on_panel(tokens, "muted"), style=Qt.PenStyle.DotLine))
            fits = x + room <= width
            left = x if fits else x - room
            row = next((row for row, until in enumerate(taken) if left >= until), None)
            label = pg.TextItem(words, tokens.colour("muted"), anchor=(0 if fits else 1, int(below)))
            label.textItem.setFont(font)
            label.setVisible(row is not None)
            if row is not None:
                taken[row] = left + room
                label.setPos(at, low + row * row_height if below else high - row * row_height)
            for item, z in ((line, 3), (label, 4)):
                item.setZValue(z)
                self._plot.addItem(item, ignoreBounds=True)
            self.lines.append(line)
            self.labels.append(label)
