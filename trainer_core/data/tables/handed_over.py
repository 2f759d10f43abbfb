"""A table that was read to propose a recipe, kept until it is read for training, so that a file is read once."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from trainer_core.data.tables.read import Reading
from trainer_core.data.tables.table import Table

_LARGEST = 2**29
"""Bytes of a table that is kept; a larger one is read anew rather than held in memory for nothing."""
_SETTLED = 2.0
"""Seconds that a file has not been written for: of a younger one size and time may not tell that it has changed."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells that a file is the one that was read: where it lies, its size and when it was written."""

    path: str
    size: int
    written: int


_lock = threading.Lock()
_kept: list[tuple[FileState, Reading, Table]] = []
"""One at most."""


def state_of(path: Path) -> FileState | None:
    """The state of a file before it is read; None if there is none, or it has only just been written."""
    try:
        found = path.stat()
    except OSError:
        return None
    if time.time() - found.st_mtime < _SETTLED:
        return None
    return FileState(os.path.abspath(path), found.st_size, found.st_mtime_ns)


def hand_over(state: FileState | None, reading: Reading, table: Table) -> None:
    """Keep a table that was read from a file in this ``state``, in place of the one before."""
    with _lock:
        _kept.clear()
        if state is not None and sum(column.values.nbytes for column in table) <= _LARGEST:
            _kept.append((state, reading, table))


def taken_over(path: Path, reading: Reading) -> Table | None:
    """The table at ``path`` as it was read in this way, if it is kept and the file is as it was; once only."""
    with _lock:
        kept = _kept.pop() if _kept else None
    if kept is None or (kept[0], kept[1]) != (state_of(path), reading):
        return None
    return kept[2]
