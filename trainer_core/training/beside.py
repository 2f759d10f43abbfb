"""A run of its own beside another: it stands where a snapshot was taken, or at the beginning, and writes nothing."""

from __future__ import annotations

from collections import deque

from trainer_core.compute import randomness
from trainer_core.history.history import History
from trainer_core.runs.snapshots import Snapshot
from trainer_core.training.assembly import Parts
from trainer_core.training.restoring import restore, restore_randomness
from trainer_core.training.resume import truncated
from trainer_core.training.run import Run


def beside(parts: Parts, snapshot: Snapshot | None, recorded: History) -> Run:
    """The run with what was ``recorded``, brought to ``snapshot``; live changes of after it are made again.

    The process's random generators are set to what they were then. Raises `SnapshotError`.
    """
    records = {"rows": 0, "epochs": 0, "marks": 0} if snapshot is None else snapshot.values["records"]
    history = truncated(recorded, records["rows"], records["epochs"], records["marks"])
    run = Run(parts, 0, None, lambda event: None, history)
    run.recorder.layer_health = None
    run.changes.to_repeat = deque(mark for mark in recorded.marks[records["marks"] :] if mark.repeatable)
    if snapshot is None:
        randomness.seed_all(parts.recipe.training.seed)
    else:
        restore(run, snapshot)
        restore_randomness(snapshot)
    return run
