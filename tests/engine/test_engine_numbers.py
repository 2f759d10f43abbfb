"""The numbers of a run: the same whatever is asked in between, each example counted once, nothing left to the next."""

from __future__ import annotations

import functools

import numpy as np
import pytest
import torch

from tests.conftest import Driver, same, weights_of
from trainer_core.protocol.commands import (
    Advance,
    Evaluate,
    LoadWeights,
    Prepare,
    SetHyperparameter,
    Split,
    Start,
    Unit,
    Unpause,
)
from trainer_core.protocol.events import Reason, RunEnded, RunStarted
from trainer_core.protocol.predicting import Predict
from trainer_core.training import assembly


def test_numbers_are_the_same_with_pauses_phases_and_predictions_in_between(tiny):
    plain, interrupted = Driver(), Driver()
    plain.start(tiny)
    interrupted.start(tiny, paused=True)
    for command in (
        Advance(Unit.PHASE),
        Advance(Unit.PHASE),
        Predict((0, 1, 2)),
        Advance(Unit.BATCH),
        Evaluate(Split.TEST),
        Advance(Unit.EPOCH),
        Predict((5,)),
        Unpause(),
    ):
        interrupted.do(command)

    for name in ("loss", "accuracy", "lr"):
        np.testing.assert_array_equal(
            plain.last(RunStarted).history.column(name), interrupted.last(RunStarted).history.column(name)
        )
    assert plain.ended.summary.test["loss"] == interrupted.ended.summary.test["loss"]


def test_dropout_and_augmentation_repeat_with_the_seed(tiny):
    augment = [{"name": name} for name in ("flip", "shift", "rotate")]
    recipe = tiny.with_values({"model.name": "mlp", "model.dropout": 0.3, "data.augment": augment})
    one, other = Driver(), Driver()
    one.start(recipe)
    torch.manual_seed(999)
    other.start(recipe)

    np.testing.assert_array_equal(
        one.last(RunStarted).history.column("loss"), other.last(RunStarted).history.column("loss")
    )


def test_the_mean_of_an_epoch_counts_each_example_once(driver, tiny):
    driver.start(tiny.with_values({"data.limit": 250, "training.epochs": 1}))

    history = driver.last(RunStarted).history
    sizes = [32] * 7 + [26]
    assert history.epochs[0].train_loss == pytest.approx(np.average(history.column("loss"), weights=sizes), rel=1e-12)
    assert history.epochs[0].train["accuracy"] * 250 == pytest.approx(round(history.epochs[0].train["accuracy"] * 250))


# What one run leaves to the next


def test_threads_and_tf32_are_those_of_the_recipe_and_of_a_failed_start_never(driver, tiny):
    driver.do(Prepare(tiny.with_values({"training.threads": 1, "training.tf32": True})))
    assert torch.get_num_threads() == 1
    assert torch.get_float32_matmul_precision() == "high"
    driver.do(Start(tiny.with_values({"training.threads": 2, "training.precision": "float16"})))
    assert (torch.get_num_threads(), torch.get_float32_matmul_precision()) == (1, "high")
    driver.do(Prepare(tiny.with_values({"training.threads": 2})))
    assert (torch.get_num_threads(), torch.get_float32_matmul_precision()) == (2, "highest")
    assert not torch.backends.cudnn.allow_tf32


def test_a_schedule_that_reacts_starts_afresh_in_each_run(driver, tiny):
    recipe = tiny.with_values(
        {
            "schedule.name": "plateau",
            "schedule.patience": 0,
            "schedule.threshold": 0.9,
            "training.epochs": 4,
            "training.best_by": "loss",
        }
    )
    driver.start(recipe)
    driver.start(recipe)

    first, second = (event.history.column("lr") for event in driver.of(RunStarted))
    assert first[-1] < first[0]
    np.testing.assert_array_equal(first, second)


def test_a_live_learning_rate_belongs_to_its_run_alone(driver, tiny):
    driver.start(tiny, paused=True)
    driver.do(SetHyperparameter("optimizer.lr", 0.5), Unpause())
    driver.start(tiny)

    assert driver.of(RunStarted)[-1].history.column("lr")[0] == 0.001
    assert driver.engine.parts is not None
    assert driver.engine.parts.recipe == tiny


@pytest.mark.parametrize("changes", [{}, {"data.placement": "streamed", "data.workers": 0}])
def test_evaluations_and_predictions_in_between_draw_no_random_number(tiny, changes):
    recipe = tiny.with_values({"model.name": "mlp", "model.dropout": 0.3, **changes})
    plain, interrupted = Driver(), Driver()
    plain.start(recipe)
    interrupted.start(recipe, paused=True)
    interrupted.do(Advance(Unit.BATCH))
    interrupted.do(Evaluate(Split.VALIDATION), Predict((1,)), Evaluate(), Unpause())

    np.testing.assert_array_equal(
        plain.last(RunStarted).history.column("loss"), interrupted.last(RunStarted).history.column("loss")
    )


def test_a_compiled_model_saves_plain_names_and_trains_as_the_plain_one(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(assembly.torch, "compile", functools.partial(torch.compile, backend="eager"))
    plain, compiled = Driver(), Driver()
    plain.start(tiny.with_values({"training.epochs": 1}))
    compiled.start(tiny.with_values({"training.epochs": 1, "training.compile": True}), tmp_path / "run")

    assert compiled.ended.reason is Reason.COMPLETED
    assert compiled.engine.parts is not None
    assert compiled.engine.parts.step.forward is not compiled.engine.parts.model
    kept = torch.load(tmp_path / "run" / "best.pt", weights_only=True)
    assert same(kept, weights_of(plain))
    compiled.do(LoadWeights(tmp_path / "run" / "best.pt"), Start(tiny, keep_weights=True))
    assert compiled.of(RunEnded)[-1].reason is Reason.COMPLETED
