"""The way out of a list of examples: their paths on the clipboard, or all of it as a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look.messages import counted, words
from studio.session.background import Background
from studio.session.session import Session
from trainer_core.export.examples import Line, listed_lines, named_lines, save_lines
from trainer_core.history.example_lists import ExampleList
from trainer_core.protocol.commands import Command, Split
from trainer_core.protocol.data_browsing import ExamplesNamed, NamedExample, NameExamples
from trainer_core.protocol.events import Refused
from trainer_core.protocol.examples import ExamplesListed, ListExamples

_AT_ONCE = 2000
"""Examples that are asked for at once, so that training waits for no long answer."""

Then = Callable[[tuple[NamedExample, ...]], None]


class ListExport(QObject):
    """Asks the engine what the examples are called, a piece at a time, and hands it on. A newer wish takes over.

    Signals:
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
    """

    notice = Signal(object, str)

    def __init__(self, session: Session, files: FileDialogs, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._files = files
        self._background = background
        self._asked = 0
        self._places: Sequence[int] = ()
        self._named: list[NamedExample] = []
        self._of_run: tuple[Path, ExampleList] | None = None
        self._pages: list[ExamplesListed] = []
        self._then: Then | None = None
        self._path = Path()
        session.data_browsed.connect(self._take)
        session.examples_listed.connect(self._take_list)
        session.refused.connect(self._take_refused)
        session.prepared.connect(self._forget)

    def copy(self, places: Sequence[int]) -> None:
        """Put the paths of the examples on the clipboard, a line each; the names of those that have no file."""
        self._name(places, self._copied)

    def save(self, name: str, places: Sequence[int], of_run: tuple[Path, ExampleList] | None) -> None:
        """Ask where and save what is listed: the whole list ``of_run``, or the examples at ``places``."""
        kind, title = FileKind("CSV", (".csv",)), self.tr("Save the list")
        path = self._files.ask_save(Purpose.DATA, title, f"{name}.csv", (kind,), "saveExamplesDialog")
        if path is None:
            return
        self._path = path
        if of_run is None:
            self._name(places, lambda named: self._save(len(named), named_lines(named)))
            return
        self._forget()
        self._of_run = of_run
        self._next_page()

    @Slot(object, object)
    def copy_of(self, split: Split, indices: Sequence[int]) -> None:
        """`copy` the examples at these places of one part."""
        self.copy(self._among_all(split, indices))

    @Slot(object, object)
    def save_of(self, split: Split, indices: Sequence[int]) -> None:
        """`save` the examples at these places of one part."""
        self.save("examples", self._among_all(split, indices), None)

    def _among_all(self, split: Split, indices: Sequence[int]) -> list[int]:
        prepared = self._session.preparation
        if prepared is None:
            return []
        training, validation = prepared.data.training, prepared.data.validation
        first = {Split.TRAINING: 0, Split.VALIDATION: training, Split.TEST: training + validation}[split]
        return [first + index for index in indices]

    def _name(self, places: Sequence[int], then: Then) -> None:
        self._forget()
        self._places, self._then = [int(place) for place in places], then
        self._go_on()

    @Slot()
    def _forget(self, event: object = None) -> None:
        """Nothing that is under way counts: something newer is wished, or other data is prepared."""
        self._asked, self._places, self._then, self._of_run = 0, (), None, None
        self._named, self._pages = [], []

    def _go_on(self) -> None:
        done = len(self._named)
        if done >= len(self._places):
            then, named = self._then, tuple(self._named)
            self._forget()
            if then is not None:
                then(named)
            return
        self._ask(NameExamples(tuple(self._places[done : done + _AT_ONCE])))

    def _next_page(self) -> None:
        if self._of_run is not None:
            first = sum(len(page.examples) for page in self._pages)
            self._ask(ListExamples(*self._of_run, most=_AT_ONCE, first=first))

    def _ask(self, command: Command) -> None:
        self._asked = command.id
        self._session.post(command)

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, ExamplesNamed) and event.answers == self._asked:
            self._named += event.examples
            self._go_on()

    @Slot(object)
    def _take_list(self, event: ExamplesListed) -> None:
        if event.answers != self._asked or not event.answers:
            return
        before = self._pages[0] if self._pages else event
        # A run that went on has other lists: it is begun anew.
        anew = (event.epochs, event.totals, event.notes) != (before.epochs, before.totals, before.notes)
        self._pages = [] if anew else [*self._pages, event]
        count = sum(len(page.examples) for page in self._pages)
        if anew or (event.examples and count < event.total):
            self._next_page()
            return
        examples = chain.from_iterable(page.examples for page in self._pages)
        self._forget()
        self._save(count, listed_lines(examples))

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        if event.answers and event.answers == self._asked:
            self._forget()
            self.notice.emit(partial(words, event.message), "error")

    def _copied(self, named: tuple[NamedExample, ...]) -> None:
        QGuiApplication.clipboard().setText("\n".join(each.path or each.name or str(each.key) for each in named))
        count = len(named)
        self.notice.emit(partial(counted, count, "1 path is copied.", "{n:,} paths are copied."), "info")

    def _save(self, count: int, lines: Iterable[Line]) -> None:
        path = self._path
        self._background.do(
            lambda: save_lines(path, lines),
            lambda _: self.notice.emit(partial(_saved_words, count, path), "info"),
            lambda message: self.notice.emit(partial(words, message), "error"),
        )


def _saved_words(count: int, path: Path) -> str:
    return counted(count, "1 example is saved in {path}.", "{n:,} examples are saved in {path}.", path=path)
