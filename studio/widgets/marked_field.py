"""What every field of a form shares: it can be marked as wrong, and says why in a tool tip and to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.look.theme import set_state

if TYPE_CHECKING:
    _Mixed = QWidget
else:
    _Mixed = object


class MarkedField(_Mixed):
    """Mixed into a widget of Qt, before it among the bases.

    While the field is wrong its dynamic property ``invalid`` is ``"true"``, and the reason takes the place of the tool
    tip.

    Signals:
        value_changed(object): a person has committed another value (``set_value`` is silent).
        error_changed(str): why the value cannot be, or an empty string once it can.
    """

    value_changed = Signal(object)
    error_changed = Signal(str)

    _error = ""
    _tip = ""

    @property
    def error(self) -> str:
        """Why the value cannot be; empty while it can."""
        return self._error

    def set_error(self, text: str) -> None:
        """Mark the field as wrong for this reason; an empty text clears the mark."""
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
