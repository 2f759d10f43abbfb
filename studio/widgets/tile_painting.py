"""How a tile is drawn: picture, guess with its mark, the truth where it is another, and a bar for the confidence."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.pictures import fitted
from studio.look.theme import current_theme
from studio.widgets.marks import paint_mark
from studio.widgets.tile import AnyTile

GAP = 8
TILE_ROLE = Qt.ItemDataRole.UserRole

_PAD, _BAR, _RADIUS = 7, 4, 6
_TOKENS = {"right": "right", "wrong": "wrong", "": "accent"}


class TileDelegate(QStyledItemDelegate):
    """Paints the `Tile` under ``TILE_ROLE``, all tiles in one size.

    Everything but the bar is kept as a picture of the tile, because most guesses are the same a second later.

    Attributes:
        painted: the part of the view that is being painted; a list view asks for every tile in the rectangle around it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._faces: dict[int, tuple[tuple[object, ...], QPixmap]] = {}
        self._width = 80
        self.painted = QRegion()

    @property
    def size(self) -> QSize:
        """The room of one tile with half a gap on each side."""
        return QSize(self._width + GAP, self._height + GAP)

    def set_width(self, width: int) -> None:
        """Make tiles this wide; their height follows from the font."""
        self._width = width

    def forget_pictures(self) -> None:
        """Let pictures go that belong to tiles no longer shown."""
        self._faces.clear()

    @property
    def _side(self) -> int:
        return self._width - 2 * _PAD - 8

    @property
    def _line(self) -> int:
        return round(QFontMetricsF(fonts.font("small")).height()) + 1

    @property
    def _height(self) -> int:
        return _PAD + self._side + 4 + 2 * self._line + 4 + _BAR + _PAD

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.size

    @reporting
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if not self.painted.isEmpty() and not self.painted.intersects(option.rect):
            return
        tile: AnyTile = index.data(TILE_ROLE)
        tokens, half = current_theme().tokens, GAP // 2
        rect = option.rect.adjusted(half, half, -half, -half)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), self._face(tile, rect.size(), hovered, ratio))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = _bar_place(QRectF(rect))
        bar.setWidth(max(bar.width() * tile.bar, _BAR))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(_TOKENS[tile.verdict]))
        painter.drawRoundedRect(bar, 2, 2)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(-1, -1, 1, 1), _RADIUS + 1, _RADIUS + 1)
        painter.restore()

    def _face(self, tile: AnyTile, size: QSize, hovered: bool, ratio: float) -> QPixmap:
        """The tile without its bar; drawn anew only when something in it is another."""
        looks = (current_theme().tokens.name, fonts.scale(), size.width(), size.height(), hovered, ratio)
        key = (tile.picture.cacheKey(), tile.title, tile.verdict, tile.note, *looks)
        known = self._faces.get(tile.key)
        if known is None or known[0] != key:
            known = (key, self._draw_face(tile, size, hovered, ratio))
            self._faces[tile.key] = known
        return known[1]

    def _draw_face(self, tile: AnyTile, size: QSize, hovered: bool, ratio: float) -> QPixmap:
        face = QPixmap(size * ratio)
        face.setDevicePixelRatio(ratio)
        face.fill(Qt.GlobalColor.transparent)
        with QPainter(face) as painter:
            self._paint_face(painter, tile, size, hovered, ratio)
        return face

    def _paint_face(self, painter: QPainter, tile: AnyTile, size: QSize, hovered: bool, ratio: float) -> None:
        tokens = current_theme().tokens
        rect = QRectF(0, 0, size.width(), size.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(tokens.colour("hover" if hovered else "raised"))
        painter.setPen(QPen(tokens.colour("wrong" if tile.verdict == "wrong" else "hairline"), 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        picture = fitted(tile.picture, self._side, ratio)
        width, height = (length / ratio for length in (picture.width(), picture.height()))
        painter.drawPixmap(round((rect.width() - width) / 2), round(_PAD + (self._side - height) / 2), picture)
        painter.setFont(fonts.font("small"))
        words = QRectF(4, _PAD + self._side + 4, rect.width() - 8, self._line)
        self._paint_guess(painter, words, tile)
        self._paint_note(painter, words.translated(0, self._line), tile)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("hairline"))
        painter.drawRoundedRect(_bar_place(rect), 2, 2)

    def _paint_guess(self, painter: QPainter, rect: QRectF, tile: AnyTile) -> None:
        """The guess, with a cross before a wrong one: the mark belongs to the guess and not to the truth below it."""
        tokens = current_theme().tokens
        if tile.verdict != "wrong":
            painter.setPen(tokens.colour("text"))
            _paint_words(painter, rect, tile.title)
            return
        metrics, gap, side = QFontMetricsF(painter.font()), 3, round(rect.height() * 0.52)
        room = rect.width() - side - gap
        shown = metrics.elidedText(tile.title, Qt.TextElideMode.ElideRight, room)
        width = min(metrics.horizontalAdvance(shown), room)
        left = rect.center().x() - (width + side + gap) / 2
        colour = tokens.colour("wrong")
        paint_mark(painter, False, _mark_place(left, rect, side), colour)
        painter.setPen(colour)
        place = QRectF(left + side + gap, rect.top(), width + 1, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_note(self, painter: QPainter, rect: QRectF, tile: AnyTile) -> None:
        """A tick where the guess is right, what it is in truth where it is wrong, else the share."""
        tokens = current_theme().tokens
        if tile.verdict == "right":
            side = round(rect.height() * 0.52)
            paint_mark(
                painter, True, _mark_place(rect.center().x() - side / 2, rect, side), tokens.colour(_TOKENS["right"])
            )
            return
        painter.setPen(tokens.colour("text" if tile.verdict == "wrong" else "muted"))
        _paint_words(painter, rect, tile.note)


def _bar_place(rect: QRectF) -> QRectF:
    return QRectF(rect.left() + _PAD, rect.bottom() - _PAD - _BAR, rect.width() - 2 * _PAD, _BAR)


def _mark_place(left: float, line: QRectF, side: float) -> QRectF:
    return QRectF(left, line.center().y() - side / 2, side, side)


def _paint_words(painter: QPainter, rect: QRectF, words: str) -> None:
    shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
