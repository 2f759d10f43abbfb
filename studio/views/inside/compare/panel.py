"""The tab Compare: two models chosen, and what differs between them: graphs, weights, one example through both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.theme import set_state
from studio.session.background import Background
from studio.session.session import Session
from studio.views.inside.compare.differences import Differences
from studio.views.inside.compare.example_choice import ExampleChoice
from studio.views.inside.compare.marks import of_models
from studio.views.inside.compare.runs_offered import named, runs_below
from studio.views.inside.compare.side_field import SideField
from studio.widgets.button import Button
from studio.widgets.empty_state import EmptyState
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.errors import Message
from trainer_core.library.record import RunRecord
from trainer_core.protocol.events import Refused
from trainer_core.protocol.model_comparison import (
    CompareModels,
    ListVersions,
    ModelsCompared,
    ModelVersion,
    VersionsListed,
)
from trainer_core.runs.run_files import BEST, LAST

_AGREEMENT = ("needs-trust", "needs-download")
_COMMANDS = (CompareModels.__name__, ListVersions.__name__, "CompareLayer")


class ComparePanel(Retranslated, QWidget):
    """Reads which runs there are when it is seen, and compares when it is asked to.

    For tests and for those who drive it: ``sides`` choose the models, ``example`` what goes through them, and
    ``differences`` holds what came of it; ``compare_button``, ``summary``.

    Signals:
        agreement_asked(object): the comparison was refused, by this `Refused`, until a person agrees to something.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    agreement_asked = Signal(object)
    crashed = Signal(str, str)

    def __init__(self, session: Session, root: Callable[[], Path], parent: QWidget | None = None) -> None:
        """``root`` tells the folder of all runs."""
        super().__init__(parent)
        self.setObjectName("comparePanel")
        self._session, self._root = session, root
        self._thread: Background | None = None
        self._records: list[RunRecord] = []
        self._asked = 0
        self._at_once = self._read = self._chosen = False
        self._problem: Message | None = None
        self._proposed: ModelVersion | None = None
        """What a replay that is on has put in the first place."""
        self._asked_names = ("", "")
        """What the two models are called that were asked for last."""
        self._told = ""
        self.sides = SideField(1, BEST, self), SideField(2, BEST, self)
        self._versions = self._asked_versions = self._chosen_versions
        self.example = ExampleChoice(self)
        self.compare_button = Button("", "compare", self)
        self.compare_button.setObjectName("compareButton")
        self.compare_button.set_primary(True)
        self.summary = QLabel(self)
        self.summary.setObjectName("compareSummary")
        self.differences = Differences(session, self._background, self)
        self.empty = EmptyState("compare", "", "", self)
        self._arrange()
        self._connect()
        self.retranslate()

    def compare_runs(self, first: Path, second: Path) -> None:
        """Compare the best weights of two runs, or the best and the last ones of one, as soon as they are known."""
        self._choose((first, second), (BEST, LAST if first == second else BEST), at_once=True)

    def compare_weights(self, folder: Path, first: str, second: str) -> None:
        """Compare two of the files of weights that the run in ``folder`` keeps, as soon as they are known."""
        self._choose((folder, folder), (first, second), at_once=True)

    def _choose(self, folders: tuple[Path, Path], files: tuple[str, str], *, at_once: bool) -> None:
        self._at_once, self._chosen = at_once, True
        for side, folder, preferred in zip(self.sides, folders, files, strict=True):
            side.choose(folder, preferred)
        self._word()

    @Slot()
    def compare(self, *, download: bool = False) -> None:
        """Compare what is chosen."""
        first, second = (side.version for side in self.sides)
        if first is None or second is None:
            return
        self._problem = None
        command = CompareModels(first, second, self.example.index, self.example.split, download)
        self._asked, self._asked_names, self._asked_versions = command.id, self._chosen_names, (first, second)
        self._session.post(command)
        self._word()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the runs that are chosen."""
        return tuple(dict.fromkeys(side.folder for side in self.sides if side.folder is not None))

    def shows(self, event: Refused) -> bool:
        """Whether what was refused was asked from here, and is told here."""
        return event.command in _COMMANDS

    def shut_down(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._thread.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_replay()
        self.refresh()

    def _take_replay(self) -> None:
        """Choose the epoch that a replay shows and the last one, unless a person has chosen others of its run."""
        player = self._session.replay
        version = player.version if player is not None else None
        if version is None or version.folder is None:
            return
        if version.folder in self.folders and self._proposed != self.sides[0].version:
            return
        self._proposed = version
        self._choose((version.folder, version.folder), (version.file, LAST), at_once=False)

    @Slot()
    def refresh(self, event: object = None) -> None:
        """Read anew which runs there are, if this is seen, and which weights the chosen ones keep."""
        if self.isVisible():
            root = self._root()
            self._background().do(lambda: runs_below(root), self._take_runs, self._tell)
            self._list_again()

    @Slot()
    def _list_again(self, event: object = None) -> None:
        """Ask anew which weights the chosen runs keep."""
        if self.isVisible():
            for folder in self.folders:
                self._session.post(ListVersions(folder))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.empty.set_words(
            self.tr("Two models side by side"),
            self.tr(
                "Choose two runs, or two states of one run, and press Compare. Their graphs, the differences "
                "between their weights, and each layer's output for the same example appear here."
            ),
        )
        self.compare_button.setText(self.tr("Compare"))
        if self.differences.shown is not None:
            self._told = of_models(self.differences.shown.layers)
        if self._versions == self._chosen_versions:
            self.differences.names = self._chosen_names
        self._offer_runs()
        self._word()

    @Slot()
    def _word_button(self) -> None:
        """Say what a press would do, and why it can do nothing."""
        if any(side.version is None for side in self.sides):
            tip = self.tr("Choose two models first")
        elif self._session.phase:
            tip = self.tr("Compare the two models; the run finishes its current batch first")
        else:
            tip = self.tr("Compare the two models and run the example through both; training waits meanwhile")
        self.compare_button.setToolTip(tip)

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, VersionsListed):
            for side in self.sides:
                if side.folder == event.folder:
                    side.show_versions(event.versions)
        elif isinstance(event, ModelsCompared) and event.answers == self._asked:
            self._asked = 0
            self._show(event)

    @Slot(object)
    def _take_refusal(self, event: Refused) -> None:
        if event.command == CompareModels.__name__ and event.answers == self._asked:
            self._asked = 0
            self._tell(event.message)
            if event.code in _AGREEMENT:
                self.agreement_asked.emit(event)
        elif event.command == ListVersions.__name__:
            self._tell(event.message)

    @Slot()
    def _follow_choice(self) -> None:
        """Another version is chosen; what was asked for from elsewhere is compared once both are known."""
        if self._at_once and all(side.version is not None for side in self.sides):
            self._at_once = False
            self.compare()
        self._word()

    @Slot(object)
    def _list_versions(self, folder: Path) -> None:
        self._session.post(ListVersions(folder))

    @Slot()
    def _put_through(self) -> None:
        """Put another example through the models that are compared."""
        if self.differences.shown is not None:
            self.compare()

    @property
    def _chosen_names(self) -> tuple[str, str]:
        first, second = (side.words for side in self.sides)
        return f"1 · {first}", f"2 · {second}"

    @property
    def _chosen_versions(self) -> tuple[ModelVersion | None, ModelVersion | None]:
        first, second = (side.version for side in self.sides)
        return first, second

    @property
    def _same_weights(self) -> bool:
        """Whether the best and the last weights of one run are chosen, and are the same."""
        first, second = self.sides
        stored = first.stored
        other = second.version
        if stored is None or other is None or first.folder != second.folder:
            return False
        return stored.same_as == other.file

    def _show(self, compared: ModelsCompared) -> None:
        self._told, self._versions = of_models(compared.layers), self._asked_versions
        self._pages.setCurrentWidget(self.differences)
        self.differences.show_compared(compared, self._asked_names)
        self._word()

    @Slot(object)
    def _tell(self, message: Message) -> None:
        self._problem = message
        self._at_once = False
        self._word()

    def _take_runs(self, records: list[RunRecord]) -> None:
        self._records, self._read = records, True
        self._offer_runs()
        if not self._chosen and records:
            self._chosen = True
            first, second = records[0].path, records[min(1, len(records) - 1)].path
            self.sides[0].choose(first, BEST)
            self.sides[1].choose(second, LAST if first == second else BEST)
        self._word()

    def _offer_runs(self) -> None:
        names = named(self._records)
        for side in self.sides:
            side.show_runs(names)

    def _word(self) -> None:
        busy, ready = bool(self._asked), all(side.version is not None for side in self.sides)
        shown, names = self.differences.shown, self.differences.names
        self.compare_button.setEnabled(ready and not busy)
        self._word_button()
        role = "muted"
        if self._problem is not None:
            text, role = words(self._problem), "error"
        elif busy:
            text = self.tr("Comparing…")
        elif self._same_weights and self._versions != self._chosen_versions:
            text = self.tr("Both are the same weights: the best epoch of this run was its last one.")
        elif shown is not None and self._versions != self._chosen_versions:
            text = self.tr("Still showing {first} and {second}. Press Compare to update.").format(
                first=names[0], second=names[1]
            )
        elif shown is not None:
            text = " ".join((self._told, *map(words, shown.notes)))
        elif self._read and not self._records:
            text = self.tr("There are no runs yet. Train one, then compare it with the current model or another run.")
        else:
            text = ""
        self.summary.setText(text)
        self.summary.setVisible(bool(text))
        set_state(self.summary, role=role)

    def _background(self) -> Background:
        if self._thread is None:
            self._thread = Background(self)
            self._thread.crashed.connect(self.crashed)
        return self._thread

    def _connect(self) -> None:
        for side in self.sides:
            side.run_chosen.connect(self._list_versions)
            side.changed.connect(self._follow_choice)
        self.compare_button.clicked.connect(self.compare)
        self.example.changed.connect(self._put_through)
        self._session.compared.connect(self._take)
        self._session.refused.connect(self._take_refusal)
        self._session.state_changed.connect(self._word_button)
        self._session.run_ended.connect(self.refresh)
        self._session.snapshot_taken.connect(self._list_again)

    def _arrange(self) -> None:
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        fonts.use(self.summary, "small")
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self.example, 1)
        asked.addWidget(self.compare_button, 0, Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget(self)
        for page in (self.empty, self.differences):
            self._pages.addWidget(page)
        body = QWidget(self)
        body.setProperty("role", "clear")
        whole = QVBoxLayout(body)
        whole.setContentsMargins(10, 8, 10, 8)
        whole.setSpacing(6)
        for side in self.sides:
            whole.addWidget(side)
        whole.addLayout(asked)
        whole.addWidget(self.summary)
        whole.addWidget(self._pages, 1)
        scroll = ScrollColumn(self, steady=True)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
