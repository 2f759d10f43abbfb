"""Ask, then do, for a person's own data: choose it or take what was dropped, and propose how to train on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.dialogs.file_dialogs import FileDialogs, FileKind
from studio.flows.recipe import RecipeFlow
from studio.flows.trust import TrustFlow
from studio.look.messages import name_of, words
from studio.session.background import Background
from studio.session.session import Session
from trainer_core.data.arrays.stored import SUFFIXES as ARRAYS
from trainer_core.data.sources import sources
from trainer_core.data.tables.source import SUFFIXES as TABLES
from trainer_core.errors import CodeError, Message
from trainer_core.protocol.commands import Prepare
from trainer_core.protocol.events import Done, Prepared
from trainer_core.recipe.proposal.kinds import is_built_in
from trainer_core.recipe.proposal.proposal import Proposal, propose
from trainer_core.trial.holdings import require_more_than_modules
from trainer_core.trial.kept import code_at

DATASETS = (".py",)
_WEIGHTS_TOO = frozenset({".pt", ".pth", ".safetensors"})
"""Endings of arrays that are dropped for the weights in them."""


class DataFlow(QObject):
    """Puts a recipe for a person's own data into the form: what the data is, is found out beside the GUI thread.

    Signals:
        notice(object, str): a sentence for the window's banner and its kind.
        taken(object): the form has a recipe for the data, which is given by its path, or by the name of what comes with
            the program.
    """

    notice = Signal(object, str)
    taken = Signal(object)

    def __init__(
        self,
        session: Session,
        recipes: RecipeFlow,
        files: FileDialogs,
        background: Background,
        trust: TrustFlow,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._recipes = recipes
        self._files = files
        self._background = background
        self._trust = trust
        self._asked = self._reading = 0
        self._before: Prepared | None = None
        session.done.connect(self._say_what_changed)

    def open_folder(self) -> None:
        """Ask for a folder of pictures, and propose how to train on it."""
        path = self._files.ask_data_folder(self.tr("Open a folder of pictures"), "openDataFolderDialog")
        if path is not None:
            self.take(path)

    def open_file(self) -> None:
        """Ask for a table, a file of arrays or a Python file with a Dataset, and propose how to train on it."""
        kind = FileKind(self.tr("Data"), tuple(sorted({*TABLES, *ARRAYS, *DATASETS})))
        path = self._files.ask_data_file(self.tr("Open data"), kind, "openDataFileDialog")
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Propose how to train on the data at ``path``; what cannot be data changes nothing and is explained."""
        if not self._recipes.may_edit():
            return
        if path.suffix.lower() in DATASETS and not self._may_run(path):
            return
        self._propose(path, path.name)

    def take_chosen(self, data: str) -> None:
        """Propose how to train on what was chosen in the form, the name of a source or a path; undo brings the recipe
        back that was there.
        """
        if not self._recipes.may_edit():
            return
        if is_built_in(data):
            self._propose(data, name_of(sources[data].title), loses_nothing=True)
        elif Path(data).suffix.lower() not in DATASETS or self._may_run(Path(data)):
            self._propose(Path(data), Path(data).name, loses_nothing=True)

    def read_again(self) -> None:
        """Read what lies there now, and say what is another than before; what has been decoded is not decoded again."""
        if self._recipes.may_edit():
            self._before = self._session.preparation
            command = Prepare(self._session.recipe)
            self._reading = command.id
            self._session.post(command)

    @Slot(object)
    def _say_what_changed(self, event: Done) -> None:
        prepared = self._session.preparation
        if event.answers != self._reading or prepared is None:
            return
        before, self._before = self._before, None
        if before is not None and before.data == prepared.data:
            self.notice.emit(self.tr("The counts and findings are the same as before."), "info")
            return
        known = before.data.notes if before is not None else ()
        told = [note for note in prepared.data.notes if note not in known]
        self.notice.emit(
            lambda: " ".join([self.tr("The data was read again."), *(words(note) for note in told)]), "info"
        )

    def _propose(self, data: Path | str, name: str, *, loses_nothing: bool = False) -> None:
        self._asked += 1
        asked = self._asked
        self.notice.emit(self.tr("Looking at {name}…").format(name=name), "info")

        def take(proposal: Proposal) -> None:
            if asked == self._asked and self._recipes.take_proposed(proposal, name, asks=not loses_nothing):
                prepared = self._session.preparation
                if prepared is not None and prepared.recipe == self._session.recipe:
                    self.read_again()
                self.taken.emit(data)

        # The device stays, and what suits the data depends on it.
        device = {"training.device": self._session.recipe.training.device}
        self._background.do(lambda: propose(data, changes=device), take, self._fail)

    def _may_run(self, path: Path) -> bool:
        """Whether the file at ``path`` may run, which is asked unless it can be seen that it holds no data."""
        try:
            require_more_than_modules(code_at(path))
        except CodeError as error:
            self._fail(error.message)
            return False
        return self._trust.agrees(self._session.recipe.with_values({"data.source": "dataset", "data.path": str(path)}))

    def _fail(self, message: Message) -> None:
        self.notice.emit(partial(words, message), "error")


def is_data(path: Path) -> bool:
    """Whether a dropped path is data by its name: a folder, a table, or arrays that are no weights."""
    return path.is_dir() or path.suffix.lower() in ({*TABLES, *ARRAYS} - _WEIGHTS_TOO)
