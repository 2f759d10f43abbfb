"""A check box with the face of the other fields of a form: a value, its change, a mark when it is wrong."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from studio.widgets.marked_field import MarkedField


class CheckField(MarkedField, QCheckBox):
    """On or off. Signals: those of `MarkedField`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._switch)

    @property
    def value(self) -> bool:
        """Whether it is on."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Show a value without a signal."""
        self.setChecked(value)

    def text_of(self, value: bool) -> str:
        """Return the word for a value."""
        return self.tr("on") if value else self.tr("off")

    @Slot(bool)
    def _switch(self, checked: bool) -> None:
        self.set_error("")
        self.value_changed.emit(checked)
