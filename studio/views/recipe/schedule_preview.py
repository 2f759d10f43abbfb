"""The learning rate over the whole run, as the schedule will set it, in a picture the size of a stamp."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.look.theme import current_theme
from studio.session.session import Session
from studio.widgets.plot import Plot
from studio.widgets.plot_items import mixed, pen
from studio.widgets.scales import step_count, write_count
from trainer_core.parts.schedules import FixedSchedule, build_schedule, preview
from trainer_core.protocol.events import HyperparameterChanged, Prepared, RunStarted

_HEIGHT = 120
_CONSTANT = "constant"
_POINTS = 200
_USUAL_BATCHES = 844
"""Batches an epoch until the data is prepared: those of Fashion-MNIST at a batch size of 64."""


def _write_rate(value: float, step: float) -> str:
    """A tick as a field writes a learning rate: ``1e-3``."""
    return formats.learning_rate(value) if value else "0"


class SchedulePreview(Retranslated, QWidget):
    """Draws the curve of the learning rate. ``epochs`` and ``rates``, both (n,), are drawn. No signals.

    ``note`` says what the curve cannot: that a schedule changes nothing in so few epochs, or follows validation.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schedulePreview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._session = session
        self.epochs: npt.NDArray[np.float64] = np.empty(0)
        self.rates: npt.NDArray[np.float64] = np.empty(0)
        self._plot = Plot(self)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.view.setMouseEnabled(x=False, y=False)
        self._plot.setInteractive(False)
        self._plot.wheel_zooms = False
        self._plot.axes["left"].write = _write_rate
        self._plot.axes["bottom"].step = step_count
        self._plot.axes["bottom"].write = write_count
        self._curve = self._plot.add_line(antialias=True)
        self._curve.setFillLevel(0)
        self._plot.restyled.connect(self._draw)
        self.note = QLabel(self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        fonts.use(self.note, "small")
        self._known = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._plot)
        layout.addWidget(self.note)
        session.shown_changed.connect(self._compute)
        session.prepared.connect(self._take_prepared)
        session.run_started.connect(self._take_run)
        session.hyperparameter_changed.connect(self._take_change)
        self._compute()

    def retranslate(self) -> None:
        """Word the description in the present language."""
        self.setAccessibleName(self.tr("Learning rate over the run"))
        self._plot.setAccessibleName(self.accessibleName())
        if not len(self.rates):
            return
        tip = counted(
            self._session.shown_recipe.training.epochs,
            "Learning rate: {first} at first, {highest} at most, {last} at the end of 1 epoch",
            "Learning rate: {first} at first, {highest} at most, {last} at the end of {n:,} epochs",
            first=formats.learning_rate(self.rates[0]),
            highest=formats.learning_rate(self.rates.max()),
            last=formats.learning_rate(self.rates[-1]),
        )
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        self._plot.setAccessibleDescription(tip)
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))

    def _note(self) -> str:
        if not self._known:
            return self.tr("The rate falls when validation stops improving; when that is shows during training.")
        recipe = self._session.shown_recipe
        if recipe.schedule.name == _CONSTANT or np.ptp(self.rates) > 0:
            return ""
        return counted(
            recipe.training.epochs,
            "With these values the rate does not change in 1 epoch.",
            "With these values the rate does not change in {n:,} epochs.",
        )

    def _draw(self, tokens: object = None) -> None:
        """Hand the curve to the plot, in the colours and the size of text that hold now."""
        plot, colours = self._plot, current_theme().tokens
        plot.setFixedHeight(round(_HEIGHT * fonts.scale()))
        self._curve.setPen(pen(colours.colour("accent")))
        self._curve.setBrush(mixed(colours.colour("accent"), colours.colour("panel"), 0.15))
        if not len(self.rates) or not np.isfinite(self.rates).all():
            return
        self._curve.setData(self.epochs, self.rates)
        plot.show_range((0.0, max(float(self.epochs[-1]), 1e-9)), (0.0, float(self.rates.max()) * 1.08 or 1.0))

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
        session, recipe = self._session, self._session.shown_recipe
        each = _USUAL_BATCHES
        if session.preparation is not None:
            each = math.ceil(session.preparation.data.training / recipe.data.batch_size)
        schedule = build_schedule(recipe.schedule.name, **recipe.schedule.arguments)
        self._known = isinstance(schedule, FixedSchedule)
        self.epochs, self.rates = preview(
            schedule,
            lr=float(recipe.optimizer.arguments["lr"]),
            epochs=recipe.training.epochs,
            steps_per_epoch=max(each, 1),
            points=_POINTS,
        )
        self.retranslate()
        self._draw()
