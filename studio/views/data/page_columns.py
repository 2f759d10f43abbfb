"""The three columns of the data's page, and how they share its width: lists, examples, and what is said of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.views.data.filters import FilterList
from studio.widgets.segmented import Segmented

_CROWDED, _NARROW = 600, 860
"""Pixels below which there is room for two columns, and below which there is little for three."""
_LISTS, _DETAILS = "lists", "details"


class PageColumns(Retranslated, QWidget):
    """``filters`` at the left, ``pane`` in the middle, ``side`` at the right.

    Where there is not room for three, the outer ones take turns: ``turns`` is the switch for that. No signals.
    """

    def __init__(self, filters: FilterList, pane: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters, self._side = filters, side
        self._has_lists = True
        self.turns = Segmented([(_LISTS, ""), (_DETAILS, "")], self)
        self.turns.setObjectName("dataSideSwitch")
        self._turns_bar = QFrame(self)
        self._turns_bar.setProperty("role", "section")
        row = QHBoxLayout(self._turns_bar)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.turns)
        row.addStretch(1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._left = left = QFrame(self._splitter)
        left.setProperty("role", "panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(6, 8, 2, 8)
        column.addWidget(filters)
        self._splitter.setChildrenCollapsible(False)
        for widget in (left, pane, side):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._turns_bar)
        layout.addWidget(self._splitter, 1)
        self.turns.changed.connect(self.share_room)
        self.retranslate()

    def retranslate(self) -> None:
        """Word the switch in the present language."""
        self.turns.set_labels({_LISTS: self.tr("Lists"), _DETAILS: self.tr("Details")})
        self.turns.setAccessibleName(self.tr("What is shown beside the examples"))

    def show_lists(self, shown: bool) -> None:
        """Show the lists at the left, or leave their room to the rest."""
        self._has_lists = shown
        self._take_turns()

    @Slot()
    def show_details(self) -> None:
        """Show what is said of the chosen example, also where that takes the lists' place."""
        if self._crowded and self._has_lists and self.turns.value != _DETAILS:
            self.turns.set_value(_DETAILS)
            self.share_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self.share_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    @property
    def _crowded(self) -> bool:
        return self.width() < fonts.scaled(_CROWDED)

    def _take_turns(self) -> None:
        in_turn = self._crowded and self._has_lists
        self._turns_bar.setVisible(in_turn)
        self._left.setVisible(self._has_lists and not (in_turn and self.turns.value == _DETAILS))
        self._side.setVisible(not (in_turn and self.turns.value == _LISTS))

    @Slot()
    def share_room(self) -> None:
        """The lists beside the examples are as wide as suits the window and the text."""
        self._take_turns()
        width = self.width()
        narrow = width < fonts.scaled(_NARROW)
        left, right = (fonts.scaled(w) for w in ((150, 236) if narrow else (224, 316)))
        if narrow:  # the names at the left are worth more than air beside the examples
            left = max(left, self._filters.wanted_width())
        if self._crowded:
            left, right = min(left, width // 2), width // 2
        else:
            left, right = min(left, width * 3 // 10), min(right, width * 7 // 20)
        left, right = (0 if each.isHidden() else size for each, size in ((self._left, left), (self._side, right)))
        self._splitter.setSizes([left, max(1, width - left - right), right])
