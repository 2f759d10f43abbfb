"""Evaluates the present weights on a whole split."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from trainer_core.errors import CommandError, Message
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Evaluated, Event, Progress
from trainer_core.protocol.reports import Evaluation
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import evaluation
from trainer_core.training.run import Run


def evaluating(parts: Parts, split: Split) -> Generator[int, None, Evaluation]:
    """Evaluate the present weights on a whole split, batch by batch; yields the number of examples done.

    Raises `CommandError` if the split is empty or not evaluated.
    """
    batches = {Split.VALIDATION: parts.validation, Split.TEST: parts.test}.get(split)
    if batches is None:
        raise CommandError("no-such-split", "There are no {split} examples to evaluate on.", split=split.value)
    return (yield from evaluation(parts.model, parts.step.criterion, batches, split, parts.scorer))


def evaluate_split(parts: Parts, split: Split) -> Evaluation:
    """Evaluate the present weights on a whole split at once; raises `CommandError` as `evaluating` does."""
    steps = evaluating(parts, split)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def evaluate(parts: Parts, split: Split, run: Run | None, emit: Callable[[Event], None]) -> Iterator[None]:
    """Answer `trainer_core.protocol.commands.Evaluate`, piece by piece."""
    number, epoch, step = (run.number, run.at.epoch, run.step) if run else (0, 0, 0)
    steps = evaluating(parts, split)
    message = Message("Testing the weights on the {split} set", {"split": split.value})
    examples = len(parts.dataset.validation if split is Split.VALIDATION else parts.dataset.test)
    while True:
        try:
            emit(Progress(message, next(steps) / examples))
        except StopIteration as done:
            emit(Evaluated(number, epoch, step, done.value))
            return
        yield
