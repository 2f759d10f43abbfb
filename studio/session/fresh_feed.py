"""Asks the engine for the same thing again and again while it changes, and never faster than it answers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.session.session import Action, Session
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Answer, Crashed, Prepared, Reason, Refused, RunEnded, State

_AT_WORK = (State.TRAINING, State.VALIDATING)


class FreshFeed(QObject):
    """Keeps what one widget shows of the model fresh; which command asks for it, a subclass says.

    Nothing is asked while the widget is hidden or its window minimised, and never a second time before the
    first answer. While the session trains, it asks at each tick of ``timer``, and once wherever it pauses; `refresh`
    asks when something else changed the weights. Answers of earlier runs are dropped.

    Signals:
        arrived(object): the event that answers.
    """

    arrived = Signal(object)

    def __init__(self, session: Session, command: type[Command], interval_ms: int, watcher: QWidget) -> None:
        super().__init__(watcher)
        self._session = session
        self._command = command
        self._watcher = watcher
        self._waiting = False
        self._stale = False
        self._paused_at: tuple[int, str] | None = None
        self.timer = QTimer(self)
        self.timer.setInterval(interval_ms)
        self.timer.timeout.connect(self._tick)
        watcher.installEventFilter(self)
        session.state_changed.connect(self._follow)
        session.by_hand.model_changed.connect(self._ask_anew)
        session.refused.connect(self._give_up_refused)
        session.run_ended.connect(self._give_up_failed)
        for broken in (session.crashed, session.prepared):
            broken.connect(self._give_up)

    @property
    def waiting(self) -> bool:
        """Whether a request is under way."""
        return self._waiting

    @property
    def ready(self) -> bool:
        """Whether there is something to ask for."""
        raise NotImplementedError

    def request(self) -> None:
        """Send the command."""
        raise NotImplementedError

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
        if self.ready and not self._waiting and self._seen and self._session.possible(Action.PREDICT):
            self._waiting, self._stale = True, False
            self.request()

    def take(self, event: Answer, run: int) -> None:
        """Take the event that answers, of the weights of run ``run``."""
        self._waiting = False
        if self._is_of_now(run):
            self.arrived.emit(event)
        if self._stale:
            self._ask()

    def forget(self) -> None:
        """Wait for no answer any more."""
        self._waiting = False

    @Slot()
    def _ask_anew(self) -> None:
        """The model is another by hand."""
        self.refresh()

    @Slot()
    def _tick(self) -> None:
        self._ask()

    @Slot()
    def _follow(self) -> None:
        """Let the timer run only while there is something to see and it changes.

        It runs on through a validation: short epochs would else start it anew before it has ever ticked.
        """
        wanted = self._watcher.isVisible() and self._session.state in _AT_WORK
        if wanted and not self.timer.isActive():
            self.timer.start()
        elif not wanted:
            self.timer.stop()
        place = self._pause()
        if place != self._paused_at:
            self._paused_at = place
            self._stale |= place is not None
        if self._stale:
            self._ask()

    def _pause(self) -> tuple[int, str] | None:
        """After how many batches and before which phase the run is paused, None while it is not."""
        session = self._session
        if session.state is not State.PAUSED or session.run.history is None:
            return None
        return len(session.run.history), session.phase

    def _is_of_now(self, run: int) -> bool:
        session = self._session
        if session.run.started is None:
            return run == 0
        return run == session.run.started.run or (run == 0 and session.run.ended is not None)

    @Slot(object)
    def _give_up(self, event: Crashed | Prepared) -> None:
        self.forget()

    @Slot(object)
    def _give_up_failed(self, event: RunEnded) -> None:
        """A request that made a run fail, for want of memory say, is answered by the end of the run alone."""
        if event.reason in (Reason.OUT_OF_MEMORY, Reason.FAILED):
            self.forget()

    @Slot(object)
    def _give_up_refused(self, event: Refused) -> None:
        if event.command == self._command.__name__:
            self.forget()
