"""A matrix of numbers as coloured cells: one colour above zero, another below; what is not finite is crossed out."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts, formats
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.plot_items import channels

Floats = npt.NDArray[np.float32]
Cell = tuple[int, int]

_LARGEST_CELL, _HEIGHT, _LOWEST = 48, 220, 24


def signed_colours(values: Floats, bound: float, ground: QColor, above: QColor, below: QColor) -> npt.NDArray[np.uint8]:
    """The colours of ``values`` (…), (…, 3): the ground at zero, full at ``bound`` and -``bound``."""
    strength = np.clip(np.nan_to_num(values) / (bound or 1.0), -1, 1)[..., None]
    weight = np.abs(strength)
    mixed = channels(ground) * (1 - weight) + np.where(strength > 0, channels(above), channels(below)) * weight
    return np.ascontiguousarray(mixed.astype(np.uint8))


class HeatMap(QWidget):
    """Cells as large as there is room for, with their numbers where these fit.

    Attributes:
        values: (Y, X) float32, the first row at the top.

    Signals:
        pointed(object): the (row, column) under the mouse is another; None: there is none.
        chosen(object): a person has clicked this (row, column).
    """

    pointed = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: Floats = np.zeros((0, 0), dtype=np.float32)
        self._bound = 0.0
        self._image = QImage()
        self._cell: Cell | None = None
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        current_theme().changed.connect(self._colour)

    @property
    def bound(self) -> float:
        """The size at which a colour is full."""
        return self._bound

    def show_values(self, values: Floats, bound: float | None = None) -> None:
        """Show (Y, X) ``values``; a colour is full at ``bound``, or else at the largest of them."""
        self.values = values
        finite = np.abs(values[np.isfinite(values)])
        self._bound = bound if bound is not None else float(finite.max()) if finite.size else 0.0
        self._cell = None
        self.updateGeometry()
        self._colour()

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        side, left, top = self._place()
        return QRectF(left + column * side, top + row * side, side, side)

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _LOWEST)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows, columns = (max(1, each) for each in self.values.shape)
        high = math.ceil(rows * min(width / columns, fonts.scaled(_LARGEST_CELL)))
        return int(max(_LOWEST, min(high, fonts.scaled(_HEIGHT))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._cell_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is not None:
            self.chosen.emit(cell)

    def leaveEvent(self, event: object) -> None:
        self._point(None)

    def _point(self, cell: Cell | None) -> None:
        if cell != self._cell:
            self._cell = cell
            self.pointed.emit(cell)
            self.update()

    def _cell_at(self, point: QPoint) -> Cell | None:
        side, left, top = self._place()
        row, column = int((point.y() - top) // side), int((point.x() - left) // side)
        inside = 0 <= row < self.values.shape[0] and 0 <= column < self.values.shape[1]
        return (row, column) if inside else None

    def _place(self) -> tuple[float, float, float]:
        """The side of a cell, and where the first one stands."""
        rows, columns = (max(1, each) for each in self.values.shape)
        side = min(self.width() / columns, self.height() / rows, fonts.scaled(_LARGEST_CELL))
        side = max(side, 0.01)
        return side, (self.width() - side * columns) / 2, 0.0

    def _colour(self, tokens: object = None) -> None:
        if self.values.size:
            theme = current_theme().tokens
            ground, above, below = (theme.colour(name) for name in ("field", "training", "wrong"))
            pixels = signed_colours(self.values, self._bound, ground, above, below)
            height, width, _ = pixels.shape
            self._image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        self.update()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.values.size:
            return
        tokens = current_theme().tokens
        rows, columns = self.values.shape
        side, left, top = self._place()
        area = QRectF(left, top, side * columns, side * rows)
        with QPainter(self) as painter:
            painter.drawImage(area, self._image)
            painter.setPen(QPen(tokens.colour("wrong"), 1))
            for row, column in np.argwhere(~np.isfinite(self.values))[:400].tolist():
                cell = self.cell_rect(row, column)
                painter.drawLine(cell.topLeft(), cell.bottomRight())
                painter.drawLine(cell.topRight(), cell.bottomLeft())
            self._write_numbers(painter, side)
            painter.setPen(QPen(tokens.colour("hairline"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
            if self._cell is not None:
                painter.setPen(QPen(tokens.colour("text"), 1.5))
                painter.drawRect(self.cell_rect(*self._cell))

    def _write_numbers(self, painter: QPainter, side: float) -> None:
        painter.setFont(fonts.font("small"))
        if side < QFontMetricsF(painter.font()).horizontalAdvance("-0.00") + 4:
            return
        painter.setPen(current_theme().tokens.colour("text"))
        for (row, column), value in np.ndenumerate(self.values):
            if np.isfinite(value):
                words = f"{value:.2f}" if abs(value) < 100 else formats.compact(round(float(value)))
                painter.drawText(self.cell_rect(row, column), Qt.AlignmentFlag.AlignCenter, words)
