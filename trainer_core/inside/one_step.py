"""Finds the step that is to be looked into, of a recipe or of a run that is on disk, and records it beside that run."""

from __future__ import annotations

from pathlib import Path

from trainer_core.compute.devices import on_this_machine
from trainer_core.compute.process_state import process_as_found
from trainer_core.errors import CommandError, Message, SnapshotError
from trainer_core.history.history import History
from trainer_core.inside.record_step import StepRecord, record_step
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.data_check import require_same_data
from trainer_core.runs.run_files import read_facts, read_history, read_recipe
from trainer_core.runs.snapshots import Snapshot, read_snapshot, snapshot_paths
from trainer_core.training import cpu_threads
from trainer_core.training.assembly import Parts, ProgressCallback, assemble
from trainer_core.training.beside import beside
from trainer_core.training.resume import newest_usable, require_records
from trainer_core.trial.kept import code_of_run

_PLAIN = Message("The recipe compiles the model; the step was run with the plain one, whose last bits may differ.")
_MORE = Message("The run has trained all its epochs: this is the step with which another one would begin.")


def step_of_recipe(recipe: Recipe, step: int, progress: ProgressCallback, *, download: bool = False) -> StepRecord:
    """Record step number ``step`` (from 1) of a training by ``recipe``; the steps before it are trained first.

    Raises `TrainerError` if a part cannot be had, or the training has fewer steps.
    """
    with process_as_found():
        parts = assemble(_plain(recipe), progress, download=download)
        parts.configure_torch()
        _require_step(step, recipe.training.epochs * len(parts.training))
        run = beside(parts, None, History(parts.scorer.headline))
        return _noted(record_step(run, step), *([_PLAIN] if recipe.training.compile else []))


def step_of_run(
    folder: Path,
    step: int | None,
    progress: ProgressCallback,
    *,
    download: bool = False,
    accept_changed_data: bool = False,
) -> StepRecord:
    """Record a step of the run in ``folder``: the one after its newest snapshot, or number ``step`` (from 1).

    The folder is only read. Raises `TrainerError` if the run cannot be read, or the step cannot be reached.
    """
    folder = folder.expanduser().absolute()
    of_run, history = read_recipe(folder), read_history(folder)
    snapshot = newest_usable(folder, history)[0] if step is None else _before(folder, history, step)
    recipe = on_this_machine(of_run if snapshot is None else Recipe.from_toml(snapshot.values["recipe"]))
    wanted = (snapshot.step if snapshot is not None else 0) + 1 if step is None else step
    with process_as_found():
        with code_of_run(folder):
            parts = assemble(_plain(recipe), progress, download=download, run=folder)
        kept = read_facts(folder) if snapshot is None else snapshot.values["versions"]
        of_threads = [note for _, note in cpu_threads.go_on(parts, kept)]
        parts.configure_torch()
        notes = [require_same_data(folder, parts.dataset, accepted=accept_changed_data), *of_threads]
        run = beside(parts, snapshot, history)
        notes.append(_PLAIN if recipe.training.compile else None)
        if snapshot is not None and wanted == snapshot.step + 1 and not run.at.under_way and _over(parts, run.at.epoch):
            run.recipe = parts.recipe = parts.recipe.with_values({"training.epochs": run.at.epoch + 1})
            run.early_stopping.wait_anew()
            notes.append(_MORE)
        _require_step(wanted, run.recipe.training.epochs * len(parts.training))
        return _noted(record_step(run, wanted), *(note for note in notes if note is not None))


def _plain(recipe: Recipe) -> Recipe:
    return recipe.with_values({"training.compile": False}) if recipe.training.compile else recipe


def _over(parts: Parts, epochs: int) -> bool:
    return epochs >= parts.recipe.training.epochs


def _require_step(step: int, last: int) -> None:
    if not 1 <= step <= last:
        raise CommandError(
            "step-beyond-end",
            "There is no step {step}: the steps of this training are 1 to {last:,}. Choose one of them.",
            step=step,
            last=last,
        )


def _before(folder: Path, history: History, step: int) -> Snapshot | None:
    """The newest snapshot before ``step`` that can be used; None for the beginning, where that is known."""
    _require_step(step, max(step, 1))
    earliest = None
    for path in reversed(snapshot_paths(folder)):
        try:
            snapshot = read_snapshot(path)
            require_records(snapshot, history)
        except SnapshotError:
            continue
        if snapshot.step < step:
            return snapshot
        earliest = snapshot.step
    facts = read_facts(folder)
    if facts.get("initial_weights") == "seed" and "changed_at" not in facts:
        return None
    raise SnapshotError(
        "no-snapshot-before",
        "{path} keeps no snapshot from before step {step}, so that step cannot be reached. Choose one from {first} on.",
        path=str(folder),
        step=step,
        first=(earliest or 0) + 1,
    )


def _noted(recorded: StepRecord, *notes: Message) -> StepRecord:
    return StepRecord(
        recorded.step,
        recorded.examples,
        recorded.phases,
        recorded.loss,
        recorded.tensors,
        recorded.graph,
        (*notes, *recorded.notes),
    )
