"""A program that is killed in the middle of any of its writes: each file is the old one or the new one, whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.killed_writes import CALLS

ROOT = Path(__file__).resolve().parents[2]
REPLACED = {"recipe.toml", "run.json", "columns.json", "best.pt", "last.pt", "result.json", "shown/about.json"}
APPENDED = {"batches.bin", "history.csv", "log.txt", "shown/answers.bin"}

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks, and reads /proc")


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    """What became of a run that was killed in its n-th write, for each n."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killed_writes"],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("call", CALLS)
def test_each_file_is_the_old_one_or_the_new_one_and_the_run_resumes(reports: list[dict[str, Any]], call: str) -> None:
    mine = [report for report in reports if report["call"] == call]

    assert mine
    assert [report for report in mine if report["failures"]] == []
    assert [report["number"] for report in mine] == list(range(1, len(mine) + 1))


def test_every_kind_of_file_was_being_written(reports: list[dict[str, Any]]) -> None:
    for call in ("replace", "replaced"):
        targets = {report["target"] for report in reports if report["call"] == call}
        assert targets >= REPLACED
        assert sum(target.startswith("snapshots/") for target in targets) == 3
    assert {report["target"] for report in reports if report["call"] == "write"} >= APPENDED
