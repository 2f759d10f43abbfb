"""A matrix of numbers as a table that scrolls and can be copied: rows and columns bear their indices."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from studio.look import fonts

Numbers = npt.NDArray[Any]
Index = QModelIndex | QPersistentModelIndex

_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BESIDE = 16
_LONGEST = "-0.0000e-00"


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.values: Numbers = np.zeros((0, 0), dtype=np.float32)
        self.origin = (0, 0)

    def set_values(self, values: Numbers, origin: tuple[int, int]) -> None:
        if (values.shape, origin) != (self.values.shape, self.origin):
            self.beginResetModel()
            self.values, self.origin = values, origin
            self.endResetModel()
            return
        self.values = values
        if values.size:
            self.dataChanged.emit(self.index(0, 0), self.index(values.shape[0] - 1, values.shape[1] - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.values.shape[0]

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.values.shape[1]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        first = self.origin[1 if orientation == Qt.Orientation.Horizontal else 0]
        return str(first + section) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            value = self.values[index.row(), index.column()]
            return _shown(value)
        return _AT_RIGHT if role == Qt.ItemDataRole.TextAlignmentRole else None


class ValueTable(QTableView):
    """Five digits a cell. Qt's signals apply."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        fonts.use(self, "small")
        self._fit()

    @property
    def values(self) -> Numbers:
        """The (Y, X) numbers that are shown."""
        return self._model.values

    def show_values(self, values: Numbers, origin: tuple[int, int] = (0, 0)) -> None:
        """Show other numbers, (Y, X), of a larger matrix from the row and column ``origin`` on."""
        self._model.set_values(values, origin)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Make the columns wide enough for each number that may stand in them: half of one would be another number."""
        values = self.values
        ends = (values.min(), values.max()) if values.size and values.dtype.kind not in "fc" else ()
        width = max(fonts.width_of(each, self.font()) for each in (_LONGEST, *map(_shown, ends)))
        self.horizontalHeader().setDefaultSectionSize(round(width) + fonts.scaled(_BESIDE))


def _shown(value: Any) -> str:
    return f"{value:.5g}" if value.dtype.kind in "fc" else str(value)
