"""Offers what the name at the cursor can go on with, while one types."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QProcess, QRect, QStringListModel, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView

from studio.look import fonts
from studio.widgets.code_editor import completing
from studio.widgets.code_editor.code_editor import CodeEditor
from studio.widgets.code_editor.editing import text_before
from studio.widgets.code_editor.highlighter import is_wording

_AFTER_MS = 150
"""How long no key was pressed before something is offered."""
_IDLE_MS = 120_000
"""How long the process waits for another question."""
_LETTERS = 2
"""How much of a name has to be there, unless a point stands before it."""
_NAME = re.compile(r"[^\W\d]\w*$|$")
_SHOWN = 10


class Completion(QObject):
    """Completes names in ``editor``. Tab takes what is offered, Enter what was chosen with the arrows, Escape nothing.

    The names come from a process of its own, which is started when it is first needed and ends after two idle minutes.
    No signals.
    """

    def __init__(self, editor: CodeEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._path: Path | None = None
        self._asked = 0
        self._place = (0, 0)
        self._waiting: bytes = b""
        """A question that is put as soon as the last one is answered."""
        self._busy = False
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
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self.shut_down)
        self._process = QProcess(self)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._take)
        self._process.finished.connect(self._forget)
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

    @Slot()
    def shut_down(self) -> None:
        """End the process; it starts again when it is needed."""
        self._later.stop()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(2000)
        self._forget()

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
        question = {
            "id": self._asked,
            "source": self._editor.text,
            "path": str(self._path or ""),
            "line": cursor.blockNumber() + 1,
            "column": len(before),
        }
        self._waiting = json.dumps(question).encode() + b"\n"
        self._put()

    def _put(self) -> None:
        if self._busy or not self._waiting:
            return
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._process.start(sys.executable, ["-P", completing.__file__])
        self._process.write(self._waiting)
        self._waiting, self._busy = b"", True
        self._idle.start()

    @Slot()
    def _take(self) -> None:
        while self._process.canReadLine():
            answer = json.loads(bytes(self._process.readLine().data()))
            self._busy = False
            if answer["id"] == self._asked:
                self._offer(answer["names"])
        self._put()

    @Slot()
    def _forget(self, status: int = 0) -> None:
        self._busy, self._waiting = False, b""

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
