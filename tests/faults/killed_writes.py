"""Kills a training program in the very middle of each of its writes, and looks at what is left on the disk.

``python -m tests.faults.killed_writes`` trains a small run again and again; the n-th time it kills itself (``kill -9``)
in its n-th call of ``os.write``, when half of the bytes are written, or in its n-th ``os.replace``, just before
(``replace``) or just after (``replaced``) the file is another. It prints a JSON object for each kill: the file that was
being written, and what was wrong afterwards. Nothing here depends on time or chance.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
import torch._dynamo  # imported once here: making an optimizer does it, in 3 s of each process

from tests.faults.killing import PERCEPTRON, differences, half_written, noise
from trainer_core.api import resume, train
from trainer_core.data import sources
from trainer_core.errors import TrainerError
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import LOG, read_summary
from trainer_core.runs.snapshots import snapshot_paths

CALLS = ("write", "replace", "replaced")
RECIPE = PERCEPTRON | {
    "data.limit": 48,
    "training.epochs": 2,
    "training.snapshot_minutes": 60,
    # Left alone it depends on the time.
    "training.health_every": 1,
}
_BEGINNING = {"recipe.toml", "run.json", "columns.json", LOG}
"""What is written before the first snapshot: without one a run cannot be resumed."""


def in_a_process(work: Callable[[], object]) -> int:
    """Do ``work`` in a fork of this process; returns 0 once it is done, and -9 if it was killed."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def arm(call: str, number: int, run: Path, before: Path) -> None:
    """Let this process kill itself in call ``number``; a copy of ``run`` as it is then goes to ``before``."""
    name = call.removesuffix("d")
    real = getattr(os, name)
    counted = itertools.count(1)

    def counting(*arguments: Any) -> Any:
        if next(counted) != number:
            return real(*arguments)
        shutil.copytree(run, before)
        if call == "write":
            descriptor, data = arguments
            target = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
            real(descriptor, bytes(data)[: len(data) // 2])
        else:
            target = Path(arguments[1])
        if call == "replaced":
            real(*arguments)
        before.with_suffix(".target").write_text(str(target.relative_to(run)))
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(os, name, counting)


def contents(folder: Path) -> dict[str, bytes]:
    """The files that a run consists of; a kill may leave hidden ones (``.part``) behind."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith((".part", ".lock"))]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def neither_old_nor_new(call: str, run: Path, before: Path, target: str) -> list[str]:
    """Files that are neither what they were before the call nor what it was to make of them."""
    expected, found = contents(before), contents(run)
    if call == "replaced":
        place = before / target
        (part,) = place.parent.glob(f".{place.name[:40]}*.part")
        expected[target] = part.read_bytes()
    wrong = [name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)]
    if call == "write" and wrong == [target] and found[target].startswith(expected.get(target, b"")):
        # Appended in place; that the records before are whole is seen when they are read.
        wrong = []
    return [f"{name} is neither the old file nor the new one" for name in wrong]


def problems_after(call: str, run: Path, before: Path, target: str, whole: Path) -> list[str]:
    """What is wrong with a run that was killed in a call, and with what becomes of it when it is resumed."""
    problems = neither_old_nor_new(call, run, before, target)
    if not snapshot_paths(run):
        refused = in_a_process(lambda: _refused(run))
        early = target in _BEGINNING or target.startswith((".", "snapshots/", "shown/"))
        return problems if early and not refused else [*problems, f"no snapshot after {target}, resume: {refused}"]
    problems += half_written(run)
    if "reason" not in read_summary(run):
        status = in_a_process(lambda: resume(run))
        problems += [f"resuming ended with {status}"] if status else differences(run, whole)
    elif call != "replaced":
        problems.append("there is a result already")
    return problems


def _refused(run: Path) -> None:
    try:
        resume(run)
    except TrainerError:
        return
    raise AssertionError("a run without a snapshot was resumed")


def killed_in_each(call: str, recipe: Recipe, root: Path, whole: Path) -> Iterator[dict[str, Any]]:
    """Train ``recipe`` until there is no further ``call`` in which it could be killed; yield what became of each run.

    Raises `ChildProcessError` if a run ends of itself, and not well.
    """
    for number in itertools.count(1):
        run, before = root / f"{call}-{number}", root / f"{call}-{number}-before"

        def killed(number: int = number, run: Path = run, before: Path = before) -> None:
            arm(call, number, run, before)
            train(recipe, run)

        status = in_a_process(killed)
        if status == 0:
            return
        if status != -signal.SIGKILL:
            raise ChildProcessError(f"the run to be killed in {call} {number} ended with {status}")
        target = before.with_suffix(".target").read_text()
        failures = problems_after(call, run, before, target, whole)
        yield {"call": call, "number": number, "target": target, "failures": failures}


def main() -> int:
    torch.set_num_threads(1)
    sources.add("noise", noise, title="Noise", summary="Noise.")
    recipe = Recipe().with_values(RECIPE)
    with tempfile.TemporaryDirectory(prefix="killed-writes-") as folder:
        whole = Path(folder, "whole")
        if in_a_process(lambda: train(recipe, whole)) != 0:
            return 1
        for call in CALLS:
            for report in killed_in_each(call, recipe, Path(folder), whole):
                print(json.dumps(report), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
