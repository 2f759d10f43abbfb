"""The size of all text: larger, smaller, normal, applied once however often a key was pressed meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from studio.look import fonts
from studio.look.settings import Settings
from studio.look.theme import current_theme

STEP = 0.1


class TextSize(QObject):
    """Changes the scale of the text and keeps it for the next start. No signals: widgets are told by a `StyleChange`.

    To polish every widget anew takes its time, so presses that arrive meanwhile are taken together.
    """

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._wanted = fonts.scale()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._apply)

    def step(self, steps: int) -> None:
        """Make all text larger by so many steps of a tenth, or smaller."""
        self.set_scale(round(self._wanted + steps * STEP, 1))

    def set_scale(self, scale: float) -> None:
        """Scale all text; 1.0 is the system's own size, and what is out of range becomes the nearest that is not."""
        self._wanted = min(max(scale, fonts.SMALLEST_SCALE), fonts.LARGEST_SCALE)
        self._settings.scale = self._wanted
        self._soon.start()

    @Slot()
    def _apply(self) -> None:
        current_theme().set_scale(self._wanted)
