"""Verifies that a run resumes exactly: trains batches again from a snapshot and compares every number."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

from trainer_core.compute import randomness
from trainer_core.compute.devices import on_this_machine
from trainer_core.errors import N_, CommandError, Message, SnapshotError, plural
from trainer_core.history.history import History
from trainer_core.protocol.commands import VerifyRun
from trainer_core.protocol.events import Event, Logged, Progress, Verified
from trainer_core.protocol.reports import Difference
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.code_check import code_differences
from trainer_core.runs.data_check import require_same_data
from trainer_core.runs.run_files import read_facts, read_history, read_recipe, require_run
from trainer_core.runs.snapshots import Snapshot, read_snapshot, snapshot_paths, versions
from trainer_core.training import cpu_threads
from trainer_core.training.assembly import Parts, assemble
from trainer_core.training.beside import beside
from trainer_core.training.resume import require_records
from trainer_core.trial.kept import code_of_run

_OF_THE_CLOCK = frozenset({"epoch", "step", "seconds", "samples_per_second"})
"""Columns that are no result of the training."""
_MOST_DIFFERENCES = 100


def replay(command: VerifyRun, previous: Parts | None, emit: Callable[[Event], None]) -> Iterator[None]:
    """Answer `trainer_core.protocol.commands.VerifyRun`, a batch at a time, with `Verified`.

    The newest snapshot is taken after which so many batches are recorded, or the one after which most are; a run
    without such a snapshot is replayed from its beginning. What lies before a change of its recipe is left alone.

    The random generators are put back when this ends, however it ends. The caller puts torch's own settings back
    (`Parts.configure_torch`).

    Raises `TrainerError` if the folder is no run's, or there is nothing to compare.
    """
    folder = command.folder.expanduser().absolute()
    require_run(folder)
    recorded = read_history(folder)
    snapshot = _snapshot_with_most_after_it(folder, recorded, command.batches, emit)
    recipe = read_recipe(folder) if snapshot is None else Recipe.from_toml(snapshot.values["recipe"])
    with code_of_run(folder):
        parts = assemble(
            on_this_machine(recipe),
            lambda message, fraction: emit(Progress(message, fraction)),
            previous=previous,
            download=command.download,
            run=folder,
        )
    other_data = require_same_data(folder, parts.dataset, accepted=command.accept_changed_data)
    if other_data is not None:
        emit(Logged("warning", other_data))
    if read_facts(folder).get("changed_by_hand"):
        text = N_("This run was changed by hand, so only what follows from the snapshot after that is replayed.")
        emit(Logged("info", Message(text)))
    for note in code_differences(folder, recipe):
        emit(Logged("info", note))
    for level, note in cpu_threads.go_on(parts, snapshot.values["versions"] if snapshot else read_facts(folder)):
        emit(Logged(level, note))
    before = randomness.capture()
    try:
        parts.configure_torch()
        run = beside(parts, snapshot, recorded)
        first = len(run.history)
        last = min(first + command.batches, len(recorded))
        message = plural(
            last - first, "Replaying 1 batch of {path}", "Replaying {n:,} batches of {path}", path=folder.name
        )
        epochs = sum(row.step <= last for row in recorded.epochs)
        points = run.points()
        for _ in points:
            run.recorder.settle()
            if len(run.history) >= last and len(run.history.epochs) >= epochs:
                break
            emit(Progress(message, min(1.0, (len(run.history) - first) / (last - first))))
            yield
        points.close()
        emit(_verdict(folder, snapshot, run.history, recorded, first, last, _remark(parts, snapshot, folder)))
    finally:
        randomness.restore(before)


def _snapshot_with_most_after_it(
    folder: Path, recorded: History, batches: int, emit: Callable[[Event], None]
) -> Snapshot | None:
    best: Snapshot | None = None
    facts = read_facts(folder)
    for path in reversed(snapshot_paths(folder)):
        try:
            snapshot = read_snapshot(path)
            require_records(snapshot, recorded)
        except SnapshotError as error:
            emit(Logged("warning", error.message))
            continue
        if _number(facts.get("changed_at")) <= snapshot.step < len(recorded):
            best = snapshot
            if len(recorded) - snapshot.step >= batches:
                return best
    if best is None and (facts.get("initial_weights") != "seed" or "changed_at" in facts):
        raise CommandError(
            "nothing-to-replay",
            "There is nothing to replay in {path}: no batch is recorded after one of its snapshots, and its beginning "
            "is not known any more. Train on and try again.",
            path=str(folder),
        )
    if len(recorded) == 0:
        raise CommandError(
            "nothing-to-replay", "There is nothing to replay in {path}: no batch is recorded.", path=str(folder)
        )
    return best


def _verdict(
    folder: Path,
    snapshot: Snapshot | None,
    replayed: History,
    recorded: History,
    first: int,
    last: int,
    remark: Message | None,
) -> Verified:
    then, now = recorded.rows(first, last), replayed.rows(first, last)
    numbers = [
        (first + at, column, float(then[column][at]), float(now[column][at]) if at < len(now) else math.nan)
        for at in range(len(then))
        for column in recorded.columns
        if column not in _OF_THE_CLOCK
    ]
    again = {row.epoch: row for row in replayed.epochs}
    for row in recorded.epochs:
        if first < row.step <= last:
            other = again[row.epoch].values if row.epoch in again else {}
            numbers += [
                (row.step, column, value, other.get(column, math.nan))
                for column, value in row.values.items()
                if column not in _OF_THE_CLOCK
            ]
    different = [Difference(*number) for number in numbers if not _same(number[2], number[3])]
    return Verified(
        folder=folder,
        snapshot=snapshot.path if snapshot else None,
        first=first,
        batches=last - first,
        compared=len(numbers),
        different=len(different),
        differences=tuple(different[:_MOST_DIFFERENCES]),
        remark=remark,
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


def _remark(parts: Parts, snapshot: Snapshot | None, folder: Path) -> Message | None:
    """Why differences may be expected, if they may."""
    facts = read_facts(folder)
    then = snapshot.values["versions"] if snapshot else {**facts.get("versions", {}), "device": facts.get("device")}
    now = versions() | {"device": parts.device_report.device}
    for name in ("device", "torch", "numpy"):
        if then.get(name) not in (None, now[name]):
            text = N_("It was trained with {name} {then} and replayed with {now}, so the last bits may differ.")
            return Message(text, {"name": name, "then": then[name], "now": now[name]})
    if parts.device.type != "cpu" and not parts.recipe.training.deterministic:
        text = N_(
            "On {device} some operations add up in no fixed order. With training.deterministic on, the same bits come "
            "each time."
        )
        return Message(text, {"device": parts.device_report.name})
    return None
