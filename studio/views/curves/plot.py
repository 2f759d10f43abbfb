"""The plot of one metric: raw values under their average, validation, the best epoch, marks, and earlier runs."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.metrics import is_share
from studio.look.theme import Tokens, current_theme
from studio.session.overlays import MUTED
from studio.views.curves.model import CurvesModel, Frame, OverlayCurve
from studio.widgets.plot import Plot, Rows
from studio.widgets.plot_items import SYMBOLS, GrowingLine, Spots, colour_of, mixed, pen
from studio.widgets.scales import step_clock, step_count, step_whole, write_clock, write_count, write_x, write_y
from trainer_core.history.history import Mark
from trainer_core.history.reduction import cut
from trainer_core.history.timeline import Axis, Points

_RAW_OPACITY, _FAINT = 0.3, 0.55
_FAR = 4
"""Heights of the plot beyond which a value is drawn as being just so far outside: Qt's numbers have an end."""
_X_AXES = {"batch": (write_count, step_count), "epoch": (write_x, step_whole), "seconds": (write_clock, step_clock)}


class MetricPlot(Plot):
    """Draws a `Frame`. ``raw``, ``smoothed``, ``validation``, ``star``, ``cut_off`` and, by slot, ``overlays`` are its
    items; values of a logarithmic axis are handed to them as logarithms.
    """

    def __init__(self, metric: str, parent: QWidget | None = None) -> None:
        self.metric_name = metric
        self.frame = Frame()
        self._axis = ""
        self._stale = True
        super().__init__(parent)
        self.setObjectName(f"{metric}Canvas")
        self.setMinimumSize(160, 96)
        self.axes["left"].write = write_y(is_share(metric))
        if is_share(metric):
            self.view.y_bounds = (0.0, 1.0)
        self.legend.setOffset((-1, -4 if is_share(metric) else 4))  # where its curve leaves room: a share rises
        self.raw, self.smoothed = GrowingLine(1), GrowingLine(5, antialias=True)
        self.validation, self.validation_marks = GrowingLine(6, antialias=True), self.add_spots(7)
        for line in (self.raw, self.smoothed, self.validation):
            self.plot.addItem(line, ignoreBounds=True)
        self.star, self.cut_off = self.add_spots(9), self.add_spots(9)
        self.overlays: dict[int, tuple[pg.PlotDataItem, pg.PlotDataItem, Spots, pg.TextItem]] = {}
        self._cut_off: Points = (np.empty(0), np.empty(0))
        self.restyled.connect(self._restyle)
        self._restyle(current_theme().tokens)

    def show_model(self, model: CurvesModel, label: Callable[[Mark], str]) -> None:
        """Draw what ``model`` shows of this metric now; ``label`` words a mark."""
        self.view.bounds, self.view.least, self.view.drawn_to = (0.0, model.end), model.least, model.drawn_to
        self.set_axis(model.axis)
        self.show_frame(model.frame(self.metric_name, max(2, int(self.view.width() / fonts.stroke(1.0))), label))

    def set_axis(self, axis: Axis) -> None:
        """Say what the x axis counts."""
        if axis != self._axis:
            self._axis, bottom = axis, self.axes["bottom"]
            (bottom.write, bottom.step), bottom.picture = _X_AXES[axis], None
            bottom.update()

    def show_frame(self, frame: Frame) -> None:
        """Draw ``frame``; what is the same as before is left alone."""
        before, self.frame = self.frame, frame
        low, high = (math.log10(y) for y in frame.y_range) if frame.log else frame.y_range
        moved = self._stale or (before.x_range, before.y_range, before.log) != (frame.x_range, frame.y_range, frame.log)
        self._stale = False
        self.show_range(frame.x_range, (low, high), log=frame.log)
        self.bands.show_spans(frame.bands)
        self.raw.setData(*self._shown(frame.raw))
        self.smoothed.setData(*self._shown(frame.smoothed))
        self._show_cut_off(frame)
        if moved or frame.validation is not before.validation:
            self._show_series(self.validation, self.validation_marks, frame.validation)
        if moved or frame.star != before.star:
            x, y = frame.star or ([], [])
            self.star.setData(*self._shown((np.atleast_1d(x), np.atleast_1d(y))))
        if moved or frame.marks != before.marks:
            self.marks.show(frame.marks, below=is_share(self.metric_name))
        if moved or [*map(id, frame.overlays)] != [*map(id, before.overlays)]:
            self._show_overlays(frame.overlays)

    def show_value(self, x: float, value: float, rows: Rows) -> None:
        """Show the crosshair at ``x``, a dot at ``value`` of the metric, and ``rows`` beside it."""
        seen = math.isfinite(value)
        self.show_cross(x, float(self._shown((np.array([x]), np.array([value])))[1][0]) if seen else math.nan, rows)

    def _shown(self, points: Points) -> Points:
        """Points as they are handed to an item."""
        x, y = points
        low, high = self.view.y_range
        if self.frame.log:
            y = np.log10(np.maximum(y, 10.0**low))
        return x, np.clip(y, low - _FAR * (high - low), high + _FAR * (high - low))

    def _show_cut_off(self, frame: Frame) -> None:
        """A small mark at the upper edge for the spikes that leave the picture; one for those that stand together."""
        x, y = frame.raw
        x = x[y > frame.y_range[1] * (1 + 1e-9)] if len(x) else x
        x = self.apart(x[(x >= frame.x_range[0]) & (x <= frame.x_range[1])])
        y = np.full(len(x), self.view.y_range[1])
        if not np.array_equal((x, y), self._cut_off):
            self._cut_off = (x, y)
            self.cut_off.setData(x, y)

    def _show_series(self, line: GrowingLine | pg.PlotDataItem, marks: Spots, points: Points) -> None:
        """Validation results: their line, and of their marks as many as there is room for, the last one among them."""
        x, y = self._shown(points)
        line.setData(*cut((x, y), self.frame.x_range))
        seen = (x >= self.view.x_range[0]) & (x <= self.view.x_range[1])
        x, y = x[seen], y[seen]
        kept = np.isin(x, [*self.apart(x), *x[-1:]])
        marks.setData(x[kept], y[kept])

    def _show_overlays(self, overlays: tuple[OverlayCurve, ...]) -> None:
        """Earlier runs, each with its colour and mark, and its number where its curve leaves the picture."""
        slots = {each.overlay.slot for each in overlays}
        for slot in self.overlays.keys() - slots:
            for item in self.overlays.pop(slot):
                self.plot.removeItem(item)
        for slot in slots - self.overlays.keys():
            smoothed, validation = self.add_line(2, antialias=True), self.add_line(2, antialias=True)
            badge = pg.TextItem(str(slot), anchor=(0, 0.5))
            badge.setZValue(8)
            self.plot.addItem(badge, ignoreBounds=True)
            self.overlays[slot] = (smoothed, validation, self.add_spots(2), badge)
        self._style_overlays(current_theme().tokens)
        for each in overlays:
            smoothed, validation, marks, badge = self.overlays[each.overlay.slot]
            smoothed.setData(*self._shown(each.smoothed))
            self._show_series(validation, marks, each.validation)
            badge.hide()
        self._show_badges(overlays)
        self.retranslate()

    def _show_badges(self, overlays: tuple[OverlayCurve, ...]) -> None:
        """The number of each run whole within the plot, at the end of its curve or as near as the others allow."""
        ends = [
            (self.overlays[each.overlay.slot][-1], self._shown(cut(each.smoothed, self.frame.x_range)))
            for each in overlays
            if each.overlay.slot != MUTED
        ]
        ends = sorted(((badge, (x[-1], y[-1])) for badge, (x, y) in ends if len(x)), key=lambda end: end[1][1])
        if not ends:
            return
        size = ends[0][0].boundingRect().size()
        width = size.width() * np.ptp(self.frame.x_range) / max(self.view.width(), 1.0)
        pixel = np.ptp(self.view.y_range) / max(self.view.height(), 1.0)
        gap, half = QFontMetricsF(fonts.font("small")).height() * pixel, size.height() / 2 * pixel
        low, high = self.view.y_range
        heights = _apart([float(y) for _, (_, y) in ends], gap, low + half, high - half)
        for (badge, (x, _)), y in zip(ends, heights, strict=True):
            badge.setPos(min(x, self.frame.x_range[1] - width), y)
            badge.show()

    def retranslate(self) -> None:
        """Word the legend in the present language."""
        self.name_lines({each.overlay.slot: each.overlay.name for each in self.frame.overlays})

    def name_lines(self, names: dict[int, str]) -> None:
        """Fill the legend: the run's lines, and the earlier runs by slot."""
        translate = QCoreApplication.translate
        self.legend.clear()
        if len(self.frame.smoothed[0]):
            self.legend.addItem(self.smoothed, translate("Curves", "training"))
        if len(self.frame.smoothed[0]) or len(self.frame.validation[0]):
            self.legend.addItem(self.validation_marks, translate("Curves", "validation"))
        for slot, name in names.items():
            self.legend.addItem(self.overlays[slot][2], f"{slot}  {name}" if slot else name)

    @Slot(object)
    def _restyle(self, tokens: Tokens) -> None:
        self._stale = True
        training, validation, panel = (tokens.colour(each) for each in ("training", "validation", "panel"))
        self.raw.setPen(pen(mixed(training, panel, _RAW_OPACITY)))
        self.smoothed.setPen(pen(training, 1.7))
        self.dot.setBrush(training)
        self.validation.setPen(pen(validation, 1.0, Qt.PenStyle.DashLine))
        self.validation_marks.style("o", 8, validation)
        self.star.style("star", 18, validation, pen(panel))
        self.cut_off.style("t1", 8, mixed(training, panel, 0.7))
        self._style_overlays(tokens)

    def _style_overlays(self, tokens: Tokens) -> None:
        panel = tokens.colour("panel")
        for slot, (smoothed, line, marks, badge) in self.overlays.items():
            colour = colour_of(tokens, slot)
            smoothed.setPen(pen(colour))
            line.setPen(pen(mixed(colour, panel, _FAINT)))
            marks.style(SYMBOLS[slot], 9, colour)
            badge.fill = pg.mkBrush(colour)
            badge.setColor(panel)
            badge.textItem.setFont(fonts.font("small", strong=True))


def _apart(heights: list[float], gap: float, low: float, high: float) -> list[float]:
    """Ascending ``heights`` at least ``gap`` from each other and, as far as there is room, from ``low`` to ``high``."""
    lowest = [low + gap * place for place in range(len(heights))]
    highest = [high - gap * place for place in reversed(range(len(heights)))]
    risen: list[float] = []
    for height, least, most in zip(heights, lowest, highest, strict=True):
        risen.append(max(min(height, most), least, risen[-1] + gap if risen else least))
    return risen
