"""The thread that reads and writes run folders for the page, so that the window never waits for a disk."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.look.messages import words
from studio.session.background import Background, Then
from trainer_core.errors import Message, TrainerError
from trainer_core.library.library import Library
from trainer_core.library.record import Change, ChangeKind, RunState

POLL_SECONDS = 2.5
_SHARE = 0.05
"""Of the time; a scan of thousands of folders is done the less often the longer it takes, for training goes on."""
_CHUNK = 200
_PATIENCE = 0.1
"""Seconds after which changes that were found are shown, however few."""


class LibraryWorker(Background):
    """Scans a folder of runs, over and over while it is `watch`ed, and does other work between two runs.

    Signals:
        changed(object, object): what was found below the folder (Path), as a list of `Change`.
        scanned(object): everything below this folder has been looked at.
        failed(object, str): this folder could not be read, and the sentence that says why.
    """

    changed = Signal(object, object)
    scanned = Signal(object)
    failed = Signal(object, str)

    def __init__(self, parent: QObject | None = None, index_path: Path | None = None) -> None:
        self._index_path = index_path
        self._root: Path | None = None
        self._watching = False
        self._library: Library | None = None
        self._next_scan = self._next_look = 0.0
        super().__init__(parent)

    def watch(self, root: Path) -> None:
        """Scan the runs below ``root`` now, and again and again until `rest`."""
        self._root, self._watching, self._next_scan = root, True, 0.0
        self._jobs.put(None)

    def rest(self) -> None:
        """Scan no more until `watch`; work that is asked for is still done."""
        self._watching = False

    def scan_soon(self) -> None:
        """Scan at the next opportunity, as when the folder is known to have changed."""
        self._next_scan = 0.0
        self._jobs.put(None)

    def do_to(self, path: Path, work: Callable[[], Any], then: Then, instead: Callable[[Message], None]) -> None:
        """`do` something to the run in the folder ``path``, which is looked at afterwards."""

        def work_and_look() -> Any:
            try:
                return work()
            finally:
                self._jobs.put(partial(self._look_at, path))

        self.do(work_and_look, then, instead)

    def close(self) -> None:
        """Scan no more, and end the thread; what was asked for is finished."""
        self._watching = False
        super().close()

    def _at_leisure(self) -> None:
        now = time.monotonic()
        try:
            if not self._watching or self._root is None:
                return
            if now >= self._next_scan:
                self._scan(self._root)
            elif now >= self._next_look:
                self._look_at_running()
        except Exception as error:
            self._next_scan = time.monotonic() + 20 * POLL_SECONDS
            self._tell_crash(error)

    def _patience(self) -> float | None:
        if not self._watching:
            return None
        return max(0.0, min(self._next_scan, self._next_look) - time.monotonic())

    def _scan(self, root: Path) -> None:
        began = time.monotonic()
        self._next_scan = float("inf")
        try:
            for changes in self._found_below(root):
                self.changed.emit(root, changes)
        except TrainerError as error:
            self.failed.emit(root, words(error.message))
        took = time.monotonic() - began
        if self._root == root and not self._stopping.is_set():
            self._next_scan = min(self._next_scan, time.monotonic() + max(POLL_SECONDS, took / _SHARE))
            self._next_look = time.monotonic() + POLL_SECONDS
            self.scanned.emit(root)
        elif self._root != root:
            self._next_scan = 0.0

    def _found_below(self, root: Path) -> Iterator[list[Change]]:
        """What the index knows, at once, then what has changed since, in parts."""
        if self._library is None or self._library.root != root.expanduser().absolute():
            self._library = Library(root, self._index_path)
            known = [Change(ChangeKind.ADDED, record) for record in self._library.records()]
            known.sort(key=lambda change: change.record.path.name, reverse=True)
            for start in range(0, len(known), _CHUNK):
                yield known[start : start + _CHUNK]
        scan, part, since = self._library.scan(), [], time.monotonic()
        with contextlib.closing(scan):
            for change in scan:
                part.append(change)
                if len(part) >= _CHUNK or time.monotonic() - since > _PATIENCE:
                    yield part
                    part, since = [], time.monotonic()
                self._work_off()
                if self._stopping.is_set() or self._root != root:
                    return
        if part:
            yield part

    def _look_at_running(self) -> None:
        """Runs that go on change all the time; the others only with their folder."""
        self._next_look = time.monotonic() + POLL_SECONDS
        for record in self._library.records() if self._library else ():
            if record.state is RunState.RUNNING:
                self._look_at(record.path)

    def _look_at(self, path: Path) -> None:
        library = self._library
        if library is None or path.parent != library.root:
            return
        change = library.refresh(path)
        if change is not None:
            self.changed.emit(self._root, [change])
