"""What plots are made of: colours and pens, shaded spans, lines that grow, and marks with words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from studio.look import fonts
from studio.look.theme import Tokens, current_theme

Floats = npt.NDArray[np.float64]

SYMBOLS = ("o", "s", "t1", "d", "t", "x", "+", "p", "h")
"""The marks of numbered series by number; 0 is the one without a number."""

_TIP, _PIECE = 64, 512
"""Points in the piece at the end of a growing line, at most, and in its other pieces."""
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
    """A pen whose width is in pixels, whatever the axes show."""
    made = QPen(colour, width, style)
    made.setCosmetic(True)
    return made


def reporting(paint: Callable[..., None]) -> Callable[..., None]:
    """Let an exception in an item's ``paint`` be reported, and not raised.

    Qt goes on to the other items of the scene. PySide calls their methods with the exception still set, and sooner or
    later the process dies of that.
    """

    @wraps(paint)
    def painting(*arguments: Any) -> None:
        try:
            painting.__wrapped__(*arguments)
        except Exception:
            sys.excepthook(*sys.exc_info())

    return painting


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
        return QRectF(self.viewRect())

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()

    @reporting
    def paint(self, painter: QPainter, *_: object) -> None:
        whole = self.boundingRect()
        for begin, end in self.spans:
            painter.fillRect(QRectF(begin, whole.top(), end - begin, whole.height()), self.colour)


class Spots(pg.ScatterPlotItem):  # type: ignore[misc]
    """Marks without a line, hidden where there are none.

    Where they lie is worked out once for a view of them and not for every frame, which asks it of each item.
    """

    def __init__(self, z: float = 0.0) -> None:
        self._bounds: QRectF | None = None
        super().__init__()
        self.setZValue(z)
        self.hide()

    def setData(self, *points: Any, **options: Any) -> None:
        """Show marks at these places, x and y, both (n,) and finite."""
        super().setData(*points, **options)
        self.setVisible(len(self.data) > 0)

    def style(self, symbol: str, size: int, colour: QColor, outline: QPen | None = None) -> None:
        """Look like this."""
        self.setSymbol(symbol)
        self.setSize(size)
        self.setBrush(colour)
        self.setPen(outline)

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


class GrowingLine:
    """A line that grows at its right end, in pieces, each an item of its own: while it grows, only the last one, which
    is short, is replaced, and a frame repaints a strip and not the plot.
    """

    def __init__(self, plot: pg.PlotItem, z: float = 0.0, *, antialias: bool = False) -> None:
        self._plot, self._z, self._antialias = plot, z, antialias
        self._x = self._y = np.empty(0)
        self._ends: list[tuple[int, int]] = []
        self._pen = QPen()
        self.pieces: list[pg.PlotDataItem] = []
        self._add()

    def getData(self) -> tuple[Floats, Floats]:
        """The points of the whole line."""
        return self._x, self._y

    def setPen(self, line: QPen) -> None:
        self._pen = line
        for piece in self.pieces:
            piece.setPen(line)

    def setData(self, x: Floats, y: Floats) -> None:
        """Show these points, both (n,) and finite."""
        both = min(len(x), len(self._x))
        differ = (x[:both] != self._x[:both]) | (y[:both] != self._y[:both])
        same = int(differ.argmax()) if differ.any() else both
        before, self._ends = self._ends, _pieces(len(x))
        self._x, self._y = x, y
        for place in range(max(len(before), len(self._ends))):
            begin, end = part = self._ends[place] if place < len(self._ends) else (0, 0)
            if place == len(self.pieces):
                self._add()
            if place >= len(before) or part != before[place] or end > same:
                self.pieces[place].setData(x[begin:end], y[begin:end])
                self.pieces[place].setVisible(end > begin)

    def _add(self) -> None:
        piece = pg.PlotDataItem(pen=self._pen, dynamicRangeLimit=None, antialias=self._antialias)
        # Qt strokes a wide line segment by segment several times as fast as in one path.
        piece.curve.setSegmentedLineMode("on" if self._antialias else "auto")
        piece.setZValue(self._z)
        self._plot.addItem(piece)
        self.pieces.append(piece)


def _pieces(count: int) -> list[tuple[int, int]]:
    """Begin and end of each piece of a line of ``count`` points; a piece ends with the first point of the next one.

    The last but one is as short as the last: it is painted along with it, since the two touch.
    """
    tip = max(0, count - 1) // _TIP * _TIP
    begins = sorted({*range(0, max(0, tip - _TIP), _PIECE), max(0, tip - _TIP), tip})
    return list(zip(begins, [*(begin + 1 for begin in begins[1:]), count], strict=True))


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
