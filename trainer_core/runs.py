"""A run's folder on disk: whole at every moment, and all that the studio shows of a finished run.

=================  ==========================================================================================
``recipe.toml``    the recipe, every default written out
``best.pt``        state_dict with the best validation result (`torch.load(..., weights_only=True)`)
``last.pt``        state_dict at the end of the last whole epoch, or where the run was stopped
``history.csv``    a row an epoch: the fields of `trainer_core.history.EpochRow`
``batches.bin``    a record a batch: ``numpy.fromfile(path, dtype=trainer_core.history.ROW)``, that is four
                   little-endian float64: loss, accuracy in 0..1, learning rate, seconds of training
``log.txt``        what happened, a sentence a line, with the time in UTC
``result.json``    how the run ended, in numbers: `trainer_core.events.RunSummary`; not there while it runs
``run.json``       when and where it began: ``started`` (ISO 8601, UTC), ``device``, ``device_name``, ``versions``
``marks.jsonl``    a line for each live change: ``step``, ``key``, ``old``, ``new``
``snapshots/``     what the run can go on from: `trainer_core.snapshots`
``run.lock``       held while the run is written: `trainer_core.run_lock`
=================  ==========================================================================================

Files are written beside and renamed into place. What is appended is whole up to its last record, also after a kill.
"""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import errno
import io
import json
import math
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.atomic import atomic_write
from trainer_core.checkpoint import save_weights
from trainer_core.errors import Message, RunFolderError
from trainer_core.events import Reason, RunSummary
from trainer_core.history import ROW, EpochRow, History
from trainer_core.recipe import Recipe

RECIPE, BEST, LAST = "recipe.toml", "best.pt", "last.pt"
EPOCHS, BATCHES, LOG, RESULT = "history.csv", "batches.bin", "log.txt", "result.json"


class RunFolder:
    """The folder of one run, open for writing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._batches = 0
        self._epochs = 0

    @classmethod
    def create(cls, path: Path, recipe: Recipe) -> RunFolder:
        """Make the folder and write the recipe into it.

        Raises `RunFolderError` if it holds anything already, or cannot be written.
        """
        path = path.expanduser().absolute()
        try:
            path.mkdir(parents=True, exist_ok=True)
            occupied = sorted(entry.name for entry in path.iterdir())
        except OSError as error:
            raise RunFolderError(
                "cannot-make-folder",
                "The run's folder {path} cannot be made: {reason}. Choose another folder.",
                path=str(path),
                reason=os.strerror(error.errno or errno.EIO),
            ) from None
        if occupied:
            what = "a run" if RECIPE in occupied else f"other files ({occupied[0]}, …)"
            raise RunFolderError(
                "folder-in-use",
                "The folder {path} already holds {what}, and nothing is overwritten. Choose another folder.",
                path=str(path),
                what=what,
            )
        folder = cls(path)
        try:
            folder._write_text(RECIPE, recipe.to_toml())
            folder._append(LOG, b"")
        except RunFolderError:
            folder.discard()
            raise
        return folder

    def log(self, level: str, message: Message) -> None:
        """Append a sentence to ``log.txt``."""
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
        text = " ".join(str(message).splitlines())
        self._append(LOG, f"{now} {level:7} {text}\n".encode())

    def write_history(self, history: History) -> None:
        """Append the batches and epochs that are not on disk yet."""
        rows = history.rows(self._batches)
        if len(rows):
            self._append(BATCHES, rows.astype(ROW).tobytes(), whole=self._batches * ROW.itemsize)
            self._batches += len(rows)
        epochs = history.epochs
        for row in epochs[self._epochs :]:
            self._append(EPOCHS, _csv_line(row, header=self._epochs == 0))
            self._epochs += 1

    def save_weights(self, name: str, state_dict: Mapping[str, Any]) -> None:
        """Save a state_dict as ``name`` in the folder; the file that was there stays whole until the new one is."""
        save_weights(state_dict, self.path / name)

    def write_summary(self, summary: RunSummary) -> None:
        self._write_text(RESULT, json.dumps(summary_values(summary), indent=2) + "\n")

    def discard(self) -> None:
        """Delete what a run writes, and the folder unless someone has put something else into it."""
        with contextlib.suppress(OSError):
            for name in (RECIPE, BEST, LAST, EPOCHS, BATCHES, LOG, RESULT):
                (self.path / name).unlink(missing_ok=True)
            self.path.rmdir()

    def _write_text(self, name: str, text: str) -> None:
        with atomic_write(self.path / name, error=RunFolderError) as file:
            file.write(text.encode())

    def _append(self, name: str, data: bytes, whole: int | None = None) -> None:
        """Append ``data``; ``whole`` is the length up to which the file is known to hold whole records."""
        path = self.path / name
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            try:
                start = os.fstat(descriptor).st_size if whole is None else whole
                os.lseek(descriptor, start, os.SEEK_SET)
                try:
                    view = memoryview(data)
                    while view:
                        view = view[os.write(descriptor, view) :]
                except OSError:
                    os.ftruncate(descriptor, start)
                    raise
            finally:
                os.close(descriptor)
        except OSError as error:
            raise RunFolderError(
                "cannot-write",
                "{path} cannot be written: {reason}. Training goes on; make room or save elsewhere.",
                path=str(path),
                reason=os.strerror(error.errno or errno.EIO),
            ) from None


def read_history(path: Path) -> History:
    """Read the history of a run's folder, up to the last whole record; raises `RunFolderError`."""
    history = History()
    for loss, accuracy, lr, seconds in read_batches(path).tolist():
        history.append(loss, accuracy, lr, seconds)
    for row in read_epochs(path):
        history.append_epoch(row)
    return history


def read_batches(path: Path) -> npt.NDArray[np.void]:
    """Read the whole records of ``batches.bin`` in the folder ``path``; none if there is no such file yet."""
    file = path / BATCHES
    try:
        return np.frombuffer(_whole_records(file.read_bytes()), dtype=ROW)
    except FileNotFoundError:
        return np.empty(0, dtype=ROW)
    except OSError as error:
        raise _unreadable(file, error) from None


def read_epochs(path: Path) -> tuple[EpochRow, ...]:
    """Read the whole rows of ``history.csv`` in the folder ``path``; none if there is no such file yet."""
    file = path / EPOCHS
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unreadable(file, error) from None
    except UnicodeDecodeError:
        raise RunFolderError("damaged", "{path} is damaged: it is not text.", path=str(file)) from None
    whole = text[: text.rfind("\n") + 1]
    fields = {field.name: int if field.type == "int" else float for field in dataclasses.fields(EpochRow)}
    reader = csv.DictReader(io.StringIO(whole))
    rows = []
    try:
        for record in reader:
            values: dict[str, Any] = {name: read(record[name]) for name, read in fields.items()}
            rows.append(EpochRow(**values))
    except (KeyError, TypeError, ValueError, csv.Error):
        raise RunFolderError(
            "damaged", "{path} is damaged: line {line} is not an epoch.", path=str(file), line=reader.line_num
        ) from None
    return tuple(rows)


def read_recipe(path: Path) -> Recipe:
    """Read the recipe of a run's folder; raises `RunFolderError` if there is none, `RecipeError` if it is damaged."""
    file = path / RECIPE
    if not file.is_file():
        raise RunFolderError("not-a-run", "{path} is not the folder of a run: it holds no recipe.toml.", path=str(path))
    return Recipe.load(file)


def read_summary(path: Path) -> dict[str, Any]:
    """Read ``result.json`` in the folder ``path``; empty where the run has not ended or the file is damaged."""
    try:
        values = json.loads((path / RESULT).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def default_folder(recipe: Recipe, root: Path) -> Path:
    """A folder for a new run below ``root``, named after the time and the recipe, that does not exist yet."""
    name = re.sub(r"[^a-z0-9]+", "-", recipe.title().lower()).strip("-") or "run"
    stem = f"{datetime.now():%Y-%m-%d_%H%M%S}_{name}"
    path, number = root / stem, 2
    while path.exists():
        path, number = root / f"{stem}_{number}", number + 1
    return path


def summary_values(summary: RunSummary) -> dict[str, Any]:
    """A run's summary as values that JSON has; a number that does not exist is None."""
    values = dataclasses.asdict(summary)
    values["run"] = str(summary.run) if summary.run else None
    values["reason"] = Reason(summary.reason).value
    return {
        key: None if isinstance(value, float) and not math.isfinite(value) else value for key, value in values.items()
    }


def _csv_line(row: EpochRow, *, header: bool) -> bytes:
    text = io.StringIO()
    names = [field.name for field in dataclasses.fields(EpochRow)]
    writer = csv.writer(text, lineterminator="\n")
    if header:
        writer.writerow(names)
    writer.writerow([repr(getattr(row, name)) for name in names])
    return text.getvalue().encode()


def _whole_records(data: bytes) -> bytes:
    return data[: len(data) - len(data) % ROW.itemsize]


def _unreadable(path: Path, error: OSError) -> RunFolderError:
    return RunFolderError(
        "unreadable",
        "{path} cannot be read: {reason}.",
        path=str(path),
        reason=os.strerror(error.errno or errno.EIO),
    )
