"""Tells that a paused run goes on, once it has for a moment: a move through a step is over before."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from trainer_core.protocol.events import State

_MOMENT_MS = 80


class GoingOn(QObject):
    """Tells of states, except of one of training between two pauses that lasts less than a moment.

    Such are the states of each move through a step. All buttons would blink with them, twenty times a second in slow
    motion, and their painting would take longer than the move.

    Signals:
        told(): there is a state to be shown.
    """

    told = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_MOMENT_MS, singleShot=True)
        self._timer.timeout.connect(self._tell)

    def tell(self, before: State, now: State) -> None:
        """Tell that the state is ``now``, where it was ``before``."""
        if (before, now) == (State.PAUSED, State.TRAINING):
            self._timer.start()
        else:
            self._timer.stop()
            self.told.emit()

    @Slot()
    def _tell(self) -> None:
        self.told.emit()
