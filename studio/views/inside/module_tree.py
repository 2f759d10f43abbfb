"""The tab Modules: every module of the model, what it is, what it costs, and how it stands."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.session.session import Session
from studio.widgets.button import Button
from studio.widgets.empty_state import EmptyState
from studio.widgets.fitting_columns import FittingColumns
from trainer_core.protocol.events import Prepared, State
from trainer_core.protocol.modules import DescribeModules, ModuleRow, ModulesDescribed

_NAME = Qt.ItemDataRole.UserRole
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COLUMNS = 9
_OF_NUMBERS = range(3, 8)
_TYPE, _TIMES = 1, (6, 7)
"""The columns of the times stand behind that of the types once they are measured: in view also where it is narrow."""


_LEAST_FIRST = (5, 4, 2, 8)
"""Where there is little room: without activations, multiply-adds, shape of the output and state, in this order."""


class ModuleTree(Retranslated, QWidget):
    """A line and a button over a tree; ``shown`` is the newest `ModulesDescribed`, or None.

    Signals:
        chosen(str): a person has chosen the module with this path.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modulePanel")
        self._session = session
        self.shown: ModulesDescribed | None = None
        self._state = session.state
        self._model = QStandardItemModel(0, _COLUMNS, self)
        self.tree = QTreeView(self)
        self.tree.setObjectName("moduleTree")
        self.tree.setModel(self._model)
        self._columns = FittingColumns(self.tree, _LEAST_FIRST)
        self.sentence = QLabel(self)
        self.sentence.setObjectName("moduleSentence")
        self.measure_button = Button("", "again", self)
        self.measure_button.setObjectName("moduleMeasureButton")
        self.empty = EmptyState("layers", "", "", self)
        self._arrange()
        self.measure_button.clicked.connect(self._measure)
        self.tree.selectionModel().currentChanged.connect(self._choose)
        session.modules_described.connect(self._take)
        session.follow(Prepared, self.refresh, self)
        session.state_changed.connect(self._follow)
        self.retranslate()

    @Slot()
    def refresh(self, event: object = None) -> None:
        """Ask for the modules anew, if they are seen."""
        if self.isVisible() and self._session.preparation is not None:
            self._session.post(DescribeModules())

    def show_module(self, name: str) -> bool:
        """Make the module with this path the current one; False if there is none."""
        for item in self._items():
            if item.data(_NAME) == name:
                with QSignalBlocker(self.tree.selectionModel()):
                    self.tree.setCurrentIndex(item.index())
                self.tree.scrollTo(item.index())
                return True
        return False

    def set_brief(self, brief: bool) -> None:
        """Show the tree alone, without what can be measured over it."""
        for part in (self.sentence, self.measure_button):
            part.setVisible(not brief)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.empty.set_words(
            self.tr("Modules"),
            self.tr("The modules of the model, and what each of them costs, appear here once the model is there."),
        )
        self.measure_button.setText(self.tr("Measure times"))
        self.measure_button.setToolTip(
            self.tr("Run a copy of the model on a few batches, and show which share of the time each module takes")
        )
        self.tree.setAccessibleName(self.tr("Modules of the model"))
        self._model.setHorizontalHeaderLabels(
            [
                self.tr("Module"),
                self.tr("Type"),
                self.tr("Output"),
                self.tr("Parameters"),
                self.tr("Multiply-adds"),
                self.tr("Activations"),
                self.tr("Forward"),
                self.tr("Backward"),
                self.tr("State"),
            ]
        )
        for column in _OF_NUMBERS:
            self._model.horizontalHeaderItem(column).setTextAlignment(_AT_RIGHT)
        if self.shown is not None:
            self._take(self.shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _follow(self) -> None:
        """In an evaluation the modules stand in eval(): ask anew when the state is another."""
        state = self._session.state
        if state is not self._state and state in (State.PAUSED, State.IDLE):
            self.refresh()
        self._state = state

    @Slot()
    def _measure(self) -> None:
        self.measure_button.setEnabled(False)
        self._session.post(DescribeModules(measured=True))

    @Slot(object)
    def _take(self, event: ModulesDescribed) -> None:
        event = _with_times(event, self.shown)
        current = self.tree.currentIndex().siblingAtColumn(0).data(_NAME)
        same = self.shown is not None and [row.name for row in self.shown.rows] == [row.name for row in event.rows]
        self.shown = event
        self._pages.setCurrentWidget(self._content if event.rows else self.empty)
        if not same:
            with QSignalBlocker(self.tree.selectionModel()):
                self._build(event.rows)
            if current is not None:
                self.show_module(current)
        for item, row in zip(self._items(), event.rows, strict=True):
            self._fill(item, row)
        self._place_times(measured=any(math.isfinite(row.forward) for row in event.rows))
        self._columns.fit()
        if event.batches or event.note is not None:
            self.measure_button.setEnabled(True)
        self._say(event)

    def _place_times(self, *, measured: bool) -> None:
        header = self.tree.header()
        for after, column in enumerate(_TIMES, _TYPE + 1):
            header.moveSection(header.visualIndex(column), after)
        self._columns.left_out = frozenset() if measured else frozenset(_TIMES)

    def _say(self, event: ModulesDescribed) -> None:
        parts = []
        if event.note is not None:
            parts.append(words(event.note))
        elif event.batches:
            parts.append(
                self.tr("Times are means of {batches} batches of {examples} examples of noise.").format(
                    batches=event.batches, examples=event.examples
                )
            )
        different = sum(row.differs for row in event.rows)
        if different:
            parts.append(
                counted(
                    different,
                    "1 module computes something else in eval(): dropout or batch norm.",
                    "{n:,} modules compute something else in eval(): dropout or batch norm.",
                )
            )
        else:
            parts.append(self.tr("No module computes anything else in eval()."))
        self.sentence.setText(" ".join(parts))

    def _items(self) -> list[QStandardItem]:
        """The first cells of the rows, in the order of the modules."""
        found, waiting = [], [self._model.item(row) for row in reversed(range(self._model.rowCount()))]
        while waiting:
            item = waiting.pop()
            found.append(item)
            waiting.extend(item.child(row) for row in reversed(range(item.rowCount())))
        return found

    def _build(self, rows: tuple[ModuleRow, ...]) -> None:
        self._model.removeRows(0, self._model.rowCount())
        items: dict[str, QStandardItem] = {}
        for row in rows:
            cells = [QStandardItem() for _ in range(_COLUMNS)]
            cells[0].setData(row.name, _NAME)
            for column in _OF_NUMBERS:
                cells[column].setTextAlignment(_AT_RIGHT)
            above = items.get(row.name.rpartition(".")[0]) if row.name else None
            (above if above is not None else self._model).appendRow(cells)
            items[row.name] = cells[0]
        self.tree.expandToDepth(2)

    def _fill(self, item: QStandardItem, row: ModuleRow) -> None:
        beside = item.parent() or self._model.invisibleRootItem()
        trained = self.tr("frozen") if row.parameters and not row.trainable else ""
        if 0 < row.trainable < row.parameters:
            trained = self.tr("{count} trained").format(count=formats.count(row.trainable))
        hooks = counted(len(row.hooks), "1 hook", "{n:,} hooks") if row.hooks else ""
        state = ", ".join(filter(None, (f"{'train' if row.training else 'eval'}()", trained, hooks)))
        texts = (
            row.name.rpartition(".")[2] or self.tr("whole model"),
            row.type,
            formats.shape(row.output_shape),
            formats.count(row.parameters) if row.parameters else "",
            formats.compact(row.multiply_adds) if row.multiply_adds else "",
            formats.size(row.activation_bytes) if row.activation_bytes else "",
            formats.percent(row.forward) if math.isfinite(row.forward) else "",
            formats.percent(row.backward) if math.isfinite(row.backward) else "",
            state,
        )
        for column, text in enumerate(texts):
            cell = beside.child(item.row(), column)
            if cell.text() != text:
                cell.setText(text)
        item.setToolTip(row.name)
        last = beside.child(item.row(), _COLUMNS - 1)
        differs = self.tr("Computes something else in eval()") if row.differs else ""
        last.setToolTip("\n".join(filter(None, (differs, *row.hooks))))
        bold = last.font()
        bold.setBold(row.differs)
        last.setFont(bold)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        name = current.siblingAtColumn(0).data(_NAME)
        if name is not None:
            self.chosen.emit(name)

    def _arrange(self) -> None:
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(fonts.scaled(12))
        self.tree.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, fonts.scaled(150))
        for part in (self.tree, self.sentence):
            fonts.use(part, "small")
        self.sentence.setProperty("role", "muted")
        self.sentence.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.measure_button, 0, Qt.AlignmentFlag.AlignTop)
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        self._pages = QStackedWidget(self)
        for page in (self.empty, self._content):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)


def _with_times(event: ModulesDescribed, before: ModulesDescribed | None) -> ModulesDescribed:
    """``event``, with the times that were measured before of the same modules."""
    if event.batches or before is None or not before.batches:
        return event
    if [(row.name, row.parameters) for row in event.rows] != [(row.name, row.parameters) for row in before.rows]:
        return event
    pairs = zip(event.rows, before.rows, strict=True)
    rows = tuple(replace(row, forward=old.forward, backward=old.backward) for row, old in pairs)
    return replace(event, rows=rows, batches=before.batches, examples=before.examples)
