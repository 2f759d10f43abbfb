"""The engine's console: when the run may be changed by hand, what that means for it, and breakpoint() in other code."""

from __future__ import annotations

import linecache
import os
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

from trainer_core.engine.answers import Answers
from trainer_core.engine.describe_modules import feeding_in
from trainer_core.engine.inside import InsideDesk
from trainer_core.errors import CommandError, Message
from trainer_core.inside.console.console import Console
from trainer_core.inside.console.scope import Scope, Surroundings
from trainer_core.inside.interventions import change_of
from trainer_core.protocol.commands import Advance, Command, FinishEpoch, Pause, Shutdown, Stop, Unpause
from trainer_core.protocol.console import (
    ChangesSettled,
    Complete,
    Completions,
    KeepChanges,
    LeaveBreakpoint,
    LeftBreakpoint,
    RunCode,
    StoodAtBreakpoint,
    UndoChanges,
)
from trainer_core.protocol.events import Event, Logged
from trainer_core.protocol.interventions import Intervene, Intervened
from trainer_core.training.assembly import Parts
from trainer_core.training.pause_and_step import RunControl
from trainer_core.trial.breakpoints import REFUSED, VARIABLE, refuse

CONSOLE = (RunCode, KeepChanges, UndoChanges, Complete, LeaveBreakpoint, Intervene)
"""The commands of the console, and those that change a layer without code."""

_LET_GO_ON = (Unpause, Advance, Pause, FinishEpoch, Stop, Shutdown)
"""Commands that are not answered before the batch in hand goes on."""


class ConsoleDesk:
    """Answers the commands of the console, for the ``parts`` and the run that is under way.

    Where code stands at ``breakpoint()``, commands are taken from ``inbox``, to which others append from any thread and
    then set ``wake``. ``inside`` gives the run, makes its batch's graph again where typed code has used it up, and does
    not take what is typed at ``breakpoint()`` for the step's own.
    """

    def __init__(
        self,
        emit: Callable[[Event], None],
        parts: Callable[[], Parts | None],
        inbox: deque[Command],
        wake: threading.Event,
        inside: InsideDesk,
    ) -> None:
        self._at_hand: Callable[[], tuple[Parts | None, RunControl | None]] = lambda: (parts(), inside.control())
        self._inbox, self._wake, self._inside = inbox, wake, inside
        self._answers = Answers(emit, parts)
        self._send = self._answers.send
        self._scope = Scope()
        desk: ConsoleDesk = weakref.proxy(self)
        self.console = Console(self._send, lambda: desk._batch())
        self._hook: Callable[..., Any] | None = None
        """What opens the console at ``breakpoint()``, while it does."""
        self._before: Callable[..., Any] = sys.__breakpointhook__
        self._named = False
        """Whether processes that are started meanwhile are told from here what ``breakpoint()`` does."""
        self._frames: list[FrameType] = []
        self._of: Parts | None = None
        """The parts in which changes are not settled."""
        self._leave = self._passes_over = False
        self._interventions: list[Message] = []
        """What was done to layers that is not settled."""
        self.settled: Callable[[bool], object] = lambda kept: None
        """Called once what was changed is kept, or put back."""

    def interrupt(self) -> bool:
        """Break off the entry that runs; callable from any thread."""
        return self.console.interrupt()

    def take(self, command: Command) -> bool:
        """Answer a command; returns whether the run has to be held, for it changed while nothing else holds it."""
        parts, _ = self._at_hand()
        match command:
            case RunCode():
                self._begin_changing(parts)
                done = self.console.run(command.text, self._around(), self._local_names(), command.columns)
                self._send(done)
                return self._is_changed()
            case Complete():
                found = self.console.complete(command.text, command.cursor, self._around(), self._local_names())
                self._send(Completions(*found))
            case KeepChanges():
                self._keep(goes_on=False)
            case UndoChanges():
                lost = self._graph_is_lost
                self._send(ChangesSettled(self.console.undo(), kept=False, done=tuple(self._interventions)))
                self._is_changed()
                if lost:
                    self._inside.renew(goes_on=False)
            case Intervene():
                return self._intervene(command)
            case LeaveBreakpoint():
                self._leave = True
        return False

    def listen(self, on: bool) -> None:
        """Tell what a person's code prints, refuse its ``input()``, and open the console at ``breakpoint()``.

        To be called on the engine's thread; with ``on`` false Python's own ways are back.
        """
        if on and self._hook is None:
            self.console.streams.take_over()
            self._before = sys.breakpointhook
            self._named = VARIABLE not in os.environ
            os.environ.setdefault(VARIABLE, REFUSED)
            sys.breakpointhook = self._hook = self._own_hook(threading.get_ident(), os.getpid(), self._before)
        elif not on and self._hook is not None:
            self.console.streams.give_back()
            if sys.breakpointhook is self._hook:
                sys.breakpointhook = self._before
            if self._named and os.environ.get(VARIABLE) == REFUSED:
                del os.environ[VARIABLE]
            # One that was put before it in the meantime still calls it.
            self._hook = None

    @contextmanager
    def passing_over(self) -> Iterator[None]:
        """Within the block ``breakpoint()`` does not stop: the model only answers a question, such as the window's."""
        before, self._passes_over = self._passes_over, True
        try:
            yield
        finally:
            self._passes_over = before

    def settle(self) -> None:
        """Keep what was changed, for the run goes on with it; nothing where nothing was changed."""
        if self.console.changed:
            self._keep(goes_on=True)

    @property
    def _graph_is_lost(self) -> bool:
        parts, control = self._at_hand()
        return self._of is parts and control is not None and control.in_batch and self.console.graph_is_lost

    def _keep(self, *, goes_on: bool) -> None:
        parts, control = self._at_hand()
        lost = self._graph_is_lost
        changed = self.console.keep()
        marked = bool(changed) and control is not None and self._of is parts
        if marked and control is not None:
            for message in self._interventions:
                control.run.records.log("info", message)
            control.run.changed_by_hand(changed, in_batch=self._in_batch(control))
        done = tuple(self._interventions)
        self._interventions.clear()
        self._send(ChangesSettled(changed, kept=True, done=done, marked=marked, goes_on=goes_on))
        self.settled(True)
        if lost:
            self._inside.renew(goes_on=goes_on)

    def _begin_changing(self, parts: Parts | None) -> None:
        """What was changed of another model is kept, for nobody can settle it any more."""
        if self._of is not parts:
            self.settle()
        self._of = parts

    def _intervene(self, command: Intervene) -> bool:
        parts, control = self._at_hand()
        if parts is None:
            raise CommandError("no-model", "There is no model yet. Prepare or start a run first.")
        change = change_of(parts.model, command, lambda path: feeding_in(parts, path))
        self._begin_changing(parts)
        changed = self.console.edit(change.carry_out, self._around())
        self._interventions.append(change.message)
        run, step, notes = 0, 0, change.notes
        if control is not None:
            run, step = control.run.number, control.run.step
            if self._in_batch(control):
                notes += (Message("What this batch has computed so far was computed before the change."),)
        self._send(Intervened(run, step, command.module, change.message, changed, notes))
        return self._is_changed()

    def _is_changed(self) -> bool:
        """Whether there is something to settle; where nothing is, also by hand, all is as it was."""
        if not self.console.changed:
            self._interventions.clear()
            self.settled(False)
        return bool(self.console.changed)

    def _around(self) -> Surroundings:
        parts, control = self._at_hand()
        if control is None:
            return self._scope.at(parts, None, in_batch=False)
        return self._scope.at(parts, control.run, in_batch=self._in_batch(control))

    def _in_batch(self, control: RunControl) -> bool:
        # Code that stands at breakpoint() is computed in the middle of a batch, whatever point was passed last.
        return control.in_batch or bool(self._frames)

    def forget(self) -> None:
        """Let go of the model and what else of the parts is in scope: others take their place."""
        self.console.forget()

    def close(self) -> None:
        """Let go of what was typed, and of Python's streams and hooks."""
        self.listen(False)
        self._of, self._scope = None, Scope()
        self.console.close()

    def _batch(self) -> int:
        control = self._at_hand()[1]
        return 0 if control is None else control.run.step + 1

    def _local_names(self) -> dict[str, Any]:
        if not self._frames:
            return {}
        frame = self._frames[-1]
        outer = {name: value for name, value in frame.f_globals.items() if not name.startswith("__")}
        return {**outer, **frame.f_locals}

    def _own_hook(self, thread: int, process: int, before: Callable[..., Any]) -> Callable[..., Any]:
        def hook(*arguments: Any, **named: Any) -> Any:
            if os.getpid() != process:
                refuse(sys._getframe(1))
            if threading.get_ident() != thread or self._hook is not hook:
                return before(*arguments, **named)
            if not self._passes_over:
                self._stand(sys._getframe(1))
            return None

        return hook

    def _stand(self, frame: FrameType) -> None:
        """Wait at ``breakpoint()`` until somebody lets the code go on."""
        code, line = frame.f_code, frame.f_lineno
        source = linecache.getline(code.co_filename, line, frame.f_globals).strip()
        names = tuple(name for name in frame.f_locals if not name.startswith("."))
        self.console.streams.output.flush()
        text = Message(
            "breakpoint() in {file}, line {line}.", {"file": os.path.basename(code.co_filename), "line": line}
        )
        self._send(Logged("info", text))
        self._send(StoodAtBreakpoint(code.co_filename, line, code.co_qualname, source, names))
        self._frames.append(frame)
        self._leave = False
        try:
            with self._inside.unseen():
                try:
                    self._serve()
                finally:
                    self.settle()
        finally:
            self._leave = False
            self._frames.pop()
            self._send(LeftBreakpoint())

    def _serve(self) -> None:
        """Answer the console while code stands at ``breakpoint()``; what is asked besides waits for its end.

        What moves the run on, or ends it, lets the code go on.
        """
        later: deque[Command] = deque()
        while not self._leave:
            if not self._inbox:
                self._wake.wait()
                self._wake.clear()
            while self._inbox and not self._leave:
                command = self._inbox.popleft()
                if isinstance(command, CONSOLE):
                    self._answers.attempt(command, partial(self._answered, command))
                else:
                    later.append(command)
                    self._leave = isinstance(command, _LET_GO_ON)
        self._inbox.extendleft(reversed(later))

    def _answered(self, command: Command) -> bool:
        self.take(command)
        return True
