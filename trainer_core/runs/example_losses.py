"""``examples.npy``: the loss of every training example in every epoch of a run, two bytes each.

An array (E, N) of little-endian float16 that ``numpy.load`` reads, an epoch a row and a training example a column, in
the order of the training part as it is before corrections leave examples out. A number is the loss of the example when
its batch was trained, or at the end of the epoch where examples are mixed, see
`trainer_core.tasks.task.Scorer.example_losses`: without weights and smoothing, on the label it has. Its sign says
whether the answer was right: that of a wrong one is negative. NaN stands for an example that was not trained on in that
epoch.

A row is appended first and counted in the header afterwards, so that what the header counts is whole at every moment.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message, RunFolderError
from trainer_core.files.safe_read import open_ordinary
from trainer_core.files.small_files import damaged, unreadable
from trainer_core.runs.run_files import EXAMPLES, require_run

_TYPE = np.dtype("<f2")


def read_example_losses(run: Path) -> npt.NDArray[np.float16]:
    """Map the losses of the run in the folder ``run``, (E, N) float16, into memory; (0, 0) where none were kept.

    `trainer_core.history.example_lists` makes lists of them. Raises `RunFolderError` if the folder is no run's or the
    file is damaged.
    """
    require_run(run)
    path = run / EXAMPLES
    try:
        with open_ordinary(path) as file:
            found = _shape(file)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return np.empty((0, 0), dtype=_TYPE)
    except OSError as error:
        raise unreadable(path, error) from None
    if found is None:
        raise damaged(path, Message("it is not an array of losses"))
    offset, epochs, examples = found
    epochs = min(epochs, (size - offset) // (_TYPE.itemsize * max(1, examples)))
    if not epochs or not examples:
        return np.empty((0, examples), dtype=_TYPE)
    return np.memmap(path, dtype=_TYPE, mode="r", offset=offset, shape=(epochs, examples))


def write_epoch(path: Path, epoch: int, losses: npt.NDArray[np.float16]) -> None:
    """Write the row of ``epoch``, counted from 1, and forget those after it; epochs that were not kept are all NaN.

    A file of another number of examples is begun anew. Raises `RunFolderError`.
    """
    count = len(losses)
    with _opened(path, create=True) as file:
        found = _shape(file)
        if found is None or found[2] != count:
            file.truncate(0)
            _write_header(file, 0, count)
            found = (file.tell(), 0, count)
        offset, epochs, _ = found
        row = count * _TYPE.itemsize
        file.seek(offset + min(epochs, epoch - 1) * row)
        for _ in range(epochs, epoch - 1):
            file.write(np.full(count, np.nan, dtype=_TYPE).tobytes())
        file.write(losses.astype(_TYPE, copy=False).tobytes())
        file.truncate()
        file.flush()
        _write_header(file, epoch, count)


def cut_epochs(path: Path, epochs: int) -> None:
    """Keep the first so many epochs; a file that is not there, or holds fewer, stays. Raises `RunFolderError`."""
    if not path.exists():
        return
    with _opened(path, create=False) as file:
        found = _shape(file)
        if found is not None and found[1] > epochs:
            _write_header(file, epochs, found[2])
            file.truncate(found[0] + epochs * found[2] * _TYPE.itemsize)


@contextmanager
def _opened(path: Path, *, create: bool) -> Iterator[BinaryIO]:
    """The file, open for reading and writing; what the system refuses is a `RunFolderError`."""
    flags = os.O_RDWR | (os.O_CREAT if create else 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags, 0o666), "r+b") as file:
            yield file
    except OSError as error:
        raise RunFolderError(
            "cannot-write",
            "{path} cannot be written: {reason}. Training continues; make room or save elsewhere.",
            path=str(path),
            reason=error.strerror or str(error),
        ) from None


def _shape(file: BinaryIO) -> tuple[int, int, int] | None:
    """Where the rows begin, how many there are and of how many examples; None if it is no such array."""
    file.seek(0)
    try:
        if np.lib.format.read_magic(file) != (1, 0):
            return None
        shape, fortran, kind = np.lib.format.read_array_header_1_0(file)
    except (ValueError, TypeError, SyntaxError, EOFError):
        return None
    if len(shape) != 2 or fortran or kind != _TYPE or min(shape) < 0:
        return None
    return file.tell(), *shape


def _write_header(file: BinaryIO, epochs: int, examples: int) -> None:
    """Write the header, whose length does not depend on the number of epochs, in one piece."""
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": _TYPE.str, "fortran_order": False, "shape": (epochs, examples)}
    )
    file.seek(0)
    file.write(header.getvalue())
    file.flush()
