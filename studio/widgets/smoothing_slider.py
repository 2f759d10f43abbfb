"""A slider for how many values a moving average averages over, from 1 to 1,000."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSlider, QWidget

from studio.look.i18n import Retranslated

_FIRST = 45
_LONGEST_POWER = 3.0


class SmoothingSlider(Retranslated, QSlider):
    """Its place runs from 0 to 100.

    Signals:
        smoothed(float): ``beta`` is another.
    """

    smoothed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 100)
        self.setValue(_FIRST)
        self.setMinimumWidth(56)
        self.setMaximumWidth(80)
        self.valueChanged.connect(self._tell)
        self.retranslate()

    @property
    def window_length(self) -> float:
        """Values over which the moving average averages."""
        return float(10.0 ** (self.value() / 100 * _LONGEST_POWER))

    @property
    def beta(self) -> float:
        """Factor of the moving average: it averages over about 1 / (1 - beta) values."""
        return 1.0 - 1.0 / self.window_length

    def set_beta(self, beta: float) -> None:
        """Move to ``beta``, 0 to 0.999, as remembered from another time."""
        length = 1.0 / (1.0 - min(max(beta, 0.0), 0.999))
        self.setValue(round(100 * math.log10(length) / _LONGEST_POWER))

    @Slot()
    def _tell(self) -> None:
        self._explain()
        self.smoothed.emit(self.beta)

    def _explain(self) -> None:
        count = f"{self.window_length:,.0f}"
        self.setToolTip(self.tr("Smoothing: the line averages over about {count} batches.").format(count=count))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Smoothing"))
        self._explain()
