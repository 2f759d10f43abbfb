"""The three columns of the data's page, and how they share its width: lists, examples, and what is said of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from studio.look import fonts
from studio.views.data.filters import FilterList

_NARROW = 860


class PageColumns(QSplitter):
    """``filters`` at the left, ``pane`` in the middle, ``side`` at the right. Qt's signals apply."""

    def __init__(self, filters: FilterList, pane: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._filters = filters
        self._left = left = QFrame(self)
        left.setProperty("role", "panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(6, 8, 2, 8)
        column.addWidget(filters)
        self.setChildrenCollapsible(False)
        for widget in (left, pane, side):
            self.addWidget(widget)
        self.setStretchFactor(1, 1)

    def show_lists(self, shown: bool) -> None:
        """Show the lists at the left, or leave their room to the rest."""
        self._left.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    def share_room(self) -> None:
        """The lists beside the examples are as wide as suits the window and the text."""
        narrow = self.width() < fonts.scaled(_NARROW)
        left, right = (fonts.scaled(w) for w in ((150, 236) if narrow else (224, 316)))
        if narrow:  # the names at the left are worth more than air beside the examples
            left = max(left, self._filters.wanted_width())
        left, right = min(left, self.width() * 3 // 10), min(right, self.width() * 7 // 20)
        self.setSizes([left, max(1, self.width() - left - right), right])
