"""The list at the left of the data's page: all examples, lists of the run, classes and findings, with counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.views.data.finding_titles import finding_title
from trainer_core.data.check.finding import Finding
from trainer_core.history.example_lists import ExampleList


@dataclass(frozen=True, slots=True)
class Filter:
    """Which examples are shown: those of the class ``label`` (-1: any), what a finding is about, those of a list of the
    run, or those that are corrected.
    """

    label: int = -1
    finding: Finding | None = None
    which: ExampleList | None = None
    corrected: bool = False


ALL = Filter()


class FilterList(Retranslated, QTreeWidget):
    """Names and counts; the arrow keys move the choice.

    Signals:
        chosen(object): a person wants to see the examples of this `Filter`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filters: list[Filter] = []
        self._names: tuple[str, ...] = ()
        self._counts: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._findings: tuple[Finding, ...] = ()
        self._lists: tuple[tuple[ExampleList, str, str, str], ...] = ()
        self._corrected = 0
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.viewport().setAutoFillBackground(False)
        self.currentItemChanged.connect(self._choose)
        self.retranslate()

    @property
    def current(self) -> Filter:
        """The filter that is chosen."""
        item = self.currentItem()
        return self.filters[item.data(0, Qt.ItemDataRole.UserRole)] if item is not None else ALL

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.topLevelItemCount():
            self._fill()  # the headings have a font of their own

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Which examples are listed"))
        self._fill()

    def show_filters(self, names: Sequence[str], counts: npt.NDArray[np.int64], findings: Sequence[Finding]) -> None:
        """Show classes with ``counts`` (K,), or the count of all (1,), and findings; the choice stays where it can."""
        self._names, self._counts, self._findings = tuple(names), counts, tuple(findings)
        self._fill()

    def show_lists(self, lists: Sequence[tuple[ExampleList, str, str, str]], corrected: int) -> None:
        """Show lists of the run, each with its name, what it is and its count, and how many examples are corrected."""
        if (tuple(lists), corrected) != (self._lists, self._corrected):
            self._lists, self._corrected = tuple(lists), corrected
            self._fill()

    def wanted_width(self) -> int:
        """The width at which no name is cut."""
        counts = self.sizeHintForColumn(1)
        return self.sizeHintForColumn(0) + counts + 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()

    def choose(self, wanted: Filter) -> None:
        """Choose a filter as a person would."""
        for item in self._items():
            if self.filters[item.data(0, Qt.ItemDataRole.UserRole)] == wanted:
                self.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        every = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in every if item is not None and item.data(0, Qt.ItemDataRole.UserRole) is not None]

    def _fill(self) -> None:
        before = self.current
        self.blockSignals(True)
        self.clear()
        self.filters = []
        self._add(self.tr("All examples"), formats.count(int(self._counts.sum())), ALL)
        if self._corrected:
            self._add(self.tr("Corrected by you"), formats.count(self._corrected), Filter(corrected=True))
        if self._lists:
            self._head(self.tr("Worth a look"))
            for which, name, about, total in self._lists:
                self._add(name, total, Filter(which=which), about)
        if self._names:
            self._head(self.tr("Classes"))
            for label, name in enumerate(self._names):
                count = int(self._counts[label]) if label < len(self._counts) else 0
                self._add(name, formats.count(count), Filter(label))
        if self._findings:
            self._head(self.tr("Found in the data"))
            for finding in self._findings:
                items = formats.count(len(finding.items)) if finding.items else ""
                self._add(finding_title(finding), items, Filter(finding=finding), words(finding.message))
        again = [item for item in self._items() if self.filters[item.data(0, Qt.ItemDataRole.UserRole)] == before]
        self.setCurrentItem((again or self._items())[0])
        self.blockSignals(False)

    def _head(self, text: str) -> None:
        item = QTreeWidgetItem([text, ""])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFont(0, fonts.font("small", strong=True))
        self.addTopLevelItem(item)
        item.setFirstColumnSpanned(True)

    def _add(self, text: str, count: str, which: Filter, tip: str = "") -> None:
        item = QTreeWidgetItem([text, count])
        item.setData(0, Qt.ItemDataRole.UserRole, len(self.filters))
        item.setToolTip(0, tip or text)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.filters.append(which)
        self.addTopLevelItem(item)
        item.setFirstColumnSpanned(not count)

    @Slot()
    def _choose(self) -> None:
        item = self.currentItem()
        if item is not None and item.data(0, Qt.ItemDataRole.UserRole) is not None:
            self.chosen.emit(self.current)
