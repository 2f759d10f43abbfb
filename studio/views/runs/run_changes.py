"""What a person changes about runs on the disk: names, notes, tags, and what goes to the trash and comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import counted
from studio.views.runs.run_table import RunTable
from studio.views.runs.runs_view import wording
from studio.views.runs.trash import Trashed, bring_back, throw_away
from studio.views.runs.worker import LibraryWorker
from trainer_core.library.notes import write_notes
from trainer_core.library.record import Change, RunRecord


class RunChanges(QObject):
    """Shows a change at once, has it made on the worker's thread, and shows what was there before if that fails.

    Signals:
        edited(object): the run in this folder is shown otherwise now.
        failed(str): a sentence: why a change could not be made; nothing has changed.
        thrown_away(object, str): the run in this folder is in the trash, and a sentence that says so.
        brought_back(object): the run in this folder is there again.
    """

    edited = Signal(object)
    failed = Signal(str)
    thrown_away = Signal(object, str)
    brought_back = Signal(object)

    def __init__(self, table: RunTable, worker: LibraryWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._worker = worker
        self._thrown: list[Trashed] = []
        self._unwritten: dict[Path, dict[str, object]] = {}

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
    def edit(self, path: Path, key: str, value: object) -> None:
        """Give the run in the folder ``path`` another ``"name"``, ``"notes"`` or ``"tags"``."""
        record = self._table.known.get(path)
        if record is None:
            return
        shown = record.title.get("en", path.name) if key == "name" and not value else value
        self._unwritten.setdefault(path, {})[key] = shown
        self._table.patch(path, **{key: shown})
        self.edited.emit(path)
        self._worker.do(
            partial(write_notes, path, **{key: value}),
            partial(self._take_written, path, key, shown),
            partial(self._take_back, record, key, shown),
            path,
        )

    def _take_written(self, path: Path, key: str, shown: object, written: object = None) -> None:
        """From here on the disk has it; a later edit may be on its way already."""
        unwritten = self._unwritten.get(path, {})
        if unwritten.get(key) == shown:
            del unwritten[key]
        if not unwritten:
            self._unwritten.pop(path, None)

    def _take_back(self, before: RunRecord, key: str, shown: object, sentence: str) -> None:
        self._take_written(before.path, key, shown)
        self._table.patch(before.path, **{key: getattr(before, key)})
        self.edited.emit(before.path)
        self.failed.emit(sentence)

    def delete(self, records: Sequence[RunRecord]) -> None:
        """Move runs to the trash; `undo` brings back those that go there together."""
        self._thrown = []
        for record in records:
            then = partial(self._take_thrown, wording.name_of_run(record))
            self._worker.do(partial(throw_away, record.path), then, self.failed.emit, record.path)

    def _take_thrown(self, name: str, trashed: Trashed) -> None:
        self._thrown.append(trashed)
        if len(self._thrown) == 1:
            sentence = self.tr("“{name}” is in the trash.").format(name=name)
        else:
            sentence = counted(len(self._thrown), "1 run is in the trash.", "{n:,} runs are in the trash.")
        self.thrown_away.emit(trashed.path, sentence)

    @Slot()
    def undo(self) -> None:
        """Bring back what was thrown away last."""
        thrown, self._thrown = self._thrown, []
        for each in thrown:
            self._worker.do(partial(bring_back, each), self.brought_back.emit, self.failed.emit, each.path)
