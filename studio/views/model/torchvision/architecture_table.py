"""torchvision's networks as a table: parameters, size of the weights, accuracy and multiply-adds, by any of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.widgets.row_table import RowTable
from trainer_core.models.torchvision import Architecture
from trainer_core.models.torchvision.catalogue import Column

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW, _LEAST_ROWS = 26, 4
_WIDTHS = (138, 88, 74, 66, 102)
COLUMNS: tuple[Column, ...] = ("name", "parameters", "bytes", "accuracy", "multiply_adds")
"""What each column of the table is ordered by."""


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Architecture, ...] = ()
        self.headings: tuple[str, ...] = ("",) * len(COLUMNS)
        self.tip = ""

    def show(self, rows: Sequence[Architecture]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(row, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if index.column() else _LEFT
            case Qt.ItemDataRole.FontRole:
                # Digits around an x are a product in the font of sentences.
                return fonts.font("base") if index.column() else fonts.monospace()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.headings[section]
            if role == Qt.ItemDataRole.ToolTipRole and section:
                return self.tip
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section else _LEFT
        return None


class ArchitectureTable(Retranslated, RowTable):
    """A line for each network; a click on a heading orders them by it.

    Signals:
        chosen(str): this network was chosen by a person.
        order_changed(): the networks are to be ordered by ``by``, ``descending``.
    """

    chosen = Signal(str)
    order_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_ROW, parent)
        self.setObjectName("architectureTable")
        self._model = _Model(self)
        self.by: Column = "name"
        self.descending = False
        self.setModel(self._model)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._order)
        self._fit()
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.retranslate()

    @property
    def names(self) -> list[str]:
        """The networks that are listed, in their order."""
        return [row.name for row in self._model.rows]

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Networks of torchvision"))
        self._model.headings = (
            self.tr("Network"),
            self.tr("Parameters"),
            self.tr("Weights"),
            self.tr("Top-1"),
            self.tr("Multiply-adds"),
        )
        self._model.tip = self.tr("Of the network as it was published, for the 1,000 classes of ImageNet")
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def show_rows(self, rows: Sequence[Architecture], chosen: str) -> None:
        """List these networks and select the one called ``chosen``, without a signal."""
        if tuple(rows) != self._model.rows:
            self._model.show(rows)
        names = self.names
        if chosen not in names:
            self.clearSelection()
            self.selectionModel().clearCurrentIndex()
            return
        index = self._model.index(names.index(chosen), 0)
        if self.currentIndex().row() != index.row():
            blocked = self.selectionModel().blockSignals(True)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.selectionModel().blockSignals(blocked)
            self.scrollTo(index)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self._fit()

    def _fit(self) -> None:
        """Be large enough for the columns and a few rows, in any size of text."""
        row = fonts.scaled(_ROW)
        self.setMinimumWidth(fonts.scaled(sum(_WIDTHS)) + self.verticalScrollBar().sizeHint().width())
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + _LEAST_ROWS * row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = [fonts.scaled(width) for width in _WIDTHS]
        room = max(0, self.viewport().width() - sum(widths))
        widths[0] += room // 3
        for place in range(1, len(widths)):
            widths[place] += room // 6
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @Slot(int)
    def _order(self, section: int) -> None:
        """Order by a heading: numbers that are better large come large first, the others small first."""
        by = COLUMNS[section]
        self.descending = not self.descending if by == self.by else by == "accuracy"
        self.by = by
        order = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)
        self.order_changed.emit()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.rows[current.row()].name)


def _text(row: Architecture, place: int) -> str:
    match COLUMNS[place]:
        case "name":
            return row.name
        case "parameters":
            return f"{row.parameters / 1e6:.1f} M"
        case "bytes":
            return formats.size(row.bytes)
        case "accuracy":
            return "–" if math.isnan(row.accuracy) else formats.percent(row.accuracy)
        case "multiply_adds":
            return f"{row.multiply_adds / 1e9:.2f} G"
