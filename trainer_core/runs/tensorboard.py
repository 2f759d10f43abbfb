"""Mirrors a run to TensorBoard while it trains, with PyTorch's `SummaryWriter`.

``torch.utils.tensorboard`` is imported when the first numbers are mirrored, so that only a run that asks for it pays.
A point of a batch stands at its number counted from 1, as `trainer_core.history.history.EpochRow.step` counts.
"""

from __future__ import annotations

import contextlib
import errno
import math
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trainer_core.errors import RunFolderError
from trainer_core.history.history import EpochRow, History
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import TENSORBOARD

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

_FREE_BYTES: Final = 16_000_000
"""Room on the disk without which nothing is handed to the writer: its thread would end with an unhandled error."""


class TensorBoardMirror:
    """The mirror of one run below ``run``, its folder; its event file is opened with the first update.

    What ``history`` holds when this is made was mirrored by an earlier session and is not written again.
    """

    def __init__(self, run: Path, recipe: Recipe, history: History) -> None:
        self._run = run
        self._recipe = recipe
        self._history = history
        self._writer: SummaryWriter | None = None
        self._batches, self._epochs, self._marks = len(history), 0, 0

    def update(self) -> None:
        """Mirror what is new; raises `RunFolderError`, and the next update then writes it to another event file."""
        try:
            self._check_disk()
            if self._writer is None:
                self._writer = self._open()
            self._write(self._writer)
        except Exception as error:  # whatever TensorBoard fails with must not end the run
            self._drop()
            raise _sentence(self._run / TENSORBOARD, error) from None

    def close(self) -> None:
        """Write what waits and close the file; harmless when done twice. Raises `RunFolderError`."""
        writer, self._writer = self._writer, None
        if writer is not None:
            try:
                writer.close()
            except Exception as error:
                raise _sentence(self._run / TENSORBOARD, error) from None

    def _check_disk(self) -> None:
        folder = self._run / TENSORBOARD if self._writer is not None else self._run
        if shutil.disk_usage(folder).free < _FREE_BYTES:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _open(self) -> SummaryWriter:
        """Open an event file that replaces all that earlier ones hold from the last mirrored batch on.

        They may hold more than the snapshot from which the run goes on, or lack the validation of that batch.
        """
        from torch.utils.tensorboard import SummaryWriter

        purge = self._batches
        writer = SummaryWriter(str(self._run / TENSORBOARD), purge_step=purge, max_queue=1000)
        self._batches = max(0, purge - 1)
        self._epochs = sum(row.step < purge for row in self._history.epochs)
        self._marks = sum(mark.step + 1 < purge for mark in self._history.marks)
        text = self._recipe.to_toml().replace("```", "'''")
        writer.add_text("recipe", f"```toml\n{text}\n```", purge)
        return writer

    def _write(self, writer: SummaryWriter) -> None:
        history = self._history
        rows, epochs, marks = history.rows(self._batches), history.epochs, history.marks
        # TensorBoard's relative axis then shows the time of training, and not when the rows were written.
        began = time.time() - (float(rows["seconds"][-1]) if len(rows) else 0.0)
        for step, (loss, value, lr, seconds) in enumerate(rows.tolist(), self._batches + 1):
            writer.add_scalar("loss/train", loss, step, began + seconds)
            writer.add_scalar(f"{history.metric}/train", value, step, began + seconds)
            writer.add_scalar("learning_rate", lr, step, began + seconds)
        for row in epochs[self._epochs :]:
            _add_epoch(writer, row)
        for mark in marks[self._marks :]:
            if mark.repeatable:
                _add_change(writer, mark.step + 1, mark.message.facts["field"], mark.message.facts["new"])
            else:
                writer.add_text("changes", str(mark.message), mark.step + 1)
        writer.flush()
        self._batches, self._epochs, self._marks = self._batches + len(rows), len(epochs), len(marks)

    def _drop(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(Exception):
                writer.close()


def _add_epoch(writer: SummaryWriter, row: EpochRow) -> None:
    numbers = {f"{name}/validation": value for name, value in row.validation.items()}
    for tag, value in (*numbers.items(), ("samples_per_second", row.samples_per_second)):
        if not math.isnan(value):
            writer.add_scalar(tag, value, row.step)


def _add_change(writer: SummaryWriter, step: int, key: str, value: Any) -> None:
    """A number becomes a point of ``hyperparameter/key``, anything else a text."""
    if isinstance(value, bool | int | float):
        writer.add_scalar(f"hyperparameter/{key}", float(value), step)
    else:
        writer.add_text(f"hyperparameter/{key}", str(value), step)


def _sentence(path: Path, error: Exception) -> RunFolderError:
    reason = error.strerror if isinstance(error, OSError) else None
    return RunFolderError(
        "cannot-write",
        "{path} cannot be written: {reason}. Training continues without it; make room, or turn TensorBoard off.",
        path=str(path),
        reason=reason or str(error) or type(error).__name__,
    )
