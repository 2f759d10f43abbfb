"""The learning rate over the whole run, as the schedule will set it, in a picture the size of a stamp."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio import fonts, formats
from studio.session import Session
from studio.theme import current_theme
from trainer_core.events import HyperparameterChanged, Prepared, RunStarted
from trainer_core.schedules import build_schedule, preview

_HEIGHT = 64
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

    def sizeHint(self) -> QSize:
        return QSize(200, round(_HEIGHT * fonts.scale()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setFont(fonts.font("small"))
            metrics = QFontMetricsF(painter.font())
            top, highest = metrics.height() + 4, float(self.rates.max()) if len(self.rates) else math.nan
            painter.setPen(tokens.colour("muted"))
            painter.drawText(QRectF(0, 0, self.width(), top), self._caption(highest))
            plot = QRectF(0, top, self.width(), self.height() - top).adjusted(0.5, 2.5, -0.5, -1.5)
            painter.setPen(QPen(tokens.colour("hairline"), 1))
            painter.drawLine(plot.bottomLeft(), plot.bottomRight())
            if not len(self.rates) or not highest > 0:
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x = plot.left() + self.epochs / max(float(self.epochs[-1]), 1e-9) * plot.width()
            y = plot.bottom() - self.rates / highest * plot.height()
            line = [QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent", 0.15))
            painter.drawPolygon(QPolygonF([plot.bottomLeft(), *line, plot.bottomRight()]))
            painter.setPen(QPen(tokens.colour("accent"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(QPolygonF(line))

    def _caption(self, highest: float) -> str:
        return self.tr("Learning rate up to {rate}").format(rate=formats.learning_rate(highest))

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
        self.update()
