"""After a run that ran out of memory: smaller batches are tried, and what fits is offered for one click."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from studio.flows.resume import ContinuingFlow
from studio.look import formats
from studio.look.messages import words
from studio.session.session import Session
from trainer_core.protocol.before_train import SmallerBatchTried, TrySmallerBatch
from trainer_core.protocol.events import Event, Reason, RunEnded, RunOpened, RunStarted


class SmallerBatchFlow(QObject):
    """Asks the engine to try, and goes on with the run when a person agrees.

    Signals:
        offered(object, str): what words the sentence of the offer, and what its button says.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
    """

    offered = Signal(object, str)
    notice = Signal(object, str)

    def __init__(self, session: Session, continuing: ContinuingFlow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._continuing = continuing
        self._found: SmallerBatchTried | None = None
        session.run_ended.connect(self._try)
        for other in (session.run_started, session.run_opened):
            other.connect(self._forget)
        session.measured.connect(self._take)

    @Slot()
    def accept(self) -> None:
        """Go on as offered."""
        found, self._found = self._found, None
        if found is not None:
            self._continuing.go_on_with(found.folder, found.changes)

    @Slot(object)
    def _try(self, event: RunEnded) -> None:
        if self._session.replaying:
            return
        self._found = None
        if event.reason is Reason.OUT_OF_MEMORY and event.summary.run is not None:
            self._session.post(TrySmallerBatch(event.summary.run))

    @Slot(object)
    def _take(self, event: Event) -> None:
        if not isinstance(event, SmallerBatchTried):
            return
        if not event.changes:
            self.notice.emit(partial(words, event.message), "error")
            return
        self._found = event
        size = formats.count(next(iter(event.changes.values())))
        self.offered.emit(
            partial(words, event.message), self.tr("Resume with a batch size of {size}").format(size=size)
        )

    @Slot(object)
    def _forget(self, event: RunStarted | RunOpened) -> None:
        self._found = None
