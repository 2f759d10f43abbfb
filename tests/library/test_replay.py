"""A run is read to be shown again wherever its folder is, with neither data nor anything that torch computes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from tests.conftest import Driver
from trainer_core import Recipe, TrainerError
from trainer_core.__main__ import main
from trainer_core.library.folders import discardable, listing
from trainer_core.library.reading import read_record
from trainer_core.library.replay import Replay
from trainer_core.protocol.commands import Keep, Start, Stop
from trainer_core.runs.run_files import read_log


def refused(*_: object, **__: object) -> None:
    raise AssertionError("nothing of this is needed to show a run again")


def test_a_folder_that_was_copied_away_is_read_without_data_and_without_torch(
    driver: Driver, tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.start(tiny, tmp_path / "run")
    shutil.copytree(tmp_path / "run", tmp_path / "elsewhere" / "run")
    shutil.rmtree(tmp_path / "run")
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "no-cache"))
    for name in ("load", "tensor", "zeros", "from_numpy"):
        monkeypatch.setattr(torch, name, refused)
    monkeypatch.setattr(torch.nn.Module, "__call__", refused)

    replay = Replay.read(tmp_path / "elsewhere" / "run")

    assert not replay.problems
    assert replay.data is not None
    assert replay.data.class_names[9] == "Ankle boot"
    assert (replay.data.input_shape, replay.data.task) == ((1, 28, 28), "classification")
    assert replay.model is not None
    assert replay.model.parameters == 669_706
    assert replay.device is not None
    assert replay.device.device == "cpu"
    assert replay.examples is not None
    assert replay.examples.images.shape == (24, 1, 28, 28)
    assert replay.evaluations[-1].read().metrics["accuracy"] == replay.result["test_accuracy"]


def test_places_are_found_by_batch_and_second(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    driver.start(tiny, tmp_path / "run")
    replay = Replay.read(tmp_path / "run")
    seconds = replay.history.column("seconds")

    assert (len(replay.history), replay.batches_per_epoch) == (16, 8)
    assert replay.epoch_ends() == {row.step: row.seconds for row in replay.history.epochs}
    assert replay.seconds_at(0) == 0.0
    assert replay.seconds_at(5) == seconds[4]
    assert replay.step_at_second(float(seconds[4])) >= 5
    assert replay.step_at_second(float(seconds[4]) - 1e-9) == 4
    assert replay.step_at_second(1e9) == 16
    assert replay.seconds == replay.history.epochs[-1].seconds > seconds[-1]


def test_a_run_that_was_stopped_within_its_first_epoch_is_shown_as_far_as_it_came(tiny: Recipe, tmp_path: Path) -> None:
    driver = Driver()
    driver.do(Start(tiny, tmp_path / "run", paused=True))
    for steps in (0, 1):
        replay = Replay.read(tmp_path / "run")
        assert (len(replay.history), replay.batches_per_epoch) == (steps, 8)
        assert replay.seconds_at(0) == 0.0
        assert replay.answers is not None
        assert len(replay.answers) == steps + 1
        driver.do(Stop(Keep.LAST))


def test_a_run_of_before_is_shown_by_its_numbers_and_its_log(tmp_path: Path) -> None:
    run = shutil.copytree(Path(__file__).parents[1] / "runs" / "run_of_before_tasks", tmp_path / "run")
    replay = Replay.read(run)

    assert (len(replay.history), replay.batches_per_epoch, len(replay.history.epochs)) == (12, 4, 3)
    assert (replay.data, replay.model, replay.examples, replay.answers) == (None, None, None, None)
    assert (replay.evaluations, replay.weights, replay.problems) == ((), (), ())
    assert len(replay.log) == len(read_log(run))
    assert str(replay.log[-1].message) in read_log(run)[-1]
    places = [line.step for line in replay.log]
    assert places == sorted(places)


def test_a_folder_that_is_no_run_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match=r"holds no recipe\.toml"):
        Replay.read(tmp_path)


def test_the_library_counts_what_is_kept_and_lets_it_go_with_the_run(
    driver: Driver, tiny: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    driver.start(tiny, run)
    found = listing(run)
    assert found is not None
    files = [path for path in run.rglob("*") if path.is_file() and path.name != "run.lock"]
    assert found.bytes == sum(path.stat().st_size for path in files)
    assert read_record(run).bytes == found.bytes
    discardable(run)
    assert main(["runs", "show", str(run)]) == 0
    assert "MB" in capsys.readouterr().out

    kept = Driver()
    kept.do(Start(tiny, tmp_path / "gone", paused=True))
    kept.do(Stop(Keep.NOTHING))
    assert not (tmp_path / "gone").exists()
