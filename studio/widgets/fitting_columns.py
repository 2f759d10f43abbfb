"""Columns of a tree or table that are left out where there is no room, the least important ones first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView, QTreeView


class FittingColumns(QObject):
    """Hides columns of ``tree`` until the others fit, in the order of ``least_first``; the rest are always shown.

    Columns in ``left_out`` are hidden however much room there is. Call `fit` when what is in the cells has changed.
    No signals.
    """

    def __init__(self, tree: QTreeView, least_first: Sequence[int]) -> None:
        super().__init__(tree)
        self._tree = tree
        self._least_first = tuple(least_first)
        self.left_out: frozenset[int] = frozenset()
        self._widths: dict[int, int] = {}
        tree.viewport().installEventFilter(self)

    def fit(self) -> None:
        """Make each column as wide as its cells, and leave out what does not fit."""
        header = self._tree.header()
        for column in range(header.count()):
            self._tree.setColumnHidden(column, column in self.left_out)
            if header.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive and column > 0:
                self._tree.resizeColumnToContents(column)
        self._widths = {column: header.sectionSize(column) for column in range(header.count())}
        self._leave_out()

    def _leave_out(self) -> None:
        shown = [column for column in self._widths if column not in self.left_out]
        needed, room = sum(self._widths[column] for column in shown), self._tree.viewport().width()
        for column in self._least_first:
            if column in shown:
                hidden = needed > room
                self._tree.setColumnHidden(column, hidden)
                needed -= self._widths[column] if hidden else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._widths:
            self._leave_out()
        return False
