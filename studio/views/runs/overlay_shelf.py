"""Which runs lie under the curves, under which numbers, and their histories on the way from the disk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.look.messages import words
from studio.session.overlays import MOST, Overlay
from studio.views.runs.worker import LibraryWorker
from trainer_core.errors import Message
from trainer_core.history.history import History
from trainer_core.runs.run_files import read_history


class OverlayShelf(QObject):
    """Up to `MOST` runs. A number is taken at once, the curves follow when they are read.

    Signals:
        numbers_changed(): other runs have numbers; ask `slots`.
        changed(object): the overlays that can be drawn, as a list of `Overlay`.
        refused(object, str): what words a notice, and its kind: a run could not be laid under the curves.
    """

    numbers_changed = Signal()
    changed = Signal(object)
    refused = Signal(object, str)

    def __init__(self, worker: LibraryWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._slots: dict[Path, int] = {}
        self._names: dict[Path, str] = {}
        self._overlays: dict[Path, Overlay] = {}

    @property
    def slots(self) -> Mapping[Path, int]:
        """The number of each run by its folder."""
        return self._slots

    def add(self, path: Path, name: str) -> None:
        """Lay the run in the folder ``path`` under the curves."""
        if path in self._slots:
            return
        slot = next((each for each in range(1, MOST + 1) if each not in self._slots.values()), None)
        if slot is None:
            self.refused.emit(
                self.tr("{most} runs are already overlaid on the curves. Remove one first.").format(most=MOST),
                "warning",
            )
            return
        self._slots[path], self._names[path] = slot, name
        self.numbers_changed.emit()
        self._worker.do(partial(read_history, path), partial(self._take, path), partial(self._give_up, path))

    def remove(self, path: Path) -> None:
        """Take the run in the folder ``path`` out of the curves; nothing happens if it is not there."""
        if self._slots.pop(path, None) is not None:
            self.numbers_changed.emit()
            if self._overlays.pop(path, None) is not None:
                self._tell()

    def rename(self, path: Path, name: str) -> None:
        """Call the run in the folder ``path`` otherwise."""
        if path in self._slots:
            self._names[path] = name
        overlay = self._overlays.get(path)
        if overlay is not None and overlay.name != name:
            self._overlays[path] = Overlay(path, name, overlay.history, overlay.slot)
            self._tell()

    def _take(self, path: Path, history: History) -> None:
        slot = self._slots.get(path)
        if slot is None:  # taken out while it was read
            return
        self._overlays[path] = Overlay(path, self._names[path], history, slot)
        self._tell()

    def _give_up(self, path: Path, message: Message) -> None:
        self.remove(path)
        self.refused.emit(partial(words, message), "error")

    def _tell(self) -> None:
        self.changed.emit(sorted(self._overlays.values(), key=lambda each: each.slot))
