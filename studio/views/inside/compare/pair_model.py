"""What both models have by name as a table: shapes, and how far the values lie apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.look import formats
from studio.views.inside.compare.marks import Difference, of_tensor
from studio.views.inside.numbers import short
from trainer_core.protocol.model_comparison import TensorPair
from trainer_core.protocol.weights_report import Movement

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

ORDER, MARKED = int(Role.UserRole), int(Role.UserRole) + 1
"""Roles of what a cell is sorted by, and of the `Difference` of its row."""
NAME, SHAPE, DISTANCE, LARGEST, COSINE = range(5)
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Row:
    """A tensor of both models, and the type of the module that it is of, or two where these differ."""

    pair: TensorPair
    kind: str = ""

    @cached_property
    def difference(self) -> Difference:
        """How far it differs."""
        return of_tensor(self.pair)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words of each column."""
        moved, shapes = self._moved, [formats.shape(shape) for shape in self.pair.shapes if shape is not None]
        return (
            self.pair.name,
            " → ".join(dict.fromkeys(shapes)),
            self.difference.words,
            short(moved.largest) if moved is not None else "",
            f"{moved.cosine:.4f}" if moved is not None and math.isfinite(moved.cosine) else "",
        )

    @cached_property
    def orders(self) -> tuple[object, ...]:
        """What each column is sorted by; what is not known comes first or last."""
        moved = self._moved
        known = moved is not None and math.isfinite(moved.cosine)
        return (
            self.pair.name,
            math.prod(self.pair.shapes[0] or self.pair.shapes[1] or ()),
            self.difference.order,
            moved.largest if moved is not None else -1.0,
            moved.cosine if known and moved is not None else 2.0,
        )

    @property
    def tip(self) -> str:
        return f"{self.pair.name}\n{self.kind}" if self.kind else self.pair.name

    @property
    def _moved(self) -> Movement | None:
        """How far it moved, where that can be said in numbers."""
        moved = self.pair.movement
        return moved if moved is not None and not moved.same and moved.finite else None


class PairModel(QAbstractTableModel):
    """The rows, which are only ever replaced together; ``titles`` and ``tips`` of the columns are set from outside."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self._titles: Sequence[str] = ("",) * 5
        self._tips: Sequence[str] = ("",) * 5

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def set_titles(self, titles: Sequence[str], tips: Sequence[str]) -> None:
        """Word the heads of the columns."""
        self._titles, self._tips = titles, tips
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(titles) - 1)

    def row_of(self, name: str) -> int:
        """The row of the tensor of this name; -1 if there is none."""
        return next((place for place, row in enumerate(self.rows) if row.pair.name == name), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row = self.rows[index.row()]
        match role:
            case Role.DisplayRole:
                return row.texts[index.column()]
            case Role.ToolTipRole:
                return row.tip
            case Role.TextAlignmentRole:
                return _AT_RIGHT if index.column() > SHAPE else _AT_LEFT
        if role == ORDER:
            return row.orders[index.column()]
        return row.difference if role == MARKED else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Role.DisplayRole:
                return self._titles[section]
            case Role.ToolTipRole:
                return self._tips[section]
            case Role.TextAlignmentRole:
                return _AT_RIGHT if section > SHAPE else _AT_LEFT
        return None
