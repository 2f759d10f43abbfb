"""A table of as many rows of the data as there are, of which only those in sight are fetched."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from studio.look import fonts, formats
from studio.look.icons import icon
from studio.views.data.example_store import ExampleStore, Say
from studio.views.data.row_columns import RowColumns
from studio.widgets.column_widths import ColumnWidths
from studio.widgets.scaled import Scaled, set_row_height

_WIDTH = 104
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _RowModel(QAbstractTableModel):
    """The target and the features of each place."""

    def __init__(self, store: ExampleStore, say: Say, columns: RowColumns, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._say, self._columns = store, say, columns
        self.places: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.names: tuple[str, ...] = ()
        self.target = self.below = ""

    @property
    def before(self) -> int:
        """Columns before those of the features: the target, and what a list is ordered by."""
        return 2 if self.below else 1

    def set_places(self, places: npt.NDArray[np.int64], target: str, below: str) -> None:
        self.beginResetModel()
        self.places, self.target, self.below, self.names = places, target, below, self._columns.names
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not len(self.places) else len(self.names) + self.before

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        place = int(self.places[index.row()])
        example = self._store.at(place)
        if example is None:
            return None
        said = self._say(place, example)
        if role == Qt.ItemDataRole.FontRole and said.mark and index.column() == 0:
            font = fonts.font("base", strong=True)
            font.setStrikeOut(said.mark == "left out")
            return font
        if role == Qt.ItemDataRole.DecorationRole and said.mark and index.column() == 0:
            return icon("trash", "wrong") if said.mark == "left out" else icon("check", "accent")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() < self.before:
            return said.below if index.column() else said.label
        return self._columns.text(example, index.column() - self.before)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        if column >= self.before:
            return _RIGHT if self._columns.is_number(column - self.before) else _LEFT
        return _RIGHT if column or self._columns.target_is_number else _LEFT

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._alignment(section)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            own = (self.target, self.below)
            name = own[section] if section < self.before else self.names[section - self.before]
            if role == Qt.ItemDataRole.DisplayRole:
                return name
            how = self.tr("A click sorts: rising, falling, not at all. So do Alt+Up and Alt+Down in the column.")
            return f"{name}\n{how}"
        if not 0 <= section < len(self.places):
            return None
        place = int(self.places[section])
        example = self._store.at(place)
        return example.name if example is not None and example.name else formats.count(place + 1)


class ExampleRows(QTableView):
    """Rows with their target first. The arrow keys move the choice; Ctrl and Shift choose several; Alt+Up and Alt+Down
    sort by the column of the current cell.

    Signals:
        chosen(int): the example at this place is the current one.
        selection_changed(): other examples are chosen.
        column_chosen(int): this feature is the current column, -1 for the target.
        sort_asked(int, bool): the rows are to be sorted by this feature, -1 for the target, or falling by it.
        sort_dropped(): they are to be in the order of the data again.
    """

    chosen = Signal(int)
    selection_changed = Signal()
    column_chosen = Signal(int)
    sort_asked = Signal(int, bool)
    sort_dropped = Signal()

    def __init__(self, store: ExampleStore, say: Say, columns: RowColumns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._columns = store, columns
        self._rows = _RowModel(store, say, columns, self)
        self.setModel(self._rows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultSectionSize(fonts.scaled(_WIDTH))
        self._widths = ColumnWidths(self)
        self._fitted: tuple[str, ...] = ()
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.horizontalHeader().sectionClicked.connect(self._choose_column)
        self.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.show_order(-1)
        Scaled(self, set_row_height, 26)
        self.verticalHeader().setDefaultAlignment(_RIGHT)
        self.verticalScrollBar().valueChanged.connect(self._ask)
        self.selectionModel().currentChanged.connect(self._choose)
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        store.arrived.connect(self._take_rows)
        columns.arrived.connect(self._repaint)
        columns.changed.connect(self._take_columns)

    @property
    def places(self) -> npt.NDArray[np.int64]:
        """The places that are shown, in order."""
        return self._rows.places

    @property
    def selected(self) -> list[int]:
        """The places of the chosen rows, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [int(self.places[row]) for row in rows]

    def show_places(
        self,
        places: npt.NDArray[np.int64],
        target: str,
        *,
        below: str = "",
        keep: bool = False,
    ) -> None:
        """Show other rows, with a column called ``below`` after the target where a list is ordered by something.

        They are shown from their beginning, or with ``keep`` where the view is, and what is chosen stays so.
        """
        chosen, scrolled = (self.selected if keep else []), self.verticalScrollBar().value()
        current, column = self.currentIndex().row(), max(0, self.currentIndex().column())
        current_place = int(self.places[current]) if keep and 0 <= current < len(self.places) else -1
        self._rows.set_places(places, target, below)
        if keep:
            # Of a million rows only those that are looked for are gone through.
            sought = np.flatnonzero(np.isin(places, [*chosen, current_place]))
            row_of = dict(zip(places[sought].tolist(), sought.tolist(), strict=True))
            flags = QItemSelectionModel.SelectionFlag
            for place in chosen:
                if place in row_of:
                    index = self._rows.index(row_of[place], 0)
                    self.selectionModel().select(index, flags.Select | flags.Rows)
            if current_place in row_of:
                index = self._rows.index(row_of[current_place], column)
                self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.verticalScrollBar().setValue(scrolled)
        else:
            self.scrollToTop()
        self._ask()

    def show_order(self, section: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Mark the column that the rows are sorted by, -1 for none."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(section, order)
        header.blockSignals(False)
        header.viewport().update()

    def choose(self, at: int) -> None:
        """Make the ``at``-th row the current one, and the only one that is chosen."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._rows.index(at, 0), flags.ClearAndSelect | flags.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up sorts by the column of the cell that is current, rising, and Alt+Down falling; again: no more."""
        orders = {Qt.Key.Key_Up: Qt.SortOrder.AscendingOrder, Qt.Key.Key_Down: Qt.SortOrder.DescendingOrder}
        wanted = orders.get(Qt.Key(event.key())) if event.modifiers() & Qt.KeyboardModifier.AltModifier else None
        column, header = self.currentIndex().column(), self.horizontalHeader()
        if wanted is None or column < 0:
            super().keyPressEvent(event)
            return
        again = header.sortIndicatorSection() == column and header.sortIndicatorOrder() == wanted
        self._sort(-1 if again else column, wanted)

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
        self.show_places(self.places, self._rows.target, below=self._rows.below, keep=True)

    @Slot()
    def _take_rows(self) -> None:
        self._columns.want(map(self._store.at, self._in_sight()))
        self._repaint()

    @Slot()
    def _repaint(self) -> None:
        self._fit_columns()
        self.viewport().update()
        self.verticalHeader().viewport().update()

    def _fit_columns(self) -> None:
        """Fit the widths to other columns, once what stands in them is here."""
        shown = (self._rows.target, self._rows.below, *self._rows.names, str(self._columns.of_file))
        example = self._store.at(int(self.places[0])) if len(self.places) else None
        if shown != self._fitted and example is not None and self._columns.text(example, 0) is not None:
            self._fitted = shown
            self._widths.refit()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(int(self.places[current.row()]))
            self._choose_column(current.column())

    @Slot(int, Qt.SortOrder)
    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        if section < 0 or 0 < section < self._rows.before:
            # What a list is ordered by is its own order.
            self.sort_dropped.emit()
        else:
            self.sort_asked.emit(self._feature(section), order == Qt.SortOrder.DescendingOrder)

    def section_of(self, feature: int) -> int:
        """Where a feature stands, -1 for the target."""
        return feature + self._rows.before if feature >= 0 else 0

    def _feature(self, section: int) -> int:
        return -1 if section < self._rows.before else section - self._rows.before

    @Slot(int)
    def _choose_column(self, section: int) -> None:
        self.column_chosen.emit(self._feature(section))
