"""A small square button that is only an icon, and therefore must have a name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from studio.look.icons import icon


class IconButton(QToolButton):
    """A quiet button with one of our icons; ``name`` is its tool tip and what a screen reader says.

    Qt's button signals apply; there are none of its own.
    """

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(16, 16))
        self.set_icon_name(icon_name)
        self.set_name(name)

    def set_icon_name(self, icon_name: str) -> None:
        """Show another of our icons."""
        self.setIcon(icon(icon_name, "muted"))

    def set_name(self, name: str) -> None:
        """Set tool tip and accessible name."""
        self.setToolTip(name)
        self.setAccessibleName(name)
