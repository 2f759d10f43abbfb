"""The palette of layers: type a few letters, choose with the arrow keys, Enter adds; one line on each kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.painting import reporting
from studio.look.theme import current_theme
from trainer_core.models.layers import LayerType, catalogue

_TYPE, _SUMMARY, _MUTED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex

_WIDTH, _HEIGHT = 560, 420
_NAME_WIDTH = 150


class Palette(Retranslated, QFrame):
    """A pop-up with every kind of layer, by group; kinds that do not take what comes in are muted, and stay.

    Signals:
        chosen(str): a kind of layer is to be added.
        closed(): it has gone.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("layerPalette")
        self.setProperty("role", "card")
        self._owner = parent
        self._rank: int | None = None
        self.filter = QLineEdit(self)
        self.filter.setObjectName("paletteFilter")
        self.filter.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setObjectName("paletteList")
        self.list.setItemDelegate(_Line(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.filter)
        layout.addWidget(self.list)
        self.filter.textChanged.connect(self._fill)
        self.filter.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.retranslate()

    def open(self, at: QPoint, room: QRectF, rank: int | None) -> None:
        """Open at a point of the screen, inside ``room``, for an input of ``rank`` dimensions (None: not known)."""
        self._rank = rank
        width = min(fonts.scaled(_WIDTH), round(room.width()))
        height = min(fonts.scaled(_HEIGHT), round(room.height()))
        x = min(max(at.x(), round(room.left())), round(room.right()) - width)
        y = min(max(at.y(), round(room.top())), round(room.bottom()) - height)
        self.filter.clear()
        self._fill()
        self.setGeometry(x, y, width, height)
        self.show()
        self.filter.setFocus(Qt.FocusReason.PopupFocusReason)

    def offered(self) -> list[str]:
        """The kinds that are in the list now."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(_TYPE) for item in items if item.data(_TYPE)]

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.filter.setPlaceholderText(self.tr("Add a layer: type to search"))
        self.filter.setAccessibleName(self.tr("Search layers"))
        self.list.setAccessibleName(self.tr("Layers to add"))
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down:
                    return self._step(1)
                case Qt.Key.Key_Up:
                    return self._step(-1)
                case Qt.Key.Key_PageDown:
                    return self._step(8)
                case Qt.Key.Key_PageUp:
                    return self._step(-8)
                case Qt.Key.Key_Escape:
                    self._leave()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    if self.list.currentItem() is not None:
                        self._take(self.list.currentItem())
                    return True
        return super().eventFilter(watched, event)

    @Slot()
    def _fill(self, text: str = "") -> None:
        """Show the kinds whose name, group or sentence has what was typed; names that begin with it come first."""
        typed = self.filter.text().strip().casefold()
        found = [kind for kind in catalogue() if _rates(kind, typed)]
        if typed:
            found.sort(key=lambda kind: _rates(kind, typed), reverse=True)
        self.list.clear()
        group = ""
        for kind in found:
            if not typed and words(kind.group) != group:
                group = words(kind.group)
                head = QListWidgetItem(group, self.list)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(kind.name, self.list)
            item.setData(_TYPE, kind.name)
            item.setData(_SUMMARY, words(kind.summary))
            item.setData(_MUTED, bool(kind.ranks) and self._rank is not None and self._rank not in kind.ranks)
            item.setToolTip(words(kind.summary))
        self._choose(next((row for row in range(self.list.count()) if self._usable(row)), -1))

    def _leave(self) -> None:
        """Go, and let the window have the keyboard again."""
        self.hide()
        self._owner.activateWindow()

    def _usable(self, row: int) -> bool:
        return bool(self.list.item(row).data(_TYPE))

    def _choose(self, row: int) -> None:
        self.list.setCurrentRow(row)

    def _step(self, by: int) -> bool:
        rows = [row for row in range(self.list.count()) if self._usable(row)]
        if rows:
            place = rows.index(self.list.currentRow()) if self.list.currentRow() in rows else 0
            self._choose(rows[min(max(place + by, 0), len(rows) - 1)])
        return True

    @Slot(QListWidgetItem)
    def _take(self, item: QListWidgetItem) -> None:
        name = item.data(_TYPE)
        if name:
            self._leave()
            self.chosen.emit(name)


def _rates(kind: LayerType, typed: str) -> int:
    """How well a kind fits what was typed; 0 for not at all."""
    name = kind.name.casefold()
    if name.startswith(typed):
        return 3
    if typed in name:
        return 2
    return int(typed in words(kind.group).casefold() or typed in words(kind.summary).casefold())


class _Line(QStyledItemDelegate):
    """A kind by name with its sentence muted after it; a group in small letters."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, round(QFontMetricsF(fonts.font()).height()) + 8)

    @reporting
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = current_theme().tokens
        room = QRectF(option.rect).adjusted(8, 0, -8, 0)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        name, summary = index.data(), index.data(_SUMMARY)
        painter.save()
        if not summary:
            painter.setFont(fonts.font("small"))
            painter.setPen(tokens.colour("muted"))
            painter.drawText(room.adjusted(0, 4, 0, 0), side, name)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, tokens.colour("selection"))
        faint = index.data(_MUTED)
        painter.setFont(fonts.font("base", strong=not faint))
        painter.setPen(tokens.colour("on_selection" if chosen else "muted" if faint else "text"))
        width = fonts.scaled(_NAME_WIDTH)
        painter.drawText(QRectF(room.left() + 8, room.top(), width, room.height()), side, name)
        painter.setFont(fonts.font("small"))
        if not chosen:
            painter.setPen(tokens.colour("muted"))
        rest = room.adjusted(width + 12, 0, 0, 0)
        text = QFontMetricsF(painter.font()).elidedText(summary, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, side, text)
        painter.restore()
