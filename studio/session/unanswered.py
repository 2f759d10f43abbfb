"""Which commands the window waits for: those that were heard and have not acted, and those that are not answered."""

from __future__ import annotations

from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Acknowledged, Done, Evaluated, Event, Refused, RunOpened, RunStarted, Verified

_HEARD = {"Start": "Start", "ResumeRun": "Start", "OpenRun": "OpenRun"} | {
    name: name for name in ("Pause", "Stop", "FinishEpoch", "Shutdown")
}
"""Which acknowledged commands are waited for, and under which name."""

_ANSWERS = (RunStarted, RunOpened, Evaluated, Verified, Done, Refused)
"""Events after which nobody waits for the command any more."""


class Unanswered:
    """Follows commands by their ids, from when the engine has heard them until they act, or never will."""

    def __init__(self) -> None:
        self._heard: dict[int, str] = {}
        self._asked: dict[int, str] = {}

    @property
    def pending(self) -> str:
        """The name of the latest start, pause or stop that was heard and has not acted yet, else empty."""
        return next(reversed(self._heard.values()), "")

    @property
    def busy_with(self) -> str:
        """The class name of the latest command that was given to `ask` and is not answered, else empty."""
        return next(reversed(self._asked.values()), "")

    def ask(self, command: Command) -> None:
        """Wait for the answer to ``command``, a test or a verification that a person has asked for."""
        self._asked[command.id] = type(command).__name__

    def take(self, event: Event) -> bool:
        """Take an event of the engine; whether anything is waited for now that was not, or is no longer."""
        match event:
            case Acknowledged(command=command) if command in _HEARD:
                self._heard[event.answers] = _HEARD[command]
                return True
            case _ if isinstance(event, _ANSWERS):
                heard, asked = self._heard.pop(event.answers, None), self._asked.pop(event.answers, None)
                return heard is not None or asked is not None
        return False

    def forget(self) -> None:
        """Wait for nothing any more: the engine has died."""
        self._heard.clear()
        self._asked.clear()
