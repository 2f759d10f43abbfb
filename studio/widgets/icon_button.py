"""A small square button that is only an icon, and therefore must have a name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from studio.look import fonts
from studio.look.icons import icon


class IconButton(QToolButton):
    """A quiet button with one of our icons, which grows with the text; ``name`` is its tool tip and what a screen
    reader says.

    Qt's button signals apply; there are none of its own.
    """

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None, side: int = 16) -> None:
        super().__init__(parent)
        self._side = side
        self.setProperty("role", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._size_icon()
        self.set_icon_name(icon_name)
        self.set_name(name)

    def set_icon_name(self, icon_name: str) -> None:
        """Show another of our icons."""
        self.setIcon(icon(icon_name, "muted"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._size_icon()

    def _size_icon(self) -> None:
        side = fonts.scaled(self._side)
        self.setIconSize(QSize(side, side))

    def set_name(self, name: str) -> None:
        """Set tool tip and accessible name."""
        self.setToolTip(name)
        self.setAccessibleName(name)
