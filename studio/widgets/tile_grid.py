"""A grid of tiles that fills the width it is given: one list view and one painter for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.widgets.tile import AnyTile
from studio.widgets.tile_painting import GAP, TILE_ROLE, TileDelegate

SCROLL_BAR = 10
"""Width kept free on the right for a scroll bar, so that tiles do not move when it appears."""

_SMALLEST_TILE = 80


class TileModel(QAbstractListModel):
    """The tiles of a grid, in order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tiles: tuple[AnyTile, ...] = ()

    def set_tiles(self, tiles: tuple[AnyTile, ...]) -> list[int]:
        """Show other tiles; where they are as many as before, returns the rows that look different.

        The grid paints those anew by itself: told of changed data, a list view would lay out all its rows again.
        """
        if len(tiles) != len(self.tiles):
            self.beginResetModel()
            self.tiles = tiles
            self.endResetModel()
            return []
        changed = [row for row, pair in enumerate(zip(self.tiles, tiles, strict=True)) if pair[0].face != pair[1].face]
        self.tiles = tiles
        return changed

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        tile = self.tiles[index.row()]
        if role == TILE_ROLE:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tile.sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            return tile.tip
        return None


class TileGrid(QListView):
    """Tiles in rows. The arrow keys move, Enter, Space or a click opens a tile.

    Signals:
        opened(int): the key of a tile that a person wants to see larger.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = TileDelegate(self)
        self._model = TileModel(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(_SMALLEST_TILE + SCROLL_BAR, 96)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)

    @property
    def tiles(self) -> tuple[AnyTile, ...]:
        """The tiles in the order shown."""
        return self._model.tiles

    @property
    def columns(self) -> int:
        """How many tiles stand side by side."""
        return max(1, self._room // (_smallest_tile() + GAP))

    def set_tiles(self, tiles: Sequence[AnyTile]) -> None:
        """Show other tiles, or the same with other fractions; the current tile stays current."""
        current = self.currentIndex()
        key = self.tiles[current.row()].key if current.isValid() else None
        if not {tile.key for tile in self.tiles} & {tile.key for tile in tiles}:
            self._delegate.forget_pictures()
        for row in self._model.set_tiles(tuple(tiles)):
            self.update(self._model.index(row))
        for row, tile in enumerate(self.tiles):
            if tile.key == key and row != current.row():
                none = QItemSelectionModel.SelectionFlag.NoUpdate
                self.selectionModel().setCurrentIndex(self._model.index(row), none)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        self._delegate.painted = event.region()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._arrange()

    @property
    def _room(self) -> int:
        return self.width() - SCROLL_BAR - 2

    def _arrange(self) -> None:
        self._delegate.set_width(self._room // self.columns - GAP)
        self.setGridSize(self._delegate.size)
        self.verticalScrollBar().setSingleStep(self._delegate.size.height() // 3)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.tiles[index.row()].key)


def _smallest_tile() -> int:
    return round(_SMALLEST_TILE * fonts.scale())
