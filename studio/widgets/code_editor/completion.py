"""Offers what the name at the cursor can go on with, while one types."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QStringListModel, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView

from studio.look import fonts
from studio.widgets.code_editor.code_editor import CodeEditor
from studio.widgets.code_editor.editing import text_before
from studio.widgets.code_editor.highlighter import is_wording
from studio.widgets.code_editor.names import Names, NamesOfSource, Question

_AFTER_MS = 150
"""How long no key was pressed before something is offered."""
_LETTERS = 2
"""How much of a name has to be there, unless a point stands before it."""
_NAME = re.compile(r"[^\W\d]\w*$|$")
_SHOWN = 10


class Completion(QObject):
    """Completes names in ``editor``. Tab takes what is offered, Enter what was chosen with the arrows, Escape nothing.

    The names come from ``names``, or else from the source itself. No signals.
    """

    def __init__(self, editor: CodeEditor, names: Names | None = None) -> None:
        super().__init__(editor)
        self._editor = editor
        self._path: Path | None = None
        self._asked = 0
        self._place = (0, 0)
        self.model = QStringListModel(self)
        self.completer = QCompleter(self.model, self)
        self.completer.setWidget(editor)
        self.completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setMaxVisibleItems(_SHOWN)
        self.popup = QListView()
        self.popup.setObjectName("codeCompletions")
        self.popup.setProperty("role", "completions")
        self.completer.setPopup(self.popup)
        self.popup.installEventFilter(self)
        self.completer.activated.connect(self._insert)
        self._later = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._later.timeout.connect(self.ask)
        self._names = names if names is not None else NamesOfSource(self)
        self._names.answered.connect(self._take)
        editor.typed.connect(self._follow)
        editor.completion_asked.connect(self.ask_now)
        editor.cursorPositionChanged.connect(self._hide_elsewhere)

    @property
    def offered(self) -> list[str]:
        """The names in the list that is open; none while there is no list."""
        if not self.popup.isVisible():
            return []
        shown = self.completer.completionModel()
        return [str(shown.index(row, 0).data()) for row in range(shown.rowCount())]

    def set_path(self, path: Path | None) -> None:
        """Say where the text lies: modules beside it can be completed, too."""
        self._path = path

    def shut_down(self) -> None:
        """Let go of what knows the names; it is there again when it is needed."""
        self._later.stop()
        self._names.shut_down()

    @Slot()
    def ask_now(self) -> None:
        """Offer whatever can stand here."""
        self._ask(wanted=True)

    @Slot()
    def ask(self) -> None:
        """Offer what can stand here, if a name is begun."""
        self._ask(wanted=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        index = self.popup.currentIndex()
        if event.key() == Qt.Key.Key_Escape:
            self._hide()
        elif event.key() == Qt.Key.Key_Tab:
            name = index.data() if index.isValid() else next(iter(self.offered), "")
            self._hide()
            self._insert(str(name))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._hide()
            if index.isValid():
                self._insert(str(index.data()))
            else:
                # Nothing was chosen: the key means what it always means.
                self._editor.keyPressEvent(event)
        else:
            return False
        return True

    @Slot(str)
    def _follow(self, text: str) -> None:
        """A person types: narrow the list, or ask once they pause."""
        before = self._before()
        if self.popup.isVisible() and _NAME.search(before) and text not in (".", " "):
            self._show(before)
        elif text == "." or _begun(before):
            self._later.start()
        else:
            self._later.stop()

    def _ask(self, wanted: bool) -> None:
        cursor = self._editor.textCursor()
        before = self._before()
        if not self._editor.hasFocus() or self._editor.isReadOnly():
            return
        if is_wording(cursor.block(), max(cursor.positionInBlock() - 1, 0)) or not (
            wanted or _begun(before) or before.endswith(".")
        ):
            return
        self._asked += 1
        self._place = (cursor.blockNumber(), len(before) - len(_name(before)))
        self._names.ask(Question(self._asked, self._editor.text, self._path, cursor.blockNumber() + 1, len(before)))

    @Slot(int, object)
    def _take(self, asked: int, names: list[str]) -> None:
        if asked == self._asked:
            self._offer(names)

    def _offer(self, names: list[str]) -> None:
        """Show the names, if the cursor is still at the name that was asked about."""
        before = self._before()
        here = (self._editor.textCursor().blockNumber(), len(before) - len(_name(before)))
        self.model.setStringList(names)
        if here == self._place and self._editor.hasFocus() and names:
            self._show(before)

    def _show(self, before: str) -> None:
        name, popup = _name(before), self.popup
        self.completer.setCompletionPrefix(name)
        left = self.completer.completionModel()
        rows = left.rowCount()
        if not rows or (rows == 1 and left.index(0, 0).data() == name):
            self._hide()
            return
        popup.setFont(fonts.monospace())
        popup.setCurrentIndex(left.index(-1, -1))
        metrics = self._editor.fontMetrics()
        widest = max(metrics.horizontalAdvance(str(left.index(row, 0).data())) for row in range(min(rows, 200)))
        place = self._editor.viewport().mapFrom(self._editor, self._editor.popup_place())
        start = place - QPoint(metrics.horizontalAdvance(name), metrics.height())
        self.completer.complete(QRect(start, start + QPoint(widest + fonts.scaled(40), metrics.height())))

    @Slot(str)
    def _insert(self, name: str) -> None:
        if not name:
            return
        cursor = self._editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(_name(self._before())))
        cursor.insertText(name)
        self._editor.setTextCursor(cursor)

    @Slot()
    def _hide_elsewhere(self) -> None:
        """The list belongs to one name; away from it there is none."""
        before = self._before()
        here = (self._editor.textCursor().blockNumber(), len(before) - len(_name(before)))
        if self.popup.isVisible() and here != self._place:
            self._hide()

    def _hide(self) -> None:
        """Put the list away, and let the window have the keyboard again."""
        if self.popup.isVisible():
            self.popup.hide()
            self._editor.activateWindow()

    def _before(self) -> str:
        return text_before(self._editor.textCursor())


def _name(before: str) -> str:
    match = _NAME.search(before)
    return match[0] if match else ""


def _begun(before: str) -> bool:
    name = _name(before)
    return len(name) >= _LETTERS or (bool(name) and before[: -len(name)].endswith("."))
