"""What the run is watched for: the watchpoints that a person has made, which of them are on, and what each has met."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.session.session import Session
from trainer_core.errors import Message
from trainer_core.protocol.events import Refused, RunStarted
from trainer_core.protocol.inside import SetWatchpoints, WatchFor, Watchpoint, WatchpointReached


@dataclass(frozen=True, slots=True)
class Watched:
    """A watchpoint; ``problem`` says why it cannot be on, ``reached`` where the present run has come to it last."""

    point: Watchpoint
    on: bool = True
    problem: Message | None = None
    reached: WatchpointReached | None = None


class Watchlist(QObject):
    """The watchpoints in the order in which they were made; the engine is told of each change.

    Attributes:
        entries: what is watched, or would be if it were on.

    Signals:
        changed(): another entry, or another state of one.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.entries: tuple[Watched, ...] = ()
        self._asked = 0
        session.watchpoint_reached.connect(self._reach)
        session.refused.connect(self._take_refusal)
        session.run_started.connect(self._begin)

    def stored(self) -> str:
        """The watchpoints as a list of JSON objects: the fields of each that are not as usual, and ``on``."""
        return json.dumps([_plain(entry) for entry in self.entries]) if self.entries else ""

    def restore(self, text: str) -> None:
        """Watch for what was `stored`; what cannot be read is left out."""
        try:
            found = json.loads(text or "[]")
        except (ValueError, RecursionError):
            return
        entries = map(_entry, found if isinstance(found, list) else [])
        self._set(tuple(entry for entry in entries if entry is not None))

    def add(self, point: Watchpoint) -> None:
        """Watch for one thing more."""
        self._set((*self.entries, Watched(point)))

    def change(self, place: int, point: Watchpoint) -> None:
        """Watch for something else in the place of an entry."""
        if self.entries[place].point != point:
            self._put(place, Watched(point))

    def switch(self, place: int, *, on: bool) -> None:
        """Watch for an entry, or no longer."""
        self._put(place, replace(self.entries[place], on=on, problem=None))

    def remove(self, place: int) -> None:
        """Forget an entry."""
        self._set(self.entries[:place] + self.entries[place + 1 :])

    def _put(self, place: int, entry: Watched) -> None:
        self._set((*self.entries[:place], entry, *self.entries[place + 1 :]))

    def _set(self, entries: tuple[Watched, ...]) -> None:
        before, self.entries = self._points(), entries
        if self._points() != before:
            command = SetWatchpoints(self._points())
            self._asked = command.id
            self._session.post(command)
        self.changed.emit()

    def _points(self) -> tuple[Watchpoint, ...]:
        return tuple(entry.point for entry in self.entries if entry.on)

    @Slot(object)
    def _take_refusal(self, event: Refused) -> None:
        """Turn off what the engine will not watch for: one refusal is of one watchpoint, and the others come again."""
        if event.answers != self._asked:
            return
        at, on = event.message.facts.get("place"), [at for at, entry in enumerate(self.entries) if entry.on]
        if isinstance(at, int) and at < len(on):
            self._put(on[at], replace(self.entries[on[at]], on=False, problem=event.message))

    @Slot(object)
    def _reach(self, event: WatchpointReached) -> None:
        for place, entry in enumerate(self.entries):
            if entry.on and entry.point == event.watchpoint:
                self._put(place, replace(entry, reached=event))
                return

    @Slot(object)
    def _begin(self, event: RunStarted) -> None:
        self._set(tuple(replace(entry, reached=None) for entry in self.entries))


def _plain(entry: Watched) -> dict[str, Any]:
    usual = asdict(Watchpoint(entry.point.what))
    own = {name: value for name, value in asdict(entry.point).items() if value != usual[name]}
    return {"what": entry.point.what.value, **own, "on": entry.on}


def _entry(stored: Any) -> Watched | None:
    """The watchpoint that was stored; None if that is not one."""
    if not isinstance(stored, dict) or stored.get("what") not in list(WatchFor):
        return None
    usual = Watchpoint(WatchFor(stored["what"]))
    kinds = {each.name: type(getattr(usual, each.name)) for each in fields(usual) if each.name != "what"}
    own = {name: stored[name] for name in kinds if name in stored}
    for name, value in own.items():
        number = kinds[name] is not str
        if isinstance(value, bool) or not isinstance(value, (int, float) if kinds[name] is float else kinds[name]):
            return None
        if number and not (math.isfinite(value) and value >= (kinds[name] is int)):
            return None
    return Watched(replace(usual, **own), stored.get("on") is not False)
