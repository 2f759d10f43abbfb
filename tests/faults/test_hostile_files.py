"""Whatever a file holds, it is read right or refused with a sentence: nothing runs, hangs, or takes the memory.

Thousands of damaged files of each kind are read in a process of their own (`tests.faults.hostile`), whose whole memory
is watched. ``TRAINING_STUDIO_MUTATIONS=20`` tries twenty times as many, from other seeds each day.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.faults.kinds import KINDS
from tests.faults.mutations import FACTOR, mutated

ROOT = Path(__file__).resolve().parents[2]
COUNT = int(600 * FACTOR)
SEED = 0 if FACTOR == 1 else date.today().toordinal() * 1_000_000
MEGABYTES = {"picture": 500}
OTHERWISE = 100


@pytest.fixture(scope="module")
def reports() -> dict[str, dict[str, Any]]:
    """What became of all damaged files, by kind."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.hostile", "--count", str(COUNT), "--seed", str(SEED)],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "1"},
        capture_output=True,
        text=True,
        timeout=300 * max(1.0, FACTOR),
    )
    found = {report["kind"]: report for report in map(json.loads, done.stdout.splitlines())}
    print(f"seeds {SEED} to {SEED + COUNT}", file=sys.stderr)
    assert done.returncode == 0, f"stopped after {list(found)}: {done.stderr[-3000:]}"
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_read_right_or_refused_with_a_sentence(reports: dict[str, dict[str, Any]], kind: str) -> None:
    report = reports[kind]

    assert not report["failures"], "\n".join(report["failures"])
    assert report["count"] == COUNT


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_takes_neither_long_nor_much_memory(reports: dict[str, dict[str, Any]], kind: str) -> None:
    report = reports[kind]

    assert report["slowest"] < 5
    assert report["megabytes"] < MEGABYTES.get(kind, OTHERWISE)


def test_a_mutation_follows_from_its_seed_and_changes_the_file() -> None:
    whole = bytes(range(256)) * 8

    assert all(mutated(whole, seed) == mutated(whole, seed) for seed in range(200))
    assert sum(mutated(whole, seed)[1] != whole for seed in range(200)) > 170
