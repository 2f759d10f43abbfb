"""Training from Python: a run is trained, watched and saved in ten lines; what goes wrong is an exception."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

import trainer_core
from trainer_core import TrainerError, load_weights, read_weights, save_weights, train
from trainer_core.protocol.events import EpochEnded, Event, RunEnded
from trainer_core.runs.run_files import read_history, read_summary

ROOT = Path(__file__).resolve().parent.parent


def readme_example() -> str:
    """The README's example, with a few hundred of the images."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = [
        block
        for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        if block.startswith("from trainer_core import")
    ]
    assert len([line for line in example.splitlines() if line]) <= 10
    shortened = example.replace('"training.epochs": 2', '"training.epochs": 2, "data.limit": 256')
    assert shortened != example
    return shortened


def test_the_readmes_lines_train_and_save(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", readme_example()],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    accuracy, batches = done.stdout.split()
    (run,) = (tmp_path / "runs").iterdir()
    assert read_summary(run)["test_accuracy"] == float(accuracy)
    assert len(read_history(run)) == int(batches) == 8
    (weights,) = tmp_path.glob("*.pt")
    assert read_weights(weights).state_dict


def test_every_public_name_is_there_and_explained():
    for name in trainer_core.__all__:
        assert getattr(trainer_core, name).__doc__, name


def test_what_comes_back_are_the_weights_that_were_tested(tiny, tmp_path):
    trained = train(tiny, tmp_path / "run")

    assert trained.test is not None
    assert trained.test.metrics["accuracy"] == trained.summary.test["accuracy"]
    assert len(trained.history) == 16
    kept = torch.load(tmp_path / "run" / trained.summary.weights, weights_only=True)
    for name, value in trained.model.state_dict().items():
        assert torch.equal(value, kept[name])
    save_weights(trained.model.state_dict(), tmp_path / "mine.safetensors")
    assert load_weights(trained.model, tmp_path / "mine.safetensors").loaded


def test_nothing_is_written_without_a_folder(tiny, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    trained = train(tiny)

    assert trained.summary.run is None
    assert not list(tmp_path.iterdir())


def test_the_same_recipe_gives_the_same_numbers(tiny):
    one, other = train(tiny), train(tiny)

    np.testing.assert_array_equal(one.history.column("loss"), other.history.column("loss"))
    assert one.summary.test["loss"] == other.summary.test["loss"]


def test_the_watcher_sees_the_run_in_order(tiny):
    seen: list[Event] = []
    train(tiny, watch=seen.append)

    assert [event.row.epoch for event in seen if isinstance(event, EpochEnded)] == [1, 2]
    assert sum(isinstance(event, RunEnded) for event in seen) == 1


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"training.device": "cuda:63"}, "no-such-device", "cuda:63"),
        ({"training.precision": "float16"}, "precision-not-here", "CUDA"),
        ({"loss.class_weights": [1.0]}, "weights-length", "10 classes"),
        (
            {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0},
            "diverged",
            "NaN or infinite",
        ),
    ],
)
def test_a_run_that_cannot_be_is_an_error_with_a_sentence(tiny, changes, code, words):
    with pytest.raises(TrainerError, match=words) as caught:
        train(tiny.with_values(changes))

    assert caught.value.code == code


def test_a_folder_in_use_is_an_error_and_untouched(tiny, tmp_path):
    train(tiny, tmp_path / "run")
    before = {path: path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file()}
    with pytest.raises(TrainerError, match="already holds a run") as caught:
        train(tiny, tmp_path / "run")

    assert caught.value.code == "folder-in-use"
    assert {path: path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file()} == before


def test_an_error_in_the_watcher_reaches_the_caller_with_the_run_saved(tiny, tmp_path):
    def watch(event: Event) -> None:
        if isinstance(event, EpochEnded):
            raise KeyError("a cell of a notebook")

    with pytest.raises(KeyError, match="a cell of a notebook"):
        train(tiny, tmp_path / "run", watch=watch)
    assert torch.load(tmp_path / "run" / "last.pt", weights_only=True)


def test_a_bug_is_not_passed_off_as_an_error_of_the_person(tiny, monkeypatch):
    monkeypatch.setattr("trainer_core.training.assembly.build_model", lambda *_, **__: 1 / 0)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        train(tiny)


def test_the_callers_number_of_threads_is_put_back(tiny):
    before = torch.get_num_threads()
    train(tiny.with_values({"training.threads": before + 1, "training.epochs": 1}))

    assert torch.get_num_threads() == before
