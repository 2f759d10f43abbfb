"""Draws the cells of a tree of keys that are more than words: a histogram, or a bar with its number."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.views.weights.key_tree import BARS_ROLE, FRACTION_ROLE
from studio.widgets.histogram import paint_bars

_SIDE, _ABOVE, _BAR = 8, 5, 6

_Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    """Draws `BARS_ROLE` and `FRACTION_ROLE` over what Qt draws."""

    @reporting
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        bars, fraction = index.data(BARS_ROLE), index.data(FRACTION_ROLE)
        if bars is None and fraction is None:
            return
        tokens = current_theme().tokens
        room = QRectF(option.rect).adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        painter.save()
        painter.setClipRect(option.rect)
        if bars is not None:
            paint_bars(painter, room, bars, tokens.colour("training"))
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            ground = QRectF(room.left(), room.center().y() - _BAR / 2, room.width(), _BAR)
            painter.setBrush(tokens.colour("hairline"))
            painter.drawRoundedRect(ground, 3, 3)
            if fraction > 0:
                ground.setWidth(max(room.width() * min(fraction, 1.0), 2.0))
                painter.setBrush(tokens.colour("accent"))
                painter.drawRoundedRect(ground, min(3, ground.width() / 2), 3)
        painter.restore()
