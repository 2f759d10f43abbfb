"""One entry of the cache: decoded pictures in a row in one file, and an index that says which is which.

``index.json`` is replaced as a whole and is what counts: pixels that it does not name yet were being written when a
program ended, and are written again. Rows never move while a file of pixels is the index's, so that whoever has it
mapped goes on seeing what it saw.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from trainer_core.data.pictures.decoding import Decoding
from trainer_core.data.pictures.opening import Reason
from trainer_core.errors import DataError, Message
from trainer_core.files.atomic import atomic_write
from trainer_core.files.cache import cannot_write

INDEX = "index.json"

_FORMAT = 1
_BLOCK = 16_000_000
"""Bytes, about, that are copied at once."""

Pixels = npt.NDArray[np.uint8]


class Known(NamedTuple):
    """What the cache knows of a file.

    ``row`` is where its pixels lie, -1 for one that cannot be read; then ``reason`` says why. ``grey`` is how it is
    stored. ``certain`` is whether a change would show in its size or time: one that was written just before it was
    read may change once more within the same tick of the clock.
    """

    name: str
    size: int
    mtime_ns: int
    sha256: str
    row: int
    grey: bool
    certain: bool
    width: int
    height: int
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an entry by name, and the shape of its pixels: (``rows``, ``channels``, side, side) uint8."""

    decoding: Decoding
    files: dict[str, Known] = field(default_factory=dict)
    pixels: str = field(default_factory=lambda: f"pixels-{secrets.token_hex(4)}.bin")
    channels: int = 0
    rows: int = 0

    @property
    def stride(self) -> int:
        """Bytes of one picture."""
        return self.channels * self.decoding.side**2


def read_index(folder: Path) -> Index | None:
    """Read an entry's index; None if there is none, or if it or the file of pixels is not whole."""
    try:
        values = json.loads((folder / INDEX).read_bytes())
        if values["format"] != _FORMAT:
            return None
        files = (Known._make([*each[:-1], _reason(each[-1])]) for each in values["files"])
        index = Index(
            Decoding(**values["decoding"]),
            {known.name: known for known in files},
            values["pixels"],
            values["channels"],
            values["rows"],
        )
        whole = not index.rows or os.stat(folder / index.pixels).st_size >= index.rows * index.stride
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return index if whole else None


def mapped(folder: Path, index: Index) -> Pixels:
    """Map the pixels of an entry into memory, read-only: (rows, C, side, side) uint8. Raises `OSError`."""
    shape = (index.rows, index.channels, index.decoding.side, index.decoding.side)
    if not index.rows:
        return np.zeros((0, max(index.channels, 1), *shape[2:]), np.uint8)
    return np.memmap(folder / index.pixels, np.uint8, "r", shape=shape)


class Writer:
    """Appends pictures to an entry; nobody else may write it meanwhile. A context manager.

    What was added by the last `commit` stays whatever happens; on leaving, the file of pixels is cut back to it.
    Methods raise `DataError` if the disk is full or the folder cannot be written.
    """

    def __init__(self, folder: Path, index: Index) -> None:
        self.folder = folder
        self.index = index
        self.files = dict(index.files)
        self.committed = index
        """What a reader finds now."""
        self._room: Pixels = np.empty((0, 0, 0, 0), np.uint8)
        try:
            self._file = (folder / index.pixels).open("r+b" if index.rows else "w+b")
            self._file.truncate(index.rows * index.stride)
            self._file.seek(0, os.SEEK_END)
        except OSError as error:
            raise cannot_write(folder, error) from error

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *error: object) -> None:
        same = self.index.pixels == self.committed.pixels
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            if same:
                os.truncate(self.folder / self.index.pixels, self.committed.rows * self.committed.stride)
            else:
                (self.folder / self.index.pixels).unlink()

    def add(self, some: Sequence[tuple[Known, Pixels | None]]) -> None:
        """Add files with their pixels, (C, side, side), or in place of them what is known of one without.

        A picture in grey has one channel or, beside pictures in colour, three. They are written at once: between two
        writes this thread would wait for those that decode.
        """
        deepest = max((len(pixels) for _, pixels in some if pixels is not None), default=0)
        if not self.index.rows:
            self.index = replace(self.index, channels=deepest)
        elif self.index.channels < deepest:
            self._rewrite(range(self.index.rows), deepest)
        wide: list[Pixels] = []
        for known, pixels in some:
            if pixels is not None:
                known = known._replace(row=self.index.rows + len(wide))
                wide.append(np.broadcast_to(pixels, (self.index.channels, *pixels.shape[1:])))
            self.files[known.name] = known
        if wide:
            self._write(np.stack(wide, out=self._room_for(len(wide), wide[0].shape)))
        self.index = replace(self.index, rows=self.index.rows + len(wide))

    def keep(self, names: Collection[str]) -> None:
        """Forget other files; once more than half of the pixels are no file's, leave those out."""
        self.files = {name: known for name, known in self.files.items() if name in names}
        rows = sorted({known.row for known in self.files.values() if known.row >= 0})
        if len(rows) * 2 >= self.index.rows:
            return
        self._rewrite(rows, self.index.channels)
        places = {row: place for place, row in enumerate(rows)}
        self.files = {name: known._replace(row=places.get(known.row, -1)) for name, known in self.files.items()}

    def commit(self) -> None:
        """Make what was added last: first the pixels, then the index that names them."""
        index = replace(self.index, files=dict(self.files))
        values = {
            "format": _FORMAT,
            "decoding": asdict(index.decoding),
            "pixels": index.pixels,
            "channels": index.channels,
            "rows": index.rows,
            "files": [(*known[:-1], _plain(known.reason)) for known in index.files.values()],
        }
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise cannot_write(self.folder, error) from error
        with atomic_write(self.folder / INDEX, error=DataError) as file:
            file.write(json.dumps(values, separators=(",", ":")).encode())
        self.committed = index
        for other in self.folder.glob("pixels-*.bin"):
            if other.name != index.pixels:
                # Windows keeps a file that someone has mapped; it goes next time.
                with contextlib.suppress(OSError):
                    other.unlink()

    def _room_for(self, count: int, shape: tuple[int, ...]) -> Pixels:
        """Memory for so many pictures, the same each time: fresh memory costs as much as copying them."""
        if len(self._room) < count or self._room.shape[1:] != shape:
            self._room = np.empty((count, *shape), np.uint8)
        return self._room[:count]

    def _write(self, pixels: Pixels) -> None:
        try:
            self._file.write(np.ascontiguousarray(pixels).data)
        except OSError as error:
            raise cannot_write(self.folder, error) from error

    def _rewrite(self, rows: Iterable[int], channels: int) -> None:
        """Go on in a new file that holds ``rows`` of this one, with ``channels``."""
        before = self.index
        kept = np.fromiter(rows, np.int64)
        self.index = Index(before.decoding, channels=channels, rows=len(kept))
        try:
            self._file.flush()
            old = mapped(self.folder, before)
            self._file.close()
            self._file = (self.folder / self.index.pixels).open("w+b")
            if before.pixels != self.committed.pixels:
                (self.folder / before.pixels).unlink(missing_ok=True)
        except OSError as error:
            raise cannot_write(self.folder, error) from error
        block = max(1, _BLOCK // max(self.index.stride, 1))
        for start in range(0, len(kept), block):
            some = old[kept[start : start + block]]
            self._write(np.broadcast_to(some, (len(some), channels, *some.shape[2:])))


def _plain(reason: Reason) -> Any:
    return [reason.template, reason.facts] if isinstance(reason, Message) else reason


def _reason(value: Any) -> Reason:
    return value if isinstance(value, str) else Message(*value)
