"""Which runs lie under the curves, under which numbers, and their histories on the way from the disk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.plots.overlays import MOST, Overlay
from studio.views.runs.worker import LibraryWorker
from trainer_core.history.history import History
from trainer_core.runs.run_files import read_history


class OverlayShelf(QObject):
    """Up to `MOST` runs. A number is taken at once, the curves follow when they are read.

    Signals:
        numbers_changed(): other runs have numbers; ask `slots`.
        changed(object): the overlays that can be drawn, as a list of `Overlay`.
        refused(str, str): sentence and kind of a notice: a run could not be laid under the curves.
    """

    numbers_changed = Signal()
    changed = Signal(object)
    refused = Signal(str, str)

    def __init__(self, worker: LibraryWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._slots: dict[Path, int] = {}
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
                self.tr("{most} runs lie under the curves already. Take one out first.").format(most=MOST), "warning"
            )
            return
        self._slots[path] = slot
        self.numbers_changed.emit()
        self._worker.do(partial(read_history, path), partial(self._take, path, name), partial(self._give_up, path))

    def remove(self, path: Path) -> None:
        """Take the run in the folder ``path`` out of the curves; nothing happens if it is not there."""
        if self._slots.pop(path, None) is not None:
            self.numbers_changed.emit()
            if self._overlays.pop(path, None) is not None:
                self._tell()

    def rename(self, path: Path, name: str) -> None:
        """Call the run in the folder ``path`` otherwise."""
        overlay = self._overlays.get(path)
        if overlay is not None and overlay.name != name:
            self._overlays[path] = Overlay(path, name, overlay.history, overlay.slot)
            self._tell()

    def _take(self, path: Path, name: str, history: History) -> None:
        slot = self._slots.get(path)
        if slot is None:  # taken out while it was read
            return
        self._overlays[path] = Overlay(path, name, history, slot)
        self._tell()

    def _give_up(self, path: Path, sentence: str) -> None:
        self.remove(path)
        self.refused.emit(sentence, "error")

    def _tell(self) -> None:
        self.changed.emit(sorted(self._overlays.values(), key=lambda each: each.slot))
