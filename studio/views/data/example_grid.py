"""A grid of thumbnails of as many examples as there are, of which only those in sight are fetched and painted."""

from __future__ import annotations

from collections.abc import Sequence

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
from studio.look.icons import paint_icon
from studio.look.painting import reporting
from studio.look.pictures import fitted
from studio.look.theme import current_theme
from studio.views.data.example_store import Example, ExampleStore, Said, Say

_SMALLEST, _PAD, _GAP, _SCROLL_BAR, _RADIUS, _MARK = 88, 6, 8, 12, 6, 18
_PIXMAPS = 1000


class _GridModel(QAbstractTableModel):
    """Places side by side in rows of ``columns``."""

    def __init__(self, store: ExampleStore, say: Say, parent: QObject) -> None:
        super().__init__(parent)
        self.store, self.say = store, say
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
        if place is None or example is None:
            return None
        said = self.say(place, example)
        if role == Qt.ItemDataRole.DisplayRole:
            return said.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (said.label, said.below)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (said.label, said.below, example.name)))
        return None


class ExampleGrid(QTableView):
    """Thumbnails with what is true of them. The arrow keys move the choice; Ctrl and Shift choose several.

    Signals:
        chosen(int): the example at this place is the current one.
        selection_changed(): other examples are chosen.
    """

    chosen = Signal(int)
    selection_changed = Signal()

    def __init__(self, store: ExampleStore, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._grid = _GridModel(store, say, self)
        self.setModel(self._grid)
        self._delegate = _ThumbnailDelegate(self._grid, self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        # A tile shows itself that it is chosen; the style would fill the gap beside it.
        self.setProperty("role", "tiles")
        self.verticalScrollBar().valueChanged.connect(self._ask)
        store.arrived.connect(self.viewport().update)
        self._lines = 1
        self.selectionModel().currentChanged.connect(self._choose)
        self.selectionModel().selectionChanged.connect(self.selection_changed)

    @property
    def selected(self) -> list[int]:
        """The places of the chosen examples, in the order of the list."""
        chosen = self.selectionModel().selectedIndexes()
        at = sorted(index.row() * self.columns + index.column() for index in chosen)
        return [int(self.places[each]) for each in at if each < len(self.places)]

    @property
    def places(self) -> npt.NDArray[np.int64]:
        """The places that are shown, in order."""
        return self._grid.places

    @property
    def columns(self) -> int:
        """How many thumbnails stand side by side."""
        return self._grid.columns

    def show_places(self, places: npt.NDArray[np.int64], *, lines: int = 1, keep: bool = False) -> None:
        """Show other examples, with room for so many ``lines`` of text below each.

        They are shown from their beginning, or with ``keep`` where the view is, and what is chosen stays so.
        """
        scrolled = self.verticalScrollBar().value()
        chosen, current = (self.selected, self._current) if keep else ([], None)
        if not keep:
            self._delegate.pixmaps.clear()
        self._lines = lines
        self._arrange(places)
        if keep:
            self._choose_again(chosen, current)
            self.verticalScrollBar().setValue(scrolled)
        else:
            self.scrollToTop()
        self._ask()

    @property
    def _current(self) -> int | None:
        return self._grid.place_at(self.currentIndex())

    def _choose_again(self, chosen: Sequence[int], current: int | None) -> None:
        """Choose those of some places that are still listed."""
        at_of = {place: at for at, place in enumerate(self.places.tolist())}
        flags = QItemSelectionModel.SelectionFlag
        for place in chosen:
            if place in at_of:
                self.selectionModel().select(self._index(at_of[place]), flags.Select)
        if current in at_of:
            self.selectionModel().setCurrentIndex(self._index(at_of[current]), flags.NoUpdate)

    def _index(self, at: int) -> QModelIndex:
        return self._grid.index(at // self.columns, at % self.columns)

    def choose(self, at: int) -> None:
        """Make the ``at``-th example the current one, and the only one that is chosen."""
        self.selectionModel().setCurrentIndex(self._index(at), QItemSelectionModel.SelectionFlag.ClearAndSelect)

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
            chosen, current = (self.selected, self._current) if places is self._grid.places else ([], None)
            self._grid.lay_out(places, columns)
            self._choose_again(chosen, current)
        width = room // columns
        self.horizontalHeader().setDefaultSectionSize(width)
        self._delegate.side = width - _GAP - 2 * _PAD
        line = QFontMetricsF(fonts.font("small")).height()
        self.verticalHeader().setDefaultSectionSize(
            round(self._delegate.side + 2 * _PAD + self._lines * line + 4 + _GAP)
        )
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

    @reporting
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place = self._model.place_at(index)
        if place is None:
            return
        tokens = current_theme().tokens
        view = self.parent()
        assert isinstance(view, ExampleGrid)
        chosen = view.selectionModel().isSelected(self._model.index(index.row(), index.column()))
        rect = QRectF(option.rect).adjusted(0, 0, -_GAP, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = view.currentIndex() == index
        painter.setPen(
            QPen(tokens.colour("accent" if chosen or current else "hairline"), 2 if chosen or current else 1)
        )
        painter.setBrush(tokens.colour("selection" if chosen else "raised"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        example = self._model.store.at(place)
        if example is not None and example.picture is not None:
            said = self._model.say(place, example)
            painter.setOpacity(0.35 if said.mark == "left out" else 1.0)
            self._paint_picture(painter, rect, place, example)
            painter.setOpacity(1.0)
            self._paint_words(painter, rect, said, "on_selection" if chosen else "text")
            if said.mark:
                _paint_mark(painter, rect, said.mark)
        painter.restore()

    def _paint_picture(self, painter: QPainter, rect: QRectF, place: int, example: Example) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._pixmap(place, example, ratio)
        x = rect.center().x() - pixmap.width() / ratio / 2
        y = rect.top() + _PAD + (self.side - pixmap.height() / ratio) / 2
        painter.drawPixmap(round(x), round(y), pixmap)

    def _paint_words(self, painter: QPainter, rect: QRectF, said: Said, token: str) -> None:
        """The label, and below it what stands there in a list."""
        tokens = current_theme().tokens
        top = rect.top() + _PAD + self.side + 2
        for text, strong, colour in (
            (said.label, bool(said.mark), token),
            (said.below, False, "muted" if token == "text" else token),
        ):
            if not text:
                continue
            font = fonts.font("small", strong=strong)
            font.setStrikeOut(strong and said.mark == "left out")
            painter.setFont(font)
            painter.setPen(tokens.colour(colour))
            metrics = painter.fontMetrics()
            words = QRectF(rect.left() + 4, top, rect.width() - 8, metrics.height())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(words.width()))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, shown)
            top += metrics.height()

    def _pixmap(self, place: int, example: Example, ratio: float) -> QPixmap:
        key = (place, self.side, ratio)
        pixmap = self.pixmaps.get(key)
        if pixmap is None:
            assert example.picture is not None
            if len(self.pixmaps) >= _PIXMAPS:
                self.pixmaps.clear()
            pixmap = self.pixmaps[key] = fitted(example.picture, self.side, ratio)
        return pixmap


def _paint_mark(painter: QPainter, rect: QRectF, mark: str) -> None:
    """A round mark at the corner: a bin for what is left out, a check for another label."""
    side = fonts.scaled(_MARK)
    place = QRectF(rect.right() - side - 4, rect.top() + 4, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current_theme().tokens.colour("wrong" if mark == "left out" else "accent_fill"))
    painter.drawEllipse(place)
    inner = place.adjusted(side / 5, side / 5, -side / 5, -side / 5)
    paint_icon(painter, "trash" if mark == "left out" else "check", inner, "on_accent")
