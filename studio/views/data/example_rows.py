"""A table of as many rows of the data as there are, of which only those in sight are fetched."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from studio.look import fonts, formats
from studio.views.data.example_grid import Word
from studio.views.data.example_store import ExampleStore
from studio.views.data.row_columns import RowColumns
from studio.widgets.column_widths import ColumnWidths

_WIDTH = 104
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _RowModel(QAbstractTableModel):
    """The target and the features of each place."""

    def __init__(self, store: ExampleStore, word: Word, columns: RowColumns, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._word = store, word
        self._columns = columns
        self.places: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.names: tuple[str, ...] = ()
        self.target = ""

    def set_places(self, places: npt.NDArray[np.int64], target: str) -> None:
        self.beginResetModel()
        self.places, self.target, self.names = places, target, self._columns.names
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not len(self.places) else len(self.names) + 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        example = self._store.at(int(self.places[index.row()]))
        if role != Qt.ItemDataRole.DisplayRole or example is None:
            return None
        if index.column() == 0:
            return self._word(example)
        return self._columns.text(example, index.column() - 1)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        number = self._columns.is_number(column - 1) if column else self._columns.target_is_number
        return _RIGHT if number else _LEFT

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._alignment(section)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.target if section == 0 else self.names[section - 1]
        if not 0 <= section < len(self.places):
            return None
        place = int(self.places[section])
        example = self._store.at(place)
        return example.name if example is not None and example.name else formats.count(place + 1)


class ExampleRows(QTableView):
    """Rows with their target first. The arrow keys move the choice.

    Signals:
        chosen(int): the example at this place is the current one.
        column_chosen(int): this feature is the current column, -1 for the target.
    """

    chosen = Signal(int)
    column_chosen = Signal(int)

    def __init__(self, store: ExampleStore, word: Word, columns: RowColumns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._columns = store, columns
        self._rows = _RowModel(store, word, columns, self)
        self.setModel(self._rows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultSectionSize(fonts.scaled(_WIDTH))
        self._widths = ColumnWidths(self)
        self._is_new = True
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._choose_column)
        self.verticalHeader().setDefaultSectionSize(fonts.scaled(26))
        self.verticalHeader().setDefaultAlignment(_RIGHT)
        self.verticalScrollBar().valueChanged.connect(self._ask)
        self.selectionModel().currentChanged.connect(self._choose)
        store.arrived.connect(self._take_rows)
        columns.arrived.connect(self._repaint)
        columns.changed.connect(self._take_columns)

    @property
    def places(self) -> npt.NDArray[np.int64]:
        """The places that are shown, in order."""
        return self._rows.places

    def show_places(self, places: npt.NDArray[np.int64], target: str) -> None:
        """Show other rows, from their beginning."""
        self._rows.set_places(places, target)
        self.scrollToTop()
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        if len(self.places) and self.isVisible():
            places = self._in_sight()
            self._store.want(places)
            self._columns.want(map(self._store.at, places))

    def _in_sight(self) -> list[int]:
        """The places in sight, and a screen more below them."""
        first = max(0, self.rowAt(0))
        count = self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize()) + 2
        places: list[int] = self.places[first : first + 2 * count].tolist()
        return places

    @Slot()
    def _take_columns(self) -> None:
        self._rows.set_places(self.places, self._rows.target)
        self._is_new = True
        self._ask()

    @Slot()
    def _take_rows(self) -> None:
        self._columns.want(map(self._store.at, self._in_sight()))
        self._repaint()

    @Slot()
    def _repaint(self) -> None:
        example = self._store.at(int(self.places[0])) if len(self.places) else None
        if self._is_new and self._rows.names and example is not None and self._columns.text(example, 0) is not None:
            self._is_new = False
            self._widths.refit()
        self.viewport().update()
        self.verticalHeader().viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(int(self.places[current.row()]))
            self.column_chosen.emit(current.column() - 1)

    @Slot(int)
    def _choose_column(self, section: int) -> None:
        self.column_chosen.emit(section - 1)
