"""Runs that were written before there were other tasks: read, listed, exported, tested, resumed and verified."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Driver
from trainer_core.__main__ import main
from trainer_core.export.tables import export_history
from trainer_core.library.reading import read_record
from trainer_core.protocol.commands import ResumeRun, VerifyRun
from trainer_core.protocol.events import Refused, RunEnded, Verified
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_history


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A copy of a run of three epochs of four batches."""
    return Path(shutil.copytree(Path(__file__).parent / "run_of_before_tasks", tmp_path / "run"))


def test_its_numbers_are_those_of_accuracy(run: Path):
    history = read_history(run)
    assert history.columns == ("loss", "accuracy", "lr", "seconds")
    assert (len(history), len(history.epochs)) == (12, 3)
    assert history.epochs[0].validation == {"loss": 2.2911252975463867, "accuracy": 0.1015625}
    assert history.epochs[0].train["accuracy"] == pytest.approx(np.mean(history.column("accuracy")[:4]))


def test_it_is_listed_with_its_results(run: Path):
    record, result = read_record(run), json.loads((run / "result.json").read_text())
    assert not record.problems
    assert (record.metric, record.result("test")) == ("accuracy", result["test_accuracy"])
    assert record.result("validation") == result["validation_accuracy"]


def test_it_is_exported_and_tested(run: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    assert export_history(run, tmp_path / "out.csv", epochs=True) == 3
    assert (tmp_path / "out.csv").read_text().splitlines()[1:] == (run / "history.csv").read_text().splitlines()[1:]
    assert main(["evaluate", str(run), "--json"]) == 0
    earlier = json.loads((run / "result.json").read_text())
    assert json.loads(capfd.readouterr().out)["test_accuracy"] == earlier["test_accuracy"]


def test_its_recipe_still_says_accuracy_and_auto_is_the_same(run: Path):
    assert Recipe.load(run / "recipe.toml").training.best_by == "accuracy"


def test_it_is_verified_and_resumed_with_more_epochs(run: Path):
    driver = Driver()
    driver.do(VerifyRun(run, batches=8))
    verified = driver.last(Verified)
    assert (verified.batches, verified.different) == (8, len(verified.differences))
    # It was recorded on another processor, whose kernels may round otherwise.
    assert all(each.replayed == pytest.approx(each.recorded, rel=1e-6) for each in verified.differences)
    driver.do(ResumeRun(run, {"training.epochs": 4}))
    assert not driver.of(Refused)
    assert driver.last(RunEnded).summary.epochs == 4
    history = read_history(run)
    assert len(history) == 16
    assert json.loads((run / "columns.json").read_text())["batches"] == list(history.columns)
    assert history.epochs[-1].validation.keys() == {"loss", "accuracy"}
