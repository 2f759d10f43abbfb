"""Help as it is seen: a search, a table of contents, and the entry that is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts
from studio.look.guide import FILES, Entry, entries, entry, search
from studio.look.i18n import Retranslated
from studio.look.icons import icon
from studio.look.theme import current_theme
from studio.views.help.document import fill
from studio.views.help.results import Results
from studio.widgets.icon_button import IconButton

CONTENTS = "contents"
"""The id of the page that lists all entries; it is made, and is none of the guide's own."""
_ID = Qt.ItemDataRole.UserRole
_WIDE, _SIDE, _SIDE_MOST = 700, 264, 0.38
"""From so wide on the contents stand beside the text, in so many pixels and at most this share of the whole."""
_CALM_MS, _LINE = 60, 780
_KEYS = re.compile(r"\{key:(\w+)\}")
_MADE = re.compile(r"^\{([a-z-]+)\}$", re.MULTILINE)
_ON_STAGE = 0.3


@dataclass(slots=True)
class _Read:
    """An entry that was read, and how far down."""

    id: str
    place: int = 0


class HelpView(Retranslated, QWidget):
    """A page over the entries of `studio.look.guide`. ``shown`` is the id of the entry that is read.

    Signals:
        closed(): a person wants to go back to where they were.
    """

    closed = Signal()

    def __init__(
        self, keys_of: Callable[[str], str], made: Mapping[str, Callable[[], str]], parent: QWidget | None = None
    ) -> None:
        """``keys_of`` tells the keys of an action by its object name; ``made`` the Markdown that stands for a name in
        braces, when it is shown."""
        super().__init__(parent)
        self.setObjectName("helpView")
        self._keys_of, self._made = keys_of, made
        self._back: list[_Read] = []
        self._forward: list[_Read] = []
        self._present = _Read("")
        self._by_hand = False
        self.back_button = IconButton("chevron-left", "", self)
        self.forward_button = IconButton("chevron-right", "", self)
        self.contents_button, self.close_button = IconButton("table", "", self), IconButton("close", "", self)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        sign = QAction(icon("search", "muted"), "", self.search)
        self.search.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.side = QStackedWidget(self.split)
        self.contents, self.results = QTreeWidget(self.side), Results(self.side)
        self.reader = QTextBrowser(self.split)
        for widget, name in (
            (self.back_button, "helpBack"),
            (self.forward_button, "helpForward"),
            (self.contents_button, "helpAll"),
            (self.close_button, "helpClose"),
            (self.search, "helpSearch"),
            (self.split, "helpSplit"),
            (self.contents, "helpContents"),
            (self.reader, "helpReader"),
        ):
            widget.setObjectName(name)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._arrange()
        self._connect()
        self.retranslate()

    @property
    def shown(self) -> str:
        """The id of the entry that is read, or `CONTENTS`."""
        return self._present.id

    @property
    def text(self) -> str:
        """The words of what is read."""
        return self.reader.toPlainText()

    def open(self, id_: str) -> None:
        """Show the entry called ``id_``, the list of all where there is none; the one before it is gone back to."""
        self.search.clear()
        self._calm.stop()
        self._search()
        if id_ == self._present.id:
            self.reader.verticalScrollBar().setValue(0)
            return
        if self._present.id:
            self._back.append(self._where())
        self._forward.clear()
        self._read(_Read(id_))

    def take_focus(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def go_back(self) -> None:
        """Show the entry that was read before."""
        if self._back:
            self._forward.append(self._where())
            self._read(self._back.pop())

    @Slot()
    def go_forward(self) -> None:
        """Show the entry from which one went back."""
        if self._forward:
            self._back.append(self._where())
            self._read(self._forward.pop())

    def retranslate(self) -> None:
        """Word everything in the present language, the entry that is read too."""
        words = {
            self.back_button: (self.tr("Back to the entry that you read before"), "Alt+Left"),
            self.forward_button: (self.tr("Forward to the entry that you came from"), "Alt+Right"),
            self.contents_button: (self.tr("List all entries"), ""),
            self.close_button: (self.tr("Close Help and go back to the page before"), "Esc"),
        }
        for button, (name, keys) in words.items():
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            button.set_name(name)
            button.setToolTip(f"{name} ({native})" if keys else name)
        self.search.setPlaceholderText(self.tr("Search Help"))
        self.search.setAccessibleName(self.tr("Search Help"))
        self.search.setToolTip(self.tr("Words in titles and texts; Enter opens the entry that is selected"))
        for part in self.search.findChildren(QToolButton):
            clears = part.objectName() == "_q_qlineeditclearbutton"
            part.setAccessibleName(self.tr("Clear the search") if clears else self.tr("Search Help"))
            part.setToolTip(part.accessibleName())
        self.contents.setAccessibleName(self.tr("Contents of Help"))
        self.contents.setToolTip(self.tr("All entries; choose one to read it"))
        self.results.setAccessibleName(self.tr("Entries that were found"))
        self.results.setToolTip(self.tr("Entries with all the words that you typed; Enter opens one"))
        self.reader.setAccessibleName(self.tr("The entry that is read"))
        self.reader.setToolTip(self.tr("Links lead to other entries"))
        self._fill_contents()
        if self._present.id:
            self._read(self._where())
            self._search()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._present.id:
            QTimer.singleShot(0, self, self._dress)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    @Slot()
    def _fit_lines(self) -> None:
        """Lines are no longer than can be read with ease."""
        room = self.reader.viewport().width()
        longest = room if fonts.on_stage() else fonts.scaled(_LINE)
        self.reader.setLineWrapColumnOrWidth(max(min(room, longest), 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, arrows choose among what was found, and Page Up and Page Down turn the text."""
        if watched is self.reader.viewport() and event.type() == QEvent.Type.Resize:
            self._fit_lines()
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            key = Qt.Key(event.key())
            if key in steps and self._searching:
                self.results.select_next(steps[key])
                return True
            if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                bar = self.reader.verticalScrollBar()
                bar.setValue(bar.value() + (bar.pageStep() if key is Qt.Key.Key_PageDown else -bar.pageStep()))
                return True
        return super().eventFilter(watched, event)

    @property
    def _searching(self) -> bool:
        return bool(self.search.text().strip())

    @Slot()
    def _search(self) -> None:
        if self._searching:
            self.results.show_hits(search(self.search.text(), [self._with_keys(each) for each in entries()]))
        self.side.setCurrentWidget(self.results if self._searching else self.contents)
        self._share_room()

    @Slot()
    def _open_found(self) -> None:
        if self._calm.isActive():
            self._calm.stop()
            self._search()
        if self.results.current_id and self._searching:
            self.open(self.results.current_id)
            self.reader.setFocus()

    @Slot(str)
    def _open(self, id_: str) -> None:
        self.open(id_)

    @Slot(QUrl)
    def _follow(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
        else:
            self.open(url.fragment())

    @Slot(QTreeWidgetItem)
    def _open_item(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _ID) != self._present.id:
            self.open(item.data(0, _ID))

    @Slot()
    def _leave(self) -> None:
        if self._searching:
            self.search.clear()
        else:
            self.closed.emit()

    def _where(self) -> _Read:
        return _Read(self._present.id, self.reader.verticalScrollBar().value())

    def _read(self, wanted: _Read) -> None:
        self._present = wanted
        self._dress()
        self.reader.verticalScrollBar().setValue(wanted.place)
        self.back_button.setEnabled(bool(self._back))
        self.forward_button.setEnabled(bool(self._forward))
        self._mark()

    @Slot()
    def _dress(self) -> None:
        place = self.reader.verticalScrollBar().value()
        fill(self.reader.document(), self._markdown(), current_theme().tokens)
        self.reader.moveCursor(QTextCursor.MoveOperation.Start)  # Qt scrolls to it when Help is first shown
        self.reader.verticalScrollBar().setValue(place)

    def _markdown(self) -> str:
        """What is read, with its title, keys filled in and links to the entries below and beside it."""
        words = (self.tr("Help"), self.tr("In this part"), self.tr("Part of"))
        try:
            present = self._with_keys(entry(self._present.id))
        except KeyError:
            self._present.id = CONTENTS
            listed = (_line(each) for each in entries())
            return "\n".join([f"# {words[0]}\n", *listed])
        text = _MADE.sub(lambda name: self._made[name[1]](), present.markdown)
        parts = [f"# {present.title}", text]
        below = [each for each in entries() if each.file == present.file and each.id != present.id]
        if present.heads_file and below:
            parts.append(f"### {words[1]}")
            parts.append("\n".join(f"- [{each.title}](#{each.id})" for each in below))
        elif not present.heads_file:
            above = entry(present.file)
            parts.append(f"*{words[2]}* [{above.title}](#{above.id})")
        return "\n\n".join(parts)

    def _with_keys(self, each: Entry) -> Entry:
        if "{key:" not in each.markdown:
            return each
        return replace(each, markdown=_KEYS.sub(lambda action: self._keys_of(action[1]), each.markdown))

    def _fill_contents(self) -> None:
        self.contents.clear()
        tops = {name: QTreeWidgetItem(self.contents) for name in FILES}
        for each in entries():
            item = tops[each.file] if each.heads_file else QTreeWidgetItem(tops[each.file])
            item.setText(0, each.title)
            item.setData(0, _ID, each.id)
        self._mark()

    def _mark(self) -> None:
        """Select in the contents what is read."""
        self.contents.blockSignals(True)
        self.contents.clearSelection()
        items = self.contents.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        for item in items:
            if item.data(0, _ID) == self._present.id:
                self.contents.setCurrentItem(item)
                self.contents.scrollToItem(item)
        self.contents.blockSignals(False)

    def _share_room(self) -> None:
        """Contents, or what was found, stand beside the text; without room for both only what was found, alone."""
        wide = self.width() >= fonts.scaled(_WIDE) or fonts.on_stage()
        self.side.setVisible(wide or self._searching)
        self.reader.setVisible(wide or not self._searching)
        if wide and not self._by_hand:
            side = round(min(fonts.scaled(_SIDE), self.width() * (_ON_STAGE if fonts.on_stage() else _SIDE_MOST)))
            self.split.setSizes([side, max(self.width() - side, 1)])

    @Slot()
    def _keep_split(self) -> None:
        self._by_hand = True

    def _arrange(self) -> None:
        self.contents.setProperty("role", "contents")
        self.contents.setHeaderHidden(True)
        self.contents.setIndentation(14)
        self.contents.setExpandsOnDoubleClick(False)
        self.side.addWidget(self.contents)
        self.side.addWidget(self.results)
        self.side.setMinimumWidth(120)
        self.reader.setOpenLinks(False)
        self.reader.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.reader.setProperty("role", "guide")
        self.reader.setMinimumWidth(200)
        self.split.addWidget(self.side)
        self.split.addWidget(self.reader)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.search.setMaximumWidth(420)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 10)
        head.setSpacing(6)
        for widget in (self.back_button, self.forward_button, self.contents_button):
            head.addWidget(widget)
        head.addSpacing(6)
        head.addWidget(self.search, 4)
        head.addStretch(1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        self.forward_button.clicked.connect(self.go_forward)
        self.contents_button.clicked.connect(lambda: self.open(CONTENTS))
        self.close_button.clicked.connect(self.closed)
        self.search.installEventFilter(self)
        self.reader.viewport().installEventFilter(self)
        self.search.textChanged.connect(self._calm.start)
        self.search.returnPressed.connect(self._open_found)
        self._calm.timeout.connect(self._search)
        self.split.splitterMoved.connect(self._keep_split)
        self.results.chosen.connect(self._open)
        self.reader.anchorClicked.connect(self._follow)
        self.contents.currentItemChanged.connect(self._open_item)
        for keys, slot in (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_forward),
            ("Ctrl+F", self.take_focus),
            ("Esc", self._leave),
        ):
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)


def _line(each: Entry) -> str:
    return f"{'' if each.heads_file else '  '}- [{each.title}](#{each.id})"
