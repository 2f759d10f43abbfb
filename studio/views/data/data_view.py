"""The page of the data: what the model learns from, example by example, and what is wrong with it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.look.i18n import Retranslated
from studio.session.background import Background
from studio.session.corrections import CorrectionsOfRecipe
from studio.session.session import Session
from studio.views.data.chosen_examples import ChosenExamples
from studio.views.data.corrections_bar import CorrectionsBar
from studio.views.data.example_grid import ExampleGrid
from studio.views.data.example_rows import ExampleRows
from studio.views.data.example_store import Example, ExampleStore, Said
from studio.views.data.filter_counts import FilterCounts
from studio.views.data.filters import ALL, Filter, FilterList
from studio.views.data.list_export import ListExport
from studio.views.data.listed_pane import ListedPane
from studio.views.data.listing import Listing
from studio.views.data.no_data import NoData
from studio.views.data.page_columns import PageColumns
from studio.views.data.points_view import PointsView, are_points
from studio.views.data.prepared_data import are_same, is_table, of_same_source, target_columns, worded
from studio.views.data.reading_page import ReadingPage
from studio.views.data.row_columns import RowColumns, table_of
from studio.views.data.row_order import RowOrder
from studio.views.data.shown_example import ShownExample
from studio.views.data.side_pane import SidePane
from studio.views.data.table_page import TablePage
from studio.widgets.empty_state import EmptyState
from trainer_core.data.check.finding import Finding
from trainer_core.data.sources import sources
from trainer_core.protocol.commands import Split
from trainer_core.protocol.data_browsing import SPLITS, DataDescribed, DescribeData
from trainer_core.protocol.events import EpochEnded, Prepared, Refused


class DataView(Retranslated, QWidget):
    """Lists, classes and findings at the left, examples in the middle, the chosen one and the facts at the right.

    Nothing is asked of the engine while the page is not seen.

    Signals:
        open_asked(), folder_asked(): a person wants to choose data.
        again_asked(): the data is to be read again.
        continue_asked(), start_asked(): the run is to go on with the corrections, or another is to start with them.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    open_asked = Signal()
    folder_asked = Signal()
    continue_asked = Signal()
    start_asked = Signal()
    again_asked = Signal()
    notice = Signal(object, str)
    crashed = Signal(str, str)

    def __init__(
        self,
        session: Session,
        corrections: CorrectionsOfRecipe,
        files: FileDialogs,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dataView")
        self._session = session
        self._data: Prepared | None = None
        self._described: DataDescribed | None = None
        self._asked = 0
        self._corrections = corrections
        self.store = ExampleStore(session, self)
        self.listing = Listing(session, corrections, self)
        self.export = ListExport(session, files, background, self)
        self.chosen = ChosenExamples(session, corrections, self.store, self.listing, self.export, self._worded, self)
        self.filters = FilterList(self)
        self.filters.setObjectName("dataFilters")
        self.grid = ExampleGrid(self.store, self._said, self)
        self.grid.setObjectName("exampleGrid")
        self.row_columns = RowColumns(self)
        self.rows = ExampleRows(self.store, self._said, self.row_columns, self)
        self.rows.setObjectName("exampleRows")
        bar = CorrectionsBar(session, corrections, self)
        self.table = TablePage(session, self.rows, self.row_columns.cells, self)
        self.points = PointsView(session, self.store, self)
        self.pane = ListedPane(self.listing, self.grid, self.points, self.table, self.chosen.tools, bar, self)
        self.split, self.caption, self.column = self.pane.split, self.pane.caption, self.table.column
        self.corrections_bar = bar
        self.side = SidePane(session, self.chosen.tools, self.chosen.curve)
        self.detail, self.row_detail, self.facts = self.side.detail, self.side.row_detail, self.side.facts
        self.shown = ShownExample(session, self.store, self.row_columns, self.chosen, self.side, self._worded, self)
        self.counts = FilterCounts(self.filters, self.listing, corrections, self)
        self.order = RowOrder(self.rows, self.row_columns, self.listing, self)
        self.start = NoData(self)
        self.reading = ReadingPage(session, self)
        self.of_replay = EmptyState("replay", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.of_replay.set_words(
            self.tr("A replay does not load data"),
            self.tr("To see the data of this run, close the replay and open the run."),
        )
        self._show_lists()
        self.shown.show_label()
        self._follow_run()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
        self._follow_run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.listing.near is not None:
            self.listing.back()
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def show_finding(self, finding: Finding) -> None:
        """Show the examples, or the column, that a finding is about."""
        self.split.set_value("all")
        self._count()
        if not self.table.choose_column_of(finding):
            self.pane.shown.set_value("rows")
            self._show_rows_or_columns()
        self.filters.choose(Filter(finding=finding))

    def _arrange(self) -> None:
        self.columns = PageColumns(self.filters, self.pane, self.side, self)
        self.pages.addWidget(self.start)
        self.pages.addWidget(self.columns)
        self.pages.addWidget(self.reading)
        self.pages.addWidget(self.of_replay)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _connect(self) -> None:
        self.start.open_asked.connect(self.open_asked)
        self.start.folder_asked.connect(self.folder_asked)
        self.reading.changed.connect(self._follow_reading)
        self.filters.chosen.connect(self._list)
        self.split.changed.connect(self._choose_split)
        self.pane.shown_asked.connect(self._show_as_asked)
        self._session.recipe_changed.connect(self._refresh)
        for view in (self.grid, self.points, self.rows):
            view.chosen.connect(self.shown.choose)
        # An example that is chosen again because the list was made anew changes nothing of what is seen.
        for asked in (self.grid.clicked, self.points.chosen, self.rows.clicked):
            asked.connect(self.columns.show_details)
        self.rows.column_chosen.connect(self._choose_column)
        self.row_columns.cells.opened.connect(self._say_problem)
        for reader in (self.row_columns.cells, self.table.columns):
            reader.crashed.connect(self.crashed)
        self.facts.findings.examples_asked.connect(self.show_finding)
        self.chosen.watch(self.grid, self.points, self.rows)
        self.listing.changed.connect(self._show_listing)
        self.listing.counted.connect(self._show_lists)
        self.pane.left.connect(self._follow_run)
        self.facts.again_asked.connect(self.again_asked)
        self.export.notice.connect(self.notice)
        self._corrections.notice.connect(self.notice)
        self._corrections.changed.connect(self._follow_corrections)
        self.corrections_bar.show_asked.connect(self._show_corrected)
        self.corrections_bar.continue_asked.connect(self.continue_asked)
        self.corrections_bar.start_asked.connect(self.start_asked)
        for signal in (
            self._session.epoch_ended, self._session.run_started, self._session.run_opened, self._session.run_ended,
        ):  # fmt: skip
            signal.connect(self._follow_run)
        self._session.follow(Prepared, self._refresh, self)
        self._session.replays.changed.connect(self._follow_reading)
        self._session.data_browsed.connect(self._take)
        self._session.refused.connect(self._take_refused)

    @property
    def _are_points(self) -> bool:
        return self._data is not None and are_points(self._data.data)

    @Slot(object)
    def _refresh(self, event: object = None) -> None:
        """Show the data that is prepared now, once there is someone to see it."""
        if not self.isVisible():
            return
        prepared = self._session.preparation
        self._show_rows_or_columns()
        if prepared is None or prepared is self._data or self._session.replay is not None:
            return
        before = self._data
        self._data = prepared
        self.row_columns.cells.retry()
        if are_same(before, prepared):
            if is_table(self._data):
                self._show_rows(keep=True)
            self.shown.show_again()
            return
        self._described = None
        self.table.forget()
        self.store.forget()
        self.listing.forget()
        self.order.describe(None)
        self.shown.describe(None)
        self.shown.forget()
        self._count()
        if before is None or not of_same_source(before, prepared):
            self.filters.blockSignals(True)
            self.filters.choose(ALL)
            self.filters.blockSignals(False)
            # Whoever opens a table wants to see its rows; toy data are points.
            self.pane.shown.set_value("points" if sources.are_in_plane(prepared.data.source) else "rows")
            self._show_rows_or_columns()
        self.columns.share_room()
        command = DescribeData()
        self._asked = command.id
        self._session.post(command)
        self._list()

    @Slot()
    def _show_rows_or_columns(self, asked: object = None) -> None:
        """The columns of a table are shown before it could be read for training, and instead of other data's rows."""
        path, prepared = table_of(self._session.recipe), self._session.preparation
        is_read = prepared is not None and (table_of(prepared.recipe) == path or self._session.in_run)
        columns = path is not None and (self.pane.shown.value == "columns" or not is_read)
        # The columns of a table are there before it has been read.
        nothing = self.reading if self.reading.wanted else self.start if prepared is None else None
        self.pages.setCurrentWidget(nothing if nothing is not None and path is None else self.columns)
        if self._session.replay is not None:
            self.pages.setCurrentWidget(self.of_replay)
        self._offer()
        self.pane.show_columns(path.name if columns and path is not None else "")
        self.pane.show_page(is_table=is_table(self._data))
        self.columns.show_lists(not columns)
        self.side.show_chosen(not columns)

    @Slot()
    def _follow_reading(self) -> None:
        if self.isVisible():
            self._show_rows_or_columns()

    def _offer(self) -> None:
        """Offer points, rows and columns, as far as they are there; what has an order of its own is shown as rows."""
        path, prepared = table_of(self._session.recipe), self._session.preparation
        is_read = prepared is not None and (table_of(prepared.recipe) == path or self._session.in_run)
        points = is_read and self._are_points and not self.listing.ordered
        self.pane.offer(points=points, columns=path is not None and is_read)

    def shut_down(self) -> None:
        """End the threads that read a table's file."""
        self.table.columns.shut_down()
        self.row_columns.cells.shut_down()

    def _count(self) -> None:
        """Word the list at the left for the part that is chosen."""
        if self._data is None:
            return
        self.counts.show_data(self._data.data, self._described, self.split.value)
        self._show_lists()

    @Slot()
    def _show_lists(self) -> None:
        """Word the lists of the run at the left, and what is corrected."""
        if self.counts.show_lists(of_values=self._data is not None and not self._data.data.class_names):
            self._list()

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
        if which.finding is not None and self.table.choose_column_of(which.finding):
            which = ALL
        self.listing.show(which, splits)

    @Slot(int)
    def _choose_column(self, column: int) -> None:
        """Show how a column of the rows lies, -1 for the target."""
        names = self.row_columns.names if column >= 0 else target_columns(self._data)
        if self._described is not None and names:
            self.table.choose_column(names[max(0, column)])

    @Slot()
    def _show_as_asked(self) -> None:
        """Show points, rows or columns, as a person has chosen."""
        self._show_rows_or_columns()
        self.chosen.follow()

    @Slot(object)
    def _take(self, event: object) -> None:
        if not isinstance(event, DataDescribed) or event.answers != self._asked:
            return
        self._described = event
        self.shown.describe(event)
        self.order.describe(event)
        self.facts.show_described(event)
        self._count()
        if event.columns:
            assert self._data is not None
            self.table.show_described(event, self._data.data.class_names, target_columns(self._data))
            self._show_rows()

    @Slot()
    def _say_problem(self) -> None:
        if self.row_columns.cells.problem:
            self.notice.emit(self.row_columns.cells.problem, "warning")

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        """Other data took the place of that which was asked about: what is asked next is of it."""
        if event.answers == self._asked:
            self._asked = 0

    @Slot(bool)
    def _show_listing(self, is_new: bool) -> None:
        """Show what is listed; the same list that was only made anew stays where it is."""
        listing = self.listing
        self._offer()
        self.pane.show_page(is_table=is_table(self._data))
        if is_table(self._data):
            self._show_rows(keep=not is_new)
        else:
            self.grid.show_places(listing.places, lines=2 if listing.below else 1, keep=not is_new)
        if is_new and listing.near is not None:
            view = self.points if self.pane.shows_points else self.rows if is_table(self._data) else self.grid
            view.choose(0)
        elif is_new:
            self.shown.forget()
        self._show_lists()

    @Slot()
    def _follow_run(self, event: object = None) -> None:
        """Make anew what the run decides, while someone sees it."""
        if self.isVisible() and self._data is not None:
            # What is pointed at stays where it is until the mouse has left it.
            self.listing.refresh(held=isinstance(event, EpochEnded) and self.pane.views.underMouse())

    @Slot()
    def _follow_corrections(self) -> None:
        """Mark the corrected examples."""
        self._count()
        self.shown.show_label()
        self.listing.refresh_corrected()
        for view in (self.grid, self.rows):
            view.viewport().update()

    @Slot()
    def _show_corrected(self) -> None:
        self.split.set_value("all")
        self._count()
        self.filters.choose(Filter(corrected=True))

    def _show_rows(self, *, keep: bool = False) -> None:
        described = self._described
        if described is None:
            return
        assert self._data is not None
        targets = target_columns(self._data)
        self.row_columns.target_is_number = not self._data.data.class_names
        self.row_columns.show(self._data.recipe, described.inputs, targets)
        below = self.tr("why") if self.listing.below else ""
        if self._are_points:
            self.points.show_places(self.listing.places, self._data.data, described.inputs)
        self.rows.show_places(self.listing.places, ", ".join(targets) or self.tr("class"), below=below, keep=keep)
        self.order.show()

    def _said(self, place: int, example: Example) -> Said:
        return self.chosen.said(place, example)

    def _worded(self, truth: npt.NDArray[np.float64]) -> str:
        return worded(self._data, truth)
