"""Yes or no and numbers, from the recipe to the test: trained, validated, resumed, verified, exported, in JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn import metrics as sk
from torch import nn

from tests.conftest import Driver
from tests.tasks.conftest import recipe_for
from tests.training.resuming.conftest import assert_same_run, broken_off, continued
from trainer_core import Recipe, TrainerError, train
from trainer_core.__main__ import main
from trainer_core.data import sources
from trainer_core.export.tables import export_history
from trainer_core.library.reading import read_record
from trainer_core.library.replay import Replay
from trainer_core.models.registry import models
from trainer_core.protocol.commands import OpenRun, Split, VerifyRun
from trainer_core.protocol.events import Evaluated, Refused, Verified
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.runs.run_files import read_epochs, read_history, read_summary

RECIPES = {
    "yes or no": ("yes-no", "BCEWithLogitsLoss"),
    "one number": ("one-number", "MSELoss"),
    "two numbers, absolute": ("two-numbers", "L1Loss"),
    "two numbers, Huber": ("two-numbers", "HuberLoss"),
}


@pytest.fixture
def sigmoid() -> Iterator[None]:
    """An architecture that ends in a sigmoid."""

    def build(input_shape: tuple[int, ...], outputs: int) -> nn.Module:
        return nn.Sequential(nn.Linear(input_shape[0], 16), nn.ReLU(), nn.Linear(16, outputs), nn.Sigmoid())

    models.add("sigmoid", build, title="Sigmoid", summary="")
    yield
    models.remove("sigmoid")


def test_yes_or_no_is_learnt_and_tested_by_its_own_metrics(tmp_path: Path):
    trained = train(recipe_for("yes-no", "BCEWithLogitsLoss"), tmp_path / "run")
    result = read_summary(tmp_path / "run")
    assert trained.test is not None
    assert trained.summary.test["roc_auc"] > 0.9
    assert result["test_roc_auc"] == trained.summary.test["roc_auc"]
    assert result["metric"] == trained.history.metric == "accuracy"
    scores = trained.test.scores
    raw = sources["yes-no"].build(progress=lambda message, fraction: None)
    np.testing.assert_array_equal(scores.truth, raw.test.targets.numpy())
    assert sk.roc_auc_score(scores.truth, scores.scores) == pytest.approx(trained.summary.test["roc_auc"])
    assert sk.accuracy_score(scores.truth, scores.scores >= 0.5) == pytest.approx(trained.summary.test["accuracy"])


@pytest.mark.usefixtures("sigmoid")
def test_a_model_that_ends_in_a_sigmoid_learns_from_its_probability(tmp_path: Path):
    recipe = recipe_for("yes-no", "BCELoss").to_dict() | {"model": {"name": "sigmoid"}}
    trained = train(Recipe.from_dict(recipe).with_values({"training.epochs": 20}))
    assert trained.test is not None
    assert trained.summary.test["accuracy"] > 0.8
    raw = sources["yes-no"].build(progress=lambda message, fraction: None).test
    inputs = (raw.inputs - raw.inputs.mean(0)) / raw.inputs.std(0)
    with torch.no_grad():
        expected = trained.model(inputs).squeeze(1).numpy()
    # Standardised by its own numbers and not by those of the training part, which are near.
    assert np.corrcoef(trained.test.scores.scores, expected)[0, 1] > 0.95


def test_a_loss_for_probabilities_refuses_a_model_that_answers_with_logits():
    with pytest.raises(TrainerError, match="End the model in a sigmoid") as caught:
        train(recipe_for("yes-no", "BCELoss"))
    assert caught.value.code == "not-probabilities"


def test_numbers_are_measured_in_their_own_unit_whatever_the_model_learns(tmp_path: Path):
    trained = train(recipe_for("one-number", "MSELoss"), tmp_path / "run")
    assert trained.test is not None
    scores = trained.test.scores
    raw = sources["one-number"].build(progress=lambda message, fraction: None)
    np.testing.assert_allclose(scores.truth[:, 0], raw.test.targets.numpy(), rtol=1e-6)
    assert trained.summary.test["rmse"] == pytest.approx(
        sk.root_mean_squared_error(scores.truth, scores.predicted), rel=1e-5
    )
    assert trained.summary.test["r2"] > 0.8
    assert 1 < trained.summary.test["rmse"] < 15  # of a target whose deviation is 30
    assert trained.history.columns == ("loss", "rmse", "lr", "seconds")
    assert trained.history.epochs[-1].train["rmse"] > 1


def test_numbers_can_be_learnt_as_they_are():
    trained = train(recipe_for("two-numbers", "MSELoss", **{"data.standardize_target": False, "training.epochs": 1}))
    rmse = trained.summary.test["rmse_weight"]
    assert rmse > 100  # a mean of 200 is far for a small network
    assert trained.summary.test["rmse"] == pytest.approx((rmse + trained.summary.test["rmse_length"]) / 2)


@pytest.mark.parametrize(("source", "loss"), RECIPES.values(), ids=RECIPES)
def test_a_run_that_was_broken_off_ends_as_one_that_never_was(source: str, loss: str, tmp_path: Path):
    recipe = recipe_for(source, loss, **{"training.epochs": 3})
    train(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "run", turns=12)
    continued(tmp_path / "run")
    assert_same_run(tmp_path / "whole", tmp_path / "run")
    driver = Driver()
    driver.do(VerifyRun(tmp_path / "run", batches=4))
    assert driver.last(Verified).equal


def test_any_metric_can_choose_the_best_epoch(tmp_path: Path):
    for metric in ("auto", "loss", "mae", "r2"):
        recipe = recipe_for("one-number", "MSELoss", **{"training.best_by": metric})
        trained = train(recipe, tmp_path / metric)
        rows = trained.history.epochs
        name = "rmse" if metric == "auto" else metric
        best = (max if metric == "r2" else min)(rows, key=lambda row: row.validation[name])
        assert trained.summary.best_epoch == best.epoch
        assert read_record(tmp_path / metric).best_epoch == best.epoch


def test_a_metric_of_another_task_cannot_choose_the_best_epoch():
    with pytest.raises(TrainerError, match=r"not measured here\. It can be: auto, loss, rmse") as caught:
        train(recipe_for("one-number", "MSELoss", **{"training.best_by": "accuracy"}))
    assert caught.value.code == "best-by-unfit"
    with pytest.raises(TrainerError, match="nothing is kept aside"):
        train(recipe_for("one-number", "MSELoss", **{"training.best_by": "r2", "data.validation_share": 0.0}))
    with pytest.raises(TrainerError, match="which is not known"):
        recipe_for("one-number", "MSELoss", **{"training.best_by": "charm"})


def test_without_validation_the_headline_metric_of_training_chooses():
    trained = train(recipe_for("one-number", "MSELoss", **{"data.validation_share": 0.0, "training.epochs": 3}))
    best = min(trained.history.epochs, key=lambda row: row.train["rmse"])
    assert trained.summary.best_epoch == best.epoch
    assert math.isnan(trained.history.epochs[0].validation["r2"])


def test_test_data_chooses_no_epoch_and_sets_no_scale(monkeypatch: pytest.MonkeyPatch):
    """With other test data every number but those of the test itself is the same."""
    recipe = recipe_for("one-number", "MSELoss", **{"training.epochs": 3})
    one = train(recipe)
    whole = sources["one-number"].build

    def other(*, progress: object) -> object:
        raw = whole(progress=lambda message, fraction: None)
        object.__setattr__(raw.test, "targets", raw.test.targets * 3 - 1000)
        return raw

    sources.remove("one-number")
    sources.add("one-number", other, title="", summary="", task="regression")  # type: ignore[arg-type]
    two = train(recipe)
    np.testing.assert_array_equal(one.history.column("loss"), two.history.column("loss"))
    assert [row.validation for row in one.history.epochs] == [row.validation for row in two.history.epochs]
    assert one.summary.best_epoch == two.summary.best_epoch
    assert one.summary.test["rmse"] != two.summary.test["rmse"]


def test_predictions_are_probabilities_or_values_in_their_own_unit():
    for source, loss, width in (("yes-no", "BCEWithLogitsLoss", 2), ("two-numbers", "MSELoss", 2)):
        driver = Driver()
        driver.start(recipe_for(source, loss, **{"training.epochs": 4}))
        driver.do(Predict((3, 1), Split.TEST, "some"))
        event, tested = driver.last(Predicted), driver.last(Evaluated).evaluation.scores
        assert event.predictions.shape == (2, width)
        if source == "yes-no":
            np.testing.assert_array_equal(event.truth, tested.truth[[3, 1]])
            np.testing.assert_allclose(event.predictions[:, 1], tested.scores[[3, 1]], rtol=1e-5)
        else:
            np.testing.assert_allclose(event.truth, tested.truth[[3, 1]], rtol=1e-5)
            np.testing.assert_allclose(event.predictions, tested.predicted[[3, 1]], rtol=1e-4)


def test_a_run_of_numbers_is_read_back_listed_and_exported(tmp_path: Path):
    run = tmp_path / "run"
    trained = train(recipe_for("two-numbers", "MSELoss", **{"training.epochs": 2, "training.tensorboard": True}), run)
    assert json.loads((run / "columns.json").read_text()) == {"batches": ["loss", "rmse", "lr", "seconds"]}
    history = read_history(run)
    assert history.metric == "rmse"
    np.testing.assert_array_equal(history.column("rmse"), trained.history.column("rmse"))
    assert [row.validation for row in read_epochs(run)] == [dict(row.validation) for row in trained.history.epochs]
    record = read_record(run)
    assert record.metric == "rmse"
    assert record.result("test") == trained.summary.test["rmse"]
    assert record.result("test", "r2_length") == trained.summary.test["r2_length"]
    assert len(record.picture.metric) == len(history)
    assert export_history(run, tmp_path / "batches.csv") == len(history)
    assert (tmp_path / "batches.csv").read_text().startswith("batch,loss,rmse,lr,seconds\n")
    assert export_history(run, tmp_path / "epochs.csv", epochs=True) == 2
    assert "validation_mae_weight" in (tmp_path / "epochs.csv").read_text().partition("\n")[0]
    driver = Driver()
    driver.do(OpenRun(run))
    assert not driver.of(Refused)
    assert driver.last(Evaluated).evaluation.metrics["rmse"] == pytest.approx(trained.summary.test["rmse"])


def test_the_command_line_speaks_of_the_task_s_own_metrics(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    recipe = tmp_path / "numbers.toml"
    recipe.write_text(recipe_for("one-number", "MSELoss", **{"training.epochs": 2}).to_toml())
    run = tmp_path / "run"
    assert main(["train", str(recipe), "--out", str(run)]) == 0
    out, told = capfd.readouterr()
    assert "Test RMSE " in out
    assert "accuracy" not in out + told
    assert "validation loss" in told
    assert "RMSE " in told
    assert main(["evaluate", str(run), "--json"]) == 0
    values = json.loads(capfd.readouterr().out)
    assert values["test_rmse"] == pytest.approx(read_summary(run)["test_rmse"])
    assert {"test_mae", "test_r2", "test_loss"} <= values.keys()
    assert "test_accuracy" not in values
    assert main(["runs", "--root", str(tmp_path)]) == 0
    assert "RMSE " in capfd.readouterr().out
    assert main(["runs", "show", str(run), "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["test_rmse"] == values["test_rmse"]


@pytest.mark.parametrize(("source", "loss"), [("yes-no", "BCEWithLogitsLoss"), ("two-numbers", "L1Loss")])
def test_rows_are_kept_to_be_shown_again_with_answers_of_their_task(source: str, loss: str, tmp_path: Path):
    trained = train(recipe_for(source, loss), tmp_path / "run")
    replay = Replay.read(tmp_path / "run")
    assert not replay.problems
    assert replay.examples is not None
    assert replay.answers is not None
    assert replay.examples.images.ndim == 2
    assert replay.answers.at(-1).shape == (len(replay.examples.indices), 2)
    assert trained.test is not None
    test = replay.evaluations[-1].read()
    assert test.values == trained.test.values
    places = list(replay.examples.indices)
    np.testing.assert_allclose(replay.examples.truth, test.scores.truth[places], rtol=1e-5)
