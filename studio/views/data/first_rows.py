"""The first rows of a table as its file is cut now: what a correction of the separator does is seen at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from studio.look import fonts

_MOST_COLUMNS = 60
_LINE, _NARROWEST, _WIDEST = 22, 56, 190


class FirstRows(QTableWidget):
    """A few rows, as high as they are. ``rows`` are those that there are. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tableFirstRows")
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fonts.use(self, "small")

    def show_rows(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these cells under the names of their columns, the first few dozen columns."""
        self.rows = tuple(map(tuple, rows))
        shown = names[:_MOST_COLUMNS]
        self.setColumnCount(len(shown))
        self.setRowCount(len(self.rows))
        self.setHorizontalHeaderLabels(list(shown))
        for number, row in enumerate(self.rows):
            self.setRowHeight(number, fonts.scaled(_LINE))
            for place, text in enumerate(row[: len(shown)]):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(number, place, item)
        self._share_room()

    def show_lines(self, count: int) -> None:
        """Be as high as so many rows."""
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + fonts.scaled(_LINE) * count + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Columns are as wide as their words, and fill the width together where they are few."""
        count = self.columnCount()
        if not count:
            return
        narrow, wide = fonts.scaled(_NARROWEST), fonts.scaled(_WIDEST)
        hints = [max(self.sizeHintForColumn(n), self.horizontalHeader().sectionSizeHint(n)) + 8 for n in range(count)]
        widths = [min(wide, max(narrow, hint)) for hint in hints]
        spare = max(0, self.viewport().width() - sum(widths)) // count
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width + spare)
