"""Measures what a change by hand does: a split evaluated with it, and with what was there before."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import nullcontext

from trainer_core.compute import randomness
from trainer_core.engine.evaluate import evaluating
from trainer_core.errors import CommandError, Message
from trainer_core.inside.console.backup import Backup
from trainer_core.inside.console.console import Console
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Event, Progress
from trainer_core.protocol.interventions import ChangeMeasured, MeasureChange, Reevaluated
from trainer_core.protocol.reports import Evaluation
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run

_MEASURING = Message("Evaluating the model changed by hand")


class ChangeMeasure:
    """Evaluates what ``console`` holds unsettled, and remembers the numbers until it is settled."""

    def __init__(self, emit: Callable[[Event], None], console: Callable[[], Console]) -> None:
        self._emit = emit
        self._console = console
        self._backup: Backup | None = None
        self._before: Evaluation | None = None
        self._after: tuple[int, Evaluation] | None = None
        self._place = (0, 0, 0)

    def measure(self, parts: Parts, command: MeasureChange, run: Run | None) -> Iterator[None]:
        """Answer `MeasureChange`, a batch at a time; raises `CommandError` where there is nothing to measure."""
        console = self._console()
        backup, edits = console.backup, console.edits
        if backup is None:
            raise CommandError("nothing-changed", "There is no change by hand to measure. Change a layer first.")
        if self._backup is not backup or self._before is None or self._before.split is not command.split:
            self._backup, self._before = backup, None
        self._place = (run.number, run.at.epoch, run.step) if run is not None else (0, 0, 0)
        after = yield from self._evaluated(parts, command.split, None)
        self._after = edits, after
        self._emit(Reevaluated(*self._place, after, unsettled=True))
        if self._before is None and backup.values_only:
            self._before = yield from self._evaluated(parts, command.split, backup)
        self._emit(ChangeMeasured(self._before, after))

    def settled(self, *, kept: bool) -> None:
        """Tell the numbers that hold from now on, where they are known, and forget them."""
        after = self._after[1] if self._after is not None and self._after[0] == self._console().edits else None
        holds = after if kept else self._before
        if holds is not None:
            self._emit(Reevaluated(*self._place, holds))
        self._backup = self._before = self._after = None

    def _evaluated(self, parts: Parts, split: Split, backup: Backup | None) -> Generator[None, None, Evaluation]:
        """Evaluate, with the values of before where a ``backup`` is given; between two pieces all is as it was."""
        changed = () if backup is None else backup.changed_tensors
        steps = evaluating(parts, split)
        dataset = parts.dataset
        examples = len(dataset.validation if split is Split.VALIDATION else dataset.test)
        try:
            while True:
                random = randomness.capture()
                try:
                    with nullcontext() if backup is None else backup.as_before(changed):
                        done = next(steps)
                except StopIteration as over:
                    return over.value  # type: ignore[no-any-return]
                finally:
                    randomness.restore(random)
                self._emit(Progress(_MEASURING, done / examples))
                yield
        finally:
            steps.close()
