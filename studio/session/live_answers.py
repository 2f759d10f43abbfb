"""Asks the engine about one drawing or one row again and again, as it changes, and never faster than it answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.session.session import Action, Session
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Crashed, Prepared, Refused, State
from trainer_core.protocol.predicting import PredictedOne

_LEAST_MS = 50
"""At most twenty questions a second."""
_TRAINING_MS = 500
"""While it trains the same question is put again so often."""


class LiveAnswers(QObject):
    """Keeps the answer to what ``question`` asks fresh while ``watcher`` is seen; None asks nothing.

    Signals:
        arrived(PredictedOne): an answer.
        refused(object): why there is none, a `trainer_core.errors.Message`.
    """

    arrived = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, question: Callable[[], Command | None], watcher: QWidget) -> None:
        super().__init__(watcher)
        self._session, self._question, self._watcher = session, question, watcher
        self._asked = 0
        self._stale = False
        self._rest = QTimer(self, singleShot=True, interval=_LEAST_MS)
        self._again = QTimer(self, interval=_TRAINING_MS)
        self._rest.timeout.connect(self._ask)
        self._again.timeout.connect(self.refresh)
        watcher.installEventFilter(self)
        session.predicted_one.connect(self._take)
        session.refused.connect(self._take_refusal)
        session.crashed.connect(self._give_up)
        session.prepared.connect(self._start_anew)
        for changed in (session.epoch_ended, session.run_ended, session.weights_loaded, session.run_opened):
            changed.connect(self._see_change)
        # A replay that goes back begins anew.
        session.run_started.connect(self._see_change)
        session.state_changed.connect(self._follow)

    @property
    def waiting(self) -> bool:
        """Whether a question is not answered yet, or is about to be put."""
        return bool(self._asked) or self._stale

    @Slot()
    def refresh(self) -> None:
        """Ask now, or as soon as the last question is answered and its time has passed, or once the widget is seen."""
        self._stale = True
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._follow()
        return False

    @Slot()
    def _ask(self) -> None:
        if self._asked or self._rest.isActive() or not self._stale or not self._watcher.isVisible():
            return
        command = self._question() if self._session.possible(Action.PREDICT) else None
        if command is None:
            return
        self._stale = False
        self._asked = command.id
        self._rest.start()
        self._session.post(command)

    @Slot()
    def _follow(self) -> None:
        if self._watcher.isVisible() and self._session.state is State.TRAINING:
            self._again.start()
        else:
            self._again.stop()
        self._ask()

    @Slot(object)
    def _see_change(self, event: object) -> None:
        self.refresh()

    @Slot(object)
    def _start_anew(self, event: Prepared) -> None:
        self._asked = 0
        self.refresh()

    @Slot(object)
    def _take(self, event: PredictedOne) -> None:
        if event.answers == self._asked:
            self._asked = 0
            self.arrived.emit(event)
            self._ask()

    @Slot(object)
    def _take_refusal(self, event: Refused) -> None:
        if event.answers == self._asked:
            self._asked = 0
            self.refused.emit(event.message)
            self._ask()

    @Slot(object)
    def _give_up(self, event: Crashed) -> None:
        self._asked = 0
