"""Writes a run's folder as the run goes; what lies in it is whole at every moment.

`trainer_core.runs.run_files` lists the files.

One program at a time may write: the folder is locked from `RunFolder.create` or `RunFolder.reopen` to
`RunFolder.release`.
"""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import errno
import io
import json
import os
import shutil
import time
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.examples import Dataset
from trainer_core.data.fingerprint import to_lines
from trainer_core.errors import Message, RunFolderError
from trainer_core.files.append import append
from trainer_core.files.atomic import atomic_write
from trainer_core.files.run_lock import LOCK, RunLock
from trainer_core.history.history import RECORD_BYTES, History, Mark, columns_of
from trainer_core.protocol.events import RunSummary
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.example_losses import cut_epochs, write_epoch
from trainer_core.runs.layer_health import LayerHealthFiles
from trainer_core.runs.run_files import (
    BATCHES,
    COLUMNS,
    DATA,
    EPOCHS,
    EXAMPLES,
    FACTS,
    FILES,
    FINDINGS,
    FITTED,
    LOG,
    MARKS,
    RECIPE,
    RESULT,
    TENSORBOARD,
    read_facts,
    require_run,
    summary_values,
)
from trainer_core.runs.shown.folder import SHOWN, ShownFolder
from trainer_core.runs.snapshots import SNAPSHOTS, snapshot_paths, write_snapshot
from trainer_core.trial.code import Code
from trainer_core.trial.kept import PARTS, code_folder
from trainer_core.weights.checkpoint import save_weights

_FACTS_VERSION = 1


class RunFolder:
    """The folder of one run, open for writing by this program alone. Make one with `create` or `reopen`."""

    def __init__(self, path: Path, lock: RunLock) -> None:
        self.path = path
        self._lock = lock
        self._batches = 0
        self._epochs = _EpochsFile()
        self._marks = ""
        self._pending: Collection[Mark] = ()
        self._layer_health = LayerHealthFiles(path)
        self._shown = ShownFolder(path)

    @classmethod
    def create(cls, path: Path, recipe: Recipe, metric: str, facts: Mapping[str, Any] | None = None) -> RunFolder:
        """Make the folder and write the recipe into it, the headline ``metric`` of its task, and ``facts`` on where it
        is trained.

        Raises `RunFolderError` if it holds anything already, or cannot be written.
        """
        path = path.expanduser().absolute()
        try:
            path.mkdir(parents=True, exist_ok=True)
            _require_empty(path)
            folder = cls(path, RunLock(path))
        except OSError as error:
            raise RunFolderError(
                "cannot-make-folder",
                "The run's folder {path} cannot be made: {reason}. Choose another folder.",
                path=str(path),
                reason=os.strerror(error.errno or errno.EIO),
            ) from None
        try:
            # Another run may have come in between.
            _require_empty(path)
        except BaseException:
            folder.release()
            raise
        started = datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        try:
            folder.write_recipe(recipe)
            folder._write_text(COLUMNS, _json({"batches": columns_of(metric)}))
            folder.write_facts({"started": started, **(facts or {})})
            append(folder.path / LOG, b"")
        except RunFolderError:
            folder.discard()
            raise
        return folder

    @classmethod
    def reopen(cls, path: Path) -> RunFolder:
        """Take the folder of an earlier run for writing; nothing in it changes yet.

        Raises `RunFolderError` if it is not there, is being written by another, or cannot be written.
        """
        path = path.expanduser().absolute()
        require_run(path)
        return cls(path, RunLock(path))

    def go_on(self, history: History, pending: Collection[Mark]) -> None:
        """Cut the run's files back to what ``history`` holds, and take away what says that the run has ended.

        ``pending`` are live changes that are still to be made again; they stay in ``marks.jsonl`` behind those that
        were made, as long as the caller keeps them in there. Raises `RunFolderError`; done again after that, or after a
        kill, it comes to the same.
        """
        self._pending = pending
        for stray in (*self.path.glob(".*.part"), *(self.path / SNAPSHOTS).glob(".*.part")):
            with contextlib.suppress(OSError):
                stray.unlink()
        # Those that were written before there were other tasks do not have it.
        self._write_text(COLUMNS, _json({"batches": history.columns}))
        self._batches = len(history)
        append(self.path / BATCHES, b"", whole=self._batches * RECORD_BYTES)
        text, rows = _epoch_text(history, 0)
        self._write_text(EPOCHS, text)
        self._epochs = _EpochsFile(rows, len(text.encode()), len(text.encode()))
        self._write_marks(history)
        cut_epochs(self.path / EXAMPLES, len(history.epochs))
        self._layer_health.begin_with(history.layer_health)
        self._shown.go_on(len(history), len(history.epochs))
        with contextlib.suppress(FileNotFoundError):
            (self.path / RESULT).unlink()

    def write_recipe(self, recipe: Recipe) -> None:
        self._write_text(RECIPE, recipe.to_toml())

    def write_facts(self, facts: Mapping[str, Any]) -> None:
        """Write ``facts`` into ``run.json``, beside those that are there."""
        self._write_text(FACTS, _json({"version": _FACTS_VERSION, **read_facts(self.path), **facts}))

    def write_data(self, dataset: Dataset) -> None:
        """Write down which files the run has read, what was found in them and what it fitted on them.

        Raises `DataError` if one of the files cannot be read any more.
        """
        if dataset.files or (self.path / DATA).exists():
            self._write_text(DATA, to_lines(dataset.files))
        if dataset.findings or (self.path / FINDINGS).exists():
            self._write_text(FINDINGS, "".join(json.dumps(each.as_dict()) + "\n" for each in dataset.findings))
        if dataset.preprocessing or (self.path / FITTED).exists():
            self._write_text(FITTED, _json(dict(dataset.preprocessing)))

    def write_code(self, code: Code | None, part: str = "") -> None:
        """Keep a person's file that the data, or another ``part``, is from, with the modules beside it."""
        if code is not None:
            code.write_to(self.path / code_folder(part), error=RunFolderError)

    def log(self, level: str, message: Message) -> None:
        """Append a sentence to ``log.txt``."""
        now = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%d %H:%M:%S")
        text = " ".join(str(message).splitlines())
        append(self.path / LOG, f"{now} {level:7} {text}\n".encode())

    def write_history(self, history: History, *, sync: bool = False) -> None:
        """Append the batches, epochs and marks that are not on disk yet; with ``sync``, down to the disk itself."""
        self._batches = min(self._batches, self._size(BATCHES) // RECORD_BYTES)
        rows = history.rows(self._batches)
        if len(rows) or sync:
            append(self.path / BATCHES, rows.tobytes(), whole=self._batches * RECORD_BYTES, sync=sync)
            self._batches += len(rows)
        self._write_epochs(history, sync)
        self._write_marks(history)

    def write_example_losses(self, epoch: int, losses: npt.NDArray[np.float16]) -> None:
        """Write the loss of each training example, (N,), in ``epoch``, counted from 1."""
        write_epoch(self.path / EXAMPLES, epoch, losses)

    def write_layer_health(self, history: History) -> None:
        """Write what was measured of the layers and is not on disk yet."""
        self._layer_health.write(history.layer_health)

    def write_shown(self, write: Callable[[ShownFolder], None]) -> None:
        """Write something of what the run keeps to be shown again."""
        write(self._shown)

    def save_weights(self, name: str, state_dict: Mapping[str, Any]) -> None:
        """Save a state_dict as ``name`` in the folder; the file that was there stays whole until the new one is."""
        save_weights(state_dict, self.path / name)

    def write_snapshot(self, values: dict[str, Any], *, keep: int) -> tuple[Path, int]:
        """Write a snapshot, see `trainer_core.runs.snapshots.write_snapshot`; returns its path and size in bytes."""
        return write_snapshot(self.path, values, keep=keep)

    def write_summary(self, summary: RunSummary) -> None:
        self._write_text(RESULT, _json(summary_values(summary)))

    def release(self) -> None:
        """Let other programs write. What is written afterwards is at the caller's own risk."""
        self._lock.release()

    def discard(self) -> None:
        """Delete what a run writes, and the folder unless someone has put something else into it."""
        with contextlib.suppress(OSError):
            for name in FILES:
                (self.path / name).unlink(missing_ok=True)
            for snapshot in snapshot_paths(self.path):
                snapshot.unlink(missing_ok=True)
            for name in (TENSORBOARD, SHOWN, *map(code_folder, PARTS)):
                shutil.rmtree(self.path / name, ignore_errors=True)
        self.release()
        with contextlib.suppress(OSError):
            (self.path / LOCK).unlink(missing_ok=True)
            if (self.path / SNAPSHOTS).is_dir():
                (self.path / SNAPSHOTS).rmdir()
            self.path.rmdir()

    def _write_epochs(self, history: History, sync: bool) -> None:
        file = self._epochs
        if self._size(EPOCHS) < file.bytes:
            # The file was cut, or taken away: all of it is written anew.
            file.rows = file.bytes = file.synced = 0
        text, count = _epoch_text(history, file.rows)
        if count or (sync and file.synced < file.bytes):
            data = text.encode()
            append(self.path / EPOCHS, data, whole=file.bytes, sync=sync)
            file.rows += count
            file.bytes += len(data)
            file.synced = file.bytes if sync else file.synced

    def _write_marks(self, history: History) -> None:
        """Write ``marks.jsonl`` anew, if it is another: few, and the pending ones move as they are made again."""
        text = "".join(
            json.dumps({"step": mark.step, **mark.message.facts}) + "\n" for mark in (*history.marks, *self._pending)
        )
        if text != self._marks or (text and not self._size(MARKS)):
            self._write_text(MARKS, text)
            self._marks = text

    def _size(self, name: str) -> int:
        try:
            return (self.path / name).stat().st_size
        except OSError:
            return 0

    def _write_text(self, name: str, text: str) -> None:
        with atomic_write(self.path / name, error=RunFolderError) as file:
            file.write(text.encode())


def _require_empty(path: Path) -> None:
    occupied = sorted(entry.name for entry in path.iterdir() if entry.name != LOCK)
    if occupied:
        if RECIPE in occupied:
            raise RunFolderError(
                "folder-in-use",
                "The folder {path} already holds a run, and nothing is overwritten. Choose another folder.",
                path=str(path),
            )
        raise RunFolderError(
            "folder-in-use",
            "The folder {path} already holds other files ({name}, …), and nothing is overwritten. Choose another "
            "folder.",
            path=str(path),
            name=occupied[0],
        )


@dataclasses.dataclass(slots=True)
class _EpochsFile:
    """How many epochs ``history.csv`` holds, in how many bytes, and how many of these would outlive a power cut."""

    rows: int = 0
    bytes: int = 0
    synced: int = 0


def _epoch_text(history: History, begin: int) -> tuple[str, int]:
    rows = [row.values for row in history.epochs[begin:]]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if rows and begin == 0:
        writer.writerow(rows[0])
    writer.writerows([repr(value) for value in row.values()] for row in rows)
    return text.getvalue(), len(rows)


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, indent=2) + "\n"
