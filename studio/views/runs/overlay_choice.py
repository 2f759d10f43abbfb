"""Chooses which of the listed runs lie under the curves, and calls them by what tells them apart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from studio.views.runs import wording
from studio.views.runs.overlay_shelf import OverlayShelf
from studio.views.runs.run_table import RunTable
from trainer_core.library.record import RunRecord, RunState


class OverlayChoice(QObject):
    """Lays runs of ``table`` on ``shelf`` and takes them away. No signals; the shelf tells."""

    def __init__(self, table: RunTable, shelf: OverlayShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table, self._shelf = table, shelf

    @property
    def records(self) -> list[RunRecord]:
        """The runs that lie under the curves, as far as they are listed."""
        return [self._table.known[path] for path in self._shelf.slots if path in self._table.known]

    @Slot(object)
    def toggle(self, path: Path) -> None:
        """Lay the run in this folder under the curves, or take it out."""
        record = self._table.known.get(path)
        if path in self._shelf.slots:
            self._shelf.remove(path)
        elif record is not None:
            self._shelf.add(path, self._table.label(record))

    def lay(self, chosen: list[RunRecord]) -> None:
        """Lay these runs under the curves, or take them out if all of them are there."""
        chosen = [record for record in chosen if record.state is not RunState.UNREADABLE]
        out = all(record.path in self._shelf.slots for record in chosen)
        for record in chosen:
            if out or record.path not in self._shelf.slots:
                self.toggle(record.path)

    def remove_unknown(self) -> None:
        """Take out what is not listed any more."""
        for path in [path for path in self._shelf.slots if path not in self._table.known]:
            self._shelf.remove(path)

    def name(self) -> None:
        """Call the runs under the curves by what tells them apart, or a single one from all others."""
        laid = self.records
        names = wording.labels(laid) if len(laid) > 1 else [self._table.label(record) for record in laid]
        for record, name in zip(laid, names, strict=True):
            self._shelf.rename(record.path, name)
