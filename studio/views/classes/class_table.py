"""The rows of the per-class table: values, words, order, and a text for the clipboard."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.look import fonts, formats
from studio.views.classes.class_scores import ClassScores

FRACTION_ROLE = Qt.ItemDataRole.UserRole
COLUMNS = ("class", "precision", "recall", "f1", "support")

_SCORES = ("precision", "recall", "f1")
_Index = QModelIndex | QPersistentModelIndex


class ClassTable(QAbstractTableModel):
    """Classes with precision, recall, F1 and support; always last, the macro mean and the accuracy."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._scores: ClassScores | None = None
        self._order: list[int] = []
        self._sorting: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._headings: tuple[str, ...] = COLUMNS
        self._short: tuple[str, ...] = COLUMNS
        self._tips: tuple[str, ...] = COLUMNS
        self._totals = ("mean", "accuracy")
        self._compact = False

    @property
    def scores(self) -> ClassScores | None:
        """What is shown, None while nothing is."""
        return self._scores

    @property
    def order(self) -> tuple[int, ...]:
        """The classes in the order of the rows."""
        return tuple(self._order)

    def set_scores(self, names: tuple[str, ...], scores: ClassScores) -> None:
        """Show other scores, sorted as before."""
        self.beginResetModel()
        self._names, self._scores = names, scores
        self._arrange()
        self.endResetModel()

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """The column that the classes are sorted by, -1 for the order of the data, and its direction."""
        return self._sorting

    def set_words(
        self,
        headings: tuple[str, ...],
        short: tuple[str, ...],
        tips: tuple[str, ...],
        totals: tuple[str, str],
    ) -> None:
        """Word the columns, in full and where there is little room, their tips, and the two rows at the end."""
        self._headings, self._short, self._tips, self._totals = headings, short, tips, totals
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._scores is not None:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def set_compact(self, compact: bool) -> None:
        """Write scores without their unit under short headings, where there is little room."""
        if compact == self._compact:
            return
        self._compact = compact
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._scores is not None:
            self.dataChanged.emit(self.index(0, 1), self.index(self.rowCount() - 1, len(COLUMNS) - 1))

    def is_total(self, row: int) -> bool:
        """Whether this row speaks of all classes."""
        return row >= len(self._order)

    def value(self, row: int, column: int) -> float:
        """The number in a cell: a score in 0..1 or a count, NaN where there is none or it is unknown."""
        key = COLUMNS[column]
        scores = self._scores
        if scores is None or key == "class":
            return math.nan
        if not self.is_total(row):
            return float(getattr(scores, key)[self._order[row]])
        if key == "support":
            return float(scores.support.sum())
        if row == len(self._order):
            return scores.mean(key)
        return scores.accuracy if key == "f1" else math.nan

    def text(self) -> str:
        """The whole table with tabs between cells, scores as plain numbers: what a spreadsheet takes."""
        lines = ["\t".join(self._headings)]
        for row in range(self.rowCount()):
            numbers = [self.value(row, column) for column in range(1, len(COLUMNS))]
            cells = [_plain(number, COLUMNS[column]) for column, number in enumerate(numbers, start=1)]
            lines.append("\t".join([self._name(row), *cells]))
        return "\n".join(lines) + "\n"

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._scores is None else len(self._order) + len(self._totals)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(row) if column == 0 else self._shown(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._name(row)
        if role == FRACTION_ROLE and COLUMNS[column] in _SCORES and not self.is_total(row):
            return self.value(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and self.is_total(row):
            return fonts.font(strong=True)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            words = (self._short if self._compact else self._headings)[section]
            column, order = self._sorting
            arrow = "↑" if order == Qt.SortOrder.AscendingOrder else "↓"
            return f"{words} {arrow}" if section == column else words
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the classes, equals in their own order, unknown scores last; -1: as the data has them."""
        self._sorting = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self._order
        self._arrange()
        rows = {place: row for row, place in enumerate(self._order)}
        old = self.persistentIndexList()
        new = [
            index if self.is_total(index.row()) else self.index(rows[before[index.row()]], index.column())
            for index in old
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _arrange(self) -> None:
        self._order = list(range(len(self._names)))
        column, order = self._sorting
        if self._scores is None or column < 0:
            return
        falling = order == Qt.SortOrder.DescendingOrder
        if COLUMNS[column] == "class":
            self._order.sort(key=lambda place: self._names[place].casefold(), reverse=falling)
            return
        values = np.asarray(getattr(self._scores, COLUMNS[column]), dtype=np.float64)
        self._order = [int(place) for place in np.argsort(-values if falling else values, kind="stable")]

    def _name(self, row: int) -> str:
        return self._totals[row - len(self._order)] if self.is_total(row) else self._names[self._order[row]]

    def _shown(self, row: int, column: int) -> str:
        value = self.value(row, column)
        if COLUMNS[column] == "support":
            return formats.count(int(value))
        blank = self.is_total(row) and row > len(self._order) and COLUMNS[column] != "f1"
        words = "" if blank else formats.percent(value)
        return words.removesuffix("%") if self._compact else words


def _plain(number: float, column: str) -> str:
    if math.isnan(number):
        return ""
    return str(int(number)) if column == "support" else f"{number:.6g}"
