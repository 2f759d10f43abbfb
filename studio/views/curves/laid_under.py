"""The runs that lie under the present one in the curves: the one before it, and those that a person has chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from studio.session.overlays import MUTED, Overlay
from studio.widgets.overlay_legend import OverlayLegend
from trainer_core.protocol.events import RunStarted


class LaidUnder(QObject):
    """Keeps ``legend`` on them; the switch ``previous`` says whether the run before is among them.

    Signals:
        removed(object): a person took the run with this key out of the curves.
    """

    removed = Signal(object)

    def __init__(self, legend: OverlayLegend, previous: QAction, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._legend = legend
        self._switch = previous
        self._previous: list[Overlay] = []
        self._chosen: list[Overlay] = []
        legend.remove_asked.connect(self._remove)

    def choose(self, overlays: list[Overlay]) -> None:
        """Lay these runs under the present one."""
        self._chosen = list(overlays)
        self.show()

    def keep_before(self, run: RunStarted) -> None:
        """Another run takes the place of ``run``, which can be laid under it from now on."""
        name = self.tr("run {number}").format(number=run.run)
        if not run.run and run.folder is not None:
            name = run.folder.name
        self._previous = [Overlay("previous", name, run.history, MUTED)]
        self._switch.setEnabled(True)

    @Slot()
    def show(self) -> None:
        """Put them into the legend, which tells what of them is to be seen."""
        previous = self._previous if self._switch.isChecked() else []
        self._legend.set_overlays([*previous, *self._chosen])

    @Slot(object)
    def _remove(self, key: Path | str) -> None:
        if any(each.key == key for each in self._previous):
            self._switch.setChecked(False)
        else:
            self._chosen = [each for each in self._chosen if each.key != key]
            self.removed.emit(key)
        self.show()
