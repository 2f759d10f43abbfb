"""What the engine has told before everyone who wants to hear it is there: kept, and told to each that comes later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from trainer_core.protocol.events import DataRead, Event, Prepared
from trainer_core.protocol.predicting import Predicted

_KEPT = (Prepared, DataRead, Predicted)
"""What is told once and holds from then on. All else is asked for by whoever hears it, or told again and again."""


class _Again(QObject):
    """Tells one event once more, as a signal does: a slot takes as much of it as it wants.

    Signals:
        told(object): the event.
    """

    told = Signal(object)

    def tell(self, event: Event) -> None:
        self.told.emit(event)
        self.deleteLater()


class Told:
    """Keeps the last event of each kind that holds, until `forget`. It lives on the GUI thread."""

    def __init__(self) -> None:
        self._events: dict[tuple[type[Event], str], Event] | None = {}

    def keep(self, event: Event) -> None:
        """Take note of an event."""
        if self._events is not None and isinstance(event, _KEPT):
            self._events[type(event), getattr(event, "tag", "")] = event

    def tell(self, kind: type[Event], hear: Callable[..., None], receiver: QObject) -> None:
        """Tell ``hear``, a slot of ``receiver``, what is kept of ``kind``, at the next turn of the event loop."""
        for (of, _), event in list((self._events or {}).items()):
            if of is kind:
                again = _Again(receiver)
                again.told.connect(hear)
                QTimer.singleShot(0, again, partial(again.tell, event))

    def forget(self) -> None:
        """Keep nothing any longer: everyone is there."""
        self._events = None
