"""Reading one run's folder: what it says, while it goes on, and whatever state its files are in."""

from __future__ import annotations

import json
import math
import os
import tracemalloc
from datetime import UTC, datetime

import numpy as np
import pytest

from trainer_core import Recipe, load_preset
from trainer_core.files.run_lock import RunLock
from trainer_core.history.history import row_type
from trainer_core.library.notes import write_notes
from trainer_core.library.reading import read_record
from trainer_core.library.recipe_line import recipe_line, written
from trainer_core.library.record import POINTS, RunState
from trainer_core.protocol.commands import Keep, Stop
from trainer_core.runs.run_files import read_recipe, read_summary


def test_a_run_of_the_engine_is_read_as_it_ended(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run")

    record, summary = read_record(tmp_path / "run"), read_summary(tmp_path / "run")
    assert record.state is RunState.COMPLETED
    assert not record.problem
    assert (record.epochs, record.epochs_planned, record.steps) == (2, 2, 16)
    assert record.best_epoch == summary["best_epoch"]
    assert record.result("test", "accuracy") == summary["test_accuracy"]
    assert record.result("validation", "accuracy") == summary["validation_accuracy"]
    assert record.seconds == summary["seconds"]
    assert record.device == "cpu"
    assert abs((datetime.now(UTC) - record.started).total_seconds()) < 300
    assert record.bytes == sum(each.stat().st_size for each in (tmp_path / "run").rglob("*") if each.is_file())
    assert [len(curve) for curve in record.picture.curves] == [16, 16, 2, 2]


def test_a_run_of_the_engine_is_running_until_it_is_stopped(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    assert read_record(tmp_path / "run").state is RunState.RUNNING

    driver.do(Stop(Keep.LAST))
    assert read_record(tmp_path / "run").state is RunState.STOPPED


def test_every_number_comes_from_the_files(run):
    record = read_record(run)

    assert (record.name, record.title) == ("Clothes", {"en": "Clothes", "ko": "옷"})
    assert (record.source, record.model) == ("Fashion-MNIST", "Tutorial network")
    assert record.started == datetime(2026, 11, 24, 8, 50, tzinfo=UTC)
    assert (record.epochs, record.epochs_planned, record.steps, record.best_epoch) == (4, 5, 40, 3)
    assert (record.result("validation", "loss"), record.result("validation", "accuracy")) == (1 / 3, 0.9)
    assert (record.result("final_validation", "loss"), record.result("final_validation", "accuracy")) == (
        0.25,
        pytest.approx(0.8),
    )
    assert (record.result("test", "loss"), record.result("test", "accuracy")) == (0.6, 0.85)
    assert (record.seconds, record.samples_per_second) == (5.25, 1234.5)
    assert record.continuable
    assert record.picture.validation_loss.tolist() == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4])
    assert record.picture.loss[0] == 2
    assert record.picture.loss[-1] == 1


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (None, RunState.INTERRUPTED),
        ("interrupted", RunState.INTERRUPTED),
        ("completed", RunState.COMPLETED),
        ("stopped early", RunState.STOPPED_EARLY),
        ("stopped", RunState.STOPPED),
        ("discarded", RunState.STOPPED),
        ("diverged", RunState.DIVERGED),
        ("out of memory", RunState.OUT_OF_MEMORY),
        ("failed", RunState.FAILED),
        ("running", RunState.INTERRUPTED),
        ("unreadable", RunState.INTERRUPTED),
        ("abducted", RunState.INTERRUPTED),
    ],
)
def test_the_state_is_how_the_run_ended(make_run, tmp_path, reason, state):
    assert read_record(make_run(tmp_path / "run", reason=reason)).state is state


def test_a_run_that_is_written_is_running_and_cannot_be_continued(make_run, tmp_path):
    run = make_run(tmp_path / "run", reason=None)
    lock = RunLock(run)
    running = read_record(run)
    lock.release()

    assert running.state is RunState.RUNNING
    assert not running.continuable
    assert read_record(run).state is RunState.INTERRUPTED
    assert read_record(run).continuable


def test_a_run_without_a_snapshot_cannot_be_continued(make_run, tmp_path):
    run = make_run(tmp_path / "run", snapshot=None)
    (run / "snapshots").mkdir()
    (run / "snapshots" / ".000000040.pt.abcd.part").write_bytes(b"half")

    assert not read_record(run).continuable


def test_a_run_that_goes_on_is_read_up_to_its_last_whole_record(make_run, tmp_path):
    run = make_run(tmp_path / "run", reason=None)
    with (run / "batches.bin").open("ab") as file:
        file.write(b"\0" * (row_type("accuracy").itemsize - 1))
    with (run / "history.csv").open("a") as file:
        file.write("5,50,1.0,0.5,0.")

    record = read_record(run)
    assert (record.steps, record.epochs, record.problem) == (40, 4, "")
    assert record.seconds == 5.0
    assert (record.best_epoch, record.result("validation", "accuracy")) == (3, 0.9)


def test_the_best_epoch_of_a_run_without_a_result_is_by_what_the_recipe_says(make_run, tmp_path):
    by_loss = make_run(tmp_path / "loss", reason=None, changes={"training.best_by": "loss"})

    assert read_record(by_loss).best_epoch == 4


def test_a_run_of_an_earlier_version_takes_its_time_from_the_log(run):
    (run / "run.json").unlink()
    assert read_record(run).started == datetime(2026, 11, 24, 8, 50, 1, tzinfo=UTC)

    (run / "log.txt").unlink()
    os.utime(run / "recipe.toml", (1_700_000_000, 1_700_000_000))
    assert read_record(run).started == datetime.fromtimestamp(1_700_000_000, UTC)


def test_a_persons_name_and_notes_are_read(run):
    write_notes(run, name="The good one", notes="lower rate\nnext time", tags=("paper", "mlp"))

    record = read_record(run)
    assert record.name == "The good one"
    assert record.title["en"] == "Clothes"
    assert record.notes == "lower rate\nnext time"
    assert record.tags == ("paper", "mlp")


def test_ten_million_batches_take_no_more_memory_than_a_few(make_run, tmp_path):
    run = make_run(tmp_path / "run")
    rows = np.zeros(64, dtype=row_type("accuracy"))
    rows["loss"], rows["seconds"] = 0.25, 9.0
    with (run / "batches.bin").open("r+b") as file:  # a file with a hole: ten million rows, all zero but the last
        file.seek((10_000_000 - 64) * row_type("accuracy").itemsize)
        file.write(rows.tobytes())
    (run / "result.json").unlink()

    tracemalloc.start()
    record = read_record(run)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000  # the file has 320 million bytes
    assert record.steps == 10_000_000
    assert record.seconds == 9.0
    assert len(record.picture.loss) == POINTS


def test_a_picture_is_the_mean_of_stretches_and_leaves_out_what_is_no_number(make_run, tmp_path):
    run = make_run(tmp_path / "run")
    rows = np.zeros(6400, dtype=row_type("accuracy"))
    rows["loss"] = np.repeat(np.arange(64), 100)
    rows["accuracy"] = np.inf
    rows["loss"][50] = np.nan
    (run / "batches.bin").write_bytes(rows.tobytes())

    picture = read_record(run).picture
    assert picture.loss.tolist() == list(range(64))
    assert np.isnan(picture.metric).all()


# Damage


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "binary", "folder", "pipe", "link to itself", "huge"])
@pytest.mark.parametrize(
    "name", ["recipe.toml", "history.csv", "batches.bin", "result.json", "run.json", "notes.json", "log.txt"]
)
def test_no_damage_raises_an_error_or_hangs(run, name, damage):
    write_notes(run, notes="something")
    file = run / name
    data = file.read_bytes()
    file.unlink()
    match damage:
        case "empty":
            file.touch()
        case "cut":
            # A recipe is cut within a line: whole lines would be a recipe.
            half = len(data) // 2
            file.write_bytes(data[: data.find(b"=", half) + 1 or half])
        case "binary":
            file.write_bytes(bytes(range(256)) * 40)
        case "folder":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case "link to itself":
            file.symlink_to(file)
        case "huge":
            with file.open("wb") as huge:
                huge.truncate(2**33)

    record = read_record(run)
    assert record.path == run
    if name == "recipe.toml":
        assert record.state is RunState.UNREADABLE or damage in ("empty", "cut")
        assert record.problem or damage == "empty"
    if damage in ("binary", "pipe", "folder") and name not in ("log.txt", "batches.bin"):
        assert str(run / name) in record.problem or name in record.problem
        assert record.problem.endswith(".")


@pytest.mark.parametrize(
    "values",
    [
        [],
        "text",
        {"reason": ["completed"], "epochs": "many", "steps": -1, "seconds": {}, "best_epoch": 10**400},
        {"reason": "completed", "epochs": True, "seconds": 10**400, "test_accuracy": None, "device": "x" * 10**5},
        {"reason": "completed", "validation_loss": math.inf, "device": "a\x1b[31m\nb\u202e"},
    ],
)
def test_a_hostile_result_leaves_plain_values(run, values):
    (run / "result.json").write_text(json.dumps(values)[:200_000])
    (run / "run.json").write_text(json.dumps(values)[:200_000])

    record = read_record(run)
    assert record.steps == 40
    assert record.epochs == 4
    assert len(record.device) <= 100
    assert record.device.isprintable()
    assert math.isnan(record.seconds) or record.seconds == 5.0


def test_a_line_of_the_history_that_is_no_epoch_is_named_and_those_before_it_count(run):
    text = (run / "history.csv").read_text().splitlines()
    text[3] = "three,30,1,1,1,1,1,1,1"
    (run / "history.csv").write_text("\n".join(text) + "\n")
    (run / "result.json").unlink()

    record = read_record(run)
    assert record.epochs == 2
    assert "line 4 is not an epoch" in record.problem
    assert record.state is RunState.INTERRUPTED


@pytest.mark.parametrize("what", ["nothing", "file", "empty folder", "other folder"])
def test_what_is_no_run_is_unreadable_with_the_reason(tmp_path, what):
    path = tmp_path / "it"
    if what == "file":
        path.write_text("mine")
    elif what != "nothing":
        path.mkdir()
    if what == "other folder":
        (path / "thesis.txt").write_text("mine")

    record = read_record(path)
    assert record.state is RunState.UNREADABLE
    assert str(path) in record.problem


def test_a_recipe_of_another_program_is_unreadable_with_the_reason(run):
    text = (run / "recipe.toml").read_text().replace('name = "neural_network"', 'name = "perceiver"')
    (run / "recipe.toml").write_text(text)

    record = read_record(run)
    assert record.state is RunState.UNREADABLE
    assert "perceiver" in record.problem
    assert record.steps == 40
    assert record.name == run.name


# The recipe


def test_the_recipe_of_a_run_is_there_for_another_one(run):
    recipe = read_recipe(run)

    assert isinstance(recipe, Recipe)
    assert recipe.title() == "Clothes"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Tutorial network 512 · Adam 1e-3 · batch 64 · constant · seed 0"),
        (
            {"model.name": "mlp", "model.widths": [512, 512], "optimizer.lr": 0.0005, "model.dropout": 0.2},
            "MLP 512,512 dropout 0.2 · Adam 5e-4 · batch 64 · constant · seed 0",
        ),
        (
            {"optimizer.name": "SGD", "optimizer.lr": 0.1, "optimizer.nesterov": True, "optimizer.momentum": 0.9},
            "Tutorial network 512 · SGD 0.1 momentum 0.9 nesterov · batch 64 · constant · seed 0",
        ),
        (
            {"data.augment": [{"name": "flip"}, {"name": "rotate"}], "data.limit": 256, "training.seed": 7},
            "Tutorial network 512 · Adam 1e-3 · batch 64 · constant · seed 7 · flip · rotate 10 · limit 256",
        ),
        (
            {"loss.label_smoothing": 0.1, "training.precision": "bfloat16"},
            "Tutorial network 512 · Adam 1e-3 · batch 64 · constant · seed 0 · Cross-entropy label smoothing 0.1 · "
            "precision bfloat16",
        ),
    ],
)
def test_a_line_says_what_identifies_a_recipe_and_what_is_not_as_usual(changes, line):
    assert recipe_line(Recipe().with_values(changes)) == line


def test_every_preset_has_a_line():
    assert recipe_line(load_preset("fashion-mnist-fast")).startswith(
        "Small CNN 32 · AdamW 4e-3 · batch 128 · one cycle"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e-3, "1e-3"),
        (2.5e-4, "2.5e-4"),
        (0.01, "0.01"),
        (0.1, "0.1"),
        (0.0, "0"),
        (1e6, "1e+06"),
        (True, "on"),
        ([], "none"),
        ([0.9, 0.999], "0.9,0.999"),
        (list(range(20)), "0,1,2,3,4,5,6,7,…"),
        ("ReLU", "ReLU"),
    ],
)
def test_values_are_written_as_one_writes_them(value, text):
    assert written(value) == text
