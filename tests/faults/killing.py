"""Kills a training program (``kill -9``) at random moments, lets it resume, and holds its end against a whole run's.

``python -m tests.faults.killing [--kills N] [--seed S]`` prints a JSON object a run. A run is killed again and again:
now while it trains, now at the very moment at which a file is being written. After each kill every file must be whole,
and in the end every number and every weight equal to the bit those of a run that nobody touched.

The programs are `trainer_core.cli.main.main`, ``train`` and then ``resume``, each in a process of its own: forked from
this one, which has imported torch and never computed anything, since 200 imports would take ten minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch._dynamo  # imported once here: making an optimizer does it, in 3 s of each process

from trainer_core.cli.main import main as trainer
from trainer_core.data import Examples, sources
from trainer_core.data.examples import Progress, Provenance, RawData
from trainer_core.data.labels import TaskName
from trainer_core.files.run_lock import is_locked
from trainer_core.history.history import row_type
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_epochs, read_history, read_recipe, read_summary
from trainer_core.runs.snapshots import read_snapshot, snapshot_paths

_KILLS_A_RUN = 5
_LONGEST = 120.0
_SAME = ("loss", "accuracy", "lr")
_EPOCH_DIFFERS = ("seconds", "samples_per_second")


def noise(*, progress: Progress) -> RawData:
    """Pictures of noise whose brightness is their class: real work, and read in no time."""

    def examples(count: int) -> Examples:
        generator = torch.Generator().manual_seed(count)
        targets = torch.randint(0, 4, (count,), generator=generator)
        inputs = torch.randint(0, 128, (count, 1, 12, 12), generator=generator) + 32 * targets.view(-1, 1, 1, 1)
        return Examples(inputs.to(torch.uint8), targets)

    return RawData(
        train=examples(1600),
        test=examples(200),
        class_names=("one", "two", "three", "four"),
        title="Noise",
        task=TaskName.CLASSIFICATION,
        provenance=Provenance(origin="made here"),
    )


PLAIN: dict[str, Any] = {
    "data.source": "noise",
    "data.batch_size": 8,
    "training.epochs": 3,
    "training.device": "cpu",
    "training.threads": 1,
    # Nearly all the time is spent in taking snapshots.
    "training.snapshot_minutes": 0.0005,
    "training.snapshots_kept": 2,
}
PERCEPTRON = PLAIN | {"model.name": "mlp", "model.widths": [16]}
RECIPES: dict[str, dict[str, Any]] = {
    "plain": PERCEPTRON,
    "everything random": PERCEPTRON
    | {
        "data.augment": [{"name": "shift", "pixels": 2}, {"name": "flip"}, {"name": "erase", "side": 3}],
        "model.dropout": 0.3,
        "model.batch_norm": True,
        "schedule.name": "one_cycle",
        "training.accumulate": 3,
    },
    "momentum, plateau, early stopping": PERCEPTRON
    | {
        "optimizer.name": "SGD",
        "optimizer.lr": 0.05,
        "optimizer.momentum": 0.9,
        "schedule.name": "plateau",
        "schedule.patience": 0,
        "training.stop_early_after": 2,
        "training.clip_norm": 1.0,
    },
    "streamed convolutions in bfloat16": PLAIN
    | {
        "data.placement": "streamed",
        "data.workers": 0,
        "data.limit": 600,
        "model.name": "small_cnn",
        "model.channels": 4,
        "model.hidden": 16,
        "training.precision": "bfloat16",
        "training.channels_last": True,
    },
}


@dataclass(slots=True)
class Report:
    """What became of one run: its kills, at how many of them a file was being written, and what was wrong."""

    recipe: str
    kills: int = 0
    while_writing: int = 0
    resumed_at: list[int] = field(default_factory=list)
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)


class Program:
    """``trainer`` with some arguments, in a process of its own; what it says goes to ``said``."""

    def __init__(self, arguments: list[str], said: Path) -> None:
        self.said = said
        self.pid = os.fork()
        if self.pid == 0:
            status = 99
            try:
                descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
                os.dup2(descriptor, 1)
                os.dup2(descriptor, 2)
                status = trainer(arguments)
                sys.stdout.flush()
            finally:
                os._exit(status)

    def ended(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if pid else None

    def wait(self, stop: Callable[[], bool] = lambda: False) -> int | None:
        """Wait until it has ended, or ``stop()``; returns the exit status, None in the second case."""
        give_up = time.monotonic() + _LONGEST
        while time.monotonic() < give_up:
            if (status := self.ended()) is not None:
                return status
            if stop():
                return None
            time.sleep(0.0005)
        raise TimeoutError(f"the program takes more than {_LONGEST} s")

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def killed_run(name: str, root: Path, whole: Path, kills: int, rng: random.Random) -> Report:
    """Train the recipe ``name`` with ``kills`` kills at most, and compare the end with the run in ``whole``."""
    report, run, said = Report(name), root / "run", root / "said.txt"
    began, status = time.monotonic(), None
    length = read_summary(whole)["seconds"] + 0.5
    program = Program(["train", str(recipe_file(name, root)), "--out", str(run)], said)
    newest = -1
    while report.kills < kills:
        # In a third of the cases it may be killed while it starts, but never before there is a first snapshot.
        early = newest >= 0 and rng.random() < 1 / 3
        status = None if early else program.wait(lambda step=newest: _newest_step(run) > step)  # type: ignore[misc]
        if status is None and (early or rng.random() < 0.5):
            moment = time.monotonic() + rng.random() * (1.0 if early else length / kills)
            status = program.wait(lambda at=moment: time.monotonic() > at)  # type: ignore[misc]
        elif status is None:
            status = program.wait(_writes(run, rng.randrange(12)))
        if status is not None:
            break
        program.kill()
        report.kills += 1
        report.while_writing += bool(list(run.rglob("*.part")))
        report.failures += [f"after kill {report.kills}: {problem}" for problem in half_written(run)]
        newest = _newest_step(run)
        if read_summary(run).get("reason") in ("completed", "stopped early"):
            # It had nothing left to do but to leave.
            status = 0
            break
        report.resumed_at.append(newest)
        program = Program(["resume", str(run)], said)
        status = None
    if status is None:
        status = program.wait()
    if status != 0:
        report.failures.append(f"exit status {status}: {said.read_text()[-2000:]}")
    else:
        report.failures += differences(run, whole)
    report.seconds = time.monotonic() - began
    return report


def _writes(run: Path, passed: int) -> Callable[[], bool]:
    """True while a file is being written, for the ``passed``-th time that this is seen."""
    left = [passed]

    def seen() -> bool:
        if any(name.endswith(".part") for folder in (run, run / "snapshots") for name in os.listdir(folder)):
            left[0] -= 1
        return left[0] < 0

    return seen


def _newest_step(run: Path) -> int:
    paths = snapshot_paths(run)
    return int(paths[-1].stem) if paths else -1


def half_written(run: Path, *, killed: bool = True) -> list[str]:
    """What is wrong with the files of a run that was killed a moment ago, or (not ``killed``) that is going on."""
    problems = []
    if killed and is_locked(run):
        problems.append("the lock of the dead program still holds")
    if not snapshot_paths(run):
        problems.append("there is no snapshot any more")
    checks: list[tuple[Path, Callable[[Path], object]]] = [
        *((path, read_snapshot) for path in snapshot_paths(run)),
        *((run / name, _load) for name in ("best.pt", "last.pt") if (run / name).exists()),
        (run / "history", lambda path: read_history(path.parent)),
        (run / "recipe", lambda path: read_recipe(path.parent)),
    ]
    for path, read in checks:
        try:
            read(path)
        except Exception as error:
            problems.append(f"{path.name}: {type(error).__name__}: {error}")
    if (run / "result.json").exists() and not read_summary(run):
        problems.append("result.json is half a file")
    return problems


def _load(path: Path) -> dict[str, torch.Tensor]:
    state: dict[str, torch.Tensor] = torch.load(path, weights_only=True)
    return state


def differences(run: Path, whole: Path) -> list[str]:
    """In what a run that was killed and resumed differs from one that was not."""
    problems = []
    one, other = (np.fromfile(path / "batches.bin", dtype=row_type("accuracy")) for path in (run, whole))
    if len(one) != len(other):
        problems.append(f"{len(one)} batches instead of {len(other)}")
    else:
        for column in _SAME:
            unequal = np.flatnonzero(one[column].view(np.uint64) != other[column].view(np.uint64))
            if len(unequal):
                problems.append(f"{column} differs in {len(unequal)} batches, first in {unequal[0]}")
    rows = [[_comparable(asdict(row)) for row in read_epochs(path)] for path in (run, whole)]
    if rows[0] != rows[1]:
        problems.append(f"epochs differ: {rows}")
    for name in ("best.pt", "last.pt"):
        mine, theirs = _load(run / name), _load(whole / name)
        if mine.keys() != theirs.keys() or not all(torch.equal(mine[key], theirs[key]) for key in mine):
            problems.append(f"{name} differs")
    results = [_comparable(read_summary(path)) for path in (run, whole)]
    if results[0] != results[1]:
        problems.append(f"results differ: {results}")
    leftovers = [str(path) for path in run.rglob("*") if path.name.endswith(".part")]
    unexpected = {path.name for path in run.iterdir()} - {path.name for path in whole.iterdir()} - {"marks.jsonl"}
    if leftovers or unexpected:
        problems.append(f"left over: {leftovers} {unexpected}")
    return problems


def _comparable(values: dict[str, Any]) -> dict[str, str]:
    return {key: repr(value) for key, value in values.items() if key not in (*_EPOCH_DIFFERS, "run")}


def recipe_file(name: str, root: Path) -> Path:
    path = root / "recipe.toml"
    path.write_text(Recipe().with_values(RECIPES[name]).to_toml(), encoding="utf-8")
    return path


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.killing", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed = random.randrange(2**32) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", file=sys.stderr, flush=True)
    torch.set_num_threads(1)
    sources.add("noise", noise, title="Noise", summary="Noise.")
    rng, done, number = random.Random(seed), 0, 0
    with tempfile.TemporaryDirectory(prefix="killing-") as folder:
        root = Path(folder)
        for name in RECIPES:
            (root / name).mkdir()
            program = Program(
                ["train", str(recipe_file(name, root / name)), "--out", str(root / name / "run")], root / "whole.txt"
            )
            if program.wait() != 0:
                print((root / "whole.txt").read_text(), file=sys.stderr)
                return 1
        # A run may be over before it can be killed as often as it was to be: then another makes up for it.
        while done < chosen.kills and number < 4 * chosen.kills:
            name = list(RECIPES)[number % len(RECIPES)]
            place = root / str(number)
            place.mkdir()
            kills = min(_KILLS_A_RUN, chosen.kills - done)
            report = killed_run(name, place, root / name / "run", kills, rng)
            print(json.dumps(asdict(report)), flush=True)
            done, number = done + report.kills, number + 1
            shutil.rmtree(place, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
