"""Weights in the engine: saved, loaded, kept or refused, with or without a run, and with the model that they fit."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from tests.conftest import Driver, same, turn_until, weights_of
from trainer_core import Recipe
from trainer_core.protocol.commands import Evaluate, LoadWeights, Pause, Prepare, SaveWeights, Split, Start, Unpause
from trainer_core.protocol.events import Evaluated, Prepared, Reason, Refused, RunStarted, WeightsLoaded, WeightsRefused


def other_weights(tmp_path: Path, recipe: Recipe) -> Path:
    other = Driver()
    other.do(Prepare(recipe), SaveWeights(tmp_path / "other.pt"))
    return tmp_path / "other.pt"


def test_weights_go_out_and_come_back(driver, tiny, tmp_path):
    driver.start(tiny)
    before = driver.last(Evaluated).evaluation.metrics["accuracy"]
    driver.do(SaveWeights(tmp_path / "w.pt"), Prepare(tiny.with_values({"model.hidden": 8})), Prepare(tiny), Evaluate())
    fresh = driver.last(Evaluated).evaluation.metrics["accuracy"]
    driver.do(LoadWeights(tmp_path / "w.pt"), Evaluate())

    assert driver.last(WeightsLoaded).report.fits
    assert driver.last(Evaluated).evaluation.metrics["accuracy"] == before != fresh


def test_preparing_another_recipe_for_the_same_model_keeps_what_it_has_learnt(driver, tiny):
    driver.start(tiny)
    before = driver.last(Evaluated).evaluation.loss
    driver.do(Prepare(tiny.with_values({"data.batch_size": 16, "optimizer.name": "SGD"})), Evaluate())

    assert driver.last(Evaluated).evaluation.loss == before


def test_weights_that_do_not_fit_change_nothing(driver, tiny, tmp_path):
    driver.do(Prepare(tiny.with_values({"model.hidden": 64})), SaveWeights(tmp_path / "w.pt"), Prepare(tiny))
    assert driver.engine.parts is not None
    before = {name: value.clone() for name, value in driver.engine.parts.model.state_dict().items()}
    driver.do(LoadWeights(tmp_path / "w.pt"))

    assert driver.last(WeightsRefused).report.count("shape differs") == 5
    for name, value in driver.engine.parts.model.state_dict().items():
        assert torch.equal(value, before[name])


def test_training_goes_on_from_loaded_weights_when_asked(driver, tiny, tmp_path):
    driver.start(tiny.with_values({"training.epochs": 6}))
    first = driver.last(RunStarted).history.column("loss")[0]
    driver.do(Start(tiny, keep_weights=True))

    assert driver.last(RunStarted).history.column("loss")[0] < 0.6 * first


def test_weights_of_another_recipe_bring_their_model(trained, tiny, tmp_path):
    wide = tiny.with_values({"model.hidden": 64})
    path = other_weights(tmp_path, wide)
    trained.do(LoadWeights(path, recipe=wide))

    assert trained.last(WeightsLoaded).report.fits
    assert trained.last(Prepared).recipe == wide
    assert same(weights_of(trained), torch.load(path, weights_only=True))


def test_weights_that_do_not_fit_another_recipe_leave_the_trained_model(trained, tiny, tmp_path):
    path = other_weights(tmp_path, tiny.with_values({"model.hidden": 64}))
    before = weights_of(trained)
    trained.do(LoadWeights(path, recipe=tiny.with_values({"model.hidden": 32})))

    assert trained.last(WeightsRefused).report.count("shape differs") == 5
    assert not trained.of(Prepared)
    assert same(before, weights_of(trained))
    trained.do(LoadWeights(tmp_path / "gone.pt", recipe=tiny.with_values({"model.hidden": 32})))
    assert trained.last(Refused).command == "LoadWeights"
    assert same(before, weights_of(trained))


def test_weights_for_the_same_model_go_into_the_one_that_is_there(trained, tiny, tmp_path):
    path = other_weights(tmp_path, tiny)
    trained.do(LoadWeights(path, recipe=tiny.with_values({"optimizer.lr": 0.5, "training.epochs": 9})))

    assert trained.of(WeightsLoaded)
    assert not trained.of(Prepared)


def test_during_a_run_weights_go_into_the_running_model_whatever_the_recipe_says(driver, tiny, tmp_path):
    path = other_weights(tmp_path, tiny)
    driver.start(tiny, paused=True)
    driver.do(LoadWeights(path, recipe=tiny.with_values({"model.hidden": 64})))

    assert driver.of(WeightsLoaded)
    assert len(driver.of(Prepared)) == 1


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("state", ["validating", "testing"])
def test_no_evaluation_is_of_two_models(driver, tiny, tmp_path, state, held):
    recipe = tiny.with_values({"training.epochs": 1, "training.evaluation_batch_size": 16})
    path = other_weights(tmp_path, tiny.with_values({"training.seed": 9}))
    plain = Driver()
    plain.start(recipe)
    driver.post(Start(recipe))
    turn_until(driver, state)
    driver.engine.turn()
    driver.engine.turn()
    if held:
        driver.do(Pause())
        assert driver.state == "paused"
    driver.do(LoadWeights(path))
    assert driver.of(WeightsLoaded)
    if driver.state == "paused":
        driver.do(Unpause())

    split = Split.VALIDATION if state == "validating" else Split.TEST
    (evaluated,) = [event.evaluation for event in driver.of(Evaluated) if event.evaluation.split is split]
    (expected,) = [event.evaluation for event in plain.of(Evaluated) if event.evaluation.split is split]
    assert evaluated.loss == expected.loss
    assert driver.ended.reason is Reason.COMPLETED
