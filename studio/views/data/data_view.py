"""The page of the data: what the model learns from, example by example, and what is wrong with it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.session.session import Session
from studio.views.data.column_plot import ColumnPlot
from studio.views.data.data_facts import DataFactsView
from studio.views.data.example_detail import ExampleDetail
from studio.views.data.example_grid import ExampleGrid
from studio.views.data.example_rows import ExampleRows
from studio.views.data.example_store import Example, ExampleStore
from studio.views.data.filters import ALL, Filter, FilterList
from studio.widgets.button import Button
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.segmented import Segmented
from trainer_core.data.check.classes import CODES as CLASS_CODES
from trainer_core.data.check.finding import Finding
from trainer_core.protocol.commands import Command, Split
from trainer_core.protocol.data_browsing import (
    SPLITS,
    ColumnDescribed,
    DataDescribed,
    DescribeColumn,
    DescribeData,
    ExamplesFound,
    ExampleShown,
    FindExamples,
    ShowExample,
)
from trainer_core.protocol.events import Prepared, Refused

_SIDE, _NARROW = 14, 860


class DataView(Retranslated, QWidget):
    """Classes and findings at the left, examples in the middle, the chosen one and the facts at the right.

    Nothing is asked of the engine while the page is not seen.

    Signals:
        open_asked(), folder_asked(): a person wants to choose data.
    """

    open_asked = Signal()
    folder_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataView")
        self._session = session
        self._data: Prepared | None = None
        self._described: DataDescribed | None = None
        self._asked: dict[str, int] = {}
        self._draw = 0
        self._place: int | None = None
        self._column = 0
        self._places: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.store = ExampleStore(session, self)
        self.filters = FilterList(self)
        self.filters.setObjectName("dataFilters")
        self.split = Segmented([("all", ""), *((split.value, "") for split in SPLITS)], self)
        self.split.setObjectName("dataSplit")
        self.caption = ElidedLabel("", self)
        self.caption.setObjectName("dataCaption")
        self.grid = ExampleGrid(self.store, self._truth_of, self)
        self.grid.setObjectName("exampleGrid")
        self.rows = ExampleRows(self.store, self._truth_of, self)
        self.rows.setObjectName("exampleRows")
        self.column = ColumnPlot(self)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("dataNothing")
        self.detail = ExampleDetail(self)
        self.facts = DataFactsView(session, self)
        self.empty = EmptyState("image", "", "", self)
        self.open_button = Button("", "table", self)
        self.open_button.setObjectName("dataOpenButton")
        self.folder_button = Button("", "folder", self)
        self.folder_button.setObjectName("dataOpenFolderButton")
        self.pages = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.empty.set_words(
            self.tr("No data yet"),
            self.tr(
                "Here you see what the model learns from, and what is wrong with it. Choose data, or drop a folder of "
                "class folders, a table, arrays or a Python file on the window."
            ),
        )
        self.open_button.setText(self.tr("Open data…"))
        self.folder_button.setText(self.tr("Open a folder of pictures…"))
        self.split.set_labels(
            {
                "all": self.tr("all"),
                "training": self.tr("training"),
                "validation": self.tr("validation"),
                "test": self.tr("test"),
            }
        )
        self.split.setAccessibleName(self.tr("Part of the data"))
        self.grid.setAccessibleName(self.tr("Examples"))
        self.rows.setAccessibleName(self.tr("Rows of the data"))
        self.nothing.setText(
            self.tr("No example of this part is among them. Choose another part, or read the finding.")
        )
        self._word()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    @Slot(object)
    def show_finding(self, finding: Finding) -> None:
        """Show the examples, or the column, that a finding is about."""
        self.split.set_value("all")
        self._count()
        self.filters.choose(Filter(finding=finding))

    def _arrange(self) -> None:
        fonts.use(self.caption, "small")
        self.caption.setProperty("role", "muted")
        self.nothing.setProperty("role", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        table = QSplitter(Qt.Orientation.Vertical, self)
        table.setChildrenCollapsible(False)
        table.addWidget(self.rows)
        table.addWidget(self.column)
        table.setStretchFactor(0, 3)
        table.setStretchFactor(1, 2)
        self.views = QStackedWidget(self)
        grid = QWidget(self)
        beside = QVBoxLayout(grid)
        beside.setContentsMargins(_SIDE, 0, 2, 0)
        beside.addWidget(self.grid)
        self._grid_page, self._table_page = grid, table
        for page in (grid, table, self.nothing):
            self.views.addWidget(page)
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 10, _SIDE, 8)
        head.setSpacing(8)
        head.addWidget(self.split)
        head.addWidget(self.caption, 1)
        centre = QFrame(self)
        middle = QVBoxLayout(centre)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(head)
        middle.addWidget(self.views, 1)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.detail)
        column.addWidget(self.facts, 1)
        right.setProperty("role", "clear")
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setProperty("role", "panel")
        scroll.setWidget(right)
        scroll.setAccessibleName(self.tr("The chosen example, and facts"))
        self._scroll = scroll
        left = QFrame(self)
        left.setProperty("role", "panel")
        side = QVBoxLayout(left)
        side.setContentsMargins(6, 8, 2, 8)
        side.addWidget(self.filters)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.columns.setChildrenCollapsible(False)
        for widget in (left, centre, scroll):
            self.columns.addWidget(widget)
        self.columns.setStretchFactor(1, 1)
        start = QWidget(self)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        whole = QVBoxLayout(start)
        whole.setContentsMargins(0, 0, 0, 48)
        whole.addWidget(self.empty, 3)
        whole.addLayout(buttons)
        whole.addStretch(2)
        self.pages.addWidget(start)
        self.pages.addWidget(self.columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.open_asked)
        self.folder_button.clicked.connect(self.folder_asked)
        self.filters.chosen.connect(self._list)
        self.split.changed.connect(self._choose_split)
        self.grid.chosen.connect(self._choose)
        self.rows.chosen.connect(self._choose)
        self.rows.column_chosen.connect(self._choose_column)
        self.detail.draw_asked.connect(self._draw_again)
        self.facts.findings.examples_asked.connect(self.show_finding)
        self._session.prepared.connect(self._refresh)
        self._session.shown_changed.connect(self._show_again)
        self._session.data_browsed.connect(self._take)
        self._session.refused.connect(self._take_refused)

    def _share_room(self) -> None:
        """The lists beside the examples are as wide as suits the window and the text."""
        narrow = self.width() < fonts.scaled(_NARROW)
        left, right = (fonts.scaled(w) for w in ((150, 236) if narrow else (208, 316)))
        left, right = min(left, self.width() // 4), min(right, self.width() * 2 // 5)
        self.columns.setSizes([left, max(1, self.width() - left - right), right])

    @property
    def _is_table(self) -> bool:
        return self._data is not None and len(self._data.data.input_shape) != 3

    def _ask(self, what: str, command: Command) -> None:
        """Ask the engine; only the newest question of a kind counts."""
        self._asked[what] = command.id
        self._session.post(command)

    @Slot(object)
    def _refresh(self, event: object = None) -> None:
        """Show the data that is prepared now, once there is someone to see it."""
        if not self.isVisible():
            return
        prepared = self._session.preparation
        self.pages.setCurrentIndex(0 if prepared is None else 1)
        if prepared is None or prepared is self._data:
            return
        same = self._data is not None and self._data.data == prepared.data
        self._data = prepared
        if same:
            self._show_again()
            return
        self._described, self._place = None, None
        self._column = 0
        self.store.forget()
        self.detail.show_example(None, "")
        self._share_room()
        self.views.setCurrentWidget(self._table_page if self._is_table else self._grid_page)
        self._ask("facts", DescribeData())
        self._list()

    def _count(self) -> None:
        """Word the list at the left for the part that is chosen."""
        if self._data is None:
            return
        data, described = self._data.data, self._described
        if described is None:
            counts = np.zeros(max(1, len(data.class_names)), dtype=np.int64)
        elif self.split.value == "all":
            counts = described.counts.sum(0)
        else:
            counts = described.counts[SPLITS.index(Split(self.split.value))]
        self.filters.show_filters(data.class_names, counts, data.findings)

    @Slot()
    def _choose_split(self) -> None:
        self._count()
        self._list()

    @Slot()
    def _list(self, chosen: object = None) -> None:
        """Ask for the examples that are to be shown."""
        if self._data is None:
            return
        which = self.filters.current
        splits = SPLITS if self.split.value == "all" else (Split(self.split.value),)
        items = which.finding.items if which.finding is not None else ()
        if which.finding is not None and self._show_column_of(items):
            items, which = (), ALL
        of_classes = which.finding is not None and which.finding.code in CLASS_CODES
        self._ask("list", FindExamples(splits, which.label, items, of_classes))

    def _show_column_of(self, items: tuple[str, ...]) -> bool:
        """Show the first column that a finding names, if it names one."""
        columns = self._described.columns if self._described is not None else ()
        named = [columns.index(item) for item in items if item in columns]
        if named:
            self._describe_column(named[0])
        return bool(named)

    @Slot(int)
    def _choose(self, place: int) -> None:
        self._place, self._draw = place, 0
        self._show_again()

    @Slot()
    def _draw_again(self) -> None:
        self._draw += 1
        self._show_again()

    @Slot()
    def _show_again(self) -> None:
        if self._place is not None and self._data is not None and self.isVisible():
            self._ask("example", ShowExample(self._session.shown_recipe, self._place, self._draw))

    @Slot(int)
    def _choose_column(self, column: int) -> None:
        described = self._described
        if described is None:
            return
        if column < 0 and described.targets:
            column = len(described.columns) - described.targets
        if column >= 0 and column != self._column:
            self._describe_column(column)

    def _describe_column(self, column: int) -> None:
        self._column = column
        self._ask("column", DescribeColumn(column))

    @Slot(object)
    def _take(self, event: object) -> None:
        match event:
            case DataDescribed() if event.answers == self._asked.get("facts"):
                self._described = event
                self.facts.show_described(event)
                self._count()
                if event.columns:
                    self._describe_column(self._column)
                    self._show_rows()
            case ExamplesFound() if event.answers == self._asked.get("list"):
                self._show_places(event)
            case ExampleShown() if event.answers == self._asked.get("example") and event.place == self._place:
                names = self._described.inputs if self._described is not None else ()
                self.detail.show_example(event, self._worded(event.truth.reshape(-1).astype(np.float64)), names)
            case ColumnDescribed() if event.answers == self._asked.get("column"):
                assert self._described is not None
                self.column.show_column(self._described.columns[event.column], event)

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        """Other data took the place of that which was asked about: what is asked next is of it."""
        self._asked = {what: number for what, number in self._asked.items() if number != event.answers}

    def _show_places(self, event: ExamplesFound) -> None:
        self._places = event.places
        if self._is_table:
            self._show_rows()
        else:
            self.grid.show_places(event.places)
        shown = self._table_page if self._is_table else self._grid_page
        self.views.setCurrentWidget(shown if len(event.places) else self.nothing)
        self._word()

    def _show_rows(self) -> None:
        described = self._described
        if described is None:
            return
        features = described.columns[: len(described.columns) - described.targets]
        targets = ", ".join(described.columns[len(features) :]) or self.tr("class")
        self.rows.show_places(self._places, targets, features)

    def _word(self) -> None:
        self.caption.setText(counted(len(self._places), "1 example", "{n:,} examples"))
        self._count()

    def _truth_of(self, example: Example) -> str:
        return self._worded(example.truth)

    def _worded(self, truth: npt.NDArray[np.float64]) -> str:
        """What is true of an example: its class, or its numbers."""
        names = self._data.data.class_names if self._data is not None else ()
        if names:
            return names[int(truth[0])]
        return ", ".join(formats.number(float(f"{value:.4g}")) for value in truth)
