"""The table of what both models have by name: shapes, and how far the values lie apart, the farthest marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.views.inside.compare.marks import Difference, of_tensor
from studio.views.inside.numbers import short
from studio.widgets.row_table import RowTable
from trainer_core.protocol.model_comparison import TensorPair

_ROW, _BAR = 26, 3
_ORDER = int(Qt.ItemDataRole.UserRole)
_MARKED = _ORDER + 1
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WIDE = 480
"""Below that the columns that the detail says as well are left out."""
NAME, SHAPE, DISTANCE, LARGEST, COSINE = range(5)


@dataclass(frozen=True, slots=True)
class Row:
    """A tensor of both models, and the type of the module that it is of, or two where these differ."""

    pair: TensorPair
    kind: str


class PairTable(Retranslated, RowTable):
    """Rows in the order of the model until a person sorts them by a column.

    Attributes:
        rows: what is in it.

    Signals:
        chosen(str): a person has chosen the tensor of this name.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_ROW, parent)
        self.rows: tuple[Row, ...] = ()
        self._items = QStandardItemModel(0, 5, self)
        self._sorted = _Rows(self)
        self._sorted.setSourceModel(self._items)
        self._sorted.setSortRole(_ORDER)
        self.setModel(self._sorted)
        self.setItemDelegateForColumn(DISTANCE, _Bars(self))
        fonts.use(self, "small")
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        header.setStretchLastSection(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.retranslate()

    @property
    def name(self) -> str:
        """The name of the chosen tensor; empty for none."""
        return str(self.currentIndex().siblingAtColumn(NAME).data() or "")

    @property
    def names(self) -> list[str]:
        """The names of the rows that are seen, from top to bottom."""
        return [str(self._sorted.index(row, NAME).data()) for row in range(self._sorted.rowCount())]

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the chosen tensor stays chosen if it is among them."""
        kept, self.rows = self.name, tuple(rows)
        with QSignalBlocker(self.selectionModel()):
            self._items.setRowCount(0)
            for row in self.rows:
                self._items.appendRow(_cells(row))
        self.choose(kept)
        self._fit()

    def show_only_different(self, only: bool) -> None:
        """Hide what is the same in both, or show all."""
        self._sorted.show_only_different(only)

    def choose(self, name: str) -> bool:
        """Choose the tensor of this name without a signal; False if it is not seen."""
        for row, each in enumerate(self.names):
            if each == name:
                with QSignalBlocker(self.selectionModel()):
                    self.setCurrentIndex(self._sorted.index(row, NAME))
                self.scrollTo(self.currentIndex())
                self.viewport().update()
                return True
        return False

    def retranslate(self) -> None:
        """Word everything in the present language."""
        titles = (self.tr("Tensor"), self.tr("Shape"), self.tr("Distance"), self.tr("Largest"), self.tr("Cosine"))
        self._items.setHorizontalHeaderLabels(titles)
        tips = {
            DISTANCE: self.tr("‖Δ‖ / ‖first‖: the norm of the difference divided by the norm in the first model"),
            LARGEST: self.tr("The largest difference of a single value"),
            COSINE: self.tr("The cosine between both as vectors: 1 for the same direction"),
        }
        for column in range(5):
            item = self._items.horizontalHeaderItem(column)
            item.setToolTip(tips.get(column, ""))
            item.setTextAlignment(_AT_RIGHT if column > SHAPE else _AT_LEFT)
        self.setAccessibleName(self.tr("What both models have, and how far it differs"))
        self.show_rows(self.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in (LARGEST, COSINE):
            self.setColumnHidden(column, self.width() < fonts.scaled(_WIDE))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.name)

    def _fit(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (SHAPE, DISTANCE, LARGEST, COSINE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)


class _Rows(QSortFilterProxyModel):
    """Leaves out what is the same, if that is wanted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._only = False

    def show_only_different(self, only: bool) -> None:
        self._only = only
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        source = self.sourceModel()
        if not self._only:
            return True
        marked = source.data(source.index(row, DISTANCE, parent), _MARKED)
        return not isinstance(marked, Difference) or marked.mark != "same"


class _Bars(QStyledItemDelegate):
    """A line under the words as long as the distance."""

    @reporting
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        marked = index.data(_MARKED)
        if isinstance(marked, Difference) and marked.share > 0:
            rect = QRectF(option.rect)
            width = (rect.width() - 8) * marked.share
            token = "wrong" if marked.mark == "other" else "validation"
            painter.fillRect(
                QRectF(rect.right() - 4 - width, rect.bottom() - _BAR - 1, width, _BAR),
                current_theme().tokens.colour(token),
            )


def _cells(row: Row) -> list[QStandardItem]:
    pair = row.pair
    difference, moved = of_tensor(pair), pair.movement
    known = moved is not None and not moved.same and moved.finite
    first, second = pair.shapes
    shapes = [formats.shape(shape) for shape in (first, second) if shape is not None]
    texts = (
        pair.name,
        " → ".join(dict.fromkeys(shapes)),
        difference.words,
        short(moved.largest) if known and moved is not None else "",
        formats.number(round(moved.cosine, 4)) if known and moved is not None and math.isfinite(moved.cosine) else "",
    )
    orders: tuple[object, ...] = (
        pair.name,
        math.prod(first or second or ()),
        difference.order,
        moved.largest if known and moved is not None else -1.0,
        moved.cosine if known and moved is not None and math.isfinite(moved.cosine) else 2.0,
    )
    cells = []
    for column, (text, order) in enumerate(zip(texts, orders, strict=True)):
        cell = QStandardItem(text)
        cell.setEditable(False)
        cell.setData(order, _ORDER)
        cell.setToolTip(f"{pair.name}\n{row.kind}" if row.kind else pair.name)
        if column > SHAPE:
            cell.setTextAlignment(_AT_RIGHT)
        cells.append(cell)
    cells[DISTANCE].setData(difference, _MARKED)
    return cells
