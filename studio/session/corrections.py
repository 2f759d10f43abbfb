"""What a person says of single examples: another label, or left out, as files that the recipe in the form names.

A file is never written twice: each change is a file of its own, named by its content. So the recipe of a run means for
good what it meant when the run was started, and taking a change back is an edit of the recipe like any other.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import words
from studio.session.background import Background
from studio.session.session import Action, Session
from trainer_core.data.corrections import FILE as FIELD
from trainer_core.data.corrections import Corrections, ExampleKey, Label, corrections_text, read_corrections
from trainer_core.errors import DataError, Message
from trainer_core.files.atomic import atomic_write
from trainer_core.protocol.data_browsing import ExamplesNamed, NamedExample, NameExamples
from trainer_core.protocol.events import Prepared, RunStarted
from trainer_core.recipe.recipe import Recipe, same_examples

_DIGITS = 12


class CorrectionsOfRecipe(QObject):
    """The corrections of the recipe in the form. During a run they wait for its end, and then go into the recipe.

    Signals:
        changed(): ``made`` is another, or has been read.
        notice(object, str): a sentence for the window's banner and its kind.
        waiting_changed(str, str): during a run other corrections wait for its end: the path before and the one now.
    """

    changed = Signal()
    notice = Signal(object, str)
    waiting_changed = Signal(str, str)

    def __init__(
        self, session: Session, background: Background, folder: Callable[[], Path], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._folder = folder
        self._made_here: set[str] = set()
        self._known: dict[str, Corrections] = {"": {}}
        """What the files say that were read or written, by path."""
        self._waiting: str | None = None
        self._waiting_for: object = None
        self._writing = 0
        self._reading = ""
        self._asked: dict[int, Callable[[ExamplesNamed], None]] = {}
        self._named: dict[ExampleKey, NamedExample] = {}
        """The examples of the prepared data that were corrected here, as they are in it."""
        self._prepared: Recipe | None = None
        self._made: Corrections = {}
        session.recipe_changed.connect(self._follow)
        session.state_changed.connect(self._apply)
        session.data_browsed.connect(self._take)
        session.prepared.connect(self._forget_other)
        session.run_started.connect(self._keep)
        self._follow()

    @property
    def made(self) -> Corrections:
        """The label that each corrected example is to have, None where it is left out."""
        return self._made

    @property
    def path(self) -> str:
        """The file of the corrections, empty where there are none."""
        return self._session.recipe.data.corrections if self._waiting is None else self._waiting

    @property
    def ready(self) -> bool:
        """Whether the file that the recipe names has been read."""
        return self.path in self._known or self._writing > 0

    @property
    def relabelled(self) -> tuple[tuple[NamedExample, Label], ...]:
        """The examples that were given another label than they have in the prepared data, with that label."""
        labels = ((each, self._made.get(key)) for key, each in self._named.items())
        return tuple((each, label) for each, label in labels if label is not None and not _is_its_own(label, each))

    def only_differ(self, one: Recipe, other: Recipe) -> bool:
        """Whether two recipes differ in corrections alone, and those of ``other`` are written by this window."""
        return other.data.corrections in self._known and one.with_values({FIELD: other.data.corrections}) == other

    def relabel(self, places: Iterable[int], label: Label) -> None:
        """Give the examples at these places of the prepared data another label; their own takes a correction back."""

        def change(named: ExamplesNamed) -> None:
            applied = self._applied()
            made = dict(self._made)
            for each in named.examples:
                made.pop(each.key, None)
                if each.key in applied or not _is_its_own(label, each):
                    made[each.key] = label
            self._put(made)

        self._name(places, change)

    def leave_out(self, places: Iterable[int]) -> None:
        """Leave the examples at these places out; nothing learns from them, and nothing is tested on them."""
        self._name(places, lambda named: self._put({**self._made, **dict.fromkeys(_keys(named))}))

    def take_back(self, places: Iterable[int]) -> None:
        """Take the examples at these places as the data has them."""

        def change(named: ExamplesNamed) -> None:
            gone = set(_keys(named))
            self._put({key: label for key, label in self._made.items() if key not in gone})

        self._name(places, change)

    def bring_back(self) -> None:
        """Leave no example out any more; other labels stay."""
        self._put({key: label for key, label in self._made.items() if label is not None})

    def clear(self) -> None:
        """Undo all corrections."""
        self._put({})

    def shut_down(self) -> None:
        """Remove the files of changes that were taken back or changed again before anything was trained with them."""
        for path in self._made_here - {self.path}:
            with contextlib.suppress(OSError):
                Path(path).unlink()

    def wait_with(self, path: str) -> None:
        """Put the corrections of a file that is known in the place of those that wait for the end of the run."""
        self._waiting = path
        self._follow()
        self.changed.emit()
        self._apply()

    def _name(self, places: Iterable[int], then: Callable[[ExamplesNamed], None]) -> None:
        wanted = tuple(places)
        if wanted and self.ready:
            command = NameExamples(wanted)
            self._asked[command.id] = then
            self._session.post(command)

    @Slot(object)
    def _keep(self, event: RunStarted) -> None:
        """What a run was started with stays on disk."""
        self._made_here.discard(event.recipe.data.corrections)

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, ExamplesNamed) and (then := self._asked.pop(event.answers, None)) is not None:
            self._named |= {each.key: each for each in event.examples}
            then(event)

    @Slot(object)
    def _forget_other(self, event: Prepared) -> None:
        """Places among other examples that are still to be named would name examples of these."""
        before, self._prepared = self._prepared, event.recipe
        if before is None or not same_examples(before, event.recipe):
            self._asked.clear()
            self._named.clear()

    def _applied(self) -> Corrections:
        """The corrections with which the data was prepared."""
        prepared = self._session.preparation
        return {} if prepared is None else self._known.get(prepared.recipe.data.corrections, {})

    def _put(self, made: Corrections) -> None:
        """Take other corrections: they show at once, and go into the recipe once they are on disk."""
        if made == self._made:
            return
        text = corrections_text(made)
        path = str(self._file_for(text)) if made else ""
        self._known[path], self._made = made, made
        self._writing += 1
        self.changed.emit()
        self._background.do(
            lambda: _write(path, text),
            lambda new: self._written(path, new=new),
            lambda message: self._not_written(path, message),
        )

    def _file_for(self, text: str) -> Path:
        data = self._session.recipe.data
        given = data.arguments.get("path")
        stem = re.sub(r"[^\w-]+", "-", given.stem if isinstance(given, Path) and given.name else data.source)
        return self._folder() / file_name(stem[:40], text)

    def _written(self, path: str, *, new: bool) -> None:
        self._writing -= 1
        if new:
            self._made_here.add(path)
        before = self.path
        if self._session.possible(Action.EDIT_RECIPE):
            self._session.set_value(FIELD, path)
        else:
            self._waiting, self._waiting_for = path, _data_of(self._session.recipe)
            if self._session.in_run:
                self.waiting_changed.emit(before, path)
        self.changed.emit()

    def _not_written(self, path: str, message: Message) -> None:
        self._writing -= 1
        self._known.pop(path, None)
        self._made = self._known.get(self.path, {})
        self.changed.emit()
        self.notice.emit(partial(words, message), "error")

    @Slot()
    def _apply(self) -> None:
        """Put what has waited into the recipe, once that may be edited; of other data it is dropped."""
        if self._waiting is None or not self._session.possible(Action.EDIT_RECIPE):
            return
        path, self._waiting = self._waiting, None
        if _data_of(self._session.recipe) == self._waiting_for:
            self._session.set_value(FIELD, path)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Take the corrections of the file that the recipe names; one that is not known is read."""
        path = self.path
        if self._writing:
            return
        if path in self._known:
            changed, self._made = self._made != self._known[path], self._known[path]
            if changed:
                self.changed.emit()
        elif path != self._reading:
            self._made, self._reading = {}, path
            self.changed.emit()
            self._background.do(
                lambda: read_corrections(Path(path)),
                lambda made: self._was_read(path, made),
                lambda message: self._was_read(path, {}, message),
            )

    def _was_read(self, path: str, made: Corrections, problem: Message | None = None) -> None:
        self._reading = ""
        if problem is not None:
            # It stays unknown, so that no correction takes the place of those in it.
            self.notice.emit(partial(words, problem), "error")
            return
        self._known[path] = made
        if path == self.path and not self._writing:
            self._made = made
            self.changed.emit()


def file_name(stem: str, text: str) -> str:
    """What a file of corrections with this content is called: another content gets another name."""
    return f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}.jsonl"


def _keys(named: ExamplesNamed) -> tuple[ExampleKey, ...]:
    return tuple(each.key for each in named.examples)


def _is_its_own(label: Label, example: NamedExample) -> bool:
    """Whether a label is the one that the example has; numbers are kept in single precision."""
    if isinstance(label, str):
        return label == example.label
    values = label if isinstance(label, tuple) else (label,)
    return tuple(map(np.float32, values)) == tuple(map(np.float32, example.truth))


def _data_of(recipe: Recipe) -> Mapping[str, object]:
    return {"source": recipe.data.source, **recipe.data.arguments}


def _write(path: str, text: str) -> bool:
    """Write a file that is named by its content, unless it is there, and none for an empty path; whether it did."""
    if not path or os.path.exists(path):
        return False
    # What keeps the folder from being made is said by the writing below it.
    with contextlib.suppress(OSError):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(Path(path), error=DataError) as file:
        file.write(text.encode())
    return True
