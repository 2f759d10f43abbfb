"""The tabs of the results that hold parts of another page, each with a button that sends it back there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from studio.widgets.icon_button import IconButton


class PartTabs(QObject):
    """Puts parts behind the tabs that are there.

    Signals:
        closed(object): a person wants this part back on its own page.
    """

    closed = Signal(object)

    def __init__(self, tabs: QTabWidget) -> None:
        super().__init__(tabs)
        self._tabs = tabs
        self._buttons: dict[QWidget, IconButton] = {}

    @Slot(object, str)
    def place(self, part: QWidget, title: str) -> None:
        """Show ``part`` under ``title``; one that is there already takes the title."""
        button = self._buttons.get(part)
        if button is None:
            button = self._buttons[part] = IconButton("close", "", self._tabs, side=12)
            button.setObjectName(f"partBack_{part.objectName()}")
            button.clicked.connect(lambda: self.closed.emit(part))
            self._tabs.addTab(part, title)
            self._tabs.tabBar().setTabButton(self._tabs.indexOf(part), QTabBar.ButtonPosition.RightSide, button)
        self._tabs.setTabText(self._tabs.indexOf(part), title)
        button.set_name(self.tr("Bring {title} back to Inside").format(title=title))

    @Slot(object)
    def remove(self, part: QWidget) -> None:
        """Show it here no longer."""
        button = self._buttons.pop(part, None)
        if button is not None:
            self._tabs.removeTab(self._tabs.indexOf(part))
            button.deleteLater()
