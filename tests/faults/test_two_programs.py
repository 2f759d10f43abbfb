"""One run and two programs, or two engines: the second is told, and may look but not write."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Driver
from tests.faults.test_disk import ENVIRONMENT, ROOT, files
from trainer_core.files.run_lock import LOCK, is_locked
from trainer_core.library.reading import read_record
from trainer_core.library.record import RunState
from trainer_core.protocol.commands import Advance, OpenRun, ResumeRun, Start, Stop, Unit, Unpause
from trainer_core.protocol.events import Reason, Refused, RunEnded, RunOpened, RunStarted
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.snapshots import snapshot_paths


@pytest.fixture
def other_program(tmp_path: Path, longer: Recipe) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that trains in ``run`` for as long as it is let."""
    recipe = longer.with_values({"training.epochs": 100_000, "training.snapshot_epochs": 1})
    (tmp_path / "recipe.toml").write_text(recipe.to_toml(), encoding="utf-8")
    command = [sys.executable, "-m", "trainer_core", "train", str(tmp_path / "recipe.toml")]
    with subprocess.Popen(
        [*command, "--out", str(tmp_path / "run")],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:
        give_up = time.monotonic() + 120
        while not snapshot_paths(tmp_path / "run") and time.monotonic() < give_up and program.poll() is None:
            time.sleep(0.01)
        yield program
        program.kill()


def test_the_second_program_is_told_and_may_look_but_not_write(driver, tmp_path, other_program):
    run = tmp_path / "run"
    assert is_locked(run)
    driver.do(ResumeRun(run))
    assert driver.last(Refused).code == "in-use"
    assert "another program" in str(driver.last(Refused).message)
    command = [sys.executable, "-m", "trainer_core", "resume", str(run)]
    resumed = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=120)
    assert resumed.returncode == 1
    assert "another program" in resumed.stderr
    assert "Traceback" not in resumed.stderr
    driver.do(OpenRun(run))
    assert len(driver.last(RunOpened).history) > 0
    assert read_record(run).state is RunState.RUNNING
    assert other_program.poll() is None

    other_program.send_signal(signal.SIGKILL)
    other_program.wait()
    assert not is_locked(run)
    assert read_record(run).state is RunState.INTERRUPTED
    assert read_record(run).continuable
    driver.do(ResumeRun(run, paused=True))
    assert driver.last(RunStarted).continued_from >= 8
    driver.do(Stop())
    assert driver.ended.reason is Reason.STOPPED


def test_a_run_under_way_here_is_not_taken_up_a_second_time_here(longer, tmp_path):
    first, second = Driver(), Driver()
    first.start(longer, tmp_path / "run", paused=True)
    first.do(Advance(Unit.EPOCH))
    before = files(tmp_path / "run")
    second.do(ResumeRun(tmp_path / "run"), Start(longer, tmp_path / "run"))

    assert [event.code for event in second.of(Refused)] == ["in-use", "folder-in-use"]
    assert files(tmp_path / "run") == before
    first.do(Unpause())
    assert first.ended.reason is Reason.COMPLETED


def test_a_lock_file_that_was_left_behind_locks_nothing(driver, longer, tmp_path):
    driver.start(longer.with_values({"training.epochs": 1}), tmp_path / "run")
    (tmp_path / "run" / LOCK).write_bytes(b"12345")
    driver.do(ResumeRun(tmp_path / "run", {"training.epochs": 2}))

    assert driver.of(RunEnded)[-1].reason is Reason.COMPLETED
