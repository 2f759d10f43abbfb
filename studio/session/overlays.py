"""Earlier runs that are laid under the present one: which they are, and the number by which each is known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from trainer_core.history.history import History
from trainer_core.protocol.events import RunStarted

MOST = 8
"""Runs that can be laid under the present one: as many as there are colours that people tell apart."""
MUTED = 0
"""The slot of the run before the present one, which is grey and needs no number."""


@dataclass(frozen=True, eq=False)
class Overlay:
    """A run to lay under the present one, as far as it had come then. ``key`` is its folder, or a name without one.

    ``slot`` (1 to `MOST`) is the number, colour and mark by which it is known everywhere; `MUTED` is grey.
    """

    key: Path | str
    name: str
    history: History
    slot: int


class LaidUnder(QObject):
    """The run before the present one, if a person wants to see it, and those that they have chosen.

    Signals:
        changed(object): the list of what lies under the present run now.
        previous_there(bool): whether there is a run before the present one.
        previous_removed(): a person took the run before out.
        removed(object): a person took the run with this key out.
    """

    changed = Signal(object)
    previous_there = Signal(bool)
    previous_removed = Signal()
    removed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._with_previous = False
        self._previous: list[Overlay] = []
        self._chosen: list[Overlay] = []

    def choose(self, overlays: list[Overlay]) -> None:
        """Lay these runs under the present one."""
        self._chosen = list(overlays)
        self.tell()

    def keep_before(self, run: RunStarted) -> None:
        """Another run takes the place of ``run``, which can be laid under it from now on."""
        name = self.tr("run {number}").format(number=run.run)
        if not run.run and run.folder is not None:
            name = run.folder.name
        self._previous = [Overlay("previous", name, run.history, MUTED)]
        self.previous_there.emit(True)

    @Slot(bool)
    def show_previous(self, wanted: bool) -> None:
        """Lay the run before under the present one, or take it away."""
        self._with_previous = wanted
        self.tell()

    def tell(self) -> None:
        """Tell what lies under the present run."""
        self.changed.emit([*(self._previous if self._with_previous else []), *self._chosen])

    @Slot(object)
    def remove(self, key: Path | str) -> None:
        """Take the run with this key out."""
        if any(each.key == key for each in self._previous):
            self.previous_removed.emit()
        else:
            self._chosen = [each for each in self._chosen if each.key != key]
            self.removed.emit(key)
            self.tell()
