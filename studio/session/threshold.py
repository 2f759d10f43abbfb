"""The threshold from which on a yes-or-no answer counts as yes, as a person moves it to look; no result changes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

USUAL: Final = 0.5


class Threshold(QObject):
    """One threshold for all views of a session.

    Signals:
        changed(): ``value`` is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.value = USUAL

    def move(self, value: float) -> None:
        """Move to ``value``, within 0 and 1."""
        value = min(max(value, 0.0), 1.0)
        if value != self.value:
            self.value = value
            self.changed.emit()

    @Slot()
    def reset(self) -> None:
        """Back to the threshold that all results are of."""
        self.move(USUAL)
