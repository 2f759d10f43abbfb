"""Going on from the command line and from Python, after a signal too; and what is mirrored on the way."""

from __future__ import annotations

import json
import os
import signal
import threading
from pathlib import Path

import pytest
import torch

from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, whole
from trainer_core import Recipe, resume, train
from trainer_core.__main__ import main
from trainer_core.errors import TrainerError
from trainer_core.protocol.commands import LoadWeights, Start, Unpause
from trainer_core.protocol.events import EpochEnded, Event, RunStarted, SnapshotTaken
from trainer_core.runs.run_files import read_history, read_summary


@pytest.fixture
def broken(tiny: Recipe, tmp_path: Path) -> Path:
    whole(tiny, tmp_path / "whole")
    broken_off(tiny, tmp_path / "broken", 5)
    return tmp_path / "broken"


def test_the_command_goes_on_and_ends_with_the_same_numbers(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["resume", str(broken), "--json"]) == 0

    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (result["epochs"], result["reason"], result["run"]) == (2, "completed", str(broken))
    assert result["test_accuracy"] == read_summary(tmp_path / "whole")["test_accuracy"]
    assert_same_run(tmp_path / "whole", broken)


def test_the_command_gives_a_finished_run_more_epochs(broken: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["resume", str(broken)]) == 0
    assert main(["resume", str(broken)]) == 1
    assert "Give it more epochs" in capsys.readouterr().err

    assert main(["resume", str(broken), "--epochs", "3", "--set", "data.batch_size=64"]) == 0

    assert [row.epoch for row in read_history(broken).epochs] == [1, 2, 3]
    assert read_history(broken).epochs[-1].step == 16 + 4


def test_the_command_refuses_another_model_in_a_sentence(broken: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["resume", str(broken), "--set", "model.hidden=16", "--json"]) == 1

    captured = capsys.readouterr()
    assert json.loads(captured.out.splitlines()[-1])["error"] == "cannot-change"
    assert "cannot become 16" in captured.err


def test_from_python_a_run_goes_on_in_one_call(broken: Path, tmp_path: Path):
    seen: list[Event] = []

    trained = resume(broken, watch=seen.append)

    assert trained.summary.epochs == 2
    assert len(trained.history) == 16
    assert any(isinstance(event, EpochEnded) for event in seen)
    assert_same_run(tmp_path / "whole", broken)


def test_from_python_ctrl_c_saves_the_run_and_it_goes_on(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "whole")

    def interrupt(event: Event) -> None:
        if isinstance(event, RunStarted):
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        train(tiny, tmp_path / "run", watch=interrupt)
    assert read_summary(tmp_path / "run")["reason"] == "interrupted"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    resume(tmp_path / "run")

    assert_same_run(tmp_path / "whole", tmp_path / "run")


def test_from_another_thread_a_run_trains_and_leaves_signals_alone(tiny: Recipe):
    trained = []
    worker = threading.Thread(target=lambda: trained.append(train(tiny)))
    worker.start()
    worker.join()

    assert trained[0].summary.epochs == 2


def test_from_python_a_folder_without_a_run_is_an_error(tmp_path: Path):
    with pytest.raises(TrainerError, match=r"no recipe\.toml"):
        resume(tmp_path)


def test_weights_loaded_into_a_running_run_are_in_a_snapshot_at_once(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "whole")
    driver = Driver()
    driver.do(Start(tiny, tmp_path / "run", paused=True))
    driver.post(Unpause())
    for _ in range(3):
        driver.engine.turn()
    driver.post(LoadWeights(tmp_path / "whole" / "best.pt"))
    before = len(driver.of(SnapshotTaken))
    while len(driver.of(SnapshotTaken)) == before:
        driver.engine.turn()
    weights = torch.load(tmp_path / "whole" / "best.pt", weights_only=True)
    kept = torch.load(driver.last(SnapshotTaken).path, weights_only=True)["model"]
    driver.do()

    assert kept.keys() == weights.keys()
    assert all(torch.equal(kept[key], value) for key, value in weights.items())


def test_a_run_mirrors_to_tensorboard_when_its_recipe_asks_also_when_it_goes_on(tiny: Recipe, tmp_path: Path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    recipe = tiny.with_values({"training.tensorboard": True})
    broken_off(recipe, tmp_path / "run", 5)
    (first,) = (tmp_path / "run" / "tensorboard").iterdir()
    first.rename(first.with_name("events.out.tfevents.0000000001.earlier"))  # TensorBoard reads files in order of name
    continued(tmp_path / "run")

    events = EventAccumulator(str(tmp_path / "run" / "tensorboard"), size_guidance={"scalars": 0})
    events.Reload()
    history = read_history(tmp_path / "run")
    losses = events.Scalars("loss/train")
    assert [each.step for each in losses] == list(range(1, 17))
    assert [each.value for each in losses] == pytest.approx(history.column("loss").tolist(), rel=1e-6)
    assert [each.step for each in events.Scalars("accuracy/validation")] == [8, 16]


def test_a_run_that_does_not_ask_has_no_mirror(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "run")

    assert not (tmp_path / "run" / "tensorboard").exists()
    assert os.listdir(tmp_path / "run" / "snapshots")
