"""Paints the cells of the table of runs. By itself, because Qt's own way costs four times as much in Python."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio import fonts
from studio.library import wording
from studio.library.columns import COLUMNS, Column
from studio.library.run_table import RECORD_ROLE, SLOT_ROLE
from studio.library.thumbnails import SIZE, Thumbnails
from studio.theme import Tokens, current_theme
from studio.widgets.state_dot import paint_state
from trainer_core.library.notes import LONGEST_NAME
from trainer_core.library.record import RunRecord

PAD = 8
DOT = 18
"""Room for the mark before the word of a state."""
_BOX = 16.0

_Index = QModelIndex | QPersistentModelIndex


def row_height() -> int:
    """Two lines of text, or the picture, with some air."""
    base, small = QFontMetricsF(fonts.font()), QFontMetricsF(fonts.font("small"))
    return max(round(base.height() + small.height()) + 14, SIZE.height() + 12)


class RunDelegate(QStyledItemDelegate):
    """One painter for every column. No signals of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = Thumbnails()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, rect = current_theme().tokens, QRectF(option.rect)
        column, record = COLUMNS[index.column()], index.data(RECORD_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, tokens.colour("selection"))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), tokens.colour("hairline"))
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        words, quiet = ("on_selection", "on_selection") if selected else ("text", "muted")
        match column.key:
            case "overlay":
                self._paint_box(painter, rect, index.data(SLOT_ROLE), tokens)
            case "picture":
                ratio = option.widget.devicePixelRatioF()
                place = QPointF(inner.left(), inner.center().y() - SIZE.height() / 2)
                painter.drawPixmap(place, self._thumbnails.of(record, tokens, ratio))
            case "name":
                self._paint_name(painter, inner, record, tokens.colour(words), tokens.colour(quiet))
            case "state":
                mark, word = wording.state_of(record)
                paint_state(painter, mark, QPointF(inner.left() + 6, inner.center().y()))
                self._paint_text(painter, inner.adjusted(DOT, 0, 0, 0), word, column, tokens.colour(words))
            case _:
                self._paint_text(painter, inner, column.text(record), column, tokens.colour(words))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -1.5, -1.5))

    @staticmethod
    def _paint_text(painter: QPainter, rect: QRectF, text: str, column: Column, colour: object) -> None:
        font, metrics = _type(fonts.scale(), "base", False)
        painter.setFont(font)
        painter.setPen(colour)
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        if metrics.horizontalAdvance(text) > rect.width() + 1:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)

    @staticmethod
    def _paint_name(painter: QPainter, rect: QRectF, record: RunRecord, words: object, quiet: object) -> None:
        strong, metrics = _type(fonts.scale(), "base", True)
        small, below = _type(fonts.scale(), "small", False)
        elide = Qt.TextElideMode.ElideRight
        top = rect.center().y() - (metrics.height() + below.height() + 2) / 2
        line = QRectF(rect.left(), top, rect.width(), metrics.height())
        name = metrics.elidedText(wording.name_of_run(record), elide, rect.width())
        painter.setFont(strong)
        painter.setPen(words)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(small)
        painter.setPen(quiet)
        if record.tags:
            left = metrics.horizontalAdvance(name) + 10
            tags = below.elidedText("  ".join(f"#{tag}" for tag in record.tags), elide, rect.width() - left)
            painter.drawText(line.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, tags)
        told = below.elidedText(record.problem or record.recipe_line, elide, rect.width())
        place = QRectF(rect.left(), line.bottom() + 2, rect.width(), below.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, told)

    @staticmethod
    def _paint_box(painter: QPainter, rect: QRectF, slot: int, tokens: Tokens) -> None:
        """An empty box or, filled with its colour, the number under which the run lies in the curves."""
        font, metrics = _type(fonts.scale(), "small", True)
        side = max(_BOX, metrics.height())
        box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour(f"overlay_{slot}" if slot else "muted"), 1))
        painter.setBrush(tokens.colour(f"overlay_{slot}" if slot else "field"))
        painter.drawRoundedRect(box, 4, 4)
        if slot:
            painter.setFont(font)
            painter.setPen(tokens.colour("panel"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(slot))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, row_height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("runNameEditor")
        editor.setMaxLength(LONGEST_NAME)
        editor.setAccessibleName(self.tr("Name of the run"))
        fonts.use(editor, strong=True)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        editor.setText(index.data(Qt.ItemDataRole.EditRole))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        height = editor.sizeHint().height()
        editor.setGeometry(option.rect.adjusted(1, (option.rect.height() - height) // 2, -1, 0))
        editor.resize(editor.width(), height)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        left = isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton
        if left and COLUMNS[index.column()].key == "overlay":
            if event.type() == QEvent.Type.MouseButtonRelease:
                model.setData(index, None, Qt.ItemDataRole.CheckStateRole)
            return True
        return super().editorEvent(event, model, option, index)


@lru_cache(maxsize=32)
def _type(scale: float, size: str, strong: bool) -> tuple[QFont, QFontMetricsF]:
    font = fonts.font(size, strong)
    return font, QFontMetricsF(font)
