"""The table of runs as a widget: its keys, its columns in whatever room there is, what is kept through changes."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.views.runs import wording
from studio.views.runs.columns import COLUMNS, NOT_SORTED, PLACES, heading
from studio.views.runs.row_painter import DOT, PAD, Place, RowPainter, row_height
from studio.views.runs.run_delegate import RunDelegate
from studio.views.runs.run_table import RunTable
from studio.views.runs.thumbnails import SIZE
from trainer_core.library.record import RunRecord, RunState

_LEAST_NAME, _NAME_SHARE = 190, 0.21
"""The name gets so many pixels at the system's text size, and this share of a wide table."""
_BOX_COLUMN = 40


class RunList(QTableView):
    """Rows are selected by folder: a change of order keeps the selection, and the place that is looked at.

    Signals:
        open_asked(): a double click beside the name.
        chosen_changed(): other runs are selected; ask `chosen`.
    """

    open_asked = Signal()
    chosen_changed = Signal()

    def __init__(self, table: RunTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsTable")
        self._table = table
        self._kept: tuple[list[Path], Path | None, Path | None, int] = ([], None, None, 0)
        self._shown_last: list[Path] = []
        self.setModel(table)
        self._rows = RowPainter()
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.viewport().update)
        self.setItemDelegate(RunDelegate(self))
        self._dress()
        table.modelAboutToBeReset.connect(self._keep)
        table.modelReset.connect(self._restore)
        self.horizontalHeader().sectionClicked.connect(table.turn)
        self.selectionModel().selectionChanged.connect(self._tell)
        table.rowsRemoved.connect(self._tell)

    def _dress(self) -> None:
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(30)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit()

    def chosen(self) -> list[RunRecord]:
        """The runs that are selected, from the top to the bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._table.record(row) for row in rows]

    @property
    def editing(self) -> bool:
        """Whether a name is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    def choose(self, path: Path) -> None:
        """Select the run in the folder ``path``, alone, and show it."""
        row = self._table.row_of(path)
        if row >= 0:
            self.setCurrentIndex(self._table.index(row, PLACES["name"]))
            self.scrollTo(self.currentIndex())

    def edit_name(self) -> None:
        """Edit the name of the current run where it stands."""
        current = self.currentIndex()
        if current.isValid():
            self.edit(self._table.index(current.row(), PLACES["name"]))

    @Slot()
    def fit(self) -> None:
        """Give each column its room; those that matter least go until the rest fits."""
        self.verticalHeader().setDefaultSectionSize(row_height())
        metrics = QFontMetricsF(fonts.font())
        widths = {column.key: _width(column.key, metrics) for column in COLUMNS if column.key != "name"}
        least = max(round(_LEAST_NAME * fonts.scale()), round(_NAME_SHARE * self.viewport().width()))
        room = self.viewport().width() - least
        going = sorted((column for column in COLUMNS if column.gives_way), key=lambda column: column.gives_way)
        hidden = set()
        while sum(width for key, width in widths.items() if key not in hidden) > room and going:
            hidden.add(going.pop(0).key)
        header = self.horizontalHeader()
        for key, width in widths.items():
            self.setColumnHidden(PLACES[key], key in hidden)
            header.resizeSection(PLACES[key], width)
            room -= 0 if key in hidden else width
        header.resizeSection(PLACES["name"], least + max(0, room))

    @property
    def shown_columns(self) -> list[str]:
        """Keys of the columns that are not hidden."""
        return [column.key for place, column in enumerate(COLUMNS) if not self.isColumnHidden(place)]

    @Slot()
    def _keep(self) -> None:
        current = self.currentIndex()
        top = self.rowAt(0)
        self._kept = (
            [record.path for record in self.chosen()],
            self._table.record(current.row()).path if current.isValid() else None,
            self._table.record(top).path if top > 0 else None,
            self.rowViewportPosition(top) if top > 0 else 0,
        )

    @Slot()
    def _restore(self) -> None:
        chosen, current, top, shift = self._kept
        selection, table = QItemSelection(), self._table
        for path in chosen:
            row = table.row_of(path)
            if row >= 0:
                selection.select(table.index(row, 0), table.index(row, len(COLUMNS) - 1))
        row = table.row_of(current) if current else -1
        if row >= 0:
            self.selectionModel().setCurrentIndex(
                table.index(row, PLACES["name"]), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if top is not None and table.row_of(top) >= 0:
            self.verticalScrollBar().setValue(table.row_of(top) * row_height() - shift)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        paths = [record.path for record in self.chosen()]
        if paths != self._shown_last:
            self._shown_last = paths
            self.chosen_changed.emit()

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        rect, height = event.rect(), self.verticalHeader().defaultSectionSize()
        first, last = self.rowAt(rect.top()), self.rowAt(rect.bottom())
        if first < 0:
            return
        places = self._places()
        ranges = self.selectionModel().selection()
        # The stub does not know that a QItemSelection is a list.
        selected = {row for each in ranges for row in range(each.top(), each.bottom() + 1)}  # type: ignore[attr-defined]
        current = self.currentIndex()
        with QPainter(self.viewport()) as painter:
            self._rows.start(painter, self.devicePixelRatioF())
            for row in range(first, (last if last >= 0 else self._table.rowCount() - 1) + 1):
                line = QRectF(0, self.rowViewportPosition(row), self.viewport().width(), height)
                focus = COLUMNS[current.column()].key if self.hasFocus() and current.row() == row else ""
                record, slot = self._table.record(row), self._table.slot(row)
                told = self._table.distinction(record)
                self._rows.paint(record, told, slot, line, places, row in selected, focus)
        if self._rows.waiting:
            self._again.start()

    def _places(self) -> list[Place]:
        return [
            Place(column, self.columnViewportPosition(place), self.columnWidth(place))
            for place, column in enumerate(COLUMNS)
            if not self.isColumnHidden(place)
        ]

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        key = COLUMNS[index.column()].key if index.isValid() else ""
        if key == "name":
            self.edit(index)
        elif key and key != "overlay":
            self.open_asked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_table"):
            self.fit()


def _width(key: str, metrics: QFontMetricsF) -> int:
    """What a column needs for its heading, with the arrow of the order, and the widest that stands in it."""
    column = COLUMNS[PLACES[key]]
    if key == "overlay":
        return round(_BOX_COLUMN * max(1.0, fonts.scale() * 0.8))
    if key == "picture":
        return SIZE.width() + 2 * PAD
    samples = [column.sample, heading(column) + ("" if key in NOT_SORTED else " ↓")]
    if key == "state":
        words = [wording.state_of(RunRecord(Path(), "", state))[1] for state in RunState]
        return math.ceil(max(metrics.horizontalAdvance(word) for word in words)) + fonts.scaled(DOT) + 2 * PAD + 2
    return math.ceil(max(metrics.horizontalAdvance(sample) for sample in samples)) + 2 * PAD + 2
