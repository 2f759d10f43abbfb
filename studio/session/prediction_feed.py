"""Asks the engine for predictions of the same examples again and again, and never faster than it answers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.session.session import Action, Session
from trainer_core.protocol.events import Crashed, Predicted, Prepared, Reason, Refused, RunEnded, State

_INTERVAL_MS = 1000


class PredictionFeed(QObject):
    """Keeps predictions of some test examples fresh for one widget.

    Nothing is asked while the widget is hidden or its window minimised, and never a second time before the
    first answer. While the session trains, it asks each second; `refresh` asks when something else changed
    the weights. Answers to other tags, to other indices and of earlier runs are dropped.

    Signals:
        arrived(Predicted): predictions of the present ``indices``.
    """

    arrived = Signal(object)

    def __init__(self, session: Session, tag: str, watcher: QWidget) -> None:
        super().__init__(watcher)
        self._session = session
        self._tag = tag
        self._watcher = watcher
        self._indices: tuple[int, ...] = ()
        self._waiting = False
        self._stale = False
        self.timer = QTimer(self)
        self.timer.setInterval(_INTERVAL_MS)
        self.timer.timeout.connect(self._tick)
        watcher.installEventFilter(self)
        session.predicted.connect(self._take)
        session.state_changed.connect(self._follow)
        session.refused.connect(self._give_up_refused)
        session.run_ended.connect(self._give_up_failed)
        for broken in (session.crashed, session.prepared):
            broken.connect(self._give_up)

    @property
    def waiting(self) -> bool:
        """Whether a request is under way."""
        return self._waiting

    @property
    def indices(self) -> tuple[int, ...]:
        """The test examples that are asked for."""
        return self._indices

    def watch(self, indices: tuple[int, ...]) -> None:
        """Watch other examples; answers for the former ones no longer count. Asks for nothing by itself."""
        self._indices = indices
        self._waiting = False

    def refresh(self) -> None:
        """Ask now, or after the answer that is awaited, or once the widget is shown."""
        self._stale = True
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._follow()
        return False

    @property
    def _seen(self) -> bool:
        return self._watcher.isVisible() and not self._watcher.window().isMinimized()

    def _ask(self) -> None:
        ready = self._indices and not self._waiting and self._seen
        if ready and self._session.possible(Action.PREDICT):
            self._waiting, self._stale = True, False
            self._session.predict(self._indices, self._tag)

    @Slot()
    def _tick(self) -> None:
        self._ask()

    @Slot()
    def _follow(self) -> None:
        """Let the timer run only while there is something to see and it changes."""
        wanted = self._watcher.isVisible() and self._session.state is State.TRAINING
        if wanted and not self.timer.isActive():
            self.timer.start()
        elif not wanted:
            self.timer.stop()
        if self._stale:
            self._ask()

    @Slot(object)
    def _take(self, event: Predicted) -> None:
        if event.tag != self._tag or event.indices != self._indices:
            return
        self._waiting = False
        if self._is_of_now(event.run):
            self.arrived.emit(event)
        if self._stale:
            self._ask()

    def _is_of_now(self, run: int) -> bool:
        session = self._session
        if session.run is None:
            return run == 0
        return run == session.run.run or (run == 0 and session.ended is not None)

    @Slot(object)
    def _give_up(self, event: Crashed | Prepared) -> None:
        self._waiting = False

    @Slot(object)
    def _give_up_failed(self, event: RunEnded) -> None:
        """A request that made a run fail, for want of memory say, is answered by the end of the run alone."""
        if event.reason in (Reason.OUT_OF_MEMORY, Reason.FAILED):
            self._waiting = False

    @Slot(object)
    def _give_up_refused(self, event: Refused) -> None:
        if event.command == "Predict":
            self._waiting = False
