"""Answers commands: those that are done, those that act later, and those that could not be carried out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from trainer_core.engine.device_memory import free_device_memory
from trainer_core.engine.failures import failure_of
from trainer_core.errors import is_interrupt
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Answer, Crashed, Done, Event, Logged, Reason, Refused
from trainer_core.training.assembly import Parts


class Answers:
    """Calls ``emit`` with events; every command is answered once it is done, acts, or has failed.

    ``parts`` gives the parts of the last preparation, which the sentence about a failure speaks of.
    """

    def __init__(self, emit: Callable[[Event], None], parts: Callable[[], Parts | None]) -> None:
        self._emit = emit
        self._parts = parts
        self._answering = 0
        """The id of the command that is being carried out: what is told meanwhile answers it."""
        self._accepted: list[Command] = []
        """Commands that act later: at the end of a batch, or of an epoch."""

    def send(self, event: Event) -> None:
        """Tell an event; an answer names the command that is being carried out."""
        if self._answering and isinstance(event, Answer) and not event.answers:
            event = dataclasses.replace(event, answers=self._answering)
        self._emit(event)

    def attempt(self, command: Command, work: Callable[[], bool]) -> bool:
        """Do some work for a command, which says whether the command is done; if it cannot be, say so. Whether it was.

        A person's own code may raise anything here, ``SystemExit`` too.
        """
        before, self._answering = self._answering, command.id
        try:
            if work():
                self.send(Done())
            return True
        except BaseException as error:
            if is_interrupt(error):
                raise
            failure = failure_of(error, self._parts(), getattr(command, "recipe", None))
        finally:
            self._answering = before
        if failure.details:
            self._emit(Crashed(0, failure.message, failure.details, answers=command.id))
        if failure.reason is Reason.OUT_OF_MEMORY:
            free_device_memory()
        self._emit(Refused(type(command).__name__, failure.code, failure.message, answers=command.id))
        self._emit(Logged("warning", failure.message))
        return False

    def accept(self, command: Command, *, acts: bool) -> bool:
        """Keep a command that does not act yet, to answer it when it does; returns whether it ``acts`` already."""
        if not acts:
            self._accepted.append(command)
        return acts

    def acted(self, *kinds: type[Command]) -> None:
        """Answer the accepted commands of some kinds: they act now."""
        acted = [command for command in self._accepted if isinstance(command, kinds)]
        self._accepted = [command for command in self._accepted if not isinstance(command, kinds)]
        for command in acted:
            self._emit(Done(answers=command.id))
