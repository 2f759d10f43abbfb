"""From a command to a run that is about to begin: a new one, or one that goes on from a snapshot."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from trainer_core.compute import randomness
from trainer_core.compute.precision import precision_notes
from trainer_core.engine import on_request
from trainer_core.engine.prepared import Workbench
from trainer_core.errors import Message
from trainer_core.protocol.commands import ContinueRun, Start
from trainer_core.protocol.events import Event
from trainer_core.runs.run_files import BEST, read_facts
from trainer_core.runs.run_folder import RunFolder
from trainer_core.runs.snapshots import versions
from trainer_core.training.assembly import Parts
from trainer_core.training.restoring import restore, restore_randomness, snapshot_values
from trainer_core.training.resume import Continuation, continuation
from trainer_core.training.run import Fit


def started(bench: Workbench, command: Start, number: int, emit: Callable[[Event], None]) -> Fit:
    """Build what a new run needs and its folder; raises `TrainerError`, and then nothing is left of it."""
    parts = bench.build(command.recipe)
    if command.keep_weights and bench.parts is not None:
        on_request.keep_weights(parts, bench.parts.model.state_dict())
    folder = None
    if command.folder:
        facts = _facts(parts, "kept" if command.keep_weights else "seed")
        folder = RunFolder.create(command.folder, command.recipe, facts)
    try:
        fit = Fit(parts, number, folder, emit)
        fit.opening_notes = precision_notes(command.recipe.training.precision, parts.device)
        _adopt(bench, parts)
        randomness.seed_all(command.recipe.training.seed)
    except BaseException:
        if folder is not None:
            folder.discard()
        raise
    return fit


def continued(bench: Workbench, command: ContinueRun, number: int, emit: Callable[[Event], None]) -> Fit:
    """Bring an earlier run back to its newest whole snapshot.

    Raises `TrainerError`, and then the run can be gone on with as before: what says that it has ended goes last.
    """
    folder = RunFolder.reopen(command.folder)
    try:
        found = continuation(folder.path, command.changes)
        parts = bench.build(found.recipe)
        fit = Fit(parts, number, folder, emit, found.history)
        restore(fit, found.snapshot)
        restore_randomness(found.snapshot)
        fit.to_repeat = deque(found.to_repeat)
        precision = precision_notes(found.recipe.training.precision, parts.device)
        fit.opening_notes = (*found.notes, *_of_another_device(found, parts), *precision)
        if found.extended:
            fit.standings.since_best = 0
        _make_lasting(fit, found, folder)
        folder.go_on(found.history, fit.to_repeat)
        if fit.standings.best is not None:
            # best.pt may be of an epoch after the snapshot, which need not come out the same again.
            fit.records.weights(BEST, fit.standings.best.model)
        _adopt(bench, parts)
    except BaseException:
        folder.release()
        raise
    return fit


def _make_lasting(fit: Fit, found: Continuation, folder: RunFolder) -> None:
    """Write down what is another than before: a second break must not fall back to the recipe of before."""
    step = found.snapshot.step
    if found.changes or found.extended:
        folder.write_facts({"changed_at": step})
        folder.write_snapshot(snapshot_values(fit), keep=found.recipe.training.snapshots_kept)
    if found.changes or "changed_at" in read_facts(folder.path):
        folder.write_recipe(found.recipe)


def _of_another_device(found: Continuation, parts: Parts) -> tuple[tuple[str, Message], ...]:
    then, now = found.snapshot.values["versions"].get("device"), parts.device_report.device
    if then in (None, now) or any(change.key == "training.device" for change in found.changes):
        return ()
    text = "The run was trained on {then} and goes on on {now}: its last bits may differ."
    return (("warning", Message(text, {"then": then, "now": now})),)


def _adopt(bench: Workbench, parts: Parts) -> None:
    bench.adopt(parts)
    bench.earned = True


def _facts(parts: Parts, initial_weights: str) -> dict[str, Any]:
    """What a run's folder says of where it began; ``initial_weights`` is ``"seed"`` or ``"kept"``."""
    report = parts.device_report
    return {
        "device": report.device,
        "device_name": report.name,
        "initial_weights": initial_weights,
        "versions": versions(),
    }
