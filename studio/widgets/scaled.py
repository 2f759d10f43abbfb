"""Lengths of widgets that grow with the text, now and whenever its size changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView, QWidget

from studio.look import fonts

W = TypeVar("W", bound=QWidget)


class Scaled(QObject):
    """Has ``setter`` set a length of ``widget``, which is ``pixels`` at the system's text size. No signals.

    ``setter`` is a method of the class, ``QWidget.setFixedHeight``, or a function of a widget and a length.
    """

    def __init__(self, widget: W, setter: Callable[[W, int], object], pixels: int) -> None:
        super().__init__(widget)
        self._widget: QWidget = widget
        self._setter: Callable[..., object] = setter
        self._pixels = pixels
        widget.installEventFilter(self)
        self._set()

    def set_pixels(self, pixels: int) -> None:
        """Have another length, at the system's text size."""
        self._pixels = pixels
        self._set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self._set()
        return False

    def _set(self) -> None:
        self._setter(self._widget, fonts.scaled(self._pixels))


def set_row_height(table: QTableView, pixels: int) -> None:
    """Have rows of this height; a setter for `Scaled`."""
    table.verticalHeader().setDefaultSectionSize(pixels)
