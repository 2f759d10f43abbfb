"""One metric as a card: its header with the newest values, and its plot."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studio.look.messages import counted
from studio.look.metrics import is_share, short_number, title
from studio.views.curves.plot import MetricPlot
from studio.widgets.fitting_header import FittingHeader
from trainer_core.history.timeline import Range

_SIDE = 13


class MetricPanel(QFrame):
    """A titled plot; what is drawn is ``canvas.frame``."""

    def __init__(self, metric: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.metric_name = metric
        self._told = (0, 0)
        self._help = ""
        self.setProperty("role", "card")
        self.setObjectName(f"{metric}Panel")
        self.header = FittingHeader("100.0%" if is_share(metric) else "0.000", self)
        self.header.setContentsMargins(_SIDE, 10, _SIDE, 4)
        self.canvas = MetricPlot(metric, self)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 6)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.canvas, 1)

    @property
    def x_range(self) -> Range:
        return self.canvas.view.x_range

    def show_values(self, training: float, validation: float, epoch: int = 0, epochs: int = 0) -> None:
        """Say the newest values in the header, after ``epoch`` of ``epochs``; one that is no number is left out."""
        words = (short_number(self.metric_name, each) if math.isfinite(each) else "" for each in (training, validation))
        self.header.legend.set_values(*words)
        self._told = (epoch, epochs)
        self._describe()

    def _describe(self) -> None:
        """Say to a screen reader what the curves show now, then how they are moved."""
        values = self.header.legend.accessibleName()
        epoch, epochs = self._told
        shown = ""
        if values:
            shown = counted(
                epochs,
                "{metric}: {values} after {epoch} of 1 epoch.",
                "{metric}: {values} after {epoch} of {n:,} epochs.",
                metric=title(self.metric_name),
                values=values,
                epoch=epoch,
            )
        text = f"{shown} {self._help}".strip()
        if text != self.canvas.accessibleDescription():
            self.canvas.setAccessibleDescription(text)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        translate = QCoreApplication.translate
        self.header.title.setText(title(self.metric_name))
        self.header.legend.set_names(translate("Curves", "training"), translate("Curves", "validation"))
        self.header.fit()
        self.canvas.retranslate()
        self.canvas.setAccessibleName(title(self.metric_name))
        self._help = translate(
            "Curves",
            "Drag to zoom into a span, drag with Shift or the right button to move. The wheel or + and - zoom, the "
            "arrow keys move, a double click or F follows the run again.",
        )
        self._describe()
        self.canvas.viewport().setToolTip(self._help)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.header.minimumSizeHint().width() + 2, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.activate()
