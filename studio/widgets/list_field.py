"""A line edit for a short list of numbers (``512, 512``), which says what is wrong with what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.look.numbers import NumberError, NumberRules
from studio.look.theme import set_state


class ListField(QLineEdit):
    """Numbers with commas or spaces between them; an empty text is the empty list.

    Enter or leaving the field commits, Escape brings back the last committed list. While the text is invalid
    the dynamic property ``invalid`` is ``"true"`` and ``value`` stays the last committed list.

    Signals:
        value_changed(object): another valid list was committed by a person.
        error_changed(str): why the text is invalid, or an empty string once it is not.
    """

    value_changed = Signal(object)
    error_changed = Signal(str)

    def __init__(
        self,
        value: Sequence[float] = (),
        rules: NumberRules | None = None,
        length: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``value``; each number obeys ``rules``, and ``length`` numbers are needed unless it is 0."""
        super().__init__(parent)
        self._rules = rules or NumberRules()
        self._length = length
        self._value = list(value)
        self._error = ""
        self._wrong: _WrongItem | None = None
        self._tip = ""
        self.setText(self._write())
        self.textEdited.connect(self._forgive)
        self.returnPressed.connect(self.commit)

    @property
    def value(self) -> list[float]:
        """The last committed list."""
        return list(self._value)

    @property
    def error(self) -> str:
        """Why the text is invalid; empty while it is not."""
        return self._error

    def set_value(self, value: Sequence[float]) -> None:
        """Show a list without a signal; the list that already holds leaves a text in progress alone."""
        if list(value) == self._value and (self.isModified() or self._error):
            return
        self._value = list(value)
        self._show_value()

    def set_rules(self, rules: NumberRules) -> None:
        """Take other numbers from now on."""
        self._rules = rules

    def set_error(self, text: str) -> None:
        """Mark the field as wrong for a reason from outside; an empty text, or the next edit, clears it."""
        self._wrong = None
        self._set_error(text)

    def setToolTip(self, text: str) -> None:
        self._tip = text
        super().setToolTip(self._error or text)

    @Slot()
    def commit(self) -> bool:
        """Take the text as the value if it is valid, otherwise mark it; return whether it was valid."""
        try:
            numbers = self._parse()
        except _WrongItem as wrong:
            self._wrong = wrong
            self._set_error(self._explain(wrong))
            return False
        changed = numbers != self._value
        self._value = numbers
        self._show_value()
        if changed:
            self.value_changed.emit(list(numbers))
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._wrong is not None:
            self._set_error(self._explain(self._wrong))

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
        """Drop the mark as soon as the text is mended; a new one waits until the person is done."""
        if self._wrong is None:
            self._set_error("")
            return
        try:
            self._parse()
        except _WrongItem:
            return
        self.set_error("")

    def _parse(self) -> list[float]:
        numbers = []
        for word in filter(None, re.split(r"[,;\s]+", self.text().strip(" []()"))):
            try:
                numbers.append(self._rules.parse(word))
            except NumberError as error:
                raise _WrongItem(word, error.reason) from None
        if self._length and len(numbers) != self._length:
            raise _WrongItem(str(self._length), "length")
        return numbers

    def _write(self) -> str:
        return ", ".join(self._rules.write(number) for number in self._value)

    def _show_value(self) -> None:
        self.setText(self._write())
        self.setModified(False)
        self.set_error("")

    def _set_error(self, text: str) -> None:
        if text == self._error:
            return
        self._error = text
        super().setToolTip(text or self._tip)
        self.setAccessibleDescription(text)
        set_state(self, invalid="true" if text else "false")
        self.error_changed.emit(text)

    def _explain(self, wrong: _WrongItem) -> str:
        rules, item = self._rules, wrong.item
        low = "" if rules.minimum is None else rules.write(rules.minimum)
        high = "" if rules.maximum is None else rules.write(rules.maximum)
        match wrong.reason:
            case "length":
                return self.tr("Exactly {count} numbers are needed here.").format(count=item)
            case "not-whole":
                return self.tr("{item} must be a whole number.").format(item=item)
            case "too-small" if rules.open_minimum:
                return self.tr("{item} must be greater than {bound}.").format(item=item, bound=low)
            case "too-small":
                return self.tr("{item} must be at least {bound}.").format(item=item, bound=low)
            case "too-large" if rules.open_maximum:
                return self.tr("{item} must be less than {bound}.").format(item=item, bound=high)
            case "too-large":
                return self.tr("{item} must be at most {bound}.").format(item=item, bound=high)
            case _:
                return self.tr("“{item}” is not a number. Write the list like 512, 256.").format(item=item)


class _WrongItem(ValueError):  # noqa: N818 - it is caught where it is raised and never an error of the program
    def __init__(self, item: str, reason: str) -> None:
        super().__init__(reason)
        self.item = item
        self.reason = reason
