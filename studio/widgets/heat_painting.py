"""How a heat table is drawn: one image for small cells, words in large ones, names that stay in sight."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.theme import current_theme
from studio.widgets.heat_cells import CellColours
from studio.widgets.heat_layout import HeatLayout

_DARK, _BRIGHT = QColor("#000000"), QColor("#ffffff")
_ROOM_FOR_GAPS = 12.0
_SMALLEST_TYPE = 0.75


class HeatPainting:
    """One painting of a table onto ``surface`` with its ``painter``; made for a single paint event."""

    def __init__(
        self,
        painter: QPainter,
        surface: QWidget,
        layout: HeatLayout,
        offset: QPointF,
        names: tuple[str, ...],
        pointed: tuple[int, int] | None,
    ) -> None:
        self._surface = surface
        self._painter = painter
        self._layout = layout
        self._offset = offset
        self._names = names
        self._pointed = pointed
        self._font = fonts.font("small")
        self._metrics = QFontMetricsF(self._font)
        self._tokens = current_theme().tokens
        self._painter.setFont(self._font)

    @property
    def _cells_area(self) -> QRectF:
        return QRectF(self._surface.rect()).adjusted(self._layout.left, self._layout.top, 0, 0)

    def cells(self, colours: CellColours, words: list[list[str]] | None) -> None:
        """Draw the cells, and what ``words`` says of each that is in sight."""
        painter, layout = self._painter, self._layout
        painter.save()
        painter.setClipRect(self._cells_area)
        painter.translate(-self._offset)
        last = layout.size - 1
        if layout.cell.width() < _ROOM_FOR_GAPS:
            painter.drawImage(layout.rect(0, 0).united(layout.rect(last, last)), colours.image)
            painter.restore()
            return
        painter.setFont(self._cell_font(words))
        for row in self._range(self._offset.y(), layout.cell.height(), layout.top, self._surface.height()):
            for column in self._range(self._offset.x(), layout.cell.width(), layout.left, self._surface.width()):
                rect = layout.rect(row, column).adjusted(0, 0, -1, -1)
                painter.fillRect(rect, colours.image.pixelColor(column, row))
                if words is not None:
                    painter.setPen(_BRIGHT if colours.bright[row, column] else _DARK)
                    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words[row][column])
        painter.restore()

    def names(self, axes: tuple[str, str]) -> None:
        """Draw the names of rows and columns, those of the pointed cell strong, and the corner."""
        self._row_names()
        self._column_names()
        self._corner(*axes)

    def highlight(self, cell: tuple[int, int], ring: bool) -> None:
        """Lay a veil over the row and the column of a cell and a line around it; ``ring``: the keyboard's."""
        painter, layout = self._painter, self._layout
        painter.save()
        painter.setClipRect(self._cells_area.adjusted(-1, -1, 0, 0))
        painter.translate(-self._offset)
        rect = layout.rect(*cell)
        whole = layout.rect(0, 0).united(layout.rect(layout.size - 1, layout.size - 1))
        veil = self._tokens.colour("text", 0.10)
        across = QRectF(whole.left(), rect.top(), whole.width() - 1, rect.height() - 1)
        down = QRectF(rect.left(), whole.top(), rect.width() - 1, whole.height() - 1)
        bands = QPainterPath()
        for band in (across, down):
            bands.addRect(band)
        bands.addRect(across.intersected(down))
        painter.fillPath(bands, veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._tokens.colour("focus" if ring else "text"), 2))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _row_names(self) -> None:
        painter, layout = self._painter, self._layout
        painter.save()
        painter.setClipRect(QRectF(0, layout.top, layout.left, self._surface.height() - layout.top))
        step = self._every(layout.cell.height(), self._metrics.ascent())
        for row in self._range(self._offset.y(), layout.cell.height(), layout.top, self._surface.height()):
            pointed = self._pointed is not None and row == self._pointed[0]
            if row % step and not pointed:
                continue
            top = layout.rect(row, 0).top() - self._offset.y()
            self._name(QRectF(0, top, layout.left - 7, layout.cell.height() - 1), row, pointed)
        painter.restore()

    def _column_names(self) -> None:
        painter, layout = self._painter, self._layout
        painter.save()
        painter.setClipRect(QRectF(layout.left, 0, self._surface.width() - layout.left, layout.top))
        step = self._every(layout.cell.width(), self._metrics.height())
        for column in self._range(self._offset.x(), layout.cell.width(), layout.left, self._surface.width()):
            pointed = self._pointed is not None and column == self._pointed[1]
            if column % step and not pointed:
                continue
            rect = layout.rect(0, column).translated(-self._offset.x(), 0)
            if layout.lying:
                line = min(self._metrics.height(), layout.top - 4)
                self._name(QRectF(rect.left(), layout.top - 4 - line, rect.width(), line), column, pointed, True)
                continue
            painter.save()
            painter.translate(rect.center().x(), layout.top - 5)
            painter.rotate(-90)
            line = self._metrics.height()
            self._name(QRectF(0, -line / 2, layout.top - 7, line), column, pointed, left=True)
            painter.restore()
        painter.restore()

    def _name(self, rect: QRectF, place: int, pointed: bool, centred: bool = False, left: bool = False) -> None:
        alignment = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignHCenter
            if centred
            else (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight)
        )
        self._painter.setFont(fonts.font("small", strong=True) if pointed else self._font)
        self._painter.setPen(self._tokens.colour("text" if pointed else "muted"))
        shown = QFontMetricsF(self._painter.font()).elidedText(
            self._names[place], Qt.TextElideMode.ElideRight, rect.width() + 1
        )
        if rect.height() < self._metrics.height():
            rect = rect.adjusted(0, -4, 0, 4)
        self._painter.drawText(rect, alignment | Qt.TextFlag.TextDontClip, shown)

    def _corner(self, rows: str, columns: str) -> None:
        """Say what the rows and the columns are, where both meet and there is room for both words."""
        layout, line = self._layout, self._metrics.height()
        if layout.top < 2 * line:
            return
        self._painter.setFont(self._font)
        self._painter.setPen(self._tokens.colour("muted"))
        width = layout.left - 7
        for top, words in ((layout.top - 2 * line - 3, columns), (layout.top - line - 3, rows)):
            shown = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            self._painter.drawText(QRectF(0, top, width, line), Qt.AlignmentFlag.AlignRight, shown)

    def _cell_font(self, words: list[list[str]] | None) -> QFont:
        """The small font; a smaller one, or on stage a narrower one, where the longest number would not fit."""
        font = fonts.font("small")
        if words is None:
            return font
        letters = max((word for row in words for word in row), key=len)
        longest = self._metrics.horizontalAdvance("0" * len(letters))
        ratio = (self._layout.cell.width() - 3) / max(longest, 1)
        if ratio < 1 and fonts.on_stage():
            font.setStretch(math.floor(100 * max(ratio, _SMALLEST_TYPE)))
        elif ratio < 1:
            font.setPointSizeF(font.pointSizeF() * max(ratio, _SMALLEST_TYPE))
        return font

    def _range(self, offset: float, step: float, names: float, page: float) -> range:
        """The rows or columns that are in sight."""
        first = max(int(offset // step), 0)
        last = min(math.ceil((offset + page - names) / step), self._layout.size)
        return range(first, last)

    @staticmethod
    def _every(step: float, needed: float) -> int:
        return max(1, math.ceil(needed / step))
