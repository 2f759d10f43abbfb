"""A check box with the face of the other fields of a form: a value, its change, a mark when it is wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from studio.look.theme import set_state


class CheckField(QCheckBox):
    """On or off.

    Signals:
        value_changed(object): a person has switched it (``set_value`` is silent).
        error_changed(str): why the value cannot be, or an empty string once it can.
    """

    value_changed = Signal(object)
    error_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = ""
        self.clicked.connect(self._switch)

    @property
    def value(self) -> bool:
        """Whether it is on."""
        return self.isChecked()

    @property
    def error(self) -> str:
        """Why the value cannot be; empty while it can."""
        return self._error

    def set_value(self, value: bool) -> None:
        """Show a value without a signal."""
        self.setChecked(value)

    def set_error(self, text: str) -> None:
        """Mark the value as wrong for this reason; an empty text clears the mark."""
        if text == self._error:
            return
        self._error = text
        self.setAccessibleDescription(text)
        set_state(self, invalid="true" if text else "false")
        self.error_changed.emit(text)

    @Slot(bool)
    def _switch(self, checked: bool) -> None:
        self.set_error("")
        self.value_changed.emit(checked)
