"""The small curves of a run as a picture, painted once and kept."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from studio.look.theme import Tokens
from studio.plots.scene import Ground, Mapping
from studio.plots.strokes import pen, polygon_of
from trainer_core.library.record import Curve, RunPicture, RunRecord

SIZE = QSize(104, 36)
_GAP, _INSET = 8, 3.0
_A_FRAME = 6
"""Pictures that one frame paints anew, each a third of a millisecond."""
_KEPT = 400
"""Pictures that are kept: a few screens full. Each takes 20 KB."""


class Thumbnails:
    """Pictures by run; one is painted anew when the run's picture, the theme or the screen is another."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, tuple[RunPicture, object, QPixmap]] = OrderedDict()
        self._left = _A_FRAME

    def start_frame(self) -> None:
        """Begin another painting, which may paint `_A_FRAME` pictures anew."""
        self._left = _A_FRAME

    def of(self, record: RunRecord, tokens: Tokens, ratio: float) -> QPixmap | None:
        """The picture of ``record`` at ``ratio`` device pixels a logical one; transparent behind its curves.

        None where so many were painted anew in this frame that it has to wait for the next one.
        """
        look = (tokens.name, ratio)
        kept = self._kept.get(record.path)
        if kept is None or kept[0] is not record.picture or kept[1] != look:
            if self._left == 0:
                return None
            self._left -= 1
            kept = (record.picture, look, _painted(record.picture, tokens, ratio))
            self._kept[record.path] = kept
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(record.path)
        return kept[2]


def _painted(picture: RunPicture, tokens: Tokens, ratio: float) -> QPixmap:
    pixmap = QPixmap(SIZE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    width = (SIZE.width() - _GAP) / 2
    with QPainter(pixmap) as painter:
        for place, curves in enumerate(
            ((picture.loss, picture.validation_loss), (picture.accuracy, picture.validation_accuracy))
        ):
            rect = QRectF(place * (width + _GAP), 0.5, width, SIZE.height() - 1)
            _paint_plot(painter, rect, *curves, tokens)
    return pixmap


def _paint_plot(painter: QPainter, rect: QRectF, training: Curve, validation: Curve, tokens: Tokens) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour("plot_band"))
    painter.drawRoundedRect(rect, 3, 3)
    finite = [each[np.isfinite(each)] for each in (training, validation)]
    values = np.concatenate(finite)
    if len(values) == 0:
        return
    low, high = float(values.min()), float(values.max())
    margin = max((high - low) * 0.04, abs(high) * 1e-3, 1e-6)
    ground = Ground((0.0, 1.0), (low - margin, high + margin))
    to = Mapping(ground, rect.adjusted(_INSET, _INSET, -_INSET, -_INSET))
    for curve, token, begin in ((training, "training", 0.0), (validation, "validation", None)):
        good = np.isfinite(curve)
        count = len(curve)
        # Epoch k of n ends at k/n of the run; training begins at its start.
        x = np.linspace(0.0, 1.0, count) if begin is not None else (np.arange(count) + 1.0) / max(count, 1)
        points = x[good], curve[good].astype(np.float64)
        painter.setPen(pen(tokens.colour(token)))
        if len(points[0]) > 1:
            painter.drawPolyline(polygon_of(to, points))
        elif len(points[0]) == 1:
            painter.setBrush(tokens.colour(token))
            painter.drawEllipse(QPointF(float(to.x(points[0])[0]), float(to.y(points[1])[0])), 1.5, 1.5)
