"""A run at a glance: its loss or accuracy as one small line, and validation as dots on a thinner one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.theme import current_theme

Floats = npt.NDArray[np.float32]

_SIDE = 6.0
_DOTS = 24
"""Up to so many validation results are drawn as dots; more of them would run into each other."""


class SmallCurves(QWidget):
    """One plot without axes. ``share`` is how far over the width the curve goes, for a run that is not done.

    No signals.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._training: Floats = np.empty(0, np.float32)
        self._validation: Floats = np.empty(0, np.float32)
        self._share = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_curves(self, training: Floats, validation: Floats, share: float = 1.0) -> None:
        """Draw ``training`` and ``validation``, each (n,) float32 and evenly spaced over the run so far."""
        self._training, self._validation = training, validation
        self._share = min(max(share, 0.05), 1.0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.colour("hairline"), 1))
            painter.setBrush(tokens.colour("field"))
            painter.drawRoundedRect(area, 6, 6)
            inner = area.adjusted(_SIDE, _SIDE, -_SIDE, -_SIDE)
            seen = [values[np.isfinite(values)] for values in (self._training, self._validation)]
            both = np.concatenate(seen)
            if not len(both):
                return
            low, high = float(both.min()), float(both.max())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for values, token, dots in zip(seen, ("training", "validation"), (False, True), strict=True):
                line = _polygon(values, inner, low, high, self._share, from_start=not dots)
                painter.setPen(QPen(tokens.colour(token), 1))
                painter.drawPolyline(line)
                if dots and len(values) <= _DOTS:
                    painter.setBrush(tokens.colour(token))
                    for point in line:
                        painter.drawEllipse(point, 2.0, 2.0)


def _polygon(values: Floats, area: QRectF, low: float, high: float, share: float, *, from_start: bool) -> QPolygonF:
    """The values as points; the first stands at the beginning, or where the first of as many stretches ends."""
    count = len(values)
    first, steps = (0, max(count - 1, 1)) if from_start else (1, max(count, 1))
    height = (high - low) or 1.0
    return QPolygonF(
        [
            QPointF(
                area.left() + area.width() * share * (first + at) / steps,
                area.bottom() - area.height() * (float(value) - low) / height,
            )
            for at, value in enumerate(values)
        ]
    )
