"""Keeps records of the same thing over time: one file that does not change, and one that grows by a record.

A record begins with ``step`` and ``epoch`` (batches and whole epochs that were done) and ``seconds`` of training. What
follows, and how many bytes it takes, is said by the file that does not change.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message, RunFolderError
from trainer_core.files.append import append
from trainer_core.files.number_arrays import pack
from trainer_core.files.safe_read import read_bytes
from trainer_core.files.small_files import damaged, unreadable
from trainer_core.runs.shown.thinning import spread

PLACE = [("step", "<i8"), ("epoch", "<i8"), ("seconds", "<f8")]
"""The fields with which a record begins."""

_LARGEST = 256_000_000


class Recorded(Protocol):
    """What the records are of."""

    @property
    def record_type(self) -> np.dtype[np.void]:
        """A record."""

    @property
    def most_records(self) -> int:
        """How many records the file may have."""

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """What the file that does not change holds."""

    def same_as(self, other: Self | None) -> bool:
        """Whether a record of one could as well be one of the other."""


R = TypeVar("R", bound=Recorded)


def same_arrays(mine: dict[str, npt.NDArray[Any]], theirs: dict[str, npt.NDArray[Any]]) -> bool:
    """Whether both hold the same numbers, of the same types."""
    if list(mine) != list(theirs):
        return False
    return all(
        mine[name].dtype == theirs[name].dtype
        and np.array_equal(mine[name], theirs[name], equal_nan=mine[name].dtype.kind == "f")
        for name in mine
    )


def read_records(path: Path, subject: Recorded) -> npt.NDArray[np.void]:
    """Read the whole records of ``subject`` in the file ``path``; none if there is no such file.

    Raises `RunFolderError` if it cannot be read, or the records do not follow one another.
    """
    kind = subject.record_type
    try:
        data = read_bytes(path, _LARGEST)
    except FileNotFoundError:
        return np.empty(0, kind)
    except OSError as error:
        raise unreadable(path, error) from None
    records = np.frombuffer(data[: len(data) - len(data) % kind.itemsize], kind)
    if not _follow_one_another(records):
        raise damaged(path, Message("its records are not in chronological order"))
    return records


def _follow_one_another(records: npt.NDArray[np.void]) -> bool:
    if not len(records):
        return True
    least = all(int(records[name][0]) >= 0 for name in ("step", "epoch"))
    ascend = all(bool((np.diff(records[name]) >= 0).all()) for name in ("step", "epoch"))
    return least and ascend and bool(np.isfinite(records["seconds"]).all())


class RecordFile(Generic[R]):
    """The two files, ``constant`` and ``growing``; ``read`` reads the first of them in a folder.

    Every method raises `OSError` if it cannot write.
    """

    def __init__(self, constant: Path, growing: Path, read: Callable[[Path], R | None]) -> None:
        self._constant, self._growing, self._read = constant, growing, read
        self._subject: R | None = None
        self._last: tuple[int, int] | None = None
        """The place of the last record."""

    def begin(self, subject: R | None) -> None:
        """Choose what is recorded from now on; records of anything else go."""
        self._subject = subject
        if subject is None or not subject.same_as(self._there()):
            for path in (self._growing, self._constant):
                path.unlink(missing_ok=True)
        self._last = None
        if subject is not None and len(records := self._records(subject)):
            self._last = _place(records[-1:])

    def complete(self) -> None:
        """Write what does not change if it is not there: it could not be written, or someone deleted it."""
        if self._subject is not None and not self._constant.exists():
            self._growing.unlink(missing_ok=True)
            put(self._constant, pack(self._subject.arrays()))

    def add(self, record: npt.NDArray[np.void]) -> None:
        """Append a record, (1,), unless the last one has that place."""
        assert self._subject is not None
        self.complete()
        if _place(record) == self._last:
            return
        kind = self._subject.record_type
        records = size_of(self._growing) // kind.itemsize
        if records < self._subject.most_records:
            append(self._growing, record.tobytes(), whole=records * kind.itemsize)
        else:
            every = np.concatenate([self._records(self._subject), record])
            put(self._growing, every[spread(every["seconds"], self._subject.most_records // 2)].tobytes())
        self._last = _place(record)

    def cut(self, step: int, epochs: int) -> None:
        """Leave the records of where no more than ``step`` batches and ``epochs`` whole epochs were done."""
        if not self._growing.exists():
            return
        there = self._there()
        if there is None:
            self._growing.unlink(missing_ok=True)
            return
        records = self._records(there)
        passed = (records["step"] > step) | ((records["step"] == step) & (records["epoch"] > epochs))
        if self._growing.exists():
            append(self._growing, b"", whole=int((~passed).sum()) * records.dtype.itemsize)

    def _there(self) -> R | None:
        """What the records on disk are of; None where that cannot be told."""
        try:
            return self._read(self._constant.parent)
        except RunFolderError:
            return None

    def _records(self, subject: R) -> npt.NDArray[np.void]:
        """The records on disk; what is damaged begins anew."""
        try:
            return read_records(self._growing, subject)
        except RunFolderError:
            self._growing.unlink(missing_ok=True)
            return np.empty(0, subject.record_type)


def put(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it. It is not synced: no number of the training is in it."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        append(beside, data, whole=0)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def size_of(path: Path) -> int:
    """Bytes of a file, none where there is no such file."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _place(record: npt.NDArray[np.void]) -> tuple[int, int]:
    return int(record["step"][0]), int(record["epoch"][0])
