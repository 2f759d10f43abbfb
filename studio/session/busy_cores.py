"""Notices during a run on the CPU that other programs keep its cores busy, and how many threads fit beside them."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.session.session import Session
from trainer_core.compute.cpu_load import CpuLoad, cores, fitting_threads
from trainer_core.protocol.events import HyperparameterChanged, Prepared, State

FIELD = "training.threads"
EVERY_MS = 2000
_LOOKS = 2
"""So many looks in a row have to find the same: what is over in a moment is not worth a question."""


class BusyCores(QObject):
    """Looks at the load of the cores every two seconds while a run is trained on the CPU, which takes 0.1 ms.

    ``others`` says how many cores other programs keep busy, ``fitting`` how many threads fit beside them, and
    ``threads`` with how many the run computes.

    Signals:
        changed(): `offered` is another number.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.load = CpuLoad()
        self.others, self.fitting, self.threads = 0.0, 0, 0
        self._session = session
        self._found, self._times = 0, 0
        self._begins = False
        """Whether the next look is the first, from which the others count."""
        self._lowered = False
        self._offered = 0
        self.timer = QTimer(self, interval=EVERY_MS)
        self.timer.timeout.connect(self.look)
        session.prepared.connect(self._take_preparation)
        session.hyperparameter_changed.connect(self._take_change)
        session.state_changed.connect(self._take_state)

    @property
    def offered(self) -> int:
        """With how many threads training would be faster; 0 where those in use are right.

        More than there are is only offered where a load had made them fewer: otherwise a person chose their number.
        """
        return self._offered

    @property
    def looking(self) -> bool:
        """Whether the timer runs: only while a run is trained on the CPU."""
        return self.timer.isActive()

    @Slot()
    def look(self) -> None:
        """Look at the load since the last look."""
        if self._begins:
            self._begins, self.load = False, self.load.anew()
            return
        others = self.load.others()
        if math.isnan(others):
            return
        fitting = fitting_threads(others)
        self._times = self._times + 1 if fitting == self._found else 1
        self._found = fitting
        if self._times >= _LOOKS:
            self.others, self.fitting = others, fitting
            self._offer()

    @Slot(object)
    def _take_preparation(self, event: Prepared) -> None:
        self.threads = event.device.threads
        self._lowered = event.recipe.training.threads == 0 and self.threads < cores()
        self._offer()

    @Slot(object)
    def _take_change(self, event: HyperparameterChanged) -> None:
        if event.key == FIELD:
            self._lowered = event.new == self._offered and event.new < cores()
            self.threads = event.new
            self._offer()

    @Slot()
    def _take_state(self) -> None:
        session = self._session
        on_cpu = session.preparation is not None and session.preparation.device.device == "cpu"
        trains = session.state in (State.TRAINING, State.VALIDATING) and on_cpu and not session.replaying
        if trains == self.timer.isActive():
            return
        self._found, self._times, self.fitting = 0, 0, 0
        if trains:
            self._begins = True
            self.timer.start()
        else:
            self.timer.stop()
        self._offer()

    def _offer(self) -> None:
        fewer = 0 < self.fitting < self.threads
        more = self.fitting > self.threads > 0 and self._lowered
        offered = self.fitting if self.looking and (fewer or more) else 0
        if offered != self._offered:
            self._offered = offered
            self.changed.emit()
