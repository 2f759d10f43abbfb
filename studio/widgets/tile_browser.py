"""A grid of tiles and, behind a click, one of them larger with everything that it might be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.painting import reporting
from studio.look.pictures import fitted
from studio.widgets.bar_list import Bar, BarList
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.icon_button import IconButton
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.tile import AnyTile, Tile, ValueTile, Verdict
from studio.widgets.tile_grid import TileGrid

_ALL_IN_ORDER = 20


class TileBrowser(QStackedWidget):
    """Tiles, and the detail of the one that was opened, kept fresh as its fractions change. Escape goes back.

    No signals; ``grid`` and ``detail`` are its two pages.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = TileGrid(self)
        self.grid.setObjectName("tileGrid")
        self.detail = TileDetail(self)
        self.detail.setObjectName("tileDetail")
        self.addWidget(self.grid)
        self.addWidget(self.detail)
        self.grid.opened.connect(self.open)
        self.detail.back.clicked.connect(self.close_detail)

    @property
    def opened(self) -> AnyTile | None:
        """The tile that is shown larger, None while the grid is shown."""
        return self.detail.tile if self.currentWidget() is self.detail else None

    def set_tiles(self, tiles: Sequence[AnyTile]) -> None:
        """Show other tiles, or the same with other fractions; a detail whose tile is gone closes."""
        opened = self.opened
        self.grid.set_tiles(tiles)
        if opened is None:
            return
        again = next((tile for tile in tiles if tile.key == opened.key), None)
        if again is None:
            self.close_detail()
        else:
            self.detail.set_tile(again)

    @Slot(int)
    def open(self, key: int) -> None:
        """Show the tile with this key larger."""
        tile = next(tile for tile in self.grid.tiles if tile.key == key)
        self.detail.set_tile(tile)
        self.setCurrentWidget(self.detail)
        self.detail.back.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_detail(self) -> None:
        """Show the grid again."""
        held = self.detail.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.setCurrentWidget(self.grid)
        if held:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace) and self.opened is not None:
            self.close_detail()
            return
        super().keyPressEvent(event)


class TileDetail(Retranslated, QWidget):
    """One tile: its picture, guess and truth in words, and a bar for each name; ``back`` is a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile: AnyTile | None = None
        self.back = IconButton("chevron-left", "", self)
        self.back.setObjectName("tileBack")
        self.picture = PictureBox(self)
        self.title = ElidedLabel("", self)
        self.verdict = ElidedLabel("", self)
        self.caption = ElidedLabel("", self)
        self.bars = BarList(self)
        self.bars.setObjectName("tileBars")
        fonts.use(self.title, "title", strong=True)
        fonts.use(self.verdict)
        fonts.use(self.caption, "small")
        self.caption.setProperty("role", "muted")
        scroll = ScrollColumn(self)
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        scroll.setAccessibleName(self.tr("Probabilities"))
        body = QWidget(scroll)
        body.setProperty("role", "clear")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 12, 0)
        lines.addWidget(self.bars)
        lines.addStretch(1)
        scroll.setWidget(body)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        for label in (self.title, self.verdict, self.caption):
            words.addWidget(label)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.picture)
        top.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(scroll, 1)
        self.retranslate()

    def set_tile(self, tile: AnyTile) -> None:
        """Show this tile."""
        self.tile = tile
        self.picture.set_picture(tile)
        self.title.setText(tile.title)
        self.verdict.setText(tile.detail)
        self.caption.setText(tile.caption)
        self.caption.setVisible(bool(tile.caption))
        self.bars.set_bars(_bars(tile))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.back.set_name(self.tr("Back to all pictures (Esc)"))
        self.bars.setAccessibleName(self.tr("Probabilities"))
        if self.tile is not None:
            self.set_tile(self.tile)


def _bars(tile: AnyTile) -> list[Bar]:
    """A bar for each name: how likely it is, up to twenty in their own order and more with the likeliest first; or for
    each number, how far it is off.
    """
    if isinstance(tile, ValueTile):
        return [Bar(name, tile.off(at), tile.words_of(at)) for at, name in enumerate(tile.names)]
    places = range(len(tile.names)) if len(tile.names) <= _ALL_IN_ORDER else tile.likeliest(len(tile.names))
    return [_bar(tile, place) for place in places]


def _bar(tile: Tile, place: int) -> Bar:
    """The guess carries a tick or a cross, the truth a tick; both stand out."""
    fraction = float(tile.fractions[place])
    mark: Verdict = ""
    if place == tile.truth:
        mark = "right"
    elif place == tile.guess and tile.truth is not None:
        mark = "wrong"
    return Bar(tile.names[place], fraction, tile.share_of(place), mark, strong=place == tile.guess)


class PictureBox(QWidget):
    """A picture in a square of its own, each of its pixels sharp. No signals."""

    SIDE = 96

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile: AnyTile | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_picture(self, tile: AnyTile) -> None:
        """Show the picture of this tile."""
        self._tile = tile
        self.setAccessibleName(tile.sentence)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.SIDE, self.SIDE)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tile is None:
            return
        pixmap = fitted(self._tile.picture, self.SIDE, self.devicePixelRatioF())
        ratio = pixmap.devicePixelRatio()
        x, y = ((self.SIDE - length / ratio) / 2 for length in (pixmap.width(), pixmap.height()))
        with QPainter(self) as painter:
            painter.drawPixmap(round(x), round(y), pixmap)
