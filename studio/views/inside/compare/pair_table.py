"""The table of what both models have by name, sorted by a click, with a bar under each distance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.views.inside.compare.marks import Difference
from studio.views.inside.compare.pair_model import (
    COSINE,
    DISTANCE,
    LARGEST,
    MARKED,
    NAME,
    ORDER,
    SHAPE,
    PairModel,
    Row,
)
from studio.widgets.row_table import RowTable

_ROW, _BAR, _PAD = 26, 3, 26
_WIDE = 480
"""Below that the columns that the detail says as well are left out."""


class PairTable(Retranslated, RowTable):
    """Rows in the order of the model until a person sorts them by a column.

    Signals:
        chosen(str): a person has chosen the tensor of this name.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_ROW, parent)
        self._quiet = False
        self.source, self._sorted = PairModel(self), _Rows(self)
        self._sorted.setSourceModel(self.source)
        self._sorted.setSortRole(ORDER)
        self.setModel(self._sorted)
        self.setItemDelegateForColumn(DISTANCE, _Bars(self))
        fonts.use(self, "small")
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.retranslate()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is in it, also what is not seen."""
        return self.source.rows

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
        kept = self.name
        with QSignalBlocker(self.selectionModel()):
            self.source.show_rows(rows)
        self._fit()
        self.choose(kept)

    def show_only_different(self, only: bool) -> None:
        """Hide what is the same in both, or show all."""
        self._sorted.show_only_different(only)

    def choose(self, name: str) -> bool:
        """Choose the tensor of this name without a signal of its own; False if it is not seen."""
        row = self.source.row_of(name)
        index = self._sorted.mapFromSource(self.source.index(row, NAME)) if row >= 0 else QModelIndex()
        if not index.isValid():
            return False
        self._quiet = True
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, rows)
        self._quiet = False
        self.scrollTo(index)
        return True

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.source.set_titles(
            (self.tr("Tensor"), self.tr("Shape"), self.tr("Distance"), self.tr("Largest"), self.tr("Cosine")),
            (
                "",
                "",
                self.tr("‖Δ‖ / ‖first‖: the norm of the difference divided by the norm in the first model"),
                self.tr("The largest difference in any single value"),
                self.tr("The cosine between both as vectors: 1 for the same direction"),
            ),
        )
        self.setAccessibleName(self.tr("The tensors of both models, and how far they differ"))
        # Distances that are words stand in the rows.
        self.show_rows([Row(row.pair, row.kind) for row in self.rows])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in (LARGEST, COSINE):
            self.setColumnHidden(column, self.width() < fonts.scaled(_WIDE))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.chosen.emit(self.name)

    def _fit(self) -> None:
        """Make the columns of numbers as wide as their words; the names have the rest."""
        font, header = fonts.font("small"), self.horizontalHeader()
        for column in (SHAPE, DISTANCE, LARGEST, COSINE):
            title = str(self.source.headerData(column, header.orientation()))
            words = {title, *(row.texts[column] for row in self.rows)}
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, round(max(fonts.width_of(each, font) for each in words)) + fonts.scaled(_PAD))


class _Rows(QSortFilterProxyModel):
    """Leaves out what is the same, if that is wanted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._only = False

    def show_only_different(self, only: bool) -> None:
        self._only = only
        self.invalidate()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        # Unsorted, the order of the model is meant, which Qt would turn around.
        super().sort(column, order if column >= 0 else Qt.SortOrder.AscendingOrder)

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        source = self.sourceModel()
        return not (self._only and isinstance(source, PairModel) and source.rows[row].difference.mark == "same")


class _Bars(QStyledItemDelegate):
    """A line under the words as long as the distance."""

    @reporting
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        marked = index.data(MARKED)
        if isinstance(marked, Difference) and marked.share > 0:
            rect = QRectF(option.rect)
            width = (rect.width() - 8) * marked.share
            token = "wrong" if marked.mark == "other" else "validation"
            painter.fillRect(
                QRectF(rect.right() - 4 - width, rect.bottom() - _BAR - 1, width, _BAR),
                current_theme().tokens.colour(token),
            )
