"""What is computed on request piece by piece while the run, if there is one, waits."""

from __future__ import annotations

from collections.abc import Iterator

from trainer_core.engine.answers import Answers
from trainer_core.protocol.commands import Command

_DONE = object()


class Task:
    """The work that answers ``command``."""

    def __init__(self, command: Command, work: Iterator[object]) -> None:
        self.command = command
        self._work = work
        self._over = False

    def go_on(self, answers: Answers) -> bool:
        """Do one piece, after which the command is answered if that was the last, or failed; returns whether it was."""
        return not answers.attempt(self.command, self._piece) or self._over

    def close(self) -> None:
        """Break it off, wherever it is."""
        close = getattr(self._work, "close", None)
        if close is not None:
            close()

    def _piece(self) -> bool:
        self._over = next(self._work, _DONE) is _DONE
        return self._over
