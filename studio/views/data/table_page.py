"""Rows of the data or the columns of its table, and below them how the values of one column lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from studio.session.session import Session
from studio.views.data.cell_store import CellStore
from studio.views.data.column_plot import ColumnPlot
from studio.views.data.columns_panel import ColumnsPanel
from trainer_core.data.check.columns import CODES as COLUMN_CODES
from trainer_core.data.check.finding import Finding
from trainer_core.protocol.data_browsing import ColumnDescribed, ColumnKind, DataDescribed, DescribeColumn
from trainer_core.protocol.events import Refused

_MOST_CLASSES = 12


class TablePage(QSplitter):
    """Shows ``rows`` or ``columns``, and asks the engine how the chosen column lies; of a column that is not among what
    the model receives, it shows what was found in the file. No signals.
    """

    def __init__(self, session: Session, rows: QWidget, cells: CellStore, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._session = session
        self._described: DataDescribed | None = None
        self._classes: tuple[str, ...] = ()
        self._targets: tuple[str, ...] = ()
        self._asked = 0
        self._name = ""
        self._cells = cells
        self.rows = rows
        self.columns = ColumnsPanel(session, self)
        self.column = ColumnPlot(self)
        self.above = QStackedWidget(self)
        self.above.addWidget(rows)
        self.above.addWidget(self.columns)
        self.setChildrenCollapsible(False)
        self.addWidget(self.above)
        self.addWidget(self.column)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.columns.column_chosen.connect(self.choose_column)
        self.columns.looked.connect(self._show_again)
        session.data_browsed.connect(self._take)
        session.refused.connect(self._take_refused)

    @property
    def shows_columns(self) -> bool:
        """Whether the columns are shown and not the rows."""
        return self.above.currentWidget() is self.columns

    def show_columns(self, shown: bool) -> None:
        """Show the columns of the table, or the rows."""
        if shown == self.shows_columns:
            return
        self.above.setCurrentWidget(self.columns if shown else self.rows)
        parts = (7, 2) if shown else (3, 1)
        self.setSizes([self.height() * part // sum(parts) for part in parts])
        if shown and self._name:
            self.columns.table.choose(self._name)

    def forget(self) -> None:
        """Other data is in use, of which nothing is known yet."""
        self._described, self._asked = None, 0

    def show_described(self, event: DataDescribed, classes: Sequence[str], targets: Sequence[str]) -> None:
        """Take what the data is: the names of its classes, and its target columns."""
        self._described, self._classes, self._targets = event, tuple(classes), tuple(targets)
        if event.columns and self._name not in event.columns:
            self._name = event.columns[0]
        self._show_again()

    def choose_column_of(self, finding: Finding) -> bool:
        """Show the first column that a finding is about; False if it is about something else, or none is here."""
        names = finding.items if finding.code in COLUMN_CODES else ()
        described = self._described.columns if self._described is not None else ()
        known = {*described, *self.columns.look.names, *self._cells.names}
        named = [name for name in names if name in known]
        if named:
            self.choose_column(named[0])
            if self.shows_columns:
                self.columns.table.choose(named[0])
        return bool(named)

    @Slot(str)
    def choose_column(self, name: str) -> None:
        """Show how the values of the column called ``name`` lie."""
        if name != self._name:
            self._name = name
            self._show_again()

    @Slot()
    def _show_again(self) -> None:
        described, name = self._described, self._name
        profile = next((each for each in self.columns.look.columns if each.name == name), None)
        if described is not None and name in described.columns:
            command = DescribeColumn(described.columns.index(name))
            self._asked = command.id
            self._session.post(command)
        elif described is not None and name in self._targets and self._classes:
            self._asked = 0
            self.column.show_column(name, _of_classes(described, self._classes))
        elif profile is not None:
            self._asked = 0
            self.column.show_whole(profile)
        elif name in self._cells.names:
            self.columns.look_now()

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, ColumnDescribed) and event.answers == self._asked and self._described is not None:
            self.column.show_column(self._described.columns[event.column], event)

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        if event.answers == self._asked:
            self._asked = 0


def _of_classes(described: DataDescribed, classes: tuple[str, ...]) -> ColumnDescribed:
    """How the commonest classes lie in each part."""
    shown = np.sort(np.argsort(-described.counts[0], kind="stable")[:_MOST_CLASSES])
    edges = np.linspace(-0.5, len(shown) - 0.5, len(shown) + 1)
    none = np.empty((0, len(shown)), np.int64)
    labels = tuple(classes[place] for place in shown)
    counts = described.counts[:, shown]
    return ColumnDescribed(-1, ColumnKind.CATEGORY, edges, labels, counts, np.zeros(3, np.int64), none)
