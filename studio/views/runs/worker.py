"""The thread that reads and writes run folders for the page, so that the window never waits for a disk."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import words
from trainer_core.errors import TrainerError
from trainer_core.library.library import Library
from trainer_core.library.record import Change, ChangeKind, RunState

Job = Callable[[], None]

POLL_SECONDS = 2.5
_SHARE = 0.05
"""Of the time; a scan of thousands of folders is done the less often the longer it takes, for training goes on."""
_CHUNK = 200
_PATIENCE = 0.1
"""Seconds after which changes that were found are shown, be they ever so few."""


class LibraryWorker(QObject):
    """Scans a folder of runs, over and over while it is `watch`ed, and does other work between two runs.

    Signals:
        changed(object, object): what was found below the folder (Path), as a list of `Change`.
        scanned(object): everything below this folder has been looked at.
        failed(object, str): this folder could not be read, and the sentence that says why.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    changed = Signal(object, object)
    scanned = Signal(object)
    failed = Signal(object, str)
    crashed = Signal(str, str)
    _done = Signal(object)
    _refused = Signal(object, object)

    def __init__(self, parent: QObject | None = None, index_path: Path | None = None) -> None:
        super().__init__(parent)
        self._index_path = index_path
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._root: Path | None = None
        self._watching = False
        self._stopping = threading.Event()
        self._library: Library | None = None
        self._next_scan = self._next_look = 0.0
        self._done.connect(self._deliver)
        self._refused.connect(self._deliver_refusal)
        # A daemon: a window that is torn down without a word must not keep the program alive.
        self._thread = threading.Thread(target=self._run, name="run library", daemon=True)
        self._thread.start()

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

    def do(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        instead: Callable[[str], None],
        about: Path | None = None,
    ) -> None:
        """Run ``work`` on the thread; then, on the GUI thread, ``then`` with its result.

        A `TrainerError` is told by ``instead`` in a sentence. The run in the folder ``about`` is looked at afterwards.
        """

        def job() -> None:
            try:
                result = work()
            except TrainerError as error:
                self._refused.emit(instead, error.message)
            else:
                self._done.emit((then, result))
            if about is not None:
                self._look_at(about)

        self._jobs.put(job)

    def close(self) -> None:
        """End the thread and wait for it; a scan is broken off, and what it was asked to `do` is done."""
        self._watching = False
        self._stopping.set()
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone
            while not self._stopping.is_set():
                self._work_off(self._seconds_to_wait())
                now = time.monotonic()
                try:
                    if self._watching and now >= self._next_scan:
                        self._scan(self._root)
                    elif self._watching and now >= self._next_look:
                        self._look_at_running()
                except Exception as error:
                    self._next_scan = time.monotonic() + 20 * POLL_SECONDS
                    self.crashed.emit(f"{type(error).__name__}: {error}", traceback.format_exc())
            self._work_off()

    def _seconds_to_wait(self) -> float | None:
        if not self._watching:
            return None
        return max(0.0, min(self._next_scan, self._next_look) - time.monotonic())

    def _work_off(self, patience: float | None = 0.0) -> None:
        """Do what was asked for; wait up to ``patience`` seconds for the first of it (None: for ever)."""
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._jobs.get(patience != 0.0, patience)
                patience = 0.0
                if job is None:
                    continue
                try:
                    job()
                except Exception as error:
                    self.crashed.emit(f"{type(error).__name__}: {error}", traceback.format_exc())

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

    @Slot(object)
    def _deliver(self, done: tuple[Callable[[Any], None], Any]) -> None:
        then, result = done
        then(result)

    @Slot(object, object)
    def _deliver_refusal(self, instead: Callable[[str], None], message: Any) -> None:
        instead(words(message))
