"""The list of what a search in Help has found: each title with the words around what was found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.look import fonts
from studio.look.guide import Hit
from studio.look.painting import reporting
from studio.look.theme import current_theme

_ID = Qt.ItemDataRole.UserRole
_SNIPPET = Qt.ItemDataRole.UserRole + 1
_SIDE, _ABOVE, _BETWEEN = 12, 8, 2
_LINES = 2


class Results(QListWidget):
    """What was found, ``helpResults``.

    Signals:
        chosen(str): the id of the entry that is to be opened.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpResults")
        self.setItemDelegate(_Rows(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_hits(self, hits: list[Hit]) -> None:
        """Show these, the first one selected."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem(hit.entry.title, self)
            item.setData(_ID, hit.entry.id)
            item.setData(_SNIPPET, hit.snippet)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, hit.snippet)
        self.setCurrentRow(0)

    @property
    def found(self) -> list[tuple[str, str]]:
        """Title and snippet of each, as they are seen."""
        items = (self.item(row) for row in range(self.count()))
        return [(item.text(), item.data(_SNIPPET)) for item in items]

    @property
    def current_id(self) -> str:
        """The entry that is selected, or an empty text."""
        item = self.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def select_next(self, steps: int) -> None:
        """Select another one, so many rows below."""
        if self.count():
            self.setCurrentRow(min(max(self.currentRow() + steps, 0), self.count() - 1))

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_ID))


class _Rows(QStyledItemDelegate):
    """A title over at most two lines of muted words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        title, words = QFontMetricsF(fonts.font(strong=True)), QFontMetricsF(fonts.font("small"))
        return QSize(80, round(title.height() + _BETWEEN + _LINES * words.lineSpacing() + 2 * fonts.scaled(_ABOVE)))

    @reporting
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = current_theme().tokens
        area = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(area, tokens.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, tokens.colour("hover"))
        side, above = fonts.scaled(_SIDE), fonts.scaled(_ABOVE)
        inner = area.adjusted(side, above, -side, -above)
        font = fonts.font(strong=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(tokens.colour("on_selection" if selected else "text"))
        title = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.setPen(tokens.colour("on_selection" if selected else "muted"))
        inner.setTop(inner.top() + metrics.height() + _BETWEEN)
        _draw_lines(painter, inner, index.data(_SNIPPET))
        painter.setPen(tokens.colour("hairline"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()


def _draw_lines(painter: QPainter, area: QRectF, text: str) -> None:
    """Draw ``text`` in so many lines; the last one ends in an ellipsis where there is more."""
    font = fonts.font("small")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    for number in range(_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        start, length = line.textStart(), line.textLength()
        shown = text[start : start + length]
        if number == _LINES - 1:
            shown = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area.adjusted(0, number * metrics.lineSpacing(), 0, 0), Qt.AlignmentFlag.AlignLeft, shown)
    layout.endLayout()
