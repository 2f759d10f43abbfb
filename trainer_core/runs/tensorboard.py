"""Mirrors a run to a TensorBoard event file while it trains, with the record writer of the ``tensorboard`` package.

That package's `EventFileWriter` hands events to a thread of its own, and an error there comes up one event later or
never; here records are made and written by the caller's thread, a group of batches in one write, and an error is told
by the call in which it happened. ``tensorboard`` is imported when a mirror is made (0.2 s), so that only a run that
asks for one pays.

A point of a batch stands at its number counted from 1, as `trainer_core.history.history.EpochRow.step` counts.
"""

from __future__ import annotations

import errno
import io
import math
import os
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from trainer_core.errors import RunFolderError
from trainer_core.history.history import EpochRow, History

if TYPE_CHECKING:
    from tensorboard.compat.proto.event_pb2 import Event  # type: ignore[import-untyped]

FOLDER: Final = "tensorboard"
"""The folder in a run's folder in which its event files lie: ``tensorboard --logdir`` takes it, or any above it."""

_LARGEST_BACKLOG: Final = 16_000_000
"""Bytes that wait for room on the disk; what comes on top is dropped from the mirror (`batches.bin` has it)."""


class TensorBoardMirror:
    """One event file in ``folder``, from construction to `close`.

    Every method that writes raises `RunFolderError` if it cannot: the mirror stays usable, and what was not written
    is with the next call that works. One thread uses it at a time.
    """

    def __init__(self, folder: Path) -> None:
        from tensorboard.compat.proto import event_pb2  # type: ignore[import-untyped]
        from tensorboard.summary.writer.record_writer import RecordWriter  # type: ignore[import-untyped]

        self._events = event_pb2
        self._buffer = io.BytesIO()
        self._records = RecordWriter(self._buffer)
        self._length = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.path = folder / _file_name(folder)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            self._descriptor: int | None = os.open(self.path, flags, 0o666)
        except OSError as error:
            raise _sentence(folder, error) from None
        self._add(self._event(0, file_version="brain.Event:2"))
        try:
            self._write()
        except RunFolderError:
            os.close(self._descriptor)
            self.path.unlink(missing_ok=True)
            raise

    def continue_from(self, history: History, trained: int | None = None) -> None:
        """Go on with a run of which ``trained`` batches, or all of ``history``, are in earlier event files here.

        Those may hold more than the snapshot from which the run goes on. A session's start at batch ``trained`` makes
        TensorBoard forget that batch and all that follows, and what the history says of them is written anew; so every
        point is there once, whether or not the epoch that ended there was mirrored before.
        """
        trained = len(history) if trained is None else trained
        start = self._events.SessionLog(status=self._events.SessionLog.START)
        for _ in range(2):  # the first that TensorBoard ever sees in a folder is no restart to it
            self._add(self._event(trained, session_log=start))
        first = max(0, trained - 1)
        self._add_batches(history.rows(first), first)
        for row in history.epochs:
            if row.step >= trained:
                self._add_epoch(row)
        for mark in history.marks:
            if mark.step + 1 >= trained and {"field", "new"} <= mark.message.facts.keys():
                self._add_change(mark.step, mark.message.facts["field"], mark.message.facts["new"])
        self._write()

    def batches(self, rows: npt.NDArray[np.void], first_step: int) -> None:
        """Mirror batches: ``rows`` (n,) of dtype `trainer_core.history.history.ROW`, the first numbered ``first_step``.

        ``first_step`` counts from 0, as an index into the history does.
        """
        self._add_batches(rows, first_step)
        self._write()

    def epoch(self, row: EpochRow) -> None:
        """Mirror an epoch's validation and speed, at its last batch."""
        self._add_epoch(row)
        self._write()

    def hyperparameter(self, step: int, key: str, value: Any) -> None:
        """Mirror a change of the setting ``key`` (``"optimizer.lr"``) before batch ``step``, which counts from 0.

        A number becomes a point of ``hyperparameter/key``, anything else a text.
        """
        self._add_change(step, key, value)
        self._write()

    def recipe(self, text: str, step: int = 0) -> None:
        """Put the recipe's TOML on the page of texts, as it stands after ``step`` batches."""
        self._add(self._text(step, "recipe", "```toml\n" + text.replace("```", "'''") + "\n```"))
        self._write()

    def close(self) -> None:
        """Write what waits and close the file; harmless when done twice. Raises `RunFolderError`."""
        if self._descriptor is None:
            return
        try:
            self._write()
        finally:
            os.close(self._descriptor)
            self._descriptor = None

    def _add_batches(self, rows: npt.NDArray[np.void], first_step: int) -> None:
        if not len(rows):
            return
        # TensorBoard's relative axis then shows the time of training, and not when a group of batches was written.
        began = time.time() - float(rows["seconds"][-1])
        for step, (loss, accuracy, lr, seconds) in enumerate(rows.tolist(), first_step + 1):
            event = self._events.Event(wall_time=began + seconds, step=step)
            add = event.summary.value.add
            add(tag="loss/train", simple_value=loss)
            add(tag="accuracy/train", simple_value=accuracy)
            add(tag="learning_rate", simple_value=lr)
            self._add(event)

    def _add_epoch(self, row: EpochRow) -> None:
        event = self._event(row.step)
        for tag, value in (
            ("loss/validation", row.validation_loss),
            ("accuracy/validation", row.validation_accuracy),
            ("samples_per_second", row.samples_per_second),
        ):
            if not math.isnan(value):
                event.summary.value.add(tag=tag, simple_value=value)
        self._add(event)

    def _add_change(self, step: int, key: str, value: Any) -> None:
        tag = f"hyperparameter/{key}"
        if isinstance(value, bool | int | float):
            event = self._event(step + 1)
            event.summary.value.add(tag=tag, simple_value=float(value))
        else:
            event = self._text(step + 1, tag, str(value))
        self._add(event)

    def _event(self, step: int, **content: Any) -> Event:
        return self._events.Event(wall_time=time.time(), step=step, **content)

    def _text(self, step: int, tag: str, text: str) -> Event:
        event = self._event(step)
        value = event.summary.value.add(tag=tag)
        value.metadata.plugin_data.plugin_name = "text"
        value.tensor.dtype = 7  # DT_STRING
        value.tensor.tensor_shape.dim.add(size=1)
        value.tensor.string_val.append(text.encode("utf-8", "replace"))
        return event

    def _add(self, event: Event) -> None:
        if self._buffer.tell() < _LARGEST_BACKLOG:
            self._records.write(event.SerializeToString())

    def _write(self) -> None:
        """Bring all records to the disk in one write, or none of them."""
        if self._descriptor is None:
            raise RunFolderError("closed", "{path} is closed and takes no more.", path=str(self.path))
        try:
            # A file whose folder was deleted takes bytes without a complaint, and nobody will ever see them.
            if os.fstat(self._descriptor).st_nlink == 0:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            view = self._buffer.getbuffer()
            try:
                _write_all(self._descriptor, view, self._length)
                self._length += len(view)
            finally:
                view.release()
        except OSError as error:
            raise _sentence(self.path, error) from None
        self._buffer.seek(0)
        self._buffer.truncate()


def _write_all(descriptor: int, view: memoryview, begin: int) -> None:
    """Write ``view`` at ``begin``; what has been written goes again if the rest cannot be."""
    rest = view
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except OSError:
        os.ftruncate(descriptor, begin)
        os.lseek(descriptor, begin, os.SEEK_SET)
        raise


def _file_name(folder: Path) -> str:
    """A name that sorts after every event file that is there, also when the clock has been set back.

    TensorBoard reads the files of a folder in the order of their names.
    """
    newest = int(time.time())
    for name in os.listdir(folder):
        words = name.split(".")
        if name.startswith("events.out.tfevents.") and words[3].isdecimal() and len(words[3]) <= 12:
            newest = max(newest, int(words[3]) + 1)
    host = "".join(each for each in socket.gethostname() if each.isalnum() or each in "-_")[:64] or "localhost"
    return f"events.out.tfevents.{newest:010d}.{host}.{os.getpid()}"


def _sentence(path: Path, error: OSError) -> RunFolderError:
    return RunFolderError(
        "cannot-write",
        "{path} cannot be written: {reason}. Training goes on without it; make room, or turn TensorBoard off.",
        path=str(path),
        reason=os.strerror(error.errno or errno.EIO),
    )
