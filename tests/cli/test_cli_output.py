"""What the command line prints, whatever it prints to: full disks, closed streams, narrow encodings, odd names."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.command_line import PRESET, ROOT, command_line
from trainer_core import train
from trainer_core.cli import progress
from trainer_core.cli.main import main
from trainer_core.cli.output import OutputError, console, safe_output
from trainer_core.errors import RunFolderError
from trainer_core.files import places
from trainer_core.library.folders import find_run, run_names
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_recipe, read_summary

FULL = Path("/dev/full")
SMALL = ("--device", "cpu", "--set", "data.limit=64", "--set", "training.epochs=1")

needs_full_device = pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small run in a folder of runs, called ``first``."""
    folder = tmp_path_factory.mktemp("output") / "runs" / "first"
    values = {"data": {"limit": 64, "batch_size": 32}, "training": {"epochs": 1, "device": "cpu", "threads": 1}}
    train(Recipe.from_dict(values), out=folder)
    return folder


class _Device(io.StringIO):
    """A stream that takes nothing."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def write(self, text: str) -> int:
        raise self._error

    def flush(self) -> None:
        raise self._error


# Streams that cannot be written


@needs_full_device
def test_a_full_disk_under_the_log_ends_no_run(tmp_path):
    with FULL.open("w") as full:
        done = subprocess.run(
            command_line("train", PRESET, "--out", tmp_path / "run", *SMALL),
            cwd=ROOT, stdout=full, stderr=full, timeout=300,
        )  # fmt: skip

    assert read_summary(tmp_path / "run")["reason"] == "completed"
    assert done.returncode == 1  # the result could not be printed


@needs_full_device
@pytest.mark.parametrize("arguments", [("presets",), ("presets", "--json"), ("--help",)])
def test_results_that_cannot_be_written_are_a_sentence(arguments):
    with FULL.open("w") as full:
        done = subprocess.run(
            command_line(*arguments), cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120
        )

    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    if arguments != ("--help",):
        assert done.stderr == "trainer: the output cannot be written: No space left on device.\n"
        assert done.returncode == 1


def test_what_standard_error_does_not_take_is_dropped(monkeypatch):
    monkeypatch.setattr(sys, "stderr", _Device(OSError(28, "No space left on device")))
    with safe_output():
        print("progress", file=sys.stderr, flush=True)


def test_what_standard_output_does_not_take_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "stdout", _Device(OSError(5, "Input/output error")))
    with safe_output(), pytest.raises(OutputError, match="Input/output error"):
        print("results")


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_pipe_that_nobody_reads_is_told_apart(monkeypatch, name):
    monkeypatch.setattr(sys, name, _Device(BrokenPipeError(32, "Broken pipe")))
    with safe_output(), pytest.raises(BrokenPipeError):
        print("text", file=getattr(sys, name))


def test_on_a_closed_standard_error_progress_does_not_go_to_standard_output(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", None)
    with safe_output():
        print("progress", file=sys.stderr)
        print("result")

    assert capsys.readouterr().out == "result\n"
    assert sys.stderr is None


# Names and encodings


@pytest.mark.parametrize("text", ["caf\udce9", "–", "Δ", "한국어"])
def test_what_an_encoding_does_not_have_is_escaped(monkeypatch, text):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="iso-8859-1"))
    with safe_output():
        print(text)
        console().print(text)

    expected = text.encode("iso-8859-1", "backslashreplace")
    assert written.getvalue().split() == [expected, expected]


def test_a_run_whose_name_is_not_text_hides_no_other(run, capsys):
    if sys.platform != "linux":
        pytest.skip("other systems have no such names")
    odd = os.fsencode(run.parent) + b"/caf\xe9"
    os.mkdir(odd)
    try:
        with open(odd + b"/recipe.toml", "w") as file:
            file.write(read_recipe(run).to_toml())
        assert main(["runs", "--root", str(run.parent)]) == 0
    finally:
        os.unlink(odd + b"/recipe.toml")
        os.rmdir(odd)

    text = capsys.readouterr().out
    assert "caf\\udce9" in text
    assert "first" in text


def test_names_are_neither_taken_for_markup_nor_cut(run, tmp_path, capsys):
    folder = tmp_path / ("long " * 30) / "[bold]"
    folder.mkdir(parents=True)
    Image.new("L", (28, 28)).save(folder / "photo[front].png")
    assert main(["predict", str(run), str(folder / "photo[front].png")]) == 0

    assert str(folder / "photo[front].png") in capsys.readouterr().out


# Pictures


def test_a_file_that_is_no_picture_spoils_no_other(run, tmp_path, capsys):
    for name in ("1.png", "3.PNG"):
        Image.new("L", (28, 28), 200).save(tmp_path / name, format="png")
    (tmp_path / "2.png").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("not looked at")
    assert main(["predict", str(run), str(tmp_path), "--json"]) == 1

    told = capsys.readouterr()
    first, second, third = (json.loads(line) for line in told.out.splitlines())
    assert [Path(each["file"]).name for each in (first, second, third)] == ["1.png", "2.png", "3.PNG"]
    assert first["prediction"] == third["prediction"]
    assert (second["error"], "prediction" in second) == ("not-a-picture", False)
    assert told.err == "trainer: 1 of 3 inputs cannot be predicted.\n"

    assert main(["predict", str(run), *(str(tmp_path / name) for name in ("1.png", "2.png"))]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "%" in lines[1]
    assert "2.png cannot be read as a picture" in lines[2]


def test_a_folder_without_pictures_is_a_sentence(run, tmp_path, capsys):
    assert main(["predict", str(run), str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"trainer: There is no picture in the folder {tmp_path}.\n"


# Runs by name


@pytest.mark.parametrize(
    "arguments",
    [
        ["runs", "show", "first"],
        ["runs", "compare", "first", "first"],
        ["evaluate", "first", "--json"],
        ["verify", "first", "--batches", "1"],
    ],
)
def test_a_run_is_found_by_its_name_among_the_runs(run, arguments, capsys):
    assert main([*arguments, "--root", str(run.parent)]) == 0
    assert capsys.readouterr().out


def test_a_root_before_the_command_counts_too(run, tmp_path, capsys):
    root = ["runs", "--root", str(run.parent)]
    assert main([*root, "compare", "first", "first"]) == 0
    assert main([*root, "export", "first", str(tmp_path / "table.csv")]) == 0
    assert (tmp_path / "table.csv").exists()


def test_a_path_comes_before_a_name(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert find_run(Path("first"), run.parent) == run
    (tmp_path / "first").mkdir()
    assert find_run(Path("first"), run.parent) == Path("first")


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A folder with three runs, and with one that is no run."""
    for name in ("2026-11-27_101500_small-cnn", "2026-11-28_091000_small-cnn", "2026-11-28_091000_small-cnn_2"):
        (tmp_path / "runs" / name).mkdir(parents=True)
        (tmp_path / "runs" / name / "recipe.toml").touch()
    (tmp_path / "runs" / "2026-11-27_notes").mkdir()
    return tmp_path / "runs"


@pytest.mark.parametrize("name", ["2026-11-27", "2026-11-28_091000_small-cnn_2", "2026-11-28_091000_small-cnn"])
def test_the_beginning_of_a_runs_name_is_enough_where_it_is_the_only_one(name, runs):
    found = find_run(Path(name), runs)
    assert found.parent == runs
    assert found.name in (name, "2026-11-27_101500_small-cnn")


def test_a_beginning_that_several_names_have_is_answered_with_them(runs):
    with pytest.raises(RunFolderError) as refused:
        find_run(Path("2026-11-28"), runs)
    assert f"More than one run in {runs} begins with 2026-11-28" in str(refused.value)
    assert "2026-11-28_091000_small-cnn_2, 2026-11-28_091000_small-cnn." in str(refused.value)


def test_a_path_is_not_completed_to_another_run(runs):
    with pytest.raises(RunFolderError, match="There is no run 2026-11-27 in"):
        find_run(runs / "2026-11-27")


@pytest.mark.parametrize("command", [("evaluate",), ("verify",), ("resume",), ("predict",), ("runs", "show")])
def test_a_misspelt_run_is_answered_with_the_root_and_what_was_meant(command, run, capsys):
    picture = ["shirt.png"] if command == ("predict",) else []
    assert main([*command, "frst", *picture, "--root", str(run.parent)]) == 1
    assert f"There is no run frst in {run.parent}. Did you mean first?" in " ".join(capsys.readouterr().err.split())

    assert main([*command, str(run.parent / "frst"), *picture]) == 1
    assert f"There is no run frst in {run.parent}. Did you mean first?" in " ".join(capsys.readouterr().err.split())

    assert main([*command, "other", *picture, "--root", str(run.parent)]) == 1
    assert f"There is no run other in {run.parent}. Give the folder" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("command", [("train",), ("resume",), ("runs",), ("runs", "show")])
@pytest.mark.parametrize(("documents", "shown"), [("100% mine", "~{0}100% mine"), ("", "~")])
def test_the_help_says_where_runs_go(command, documents, shown, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(places.platformdirs, "user_documents_path", lambda: tmp_path / documents)
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    path = Path(shown.format(os.sep)) / "Training Studio" / "runs"
    assert f"the folder of the runs (default: {path})" in " ".join(capsys.readouterr().out.split())


def test_a_finished_run_says_how_it_is_given_more_epochs(run, capsys):
    assert main(["resume", "first", "--root", str(run.parent)]) == 1
    error = " ".join(capsys.readouterr().err.split())
    assert "This run has trained its one epoch." in error
    assert "--epochs 2" in error


def test_training_without_a_folder_makes_one_among_the_runs(tmp_path, capsys):
    assert main(["train", PRESET, "--root", str(tmp_path), *SMALL]) == 0

    (made,) = tmp_path.iterdir()
    assert f"The run is in {made}" in capsys.readouterr().out


def test_a_folder_that_cannot_be_entered_hides_no_run(tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("gone")
    assert run_names(tmp_path) == ["run"]


# Misspelt words


@pytest.mark.parametrize(
    ("setting", "meant"),
    [
        ("training.epoch=3", "training.epochs"),
        ("trainin.epochs=3", "training.epochs"),
        ("optimizer.name=RMSProp", "RMSprop"),
        ("optimizer.lrr=0.1", "optimizer.lr"),
        ("model.name=neural_netwrk", "neural_network"),
    ],
)
def test_a_misspelt_setting_is_answered_with_what_was_meant(setting, meant, tmp_path, capsys):
    assert main(["train", PRESET, "--out", str(tmp_path / "run"), "--set", setting]) == 1
    assert f"Did you mean {meant}?" in capsys.readouterr().err


def test_a_misspelt_preset_is_answered_with_what_was_meant(capsys):
    assert main(["train", "fashion-mnist-tutorail"]) == 1
    assert "Did you mean fashion-mnist-tutorial?" in capsys.readouterr().err


def test_a_misspelt_command_is_answered_with_what_was_meant(capsys):
    with pytest.raises(SystemExit):
        main(["trian"])
    assert "Did you mean train?" in capsys.readouterr().err


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("trainer ")


# Progress and recipes


def test_a_long_epoch_tells_how_far_it_is(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(progress, "LINE_EVERY", 0.001)
    assert main(["train", PRESET, "--out", str(tmp_path / "run"), *SMALL, "--set", "data.limit=4096"]) == 0

    within = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Epoch 1 of 1: batch ")]
    assert within
    assert "training loss" in within[0]


def test_a_recipe_saved_with_a_byte_order_mark_is_read(tmp_path):
    recipe = Recipe.from_dict({"training": {"epochs": 3}})
    file = tmp_path / "notepad.toml"
    file.write_text(recipe.to_toml(), encoding="utf-8-sig")
    assert Recipe.load(file) == Recipe.from_toml("\ufeff" + recipe.to_toml()) == recipe
