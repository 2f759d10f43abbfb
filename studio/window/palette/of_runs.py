"""The runs of the library in the command palette, from what the page of the runs knows of them already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot

from studio.views.runs import wording
from studio.widgets.command_palette.items import PaletteItem
from trainer_core.library.record import RunRecord

if TYPE_CHECKING:
    from studio.views.runs.runs_view import RunsView
    from studio.window.main_window import MainWindow


class RunItems(QObject):
    """The runs, the newest first, once their page is built. They are read by its thread; nothing is read here.

    No signals.
    """

    kind = "runs"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[Path, tuple[RunRecord, str, PaletteItem]] = {}

    @property
    def _runs(self) -> RunsView:
        return self._window.pages.runs

    def follow(self) -> None:
        """Have the thread of the page rest whenever it has looked through the folder for the palette alone."""
        self._runs.worker.scanned.connect(self._rest)

    def look(self) -> None:
        """Have the folder looked through where its page is not seen, which does it by itself."""
        if not self._runs.isVisible():
            self._runs.refresh()

    @Slot()
    def _rest(self) -> None:
        if not self._runs.isVisible():
            self._runs.worker.rest()

    def label(self) -> str:
        return QCoreApplication.translate("PaletteKinds", "Runs")

    def items(self) -> Sequence[PaletteItem]:
        table = self._runs.table
        known = sorted(table.known.values(), key=_newest, reverse=True)
        made = {record.path: self._item(record, table.label(record)) for record in known}
        self._made = made
        return [item for _, _, item in made.values()]

    def _item(self, record: RunRecord, name: str) -> tuple[RunRecord, str, PaletteItem]:
        """The item of a run, made once for each name and record."""
        before = self._made.get(record.path)
        state = wording.state_of(record)[1]
        if before is not None and before[0] is record and before[1] == f"{name}\n{state}":
            return before
        title = record.name if name == record.name else name
        item = PaletteItem(
            id=f"run/{record.path}",
            title=title,
            run=partial(self._show, record.path),
            keywords=(record.path.name, record.name, *record.tags, record.source, record.model),
            detail=f"{state} · {wording.date(record)}",
            about=wording.recipe_line(record),
            icon="runs",
        )
        return record, f"{name}\n{state}", item

    def _show(self, path: Path) -> None:
        self._window.pages.show_runs()
        self._runs.filter.clear()
        self._runs.show_library()
        self._runs.list.choose(path)


def _newest(record: RunRecord) -> tuple[float, str]:
    return (record.started.timestamp() if record.started is not None else 0.0, record.path.name)
