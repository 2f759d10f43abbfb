"""``trainer data``, ``trainer recipe`` and ``trainer train`` on a person's own data."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from tests.cli.command_line import PRESET, objects
from trainer_core import Recipe
from trainer_core.cli.main import main
from trainer_core.runs.run_files import read_recipe
from trainer_core.trial.trust import STATE_VARIABLE, TRUST_VARIABLE

QUICK = ("--set", "training.epochs=1", "--set", "training.device=cpu", "--set", "training.threads=1")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.delenv(TRUST_VARIABLE, raising=False)


@pytest.fixture
def pets(tmp_path):
    random = np.random.default_rng(0)
    for name, count in (("dog", 60), ("cat", 10)):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for number in range(count):
            coarse = Image.fromarray(random.integers(0, 256, (4, 4, 3), np.uint8))
            coarse.resize((16, 16), Image.Resampling.BICUBIC).save(tmp_path / "pets" / name / f"{number:02}.png")
    (tmp_path / "pets" / "dog" / "07.png").write_bytes(b"no picture")
    (tmp_path / "pets" / "Thumbs.db").write_bytes(b"of the system")
    return tmp_path / "pets"


@pytest.fixture
def flats(tmp_path):
    random = np.random.default_rng(0)
    lines = ["record_id,size,rooms,price"]
    for number in range(80):
        size = random.normal(80, 20)
        lines.append(f"{number},{size:.1f},{random.integers(1, 6)},{size * 3 + random.normal(0, 40):.2f}")
    (tmp_path / "flats.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "flats.csv"


def looked_at(capfd, *arguments):
    status = main(["data", *map(str, arguments), "--json"])
    (told,) = objects(capfd.readouterr().out)
    return status, told


def test_a_folder_is_told_as_one_object(pets, capfd):
    status, told = looked_at(capfd, pets)

    assert status == 0
    assert (told["kind"], told["task"], told["classes"]) == ("folder", "binary", ["cat", "dog"])
    assert told["examples"] == {"training": 47, "validation": 8, "test": 14}
    findings = {finding["code"]: finding for finding in told["findings"]}
    assert set(findings) == {"unreadable", "few-examples", "imbalance"}
    assert findings["unreadable"]["items"] == ["dog/07.png"]
    assert set(findings["imbalance"]) == {"code", "severity", "message", "items", "advice", "offers"}


def test_a_table_is_told_with_its_columns(flats, capfd):
    status, told = looked_at(capfd, flats)

    assert status == 0
    assert (told["kind"], told["task"], told["target"], told["classes"]) == ("table", "regression", "price", [])
    assert [(column["name"], column["type"], column["role"]) for column in told["columns"]] == [
        ("record_id", "whole number", "left out"),
        ("size", "number", "feature"),
        ("rooms", "whole number", "feature"),
        ("price", "number", "target"),
    ]


def test_another_target_and_settings_are_taken(flats, capfd):
    _, told = looked_at(capfd, flats, "--target", "rooms", "--set", "data.left_out=['size']")

    assert (told["target"], told["task"]) == ("rooms", "classification")
    assert {column["name"]: column["role"] for column in told["columns"]}["size"] == "left out"


def test_data_that_cannot_be_trained_on_is_a_finding_and_a_sentence(tmp_path, capfd):
    (tmp_path / "pets" / "cat").mkdir(parents=True)
    Image.new("RGB", (16, 16)).save(tmp_path / "pets" / "cat" / "one.png")

    status = main(["data", str(tmp_path / "pets"), "--json"])
    out, err = capfd.readouterr()

    (told,) = objects(out)
    assert status == 1
    assert (told["kind"], told["error"], told["findings"][0]["severity"]) == ("folder", "one-class", "error")
    assert err.startswith("trainer: All pictures in ")


def test_a_person_reads_what_was_found_and_what_to_do(pets, capfd):
    assert main(["data", str(pets)]) == 0

    out = capfd.readouterr().out
    assert "Task:     binary" in out
    assert "warning: 1 file cannot be read and is left out: dog/07.png: " in out
    assert "--set data.resample=true" in out


def test_a_recipe_for_data_can_be_written_and_trained(flats, tmp_path, capfd):
    assert main(["recipe", str(flats), *QUICK]) == 0
    text, reason = capfd.readouterr()
    assert reason.startswith("# 80 ")
    assert reason.count("\n") == 1
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")

    recipe = Recipe.load(tmp_path / "mine.toml")
    assert (recipe.data.source, recipe.training.epochs) == ("table", 1)
    assert main(["train", str(tmp_path / "mine.toml"), "--out", str(tmp_path / "run"), "--json"]) == 0
    assert "test_rmse" in objects(capfd.readouterr().out)[-1]


def test_a_preset_is_printed_as_it_is_changed(capfd):
    assert main(["recipe", PRESET, "--set", "training.epochs=2"]) == 0

    assert Recipe.from_toml(capfd.readouterr().out).training.epochs == 2


def test_data_is_trained_by_the_recipe_that_is_printed_first(pets, tmp_path, capfd):
    assert main(["train", str(pets), "--out", str(tmp_path / "run"), "--json", *QUICK]) == 0

    out, err = capfd.readouterr()
    assert Recipe.from_toml(err.partition("\nwarning")[0].partition("\npets:")[0]) == read_recipe(tmp_path / "run")
    assert "test_roc_auc" in objects(out)[-1]
    found = [json.loads(line) for line in (tmp_path / "run" / "findings.jsonl").read_text("utf-8").splitlines()]
    assert {finding["code"] for finding in found} == {"unreadable", "few-examples", "imbalance"}
    assert "dog/07.png" in (tmp_path / "run" / "log.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([PRESET, "--target", "price"], "--target and --class say how data is taken"),
        (["fashion-mnist-tutorail"], "Did you mean fashion-mnist-tutorial?"),
        (["no/such/folder"], "does not exist"),
    ],
)
def test_what_cannot_be_trained_is_answered_in_a_sentence(arguments, sentence, capfd):
    assert main(["train", *arguments]) == 1
    assert sentence in capfd.readouterr().err


@pytest.mark.parametrize("trust", [(), ("--trust",)])
@pytest.mark.parametrize("command", ["train", "recipe", "data"])
def test_a_file_of_models_alone_is_refused_with_a_hint_and_not_run(command, trust, tmp_path, capfd):
    (tmp_path / "models.py").write_text(
        "from pathlib import Path\nfrom torch import nn\n\nPath(__file__).with_name('ran').touch()\n\n"
        "def block(width):\n    return nn.Linear(width, width)\n\nclass Net(nn.Module):\n    pass\n",
        encoding="utf-8",
    )
    out = ("--out", str(tmp_path / "run")) if command == "train" else ()

    assert main([command, str(tmp_path / "models.py"), *trust, *out]) == 1
    told = capfd.readouterr().err
    assert "It holds models (Net) and no Dataset" in told
    assert "--trust" not in told
    assert not (tmp_path / "run").exists()
    assert not (tmp_path / "ran").exists()


def test_built_in_data_is_told_and_trained_by_its_name(tmp_path, capfd):
    status, told = looked_at(capfd, "iris")

    assert (status, told["kind"], told["path"], told["task"]) == (0, "built-in", "", "classification")
    assert told["classes"] == ["setosa", "versicolor", "virginica"]
    assert main(["train", "iris", "--out", str(tmp_path / "run"), "--json", *QUICK]) == 0
    assert "test_accuracy" in objects(capfd.readouterr().out)[-1]


def test_a_folder_here_goes_before_built_in_data_of_its_name(tmp_path, monkeypatch, capfd):
    (tmp_path / "iris").mkdir()
    (tmp_path / "iris" / "flowers.csv").write_text("width,kind\n1.5,a\n2.5,b\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    _, told = looked_at(capfd, "iris")

    assert (told["kind"], told["path"]) == ("folder", str(tmp_path / "iris"))


def test_built_in_data_that_is_not_here_is_not_downloaded_for_a_proposal(capfd):
    assert main(["recipe", "cifar-10"]) == 1
    assert "is not on this computer yet" in capfd.readouterr().err


def test_every_file_that_is_skipped_is_printed_as_training_begins(pets, tmp_path, capfd):
    (pets / "cat" / "03.png").write_bytes(b"")
    assert main(["train", str(pets), "--out", str(tmp_path / "run"), *QUICK]) == 0
    told = capfd.readouterr().err
    assert "info: cat/03.png is left out: " in told
    assert "info: dog/07.png is left out: " in told

    assert main(["train", str(pets), "--out", str(tmp_path / "again"), *QUICK, "--json"]) == 0
    prepared = objects(capfd.readouterr().out)[0]
    assert [note.split(" is left out: ")[0] for note in prepared["notes"]] == ["cat/03.png", "dog/07.png"]
