"""From a command to a run that is about to begin: a new one, or one that goes on from a snapshot."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from trainer_core import on_request
from trainer_core.assembly import Parts
from trainer_core.commands import ContinueRun, Start
from trainer_core.continuing import Continuation, continuation
from trainer_core.events import Event
from trainer_core.fit import Fit
from trainer_core.restoring import restore, restore_randomness
from trainer_core.run_folder import RunFolder
from trainer_core.runs import BEST, read_facts
from trainer_core.snapshots import versions
from trainer_core.workbench import Workbench


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
        _adopt(bench, parts)
    except BaseException:
        if folder is not None:
            folder.discard()
        raise
    return fit


def continued(bench: Workbench, command: ContinueRun, number: int, emit: Callable[[Event], None]) -> Fit:
    """Bring an earlier run back to its newest whole snapshot; raises `TrainerError`, its folder as before."""
    folder = RunFolder.reopen(command.folder)
    try:
        found = continuation(folder.path, command.changes)
        parts = bench.build(found.recipe)
        fit = Fit(parts, number, folder, emit, found.history)
        restore(fit, found.snapshot)
        restore_randomness(found.snapshot)
        folder.go_on(found.history)
        if found.changes:
            folder.write_recipe(found.recipe)
            folder.write_facts({**read_facts(folder.path), "changed_at": found.snapshot.step})
    except BaseException:
        folder.release()
        raise
    _take_up(fit, found)
    _adopt(bench, parts)
    return fit


def _take_up(fit: Fit, found: Continuation) -> None:
    fit.to_repeat = deque(found.to_repeat)
    if found.extended:
        fit.standings.since_best = 0
    for level, note in found.notes:
        fit.records.log(level, note)
    if fit.standings.best is not None:
        # best.pt may be of an epoch after the snapshot, which need not come out the same again.
        fit.records.weights(BEST, fit.standings.best.model)
    if found.changes or found.extended:
        # What goes on from here on must not fall back to the recipe of before.
        fit.take_snapshot(anew=True)


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
