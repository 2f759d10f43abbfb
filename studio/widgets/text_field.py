"""A line edit for a short text, with the same face as the other fields of a form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.look.theme import set_state


class TextField(QLineEdit):
    """A text. Enter or leaving the field commits, Escape brings back the last committed text.

    Signals:
        value_changed(object): another text was committed by a person (``set_value`` is silent).
        error_changed(str): why the text cannot be, or an empty string once it can.
    """

    value_changed = Signal(object)
    error_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._error = ""
        self._tip = ""
        self.textEdited.connect(self._forgive)
        self.returnPressed.connect(self.commit)

    @property
    def value(self) -> str:
        """The last committed text."""
        return self._value

    @property
    def error(self) -> str:
        """Why the text cannot be; empty while it can."""
        return self._error

    def set_value(self, value: str) -> None:
        """Show a text without a signal; the one that already holds leaves an edit in progress alone."""
        if value == self._value and (self.isModified() or self._error):
            return
        self._value = value
        self._show_value()

    def set_error(self, text: str) -> None:
        """Mark the text as wrong for this reason; an empty text, or the next edit, clears the mark."""
        if text == self._error:
            return
        self._error = text
        super().setToolTip(text or self._tip)
        self.setAccessibleDescription(text)
        set_state(self, invalid="true" if text else "false")
        self.error_changed.emit(text)

    def setToolTip(self, text: str) -> None:
        self._tip = text
        super().setToolTip(self._error or text)

    @Slot()
    def commit(self) -> None:
        """Take the text as the value."""
        changed = self.text() != self._value
        self._value = self.text()
        self.setModified(False)
        if changed:
            self.value_changed.emit(self._value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.isModified():
            self.commit()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.isModified() or self._error):
            self._show_value()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _forgive(self) -> None:
        self.set_error("")

    def _show_value(self) -> None:
        self.setText(self._value)
        self.setModified(False)
        self.set_error("")
