"""A field for notes that commits when a person leaves it, and gives back what was there on Escape."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from studio.widgets.scaled import Scaled

_HEIGHT = 88


class NoteEditor(QPlainTextEdit):
    """Several lines of text. Leaving it or Ctrl+Enter commits, Escape brings back the last committed text.

    Signals:
        value_changed(str): another text was committed by a person (``set_value`` is silent).
    """

    value_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self.setTabChangesFocus(True)
        Scaled(self, QWidget.setFixedHeight, _HEIGHT)

    @property
    def modified(self) -> bool:
        """Whether there is text that was not committed."""
        return self.toPlainText() != self._value

    def set_value(self, value: str) -> None:
        """Show a text; the one that already holds leaves an edit in progress alone."""
        if value != self._value or not self.hasFocus():
            self._value = value
            if self.toPlainText() != value:
                self.setPlainText(value)

    def commit(self) -> None:
        """Take the text as the value."""
        if self.modified:
            self._value = self.toPlainText()
            self.value_changed.emit(self._value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape and self.modified:
            self.setPlainText(self._value)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.commit()
        else:
            super().keyPressEvent(event)
