"""Columns of a table that are as wide as their words, and together fill the table where they are few."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QTableView

from studio.look import fonts

_NARROWEST, _WIDEST, _BESIDE = 56, 220, 10
_LOOKED_AT = 60


class ColumnWidths(QObject):
    """Watches over the widths of ``view``; those that a person has dragged stay until other columns are shown."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._hints: list[int] = []
        self._busy = False
        self._own = False
        view.viewport().installEventFilter(self)
        view.horizontalHeader().sectionResized.connect(self._note)

    def refit(self) -> None:
        """Other columns are shown, or other words in them."""
        header, count = self._view.horizontalHeader(), self._view.model().columnCount()
        narrow, wide = fonts.scaled(_NARROWEST), fonts.scaled(_WIDEST)
        wanted = [max(header.sectionSizeHint(place), self._view.sizeHintForColumn(place)) + _BESIDE
                  for place in range(min(count, _LOOKED_AT))]  # fmt: skip
        self._hints = [min(wide, max(narrow, hint)) for hint in wanted]
        self._own = False
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and self._hints:
            self.refit()
        elif event.type() == QEvent.Type.Resize and not self._own:
            self._share()
        return False

    def _share(self) -> None:
        count = min(len(self._hints), self._view.model().columnCount())
        if not count:
            return
        few = count == self._view.model().columnCount()
        spare = max(0, self._view.viewport().width() - sum(self._hints[:count])) if few else 0
        self._busy = True
        for place, hint in enumerate(self._hints[:count]):
            more = spare // count + (spare % count if place == count - 1 else 0)
            self._view.setColumnWidth(place, hint + more)
        self._busy = False

    @Slot(int, int, int)
    def _note(self, section: int, before: int, after: int) -> None:
        self._own |= not self._busy and self._view.isVisible()
