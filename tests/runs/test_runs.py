"""A run's folder: never over something else, read by plain tools, and read up to where a file was cut short."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch

from trainer_core import EpochRow, History, Message, Recipe
from trainer_core.errors import RecipeError, RunFolderError
from trainer_core.history.history import row_type
from trainer_core.protocol.commands import Advance, Unit
from trainer_core.protocol.events import Reason, Refused, RunStarted
from trainer_core.runs import run_records
from trainer_core.runs.run_files import (
    default_folder,
    read_batches,
    read_epochs,
    read_history,
    read_recipe,
    read_summary,
)
from trainer_core.runs.run_folder import RunFolder
from trainer_core.training import recorder
from trainer_core.training.loop import Phase


def epoch(number: int, **changes: float) -> EpochRow:
    values = {
        "train_loss": 1 / 3,
        "train_accuracy": 0.5,
        "validation_loss": math.nan,
        "validation_accuracy": 0.25,
        "lr": 1e-3,
        "seconds": 2.5,
        "samples_per_second": 1e5 / 7,
    }
    values |= changes
    train, validation = (
        {metric: values.pop(f"{part}_{metric}") for metric in ("loss", "accuracy")} for part in ("train", "validation")
    )
    return EpochRow(number, 8 * number, train, validation, **values)


def some_history(batches: int = 20, epochs: int = 3) -> History:
    history = History("accuracy")
    for row in np.random.default_rng(0).random((batches, 4)).tolist():
        history.append(*row)
    for number in range(1, epochs + 1):
        history.append_epoch(epoch(number))
    return history


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder.create(tmp_path / "run", Recipe(), "accuracy")


# Making a folder


def test_a_finished_run_leaves_every_file(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "deep" / "run")

    folder = tmp_path / "deep" / "run"
    assert {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} == {
        "run.lock",
        "run.json",
        "columns.json",
        "examples.npy",
        "health.bin",
        "health.json",
        "snapshots/000000008.pt",
        "snapshots/000000016.pt",
        "recipe.toml",
        "best.pt",
        "last.pt",
        "history.csv",
        "batches.bin",
        "log.txt",
        "result.json",
        "shown/about.json",
        "shown/examples.npz",
        "shown/answers.bin",
        "shown/epoch-00001.npz",
        "shown/epoch-00002.npz",
        "shown/test.npz",
        "shown/log.jsonl",
    }


@pytest.mark.parametrize(
    ("inside", "words"), [("recipe.toml", "already holds a run"), ("thesis.txt", "thesis.txt"), (".hidden", ".hidden")]
)
def test_a_folder_that_holds_something_is_never_written_to(driver, tiny, tmp_path, inside, words):
    (tmp_path / inside).write_text("mine")
    driver.start(tiny, tmp_path)

    refused = driver.last(Refused)
    assert refused.code == "folder-in-use"
    assert words in str(refused.message)
    assert str(tmp_path) in str(refused.message)
    assert [path.name for path in tmp_path.iterdir()] == [inside]
    assert (tmp_path / inside).read_text() == "mine"


def test_an_empty_folder_is_taken(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path)

    assert driver.ended.reason is Reason.COMPLETED
    assert driver.ended.summary.run == tmp_path


@pytest.mark.parametrize(
    "where", ["{tmp}/file", "{tmp}/file/run", "{tmp}/file/deep/run", "/proc/run", "/sys/run", "{tmp}/{long}"]
)
def test_a_folder_that_cannot_be_made_is_refused_with_the_reason(driver, tiny, tmp_path, where):
    (tmp_path / "file").write_text("mine")
    path = where.format(tmp=tmp_path, long="n" * 300)
    driver.start(tiny, Path(path))

    refused = driver.last(Refused)
    assert refused.code in ("cannot-make-folder", "no-permission", "missing-folder")
    assert path in str(refused.message)
    assert str(refused.message).endswith(".")
    assert not driver.of(RunStarted)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_relative_folder_is_told_in_full(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert RunFolder.create(Path("runs/one"), Recipe(), "accuracy").path == tmp_path / "runs" / "one"


def test_a_folder_that_could_not_be_begun_does_not_stand_in_the_way(tmp_path, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise RunFolderError("disk-full", "There is no room.")

    monkeypatch.setattr("trainer_core.runs.run_folder.append", full)
    with pytest.raises(RunFolderError, match="no room"):
        RunFolder.create(tmp_path / "run", Recipe(), "accuracy")
    monkeypatch.undo()

    assert RunFolder.create(tmp_path / "run", Recipe(), "accuracy")


def test_the_default_folder_is_new_each_time(tmp_path):
    recipe = Recipe.from_dict({"about": {"title": {"en": "../My Köln / run: *?"}}})
    first = default_folder(recipe, tmp_path)
    first.mkdir()
    second = default_folder(recipe, tmp_path)

    assert first.parent == second.parent == tmp_path
    assert first != second
    assert first.name.endswith("my-k-ln-run")
    assert default_folder(Recipe.from_dict({"about": {"title": {"en": "가"}}}), tmp_path).name.endswith("_run")


# What is in it


def test_what_a_run_wrote_is_what_its_history_holds(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run")

    history = driver.last(RunStarted).history
    read = read_history(tmp_path / "run")
    np.testing.assert_array_equal(read.rows(), history.rows())
    assert read.epochs == history.epochs
    assert read_recipe(tmp_path / "run") == tiny
    summary = read_summary(tmp_path / "run")
    assert summary["test_accuracy"] == driver.ended.summary.test["accuracy"]
    assert summary["reason"] == "completed"
    assert summary["run"] == str(tmp_path / "run")


def test_the_batches_are_read_by_numpy_as_documented(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run")

    plain = np.fromfile(tmp_path / "run" / "batches.bin", dtype="<f8").reshape(-1, 4)
    named = np.fromfile(tmp_path / "run" / "batches.bin", dtype=row_type("accuracy"))
    history = driver.last(RunStarted).history
    assert row_type("accuracy").names == ("loss", "accuracy", "lr", "seconds")
    np.testing.assert_array_equal(plain[:, 0], history.column("loss"))
    np.testing.assert_array_equal(plain[:, 3], history.column("seconds"))
    np.testing.assert_array_equal(named["accuracy"], history.column("accuracy"))


def test_a_quick_walk_phase_by_phase_is_written_too(driver, tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(recorder, "_SECONDS", math.inf)
    monkeypatch.setattr(run_records, "_SECONDS_BETWEEN_WRITES", 0.0)
    driver.start(tiny, tmp_path / "run", paused=True)
    for _ in range(3 * len(Phase)):
        driver.do(Advance(Unit.PHASE))

    history = driver.last(RunStarted).history
    assert len(history) >= 3
    np.testing.assert_array_equal(
        np.fromfile(tmp_path / "run" / "batches.bin", dtype=row_type("accuracy")), history.rows()
    )


def test_the_epochs_are_read_by_any_csv_reader(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run")

    with (tmp_path / "run" / "history.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["epoch"]) for row in rows] == [1, 2]
    assert [float(row["validation_loss"]) for row in rows] == [
        row.validation_loss for row in driver.last(RunStarted).history.epochs
    ]


def test_a_run_without_validation_writes_results_that_json_has(driver, tiny, tmp_path):
    driver.start(tiny.with_values({"data.validation_share": 0.0}), tmp_path / "run")

    text = (tmp_path / "run" / "result.json").read_text()
    values = json.loads(text, parse_constant=lambda constant: pytest.fail(f"{constant} is not JSON"))
    assert values["validation_accuracy"] is None
    assert values["best_epoch"] > 0
    assert math.isnan(read_epochs(tmp_path / "run")[0].validation_loss)


def test_the_log_has_a_sentence_a_line_with_its_time(folder):
    folder.log("info", Message("One\nsentence with ü and {what}.", {"what": "가"}))
    folder.log("warning", Message("Another."))

    first, second = (folder.path / "log.txt").read_text(encoding="utf-8").splitlines()
    assert first.endswith("info    One sentence with ü and 가.")
    assert second.endswith("warning Another.")
    assert first[4] == first[7] == "-"


def test_what_is_written_again_is_not_written_twice(folder):
    history = some_history(20, 3)
    folder.write_history(history)
    folder.write_history(history)
    history.append(1, 2, 3, 4)
    history.append_epoch(epoch(4))
    folder.write_history(history)

    assert read_batches(folder.path).tolist() == history.rows().tolist()
    assert [row.epoch for row in read_epochs(folder.path)] == [1, 2, 3, 4]


# Files cut short, or not what they should be


def test_batches_cut_at_any_byte_are_read_up_to_the_last_whole_record(folder):
    history = some_history(5, 0)
    folder.write_history(history)
    data = (folder.path / "batches.bin").read_bytes()
    for length in range(len(data) + 1):
        (folder.path / "batches.bin").write_bytes(data[:length])
        assert read_batches(folder.path).tolist() == history.rows(0, length // 32).tolist()


def test_epochs_cut_at_any_byte_are_read_up_to_the_last_whole_row(folder):
    history = some_history(0, 3)
    folder.write_history(history)
    data = (folder.path / "history.csv").read_bytes()
    for length in range(len(data) + 1):
        (folder.path / "history.csv").write_bytes(data[:length])
        whole = max(0, data[:length].count(b"\n") - 1)
        read = read_epochs(folder.path)
        assert [row.epoch for row in read] == [1, 2, 3][:whole]
        assert [repr(row) for row in read] == [repr(row) for row in history.epochs[:whole]]


def test_what_follows_a_torn_record_is_written_over_it(folder):
    history = some_history(3, 0)
    folder.write_history(history)
    with (folder.path / "batches.bin").open("ab") as file:
        file.write(b"torn")
    history.append(1, 2, 3, 4)
    folder.write_history(history)

    assert read_batches(folder.path).tolist() == history.rows().tolist()


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe binary",
        b"epoch,step\n1,8\n",
        b"epoch,step,train_loss\none,8,0.5\n",
        b"no header\nat all\n",
        b'"' + b"x" * 200_000 + b'"\n1\n',
        b"epoch\n" + b"9" * 5000 + b"\n",
        b"epoch\x00\n1\x00\n",
        b"epoch,step,train_loss,train_accuracy,validation_loss,validation_accuracy,lr,seconds,samples_per_second\n"
        b"0,8,1,1,1,1,1,1,1\n",
    ],
)
def test_epochs_that_are_none_are_a_damaged_file(folder, content):
    (folder.path / "history.csv").write_bytes(content)

    with pytest.raises(RunFolderError, match=r"history\.csv is damaged") as caught:
        read_epochs(folder.path)
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("name", ["batches.bin", "history.csv"])
def test_a_folder_where_a_file_should_be_is_told(folder, name):
    (folder.path / name).mkdir()

    with pytest.raises(RunFolderError, match=f"{name} cannot be read"):
        read_history(folder.path)


def test_a_run_that_has_not_begun_has_an_empty_history(folder):
    history = read_history(folder.path)

    assert (len(history), history.epochs) == (0, ())
    assert read_summary(folder.path) == {}


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", "[" * 100_000, "\x00"])
def test_a_damaged_result_is_no_result(folder, content):
    (folder.path / "result.json").write_text(content)

    assert read_summary(folder.path) == {}


def test_what_is_not_a_run_is_told(tmp_path):
    with pytest.raises(RunFolderError, match="is not the folder of a run"):
        read_recipe(tmp_path)
    with pytest.raises(RunFolderError, match="is not the folder of a run"):
        read_recipe(tmp_path / "gone")
    (tmp_path / "recipe.toml").write_text("version = 99")
    with pytest.raises(RecipeError, match="Update Training Studio"):
        read_recipe(tmp_path)


def test_weights_in_the_folder_are_plain(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run")

    for name in ("best.pt", "last.pt"):
        state = torch.load(tmp_path / "run" / name, weights_only=True)
        assert all(type(value) is torch.Tensor for value in state.values())
        assert all(value.device.type == "cpu" for value in state.values())
