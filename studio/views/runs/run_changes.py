"""What a person changes about runs on the disk: names, notes, tags, and what goes to the trash and comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from studio.look.run_names import name_of_run
from studio.views.runs.run_table import RunTable
from studio.views.runs.trash import Trashed, bring_back, throw_away
from studio.views.runs.worker import LibraryWorker
from trainer_core.errors import Message
from trainer_core.library.notes import write_notes
from trainer_core.library.record import Change, RunRecord

T = TypeVar("T")


@dataclass(slots=True)
class Thrown:
    """Runs that were thrown away together: the names of those that were to go, and where in the trash those are that
    went, both by their folders.
    """

    names: dict[Path, str]
    places: dict[Path, Trashed] = field(default_factory=dict)


class RunChanges(QObject):
    """Shows a change at once, has it made on the worker's thread, and shows what was there before if that fails.

    Signals:
        edited(object): the run in this folder is shown otherwise now.
        failed(object): a `Message`: why a change could not be made; nothing has changed.
        thrown_away(object), thrown_again(object): the runs of a `Thrown` are in the trash, at first or once more.
        brought_back(object): those of a `Thrown` are where they were.
    """

    edited = Signal(object)
    failed = Signal(object)
    thrown_away = Signal(object)
    thrown_again = Signal(object)
    brought_back = Signal(object)

    def __init__(self, table: RunTable, worker: LibraryWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._worker = worker
        self._unwritten: dict[Path, dict[str, Any]] = {}

    def amended(self, changes: Iterable[Change]) -> list[Change]:
        """What was found on the disk, with what is still on its way there."""
        return [
            replace(change, record=replace(change.record, **self._unwritten.get(change.record.path, {})))
            for change in changes
        ]

    @Slot(object, str)
    def rename(self, path: Path, name: str) -> None:
        """Call the run in the folder ``path`` otherwise; an empty name gives back its recipe's title."""
        self.edit(path, "name", name)

    @Slot(object, str, object)
    def edit(self, path: Path, key: str, value: Any) -> None:
        """Give the run in the folder ``path`` another ``"name"``, ``"notes"`` or ``"tags"``."""
        record = self._table.known.get(path)
        if record is None:
            return
        shown = record.title.get("en", path.name) if key == "name" and not value else value
        self._unwritten.setdefault(path, {})[key] = shown
        self._table.patch(path, **{key: shown})
        self.edited.emit(path)
        self._worker.do_to(
            path,
            partial(write_notes, path, **{key: value}),
            partial(self._take_written, path, key, shown),
            partial(self._take_back, record, key, shown),
        )

    def _take_written(self, path: Path, key: str, shown: object, written: object = None) -> None:
        """From here on the disk has it; a later edit may be on its way already."""
        unwritten = self._unwritten.get(path, {})
        if unwritten.get(key) == shown:
            del unwritten[key]
        if not unwritten:
            self._unwritten.pop(path, None)

    def _take_back(self, before: RunRecord, key: str, shown: object, message: Message) -> None:
        self._take_written(before.path, key, shown)
        self._table.patch(before.path, **{key: getattr(before, key)})
        self.edited.emit(before.path)
        self.failed.emit(message)

    def delete(self, records: Sequence[RunRecord]) -> None:
        """Move runs to the trash; those that go there together come back together."""
        self._throw(Thrown({record.path: name_of_run(record) for record in records}), self.thrown_away)

    def throw_again(self, thrown: Thrown) -> None:
        """Move runs that were brought back to the trash once more."""
        self._throw(thrown, self.thrown_again)

    def bring_back(self, thrown: Thrown) -> None:
        """Bring back what was thrown away together."""
        waiting = set(thrown.places)
        restored = Thrown(dict(thrown.names))
        for path, trashed in thrown.places.items():

            def done(at: Path | None, path: Path = path, trashed: Trashed = trashed) -> None:
                if at is not None:
                    restored.places[path] = trashed
                waiting.discard(path)
                if not waiting and restored.places:
                    self.brought_back.emit(restored)

            self._do(partial(bring_back, trashed), done, path)

    def _throw(self, thrown: Thrown, told: SignalInstance) -> None:
        thrown.places.clear()
        waiting = set(thrown.names)
        for path in thrown.names:

            def done(trashed: Trashed | None, path: Path = path) -> None:
                if trashed is not None:
                    thrown.places[path] = trashed
                waiting.discard(path)
                if not waiting and thrown.places:
                    told.emit(thrown)

            self._do(partial(throw_away, path), done, path)

    def _do(self, work: Callable[[], T], done: Callable[[T | None], None], path: Path) -> None:
        """Do ``work``; ``done`` is called with its result, or with None once its failure was told."""

        def fail(message: Message) -> None:
            done(None)
            self.failed.emit(message)

        self._worker.do_to(path, work, done, fail)
