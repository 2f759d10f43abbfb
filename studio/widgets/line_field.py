"""A line edit for one value: what was typed is committed or explained, and never thrown away unasked."""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.look.i18n import Retranslated
from studio.widgets.marked_field import MarkedField

_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Z)


class LineField(Retranslated, MarkedField, QLineEdit):
    """Text that stands for a value. A subclass says how a value is read, written, and why a text is none.

    Enter or leaving the field commits, Escape brings back the last committed value. While the text is invalid the
    field is marked, and ``value`` stays as it was. Undo and redo belong to the text while it is being edited, and to
    the window before and after.

    Signals:
        returned(str): the field was left with a wrong text, which gave way to the value that acts, and why.
    """

    returned = Signal(str)

    def __init__(self, value: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.returns = False
        """Whether leaving the field with a wrong text brings its value back: that one acts already. Otherwise the text
        stays until it is mended."""
        self._value = value
        self._problem: ValueError | None = None
        self.textEdited.connect(self._forgive)
        self.returnPressed.connect(self.commit)

    @property
    def value(self) -> Any:
        """The last committed value."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value without a signal; the one that already holds leaves a text in progress alone."""
        if value == self._value and (self.isModified() or self.error):
            return
        self._value = value
        self._show_value()

    def set_error(self, text: str) -> None:
        """Mark the field as wrong for a reason from outside; an empty text, or the next edit, clears it."""
        self._problem = None
        super().set_error(text)

    @Slot()
    def commit(self) -> bool:
        """Take the text as the value if it is valid, otherwise mark it; return whether it was valid."""
        if not self._judge():
            return False
        if self.isModified() or self.text() != self.text_of(self._value):
            self._take(self._read(self.text()))
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and not self.isModified() and _is_undo_or_redo(event):
            event.ignore()
            return False
        return super().event(event)

    def retranslate(self) -> None:
        """Say in the present language what is wrong."""
        if self._problem is not None:
            super().set_error(self._explain(self._problem))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            if self.isModified():
                self.commit()
            if self.error and self.returns:
                reason = self.error
                self._show_value()
                self.returned.emit(reason)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.isModified() or self.error):
            self._show_value()
        else:
            super().keyPressEvent(event)

    def _read(self, text: str) -> Any:
        """Return the value that ``text`` says; raises `ValueError`, or a class of it."""
        raise NotImplementedError

    def text_of(self, value: Any) -> str:
        """Return the text that reads back as ``value``."""
        raise NotImplementedError

    def _explain(self, problem: Any) -> str:
        """Say in the present language what is wrong, of an error that `_read` raised."""
        raise NotImplementedError

    @Slot()
    def _forgive(self) -> None:
        """Drop the mark as soon as a person has mended the text; a new one waits until they are done."""
        if self._problem is None:
            self.set_error("")
            return
        try:
            self._read(self.text())
        except ValueError:
            return
        self.set_error("")

    def _judge(self) -> bool:
        """Mark the field if its text says no value; return whether it does."""
        try:
            self._read(self.text())
        except ValueError as problem:
            self._problem = problem
            super().set_error(self._explain(problem))
            return False
        if self._problem is not None:
            self.set_error("")
        return True

    def _take(self, value: Any) -> None:
        changed = value != self._value
        self._value = value
        self._show_value()
        if changed:
            self.value_changed.emit(value)

    def _show_value(self) -> None:
        self.setText(self.text_of(self._value))
        self.setCursorPosition(0)  # what does not fit is cut at its end
        self.setModified(False)
        self.set_error("")


class TextField(LineField):
    """A short text; every text is valid. Signals: those of `LineField`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)

    def _read(self, text: str) -> str:
        return text

    def text_of(self, value: str) -> str:
        return value


class LiteralField(LineField):
    """The text of a plain Python value, such as ``(0.5, 0.5)`` or ``None``. Signals: those of `LineField`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)

    def _read(self, text: str) -> str:
        try:
            ast.literal_eval(text.strip())
        except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
            raise ValueError(text) from error
        return text.strip()

    def text_of(self, value: str) -> str:
        return value

    def _explain(self, problem: Any) -> str:
        return self.tr("Write a value as Python does: 3, 'a text', (1, 2), None.")


class TextsField(LineField):
    """A few texts with commas between them; one that holds a comma stands in double quotes. Signals: as `LineField`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([], parent)

    def _read(self, text: str) -> list[str]:
        return [word.strip() for word in next(csv.reader([text], skipinitialspace=True), []) if word.strip()]

    def text_of(self, value: Sequence[str]) -> str:
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(value)
        return line.getvalue().replace(",", ", ") if not any("," in each for each in value) else line.getvalue()


def _is_undo_or_redo(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    return event.matches(keys.Undo) or event.matches(keys.Redo) or event.keyCombination() == _REDO
