"""What stands over the columns of the list of layers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.views.model.layers.card_face import SIDE, WIDTHS

_EDGE = 12


class ColumnHeads(Retranslated, QWidget):
    """Names the columns that there is room for. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self._width = 0
        self._batch_size = 1
        self._words: dict[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_columns(self, columns: tuple[str, ...], width: int) -> None:
        """Name these columns over a list of this width."""
        self._columns, self._width = columns, width
        self.update()

    def set_batch_size(self, batch_size: int) -> None:
        """Say for how many examples the activations are counted."""
        self._batch_size = batch_size
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._words = {
            "output": self.tr("Output"),
            "parameters": self.tr("Parameters"),
            "multiply_adds": self.tr("Mult-adds"),
            "memory": self.tr("Memory"),
        }
        self.setToolTip(
            counted(
                self._batch_size,
                "Output and multiply-adds of one example; memory of the activations of a batch of 1 example",
                "Output and multiply-adds of one example; memory of the activations of a batch of {n:,} examples",
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, fonts.scaled(22))

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setFont(fonts.font("small"))
            painter.setPen(tokens.colour("muted"))
            metrics = QFontMetricsF(painter.font())
            right = float(self._width - _EDGE - SIDE)
            for column in reversed(self._columns):
                width = fonts.scaled(WIDTHS[column])
                words = metrics.elidedText(self._words[column], Qt.TextElideMode.ElideRight, width - 8)
                cell = QRectF(right - width, 0, width - 4, self.height())
                painter.drawText(cell, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
                right -= width
