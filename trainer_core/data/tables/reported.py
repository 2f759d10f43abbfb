"""A file that says how far it has been read."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

Report = Callable[[float], None]
"""Told which part (0..1) of a file has been read."""


class Reported(io.RawIOBase):
    """A file that says how far it has been read."""

    def __init__(self, file: BinaryIO, size: int, report: Report) -> None:
        super().__init__()
        self._file, self._size, self._report, self._read = file, max(size, 1), report, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._read += len(data)
        self._report(min(1.0, self._read / self._size))
        return data


class BufferedReported(io.BufferedReader):
    """The reporting file behind a buffer, as `io.TextIOWrapper` wants it."""

    def __init__(self, file: BinaryIO, size: int, report: Report) -> None:
        super().__init__(_Raw(file, size, report))


class _Raw(Reported):
    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
