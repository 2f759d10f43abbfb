"""A few examples in rows, each a picture over a word and a number, with a bar: what a batch looks like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.pictures import fitted
from studio.look.theme import current_theme
from studio.widgets.marks import paint_mark
from studio.widgets.own_height import OwnHeight
from studio.widgets.tile import Verdict

_WIDTH, _GAP, _PAD, _BAR, _MARK = 72, 6, 5, 4, 9
_TOKENS: dict[Verdict, str] = {"right": "right", "wrong": "wrong", "": "accent"}


@dataclass(frozen=True, slots=True)
class ExampleTile:
    """A picture (None: there is none), two lines of words, a bar in 0..1 (None: no bar), and a tick or a cross."""

    picture: QImage | None
    title: str
    note: str = ""
    bar: float | None = None
    mark: Verdict = ""


class ExampleTiles(OwnHeight):
    """Tiles as many side by side as there is room for, in at most ``rows`` rows; ``shown`` counts them.

    Signals:
        chosen(int): a person has clicked the tile at this place.
    """

    chosen = Signal(int)

    def __init__(self, rows: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: tuple[ExampleTile, ...] = ()
        self._most_rows = rows

    def set_tiles(self, tiles: Sequence[ExampleTile]) -> None:
        """Show other examples."""
        self.tiles = tuple(tiles)
        self.setAccessibleDescription(", ".join(f"{tile.title} {tile.note}" for tile in tiles))
        self.fit()
        self.update()

    @property
    def shown(self) -> int:
        """How many of the tiles there is room for."""
        return min(len(self.tiles), self._columns * self._most_rows)

    @property
    def _columns(self) -> int:
        return max(1, (self.width() + _GAP) // (fonts.scaled(_WIDTH) + _GAP))

    @property
    def _line(self) -> float:
        return QFontMetricsF(fonts.font("small")).height()

    @property
    def _side(self) -> float:
        return fonts.scaled(_WIDTH) - 2 * _PAD - 8 if any(tile.picture is not None for tile in self.tiles) else 0

    @property
    def _height(self) -> int:
        lines = 2 if any(tile.note for tile in self.tiles) else 1
        bar = _BAR + 4 if any(tile.bar is not None for tile in self.tiles) else 0
        return round(2 * _PAD + self._side + 2 + lines * self._line + bar)

    def sizeHint(self) -> QSize:
        return QSize(4 * fonts.scaled(_WIDTH), self.minimumHeight())

    def wanted_height(self) -> int:
        rows = -(-self.shown // self._columns)
        return max(0, rows * (self._height + _GAP) - _GAP)

    def places(self) -> list[QRectF]:
        """Where each tile stands."""
        columns = self._columns
        step = (self.width() + _GAP) / columns
        return [
            QRectF(place % columns * step, place // columns * (self._height + _GAP), step - _GAP, self._height)
            for place in range(self.shown)
        ]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, area in enumerate(self.places()):
            if area.contains(event.position()):
                self.chosen.emit(place)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for tile, area in zip(self.tiles, self.places(), strict=False):
                self._paint(painter, tile, area)

    def _paint(self, painter: QPainter, tile: ExampleTile, area: QRectF) -> None:
        tokens = current_theme().tokens
        painter.setPen(tokens.colour("hairline"))
        painter.setBrush(tokens.colour("raised"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inner = area.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        side = self._side
        if tile.picture is not None:
            pixmap = fitted(tile.picture, round(side), painter.device().devicePixelRatioF())
            width = pixmap.width() / pixmap.devicePixelRatio()
            painter.drawPixmap(round(inner.center().x() - width / 2), round(inner.top()), pixmap)
        top = inner.top() + side + (2 if side else 0)
        left = inner.left()
        if tile.mark:
            place = QRectF(left, top + (self._line - _MARK) / 2, _MARK, _MARK)
            paint_mark(painter, tile.mark == "right", place, tokens.colour(_TOKENS[tile.mark]))
            left += _MARK + 4
        painter.setFont(fonts.font("small"))
        metrics = QFontMetricsF(painter.font())
        for words, token, begin in ((tile.title, "text", left), (tile.note, "muted", inner.left())):
            room = inner.right() - begin
            painter.setPen(tokens.colour(token))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room + 1)
            painter.drawText(QRectF(begin, top, room + 2, self._line), Qt.AlignmentFlag.AlignVCenter, shown)
            top += self._line
        if tile.bar is not None:
            ground = QRectF(inner.left(), inner.bottom() - _BAR, inner.width(), _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("hairline"))
            painter.drawRoundedRect(ground, 2, 2)
            ground.setWidth(ground.width() * min(max(tile.bar, 0.0), 1.0))
            painter.setBrush(tokens.colour(_TOKENS[tile.mark]))
            painter.drawRoundedRect(ground, 2, 2)
