"""The run library: every run that was ever made here, found, compared, laid under the curves, opened, thrown away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QPoint, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.session.session import Session
from studio.views.runs import reading, wording
from studio.views.runs.columns import COLUMNS, NOT_SORTED, heading
from studio.views.runs.comparison import Compared, ComparisonPage
from studio.views.runs.details import NewPlots, RunDetails
from studio.views.runs.filter_bar import FilterBar
from studio.views.runs.nothing_shown import NothingShown
from studio.views.runs.overlay_choice import OverlayChoice
from studio.views.runs.overlay_shelf import OverlayShelf
from studio.views.runs.run_actions import ORDER, RunActions
from studio.views.runs.run_changes import RunChanges, Thrown
from studio.views.runs.run_list import RunList
from studio.views.runs.run_table import RunTable
from studio.views.runs.selection_panel import SelectionPanel
from studio.views.runs.trash_notices import TrashNotices
from studio.views.runs.worker import LibraryWorker
from studio.widgets.banner import Banner
from studio.widgets.focus import lead_to
from studio.widgets.side_split import SideSplit
from studio.widgets.undo import UndoStack
from trainer_core.errors import Message
from trainer_core.library.record import Change, RunRecord, RunState
from trainer_core.runs.run_files import read_recipe

_SIDE, _GAP = 12, 10
_CALM_MS = 90
"""Who runs through the rows with the arrow keys waits less than this at each."""


class RunsView(Retranslated, QWidget):
    """All runs below a folder. It looks for changes while it is shown, and does nothing while it is hidden.

    ``table`` is the model, ``list`` the table, ``details`` the panel, ``shelf`` what lies under the curves and
    ``overlays`` chooses it, ``banner`` what happened, ``undo_stack`` what can be taken back; ``new_plots`` makes the
    plots of runs. Whoever makes the view calls `shut_down` at the end.

    Signals:
        open_asked(object), play_asked(object), continue_asked(object), verify_asked(object): what a person wants with
            the run in this folder (Path).
        duplicate_asked(object): a `Recipe` for the next run.
        inside_asked(object, object): the models in these two folders (Path) are to be compared; the same one twice for
            the best and the last weights of a run.
        overlay_changed(object): the runs to lay under the curves, as a list of `studio.session.overlays.Overlay`.
        notice(object, str): a sentence, or what words it, and its kind, of something that went wrong after the page
            was left.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    open_asked = Signal(object)
    play_asked = Signal(object)
    continue_asked = Signal(object)
    verify_asked = Signal(object)
    duplicate_asked = Signal(object)
    inside_asked = Signal(object, object)
    overlay_changed = Signal(object)
    notice = Signal(object, str)
    crashed = Signal(str, str)

    def __init__(
        self, session: Session, root: Callable[[], Path], new_plots: NewPlots, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runsView")
        self._session = session
        self._root_of = root
        self._root: Path | None = None
        self._scanned = self._focus_list = False
        self._choose_first = True
        self._problem = ""
        self._held: list[Change] = []
        self._wanted: Path | None = None
        self.worker = LibraryWorker(self)
        self.shelf = OverlayShelf(self.worker, self)
        self.table = RunTable(self)
        self.overlays = OverlayChoice(self.table, self.shelf, self)
        self.changes = RunChanges(self.table, self.worker, self)
        self.filter = FilterBar(self)
        self.list = RunList(self.table, self)
        self.actions_ = RunActions(self.list)
        self.details = RunDetails(self.actions_, new_plots, self)
        self.selection = SelectionPanel(self.actions_, self)
        self.comparison = ComparisonPage(new_plots, self)
        self.banner = Banner(self)
        self.banner.setObjectName("runsNotice")
        self.undo_stack = UndoStack(self)
        self.trash = TrashNotices(self.changes, self.banner, self.undo_stack, self)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._watcher = QFileSystemWatcher(self)
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        self.empty = NothingShown(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.list)
        self._beside = QStackedWidget(self)
        for panel in (self.selection, self.details):
            self._beside.addWidget(panel)
        self.split = SideSplit(self._pages, self._beside, _GAP, self)
        self.split.setObjectName("runsSplit")
        self._library = QWidget(self)
        layout = QVBoxLayout(self._library)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.filter)
        layout.addWidget(self.split, 1)
        self._whole = QStackedWidget(self)
        self._whole.addWidget(self._library)
        self._whole.addWidget(self.comparison)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE)
        outer.setSpacing(_GAP)
        outer.addWidget(self._whole, 1)
        lead_to(self, self.list)

    def _connect(self) -> None:
        self.worker.changed.connect(self._take)
        self.worker.scanned.connect(self._take_end)
        self.worker.failed.connect(self._take_failure)
        self.worker.crashed.connect(self.crashed)
        self.filter.changed.connect(self.table.set_filter)
        self.table.counted.connect(self._count)
        self.table.renamed.connect(self.changes.rename)
        self.table.overlay_toggled.connect(self.overlays.toggle)
        self.list.chosen_changed.connect(self._show_chosen)
        self.list.open_asked.connect(self.actions_["open"].trigger)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.actions_.asked.connect(self._act)
        self.list.itemDelegate().closeEditor.connect(self._take_held)
        self.details.edited.connect(self.changes.edit)
        self.changes.edited.connect(self._show_edited)
        self.changes.failed.connect(self._complain)
        self.changes.thrown_away.connect(self._take_out)
        self.trash.restored.connect(self._choose_restored)
        self.shelf.changed.connect(self.overlay_changed)
        self.shelf.numbers_changed.connect(self._show_numbers)
        self.shelf.refused.connect(self.banner.show_notice)
        self.comparison.back_asked.connect(self.show_library)
        self._calm.timeout.connect(self._read_chosen)
        self._session.run_started.connect(self.worker.scan_soon)
        self._session.run_ended.connect(self.worker.scan_soon)
        self._watcher.directoryChanged.connect(self.worker.scan_soon)

    # The library as it is on the disk

    def refresh(self) -> None:
        """Look at the folder of the runs now; another one if it was changed."""
        root = self._root_of()
        if root != self._root:
            if self._watcher.directories():
                self._watcher.removePaths(self._watcher.directories())
            self._root, self._scanned, self._problem, self._held = root, False, "", []
            self._choose_first = True
            self.details.commit()
            self.table.clear()
            self.show_library()
        if root.is_dir() and not self._watcher.directories():
            self._watcher.addPath(str(root))
        self.worker.watch(root)

    @Slot(object, object)
    def _take(self, root: Path, changes: list[Change]) -> None:
        if root != self._root:
            return
        self._problem = ""
        self._held += changes
        if not self.list.editing:
            self._take_held()

    @Slot()
    def _take_held(self) -> None:
        """Show what was found; while a name is edited it waits, for a row that moves would take the field away."""
        changes, self._held = self._held, []
        self.table.apply(self.changes.amended(changes))
        paths = {each.record.path for each in changes}
        self.overlays.remove_unknown()
        if self._wanted in paths:
            self.list.choose(self._wanted)
            self._wanted = None
        if self.details.record is not None and self.details.record.path in paths:
            self._show_chosen()

    @Slot(object)
    def _take_end(self, root: Path) -> None:
        if root == self._root:
            self._scanned = True
            self._count()
            if root != self._root_of():
                self.refresh()

    @Slot(object, str)
    def _take_failure(self, root: Path, sentence: str) -> None:
        if root == self._root:
            self._problem = sentence
            self.details.commit()
            self.table.clear()

    def shut_down(self) -> None:
        """Keep what is being typed, and end the thread; what it writes is written."""
        self.details.commit()
        self.worker.close()

    # What is shown

    @Slot()
    def _count(self) -> None:
        counts = self.table.counts()
        self.filter.set_totals(counts, self.table.rowCount(), self.table.bytes)
        self._pages.setCurrentIndex(1 if self.table.rowCount() else 0)
        self.split.panel.setVisible(bool(counts["all"]))
        self.empty.explain(self._problem, counts["all"], self._scanned)
        if self._scanned and self._choose_first and self.table.rowCount():
            self._choose_first = False
            if not self.list.chosen():
                self.list.choose(self.table.record(0).path)
        if self.table.rowCount() and self._focus_list:
            self._focus_list = False
            self.list.setFocus()

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self.list.chosen()
        laid = sum(record.path in self.shelf.slots for record in chosen)
        self.actions_.update(chosen, laid, len(self.shelf.slots))
        if len(chosen) == 1:
            other = self.details.record is None or self.details.record.path != chosen[0].path
            self.details.show_record(chosen[0])
            self._beside.setCurrentWidget(self.details)
            if other:
                self._calm.start()
        else:
            self.selection.show_runs(chosen)
            self._beside.setCurrentWidget(self.selection)

    @Slot()
    def _read_chosen(self) -> None:
        record = self.details.record
        if record is not None:
            self.worker.do(
                partial(reading.contents_of, record.path), self._show_contents, lambda message: None
            )  # why it cannot be read stands in the record

    def _show_contents(self, contents: reading.Contents) -> None:
        self.details.show_contents(contents.path, contents.history, contents.recipe, contents.best_by)

    @Slot()
    def _show_numbers(self) -> None:
        self.table.set_slots(self.shelf.slots)
        self.overlays.name()
        self._show_chosen()

    @Slot()
    def show_library(self) -> None:
        """Show all runs, also after a comparison."""
        self._whole.setCurrentWidget(self._library)
        self.list.setFocus()

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("runsMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        for key in ORDER:
            menu.addAction(self.actions_[key])
        menu.addSeparator()
        sorting = menu.addMenu(self.tr("Sort by"))
        for section, column in enumerate(COLUMNS):
            if column.key not in NOT_SORTED:
                sorting.addAction(heading(column)).triggered.connect(partial(self.table.turn, section))
        menu.popup(self.list.viewport().mapToGlobal(place))

    # What a person does

    @Slot(str)
    def _act(self, key: str) -> None:
        chosen = self.list.chosen()
        if key == "compare":
            self._compare(chosen)
            return
        if key == "inside":
            self._compare_inside(chosen)
            return
        if not chosen:
            return
        path = chosen[0].path
        match key:
            case "open":
                self.open_asked.emit(path)
            case "play":
                self.play_asked.emit(path)
            case "continue":
                self.continue_asked.emit(path)
            case "verify":
                self.verify_asked.emit(path)
            case "folder":
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            case "rename":
                self.list.edit_name()
            case "duplicate":
                self.worker.do(partial(read_recipe, path), self.duplicate_asked.emit, self._complain)
            case "overlay":
                self.overlays.lay(chosen)
            case "delete":
                self.changes.delete(chosen)

    @Slot(object)
    def _take_out(self, thrown: Thrown) -> None:
        for path in thrown.places:
            self.shelf.remove(path)

    def _to_compare(self, chosen: list[RunRecord]) -> list[RunRecord]:
        """The runs that are selected, or, where these are fewer than two, those that are ticked."""
        chosen = [record for record in chosen if record.state is not RunState.UNREADABLE]
        if len(chosen) < 2:
            return self.overlays.records
        return chosen

    def _compare_inside(self, chosen: list[RunRecord]) -> None:
        """Have the models of two runs compared, or two states of the one that is selected."""
        two = self._to_compare(chosen)
        if len(two) != 2:
            two = [record for record in chosen if record.state is not RunState.UNREADABLE][:1] * 2
        if two:
            self.inside_asked.emit(two[0].path, two[1].path)

    def _compare(self, chosen: list[RunRecord]) -> None:
        chosen = self._to_compare(chosen)
        if len(chosen) < 2:
            return
        paths, names = [each.path for each in chosen], wording.labels(chosen)
        self.worker.do(partial(reading.compared, paths, names), self._show_comparison, self._complain)

    def _show_comparison(self, compared: Compared) -> None:
        self._whole.setCurrentWidget(self.comparison)
        self.comparison.show_runs(compared)

    @Slot(object)
    def _show_edited(self, path: Path) -> None:
        record = self.table.known.get(path)
        if record is not None:
            self.overlays.name()
            self._show_chosen()

    @Slot(object)
    def _choose_restored(self, path: Path) -> None:
        """Choose the run in this folder as soon as it is found."""
        self._wanted = path

    @Slot(object)
    def _complain(self, message: Message) -> None:
        sentence = partial(words, message)
        self.banner.show_notice(sentence, "error")
        if not self.isVisible():
            self.notice.emit(sentence, "error")

    # Qt

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Runs"))
        self.list.setAccessibleName(self.tr("Runs"))
        self.list.setAccessibleDescription(
            self.tr(
                "Enter opens, Shift+Enter plays, Space lays under the curves, F2 renames, Delete moves to the trash."
            )
        )
        self.actions_.retranslate()
        self.table.reword()
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._focus_list = True
        self._count()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.details.commit()
        self.worker.rest()
