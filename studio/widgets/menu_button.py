"""A button that opens a menu, and says so with a chevron."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QMenu, QWidget

from studio.widgets.button import Button


class MenuButton(Button):
    """Icon, optional muted prefix, text and chevron; a click, Enter or the down arrow opens its menu.

    Qt's button signals apply; the menu's own ``triggered(QAction)`` tells what was chosen.
    """

    def __init__(self, text: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon_name, parent)
        self._chevron = True
        self.setMenu(QMenu(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.showMenu()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled() and self.menu() is not None:
            # It is off with its button and would take neither key nor click, and as a popup let nobody else have them.
            self.menu().close()
