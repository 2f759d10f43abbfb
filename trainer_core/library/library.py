"""All runs below a folder: what was known last time at once, and then what has changed, run by run."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from pathlib import Path

from trainer_core.errors import RunFolderError
from trainer_core.library.folders import Listing, listing, run_names
from trainer_core.library.index import Entry, default_index, load_index, save_index
from trainer_core.library.reading import record_of
from trainer_core.library.record import Change, ChangeKind, RunRecord, RunState


class Library:
    """The runs in the folders right below ``root``; hidden folders, and those that are no run, are left out.

    Made cheaply; `records` and `scan` read, so they belong on a worker thread, and a library on one thread at a time.
    The index is a cache (`trainer_core.library.index`): several programs may share it, and without it, or where it
    cannot be written, everything works and takes longer.
    """

    def __init__(self, root: Path, index_path: Path | None = None) -> None:
        self.root = root.expanduser().absolute()
        self._index = index_path or default_index(self.root)
        self._known: dict[str, Entry] | None = None
        self._unsaved = False

    def records(self) -> tuple[RunRecord, ...]:
        """What is known of each run: by the index at first, and after a `scan` what that has found."""
        return tuple(entry.record for entry in self._entries().values())

    def scan(self) -> Generator[Change, None, None]:
        """Look through the folders, the newest names first, and yield each change against `records` once it is known.

        A run is read again only if a file of it came, went, or got another size or time, or if it is going on. The
        index is saved at the end, or when the iterator is closed. Raises `RunFolderError` if ``root`` cannot be read.
        """
        known = self._entries()
        names = run_names(self.root)
        gone = set(known)
        try:
            for name in names:
                found = listing(self.root / name)
                if found is None:
                    continue
                gone.discard(name)
                if change := self._look(name, found):
                    yield change
            for name in sorted(gone):
                self._unsaved = True
                yield Change(ChangeKind.REMOVED, known.pop(name).record)
        finally:
            # A root that is not there may be a drive that is not plugged in: what is known of it is worth keeping.
            if self._unsaved and self.root.is_dir():
                with contextlib.suppress(RunFolderError):
                    save_index(self._index, self.root, known.items())
                    self._unsaved = False

    def refresh(self, path: Path) -> Change | None:
        """Look at the one run in the folder ``path`` now; None if nothing about it has changed.

        Raises `ValueError` if ``path`` is not right below the root.
        """
        path = path.expanduser().absolute()
        if path.parent != self.root:
            raise ValueError(f"{path} is not right below {self.root}")
        known = self._entries()
        found = None if path.name.startswith(".") else listing(path)
        if found is not None:
            return self._look(path.name, found)
        if path.name not in known:
            return None
        self._unsaved = True
        return Change(ChangeKind.REMOVED, known.pop(path.name).record)

    def _entries(self) -> dict[str, Entry]:
        if self._known is None:
            self._known = load_index(self._index, self.root)
        return self._known

    def _look(self, name: str, found: Listing) -> Change | None:
        known = self._entries()
        before = known.get(name)
        if (
            before is not None
            and before.signature == found.signature != ""
            and before.record.state is not RunState.RUNNING
        ):
            return None
        record = record_of(self.root / name, found)
        known[name] = Entry(found.signature, record)
        # What is going on changes at every look, and is read anew at the next start anyway.
        if before is None or record.state is not RunState.RUNNING:
            self._unsaved = True
        if before is not None and before.record == record:
            return None
        return Change(ChangeKind.ADDED if before is None else ChangeKind.CHANGED, record)
