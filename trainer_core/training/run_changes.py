"""Changes a run that is under way: each change is made, noted in its history, told, and after a break made again."""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Callable
from typing import Any

from trainer_core.errors import N_, Message, TrainerError
from trainer_core.history.history import BEGINS, BY_HAND, CHANGE, Mark
from trainer_core.protocol.events import Event, HyperparameterChanged
from trainer_core.runs.run_records import RunRecords
from trainer_core.training.live_changes import change
from trainer_core.training.training_state import TrainingState

_NAMES_SHOWN = 6
"""Of what was changed by hand at once."""


class RunChanges:
    """Changes ``run``, which has the ``number`` that ``emit`` tells.

    Attributes:
        to_repeat: changes that were made after the snapshot from which the run goes on; each is made again at its step.
        pending: whether the next batch has to be given what was changed: a learning rate, or what is frozen.
    """

    def __init__(self, run: TrainingState, number: int, records: RunRecords, emit: Callable[[Event], None]) -> None:
        self.to_repeat: deque[Mark] = deque()
        self.pending = False
        # The run owns its changes: a reference back would keep model and data until garbage is collected.
        self._run: TrainingState = weakref.proxy(run)
        self._number = number
        self._records, self._emit = records, emit

    def set_hyperparameter(self, key: str, value: Any) -> None:
        """Change a live field from the next batch on; raises `TrainerError` and changes nothing if it cannot be.

        Changes of this field that were to be made again are not: this is the newer wish.
        """
        self._set(key, value)
        for mark in [mark for mark in self.to_repeat if mark.message.facts.get("field") == key]:
            self.to_repeat.remove(mark)

    def repeat(self) -> None:
        """Make those changes again whose step has come."""
        while self.to_repeat and self.to_repeat[0].step <= self._run.step:
            facts = self.to_repeat.popleft().message.facts
            if "field" not in facts:
                text = N_("From here on the run was once changed by hand ({what}), which is not done again.")
                self._records.log("warning", Message(text, dict(facts)))
                continue
            try:
                self._set(facts["field"], facts["new"])
            except TrainerError as error:
                self._records.log("warning", error.message)

    def note_by_hand(self, names: tuple[str, ...], *, in_batch: bool) -> None:
        """Note that ``names`` were set by hand, ``in_batch`` or between two batches."""
        shown = ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")
        self._note(Message(BY_HAND, {"what": shown}))
        self._records.changed_at(self._run.step + in_batch, by_hand=True)

    def note_groups_that_begin(self) -> None:
        """Note which groups of parameters are trained from the epoch on that is about to begin."""
        run = self._run
        for pattern, count in run.parts.groups.beginning(run.at.epoch):
            text = N_("From epoch {epoch} on “{pattern}” is trained too: {count:,} parameters.")
            facts = {"epoch": run.at.epoch + 1, "pattern": pattern}
            self._records.log("info", Message(text, {**facts, "count": count}))
            run.history.append_mark(Mark(run.step, Message(BEGINS, facts)))

    def _set(self, key: str, value: Any) -> None:
        run = self._run
        run.recipe, old, new = change(run.recipe, run.parts, key, value, epoch=run.at.epoch)
        self.pending = True
        self._note(Message(CHANGE, {"field": key, "old": old, "new": new}))
        self._emit(HyperparameterChanged(self._number, run.step, key, old, new, asked=value))

    def _note(self, change: Message) -> None:
        step = self._run.step
        self._run.history.append_mark(Mark(step, change))
        self._records.log("info", Message("From batch {step} on: {change}.", {"step": step, "change": change}))
