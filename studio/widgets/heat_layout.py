"""Where the cells and names of a square table stand in the room there is; no painting."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

SMALLEST_WITH_NUMBER = 18.0
"""A cell narrower than this shows no number."""

_SMALLEST_WIDTH, _LARGEST_WIDTH = 6.0, 48.0


@dataclass(frozen=True, slots=True)
class HeatLayout:
    """A table of ``size``×``size`` cells below and right of its names; pixels of the unscrolled viewport."""

    size: int
    left: float
    top: float
    cell: QSizeF

    @staticmethod
    def fit(size: int, room: QSizeF, names: QSizeF, line: float) -> HeatLayout:
        """Lay ``size`` cells a side into ``room``.

        ``names`` is the width that row names and the height that column names would like, ``line`` the height
        of a line of text. Row names get at most a third of the room. Cells are as wide as there is room, then
        as high, up to a square; they shrink to 6 pixels, then the table scrolls.
        """
        left = round(min(names.width(), room.width() * 0.34))
        width = (room.width() - left) / max(size, 1)
        width = min(max(width, _SMALLEST_WIDTH), _LARGEST_WIDTH)
        if width >= SMALLEST_WITH_NUMBER:
            height = min(max((room.height() - names.height()) // max(size, 1), line + 5), max(width, line + 5))
        else:
            height = max(line - 3, width)
        return HeatLayout(size, left, round(names.height()), QSizeF(width, round(height)))

    @property
    def whole(self) -> QSizeF:
        """The size of cells and names together."""
        return QSizeF(self.left + self.size * self.cell.width(), self.top + self.size * self.cell.height())

    def rect(self, row: int, column: int) -> QRectF:
        """The place of a cell in the unscrolled table, its edges on whole pixels."""
        x, after = (round(self.left + step * self.cell.width()) for step in (column, column + 1))
        y = self.top + row * self.cell.height()
        return QRectF(x, y, after - x, self.cell.height())

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """The (row, column) of the cell at a point of the unscrolled table, None outside the cells."""
        column = int((x - self.left) // self.cell.width())
        row = int((y - self.top) // self.cell.height())
        inside = 0 <= row < self.size and 0 <= column < self.size
        return (row, column) if inside else None
