"""The table of runs as a Qt model: thousands of records, sorted and filtered here, brought up to date bit by bit."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from studio.look.icons import icon
from studio.look.run_names import name_of_run
from studio.views.runs import wording
from studio.views.runs.columns import COLUMNS, NOT_SORTED, PLACES, heading, tip
from trainer_core.library.record import Change, ChangeKind, RunRecord
from trainer_core.library.searching import matches

_MOST_STEPS = 24
"""More insertions and removals at once than these cost more than a table made anew."""

_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_FLAGS = {
    PLACES["name"]: _PLAIN | Qt.ItemFlag.ItemIsEditable,
    PLACES["overlay"]: _PLAIN | Qt.ItemFlag.ItemIsUserCheckable,
}
"""Ready made: Qt asks for every cell that it paints, and Python takes its time to combine flags."""

_Index = QModelIndex | QPersistentModelIndex


class RunTable(QAbstractTableModel):
    """Runs that pass the filter, in order.

    Signals:
        renamed(object, str): a person has given the run in this folder another name.
        overlay_toggled(object): a person wants the run in this folder under the curves, or out of them.
        counted(): other runs are known or shown; ask `counts`, `bytes`, `rowCount`.
    """

    renamed = Signal(object, str)
    overlay_toggled = Signal(object)
    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: dict[Path, RunRecord] = {}
        self._order: list[Path] = []
        self._rows: dict[Path, int] = {}
        self._slots: dict[Path, int] = {}
        self._apart: dict[Path, str] | None = None
        self._tick_head = icon("layers", "muted")
        self._text = ""
        self._group = "all"
        self._sorting = (PLACES["date"], Qt.SortOrder.DescendingOrder)

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """The column by which the runs are sorted, and its direction."""
        return self._sorting

    @property
    def known(self) -> Mapping[Path, RunRecord]:
        """Every run by its folder, shown or not."""
        return self._records

    @property
    def bytes(self) -> int:
        """What all runs take on the disk."""
        return sum(record.bytes for record in self._records.values())

    def counts(self) -> dict[str, int]:
        """How many runs each group of states has."""
        states = Counter(record.state for record in self._records.values())
        return {group: sum(states[state] for state in members) for group, members in wording.GROUPS.items()}

    def record(self, row: int) -> RunRecord:
        return self._records[self._order[row]]

    def slot(self, row: int) -> int:
        """The number under which the run of this row lies in the curves, 0 where it does not."""
        return self._slots.get(self._order[row], 0)

    def distinction(self, record: RunRecord) -> str:
        """What tells a run from others of its name among all that are known, in a few words; empty where the name does.

        It is found for all of them when it is first asked for after a change.
        """
        if self._apart is None:
            self._apart = wording.distinctions(self._records.values())
        return self._apart.get(record.path, "")

    def label(self, record: RunRecord) -> str:
        """What to call a run among the others."""
        return self.distinction(record) or name_of_run(record)

    def row_of(self, path: Path) -> int:
        """The row of the run in the folder ``path``, -1 where it is not shown."""
        return self._rows.get(path, -1)

    def clear(self) -> None:
        """Forget every run, as for another folder."""
        self.beginResetModel()
        self._records.clear()
        self._apart = None
        self._order, self._rows = [], {}
        self.endResetModel()
        self.counted.emit()

    def apply(self, changes: Iterable[Change]) -> None:
        """Take what the library has found; rows that did not move stay what they are."""
        changed = set()
        self._apart = None
        for change in changes:
            path = change.record.path
            changed.add(path)
            if change.kind is ChangeKind.REMOVED:
                self._records.pop(path, None)
            else:
                self._records[path] = change.record
        self._bring_into_order(changed)
        self.counted.emit()

    def patch(self, path: Path, **values: Any) -> RunRecord | None:
        """Show other values of a run before they are on the disk; returns the record as it was."""
        before = self._records.get(path)
        if before is not None:
            self.put(dataclasses.replace(before, **values))
        return before

    def put(self, record: RunRecord) -> None:
        """Show this record of its run."""
        if record.path in self._records:
            self._records[record.path] = record
            self._apart = None
            self._bring_into_order({record.path})

    def set_filter(self, text: str, group: str) -> None:
        """Show the runs that match ``text`` and whose state is in ``group`` (of `wording.GROUPS`)."""
        if (text, group) != (self._text, self._group):
            self._text, self._group = text, group
            self._bring_into_order(set())
            self.counted.emit()

    def set_slots(self, slots: Mapping[Path, int]) -> None:
        """Say which runs lie under the curves, and under which numbers."""
        other = {path for path in {*slots, *self._slots} if slots.get(path) != self._slots.get(path)}
        self._slots = dict(slots)
        for path in other:
            row = self.row_of(path)
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _FLAGS.get(index.column(), _PLAIN) if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        record, column = self.record(index.row()), COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.label(record) if column.key == "name" else column.text(record)
            case Qt.ItemDataRole.EditRole:
                return name_of_run(record)
            case Qt.ItemDataRole.CheckStateRole if column.key == "overlay":
                return Qt.CheckState.Checked if record.path in self._slots else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(record, column.key)
            case Qt.ItemDataRole.TextAlignmentRole:
                return (Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft) | (
                    Qt.AlignmentFlag.AlignVCenter
                )
            case Qt.ItemDataRole.AccessibleTextRole:
                told = self.label(record) if column.key == "name" else column.text(record)
                return told or f"{heading(column)} {self.label(record)}".strip()
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        record = self.record(index.row())
        if role == Qt.ItemDataRole.CheckStateRole:
            self.overlay_toggled.emit(record.path)
            return True
        if role == Qt.ItemDataRole.EditRole and str(value).strip() != name_of_run(record):
            self.renamed.emit(record.path, str(value).strip())
            return True
        return False

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            place, order = self._sorting
            arrow = " ↑" if order == Qt.SortOrder.AscendingOrder else " ↓"
            return heading(column) + (arrow if section == place else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(column)
        if role == Qt.ItemDataRole.DecorationRole and column.key == "overlay":
            return self._tick_head
        if role == Qt.ItemDataRole.AccessibleTextRole and column.key == "overlay":
            return tip(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what has no value there comes last, equals go by date, the newest first."""
        if COLUMNS[column].key in NOT_SORTED:
            return
        self._sorting = (column, order)
        self._bring_into_order(set())
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def turn(self, column: int) -> None:
        """Sort by a column as its first click does, or turn the order of the one that sorts already."""
        falling, rising = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        first = falling if COLUMNS[column].falling else rising
        place, order = self._sorting
        self.sort(column, (rising if order == falling else falling) if column == place else first)

    def reword(self) -> None:
        """Say everything in the present language."""
        self._apart = None
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._bring_into_order(set(self._records))

    @staticmethod
    def _tip(record: RunRecord, key: str) -> str:
        if record.problems and key in ("name", "state"):
            return wording.problem_of(record)
        if key == "name":
            return f"{name_of_run(record)}\n{wording.recipe_line(record)}\n{record.path.name}"
        return tip(COLUMNS[PLACES[key]]) if key in NOT_SORTED else ""

    def _wanted(self) -> list[Path]:
        shown = list(self._records.values())
        if self._group != "all":
            members = wording.GROUPS[self._group]
            shown = [each for each in shown if each.state in members]
        if self._text:
            shown = [each for each in shown if matches(each, self._text)]
        column, order = COLUMNS[self._sorting[0]], self._sorting[1]
        shown.sort(key=lambda record: record.path.name, reverse=True)
        keyed = [(column.sort(record), record.path) for record in shown]
        having = [each for each in keyed if each[0] is not None]
        having.sort(key=lambda each: each[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [path for _, path in having] + [path for key, path in keyed if key is None]

    def _bring_into_order(self, changed: set[Path]) -> None:
        """Go from the rows that are there to those that should be, in the smallest way that is known."""
        old, new = self._order, self._wanted()
        if new != old and not self._step_to(old, new):
            self.beginResetModel()
            self._set_order(new)
            self.endResetModel()
        for path in changed:
            row = self.row_of(path)
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def _set_order(self, order: list[Path]) -> None:
        self._order = order
        self._rows = {path: row for row, path in enumerate(order)}

    def _step_to(self, old: list[Path], new: list[Path]) -> bool:
        """Remove and insert rows; False, and nothing done, where rows change places or there are too many steps."""
        kept, stay = set(new), set(old)
        if [path for path in old if path in kept] != [path for path in new if path in stay]:
            return False
        gone = _stretches([row for row, path in enumerate(old) if path not in kept])
        come = _stretches([row for row, path in enumerate(new) if path not in stay])
        if len(gone) + len(come) > _MOST_STEPS:
            return False
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._set_order(self._order[:first] + self._order[last + 1 :])
            self.endRemoveRows()
        for first, last in come:
            self.beginInsertRows(QModelIndex(), first, last)
            self._set_order(self._order[:first] + new[first : last + 1] + self._order[first:])
            self.endInsertRows()
        return True


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    """Rows that ascend, as stretches of neighbours (first, last)."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
