"""``trainer runs``: what a person and a program read, and one sentence for what is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from trainer_core.cli.main import main
from trainer_core.files import places
from trainer_core.history.layer_health import Layer, LayerHealth
from trainer_core.library.notes import write_notes
from trainer_core.runs.layer_health import LayerHealthFiles


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def root(tmp_path: Path, make_run) -> Path:
    make_run(tmp_path / "runs" / "first")
    make_run(tmp_path / "runs" / "second", reason=None, changes={"optimizer.lr": 0.01, "training.seed": 3}, epochs=1)
    write_notes(tmp_path / "runs" / "second", name="A [red] one", tags=["wide"])
    return tmp_path / "runs"


def objects(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_all_runs_are_listed(root, capsys):
    assert main(["runs", "--root", str(root)]) == 0

    text = capsys.readouterr().out
    assert "first" in text
    assert "A [red] one" in text
    assert "interrupted" in text
    assert "90.0%" in text
    assert text.splitlines()[-1].startswith("2 runs, ")


def test_a_list_for_programs_is_an_object_a_line(root, capsys):
    assert main(["runs", "--root", str(root), "--json", "--sort", "test"]) == 0

    first, second = objects(capsys.readouterr().out)
    assert (first["run"], first["state"], first["test_accuracy"]) == (str(root / "first"), "completed", 0.85)
    assert (second["name"], second["tags"], second["test_accuracy"]) == ("A [red] one", ["wide"], None)
    assert second["continuable"] is True


def test_runs_are_filtered_and_sorted(root, capsys):
    assert main(["runs", "--root", str(root), "--json", "--filter", "tag:wide state:interrupted"]) == 0
    assert [each["run"] for each in objects(capsys.readouterr().out)] == [str(root / "second")]

    assert main(["runs", "--root", str(root), "--json", "--sort", "epochs", "--reverse"]) == 0
    assert [each["epochs"] for each in objects(capsys.readouterr().out)] == [1, 4]

    assert main(["runs", "--root", str(root), "--filter", "nothing"]) == 0
    assert capsys.readouterr().out == f"No run in {root} matches 'nothing'.\n"


def test_without_a_root_the_studios_is_taken(root, monkeypatch, capsys):
    monkeypatch.setattr(places.platformdirs, "user_documents_path", lambda: root.parent)
    assert main(["runs", "--json"]) == 0
    assert capsys.readouterr().out == ""

    root.parent.joinpath("Training Studio").mkdir()
    root.rename(root.parent / "Training Studio" / "runs")
    assert main(["runs", "--json"]) == 0
    assert len(objects(capsys.readouterr().out)) == 2


def test_one_run_is_shown(root, capsys):
    assert main(["runs", "show", str(root / "first")]) == 0
    text = capsys.readouterr().out
    assert "completed, can be resumed" in text
    assert "Tutorial network 512 · Adam 1e-3 · batch 64 · constant · seed 0" in text
    assert "2026-11-24 08:50:00 UTC" in text

    for arguments in (["runs", "show", str(root / "first"), "--json"], ["runs", "--json", "show", str(root / "first")]):
        assert main(arguments) == 0
        (values,) = objects(capsys.readouterr().out)
        assert values["epochs"] == 4
        assert len(values["picture"]["validation_loss"]) == 4


def test_a_damaged_run_is_shown_with_what_is_wrong(root, capsys):
    (root / "first" / "recipe.toml").write_text("[[[")
    assert main(["runs", "show", str(root / "first"), "--json"]) == 0

    (values,) = objects(capsys.readouterr().out)
    assert values["state"] == "unreadable"
    assert "recipe.toml" in values["problem"]


def test_runs_are_compared(root, capsys):
    assert main(["runs", "compare", str(root / "first"), str(root / "second")]) == 0
    text = capsys.readouterr().out
    assert "optimizer.lr" in text
    assert "1e-3" in text

    assert main(["runs", "compare", str(root / "first"), str(root / "second"), "--json"]) == 0
    (values,) = objects(capsys.readouterr().out)
    assert [each["key"] for each in values["differences"]] == ["optimizer.lr", "training.seed"]
    assert values["differences"][0]["values"] == [1e-3, 0.01]
    assert [each["run"] for each in values["runs"]] == [str(root / "first"), str(root / "second")]


def test_a_history_is_exported_and_nothing_is_overwritten(root, tmp_path, capsys):
    out = tmp_path / "epochs.csv"
    assert main(["runs", "export", str(root / "first"), str(out), "--epochs", "--json"]) == 0
    assert objects(capsys.readouterr().out) == [{"file": str(out), "rows": 4}]
    with out.open(newline="") as file:
        assert [row["epoch"] for row in csv.DictReader(file)] == ["1", "2", "3", "4"]

    assert main(["runs", "export", str(root / "second"), str(out)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert out.read_text().count("\n") == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["runs", "--root", "{tmp}/none"], "is not a folder"),
        (["runs", "show", "{tmp}"], "is not the folder of a run"),
        (["runs", "compare", "{tmp}/runs/first"], "two runs or more"),
        (["runs", "compare", "{tmp}/runs/first", "{tmp}"], "holds no recipe.toml"),
        (["runs", "export", "{tmp}/runs/first", "{tmp}/table.xls"], "should end in .csv or .parquet"),
        (["runs", "export", "{tmp}/runs/first", "{tmp}/none/table.csv"], "is not a folder"),
        (["runs", "export", "{tmp}", "{tmp}/table.csv"], "holds no recipe.toml"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(root, tmp_path, capsys, arguments, words):
    assert main([each.format(tmp=tmp_path) for each in arguments]) == 1

    told = capsys.readouterr()
    assert told.err.startswith("trainer: ")
    assert words in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert not list(tmp_path.glob("table*"))


def with_health(run):
    layers = (Layer("features.0", "Conv2d", 80), Layer("", "Net", 10))
    health = LayerHealth(layers)
    for step in range(0, 40, 10):
        health.append(step, np.array([[0.5, 1e-3, 0.1, 1.0, 0.75, np.nan], [-1, 0, *[np.nan] * 4]], np.float32))
    LayerHealthFiles(run).write(health)


def test_the_health_of_a_runs_layers_is_shown_and_told_in_plain_words(root, capsys):
    with_health(root / "first")
    assert main(["runs", "show", str(root / "first"), "--health"]) == 0
    text = capsys.readouterr().out
    assert [line.split() for line in text.splitlines()[1:3]] == [
        ["features.0", "Conv2d", "0.5", "0.001", "0.1", "1", "75.0%", "–"],
        ["Net", "Net", "none", "0", "–", "–", "–", "–"],
    ]
    assert "No gradient has ever reached Net" in text
    assert "Units are dead in features.0" in text

    assert main(["runs", "show", str(root / "first"), "--health", "--json"]) == 0
    (values,) = objects(capsys.readouterr().out)
    assert values["steps"] == [0, 10, 20, 30]
    assert values["layers"][0]["recent"]["dead"] == 0.75
    assert values["layers"][1]["mean"] == [None] * 4
    assert [found["trouble"] for found in values["findings"]] == ["no gradient", "dead"]


def test_a_run_that_has_not_measured_its_layers_says_so(root, capsys):
    assert main(["runs", "show", str(root / "first"), "--health"]) != 0
    assert "training.health on" in capsys.readouterr().err
