"""How a tile is drawn: picture, guess, mark with the truth, and a bar for the confidence."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio import fonts
from studio.pictures import fitted
from studio.theme import current_theme
from studio.widgets.marks import paint_mark
from studio.widgets.tile import Tile

GAP = 8
TILE_ROLE = Qt.ItemDataRole.UserRole

_PAD, _BAR, _RADIUS, _MARK = 7, 4, 6, 8
_TOKENS = {"right": "right", "wrong": "wrong", "": "accent"}


class TileDelegate(QStyledItemDelegate):
    """Paints `Tile` objects that stand under ``TILE_ROLE``, all in one size, and keeps their scaled pictures."""

    def __init__(self, parent: object) -> None:
        super().__init__(parent)
        self._pixmaps: dict[int, tuple[int, QPixmap]] = {}
        self._pixmap_side = (0, 0.0)
        self._width = 80

    @property
    def size(self) -> QSize:
        """The room of one tile with the gap to the next."""
        return QSize(self._width + GAP, self._height + GAP)

    def set_width(self, width: int) -> None:
        """Make tiles this wide; their height follows from the font."""
        self._width = width

    def forget_pictures(self) -> None:
        """Let scaled pictures go that belong to tiles no longer shown."""
        self._pixmaps.clear()

    @property
    def _side(self) -> int:
        return self._width - 2 * _PAD - 8

    @property
    def _line(self) -> float:
        return round(QFontMetricsF(fonts.font("small")).height()) + 1

    @property
    def _height(self) -> int:
        return round(_PAD + self._side + 4 + 2 * self._line + 4 + _BAR + _PAD)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tile: Tile = index.data(TILE_ROLE)
        tokens = current_theme().tokens
        rect = QRectF(option.rect).adjusted(0, 0, -GAP, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, tile, option)
        side = self._side
        pixmap = self._pixmap(tile, side, painter.device().devicePixelRatioF())
        width, height = (length / pixmap.devicePixelRatio() for length in (pixmap.width(), pixmap.height()))
        painter.drawPixmap(
            round(rect.center().x() - width / 2), round(rect.top() + _PAD + (side - height) / 2), pixmap
        )
        painter.setFont(fonts.font("small"))
        line = self._line
        words = QRectF(rect.left() + 4, rect.top() + _PAD + side + 4, rect.width() - 8, line)
        painter.setPen(tokens.colour("text"))
        _paint_words(painter, words, tile.title)
        self._paint_note(painter, words.translated(0, line), tile)
        bar = QRectF(rect.left() + _PAD, rect.bottom() - _PAD - _BAR, rect.width() - 2 * _PAD, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("hairline"))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(max(bar.width() * tile.confidence, _BAR))
        painter.setBrush(tokens.colour(_TOKENS[tile.verdict]))
        painter.drawRoundedRect(bar, 2, 2)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, tile: Tile, option: QStyleOptionViewItem
    ) -> None:
        tokens = current_theme().tokens
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(tokens.colour("hover" if hovered else "raised"))
        painter.setPen(QPen(tokens.colour("wrong" if tile.verdict == "wrong" else "hairline"), 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), _RADIUS + 1, _RADIUS + 1)

    def _paint_note(self, painter: QPainter, rect: QRectF, tile: Tile) -> None:
        """A tick under what is right; a cross and the truth under what is wrong; the share where nobody knows."""
        colour = current_theme().tokens.colour(_TOKENS[tile.verdict])
        if tile.verdict == "right":
            paint_mark(painter, True, _mark_place(rect.center().x() - _MARK / 2, rect), colour)
            return
        if tile.verdict == "":
            painter.setPen(current_theme().tokens.colour("muted"))
            _paint_words(painter, rect, f"{tile.confidence:.0%}")
            return
        metrics = QFontMetricsF(painter.font())
        room = rect.width() - _MARK - 3
        shown = metrics.elidedText(tile.true_name, Qt.TextElideMode.ElideRight, room)
        width = min(metrics.horizontalAdvance(shown), room)
        left = rect.center().x() - (width + _MARK + 3) / 2
        paint_mark(painter, False, _mark_place(left, rect), colour)
        painter.setPen(colour)
        place = QRectF(left + _MARK + 3, rect.top(), width + 1, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def _pixmap(self, tile: Tile, side: int, ratio: float) -> QPixmap:
        if self._pixmap_side != (side, ratio):
            self._pixmaps.clear()
            self._pixmap_side = (side, ratio)
        key = tile.picture.cacheKey()
        known = self._pixmaps.get(tile.key)
        if known is None or known[0] != key:
            known = (key, fitted(tile.picture, side, ratio))
            self._pixmaps[tile.key] = known
        return known[1]


def _mark_place(left: float, line: QRectF) -> QRectF:
    return QRectF(left, line.center().y() - _MARK / 2, _MARK, _MARK)


def _paint_words(painter: QPainter, rect: QRectF, words: str) -> None:
    shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
