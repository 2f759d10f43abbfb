"""A label whose text changes all the time and that never moves what stands beside it."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QLabel, QWidget

from studio.look import fonts

_NO_LIMIT = 2**24 - 1


class SteadyLabel(QLabel):
    """Takes the room of the widest text so far, and gives none back before `forget_room`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ("", "")

    def show_text(self, text: str, widest: str = "") -> None:
        """Show a text, in the room that it or ``widest``, one that may follow, needs."""
        if (text, widest) == self._shown and text == self.text():
            return
        self._shown = (text, widest)
        self.setText(text)
        width = max(math.ceil(fonts.width_of(each, self.font())) for each in (text, widest))
        if width > self.minimumWidth():
            self.setFixedWidth(width)

    def forget_room(self) -> None:
        """Give the room back, for another font."""
        self._shown = ("", "")
        self.setMinimumWidth(0)
        self.setMaximumWidth(_NO_LIMIT)
