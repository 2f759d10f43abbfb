"""The list of a command palette: a line for each thing that was found, and a label over each kind."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.look import fonts
from studio.look.icons import paint_icon
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.command_palette.items import PaletteItem
from studio.widgets.command_palette.matching import marks

Row = str | PaletteItem
"""A label, or an item."""

_ICON, _SIDE, _GAP, _KEY = 16, 12, 10, 6
_Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """The rows as a Qt model. ``spoken`` is what a screen reader says of an item. Qt's signals apply."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.query = ""

    def show_rows(self, rows: list[Row], query: str) -> None:
        """Show other rows; what matches ``query`` is marked in them."""
        self.beginResetModel()
        self.rows, self.query = rows, query
        self.endResetModel()

    def item(self, row: int) -> PaletteItem | None:
        """The item in a row; None for a label, and where there is no such row."""
        found = self.rows[row] if 0 <= row < len(self.rows) else ""
        return None if isinstance(found, str) else found

    def spoken(self, row: int) -> str:
        """What a screen reader says of a row."""
        found = self.rows[row]
        if isinstance(found, str):
            return found
        off = found.reason or self.tr("Not available now")
        return ", ".join(filter(None, (found.title, found.detail, found.shortcut, off if found.off else "")))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row())
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.item(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class FoundList(QListView):
    """The rows as a list that never has the focus: keys go to the field above it. Qt's signals apply."""

    def __init__(self, model: FoundModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_RowPainter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)

    @property
    def item(self) -> PaletteItem | None:
        """The item that is chosen."""
        return self._model.item(self.currentIndex().row())

    def choose(self, row: int) -> None:
        """Choose the item in ``row``; its label comes into view with the first of a kind."""
        index = self._model.index(row)
        self.setCurrentIndex(index)
        if row and self._model.item(row - 1) is None:
            self.scrollTo(self._model.index(row - 1))
        self.scrollTo(index)

    def step(self, steps: int, *, around: bool = False) -> None:
        """Choose the item so many items further down, or up; past the end the other end, or the last."""
        places = [place for place, row in enumerate(self._model.rows) if not isinstance(row, str)]
        if not places:
            return
        at = self.currentIndex().row()
        now = places.index(at) if at in places else -1
        to = (now + steps) % len(places) if around else min(max(now + steps, 0), len(places) - 1)
        self.choose(places[to])

    def page(self) -> int:
        """How many rows are seen at once."""
        return max(1, self.viewport().height() // row_height() - 1)


def row_height() -> int:
    """The height of each row in pixels."""
    return math.ceil(QFontMetricsF(fonts.font()).height()) + fonts.scaled(12)


class _RowPainter(QStyledItemDelegate):
    """Paints icon, title, detail and shortcut of an item, or a label."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, row_height())

    @reporting
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, FoundModel)
        row = model.rows[index.row()]
        area, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            _paint_label(painter, row, area, first=index.row() == 0)
        else:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            over = bool(state & QStyle.StateFlag.State_MouseOver)
            _paint_item(painter, row, area, model.query, chosen, over)
        painter.restore()


def _paint_label(painter: QPainter, label: str, area: QRectF, first: bool) -> None:
    tokens = current_theme().tokens
    if not first:
        painter.setPen(QPen(tokens.colour("hairline"), 1))
        painter.drawLine(area.topLeft(), area.topRight())
    painter.setFont(fonts.font("small", strong=True))
    painter.setPen(tokens.colour("muted"))
    words = area.adjusted(_SIDE, 0, -_SIDE, -fonts.scaled(3))
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, label)


def _paint_item(painter: QPainter, item: PaletteItem, area: QRectF, query: str, chosen: bool, over: bool) -> None:
    tokens = current_theme().tokens
    if chosen or over:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("selection" if chosen else "hover"))
        painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 5, 5)
    ink = tokens.colour("disabled_text") if item.off else tokens.colour("on_selection" if chosen else "text")
    quiet = tokens.colour("on_selection" if chosen else "muted")
    if item.off and chosen:
        ink = tokens.colour("muted") if tokens.name == "light" else tokens.colour("on_selection", 0.7)
    side = fonts.scaled(_ICON)
    left, right = area.left() + _SIDE, area.right() - _SIDE
    name = "check" if item.current else item.icon
    if name:
        colour = ink.name() if item.off or item.current or chosen else tokens.muted
        paint_icon(painter, name, QRectF(left, area.center().y() - side / 2, side, side), colour)
    left += side + _GAP
    right = _paint_keys(painter, item.shortcut, area, right, quiet)
    detail = (item.reason if item.off else "") or item.detail
    small = QFontMetricsF(fonts.font("small"))
    needed = QFontMetricsF(fonts.font()).horizontalAdvance(item.title)
    room = right - left
    shown = min(needed, room if not detail else max(room * 0.55, room - small.horizontalAdvance(detail) - _GAP))
    _paint_title(painter, item.title, QRectF(left, area.top(), shown + 1, area.height()), query, ink, item.off)
    if detail and room - shown > 40:
        painter.setFont(fonts.font("small"))
        painter.setPen(quiet)
        rest = QRectF(left + shown + _GAP, area.top(), room - shown - _GAP, area.height())
        words = small.elidedText(detail, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _paint_keys(painter: QPainter, keys: str, area: QRectF, right: float, quiet: QColor) -> float:
    """Paint a shortcut at the right end; returns where the room for words ends."""
    if not keys:
        return right
    metrics = QFontMetricsF(fonts.font("small"))
    width = metrics.horizontalAdvance(keys) + 2 * _KEY
    height = metrics.height() + 2
    cap = QRectF(right - width, area.center().y() - height / 2, width, height)
    frame = QColor(quiet)
    frame.setAlphaF(0.45)
    painter.setPen(QPen(frame, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(cap, 4, 4)
    painter.setFont(fonts.font("small"))
    painter.setPen(quiet)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
    return cap.left() - _GAP


def _paint_title(painter: QPainter, title: str, area: QRectF, query: str, ink: QColor, off: bool) -> None:
    font = fonts.font()
    shown = QFontMetricsF(font).elidedText(title, Qt.TextElideMode.ElideMiddle, area.width())
    layout = QTextLayout(shown, font)
    ranges = []
    for start, end in marks(shown, query) if query and not off else ():
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = start, end - start
        mark.format = _matched(font)
        ranges.append(mark)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(area.width(), 1) + 40)
    layout.endLayout()
    painter.setPen(ink)
    layout.draw(painter, area.topLeft() + _centred(area, line.height()))


def _centred(area: QRectF, height: float) -> Any:
    return QRectF(0, (area.height() - height) / 2, 0, 0).topLeft()


def _matched(font: QFont) -> QTextCharFormat:
    """How the letters that match look: underlined, which moves no letter and is seen without colours."""
    marked = QTextCharFormat()
    marked.setFont(font)
    marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    return marked
