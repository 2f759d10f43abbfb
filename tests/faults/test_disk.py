"""No room, no right, no folder, no lock, a clock that goes back: training goes on, says so, and nothing old is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from tests.conftest import Driver
from tests.faults.killing import half_written
from trainer_core.library.reading import read_record
from trainer_core.library.record import RunState
from trainer_core.protocol.commands import Advance, OpenRun, ResumeRun, Stop, Unit, Unpause
from trainer_core.protocol.events import (
    DiskTrouble,
    Logged,
    Reason,
    Refused,
    RunEnded,
    RunOpened,
    RunStarted,
    SnapshotTaken,
)
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import default_folder, read_batches, read_epochs, read_summary
from trainer_core.runs.snapshots import read_snapshot, snapshot_paths

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check_whole(folder: Path, epochs: int) -> None:
    """The folder holds the whole run, and nothing else."""
    assert len(read_batches(folder)) == 8 * epochs
    assert [row.epoch for row in read_epochs(folder)] == list(range(1, epochs + 1))
    assert half_written(folder) == []
    assert not list(folder.rglob("*.part"))
    assert read_summary(folder)["reason"] == "completed"
    assert read_snapshot(snapshot_paths(folder)[-1]).step == 8 * epochs


def troubles(driver: Driver) -> list[bool]:
    """What was told of the disk: False for trouble, True for its end."""
    return [event.over for event in driver.of(DiskTrouble)]


# No room, really


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of four megabytes, that can be filled, made read-only and pulled out."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True)
    if done.returncode:
        pytest.skip("only root can mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], capture_output=True)


def fill(disk: Path) -> Path:
    """Leave not one byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return filler


def test_a_full_disk_stops_no_training_and_is_written_again_once_there_is_room(driver, longer, disk):
    recipe = longer.with_values({"model.hidden": 16})
    driver.start(recipe, disk / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    before = files(disk / "run")
    filler = fill(disk)
    driver.do(Advance(Unit.EPOCH))

    assert troubles(driver) == [False]
    assert "room" in str(driver.last(DiskTrouble).message) or "space" in str(driver.last(DiskTrouble).message)
    during = files(disk / "run")
    for name in ("recipe.toml", "best.pt", "last.pt", "run.json"):
        assert during[name] == before[name]
    assert half_written(disk / "run", killed=False) == []
    assert not [name for name in during if name.endswith(".part")]
    assert len(driver.last(RunStarted).history.epochs) == 2
    filler.unlink()
    driver.do(Unpause())
    assert troubles(driver) == [False, True]
    assert driver.ended.reason is Reason.COMPLETED
    check_whole(disk / "run", 4)


def test_a_run_does_not_begin_on_a_full_disk(driver, longer, disk):
    filler = fill(disk)
    driver.start(longer, disk / "run")

    assert str(driver.last(Refused).message).endswith(".")
    assert not driver.of(RunStarted)
    assert not (disk / "run").exists()
    filler.unlink()
    driver.start(longer.with_values({"training.epochs": 1, "model.hidden": 16}), disk / "run")
    assert driver.ended.reason is Reason.COMPLETED


def test_a_disk_that_becomes_read_only_is_told_and_written_again_when_it_is_not(driver, longer, disk):
    driver.start(longer.with_values({"model.hidden": 16}), disk / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    before = files(disk / "run")
    subprocess.run(["mount", "-o", "bind,ro", str(disk), str(disk)], check=True)
    driver.do(Advance(Unit.EPOCH))
    assert troubles(driver) == [False]
    assert "Read-only" in str(driver.last(DiskTrouble).message)
    assert files(disk / "run") == before
    subprocess.run(["umount", str(disk)], check=True)
    driver.do(Unpause())

    assert troubles(driver) == [False, True]
    check_whole(disk / "run", 4)


def test_a_read_only_folder_can_be_looked_at_and_not_continued(driver, longer, disk):
    recipe = longer.with_values({"training.epochs": 1, "model.hidden": 16})
    driver.start(recipe, disk / "run")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    driver.do(ResumeRun(disk / "run", {"training.epochs": 2}))
    refused = driver.last(Refused)
    driver.do(OpenRun(disk / "run"))
    driver.start(recipe, disk / "other")

    assert "Read-only" in str(refused.message)
    assert driver.last(RunOpened).weights == disk / "run" / "best.pt"
    assert read_record(disk / "run").state is RunState.COMPLETED
    assert "Read-only" in str(driver.last(Refused).message)


def test_a_disk_that_is_pulled_out_and_put_back(driver, longer, disk):
    driver.start(longer.with_values({"model.hidden": 16}), disk / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    away = disk.with_name("away")
    away.mkdir()
    subprocess.run(["mount", "--bind", str(away), str(disk)], check=True)
    driver.do(Advance(Unit.EPOCH))
    assert troubles(driver) == [False]
    assert not list(away.iterdir())
    subprocess.run(["umount", str(disk)], check=True)
    driver.do(Unpause())

    assert troubles(driver) == [False, True]
    check_whole(disk / "run", 4)


# No room, at each size


@pytest.mark.parametrize("limit", [0, 200, 1_000, 3_000, 10_000, 100_000])
def test_a_limit_on_the_size_of_files_hits_each_kind_of_write(tmp_path: Path, limit: int) -> None:
    code = """
        import resource, signal, sys
        from pathlib import Path

        from tests.conftest import Driver
        from tests.faults.test_disk import check_whole, files, troubles
        from tests.faults.killing import half_written
        from trainer_core.protocol.commands import Advance, Unpause, SetHyperparameter, Unit
        from trainer_core.protocol.events import Logged, Reason, RunStarted
        from trainer_core.recipe.recipe import Recipe

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        folder, limit = Path(sys.argv[1]), int(sys.argv[2])
        training = {"epochs": 4, "device": "cpu", "threads": 1}
        driver = Driver()
        recipe = Recipe.from_dict({"data": {"limit": 256, "batch_size": 32}, "training": training})
        driver.start(recipe, folder, paused=True)
        driver.do(Advance(Unit.EPOCH))
        before = files(folder)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        driver.do(SetHyperparameter("optimizer.lr", 0.002))
        driver.do(Advance(Unit.EPOCH))
        during = files(folder)
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert troubles(driver) == [False], driver.events
        assert len(driver.last(RunStarted).history.epochs) == 2
        for name, data in before.items():
            if name == "examples.npy":
                # Its header counts the rows.
                assert during[name][128:].startswith(data[128:])
            elif not name.endswith(".pt"):
                assert during[name].startswith(data), name
            elif len(data) > limit:
                assert during[name] == data, name
        assert half_written(folder, killed=False) == []
        assert not [name for name in during if name.endswith(".part")]
        errors = [event for event in driver.of(Logged) if event.level == "error"]
        assert len(errors) <= 6, errors
        driver.do(Unpause())
        assert troubles(driver) == [False, True]
        assert driver.ended.reason is Reason.COMPLETED
        check_whole(folder, 4)
        assert (folder / "marks.jsonl").read_text().count("optimizer.lr") == 1
        print("whole")
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / "run"), str(limit)]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=300)

    assert done.stdout == "whole\n", done.stderr


# Folders that go away


def test_a_folder_that_is_deleted_while_it_trains_is_told_and_not_made_anew(driver, longer, tmp_path):
    driver.start(longer, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    shutil.rmtree(tmp_path / "run")
    driver.do(Unpause())

    assert troubles(driver) == [False]
    assert driver.ended.reason is Reason.FAILED
    assert driver.ended.summary.epochs == 4
    assert driver.ended.summary.test["accuracy"] > 0
    assert str(tmp_path / "run") in str(driver.ended.message)
    assert not (tmp_path / "run").exists()
    driver.start(longer, tmp_path / "run")
    assert driver.of(RunEnded)[-1].reason is Reason.COMPLETED


def test_a_folder_that_was_moved_away_and_back_holds_the_whole_run(driver, longer, tmp_path):
    driver.start(longer, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    (tmp_path / "run").rename(tmp_path / "elsewhere")
    driver.do(Advance(Unit.EPOCH))
    assert half_written(tmp_path / "elsewhere", killed=False) == []
    (tmp_path / "elsewhere").rename(tmp_path / "run")
    driver.do(Unpause())

    assert troubles(driver) == [False, True]
    check_whole(tmp_path / "run", 4)


@pytest.mark.parametrize("name", ["batches.bin", "history.csv", "best.pt", "last.pt", "log.txt", "snapshots"])
def test_one_file_that_is_deleted_while_it_trains_is_written_anew(driver, longer, tmp_path, name):
    driver.start(longer, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    path = tmp_path / "run" / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    driver.do(Unpause())

    assert driver.ended.reason is Reason.COMPLETED
    check_whole(tmp_path / "run", 4)


@pytest.mark.parametrize("name", ["last.pt", "history.csv", "result.json"])
def test_a_file_that_cannot_be_replaced_is_told_and_stops_nothing(driver, longer, tmp_path, name):
    driver.start(longer, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    path = tmp_path / "run" / name
    path.unlink(missing_ok=True)
    path.mkdir()
    driver.do(Advance(Unit.EPOCH))
    path.rmdir()
    driver.do(Unpause())

    assert troubles(driver) == ([False, True] if name != "result.json" else [])
    check_whole(tmp_path / "run", 4)


# The clock


@pytest.fixture
def clock_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the time of day is a day earlier, and goes back a minute each time that somebody asks."""
    real = time.time
    asked = [0]

    def earlier() -> float:
        asked[0] += 1
        return real() - 86_400 - 60 * asked[0]

    monkeypatch.setattr(time, "time", earlier)
    monkeypatch.setattr(time, "time_ns", lambda: int(earlier() * 1e9))


def test_a_clock_that_is_set_back_changes_no_number_and_no_order(driver, longer, tmp_path, request):
    driver.start(longer, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    request.getfixturevalue("clock_set_back")
    # Files of before are of the future now.
    for path in (tmp_path / "run").rglob("*"):
        os.utime(path, (2_000_000_000, 2_000_000_000))
    driver.do(Advance(Unit.EPOCH))
    driver.do(Stop())
    driver.do(ResumeRun(tmp_path / "run"))

    history = driver.of(RunStarted)[-1].history
    assert driver.of(RunStarted)[-1].continued_from == 16
    seconds = history.column("seconds")
    assert (seconds[1:] >= seconds[:-1]).all()
    assert driver.of(RunEnded)[-1].summary.seconds < 60
    assert [event.step for event in driver.of(SnapshotTaken)] == sorted(
        event.step for event in driver.of(SnapshotTaken)
    )
    check_whole(tmp_path / "run", 4)
    assert read_record(tmp_path / "run").state is RunState.COMPLETED
    whole = Driver()
    whole.start(longer)
    assert torch.equal(
        torch.from_numpy(history.column("loss")), torch.from_numpy(whole.last(RunStarted).history.column("loss"))
    )


def test_a_clock_that_is_set_back_overwrites_no_run(tmp_path, monkeypatch):
    first = default_folder(Recipe(), tmp_path)
    first.mkdir()
    # The same second comes again.
    names = {default_folder(Recipe(), tmp_path) for _ in range(3)}

    assert first not in names
    assert not [path for path in names if path.exists()]


def test_nothing_is_told_of_a_disk_that_is_well(driver, longer, tmp_path):
    driver.start(longer, tmp_path / "run")

    assert not driver.of(DiskTrouble)
    assert not [event for event in driver.of(Logged) if event.level == "error"]
    check_whole(tmp_path / "run", 4)
