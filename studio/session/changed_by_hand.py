"""What of the model a person has changed by hand, in the console or a layer, as long as that is not settled."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import counted
from studio.session.event_signals import EventSignals
from trainer_core.protocol.console import ChangesSettled, CodeDone
from trainer_core.protocol.events import Prepared
from trainer_core.protocol.interventions import Intervened

_NAMES_SHOWN = 3


def names_in_words(changed: tuple[str, ...]) -> str:
    """The first names of what was changed, and how many more there are."""
    names = ", ".join(changed[:_NAMES_SHOWN])
    more = len(changed) - _NAMES_SHOWN
    return counted(more, "{names} and 1 more", "{names} and {n:,} more", names=names) if more > 0 else names


class ChangedByHand(QObject):
    """Follows the events of a session.

    Signals:
        changed(): ``unsettled`` or ``kept`` is another, or the same was changed again.
        model_changed(): a layer was changed, or what was changed is put back. What is typed tells nothing: it may wait
        for a person at a line of its own whenever the model is asked.
    """

    changed = Signal()
    model_changed = Signal()

    def __init__(self, events: EventSignals, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.unsettled: tuple[str, ...] = ()
        """What is not as it was before the first change that is not settled."""
        self.kept = False
        """Whether something was kept that no run knows of: the model is not what a run has left, or what was loaded."""
        self._in_run = False
        events.console_told.connect(self._take)
        events.intervened.connect(self._take)
        events.prepared.connect(self._take_preparation)
        events.run_started.connect(self._begin)
        events.run_ended.connect(self._end)
        for replaced in (events.run_opened, events.weights_loaded):
            replaced.connect(self._forget)

    @Slot(object)
    def _take(self, event: object) -> None:
        match event:
            case Intervened() | CodeDone() if event.changed or self.unsettled:
                self.unsettled = event.changed
                self.changed.emit()
                if isinstance(event, Intervened):
                    self.model_changed.emit()
            case ChangesSettled() if event.changed or self.unsettled:
                self.unsettled = ()
                self.kept |= event.kept and bool(event.changed) and not self._in_run
                self.changed.emit()
                if not event.kept:
                    self.model_changed.emit()

    @Slot(object)
    def _take_preparation(self, event: Prepared) -> None:
        if not event.weights_kept:
            self._forget()

    @Slot(object)
    def _begin(self, event: object) -> None:
        self._in_run = True
        self._forget()

    @Slot(object)
    def _end(self, event: object) -> None:
        self._in_run = False
        self._forget()

    @Slot(object)
    def _forget(self, event: object = None) -> None:
        self.unsettled, self.kept = (), False
