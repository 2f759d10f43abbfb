"""``trainer runs examples``: the examples of a run that deserve a look, as a table and as data."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.cli.main import main
from trainer_core.data import load_dataset
from trainer_core.data.corrections import key_of, write_corrections
from trainer_core.history.example_lists import ExampleList


def recipe(source: str = "iris", **data: object) -> Recipe:
    return Recipe.from_dict(
        {
            "data": {"source": source, "batch_size": 16, **data},
            "model": {"name": "mlp", "widths": [32]},
            "loss": {"name": "MSELoss" if source == "diabetes" else "CrossEntropyLoss"},
            "optimizer": {"name": "Adam", "lr": 0.02},
            "training": {"epochs": 8, "device": "cpu", "threads": 1},
        }
    )


@pytest.fixture
def run(driver: Driver, tmp_path: Path) -> Path:
    """A run on flowers, one of which has a wrong label."""
    before = load_dataset("iris", validation_share=10, seed=0)
    index = next(i for i in range(len(before.train)) if before.train.targets[i] == 0)
    write_corrections(tmp_path / "c.jsonl", {key_of(before, 0, index): "virginica"})
    driver.start(recipe(corrections=str(tmp_path / "c.jsonl")), tmp_path / "run")
    return tmp_path / "run"


def test_the_wrong_label_comes_first(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "examples", str(run), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    (wrong,) = (json.loads(line)["row"] for line in (run.parent / "c.jsonl").read_text().splitlines())
    assert rows[0]["row"] == wrong
    assert rows[0]["label"] == "virginica"
    assert rows[0]["right"] is False
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


@pytest.mark.parametrize("which", ExampleList)
def test_every_list_is_a_table_and_csv(which: str, run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "examples", str(run), "--list", which, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main(["runs", "examples", str(run), "--list", which, "--most", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert [line.split()[0] for line in lines[2:]] == [row["example"] for row in rows[:3]]


def test_numbers_have_no_list_of_wrong_answers(
    driver: Driver, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    driver.start(recipe("diabetes"), tmp_path / "run")

    assert main(["runs", "examples", str(tmp_path / "run"), "--list", "hardest", "--most", "2"]) == 0
    assert main(["runs", "examples", str(tmp_path / "run"), "--list", "never"]) == 1
    assert "neither right nor wrong" in capsys.readouterr().err


def test_a_run_that_kept_none_says_so(driver: Driver, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    driver.start(recipe().with_values({"training.example_losses": False}), tmp_path / "run")

    assert main(["runs", "examples", str(tmp_path / "run")]) == 1
    assert "holds no losses of single examples" in capsys.readouterr().err
