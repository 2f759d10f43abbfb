"""Reads one run's folder into a record, whatever state the folder is in: nothing that lies there raises an error."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from trainer_core.data import sources
from trainer_core.errors import Message, RunFolderError, TrainerError
from trainer_core.files.run_lock import is_locked
from trainer_core.files.safe_read import open_ordinary
from trainer_core.files.small_files import count, line, number, read_json
from trainer_core.history.history import LOSS, EpochRow
from trainer_core.library.epochs import Epochs
from trainer_core.library.folders import Listing, listing
from trainer_core.library.notes import LONGEST_NAME, Notes, read_notes
from trainer_core.library.picture import thinned, training_curves
from trainer_core.library.recipe_line import model_name, recipe_parts
from trainer_core.library.record import RunPicture, RunRecord, RunState
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.training_section import AUTO
from trainer_core.runs.run_files import FACTS, LOG, RECIPE, RESULT, read_metric, read_recipe, whole_epochs
from trainer_core.tasks.metrics.metric import known

T = TypeVar("T")

_LONGEST_DEVICE = 100
_MOST_LANGUAGES = 16
_MOST_METRICS = 1000
_METRIC = re.compile(r"\w{1,200}")
_LOG_TIME = re.compile(rb"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ")


def read_record(path: Path) -> RunRecord:
    """Read what the run in the folder ``path`` is and how far it came; never raises for what lies there.

    Time and memory do not grow with the run. A run that is going on is read up to its last whole record. What cannot be
    read is told in `RunRecord.problems`.
    """
    path = path.expanduser().absolute()
    found = listing(path)
    if found is None:
        problem = Message("{path} is not the folder of a run, or cannot be read.", {"path": str(path)})
        return RunRecord(path, line(path.name, LONGEST_NAME), RunState.UNREADABLE, problems=(problem,))
    return record_of(path, found)


def record_of(path: Path, found: Listing) -> RunRecord:
    """Read the run in the folder ``path``, of which ``found`` is the listing."""
    problems: list[Message] = []

    def attempt(read: Callable[[Path], T], otherwise: T) -> T:
        try:
            return read(path)
        except (TrainerError, OSError) as error:
            problems.append(_sentence(path, error))
            return otherwise

    running = is_locked(path)
    recipe = attempt(read_recipe, None)
    notes = attempt(read_notes, Notes())
    nothing: dict[str, Any] = {}
    result = attempt(_result, nothing)
    facts = attempt(_facts, nothing)
    no_epochs: tuple[tuple[EpochRow, ...], RunFolderError | None] = ((), None)
    rows, damage = attempt(whole_epochs, no_epochs)
    epochs = Epochs(rows)
    if damage is not None:
        problems.append(damage.message)
    no_curve = RunPicture().loss
    metric = attempt(read_metric, "")
    steps, seconds, loss, curve = attempt(training_curves, (0, math.nan, no_curve, no_curve))
    record = RunRecord(
        path=path,
        name=notes.name or line(path.name, LONGEST_NAME),
        state=_state(running, recipe, result),
        problems=tuple(problems),
        started=_started(path, facts),
        seconds=_first(number(result.get("seconds")), seconds, epochs.seconds),
        device=line(facts.get("device") or result.get("device"), _LONGEST_DEVICE),
        epochs=epochs.count or count(result.get("epochs")),
        steps=steps or count(result.get("steps")),
        metric=metric,
        test=_results(result, "test_"),
        samples_per_second=_first(number(result.get("samples_per_second")), epochs.samples_per_second),
        final_validation=epochs.validation(epochs.count),
        tags=notes.tags,
        notes=notes.notes,
        bytes=found.bytes,
        continuable=found.snapshots > 0 and not running,
        changed_by_hand=facts.get("changed_by_hand") is True,
        picture=RunPicture(
            loss, curve, thinned(epochs.validations(LOSS)), thinned(epochs.validations(metric)) if metric else no_curve
        ),
    )
    asked = AUTO if recipe is None else recipe.training.best_by
    best = count(result.get("best_epoch")) or epochs.best(metric if asked == AUTO else asked)
    validation = _results(result, "validation_") | epochs.validation(best)
    record = dataclasses.replace(record, best_epoch=best, validation=validation)
    return record if recipe is None else _with_recipe(record, recipe, notes.name)


def _with_recipe(record: RunRecord, recipe: Recipe, own_name: str) -> RunRecord:
    titles = list(recipe.about.title.items())[:_MOST_LANGUAGES]
    title = {language[:16]: line(text, LONGEST_NAME) for language, text in titles}
    return dataclasses.replace(
        record,
        name=own_name or line(recipe.title(), LONGEST_NAME) or record.name,
        title={language: text for language, text in title.items() if text},
        recipe_parts=recipe_parts(recipe),
        source=sources[recipe.data.source].title,
        model=model_name(recipe),
        epochs_planned=recipe.training.epochs,
    )


def _state(running: bool, recipe: Recipe | None, result: dict[str, Any]) -> RunState:
    if running:
        return RunState.RUNNING
    if recipe is None:
        return RunState.UNREADABLE
    reason = result.get("reason")
    if reason == "discarded":
        return RunState.STOPPED
    ended = {state.value: state for state in RunState} if isinstance(reason, str) else {}
    state = ended.get(str(reason), RunState.INTERRUPTED)
    return RunState.INTERRUPTED if state in (RunState.RUNNING, RunState.UNREADABLE) else state


def _result(path: Path) -> dict[str, Any]:
    return read_json(path / RESULT)


def _facts(path: Path) -> dict[str, Any]:
    return read_json(path / FACTS)


def _started(path: Path, facts: dict[str, Any]) -> datetime | None:
    """When the run began: as it says itself, else the time of the log's first line, else the recipe's file's."""
    try:
        began = datetime.fromisoformat(str(facts.get("started", ""))[:40])
        return began.astimezone(UTC) if began.tzinfo else began.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        pass
    try:
        with open_ordinary(path / LOG) as file:
            if first := _LOG_TIME.match(file.read(64)):
                return datetime.strptime(first[1].decode(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except (OSError, ValueError):
        pass
    try:
        return datetime.fromtimestamp((path / RECIPE).stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _results(result: dict[str, Any], part: str) -> dict[str, float]:
    """The finite results that ``result.json`` has for ``test_`` or ``validation_``, by the name of the metric."""
    names = [name for name in result if name.startswith(part) and _METRIC.fullmatch(name)][:_MOST_METRICS]
    return known({name.removeprefix(part): number(result[name]) for name in names})


def _first(*values: float) -> float:
    """The first of ``values`` that is a finite number, else NaN."""
    return next((value for value in values if math.isfinite(value)), math.nan)


def _sentence(path: Path, error: TrainerError | OSError) -> Message:
    if isinstance(error, TrainerError):
        return error.message
    facts = {"path": str(path), "reason": error.strerror or str(error)}
    return Message("A file in {path} cannot be read: {reason}.", facts)
