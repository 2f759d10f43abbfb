"""A run's folder on disk: whole at every moment, and all that the studio shows of a finished run.

=================  ==========================================================================================
``recipe.toml``    the recipe, every default written out
``best.pt``        state_dict with the best validation result (`torch.load(..., weights_only=True)`)
``last.pt``        state_dict at the end of the last whole epoch, or where the run was stopped
``history.csv``    a row an epoch: the values of `trainer_core.history.history.EpochRow`, by name in its first line
``data.jsonl``     a line for each file that was read: ``name``, ``size``, ``mtime_ns`` and ``digest`` of its content;
                   not there where the data is no files of a person
``findings.jsonl`` a line for each thing that the check of the data found: ``code``, ``severity``, ``message``,
                   ``items``, ``advice``, ``offers``; not there where the data is not a person's own
``inputs.json``    how inputs are made of the data, as far as that was fitted on its training part: means and categories
                   of a table, see `trainer_core.data.tables.encoder`; not there where nothing was fitted
``batches.bin``    a record a batch: four little-endian float64, named in ``columns.json``: loss, the headline metric of
                   the task, learning rate, seconds of training
``columns.json``   ``batches``: the names of these numbers, ``["loss", "accuracy", "lr", "seconds"]``; runs from before
                   there were other tasks have no such file, and are of accuracy
``examples.npy``   the loss of each training example in each epoch: `trainer_core.runs.example_losses`
``health.bin``     what was measured of each layer in some of the batches, named in ``health.json``:
                   `trainer_core.runs.layer_health`
``shown/``         what it takes to show the run again: `trainer_core.runs.shown`
``log.txt``        what happened, a sentence a line, with the time in UTC
``result.json``    how the run ended, in numbers: `summary_values`; not there while it runs
``run.json``       when and where it began: ``started`` (ISO 8601, UTC), ``device``, ``device_name``, on the CPU with
                   how many ``threads``, ``versions``, ``initial_weights`` (``"seed"``, or ``"kept"`` where they were in
                   the model before); and ``changed_at``, the batch from which on it went on with another recipe
``marks.jsonl``    a line for each live change: ``step``, ``field``, ``old``, ``new``; and for each group of
                   parameters whose training began later: ``step``, ``pattern``, ``epoch``
``snapshots/``     what the run can go on from: `trainer_core.runs.snapshots`
``code/``          a person's Python file that the data is from, and the modules beside it, as they were;
                   ``code_of_model/`` and the like that of another part
``run.lock``       held while the run is written: `trainer_core.files.run_lock`
=================  ==========================================================================================

Files are written beside and renamed into place. What is appended is whole up to its last record, also after a kill.
"""

from __future__ import annotations

import json
import math
import os
import re
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.fingerprint import ReadFile, from_lines
from trainer_core.errors import Message, RunFolderError
from trainer_core.files.safe_read import open_ordinary, read_bytes
from trainer_core.files.small_files import damaged, read_json, read_text, unreadable
from trainer_core.history.history import (
    BEGINS,
    BY_HAND,
    CHANGE,
    LOSS,
    RECORD_BYTES,
    EpochRow,
    History,
    Mark,
    columns_of,
    row_type,
)
from trainer_core.protocol.events import Reason, RunSummary
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.layer_health import HEALTH, HEALTH_COLUMNS, read_what_is_whole

RECIPE, BEST, LAST = "recipe.toml", "best.pt", "last.pt"
EPOCHS, BATCHES, MARKS, LOG = "history.csv", "batches.bin", "marks.jsonl", "log.txt"
RESULT, FACTS, COLUMNS = "result.json", "run.json", "columns.json"
DATA, FINDINGS, FITTED = "data.jsonl", "findings.jsonl", "inputs.json"
EXAMPLES = "examples.npy"

TENSORBOARD = "tensorboard"
"""The folder of event files in a run's folder: ``tensorboard --logdir`` takes it, or any above it."""

FILES = (
    *(RECIPE, BEST, LAST, EPOCHS, BATCHES, MARKS, LOG, RESULT, FACTS, COLUMNS, DATA, FINDINGS, FITTED, EXAMPLES),
    *(HEALTH, HEALTH_COLUMNS),
)
"""What a run writes into its folder, besides its snapshots, its lock and what it mirrors for TensorBoard."""

_METRIC_OF_BEFORE = "accuracy"
"""What runs without ``columns.json`` recorded of each batch."""

_LARGEST_LINES = 64_000_000
"""Bytes; a hundred thousand epochs, the most that a recipe can ask for, have about twenty million."""
_LARGEST_FITTED = 100_000_000
"""Bytes; a table of ten thousand columns has about two million."""
_LARGEST_DATA = 500_000_000
"""Bytes; a million files with names of a hundred characters have about half of them."""
_LARGEST_EPOCH = 2**31
_EPOCH_COLUMNS = frozenset(EpochRow(1, 1, {LOSS: 0.0}, {LOSS: 0.0}, 0.0, 0.0, 0.0).values)
_METRIC = re.compile(r"\w{1,200}")
_LARGEST_BATCHES = 4_000_000_000
_LONGEST_LOG = 1_000_000
"""Bytes of a log that are shown."""


def read_history(path: Path) -> History:
    """Read the history of a run's folder, up to the last whole record of each file; raises `RunFolderError`."""
    history = History(read_metric(path))
    history.extend(read_batches(path))
    for row in read_epochs(path):
        history.append_epoch(row)
    for mark in read_marks(path):
        history.append_mark(mark)
    history.layer_health = read_what_is_whole(path)
    return history


def read_metric(path: Path) -> str:
    """Read which metric the run in the folder ``path`` records of each batch, the headline of its task.

    Raises `RunFolderError` if ``columns.json`` is damaged.
    """
    columns = read_json(path / COLUMNS).get("batches", list(columns_of(_METRIC_OF_BEFORE)))
    metric = columns[1] if isinstance(columns, list) and len(columns) == len(columns_of("")) else None
    if (
        not isinstance(metric, str)
        or columns != list(columns_of(metric))
        or metric in columns_of("")
        or not _METRIC.fullmatch(metric)
    ):
        raise damaged(path / COLUMNS, Message("it does not name the four numbers of a batch"))
    return metric


def read_batches(path: Path) -> npt.NDArray[np.void]:
    """Read the whole records of ``batches.bin`` in the folder ``path``; none if there is no such file yet."""
    file, metric = path / BATCHES, read_metric(path)
    try:
        return records(read_bytes(file, _LARGEST_BATCHES), metric)
    except FileNotFoundError:
        return np.empty(0, dtype=row_type(metric))
    except OSError as error:
        raise unreadable(file, error) from None


def read_epochs(path: Path) -> tuple[EpochRow, ...]:
    """Read the whole rows of ``history.csv`` in the folder ``path``; none if there is no such file yet."""
    rows, damage = whole_epochs(path)
    if damage is not None:
        raise damage
    return rows


def whole_epochs(path: Path) -> tuple[tuple[EpochRow, ...], RunFolderError | None]:
    """Read the rows of ``history.csv`` up to the first that is damaged, and return the error that says which that is.

    Raises `RunFolderError` if the file cannot be read at all.
    """
    file = path / EPOCHS
    try:
        text = read_text(file, _LARGEST_LINES)
    except FileNotFoundError:
        return (), None
    header, *lines = text[: text.rfind("\n") + 1].splitlines() or [""]
    if not header:
        return (), None
    names = header.split(",")
    if not set(names) >= _EPOCH_COLUMNS:
        return (), damaged(file, Message("line 1 does not name the columns of an epoch"))
    rows: list[EpochRow] = []
    for number, line in enumerate(lines, 2):
        row = _epoch(names, line.split(","))
        if row is None:
            return tuple(rows), damaged(file, Message("line {line} is not an epoch", {"line": number}))
        rows.append(row)
    return tuple(rows), None


def _epoch(names: list[str], cells: list[str]) -> EpochRow | None:
    """The epoch of a line of ``history.csv``, or None if it is none."""
    of = dict(zip(names, cells, strict=False))
    try:
        epoch, step = int(of["epoch"]), int(of["step"])
        rest = {name: float(of[name]) for name in names if name not in ("epoch", "step")}
    except (ValueError, KeyError):
        return None
    if not 1 <= epoch <= _LARGEST_EPOCH:
        return None
    train, validation = (
        {name.removeprefix(part): value for name, value in rest.items() if name.startswith(part)}
        for part in ("train_", "validation_")
    )
    return EpochRow(epoch, step, train, validation, rest["lr"], rest["seconds"], rest["samples_per_second"])


def read_marks(path: Path) -> tuple[Mark, ...]:
    """Read the whole lines of ``marks.jsonl`` in the folder ``path``; none if there is no such file yet."""
    file = path / MARKS
    try:
        lines = read_bytes(file, _LARGEST_LINES).split(b"\n")[:-1]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise unreadable(file, error) from None
    marks = []
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            step, message = record["step"], _happened(record)
        except (ValueError, KeyError, TypeError, RecursionError):
            step, message = None, Message(CHANGE)
        if type(step) is not int or step < 0:
            raise damaged(file, Message("line {line} is not a change", {"line": number}))
        marks.append(Mark(step, message))
    return tuple(marks)


def _happened(record: dict[str, Any]) -> Message:
    if "pattern" in record:
        return Message(BEGINS, {"pattern": str(record["pattern"]), "epoch": int(record["epoch"])})
    if "what" in record:
        return Message(BY_HAND, {"what": str(record["what"])})
    return Message(CHANGE, {"field": str(record["field"]), "old": record["old"], "new": record["new"]})


def read_data(path: Path) -> tuple[ReadFile, ...]:
    """Read the files of ``data.jsonl`` in the folder ``path``; none where there is no such file."""
    file = path / DATA
    try:
        return from_lines(read_text(file, _LARGEST_DATA))
    except FileNotFoundError:
        return ()
    except ValueError as error:
        raise damaged(file, Message("line {line} is not a file", {"line": error.args[0]})) from None


def read_fitted(path: Path) -> dict[str, Any]:
    """Read ``inputs.json`` in the folder ``path``; empty where there is none. Raises `RunFolderError` if damaged."""
    return read_json(path / FITTED, _LARGEST_FITTED)


def read_log(path: Path) -> tuple[str, ...]:
    """Read the last lines of ``log.txt`` in the folder ``path``, a sentence each; none where it cannot be read."""
    try:
        with open_ordinary(path / LOG) as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _LONGEST_LOG))
            return tuple(file.read(_LONGEST_LOG).decode("utf-8", errors="replace").splitlines())
    except OSError:
        return ()


def require_run(path: Path) -> None:
    """Raise `RunFolderError` if the folder ``path`` holds no recipe, and so is not that of a run."""
    if not os.path.isfile(path / RECIPE):
        raise RunFolderError("not-a-run", "{path} is not the folder of a run: it holds no recipe.toml.", path=str(path))


def read_recipe(path: Path) -> Recipe:
    """Read the recipe of a run's folder; raises `RunFolderError` if there is none, `RecipeError` if it is damaged."""
    require_run(path)
    return Recipe.load(path / RECIPE)


def read_summary(path: Path) -> dict[str, Any]:
    """Read ``result.json`` in the folder ``path``; empty where the run has not ended or the file is damaged."""
    return _read_values(path / RESULT)


def read_facts(path: Path) -> dict[str, Any]:
    """Read ``run.json`` in the folder ``path``; empty where there is none or it is damaged."""
    return _read_values(path / FACTS)


def default_folder(recipe: Recipe, root: Path) -> Path:
    """A folder for a new run below ``root``, named after the time and the recipe, that does not exist yet."""
    name = re.sub(r"[^a-z0-9]+", "-", recipe.title().lower()).strip("-") or "run"
    stem = f"{datetime.fromtimestamp(time.time()):%Y-%m-%d_%H%M%S}_{name}"
    path, number = root / stem, 2
    while path.exists():
        path, number = root / f"{stem}_{number}", number + 1
    return path


def summary_values(summary: RunSummary) -> dict[str, Any]:
    """A run's summary as values that JSON has, metrics as ``test_<metric>``; a number that does not exist is None."""
    numbers = {
        **{f"validation_{name}": value for name, value in summary.validation.items()},
        **{f"test_{name}": value for name, value in summary.test.items()},
        "seconds": summary.seconds,
        "samples_per_second": summary.samples_per_second,
    }
    return {
        "run": str(summary.run) if summary.run else None,
        "reason": Reason(summary.reason).value,
        "epochs": summary.epochs,
        "steps": summary.steps,
        "best_epoch": summary.best_epoch,
        "metric": summary.metric,
        **{name: value if math.isfinite(value) else None for name, value in numbers.items()},
        "device": summary.device,
        "weights": summary.weights,
    }


def records(data: bytes, metric: str) -> npt.NDArray[np.void]:
    """The whole records at the beginning of ``data`` from ``batches.bin``, (n,) of the `row_type` of ``metric``."""
    return np.frombuffer(whole_records(data), dtype=row_type(metric))


def whole_records(data: bytes) -> bytes:
    """``data`` from ``batches.bin`` without what is only a part of a record at its end."""
    return data[: len(data) - len(data) % RECORD_BYTES]


def _read_values(file: Path) -> dict[str, Any]:
    try:
        return read_json(file)
    except RunFolderError:
        return {}
