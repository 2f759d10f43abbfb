"""A run at a glance: one metric as a small line, and validation on another; as a widget and for a painter."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.painting import reporting
from studio.look.theme import Tokens, current_theme

Floats = npt.NDArray[np.floating]

_DOTS = 24
"""Up to so many validation results are drawn as dots; more of them would run into each other."""


def paint_small_curves(
    painter: QPainter, area: QRectF, training: Floats, validation: Floats, tokens: Tokens, share: float = 1.0
) -> None:
    """Paint ``training`` and ``validation``, each (n,) and evenly spaced over the run so far, into ``area``.

    What is not finite is left out. ``share`` (0..1) is how far over the width a run has come that is not done.
    """
    both = np.concatenate((training, validation)).astype(np.float64)
    both = both[np.isfinite(both)]
    if not len(both):
        return
    low, high = float(both.min()), float(both.max())
    margin = max((high - low) * 0.04, abs(high) * 1e-3, 1e-6)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Epoch k of n ends at k/n of the run; training begins at its start.
    ends = np.arange(1, len(validation) + 1) / max(len(validation), 1)
    for values, x, token in (
        (training, np.linspace(0, 1, len(training)), "training"),
        (validation, ends, "validation"),
    ):
        good = np.isfinite(values)
        left = area.left() + area.width() * share * x[good]
        top = area.bottom() - area.height() * (values[good] - low + margin) / (high - low + 2 * margin)
        line = [QPointF(*point) for point in zip(left.tolist(), top.tolist(), strict=True)]
        painter.setPen(QPen(tokens.colour(token), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(line))
        if len(line) == 1 or (token == "validation" and len(line) <= _DOTS):
            radius = min(2.0, area.height() / 20)
            painter.setBrush(tokens.colour(token))
            for point in line:
                painter.drawEllipse(point, radius, radius)


class SmallCurves(QWidget):
    """One plot without axes. ``share`` is how far over the width the curve goes, for a run that is not done.

    No signals.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._training: Floats = np.empty(0)
        self._validation: Floats = np.empty(0)
        self._share = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_curves(self, training: Floats, validation: Floats, share: float = 1.0) -> None:
        """Draw ``training`` and ``validation``, each (n,) float32 and evenly spaced over the run so far."""
        self._training, self._validation = training, validation
        self._share = min(max(share, 0.05), 1.0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 96)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.colour("hairline"), 1))
            painter.setBrush(tokens.colour("field"))
            painter.drawRoundedRect(area, 6, 6)
            inner = area.adjusted(6, 6, -6, -6)
            paint_small_curves(painter, inner, self._training, self._validation, tokens, self._share)
