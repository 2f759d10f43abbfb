"""Rows of coloured strips on a common axis: how a value of each of several things has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import Tokens, current_theme

_PADDING, _GAP, _MARK = 4, 8, 9
_NAMES, _VALUES = 0.38, 0.24
"""Shares of the width that names and values may take at most."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands beside a strip: its name at the left, a value at the right, and whether it is marked."""

    name: str
    value: str
    marked: bool = False


class Strips(QWidget):
    """A row for each thing; one of them can be current. It is as high as its rows.

    Signals:
        chosen(int): a person has made this row the current one.
        pointed(int, int): the pointer is on this row and column of the values; (-1, -1) where it is on none.
    """

    chosen = Signal(int)
    pointed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Strip, ...] = ()
        self.current = -1
        self._positions: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self._colours: npt.NDArray[np.uint8] = np.empty((0, 0, 3), np.uint8)
        self._there: npt.NDArray[np.bool_] = np.empty((0, 0), bool)
        self._image: QImage | None = None
        self._widths: tuple[float, float] | None = None
        """What the longest name and the longest value take."""
        self._pointed = (-1, -1)
        fonts.use(self, "small")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_strips(
        self,
        rows: Sequence[Strip],
        positions: npt.NDArray[np.int64],
        colours: npt.NDArray[np.uint8],
        there: npt.NDArray[np.bool_],
    ) -> None:
        """Show ``rows`` with ``colours`` (rows, n, 3) at ascending ``positions`` (n,), where they are ``there``
        (rows, n).
        """
        changed = len(rows) != len(self.rows)
        self.rows, self._positions, self._colours, self._there = tuple(rows), positions, colours, there
        self._image = self._widths = None
        if self.current >= len(rows):
            self.current = -1
        if changed:
            self.updateGeometry()
        self.update()

    def set_current(self, row: int) -> None:
        """Make a row the current one without a signal; -1 for none."""
        if row != self.current:
            self.current = row
            self.update()

    def row_rect(self, row: int) -> QRectF:
        """Where a row lies."""
        return QRectF(0, row * self._height, self.width(), self._height)

    def sizeHint(self) -> QSize:
        return QSize(240, round(len(self.rows) * self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._image = self._widths = None
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._image = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._row_at(event.position()), self._column_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and row >= 0:
            self._choose(row)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._point(self._row_at(event.position()), self._column_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1, -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None or not self.rows:
            super().keyPressEvent(event)
            return
        self._choose(min(max(self.current + by, 0), len(self.rows) - 1))

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setFont(self.font())
            for row in range(len(self.rows)):
                if self.row_rect(row).intersects(QRectF(event.rect())):
                    self._paint_row(painter, row, tokens)

    @property
    def _height(self) -> float:
        return round(QFontMetricsF(self.font()).height()) + 2 * _PADDING

    @property
    def _area(self) -> tuple[float, float]:
        """Where the strips begin and end, in pixels from the left."""
        if self._widths is None:
            width = QFontMetricsF(self.font()).horizontalAdvance
            names = max((width(row.name) for row in self.rows), default=0.0)
            self._widths = names, max((width(row.value) for row in self.rows), default=0.0)
        names, values = self._widths
        left = _GAP + _MARK + _PADDING + min(names, _NAMES * self.width()) + _GAP
        return left, max(left + 1, self.width() - min(values, _VALUES * self.width()) - 2 * _GAP)

    def _paint_row(self, painter: QPainter, row: int, tokens: Tokens) -> None:
        strip, rect = self.rows[row], self.row_rect(row)
        left, right = self._area
        if row == self.current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selection"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        ink = tokens.colour("on_selection" if row == self.current else "text")
        name = QRectF(_GAP + _MARK + _PADDING, rect.top(), left - 2 * _GAP - _MARK - _PADDING + 1, rect.height())
        if strip.marked:
            self._paint_mark(painter, QPointF(_GAP, rect.center().y()), tokens)
        metrics = QFontMetricsF(self.font())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(ink)
        painter.drawText(name, middle, metrics.elidedText(strip.name, Qt.TextElideMode.ElideMiddle, name.width() + 1))
        value = QRectF(right + _GAP, rect.top(), self.width() - right - 2 * _GAP, rect.height())
        shown = metrics.elidedText(strip.value, Qt.TextElideMode.ElideRight, value.width() + 1)
        painter.drawText(value, middle | Qt.AlignmentFlag.AlignRight, shown)
        area = QRectF(left, rect.top() + _PADDING - 1, right - left, rect.height() - 2 * _PADDING + 2)
        painter.setPen(QPen(tokens.colour("hairline"), 1))
        painter.setBrush(tokens.colour("field"))
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        image = self._drawn(round(right - left), tokens)
        if image is not None:
            painter.drawImage(area, image, QRectF(0, row, image.width(), 1))

    def _paint_mark(self, painter: QPainter, at: QPointF, tokens: Tokens) -> None:
        """A triangle with an exclamation mark: it is told apart by its form, too."""
        half = _MARK / 2
        corners = [
            QPointF(at.x(), at.y() + half),
            QPointF(at.x() + _MARK, at.y() + half),
            QPointF(at.x() + half, at.y() - half),
        ]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("warning"))
        painter.drawPolygon(QPolygonF(corners))
        painter.restore()

    def _drawn(self, width: int, tokens: Tokens) -> QImage | None:
        """The strips as an image with a line for each row, made anew where something has changed."""
        if width < 1 or not len(self._positions) or not self.rows:
            return None
        if self._image is None or self._image.width() != width:
            columns = self._columns(np.arange(width), width)
            ground = tokens.colour("field")
            pixels = self._colours[:, columns].copy()
            pixels[~self._there[:, columns]] = (ground.red(), ground.green(), ground.blue())
            pixels = np.ascontiguousarray(pixels)
            image = QImage(pixels.data, width, len(self.rows), 3 * width, QImage.Format.Format_RGB888)
            self._image = image.copy()
        return self._image

    def _columns(self, pixels: npt.NDArray[np.int64], width: int) -> npt.NDArray[np.int64]:
        """Which column of the values is seen at a pixel: the newest one up to there."""
        first, last = int(self._positions[0]), int(self._positions[-1])
        # The last one, too, is as wide as those before it.
        end = last + max(1, round((last - first) / max(1, len(self._positions) - 1)))
        at = first + (pixels + 0.5) / width * (end - first)
        return np.clip(np.searchsorted(self._positions, at, side="right") - 1, 0, len(self._positions) - 1)

    def _row_at(self, point: QPointF) -> int:
        row = int(point.y() // self._height) if point.y() >= 0 else -1
        return row if row < len(self.rows) else -1

    def _column_at(self, point: QPointF) -> int:
        left, right = self._area
        if not left <= point.x() < right or not len(self._positions):
            return -1
        pixel, width = np.array([int(point.x() - left)]), max(1, round(right - left))
        return int(self._columns(pixel, width)[0])

    def _point(self, row: int, column: int) -> None:
        if row < 0 or column < 0:
            row = column = -1
        if (row, column) != self._pointed:
            self._pointed = (row, column)
            self.pointed.emit(row, column)

    def _choose(self, row: int) -> None:
        self.set_current(row)
        self.chosen.emit(row)
