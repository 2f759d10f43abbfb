"""An icon button that stands for an action: its tool tip is the action's, and it is on when the action is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from studio.look.theme import set_state
from studio.widgets.icon_button import IconButton


class ActionIcon(IconButton):
    """Qt's button signals apply; a click triggers the action."""

    def __init__(self, action: QAction, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(icon_name, "", parent)
        self._action = action
        set_state(self, role="")
        self.setIconSize(QSize(18, 18))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self._action.text())
        self.setEnabled(self._action.isEnabled())
