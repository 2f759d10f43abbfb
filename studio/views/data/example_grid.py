"""A grid of thumbnails of as many examples as there are, of which only those in sight are fetched and painted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from studio.look import fonts
from studio.look.pictures import fitted
from studio.look.theme import current_theme
from studio.views.data.example_store import Example, ExampleStore

Word = Callable[[Example], str]
"""Says what is true of an example."""

_SMALLEST, _PAD, _GAP, _SCROLL_BAR, _RADIUS = 88, 6, 8, 12, 6
_PIXMAPS = 1000


class _GridModel(QAbstractTableModel):
    """Places side by side in rows of ``columns``."""

    def __init__(self, store: ExampleStore, word: Word, parent: QObject) -> None:
        super().__init__(parent)
        self.store, self.word = store, word
        self.places: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.columns = 1

    def lay_out(self, places: npt.NDArray[np.int64], columns: int) -> None:
        self.beginResetModel()
        self.places, self.columns = places, columns
        self.endResetModel()

    def place_at(self, index: QModelIndex | QPersistentModelIndex) -> int | None:
        at = index.row() * self.columns + index.column()
        return int(self.places[at]) if index.isValid() and at < len(self.places) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else -(-len(self.places) // self.columns)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.columns

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if self.place_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.place_at(index)
        example = None if place is None else self.store.at(place)
        if example is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.word(example)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (self.word(example), example.name)))
        return None


class ExampleGrid(QTableView):
    """Thumbnails with what is true of them. The arrow keys move the choice.

    Signals:
        chosen(int): the example at this place is the current one.
    """

    chosen = Signal(int)

    def __init__(self, store: ExampleStore, word: Word, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._grid = _GridModel(store, word, self)
        self.setModel(self._grid)
        self._delegate = _ThumbnailDelegate(self._grid, self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._ask)
        store.arrived.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._choose)

    @property
    def places(self) -> npt.NDArray[np.int64]:
        """The places that are shown, in order."""
        return self._grid.places

    @property
    def columns(self) -> int:
        """How many thumbnails stand side by side."""
        return self._grid.columns

    def show_places(self, places: npt.NDArray[np.int64]) -> None:
        """Show other examples, from their beginning."""
        self._delegate.pixmaps.clear()
        self._arrange(places)
        self.scrollToTop()
        self._ask()

    def choose(self, at: int) -> None:
        """Make the ``at``-th example the current one."""
        index = self._grid.index(at // self.columns, at % self.columns)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.places)
        self._ask()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_delegate"):
            self._arrange(self.places)

    def _arrange(self, places: npt.NDArray[np.int64]) -> None:
        room = max(1, self.width() - _SCROLL_BAR)
        columns = max(1, room // (fonts.scaled(_SMALLEST) + _GAP))
        if columns != self._grid.columns or places is not self._grid.places:
            current = self.currentIndex()
            at = current.row() * self._grid.columns + current.column() if current.isValid() else -1
            same = places is self._grid.places
            self._grid.lay_out(places, columns)
            if same and 0 <= at < len(places):
                self.choose(at)
        width = room // columns
        self.horizontalHeader().setDefaultSectionSize(width)
        self._delegate.side = width - _GAP - 2 * _PAD
        line = QFontMetricsF(fonts.font("small")).height()
        self.verticalHeader().setDefaultSectionSize(round(self._delegate.side + 2 * _PAD + line + 4 + _GAP))
        self.verticalScrollBar().setSingleStep(self.verticalHeader().defaultSectionSize() // 3)

    @Slot()
    def _ask(self) -> None:
        """Fetch what is in sight, and a screen more below it."""
        if not len(self.places) or not self.isVisible():
            return
        height = max(1, self.verticalHeader().defaultSectionSize())
        first = self.verticalScrollBar().value() // height * self.columns
        count = (self.viewport().height() // height + 2) * self.columns
        self._store.want(self.places[first : first + 2 * count].tolist())

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, before: QModelIndex) -> None:
        place = self._grid.place_at(current)
        self.viewport().update()
        if place is not None:
            self.chosen.emit(place)


class _ThumbnailDelegate(QStyledItemDelegate):
    """Paints one thumbnail; the pixmaps of the last thousand are kept."""

    def __init__(self, model: _GridModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.side = 64
        self.pixmaps: dict[tuple[int, int, float], QPixmap] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place = self._model.place_at(index)
        if place is None:
            return
        tokens = current_theme().tokens
        view = self.parent()
        selected = isinstance(view, ExampleGrid) and view.currentIndex() == index
        rect = QRectF(option.rect).adjusted(0, 0, -_GAP, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("accent" if selected else "hairline"), 2 if selected else 1))
        painter.setBrush(tokens.colour("raised"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        example = self._model.store.at(place)
        if example is not None and example.picture is not None:
            ratio = painter.device().devicePixelRatioF()
            pixmap = self._pixmap(place, example, ratio)
            x = rect.center().x() - pixmap.width() / ratio / 2
            y = rect.top() + _PAD + (self.side - pixmap.height() / ratio) / 2
            painter.drawPixmap(round(x), round(y), pixmap)
            painter.setFont(fonts.font("small"))
            painter.setPen(tokens.colour("text"))
            top = rect.top() + _PAD + self.side + 2
            words = QRectF(rect.left() + 4, top, rect.width() - 8, rect.bottom() - 2 - top)
            shown = painter.fontMetrics().elidedText(
                self._model.word(example), Qt.TextElideMode.ElideRight, round(words.width())
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def _pixmap(self, place: int, example: Example, ratio: float) -> QPixmap:
        key = (place, self.side, ratio)
        pixmap = self.pixmaps.get(key)
        if pixmap is None:
            assert example.picture is not None
            if len(self.pixmaps) >= _PIXMAPS:
                self.pixmaps.clear()
            pixmap = self.pixmaps[key] = fitted(example.picture, self.side, ratio)
        return pixmap
