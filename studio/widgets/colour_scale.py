"""What the colours of a surface mean: a bar from its lowest to its highest value."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme

_BAR, _GAP = 8, 8
_COLOURS: npt.NDArray[np.uint8] = pg.colormap.get("viridis").getLookupTable(nPts=256)


def coloured(values: npt.NDArray[np.floating], low: float, high: float) -> npt.NDArray[np.uint8]:
    """The colours of ``values`` (…) from ``low`` to ``high``, (…, 3); what is beyond has the last one."""
    share = (np.nan_to_num(values, nan=low) - low) / ((high - low) or 1.0)
    colours: npt.NDArray[np.uint8] = _COLOURS[(np.clip(share, 0.0, 1.0) * 255).astype(np.int64)]
    return colours


class ColourScale(QWidget):
    """The bar, with the name of the value, its lowest and its highest. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ("", "", "")
        fonts.use(self, "small")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, name: str, low: str, high: str) -> None:
        """Say what is shown, and from where to where."""
        if (name, low, high) != self.words:
            self.words = (name, low, high)
            self.setAccessibleName(f"{name} {low} – {high}")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, round(QFontMetricsF(self.font()).height()) + 2)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        name, low, high = self.words
        metrics = QFontMetricsF(self.font())
        line = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(tokens.colour("muted"))
            left = 0.0
            for words in (name, low):
                room = metrics.horizontalAdvance(words)
                painter.drawText(line.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
                left += room + _GAP
            right = line.right() - metrics.horizontalAdvance(high)
            painter.drawText(line.adjusted(right, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, high)
            bar = QRectF(left, (line.height() - _BAR) / 2, max(0.0, right - _GAP - left), _BAR)
            gradient = QLinearGradient(bar.topLeft(), bar.topRight())
            for share in np.linspace(0, 1, 9).tolist():
                gradient.setColorAt(share, QColor(*_COLOURS[round(share * 255)].tolist()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(gradient)
            painter.drawRoundedRect(bar, 3, 3)
