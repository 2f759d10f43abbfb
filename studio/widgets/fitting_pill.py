"""A pill that tells as much as there is room for."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.widgets.pill import Kind, Pill

_EDGES = 16
_NO_LIMIT = 2**24 - 1


class FittingPill(Pill):
    """Shows the first of several texts that fits, each shorter than the one before."""

    def __init__(self, kind: Kind = "muted", parent: QWidget | None = None) -> None:
        super().__init__("", kind, parent)
        self._texts: tuple[str, ...] = ("",)
        self._shown = -1

    def set_texts(self, texts: tuple[str, ...]) -> bool:
        """Take other texts, which `fit` shows; returns whether they are others."""
        other, self._texts = texts != self._texts, texts
        return other

    def fit(self, room: float) -> int:
        """Show what fits, keep the width where only numbers change, and return it."""
        width_of = partial(fonts.width_of, in_font=self.font())
        fitting = (place for place, text in enumerate(self._texts) if width_of(text) + _EDGES <= room)
        place = next(fitting, len(self._texts) - 1)
        text = self._texts[place]
        width = math.ceil(width_of(text)) + _EDGES
        if place == self._shown:
            width = max(width, self.minimumWidth())
        self._shown = place
        if text != self.text():
            self.setText(text)
        width = max(1, min(width, int(room)))
        self.setFixedWidth(width)
        return width

    def forget_room(self) -> None:
        """Give the room back, for another font."""
        self._shown = -1
        self.setMinimumWidth(0)
        self.setMaximumWidth(_NO_LIMIT)
