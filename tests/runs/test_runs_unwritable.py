"""A run whose folder can no longer be written: training goes on and says so, and what was written stays whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np

from trainer_core.errors import RunFolderError
from trainer_core.library.replay import Replay
from trainer_core.protocol.commands import Advance, Stop, Unit, Unpause
from trainer_core.protocol.events import DiskTrouble, Logged, Reason, RunEnded
from trainer_core.runs.example_losses import read_example_losses
from trainer_core.runs.run_files import read_batches, read_epochs, read_summary
from trainer_core.runs.run_folder import RunFolder
from trainer_core.runs.snapshots import snapshot_paths

ROOT = Path(__file__).resolve().parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_without_room_training_goes_on_is_told_and_writes_again_once_there_is(driver, tiny, tmp_path, monkeypatch):
    driver.start(tiny.with_values({"training.epochs": 3}), tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    before = contents(tmp_path / "run")

    def full(self: RunFolder, *_: object, **__: object) -> None:
        raise RunFolderError("disk-full", "There is no room to write {path}.", path=str(self.path))

    writes = (
        "log",
        "write_history",
        "write_layer_health",
        "write_example_losses",
        "write_shown",
        "save_weights",
        "write_snapshot",
        "write_summary",
    )
    for method in writes:
        monkeypatch.setattr(RunFolder, method, full)
    driver.do(Advance(Unit.EPOCH))
    assert contents(tmp_path / "run") == before
    told = [str(event.message) for event in driver.of(Logged) if event.level == "error"]
    assert any("no room" in sentence for sentence in told)
    assert len(told) <= 6
    assert [event.over for event in driver.of(DiskTrouble)] == [False]
    monkeypatch.undo()
    driver.do(Unpause())

    assert driver.ended.reason is Reason.COMPLETED
    assert [event.over for event in driver.of(DiskTrouble)] == [False, True]
    assert [path.stem for path in snapshot_paths(tmp_path / "run")][-1] == "000000024"
    assert len(read_batches(tmp_path / "run")) == 24
    assert [row.epoch for row in read_epochs(tmp_path / "run")] == [1, 2, 3]
    assert not np.isnan(read_example_losses(tmp_path / "run")).any()
    replay = Replay.read(tmp_path / "run")
    assert [each.epoch for each in replay.evaluations] == [1, 2, 3, 3]
    assert {8, 16, 24} <= set(replay.answers.steps.tolist())


def test_a_run_that_could_not_be_saved_to_its_end_has_failed_and_says_why(driver, tiny, tmp_path, monkeypatch):
    def full(self: RunFolder, *_: object) -> None:
        raise RunFolderError("disk-full", "There is no room to write {path}.", path=str(self.path))

    monkeypatch.setattr(RunFolder, "save_weights", full)
    driver.start(tiny, tmp_path / "run")

    assert driver.ended.reason is Reason.FAILED
    assert "no room" in str(driver.ended.message)
    assert driver.ended.summary.test["accuracy"] > 0
    assert read_summary(tmp_path / "run")["reason"] == "failed"


def test_a_result_that_could_not_be_written_is_told_too(driver, tiny, tmp_path, monkeypatch):
    def full(self: RunFolder, *_: object) -> None:
        raise RunFolderError("disk-full", "There is no room to write {path}.", path=str(self.path))

    monkeypatch.setattr(RunFolder, "write_summary", full)
    driver.start(tiny, tmp_path / "run")

    assert driver.ended.reason is driver.ended.summary.reason is Reason.FAILED
    assert "no room" in str(driver.ended.message)


def test_a_folder_that_is_deleted_during_the_run_ends_it_as_failed(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    shutil.rmtree(tmp_path / "run")
    driver.do(Unpause())

    assert driver.ended.reason is Reason.FAILED
    assert driver.ended.summary.epochs == 2
    driver.start(tiny, tmp_path / "other", paused=True)
    driver.do(Stop())
    assert driver.of(RunEnded)[-1].reason is Reason.STOPPED


def test_a_real_limit_on_the_size_of_files_leaves_whole_files_and_a_run_that_goes_on(tmp_path):
    code = """
        import resource, signal, sys
        from pathlib import Path

        import numpy as np
        import torch

        from trainer_core import Engine, Recipe
        from trainer_core.protocol.commands import Advance, Unpause, Start, Unit
        from trainer_core.protocol.events import EpochEnded, Logged, RunEnded
        from trainer_core.runs.run_files import read_batches, read_epochs

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        torch.set_num_threads(1)
        folder, events = Path(sys.argv[1]), []
        recipe = Recipe.from_dict({
            "data": {"limit": 256, "batch_size": 8},
            "training": {"epochs": 4, "device": "cpu", "threads": 1},
        })
        engine = Engine(events.append)

        def do(*commands):
            for command in commands:
                engine.post(command)
            engine.drive()

        def files():
            return {path.name: path.read_bytes() for path in folder.rglob('*') if path.is_file()}

        do(Start(recipe, folder, paused=True), Advance(Unit.EPOCH))
        before = files()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before["batches.bin"]) + 100, hard))
        do(Advance(Unit.EPOCH))
        during = files()
        for name in ("recipe.toml", "best.pt", "last.pt", "batches.bin"):
            assert during[name] == before[name], name
        assert not [name for name in during if name.endswith(".part")]
        assert any(event.level == "error" for event in events if isinstance(event, Logged))
        assert len([event for event in events if isinstance(event, EpochEnded)]) == 2
        torch.load(folder / "last.pt", weights_only=True)

        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        do(Unpause())
        (ended,) = [event for event in events if isinstance(event, RunEnded)]
        assert ended.reason.value == "completed", ended
        assert len(read_batches(folder)) == 128
        assert [row.epoch for row in read_epochs(folder)] == [1, 2, 3, 4]
        print("whole")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / "run")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stdout == "whole\n", done.stderr
