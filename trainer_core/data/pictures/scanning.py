"""Finds every picture below a folder, without opening any: names, sizes and times, and what stood in the way."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from trainer_core.data.examples import Progress, no_progress
from trainer_core.data.pictures.opening import SUFFIXES, Reason, reason_of
from trainer_core.errors import DataError, plural

_OF_THE_SYSTEM = frozenset(
    (
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "icon\r",
        "__macosx",
        "$recycle.bin",
        "system volume information",
        "@eadir",
    )
)
"""Files and folders that a system puts beside a person's, besides those whose names begin with a dot."""

_SECONDS_BETWEEN_REPORTS = 0.2


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file by its name relative to the folder that was scanned, with ``/`` on each system; ``size`` in bytes."""

    name: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What lies below ``root``, each sorted by name; hidden files and those of the system are not in it.

    ``others`` are files whose names are no picture's, ``folders`` all folders that were looked into. ``closed`` are
    those that could not be, with the reason; ``twice`` those that a link leads to once more, which are read once.
    """

    root: Path
    pictures: tuple[FoundFile, ...]
    others: tuple[str, ...]
    folders: tuple[str, ...]
    closed: tuple[tuple[str, Reason], ...]
    twice: tuple[str, ...]


def scan(root: Path, progress: Progress = no_progress) -> Scan:
    """Look through ``root`` and all folders below it, links followed.

    A folder below that cannot be listed is told in the result. Raises `DataError` if ``root`` is not there, is no
    folder, or cannot be listed itself.
    """
    walk = _Walk(root, progress)
    walk.all()
    return Scan(
        root,
        tuple(sorted(walk.pictures, key=lambda file: file.name)),
        tuple(sorted(walk.others)),
        tuple(sorted(walk.folders)),
        tuple(sorted(walk.closed, key=lambda pair: pair[0])),
        tuple(sorted(walk.twice)),
    )


class _Walk:
    def __init__(self, root: Path, progress: Progress) -> None:
        self.root = root
        self.pictures: list[FoundFile] = []
        self.others: list[str] = []
        self.folders: list[str] = []
        self.closed: list[tuple[str, Reason]] = []
        self.twice: list[str] = []
        self._progress = progress
        self._next_report = time.monotonic() + _SECONDS_BETWEEN_REPORTS
        self._seen: set[tuple[int, int]] = set()
        # What links lead to comes last, so that a folder is known by its own name.
        self._to_do: list[str] = [""]
        self._linked: list[str] = []

    def all(self) -> None:
        while self._to_do or self._linked:
            folder = self._to_do.pop() if self._to_do else self._linked.pop(0)
            try:
                self._folder(folder)
            except OSError as error:
                if not folder:
                    raise _cannot_be_listed(self.root, error) from None
                self.closed.append((folder, reason_of(error)))

    def _folder(self, folder: str) -> None:
        path = self.root / folder
        status = os.stat(path)
        identity = (status.st_dev, status.st_ino)
        if identity in self._seen:
            self.twice.append(folder)
            return
        with os.scandir(path) as entries:
            self._seen.add(identity)
            if folder:
                self.folders.append(folder)
            prefix = f"{folder}/" if folder else ""
            for entry in entries:
                if not is_of_the_system(entry.name):
                    self._entry(entry, prefix + entry.name)
        self._report()

    def _entry(self, entry: os.DirEntry[str], name: str) -> None:
        try:
            if entry.is_dir():
                (self._linked if entry.is_symlink() else self._to_do).append(name)
                return
            if not is_picture(name):
                self.others.append(name)
                return
            status = entry.stat()
        except OSError:
            # A link that leads nowhere or to itself, or a file that has gone: opening it will say so.
            self.pictures.append(FoundFile(name, 0, 0))
            return
        if stat.S_ISREG(status.st_mode):
            self.pictures.append(FoundFile(name, status.st_size, status.st_mtime_ns))
        else:
            self.others.append(name)

    def _report(self) -> None:
        if time.monotonic() < self._next_report:
            return
        self._next_report = time.monotonic() + _SECONDS_BETWEEN_REPORTS
        found = plural(
            len(self.pictures),
            "Looking through {folder}: 1 picture so far.",
            "Looking through {folder}: {n:,} pictures so far.",
            folder=self.root.name,
        )
        self._progress(found, 0.0)


def is_picture(name: str) -> bool:
    """Whether a file's name ends as a picture's does."""
    return os.path.splitext(name)[1].lower() in SUFFIXES


def is_of_the_system(name: str) -> bool:
    """Whether a system or a program put this file or folder there, unseen by the person."""
    return name.startswith(".") or name.lower() in _OF_THE_SYSTEM


def _cannot_be_listed(root: Path, error: OSError) -> DataError:
    path = str(root)
    if isinstance(error, FileNotFoundError):
        return DataError("missing-folder", "{path} does not exist. Check the name of the folder.", path=path)
    if isinstance(error, NotADirectoryError):
        return DataError("not-a-folder", "{path} is not a folder. Name the folder that holds the pictures.", path=path)
    return DataError(
        "closed-folder",
        "{path} cannot be looked into: {reason}. Change its permissions, or choose another folder.",
        path=path,
        reason=reason_of(error),
    )
