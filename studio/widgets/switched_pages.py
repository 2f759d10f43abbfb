"""Pages that take turns in one place, chosen by a switch above them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.widgets.segmented import Segmented

_SIDE = 14


class SwitchedPages(QWidget):
    """The first page is shown at first. ``switch`` holds the keys of ``pages``; whoever makes it words the switch."""

    def __init__(self, pages: Mapping[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = dict(pages)
        self.switch = Segmented([(key, "") for key in pages], self)
        self._stack = QStackedWidget(self)
        for page in self._pages.values():
            self._stack.addWidget(page)
        top = QHBoxLayout()
        top.setContentsMargins(_SIDE, 8, _SIDE, 0)
        top.addWidget(self.switch)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.switch.changed.connect(self.show_page)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show the page of this key."""
        self.switch.set_value(key)
        self._stack.setCurrentWidget(self._pages[key])

    def show_widget(self, page: QWidget) -> None:
        """Show this page."""
        self.show_page(next(key for key, each in self._pages.items() if each is page))
