"""The plot of every view: pyqtgraph in the studio's colours and type, cheap to repaint, moved with mouse and keys."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.look import fonts, formats
from studio.look.theme import Tokens, current_theme
from studio.widgets.plot_items import Bands, Floats, Grid, Marks, Spots, mixed, on_panel, pen
from studio.widgets.plot_view import PAN, ZOOM, Range, View

Rows = tuple[tuple[str, str], ...]
"""What is read off, as (name, value)."""
Write = Callable[[float, float], str]
"""Words a tick, from its value and the distance to the next one."""

_CROWDED = 9.0
"""Pixels between marks below which not all are drawn."""
_TICK_HEIGHT, _TICK_WIDTH = 44, 68
_WIDEST = "0.0000"
_ABOVE, _RIGHT, _OFFSET = 8, 14, 7


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten of which at most ``most`` fit into ``span``."""
    rough = span / max(most, 1)
    if not np.isfinite(rough) or rough <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(n for n in (1, 2, 2.5, 5, 10, 20) if n * power >= rough * (1 - 1e-9)) * power)


def places(step: float) -> int:
    """Decimals with which multiples of ``step`` differ."""
    return next((n for n in range(12) if abs(round(step, n) - step) < 1e-6 * step), 12)


def write_number(value: float, step: float) -> str:
    """A tick with the decimals that its step needs; large ones as ``50 k`` and ``0.2 M``, others as ``1e-5``."""
    for above, unit, sign in ((1e4, 1e3, "k"), (1e5, 1e6, "M")):
        if above <= step < unit * 1e2:
            return f"{value / unit:g} {sign}" if value else "0"
    if step >= 1e4 or step < 1e-4:
        return "0" if value == 0 else formats.number(float(f"{value:.6g}"))
    return f"{value + 0.0:,.{places(step)}f}"


class Axis(pg.AxisItem):  # type: ignore[misc]
    """Tick labels on round values, as many as there is room for. The plot draws the grid lines itself.

    ``write`` words a tick; ``step`` says how far apart ticks are, from the span and how many there may be.
    """

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, maxTickLength=0)
        self.write: Write = write_number
        self.step: Callable[[float, int], float] = nice_step
        self.enableAutoSIPrefix(False)
        self.setStyle(
            autoExpandTextSpace=False,
            autoReduceTextSpace=False,
            hideOverlappingLabels=40,
            tickTextOffset=_OFFSET,
            tickAlpha=0,
        )
        self.setPen(pg.mkPen(None))

    def restyle(self, tokens: Tokens) -> None:
        """Take the theme's colours, the font at its present size, and the room that its text needs."""
        font = fonts.font("small")
        metrics = QFontMetricsF(font)
        self.setTickFont(font)
        self.setTextPen(tokens.colour("muted"))
        if self.orientation == "left":
            self.setWidth(math.ceil(metrics.horizontalAdvance(_WIDEST)) + _OFFSET + 3)
        else:
            self.setHeight(math.ceil(metrics.height()) + _OFFSET + 2)

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        room = (_TICK_HEIGHT if self.orientation == "left" else _TICK_WIDTH) * fonts.scale()
        return [(self.step(high - low, max(2, min(10, int(size // room)))), 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [formats.number(float(f"{10.0**value:.3g}")) for value in values]
        return [self.write(value, spacing) for value in values]

    def logTickValues(self, low: float, high: float, size: float, standard: object) -> list[tuple[float, list[float]]]:
        most = max(2, int(size // (_TICK_HEIGHT * fonts.scale())))
        powers = range(math.floor(low + 1e-9), math.ceil(high - 1e-9) + 1)
        leads = (1, 2, 5) if 2 * len(powers) <= most + 2 else (1,)
        powers = powers[:: max(1, math.ceil(len(powers) / (most + 1)))]
        values = [power + math.log10(lead) for power in powers for lead in leads]
        return [(1.0, [value for value in values if low - 1e-9 <= value <= high + 1e-9])]

    def ticks(self, pixels: float) -> list[float]:
        """Where its ticks are when it is ``pixels`` long."""
        return [value for _, values in self.tickValues(*self.range, pixels) for value in values]


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot item in a widget of its own. What a view draws in it, it adds to ``plot`` (a `pyqtgraph.PlotItem`).

    Ranges are set by the view alone, with `show_range`. Left and right, plus and minus, Home and F do what the mouse
    does.

    Signals:
        pointed(float): the mouse is at this place on the x axis.
        left(): the mouse is elsewhere.
        restyled(object): colours, font or text size are others: set pens anew from these tokens.
    """

    pointed = Signal(float)
    left = Signal()
    restyled = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.view = View()
        self.axes = {name: Axis(name) for name in ("left", "bottom")}
        super().__init__(parent, viewBox=self.view, axisItems=self.axes)
        self.plot: pg.PlotItem = self.getPlotItem()
        self.marks = Marks(self.plot)
        self.reading: Rows = ()
        """What the table beside the crosshair says."""
        self.wheel_zooms = True
        """Whether the wheel zooms; else it scrolls what the plot stands in."""
        self._reached_by_key = False
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.setViewportUpdateMode(self.ViewportUpdateMode.MinimalViewportUpdate)
        self.setAntialiasing(False)
        self.bands = Bands()
        self.plot.addItem(self.bands, ignoreBounds=True)
        self.legend: pg.LegendItem = self.plot.addLegend(offset=(-1, 4), verSpacing=-4)
        self.legend.hide()
        self.grid = Grid(z=-10)
        self.plot.addItem(self.grid, ignoreBounds=True)
        self.cross_x, self.cross_y = (pg.InfiniteLine(angle=angle) for angle in (90, 0))
        self.dot = self.add_spots(z=31)
        self.note = pg.TextItem()
        for item, z in ((self.cross_x, 30), (self.cross_y, 30), (self.note, 32)):
            item.setZValue(z)
            self.plot.addItem(item, ignoreBounds=True)
        self.hide_cross()
        self.scene().sigMouseMoved.connect(self._point)
        for changed in (self.view.sigResized, self.view.sigRangeChanged):
            changed.connect(self._draw_grid)
        current_theme().changed.connect(self.restyle)
        fonts.use(self, "small")
        self.restyle(current_theme().tokens)

    def add_line(self, z: float = 0.0, *, antialias: bool = False) -> pg.PlotDataItem:
        """An empty line; what is set must be finite, and few points: pyqtgraph is not asked to thin them out."""
        line = pg.PlotDataItem(dynamicRangeLimit=None, antialias=antialias)
        line.setZValue(z)
        self.plot.addItem(line)
        return line

    def add_spots(self, z: float = 0.0) -> Spots:
        """Marks, of which there are none yet."""
        spots = Spots(z)
        self.plot.addItem(spots)
        return spots

    def show_range(self, x_range: Range, y_range: Range, *, log: bool = False) -> None:
        """Show these spans; those of a logarithmic y axis are logarithms to base 10."""
        if log != self.axes["left"].logMode:
            self.axes["left"].setLogMode(y=log)
        elif (x_range, y_range) == (self.view.x_range, self.view.y_range):
            return
        self.view.setRange(xRange=x_range, yRange=y_range, padding=0)

    @Slot()
    def _draw_grid(self) -> None:
        self.grid.show_levels(tuple(self.axes["left"].ticks(max(self.view.height(), 1.0))))

    def apart(self, x: Floats) -> Floats:
        """Of ``x``, (n,) and ascending, those with room between them for a mark."""
        low, high = self.view.x_range
        place = np.floor((x - low) * (max(self.view.width(), 1.0) / (high - low)) / fonts.stroke(_CROWDED))
        return x[np.r_[True, np.diff(place) > 0]] if len(x) else x

    def show_cross(self, x: float, y: float, rows: Rows = ()) -> None:
        """Show the crosshair at ``x``, a dot at ``y`` if that is a number, and a table of ``rows`` beside it.

        Only where there are rows is there a line across too: of several linked plots in the one with the mouse.
        """
        seen, self.reading = math.isfinite(y), rows
        self.cross_x.setPos(x)
        self.cross_x.show()
        self.cross_y.setVisible(seen and bool(rows))
        if seen:
            self.cross_y.setPos(y)
        self.dot.setData(*([x], [y]) if seen else ([], []))
        self.note.setVisible(bool(rows))
        if rows:
            muted = current_theme().tokens.muted
            lines = "".join(
                f'<tr><td style="color:{muted}">{escape(name)}&nbsp;&nbsp;</td>'
                f'<td align="right">{escape(value)}</td></tr>'
                for name, value in rows
            )
            self.note.setHtml(f'<table cellspacing="2">{lines}</table>')
            (low, high), top = self.view.x_range, self.view.y_range[1]
            width = (high - low) / max(self.view.width(), 1.0)
            fits = x + width * (self.note.boundingRect().width() + 16) <= high
            self.note.setAnchor((0, 0) if fits else (1, 0))
            self.note.setPos(x + (10 if fits else -10) * width, top)

    def hide_cross(self) -> None:
        """Take the crosshair away."""
        self.reading = ()
        for item in (self.cross_x, self.cross_y, self.note):
            item.hide()
        self.dot.setData([], [])

    @Slot(object)
    def restyle(self, tokens: Tokens) -> None:
        """Take the colours of the theme and the size of the text as they are now."""
        self.setBackground(tokens.colour("panel"))
        above = max(_ABOVE, math.ceil(QFontMetricsF(fonts.font("small")).height() / 2))
        self.plot.layout.setContentsMargins(0, above, round(fonts.stroke(_RIGHT)), 0)
        for axis in self.axes.values():
            axis.restyle(tokens)
        self.grid.pen = pen(on_panel(tokens, "plot_grid"))
        for line in (self.cross_x, self.cross_y):
            line.setPen(pen(mixed(tokens.colour("muted"), tokens.colour("panel"), 0.7)))
        self.dot.style("o", 9, tokens.colour("accent"), pen(tokens.colour("panel")))
        self.note.textItem.setFont(fonts.font("small"))
        self.note.setColor(tokens.colour("text"))
        self.note.fill = pg.mkBrush(tokens.colour("raised"))
        self.note.border = pen(tokens.colour("hairline"))
        self.bands.colour = on_panel(tokens, "plot_band")
        self.legend.setLabelTextColor(tokens.colour("text"))
        self.legend.setLabelTextSize(f"{fonts.font('small').pointSizeF()}pt")
        self.legend.setBrush(tokens.colour("panel", 0.8))
        for _, label in self.legend.items:
            label.setText(label.text)  # colour and size are only noted until then
        self.view.rbScaleBox.setPen(pen(tokens.colour("accent")))
        self.view.rbScaleBox.setBrush(tokens.colour("accent", 0.15))
        self.restyled.emit(tokens)

    @Slot(object)
    def _point(self, position: QPointF) -> None:
        if self.view.scene_rect.adjusted(-2, -2, 2, 2).contains(position):
            self.pointed.emit(self.view.mapSceneToView(position).x())
        else:
            self.left.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and "grid" in self.__dict__:
            self.restyle(current_theme().tokens)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.wheel_zooms:
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        low, high = self.view.x_range
        match event.key():
            case Qt.Key.Key_Left:
                self.view.pan(-PAN)
            case Qt.Key.Key_Right:
                self.view.pan(PAN)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.view.zoom(1 / ZOOM, (low + high) / 2)
            case Qt.Key.Key_Minus:
                self.view.zoom(ZOOM, (low + high) / 2)
            case Qt.Key.Key_Home | Qt.Key.Key_F:
                self.view.fit_asked.emit()
            case _:
                event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus(False)

    def _show_focus(self, by_key: bool) -> None:
        self._reached_by_key = by_key
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        if self._reached_by_key:
            painter.setPen(pen(current_theme().tokens.colour("focus")))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -1, -1))
