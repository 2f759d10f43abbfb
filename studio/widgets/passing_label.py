"""An elided label that says something else for a few seconds."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from studio.widgets.elided_label import ElidedLabel

_MS = 3000


class PassingLabel(ElidedLabel):
    """``words`` is what it says as a rule, and what it goes back to. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.words = self._passing = ""
        super().__init__("", parent)
        self._over = QTimer(self, singleShot=True, interval=_MS)
        self._over.timeout.connect(self._go_back)

    def setText(self, text: str) -> None:
        self.words = text
        super().setText(self._passing or text)

    def say(self, text: str) -> None:
        """Say ``text`` for a while."""
        self._passing = text
        self._over.start()
        self.setText(self.words)

    @Slot()
    def _go_back(self) -> None:
        self._passing = ""
        self.setText(self.words)
