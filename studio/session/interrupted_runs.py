"""Finds the runs that were interrupted and can go on, the newest first. Reads files; knows nothing of Qt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from trainer_core.errors import TrainerError
from trainer_core.files.run_lock import is_locked
from trainer_core.library.folders import run_names
from trainer_core.library.reading import read_record
from trainer_core.library.record import RunRecord
from trainer_core.protocol.events import Reason
from trainer_core.runs.run_files import RECIPE, read_epochs, read_summary
from trainer_core.runs.snapshots import snapshot_paths

_MOST = 500
"""Of the newest folders; who has let more runs lie does not wait for the first of them."""


@dataclass(frozen=True, slots=True)
class InterruptedRuns:
    """The newest interrupted run, how many there are, and how much of it was trained (0..1; 0 where unknown).

    ``resumes_at`` is the batch after which its newest snapshot was taken, ``resumes_epoch`` the epoch that ended there
    (0: in the midst of one).
    """

    newest: RunRecord
    count: int
    share: float
    resumes_at: int = 0
    resumes_epoch: int = 0


def find_interrupted(root: Path, put_away: Collection[str] = ()) -> InterruptedRuns | None:
    """Look through the folder of the runs; those whose paths are in ``put_away`` do not count."""
    try:
        names = run_names(root)[:_MOST]
    except TrainerError:
        return None
    found = [root / name for name in names if str(root / name) not in put_away and _is_interrupted(root / name)]
    if not found:
        return None
    newest = read_record(found[0])
    return InterruptedRuns(newest, len(found), _share(newest), *_resumes_at(newest))


def _is_interrupted(folder: Path) -> bool:
    reason = read_summary(folder).get("reason")
    return (
        reason in (None, Reason.INTERRUPTED.value)
        and (folder / RECIPE).is_file()
        and bool(snapshot_paths(folder))
        and not is_locked(folder)
    )


def _resumes_at(record: RunRecord) -> tuple[int, int]:
    """The batch after which the newest snapshot was taken, and the epoch that it ends, 0 if none."""
    try:
        step = int(snapshot_paths(record.path)[-1].stem)
        ends = {row.step: row.epoch for row in read_epochs(record.path)}
    except (TrainerError, IndexError):
        return record.steps, 0
    return step, ends.get(step, 0)


def _share(record: RunRecord) -> float:
    """How much of the run was trained; its length in batches is known once an epoch has ended."""
    try:
        epochs = read_epochs(record.path)
    except TrainerError:
        return 0.0
    if not epochs or not epochs[-1].epoch or not record.epochs_planned:
        return 0.0
    each = epochs[-1].step / epochs[-1].epoch
    return min(record.steps / (each * record.epochs_planned), 1.0) if each else 0.0
