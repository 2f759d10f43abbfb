"""Tries whether a run that ran out of memory goes on in smaller batches, before that is offered."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from enum import Enum, auto
from pathlib import Path
from typing import Any

from trainer_core.compute.process_state import process_as_found
from trainer_core.engine.device_memory import free_device_memory, is_out_of_memory
from trainer_core.errors import Message, plural
from trainer_core.protocol.before_train import SmallerBatchTried, TrySmallerBatch
from trainer_core.protocol.events import Event, Progress
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_history
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import Boundary
from trainer_core.training.restoring import restore, restore_randomness
from trainer_core.training.resume import Continuation, continuation, newest_usable
from trainer_core.training.run import Run
from trainer_core.trial.kept import code_of_run

BuildOfRun = Callable[[Recipe, Path], Parts]
"""Builds the parts of a recipe for the run in a folder, beside those at hand."""

_MOST_HALVINGS = 6
_MOST_ACCUMULATED = 4096
_LEAST_BATCHES = 3
_MOST_BATCHES = 64
"""Batches that are tried: a whole step of the optimizer, whose state may be new memory, if it is that short."""
_NONE_FITS = Message("No smaller batch was found with which this run fits into the memory. A smaller model needs less.")


class _Outcome(Enum):
    FITS = auto()
    TOO_LARGE = auto()
    VALIDATES = auto()
    """All batches of the epoch are trained: what did not fit was its validation."""


def try_smaller_batch(build: BuildOfRun, command: TrySmallerBatch, emit: Callable[[Event], None]) -> Iterator[None]:
    """Answer `trainer_core.protocol.before_train.TrySmallerBatch`, batch by batch.

    Half the batch with twice the accumulation is tried first, then half of that, and so on; a run that stands in a
    validation is tried with smaller batches of it. Raises `TrainerError` if the run cannot be resumed at all.
    """
    folder = command.folder.expanduser().absolute()
    at, _ = newest_usable(folder, read_history(folder))
    recipe = Recipe.from_toml(at.values["recipe"])
    validating, halvings = False, 1
    while halvings <= _MOST_HALVINGS and (changes := _smaller(recipe, 1 << halvings, validating=validating)):
        size = next(iter(changes.values()))
        emit(Progress(plural(size, "Trying a batch of 1 example", "Trying a batch of {n:,} examples"), 0.0))
        yield
        outcome = yield from _attempt(build, folder, changes, validating=validating)
        free_device_memory()
        if outcome is _Outcome.FITS:
            emit(SmallerBatchTried(folder, _offer(changes), changes))
            return
        if outcome is _Outcome.VALIDATES:
            validating = True
        else:
            halvings += 1
    emit(SmallerBatchTried(folder, _NONE_FITS))


def _smaller(recipe: Recipe, parts: int, *, validating: bool) -> dict[str, Any]:
    """What is to be another, the size first, for batches cut into ``parts``; empty if they cannot be."""
    batch, accumulate = recipe.data.batch_size, recipe.training.accumulate * parts
    if validating:
        tested = recipe.training.evaluation_batch_size
        return {"training.evaluation_batch_size": tested // parts} if tested >= parts else {}
    if batch < parts or accumulate > _MOST_ACCUMULATED:
        return {}
    return {"data.batch_size": batch // parts, "training.accumulate": accumulate}


def _attempt(
    build: BuildOfRun, folder: Path, changes: dict[str, Any], *, validating: bool
) -> Generator[None, None, _Outcome]:
    try:
        with process_as_found(), code_of_run(folder):
            return (yield from _few_batches(build, continuation(folder, changes), folder, validating=validating))
    except BaseException as error:
        if not is_out_of_memory(error):
            raise
    return _Outcome.TOO_LARGE


def _few_batches(
    build: BuildOfRun, found: Continuation, folder: Path, *, validating: bool
) -> Generator[None, None, _Outcome]:
    """Train some batches from the snapshot, beside the run."""
    parts = build(found.recipe, folder)
    parts.configure_torch()
    run = Run(parts, 0, None, lambda event: None, found.history)
    restore(run, found.snapshot)
    restore_randomness(found.snapshot)
    if not validating and run.at.under_way and run.at.index >= len(parts.training):
        return _Outcome.VALIDATES
    wanted = min(max(found.recipe.training.accumulate, _LEAST_BATCHES), _MOST_BATCHES)
    points = run.points()
    for point in points:
        yield
        wanted -= point in (Boundary.BATCH, Boundary.EVALUATING)
        if wanted <= 0 or point is Boundary.EPOCH:
            break
    points.close()
    return _Outcome.FITS


def _offer(changes: dict[str, Any]) -> Message:
    size = next(iter(changes.values()))
    if "training.accumulate" not in changes:
        return plural(
            size,
            "With 1 example at a time in validation the run fits into the memory: it was tried.",
            "With {n:,} examples at a time in validation the run fits into the memory: it was tried.",
        )
    return plural(
        size,
        "With a batch of 1 example, and the gradients of {accumulate:,} batches added up for each step, the run fits "
        "into the memory: it was tried.",
        "With batches of {n:,} examples, and the gradients of {accumulate:,} batches added up for each step, the run "
        "fits into the memory: it was tried.",
        accumulate=changes["training.accumulate"],
    )
