"""``kill -9`` while a run trains, takes snapshots and saves: it resumes each time and ends as if nothing had been.

``python -m tests.benchmarks --only killing`` does this 200 times.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.faults.killing import RECIPES, differences, half_written
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.snapshots import snapshot_paths

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20
SEED = "20261128"
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    """What became of runs that were killed twenty times in all."""
    seed = int(os.environ.get("TRAINING_STUDIO_KILLS", SEED))
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", "--kills", str(KILLS), "--seed", str(seed)],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    print(f"TRAINING_STUDIO_KILLS={seed}: python -m tests.faults.killing --kills {KILLS} --seed {seed}")
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_killed_run_resumes_and_ends_as_one_that_was_not(reports: list[dict[str, Any]]) -> None:
    assert [failure for report in reports for failure in report["failures"]] == []
    assert sum(report["kills"] for report in reports) == KILLS
    assert {report["recipe"] for report in reports} == set(RECIPES)


def test_the_program_itself_killed_and_resumed(tmp_path: Path) -> None:
    changes = {"data.limit": 600, "data.batch_size": 8, "training.device": "cpu", "training.threads": 1}
    recipe = Recipe().with_values(changes | {"training.epochs": 2, "training.snapshot_minutes": 0.001})
    (tmp_path / "recipe.toml").write_text(recipe.to_toml(), encoding="utf-8")
    train = [sys.executable, "-m", "trainer_core", "train", str(tmp_path / "recipe.toml"), "--out"]
    resume = [sys.executable, "-m", "trainer_core", "resume", str(tmp_path / "run")]
    subprocess.run([*train, str(tmp_path / "whole")], cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    with subprocess.Popen([*train, str(tmp_path / "run")], cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as run:
        give_up = time.monotonic() + 120
        while len(snapshot_paths(tmp_path / "run")) < 2 and run.poll() is None and time.monotonic() < give_up:
            time.sleep(0.001)
        run.send_signal(signal.SIGKILL)

    assert run.returncode == -signal.SIGKILL
    assert not (tmp_path / "run" / "result.json").exists()
    assert half_written(tmp_path / "run") == []
    subprocess.run(resume, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    assert differences(tmp_path / "run", tmp_path / "whole") == []


def test_a_difference_of_one_bit_would_be_seen(tmp_path: Path, driver: Any) -> None:
    from tests.faults import faulty
    from trainer_core.protocol.commands import Start

    with faulty.registered():
        driver.do(Start(faulty.recipe(), tmp_path / "one"))
        driver.do(Start(faulty.recipe(), tmp_path / "other"))
    assert differences(tmp_path / "one", tmp_path / "other") == []
    for name, place in (("batches.bin", 5 * 32), ("batches.bin", 32 + 16)):
        data = bytearray((tmp_path / "one" / name).read_bytes())
        data[place] ^= 1
        (tmp_path / "one" / name).write_bytes(data)
        assert differences(tmp_path / "one", tmp_path / "other")
    (tmp_path / "one" / ".last.pt.0123abcd.part").write_bytes(b"half")
    assert any("left over" in problem for problem in differences(tmp_path / "one", tmp_path / "other"))
