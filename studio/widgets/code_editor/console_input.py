"""Where code is typed that runs at once: several lines, and what was typed before."""

from __future__ import annotations

import codeop
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from studio.widgets.code_editor.code_editor import CodeEditor

_MOST_LINES = 8
"""Lines that are seen at once."""
_MOST_KEPT = 300
"""Entries of the history."""
_AROUND = 8
"""Pixels above and below the lines."""
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ConsoleInput(CodeEditor):
    """Code that Enter runs; Shift+Enter, or Enter where a statement is not complete, begins another line.

    Up in the first line and Down in the last one go through what was typed before.

    Signals:
        run_asked(str): Enter was pressed at the end of something complete; the input is empty again.
        interrupt_asked(): Ctrl+C was pressed, with nothing selected that it could copy.
        history_changed(): something was added to ``history``.
    """

    run_asked = Signal(str)
    interrupt_asked = Signal()
    history_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, numbered=False)
        self.setObjectName("consoleInput")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.history: list[str] = []
        self._at = 0
        self._draft = ""
        self.blockCountChanged.connect(self._resize)

    def set_history(self, entries: Sequence[str]) -> None:
        """Take what was typed in earlier sessions, from the oldest to the newest."""
        self.history = list(entries)[-_MOST_KEPT:]
        self._at = len(self.history)

    def put(self, text: str) -> None:
        """Put text in, as if it had been typed, with the cursor behind it."""
        self.replace_text(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Name the input in the present language."""
        self.setAccessibleName(self.tr("Code to run"))
        self.setAccessibleDescription(
            self.tr("Enter runs, Shift+Enter begins another line, Up and Down bring back what was typed before.")
        )
        self.setPlaceholderText(self.tr("Python, for example model(x).shape"))

    def sizeHint(self) -> QSize:
        lines = min(max(self.blockCount(), 1), _MOST_LINES)
        room = self.horizontalScrollBar().sizeHint().height() if self.blockCount() > 1 else 0
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + 2 * _AROUND + room)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in _PLAIN
        if event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection():
            self.interrupt_asked.emit()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_complete():
            self._run()
        elif plain and event.key() == Qt.Key.Key_Up and self.textCursor().block() == self.document().firstBlock():
            self._go(-1)
        elif plain and event.key() == Qt.Key.Key_Down and self.textCursor().block() == self.document().lastBlock():
            self._go(1)
        else:
            super().keyPressEvent(event)

    def _is_complete(self) -> bool:
        """Whether there is nothing left to type; what is wrong is complete, and its error is shown."""
        if not self.textCursor().atEnd() and self.textCursor().block() != self.document().lastBlock():
            return True
        try:
            return codeop.compile_command(self.text, "<console>", "exec") is not None
        except (SyntaxError, ValueError, OverflowError):
            return True

    def _run(self) -> None:
        text = self.text.strip("\n")
        if not text.strip():
            return
        if not self.history or self.history[-1] != text:
            self.history.append(text)
            del self.history[:-_MOST_KEPT]
            self.history_changed.emit()
        self._at, self._draft = len(self.history), ""
        self.set_text("")
        self.run_asked.emit(text)

    def _go(self, by: int) -> None:
        to = self._at + by
        if not 0 <= to <= len(self.history):
            return
        if self._at == len(self.history):
            self._draft = self.text
        self._at = to
        self.replace_text(self._draft if to == len(self.history) else self.history[to])
        self.moveCursor(QTextCursor.MoveOperation.End)

    @Slot()
    def _resize(self, lines: int = 0) -> None:
        self.updateGeometry()


def indented(text: str) -> str:
    """``text`` as it is shown after it has run: with a prompt before each line."""
    first, *others = text.split("\n")
    return "\n".join([f">>> {first}", *(f"... {line}" for line in others)])
