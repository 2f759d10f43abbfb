"""By which column the rows of the data are sorted: what a click on a heading asks for, and the mark that it leaves."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from studio.views.data.example_rows import ExampleRows
from studio.views.data.listing import Listing
from studio.views.data.row_columns import RowColumns
from trainer_core.protocol.data_browsing import DataDescribed, Order


class RowOrder(QObject):
    """Sorts what ``listing`` lists as the headings of ``rows`` are clicked: rising, falling, as the data has it.

    Lists of the run are sorted among themselves, and keep the order when they are made anew. The nearest stand by how
    near they are, and of a column that the model does not receive the engine knows nothing: neither is sorted. No
    signals.
    """

    def __init__(self, rows: ExampleRows, columns: RowColumns, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._columns = columns
        self._listing = listing
        self._described: DataDescribed | None = None
        self._order: Order | None = None
        rows.sort_asked.connect(self._sort)
        rows.sort_dropped.connect(self._drop)

    def describe(self, described: DataDescribed | None) -> None:
        """Take what the data is; where it is other data, None, it is not sorted."""
        self._described = described
        if described is None:
            self._order = None

    def show(self) -> None:
        """Mark the column that the rows are sorted by, as far as what is listed has that order."""
        order, names = self._order if self._listing.sortable else None, self._columns.names
        section = -1
        if order is not None and self._described is not None:
            name = self._described.columns[order.column] if order.column >= 0 else ""
            section = self._rows.section_of(names.index(name) if name in names else -1)
        falling = order is not None and order.descending
        self._rows.show_order(section, Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder)

    @Slot(int, bool)
    def _sort(self, feature: int, descending: bool) -> None:
        columns = self._described.columns if self._described is not None else ()
        name = self._columns.names[feature] if feature >= 0 else ""
        if self._listing.sortable and (feature < 0 or name in columns):
            self._order = Order(columns.index(name) if feature >= 0 else -1, descending)
            self._listing.sort(self._order)
        else:
            self.show()

    @Slot()
    def _drop(self) -> None:
        self._order = None
        if self._listing.sortable:
            self._listing.sort(None)
