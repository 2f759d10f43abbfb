"""What becomes of a run when the window is closed, or when it is to be discarded: ask, then do."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.dialogs.closing import ClosingDialog, OnClosing
from studio.dialogs.discard import DiscardDialog, OnDiscard
from studio.session.session import Action, Session
from trainer_core.protocol.commands import Keep
from trainer_core.protocol.events import State

_KEEPS = {
    OnClosing.STOP_AND_SAVE: Keep.LAST,
    OnClosing.KEEP_SNAPSHOT: Keep.FOR_LATER,
    OnClosing.DISCARD: Keep.NOTHING,
}


class ClosingFlow(QObject):
    """Ends runs in the way that a person has chosen.

    Signals:
        may_close(): the run has ended as was asked, and the window can close now.
    """

    may_close = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.closing = False
        """Whether the window closes as soon as the run has ended."""
        session.state_changed.connect(self._close_when_idle)

    def stop(self, keep: Keep) -> None:
        """End the run; discarding what was trained is asked about first."""
        session = self._session
        if not session.possible(Action.STOP):
            return
        run = session.run.started
        batches = len(run.history) if session.in_run and run is not None else 0
        if keep is Keep.NOTHING and batches and not (run and run.continued_from):
            answer = DiscardDialog(batches, run.folder if run else None, self._window).ask()
            if answer is not OnDiscard.DISCARD or not session.possible(Action.STOP):
                return
        session.stop(keep)

    def ask_to_close(self) -> bool:
        """Whether the window may close at once. If a run is under way the person decides; `may_close` may follow."""
        session = self._session
        if session.replaying or (not session.in_run and session.pending != "Start"):
            return True
        if self.closing:
            return False
        run = session.run.started
        kept = run is not None and run.folder is not None
        answer = ClosingDialog(kept, not (run and run.continued_from), self._window).ask()
        if answer is OnClosing.GO_ON:
            return False
        if not session.in_run:
            return True
        self.closing = True
        session.stop(_KEEPS[answer])
        return False

    @Slot()
    def _close_when_idle(self) -> None:
        if self.closing and self._session.state is State.IDLE:
            self.may_close.emit()
