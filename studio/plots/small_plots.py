"""Loss and accuracy of runs that are over, small and side by side or below each other, on one shared axis."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.plots.curve_data import Column
from studio.plots.curves_model import CurvesModel, Run
from studio.plots.overlays import Overlay
from studio.plots.plot_canvas import PlotCanvas
from trainer_core.history.history import History

_HEIGHT = 132
_WINDOW_SHARE = 1 / 40
"""Of a run's batches over which its smoothed line averages: a small picture has room for no more turns."""


class SmallPlots(QWidget):
    """Two plots that can be moved through like the large ones; ``model`` says what they show. No signals."""

    def __init__(self, direction: QBoxLayout.Direction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CurvesModel()
        self.canvases: dict[Column, PlotCanvas] = {}
        self._titles: dict[Column, QLabel] = {}
        layout = QBoxLayout(direction, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for column in ("loss", "accuracy"):
            title, canvas = QLabel(self), PlotCanvas(self)
            title.setProperty("role", "muted")
            fonts.use(title, "small")
            canvas.setFixedHeight(_HEIGHT)
            canvas.wheel_zooms = False
            canvas.zoomed.connect(self._zoom)
            canvas.panned.connect(self._pan)
            canvas.follow_asked.connect(self._show_whole)
            self._titles[column], self.canvases[column] = title, canvas
            plot = QVBoxLayout()
            plot.setSpacing(2)
            plot.addWidget(title)
            plot.addWidget(canvas)
            layout.addLayout(plot, 1)
        self.retranslate()

    def show_run(self, history: History, best_by: Column) -> None:
        """Show one run in the colours of training and validation."""
        as_overlay = Overlay("", "", history, 1)
        self.model.overlays = ()
        self.model.beta = _beta(len(history))
        self.model.start(Run(history, max(1, as_overlay.pace), max(1, len(history)), best_by))
        self.redraw()

    def show_overlays(self, overlays: Sequence[Overlay]) -> None:
        """Show several runs in the colours of their numbers."""
        self.model.overlays = tuple(overlays)
        self.model.beta = _beta(max((len(each.history) for each in overlays), default=0))
        self.model.start(None)
        self.redraw()

    def clear(self) -> None:
        self.show_overlays(())

    @Slot()
    def redraw(self) -> None:
        """Bring the plots up to date with the model and their size."""
        if self.model.following:
            self.model.follow()
        for column, canvas in self.canvases.items():
            plot = canvas.plot
            canvas.set_scene(
                self.model.scene(column, max(2, int(plot.width())), max(2, int(plot.height())), lambda mark: "")
            )

    @Slot(float, float)
    def _zoom(self, factor: float, at: float) -> None:
        if self.model.shows_anything:
            self.model.zoom(factor, at)
            self.redraw()

    @Slot(float)
    def _pan(self, shift: float) -> None:
        if self.model.shows_anything:
            self.model.pan(shift)
            self.redraw()

    @Slot()
    def _show_whole(self) -> None:
        self.model.following = True
        self.redraw()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        words = {"loss": self.tr("Loss by epoch"), "accuracy": self.tr("Accuracy by epoch")}
        for column, title in self._titles.items():
            title.setText(words[column])
            self.canvases[column].setAccessibleName(words[column])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout().activate()
        self.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()


def _beta(batches: int) -> float:
    return 1.0 - 1.0 / max(1.0, batches * _WINDOW_SHARE)
