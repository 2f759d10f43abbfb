"""The learning rate over the whole run, as the schedule will set it, in a picture the size of a stamp."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.theme import Tokens, current_theme
from studio.session.session import Session
from trainer_core.parts.schedules import build_schedule, preview
from trainer_core.protocol.events import HyperparameterChanged, Prepared, RunStarted

if TYPE_CHECKING:
    from pyqtgraph import PlotWidget

_HEIGHT = 120
_POINTS = 200
_USUAL_BATCHES = 844
"""Batches an epoch until the data is prepared: those of Fashion-MNIST at a batch size of 64."""


class SchedulePreview(QWidget):
    """Draws the curve of the learning rate. ``epochs`` and ``rates``, both (n,), are drawn. No signals."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schedulePreview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._session = session
        self.epochs: npt.NDArray[np.float64] = np.empty(0)
        self.rates: npt.NDArray[np.float64] = np.empty(0)
        self._plot: PlotWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setMinimumHeight(round(_HEIGHT * fonts.scale()))
        session.recipe_changed.connect(self._compute)
        session.prepared.connect(self._take_prepared)
        session.run_started.connect(self._take_run)
        session.hyperparameter_changed.connect(self._take_change)
        self._compute()

    def retranslate(self) -> None:
        """Word the description in the present language."""
        self.setAccessibleName(self.tr("Learning rate over the run"))
        if not len(self.rates):
            return
        tip = self.tr(
            "Learning rate: {first} at first, {highest} at most, {last} at the end of {epochs} epochs"
        ).format(
            first=formats.learning_rate(self.rates[0]),
            highest=formats.learning_rate(self.rates.max()),
            last=formats.learning_rate(self.rates[-1]),
            epochs=self._session.recipe.training.epochs,
        )
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plot is None:
            self._make_plot()
        self._draw()

    def _make_plot(self) -> None:
        """Make the plot when it is first looked at: importing pyqtgraph would cost the start a third of a second."""
        import pyqtgraph

        self._plot = pyqtgraph.PlotWidget(self, background=None)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFixedHeight(round(_HEIGHT * fonts.scale()))
        item = self._plot.getPlotItem()
        item.hideButtons()
        item.setMenuEnabled(False)
        item.setMouseEnabled(x=False, y=False)
        item.getAxis("left").enableAutoSIPrefix(False)
        self._curve = item.plot(antialias=True, fillLevel=0)
        self.layout().addWidget(self._plot)
        current_theme().changed.connect(self._change_theme)

    @Slot(object)
    def _change_theme(self, tokens: Tokens) -> None:
        self._draw()

    def _draw(self) -> None:
        """Hand the curve to the plot, in the colours that hold now."""
        if self._plot is None or not len(self.rates) or not np.isfinite(self.rates).all():
            return
        tokens, item = current_theme().tokens, self._plot.getPlotItem()
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.setTickFont(fonts.font("small"))
            axis.setPen(tokens.colour("hairline"))
            axis.setTextPen(tokens.colour("muted"))
        self._curve.setPen(tokens.colour("accent"))
        self._curve.setBrush(tokens.colour("accent", 0.15))
        self._curve.setData(self.epochs, self.rates)
        item.setXRange(0.0, max(float(self.epochs[-1]), 1e-9), padding=0)
        item.setYRange(0.0, float(self.rates.max()) * 1.08 or 1.0, padding=0)

    @Slot(object)
    def _take_prepared(self, event: Prepared) -> None:
        self._compute()

    @Slot(object)
    def _take_run(self, event: RunStarted) -> None:
        self._compute()

    @Slot(object)
    def _take_change(self, event: HyperparameterChanged) -> None:
        self._compute()

    @Slot()
    def _compute(self) -> None:
        session, recipe = self._session, self._session.recipe
        each = _USUAL_BATCHES
        if session.preparation is not None:
            each = math.ceil(session.preparation.data.training / recipe.data.batch_size)
        self.epochs, self.rates = preview(
            build_schedule(recipe.schedule.name, **recipe.schedule.arguments),
            lr=float(recipe.optimizer.arguments["lr"]),
            epochs=recipe.training.epochs,
            steps_per_epoch=max(each, 1),
            points=_POINTS,
        )
        self.retranslate()
        self._draw()
