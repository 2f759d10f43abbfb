"""The console of an engine: runs entries one after the other, keeps their names, and undoes what they changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from torch import Tensor

from trainer_core.errors import N_, Message, TrainerError
from trainer_core.inside.console.backup import Backup
from trainer_core.inside.console.completing import completions
from trainer_core.inside.console.entry import Outcome, run_entry, traceback_of
from trainer_core.inside.console.interrupting import CodeInterrupted, Interruptible
from trainer_core.inside.console.line_length import lines_of
from trainer_core.inside.console.results import kind_of, picture_of, text_of
from trainer_core.inside.console.scope import LASTING, Surroundings
from trainer_core.inside.console.streams import Output, Streams
from trainer_core.inside.console.typed_module import TypedModule
from trainer_core.inside.console.untouched import process_untouched
from trainer_core.protocol.console import CodeDone, ResultKind
from trainer_core.protocol.events import Event

_RESULTS_KEPT = 8
"""Results that can be looked at by their number, ``_3``; an older one is let go, for it may hold much memory."""

_MISSING = object()
_NOT_OURS = N_("Only this entry ended: {error} does not end the run.")


class Console:
    """Runs typed code on the thread that calls `run`; `interrupt` is callable from any thread.

    What is printed goes to ``emit``, with the number of the ``batch`` that the run is in. What an entry changes of the
    run is remembered until it is settled by `keep` or `undo`.
    """

    def __init__(self, emit: Callable[[Event], None], batch: Callable[[], int]) -> None:
        self._module = TypedModule()
        self._given: dict[str, int] = {}
        """The identity of what was last put into the scope, by name: what is another object now was set by a person."""
        self._entries = 0
        self._depth = 0
        self._interruptible = Interruptible()
        self._backup: Backup | None = None
        self._changed: tuple[str, ...] = ()
        self.edits = 0
        """How often something may have been changed: what was found out of a change holds for this number."""
        self.streams = Streams(Output(emit, batch))

    @property
    def running(self) -> bool:
        """Whether an entry runs now."""
        return self._interruptible.busy

    @property
    def changed(self) -> tuple[str, ...]:
        """What of the run is not as it was before the first change that is not settled."""
        return self._changed

    @property
    def backup(self) -> Backup | None:
        """What was there before the first change that is not settled; None where there is none."""
        return self._backup

    @property
    def graph_is_lost(self) -> bool:
        """Whether the batch's graph, which the run has yet to go through, was used up since then."""
        return self._backup is not None and self._backup.graph_is_lost

    @property
    def values(self) -> dict[str, Any]:
        """What the names that were set stand for, and the last results by their number."""
        return dict(self._module.names)

    @property
    def _results(self) -> list[str]:
        """The names of the last results, the oldest first."""
        return [name for name in self._module.names if name[:1] == "_" and name[1:].isdigit()]

    def interrupt(self) -> bool:
        """Break off the entry that runs, between two of Python's instructions; whether there was one."""
        return self._interruptible.interrupt()

    def run(
        self, text: str, around: Surroundings, local_names: Mapping[str, Any] | None = None, columns: int = 80
    ) -> CodeDone:
        """Run an entry where ``around`` stands, with the ``local_names`` of a breakpoint; nothing that it does raises.

        Tensors are printed in lines of ``columns`` characters. Random generators and torch's settings are as before
        afterwards.
        """
        self._entries += 1
        backup = self._backup if self._backup is not None else Backup(around)
        was_listening = self.streams.taken_over
        self.streams.take_over()
        try:
            given = self._given_names({**around.values, **(local_names or {})})
            with process_untouched(around.parts), lines_of(columns), given:
                done = self._attempt(text, around)
        finally:
            self.streams.output.flush()
            if not was_listening:
                self.streams.give_back()
        return dataclasses.replace(done, changed=self._unsettled(backup))

    def edit(self, work: Callable[[], None], around: Surroundings) -> tuple[str, ...]:
        """Have ``work`` change the run as an entry may, to be settled in the same way; returns what is changed."""
        backup = self._backup if self._backup is not None else Backup(around)
        try:
            work()
        finally:
            self._unsettled(backup)
        return self._changed

    def _unsettled(self, backup: Backup) -> tuple[str, ...]:
        self.edits += 1
        self._changed = backup.changed()
        self._backup = backup if self._changed else None
        return self._changed

    def complete(
        self, text: str, cursor: int, around: Surroundings, local_names: Mapping[str, Any]
    ) -> tuple[int, tuple[str, ...]]:
        """Where the name before ``cursor`` begins, and what it can go on with."""
        own = {name: value for name, value in self._module.names.items() if not name.startswith("__")}
        return completions(text, cursor, {**around.values, **local_names, **own})

    def keep(self) -> tuple[str, ...]:
        """Settle on what is; returns what was changed."""
        changed, self._changed, self._backup = self._changed, (), None
        return changed

    def undo(self) -> tuple[str, ...]:
        """Put back what was changed, bit for bit; returns what that was."""
        if self._backup is not None:
            self._backup.undo()
        return self.keep()

    def forget(self) -> None:
        """Take what is the run's own out of the scope, but not what a person has set."""
        for name, given in self._given.items():
            if id(self._module.names.get(name)) == given:
                del self._module.names[name]
        self._given = {}

    def close(self) -> None:
        """Let go of everything that was typed."""
        self.streams.give_back()
        # Python's inspect keeps copies of its table of modules until garbage is collected: this one holds no tensor of
        # the run by then.
        self.forget()
        for name in [*self._results, "_"]:
            self._module.names.pop(name, None)
        self._module.close()
        self._backup = None

    def _attempt(self, text: str, around: Surroundings) -> CodeDone:
        def work() -> CodeDone:
            return self._done(run_entry(text, self._entries, self._module), around)

        try:
            return self._interruptible.run(work)
        except CodeInterrupted as error:
            return CodeDone(ResultKind.ERROR, traceback_of(error).rpartition("\n")[0], note=Message("Interrupted."))
        except (SystemExit, KeyboardInterrupt, GeneratorExit) as error:
            note = Message(_NOT_OURS, {"error": type(error).__name__})
            return CodeDone(ResultKind.ERROR, traceback_of(error), note=note)
        except TrainerError as error:
            return CodeDone(ResultKind.ERROR, traceback_of(error), note=error.message)
        except BaseException as error:
            return CodeDone(ResultKind.ERROR, traceback_of(error))

    def _done(self, outcome: Outcome, around: Surroundings) -> CodeDone:
        value, kind = outcome.value, kind_of(outcome.value)
        text = text_of(value)
        name = self._name_of(outcome, around) if kind in (ResultKind.TENSOR, ResultKind.MODULE) else ""
        return CodeDone(kind, text, name, picture_of(value) if kind is ResultKind.FIGURE else b"")

    def _name_of(self, outcome: Outcome, around: Surroundings) -> str:
        """By which name a tensor or module is looked at: the run's own, the person's, or its number among results."""
        value = outcome.value
        for root, module in around.modules.items():
            inner = (*module.named_modules(), *module.named_parameters(), *module.named_buffers())
            for name, each in inner:
                if each is value:
                    return ".".join(part for part in (root, name) if part)
                if isinstance(each, Tensor) and each.is_leaf and each.grad is value:
                    return f"{name}.grad"
        if outcome.name:
            return outcome.name
        names = self._module.names
        for old in self._results[: -_RESULTS_KEPT + 1]:
            del names[old]
        names[f"_{self._entries}"] = names["_"] = value
        return f"_{self._entries}"

    @contextmanager
    def _given_names(self, values: dict[str, Any]) -> Iterator[None]:
        """Put ``values`` into the scope, but for names that a person has set since the run stood elsewhere.

        Those of the batch and of a breakpoint are taken out again afterwards: between entries no graph is held here.
        """
        names, before = self._module.names, {}
        for name, value in values.items():
            if name not in names or self._given.get(name) != id(value):
                before[name] = names.get(name, _MISSING)
                names[name] = value
        self._given = {name: id(value) for name, value in values.items()}
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            for name, old in before.items():
                if names.get(name) is not values[name]:
                    continue
                # Inside an entry that stands at a breakpoint its names are those of before.
                if self._depth and old is not _MISSING:
                    names[name] = old
                elif name not in LASTING or self._depth:
                    del names[name]
