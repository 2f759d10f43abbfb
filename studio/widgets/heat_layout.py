"""Where the cells and names of a square table stand in the room there is; no painting."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

_SMALLEST_WIDTH, _LARGEST_WIDTH = 6.0, 48.0
_NAMES, _FEWEST_NAMES = 0.34, 0.2
"""Share of the room that row names get at most, and at least where they give way to numbers."""
_WITH_NUMBER, _EASY = 1.2, 1.6
"""Width of a cell in heights of a line: below the first it shows no number, from the second on it is easy to read."""
_TALLEST = 1.6


@dataclass(frozen=True, slots=True)
class HeatLayout:
    """A table of ``size``×``size`` cells below and right of its names; pixels of the unscrolled viewport.

    ``numbers`` says that cells are wide enough for their numbers, ``lying`` that the names of columns lie above them.
    """

    size: int
    left: float
    top: float
    cell: QSizeF
    numbers: bool = False
    lying: bool = False

    @staticmethod
    def fit(
        size: int,
        room: QSizeF,
        names: QSizeF,
        line: float,
        *,
        corner: float = 0.0,
        lying: bool = False,
        lowest: float | None = None,
    ) -> HeatLayout:
        """Lay ``size`` cells a side into ``room``.

        ``names`` is the width that row names and the height that column names would like, ``line`` the height
        of a line of text, ``corner`` the width of the words in the corner, ``lowest`` the least height of a row with
        numbers, 5 pixels more than a line unless it is given. Row names get at most a third of the room, and less
        where cells would else be too narrow for their numbers, but no less than the corner. Cells are as wide as there
        is room, then as high, up to `_TALLEST` times their width; they shrink to 6 pixels, then the table scrolls.
        """
        count = max(size, 1)
        left = min(names.width(), room.width() * _NAMES)
        fewest = min(left, max(corner, room.width() * _FEWEST_NAMES))
        if (room.width() - fewest) / count >= _WITH_NUMBER * line:
            left = max(fewest, min(left, room.width() - count * _EASY * line))
        left = round(left)
        width = (room.width() - left) / count
        width = min(max(width, _SMALLEST_WIDTH), max(_LARGEST_WIDTH, 3 * line))
        numbers = width >= _WITH_NUMBER * line
        if numbers:
            least = line + 5 if lowest is None else lowest
            height = min(max((room.height() - names.height()) // count, least), max(_TALLEST * width, least))
        else:
            height = max(line - 3, width)
        return HeatLayout(size, left, round(names.height()), QSizeF(width, round(height)), numbers, lying)

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
