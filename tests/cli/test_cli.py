"""The command line, as a person and as a program meet it: output, exit status, and a sentence for each error."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import threading
from pathlib import Path

import pytest
import torch
from PIL import Image, ImageOps

from tests.cli.command_line import PRESET, ROOT, command_line, objects, trainer
from trainer_core import load_preset, preset_names, train
from trainer_core.cli.main import main
from trainer_core.cli.settings import changes
from trainer_core.data import load_dataset
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_history, read_recipe, read_summary
from trainer_core.training import assembly

SMALL = ("--device", "cpu", "--set", "data.limit=256", "--set", "data.batch_size=32", "--set", "training.epochs=2")
FINAL_KEYS = {
    "test_accuracy",
    "test_loss",
    "best_epoch",
    "epochs",
    "samples_per_second",
    "seconds",
    "device",
    "reason",
    "run",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A small run, and what training it printed."""
    folder = tmp_path_factory.mktemp("cli") / "run"
    return folder, trainer("train", PRESET, "--out", folder, *SMALL)


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first test image as a picture file."""
    dataset = load_dataset("fashion-mnist", validation_share=10, seed=0, limit=1)
    path = tmp_path_factory.mktemp("pictures") / "first.png"
    Image.fromarray(dataset.test.gathered()[0][0, 0].numpy()).save(path)
    return path


# Training


def test_training_tells_a_person_how_it_goes_and_where_the_run_is(run):
    folder, done = run

    assert done.returncode == 0, done.stderr
    assert "256 training, 256 validation, 256 test examples" in done.stderr
    assert [line for line in done.stderr.splitlines() if line.startswith("Epoch ")]
    assert "Epoch 2: training loss" in done.stderr
    sentence, where = done.stdout.splitlines()
    assert sentence.startswith("Finished 2 epochs. Test accuracy ")
    assert where == f"The run is in {folder}"
    assert "\x1b" not in done.stdout + done.stderr


def test_training_with_json_ends_with_one_object_that_says_it_all(tmp_path):
    done = trainer("train", PRESET, "--out", tmp_path / "run", "--json", *SMALL)

    assert done.returncode == 0, done.stderr
    *told, final = objects(done.stdout)
    assert [line["event"] for line in told] == ["prepared", "epoch", "epoch"]
    assert set(final) >= FINAL_KEYS
    assert 0 < final["test_accuracy"] <= 1
    assert (final["epochs"], final["device"], final["reason"]) == (2, "cpu", "completed")
    assert final["run"] == str(tmp_path / "run")
    assert final == read_summary(tmp_path / "run")
    assert len(read_history(tmp_path / "run")) == 16
    assert read_recipe(tmp_path / "run").data.limit == 256


def test_a_recipe_file_is_trained_as_it_says(tmp_path, capfd):
    recipe = load_preset(PRESET).with_values({"data.limit": 128, "training.epochs": 1, "training.device": "cpu"})
    (tmp_path / "mine.toml").write_text(recipe.to_toml(), encoding="utf-8")
    assert main(["train", str(tmp_path / "mine.toml"), "--out", str(tmp_path / "run"), "--json"]) == 0

    assert read_recipe(tmp_path / "run") == recipe


def test_in_a_terminal_there_is_a_bar(tmp_path):
    ours, theirs = pty.openpty()
    shown: list[bytes] = []

    def read() -> None:
        try:
            while data := os.read(ours, 4096):
                shown.append(data)
        except OSError:
            return  # the other side is closed

    process = subprocess.Popen(
        command_line("train", PRESET, "--out", tmp_path / "run", *SMALL),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "120"},
    )
    os.close(theirs)
    reader = threading.Thread(target=read)
    reader.start()
    stdout, _ = process.communicate(timeout=300)
    reader.join()
    os.close(ours)

    assert process.returncode == 0
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", b"".join(shown).decode())
    assert "Training" in text
    assert "100%" in text
    assert "Epoch 2:" in text
    assert b"\x1b" not in stdout


def test_a_run_that_diverges_is_saved_says_so_and_is_no_success(tmp_path, capfd):
    settings = ("optimizer.name=SGD", "optimizer.lr=100.0", "optimizer.weight_decay=10.0")
    arguments = [part for setting in settings for part in ("--set", setting)]
    status = main(["train", PRESET, "--out", str(tmp_path / "run"), "--json", *SMALL, *arguments])

    captured = capfd.readouterr()
    assert status == 1
    assert json.loads(captured.out.splitlines()[-1])["reason"] == "diverged"
    assert captured.err.startswith("trainer: Training stopped: the loss became NaN")
    state = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert all(torch.isfinite(value).all() for value in state.values())


def test_a_run_that_ran_out_of_memory_says_how_it_goes_on(tmp_path, capfd, monkeypatch):
    class Hungry(torch.nn.Linear):
        def forward(self, x):
            if self.training and len(x) > 16:
                raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 EiB.")
            return super().forward(x.flatten(1))

    monkeypatch.setattr("trainer_core.training.assembly.build_model", lambda *_, **__: Hungry(784, 10))
    status = main(["train", PRESET, "--out", str(tmp_path / "run"), "--json", *SMALL, "--set", "data.batch_size=32"])

    captured = capfd.readouterr()
    assert status == 1
    *_, offered, ended = objects(captured.out)
    assert ended["reason"] == "out of memory"
    assert offered["changes"] == {"data.batch_size": 16, "training.accumulate": 2}
    assert "Go on with: trainer resume" in captured.err
    settings = [part for key, value in offered["changes"].items() for part in ("--set", f"{key}={value}")]
    assert main(["resume", str(tmp_path / "run"), *settings]) == 0


# Evaluating and predicting


def test_evaluating_gives_the_accuracy_that_training_reported(run):
    folder, _ = run
    done = trainer("evaluate", folder, "--json")

    assert done.returncode == 0, done.stderr
    (final,) = objects(done.stdout)
    reported = read_summary(folder)
    assert set(final) >= FINAL_KEYS
    assert final["test_accuracy"] == reported["test_accuracy"]
    assert final["test_loss"] == reported["test_loss"]
    assert (final["epochs"], final["best_epoch"]) == (reported["epochs"], reported["best_epoch"])


def test_evaluating_tells_a_person_one_line(run, capfd):
    folder, _ = run
    assert main(["evaluate", str(folder), "--weights", str(folder / "last.pt"), "--device", "cpu"]) == 0

    out = capfd.readouterr().out
    assert out.startswith("last.pt: test accuracy ")
    assert out.count("\n") == 1


def test_a_run_in_float16_or_compiled_is_evaluated_where_neither_is_possible(run, tmp_path, capfd):
    folder, _ = run
    other = tmp_path / "run"
    other.mkdir()
    recipe = read_recipe(folder).with_values({"training.precision": "float16", "training.compile": True})
    (other / "recipe.toml").write_text(recipe.to_toml(), encoding="utf-8")
    (other / "best.pt").write_bytes((folder / "best.pt").read_bytes())

    assert main(["evaluate", str(other), "--json", "--device", "cpu"]) == 0
    assert json.loads(capfd.readouterr().out)["test_accuracy"] == read_summary(folder)["test_accuracy"]


def test_predicting_a_picture_names_the_most_probable_classes(run, picture):
    folder, _ = run
    done = trainer("predict", folder, picture, "--json")

    assert done.returncode == 0, done.stderr
    (answer,) = objects(done.stdout)
    probabilities = answer["probabilities"]
    assert answer["file"] == str(picture)
    assert len(probabilities) == 10
    assert sum(probabilities.values()) == pytest.approx(1, abs=1e-5)
    assert answer["prediction"] == max(probabilities, key=probabilities.__getitem__) == next(iter(probabilities))


def test_predicting_several_pictures_makes_a_table(run, picture, capfd):
    folder, _ = run
    assert main(["predict", str(folder), str(picture), str(picture)]) == 0

    lines = capfd.readouterr().out.splitlines()
    assert "Prediction" in lines[0]
    assert len([line for line in lines if "%" in line]) == 2


def test_a_picture_on_a_light_ground_is_inverted_and_named(run, picture, tmp_path, capfd):
    folder, _ = run
    light = tmp_path / "light.png"
    ImageOps.invert(Image.open(picture)).save(light)
    assert main(["predict", str(folder), str(picture), str(light), "--json"]) == 0
    dark, inverted = objects(capfd.readouterr().out)
    assert (dark["inverted"], inverted["inverted"]) == (False, True)
    assert dark["probabilities"] == inverted["probabilities"]
    assert main(["predict", str(folder), str(light)]) == 0
    assert "--invert no" in capfd.readouterr().out
    assert main(["predict", str(folder), str(light), "--invert", "no", "--json"]) == 0
    assert objects(capfd.readouterr().out)[0]["probabilities"] != dark["probabilities"]


def test_numbers_that_json_does_not_have_are_null(run, picture, tmp_path, capfd):
    folder, _ = run
    state = torch.load(folder / "best.pt", weights_only=True)
    torch.save({key: torch.full_like(value, 1e38) for key, value in state.items()}, tmp_path / "huge.pt")
    huge = ["--weights", str(tmp_path / "huge.pt")]

    def strict(text):
        return json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))

    assert main(["evaluate", str(folder), *huge, "--json"]) == 0
    assert strict(capfd.readouterr().out)["test_loss"] is None
    assert main(["predict", str(folder), str(picture), *huge, "--json"]) == 0
    answer = strict(capfd.readouterr().out)
    assert answer["prediction"] is None
    assert set(answer["probabilities"].values()) == {None}
    assert main(["predict", str(folder), str(picture), *huge]) == 0
    assert "NaN" in capfd.readouterr().out


# Listing


def test_the_presets_are_listed():
    plain, machine = trainer("presets"), trainer("presets", "--json")

    assert plain.returncode == machine.returncode == 0
    listed = objects(machine.stdout)
    assert tuple(line["name"] for line in listed) == preset_names()
    assert all(set(line["title"]) == {"en", "ko"} for line in listed)
    for name in preset_names():
        assert name in plain.stdout


def test_the_devices_are_listed(capfd):
    assert main(["devices"]) == 0
    assert "cpu" in capfd.readouterr().out
    assert main(["devices", "--json"]) == 0
    assert objects(capfd.readouterr().out)[-1] == {"device": "cpu", "name": "CPU", "memory": 0}


# Errors


ERRORS = [
    (["train", "fashion", "--out", "{tmp}/new"], "There is no preset called 'fashion'"),
    (["train", "{tmp}/gone.toml", "--out", "{tmp}/new"], "gone.toml cannot be read: No such file"),
    (["train", "{tmp}/wrong.toml", "--out", "{tmp}/new"], "training.epochs is 0"),
    (["train", PRESET, "--out", "{tmp}/new", "--set", "training.epochs"], "Write it as KEY=VALUE"),
    (["train", PRESET, "--out", "{tmp}/new", "--set", "training.epochs=many"], "training.epochs is 'many'"),
    (["train", PRESET, "--out", "{tmp}/new", "--set", "training.epochs="], "training.epochs is ''"),
    (["train", PRESET, "--out", "{tmp}/new", "--set", "epochs=3"], "epochs is not a setting"),
    (["train", PRESET, "--out", "{tmp}/new", "--set", "data.batch_size=" + "[" * 3000], "data.batch_size is '[[["),
    (["train", PRESET, "--out", "{tmp}/new", "--device", "gpu"], "training.device is 'gpu'"),
    (["train", PRESET, "--out", "{tmp}/new", "--device", "cuda:63"], "asks for the device cuda:63"),
    (["train", PRESET, "--out", "{run}"], "already holds a run"),
    (["train", PRESET, "--out", "/proc/run"], "/proc/run cannot be made"),
    (["train", PRESET, "--out", "{tmp}/wrong.toml"], "cannot be made"),
    (["evaluate", "{tmp}"], "is not the folder of a run"),
    (["evaluate", "{tmp}/gone"], "There is no run gone in"),
    (["evaluate", "{run}", "--weights", "{tmp}/gone.pt"], "gone.pt does not exist"),
    (["evaluate", "{run}", "--weights", "{tmp}/wrong.toml"], "is a text file, not weights"),
    (["evaluate", "{run}", "--weights", "{tmp}/other.pt"], "does not fit the run's model: 6 missing (linear_relu"),
    (["predict", "{run}", "{tmp}/gone.png"], "gone.png does not exist"),
    (["predict", "{run}", "{tmp}/wrong.toml"], "wrong.toml cannot be read as a picture"),
]


@pytest.mark.parametrize("machine", [False, True])
@pytest.mark.parametrize(("arguments", "words"), ERRORS)
def test_an_error_is_one_sentence_and_status_1(arguments, words, machine, run, tmp_path, capfd):
    (tmp_path / "wrong.toml").write_text("[training]\nepochs = 0")
    torch.save({"layer": torch.zeros(2)}, tmp_path / "other.pt")
    before = sorted(path.name for path in run[0].iterdir())
    filled = [part.replace("{tmp}", str(tmp_path)).replace("{run}", str(run[0])) for part in arguments]
    if arguments[0] == "train":
        filled += ["--set", "data.limit=64"]
    status = main([*filled, "--json"] if machine else filled)

    captured = capfd.readouterr()
    *others, sentence = captured.err.splitlines()
    assert not [line for line in others if line.startswith(("trainer: ", "warning: ", "error: "))]
    assert status == 1
    assert sentence.startswith("trainer: ")
    assert words in sentence
    assert sentence.endswith(".")
    assert "Traceback" not in captured.err
    if machine:
        final = objects(captured.out)[-1]
        assert final["error"]
        assert sentence == f"trainer: {final['message']}"
    assert not (tmp_path / "new").exists()
    assert sorted(path.name for path in run[0].iterdir()) == before


def test_an_error_of_the_real_program_is_a_sentence_too(tmp_path):
    done = trainer("evaluate", tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"trainer: {tmp_path} is not the folder of a run: it holds no recipe.toml.\n"


@pytest.mark.parametrize("arguments", [[], ["fly"], ["train"], ["predict", "run"]])
def test_a_command_that_does_not_exist_is_explained(arguments, capfd):
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 2
    assert "usage: trainer" in capfd.readouterr().err


def test_a_crash_is_no_success(tmp_path, monkeypatch):
    monkeypatch.setattr(assembly, "build_model", lambda *_, **__: 1 / 0)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        main(["train", PRESET, "--out", str(tmp_path / "run"), "--set", "data.limit=64"])


@pytest.mark.parametrize(
    ("setting", "key", "value"),
    [
        ("training.epochs=3", "epochs", 3),
        (" training.epochs = 3 ", "epochs", 3),
        ("training.device=cuda:1", "device", "cuda:1"),
        ("training.device='cpu'", "device", "cpu"),
        ("training.compile=true", "compile", True),
        ("training.clip_norm=1", "clip_norm", 1.0),
    ],
)
def test_a_setting_is_toml_or_plain_text(setting, key, value):
    assert getattr(Recipe().with_values(changes([setting])).training, key) == value


def test_settings_of_a_list_and_of_another_part():
    recipe = Recipe().with_values(changes(["model.widths=[32, 16]", "model.name=mlp"]))

    assert recipe.model.arguments["widths"] == [32, 16]


def test_a_run_of_a_device_that_is_not_here_is_evaluated_on_one_that_is(tmp_path, tiny):
    run = tmp_path / "run"
    train(tiny.with_values({"training.epochs": 1}), out=run)
    recipe = run / "recipe.toml"
    recipe.write_text(recipe.read_text().replace('device = "cpu"', 'device = "cuda:63"'))

    assert main(["evaluate", str(run), "--json"]) == 0
