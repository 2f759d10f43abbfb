"""The small curves of a run as a picture, painted once and kept."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from studio.look.theme import Tokens
from studio.widgets.small_curves import paint_small_curves
from trainer_core.library.record import RunPicture, RunRecord

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
            ((picture.loss, picture.validation_loss), (picture.metric, picture.validation_metric))
        ):
            rect = QRectF(place * (width + _GAP), 0.5, width, SIZE.height() - 1)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("plot_band"))
            painter.drawRoundedRect(rect, 3, 3)
            paint_small_curves(painter, rect.adjusted(_INSET, _INSET, -_INSET, -_INSET), *curves, tokens)
    return pixmap
