"""A command palette: opens over a window, finds by typing, and tells what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.icons import icon
from studio.widgets.command_palette.found_list import FoundList, FoundModel, Row, row_height
from studio.widgets.command_palette.items import PaletteItem, Provider
from studio.widgets.command_palette.matching import Findable, ranked
from studio.widgets.elided_label import ElidedLabel

_WIDTH, _EDGE, _TOP, _ROWS = 640, 24, 0.08, 12
"""Width at the system's text size; least distance from the window's edge; distance from its top, as a share of its
height; the most rows that are seen."""
_RECENT = 6
"""How many of what was used recently stand first while nothing is typed."""


class CommandPalette(Retranslated, QWidget):
    """A field over a list, near the top of ``window``, over everything in it; hidden until `open`.

    Whatever the providers offer is read once when it opens. A press beside it, Escape, or another widget that takes the
    focus closes it; the focus goes back to where it was. ``recent`` are the ids of what was used last, newest first.

    Signals:
        chosen(object): this `PaletteItem` is to be run. The palette is closed already.
    """

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("commandPalette")
        self.setProperty("role", "backdrop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.recent: tuple[str, ...] = ()
        self._window = window
        self._providers: Sequence[Provider] = ()
        self._items: list[Findable] = []
        self._labels: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._focus_before: QWidget | None = None
        self.frame = QFrame(self)
        self.frame.setObjectName("commandPaletteFrame")
        self.frame.setProperty("role", "palette")
        self.field = _Field(self)
        self.field.setObjectName("commandPaletteField")
        self.field.addAction(QAction(icon("search", "muted"), "", self.field), QLineEdit.ActionPosition.LeadingPosition)
        self.model = FoundModel(self)
        self.list = FoundList(self.model, self.frame)
        self.list.setObjectName("commandPaletteList")
        self.hint = ElidedLabel("", self.frame)
        self.hint.setObjectName("commandPaletteHint")
        self.hint.setProperty("role", "muted")
        fonts.use(self.hint, "small")
        layout = QVBoxLayout(self.frame)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.hint)
        self.hint.setContentsMargins(6, 0, 6, 2)
        self.field.textChanged.connect(self._type)
        self.list.clicked.connect(self._run_clicked)
        self.list.selectionModel().currentChanged.connect(self._tell_chosen)
        window.installEventFilter(self)
        self.retranslate()
        self.hide()

    def open(self, providers: Sequence[Provider], text: str = "") -> None:
        """Open, with the providers' items as they are now, and with ``text`` in the field."""
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
        self._providers = providers
        self._collect()
        self.field.setText(text)
        self._find()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """Ask the providers again, as when a run was found meanwhile; what is chosen stays chosen."""
        if self.isVisible():
            item = self.list.item
            self._collect()
            self._find(item.id if item is not None else "")

    def close_palette(self) -> None:
        """Close, and give the focus back to where it was."""
        before, self._focus_before = self._focus_before, None
        if self.isHidden():
            return
        self.hide()
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def run_chosen(self) -> None:
        """Close and tell what is chosen; what cannot run now says why, and stays."""
        item = self.list.item
        if item is not None and not item.off:
            self.close_palette()
            self.chosen.emit(item)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Command palette"))
        words = self.tr("Type to find an action, setting, preset, run, field or help")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(self.tr("Command palette"))
        self.list.setAccessibleName(self.tr("What was found"))
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def lose_focus(self) -> None:
        """Close because something else in the window has taken the focus, which keeps it."""
        self._focus_before = None
        self.close_palette()

    def _collect(self) -> None:
        known = {each.item.id: each for each in self._items}
        self._items, self._labels, self._kinds = [], {}, {}
        for provider in self._providers:
            self._labels[provider.kind] = provider.label()
            for item in provider.items():
                self._kinds[item.id] = provider.kind
                before = known.get(item.id)
                # A provider of thousands gives what has not changed once more.
                self._items.append(before if before is not None and before.item is item else Findable.of(item))

    @Slot()
    def _type(self) -> None:
        self._find()

    def _find(self, keep: str = "") -> None:
        """Show what matches, under the labels of its kinds, the kind of the best match first."""
        query = self.field.text()
        rows: list[Row] = []
        if query.strip():
            found = ranked(self._items, query, self.recent)
        else:
            found = self._items
            by_id = {each.item.id: each.item for each in found}
            used = [by_id[each] for each in self.recent if each in by_id][:_RECENT]
            if used:
                rows += [self.tr("Recently used"), *used]
        by_kind: dict[str, list[PaletteItem]] = {}
        for each in found:
            by_kind.setdefault(self._kinds[each.item.id], []).append(each.item)
        for kind, items in by_kind.items():
            rows += [self._labels[kind], *items]
        self.model.show_rows(rows, query)
        places = {row.id: place for place, row in reversed(list(enumerate(rows))) if not isinstance(row, str)}
        if rows:
            self.list.choose(places.get(keep, 1))
        self._place()
        self._tell_chosen()

    @Slot(QModelIndex)
    def _run_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.run_chosen()

    @Slot()
    def _tell_chosen(self, *_: object) -> None:
        """Say below the list what the chosen item does, or why it cannot run; a screen reader hears it at the field."""
        item = self.list.item
        if item is None:
            text = self.tr("Nothing matches “{text}”.").format(text=self.field.text().strip())
            self.field.setAccessibleDescription(text)
        else:
            off = item.reason or self.tr("Not available now")
            text = off if item.off else item.about or item.detail
            self.field.setAccessibleDescription(self.model.spoken(self.list.currentIndex().row()))
        self.hint.setText(text)

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(fonts.scaled(_WIDTH), self.width() - 2 * _EDGE)
        top = max(_EDGE, round(self.height() * _TOP))
        around = self.field.sizeHint().height() + self.hint.sizeHint().height() + 28
        rows = min(len(self.model.rows), _ROWS)
        self.list.setVisible(bool(rows))
        height = min(around + rows * row_height(), self.height() - top - _EDGE)
        self.frame.setGeometry((self.width() - width) // 2, top, width, height)


class _Field(QLineEdit):
    """The field: keys that move through the list move there."""

    def __init__(self, palette: CommandPalette) -> None:
        super().__init__(palette.frame)
        self._palette = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        palette, control = self._palette, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                palette.close_palette()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                palette.run_chosen()
            case Qt.Key.Key_Down:
                palette.list.step(1, around=True)
            case Qt.Key.Key_Up:
                palette.list.step(-1, around=True)
            case Qt.Key.Key_PageDown:
                palette.list.step(palette.list.page())
            case Qt.Key.Key_PageUp:
                palette.list.step(-palette.list.page())
            case Qt.Key.Key_Home if control:
                palette.list.step(-len(palette.model.rows))
            case Qt.Key.Key_End if control:
                palette.list.step(len(palette.model.rows))
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab stays here: everything below is reached by the arrows.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Tab:
                self._palette.list.step(1, around=True)
                return True
            if event.key() == Qt.Key.Key_Backtab:
                self._palette.list.step(-1, around=True)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        kept = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in kept and self._palette.isVisible():
            self._palette.lose_focus()
