"""A loss or weights that are no numbers: the run pauses with the last good weights, and goes on or ends from there."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch

from tests.conftest import Driver, same, weights_of
from trainer_core import Recipe
from trainer_core.protocol.commands import (
    Advance,
    Evaluate,
    Keep,
    LoadWeights,
    SetHyperparameter,
    Split,
    Stop,
    Unit,
    Unpause,
)
from trainer_core.protocol.events import Diverged, Evaluated, Reason, RunStarted, StateChanged

EXPLODING = {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}


def poison(driver: Driver) -> None:
    """Make the next loss NaN."""
    assert driver.engine.parts is not None
    with torch.no_grad():
        next(driver.engine.parts.model.parameters()).fill_(math.nan)


def diverged(driver: Driver, recipe: Recipe, folder: Path | None = None) -> None:
    """Bring a run to its second epoch and let it diverge there."""
    driver.start(recipe, folder, paused=True)
    driver.do(Advance(Unit.EPOCH))
    driver.do(Advance(Unit.BATCH))
    driver.do(Advance(Unit.PHASE))
    poison(driver)
    driver.do(Unpause())
    assert driver.last(Diverged)
    assert driver.state == "paused"


def test_divergence_pauses_the_run_and_keeps_the_last_good_weights(driver, tiny, tmp_path):
    driver.start(
        tiny.with_values({"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}),
        tmp_path / "run",
    )

    event = driver.last(Diverged)
    assert driver.state == "paused"
    assert "learning rate" in str(event.message)
    assert f"the loss became NaN at batch {event.step}." in str(event.message)
    driver.do(SetHyperparameter("optimizer.lr", 1e-3), Unpause())
    assert driver.ended.reason is Reason.COMPLETED
    kept = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert all(torch.isfinite(value).all() for value in kept.values())


def test_a_diverged_run_that_is_stopped_says_so_and_saves_finite_weights(driver, tiny, tmp_path):
    driver.start(
        tiny.with_values({"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}),
        tmp_path / "run",
    )
    driver.do(Stop(Keep.LAST))

    assert driver.ended.reason is Reason.DIVERGED
    kept = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert all(torch.isfinite(value).all() for value in kept.values())


def test_a_stop_that_meets_a_divergence_ends_the_run_and_saves_it(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH))
    driver.do(Advance(Unit.PHASE))
    poison(driver)
    driver.do(Stop(Keep.LAST))

    assert driver.state == "idle"
    assert driver.ended.reason is Reason.DIVERGED
    kept = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert all(torch.isfinite(value).all() for value in kept.values())


def test_after_a_divergence_the_model_has_the_last_good_weights_at_once(driver, tiny, tmp_path):
    diverged(driver, tiny, tmp_path / "run")

    good = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert same(good, weights_of(driver))
    driver.do(Evaluate(Split.VALIDATION))
    assert math.isfinite(driver.last(Evaluated).evaluation.loss)


def test_weights_loaded_after_a_divergence_are_those_that_training_goes_on_from(driver, tiny, tmp_path):
    diverged(driver, tiny)
    other = {name: value * 0.5 for name, value in weights_of(driver).items()}
    torch.save(other, tmp_path / "other.pt")
    driver.do(LoadWeights(tmp_path / "other.pt"), Advance(Unit.PHASE))

    assert same(other, weights_of(driver))


@pytest.mark.parametrize(
    ("changes", "key", "value"),
    [
        ({"optimizer.name": "SGD", "optimizer.momentum": 0.5}, "optimizer.momentum", 0.9),
        ({"optimizer.name": "AdamW"}, "optimizer.weight_decay", 0.3),
        ({"optimizer.name": "RMSprop"}, "optimizer.momentum", 0.7),
    ],
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_hyperparameter_that_was_changed_stays_so_after_a_divergence(driver, tiny, changes, key, value, when):
    recipe = tiny.with_values(changes)
    driver.start(recipe, paused=True)
    driver.do(Advance(Unit.EPOCH))
    if when == "before":
        driver.do(SetHyperparameter(key, value))
    driver.do(Advance(Unit.BATCH))
    driver.do(Advance(Unit.PHASE))
    poison(driver)
    driver.do(Unpause())
    if when == "after":
        driver.do(SetHyperparameter(key, value))
    driver.do(Unpause())

    assert driver.engine.parts is not None
    (group,) = driver.engine.parts.step.optimizer.param_groups
    assert group[key.partition(".")[2]] == value
    assert driver.ended.reason is Reason.COMPLETED


def test_weights_that_break_in_the_last_batch_are_noticed_at_the_end_of_the_epoch(driver, tiny, tmp_path):
    driver.start(tiny.with_values({"training.epochs": 1}), tmp_path / "run", paused=True)
    for _ in range(7):
        driver.do(Advance(Unit.BATCH))
    for _ in range(4):
        driver.do(Advance(Unit.PHASE))
    driver.do(Advance(Unit.PHASE))
    assert driver.last(StateChanged).phase == "step"
    poison(driver)
    driver.do(Unpause())

    assert driver.state == "paused"
    assert driver.last(Diverged).step == 8
    driver.do(Stop(Keep.LAST))
    assert driver.ended.reason is Reason.DIVERGED


def test_an_epoch_with_a_batch_that_was_lost_has_the_mean_of_the_others(driver, tiny):
    driver.start(tiny.with_values({"data.limit": 250, "training.epochs": 1}), paused=True)
    driver.do(Advance(Unit.BATCH))
    driver.do(Advance(Unit.PHASE))
    poison(driver)
    driver.do(Unpause())
    driver.do(Unpause())

    history = driver.last(RunStarted).history
    (row,) = history.epochs
    assert len(history) == 7
    assert row.step == 7
    assert row.train_loss == pytest.approx(history.column("loss").mean(), rel=0.02)


def test_a_run_that_never_learns_a_number_ends_as_diverged_with_its_first_weights(driver, tiny, tmp_path):
    driver.start(tiny.with_values(EXPLODING), tmp_path / "run")
    while driver.state == "paused":
        driver.do(Stop(Keep.BEST))

    assert driver.ended.reason in (Reason.DIVERGED, Reason.STOPPED)
    kept = torch.load(tmp_path / "run" / "best.pt", weights_only=True)
    assert all(torch.isfinite(value).all() for value in kept.values())


def test_an_engine_tells_whether_divergence_holds_its_run(driver, tiny):
    driver.start(tiny.with_values(EXPLODING))

    assert driver.engine.held_by_divergence
    driver.do(Stop())
    assert not driver.engine.held_by_divergence
