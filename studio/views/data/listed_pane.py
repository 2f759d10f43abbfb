"""The middle of the data's page: what is listed and how much of it, the examples, and what is corrected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.views.data.corrections_bar import CorrectionsBar
from studio.views.data.example_grid import ExampleGrid
from studio.views.data.example_tools import ExampleTools
from studio.views.data.left_out import LeftOut
from studio.views.data.list_head import ListHead
from studio.views.data.listing import Listing
from studio.views.data.points_view import PointsView
from studio.views.data.table_page import TablePage
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.icon_button import IconButton
from studio.widgets.segmented import Segmented
from trainer_core.protocol.data_browsing import SPLITS

_SIDE = 14


class ListedPane(Retranslated, QFrame):
    """Pictures in a grid, points in a plot, or rows or columns over a column's plot; a sentence where there are none.

    Signals:
        shown_asked(): a person wants to see the points, the rows, or the columns: ``shown`` has which.
        left(): the mouse has left the list, which was held in its place meanwhile.
    """

    shown_asked = Signal()
    left = Signal()

    def __init__(
        self,
        listing: Listing,
        grid: ExampleGrid,
        points: PointsView,
        table: TablePage,
        tools: ExampleTools,
        corrections: CorrectionsBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._listing = listing
        self._tools = tools
        self.grid, self.points, self.table = grid, points, table
        self.shown = Segmented([("points", ""), ("rows", ""), ("columns", "")], self)
        self.shown.set_value("rows")
        self.shown.setObjectName("dataShown")
        self.split = Segmented([("all", ""), *((split.value, "") for split in SPLITS)], self)
        self.split.setObjectName("dataSplit")
        self.caption = ElidedLabel("", self)
        self.caption.setObjectName("dataCaption")
        self.copy_button, self.save_button = IconButton("copy", "", self), IconButton("export", "", self)
        self.copy_button.setObjectName("examplesCopy")
        self.save_button.setObjectName("examplesSave")
        self.head = ListHead(listing, self)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("dataNothing")
        self.left_out = LeftOut(self)
        self.no_list = EmptyState("info", "", "", self)
        self.no_list.setObjectName("listNothing")
        self.views = QStackedWidget(self)
        self._corrections = corrections
        self._file = ""
        self._arrange()
        self.shown.changed.connect(self.shown_asked)
        self.head.back_asked.connect(listing.back)
        for button, key in ((self.copy_button, "copy"), (self.save_button, "save")):
            button.clicked.connect(tools.actions_by_key[key].trigger)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.split.set_labels(
            {
                "all": self.tr("all"),
                "training": self.tr("training"),
                "validation": self.tr("validation"),
                "test": self.tr("test"),
            }
        )
        self.split.setAccessibleName(self.tr("Part of the data"))
        self.shown.set_labels({"points": self.tr("Points"), "rows": self.tr("Rows"), "columns": self.tr("Columns")})
        self.shown.setAccessibleName(self.tr("What of the table is shown"))
        self.grid.setAccessibleName(self.tr("Examples"))
        self.table.rows.setAccessibleName(self.tr("Rows of the data"))
        self.nothing.setText(
            self.tr("No example of this part is among them. Choose another part, or read the finding.")
        )
        for button, key in ((self.copy_button, "copy"), (self.save_button, "save")):
            button.set_name(self._tools.tips[key])
        self.count()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._listing.held:
            self.left.emit()

    def show_page(self, *, is_table: bool) -> None:
        """Show pictures, rows, or why there are none."""
        listing = self._listing
        page = self.table if is_table or self.table.shows_columns else self._grid_page
        if self.table.shows_columns:
            pass
        elif is_table and self.shown.value == "points" and listing.problem is None:
            page = self.points
        elif listing.problem is not None:
            self.no_list.set_words(*listing.problem)
            page = self.no_list
        elif not len(listing.places):
            page = self._why_nothing()
        self.views.setCurrentWidget(page)
        self.count()

    def _why_nothing(self) -> QWidget:
        """What is shown where no example is listed: what the finding is about, if that is no example of any part."""
        about = self._listing.left_out
        if about is None:
            return self.nothing
        self.left_out.show_items(*about)
        return self.left_out

    @property
    def shows_points(self) -> bool:
        """Whether points are shown."""
        return self.views.currentWidget() is self.points

    def offer(self, *, points: bool, columns: bool) -> None:
        """Offer the ways of showing rows that there are: as points, and with the columns of a table's file."""
        self.shown.offer([key for key, there in (("points", points), ("rows", True), ("columns", columns)) if there])
        self.shown.setVisible(points or columns)
        if not points and self.shown.value == "points":
            self.shown.set_value("rows")

    def show_columns(self, file: str) -> None:
        """Show the columns of the table called ``file``, or, where that is empty, what is listed."""
        self._file = file
        self.table.show_columns(bool(file))
        for widget in (self.split, self.copy_button, self.save_button, self._corrections):
            widget.setEnabled(not file)
        for widget in (self.split, self.copy_button, self.save_button):
            widget.setHidden(bool(file))
        self.count()

    def count(self) -> None:
        """Say how many examples are listed."""
        listing = self._listing
        if self._file:
            self.caption.setText(self._file)
            return
        shown = len(listing.places)
        total = listing.listed.total if listing.listed is not None else shown
        self.split.setEnabled(not listing.of_run and listing.near is None)
        for button in (self.copy_button, self.save_button):
            button.setEnabled(shown > 0)
        if total > shown:
            first = self.tr("The first {shown} of {total} examples")
            self.caption.setText(first.format(shown=formats.count(shown), total=formats.count(total)))
        else:
            self.caption.setText(counted(shown, "1 example", "{n:,} examples"))

    def _arrange(self) -> None:
        fonts.use(self.caption, "small")
        self.caption.setProperty("role", "muted")
        self.nothing.setProperty("role", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        grid = QWidget(self)
        beside = QVBoxLayout(grid)
        beside.setContentsMargins(_SIDE, 0, 2, 0)
        beside.addWidget(self.grid)
        self._grid_page = grid
        for page in (grid, self.points, self.table, self.nothing, self.left_out, self.no_list):
            self.views.addWidget(page)
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 10, _SIDE, 8)
        head.setSpacing(8)
        head.addWidget(self.shown)
        head.addWidget(self.split)
        head.addWidget(self.caption, 1)
        head.addWidget(self.copy_button)
        head.addWidget(self.save_button)
        middle = QVBoxLayout(self)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(head)
        middle.addWidget(self.head)
        middle.addWidget(self.views, 1)
        middle.addWidget(self._corrections)
