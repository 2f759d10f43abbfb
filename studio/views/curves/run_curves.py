"""The curves of runs that are over, small, side by side or below each other, on one shared axis."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.metrics import is_share, metrics_of, number, short_number, title
from studio.session.overlays import Overlay
from studio.views.curves.model import CurvesModel, Run, averaging_over
from studio.views.curves.plot import MetricPlot
from studio.widgets.plot_view import View
from studio.widgets.scaled import Scaled
from studio.widgets.value_legend import ValueLegend
from trainer_core.history.history import History

_HEIGHT = 132
_WINDOW_SHARE = 1 / 40
"""Of a run's batches over which its smoothed line averages: a small picture has room for no more turns."""


class RunCurves(Retranslated, QWidget):
    """Plots that can be moved through like the large ones; ``model`` says what they show. No signals."""

    def __init__(self, direction: QBoxLayout.Direction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CurvesModel()
        self.model.window_share = _WINDOW_SHARE
        self.canvases: dict[str, MetricPlot] = {}
        self.legends: dict[str, ValueLegend] = {}
        self._titles: dict[str, QLabel] = {}
        self._layout = QBoxLayout(direction, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._add(metrics_of(None))

    def _add(self, metrics: Sequence[str]) -> None:
        """Make the plots of ``metrics`` that are not there yet."""
        for metric in metrics:
            if metric in self.canvases:
                continue
            label, canvas = QLabel(self), MetricPlot(metric, self)
            label.setProperty("role", "muted")
            fonts.use(label, "small")
            Scaled(canvas, QWidget.setFixedHeight, _HEIGHT)
            canvas.wheel_zooms = False
            canvas.view.moved.connect(self._move)
            canvas.view.fit_asked.connect(self._show_whole)
            plot = QVBoxLayout()
            plot.setSpacing(2)
            legend = self.legends[metric] = ValueLegend("100.0%" if is_share(metric) else "0.000", self)
            fonts.use(legend, "small")
            for widget in (label, legend, canvas):
                plot.addWidget(widget)
            self._layout.addLayout(plot, 1)
            if self.canvases:
                canvas.view.setXLink(next(iter(self.canvases.values())).view)
            self._titles[metric], self.canvases[metric] = label, canvas

    def show_run(self, history: History, best_by: str) -> None:
        """Show one run in the colours of training and validation."""
        self.model.beta = averaging_over(len(history) * _WINDOW_SHARE)
        self._show(Run.whole(history, best_by), ())

    def show_overlays(self, overlays: Sequence[Overlay]) -> None:
        """Show several runs in the colours of their numbers."""
        self._show(None, overlays)

    def _show(self, run: Run | None, overlays: Sequence[Overlay]) -> None:
        model = self.model
        model.overlays = tuple(overlays)
        histories = [each.history for each in overlays] + ([run.history] if run else [])
        # An axis that counts epochs says nothing of runs that have not finished one.
        model.axis = "epoch" if any(each.epochs for each in histories) else "batch"
        model.start(run)
        self._add(model.metrics)
        for metric, canvas in self.canvases.items():
            for widget in (canvas, self._titles[metric]):
                widget.setVisible(metric in model.metrics)
            # Of several runs the page has one legend for all plots.
            self.legends[metric].setVisible(metric in model.metrics and run is not None)
        self.retranslate()
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Bring the plots up to date with the model and their size."""
        model = self.model
        if model.following:
            model.follow()
        for metric, canvas in self.canvases.items():
            if metric not in model.metrics:
                continue
            canvas.show_model(model, lambda mark: "")
            values = model.latest.get(metric, math.nan), model.validation_now(metric)
            legend = self.legends[metric]
            legend.set_values(*(short_number(metric, each) if math.isfinite(each) else "" for each in values))
            legend.set_compact(legend.width_for(False) > self.width())
            canvas.name_lines({each.slot: each.name for each in model.overlays})

    @Slot()
    def _move(self) -> None:
        view = self.sender()
        if self.model.shows_anything and isinstance(view, View):
            self.model.look_at(view.x_range)
            self.redraw()

    @Slot()
    def _show_whole(self) -> None:
        self.model.following = True
        self.redraw()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        by_epoch = QCoreApplication.translate("Curves", "{metric} by epoch")
        by_batch = QCoreApplication.translate("Curves", "{metric} by batch")
        for metric, label in self._titles.items():
            label.setText((by_batch if self.model.axis == "batch" else by_epoch).format(metric=title(metric)))
            self.canvases[metric].setAccessibleName(label.text())
            self.canvases[metric].setAccessibleDescription(self._last_words(metric))
            self.canvases[metric].retranslate()
            self.legends[metric].set_names(
                QCoreApplication.translate("Curves", "training"), QCoreApplication.translate("Curves", "validation")
            )

    def _last_words(self, metric: str) -> str:
        """The last value of each run that is shown, for a screen reader."""
        runs = [("", self.model.run.history)] if self.model.run is not None else []
        runs = runs or [(each.name, each.history) for each in self.model.overlays]
        last = [(name, history.epochs[-1].result(metric)) for name, history in runs if history.epochs]
        return ", ".join(f"{name} {number(metric, value)}".strip() for name, value in last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.activate()
        self.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()
