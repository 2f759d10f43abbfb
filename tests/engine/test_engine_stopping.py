"""Stopping a run, at unlucky moments too: what is kept of it, what is not, and that nothing is lost on the way."""

from __future__ import annotations

import math
import threading

import pytest
import torch

from tests.conftest import same, turn_until, weights_of
from trainer_core import Engine
from trainer_core.protocol.commands import (
    Advance,
    FinishEpoch,
    Keep,
    Pause,
    Prepare,
    SaveWeights,
    Shutdown,
    Start,
    Stop,
    Unit,
    Unpause,
)
from trainer_core.protocol.events import EpochEnded, Reason, Refused, RunStarted
from trainer_core.protocol.inside import LookInside, StepBack
from trainer_core.runs.run_files import read_summary


@pytest.mark.parametrize("keep", [Keep.LAST, Keep.BEST])
def test_a_stopped_run_keeps_the_weights_that_were_asked_for(driver, tiny, tmp_path, keep):
    driver.start(tiny.with_values({"training.epochs": 5}), tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    driver.do(Advance(Unit.BATCH))
    driver.do(Stop(keep))

    assert driver.ended.reason is Reason.STOPPED
    assert driver.engine.parts is not None
    kept = torch.load(tmp_path / "run" / f"{keep.value}.pt", weights_only=True)
    for name, value in driver.engine.parts.model.state_dict().items():
        assert torch.equal(value, kept[name])
    best = torch.load(tmp_path / "run" / "best.pt", weights_only=True)
    last = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert any(not torch.equal(best[name], last[name]) for name in best)


def test_a_discarded_run_leaves_no_folder(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH), Stop(Keep.NOTHING))

    assert driver.ended.reason is Reason.DISCARDED
    assert not (tmp_path / "run").exists()


def test_finishing_the_epoch_validates_and_ends(driver, tiny):
    driver.start(tiny.with_values({"training.epochs": 9}), paused=True)
    driver.do(Advance(Unit.BATCH), FinishEpoch())

    assert driver.ended.reason is Reason.STOPPED
    assert driver.ended.summary.epochs == 1
    assert len(driver.of(EpochEnded)) == 1


# Stopping before there is a run


@pytest.mark.parametrize("prepared", [False, True])
@pytest.mark.parametrize("command", [Stop(), Stop(Keep.NOTHING), Shutdown()])
def test_a_start_that_is_stopped_while_it_prepares_never_becomes_a_run(driver, tiny, tmp_path, prepared, command):
    if prepared:
        driver.do(Prepare(tiny))
    before = weights_of(driver) if prepared else None
    driver.do(Start(tiny, tmp_path / "run"), command)

    assert driver.last(Refused).code == "cancelled"
    assert not driver.of(RunStarted)
    assert not (tmp_path / "run").exists()
    assert driver.state == "idle"
    if before is not None:
        assert same(before, weights_of(driver))


def test_commands_may_arrive_while_an_engine_that_prepares_looks_for_a_stop():
    engine = Engine(lambda event: None)
    posting = threading.Thread(target=lambda: [engine.post(Pause()) for _ in range(20_000)])
    posting.start()
    while posting.is_alive():
        engine._leave_if_stopped()
    posting.join()

    assert len(engine._inbox) == 20_000


# Stopping at unlucky moments


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("unit", [Unit.OPERATION, Unit.MODULE, Unit.PHASE])
def test_a_stop_while_a_step_is_being_walked_is_not_left_standing(driver, tiny, unit, inside):
    driver.do(LookInside(inside))
    driver.start(tiny, paused=True)
    driver.do(Advance(Unit.PHASE))
    driver.do(Advance(unit), Stop())

    assert driver.ended.reason is Reason.STOPPED
    assert driver.ended.summary.steps == 1
    assert driver.state == "idle"


@pytest.mark.parametrize("move", [Advance(Unit.PHASE), Advance(Unit.OPERATION), Pause(), StepBack(Unit.PHASE)])
def test_a_stopped_run_is_not_held_again_by_what_was_asked_after_the_stop(driver, tiny, move):
    driver.do(LookInside(True))
    driver.start(tiny, paused=True)
    driver.do(Advance(Unit.PHASE))
    driver.do(Advance(Unit.PHASE))
    driver.do(Stop(), move)

    assert driver.ended.reason is Reason.STOPPED
    assert driver.ended.summary.steps == 1
    assert driver.state == "idle"


@pytest.mark.parametrize("keep", list(Keep))
def test_a_stop_while_validating_acts_at_once(driver, tiny, tmp_path, keep):
    recipe = tiny.with_values({"training.evaluation_batch_size": 16})
    driver.post(Start(recipe, tmp_path / "run"))
    turn_until(driver, "validating")
    driver.do(Stop(keep))

    reasons = {Keep.NOTHING: Reason.DISCARDED, Keep.FOR_LATER: Reason.INTERRUPTED}
    assert driver.ended.reason is reasons.get(keep, Reason.STOPPED)
    assert not driver.of(EpochEnded)
    assert (tmp_path / "run").exists() is (keep is not Keep.NOTHING)
    assert driver.engine.parts is not None
    assert driver.engine.parts.model.training


def test_a_stop_while_testing_keeps_the_run_and_says_that_it_was_not_tested(driver, tiny, tmp_path):
    driver.post(Start(tiny.with_values({"training.evaluation_batch_size": 16}), tmp_path / "run"))
    turn_until(driver, "testing")
    driver.do(Stop(Keep.LAST))

    assert driver.ended.reason is Reason.STOPPED
    assert "nan" not in str(driver.ended.message)
    assert driver.ended.summary.epochs == 2
    assert math.isnan(driver.ended.summary.test["accuracy"])
    assert read_summary(tmp_path / "run")["test_accuracy"] is None
    assert (tmp_path / "run" / "best.pt").exists()


def test_discarding_while_testing_discards(driver, tiny, tmp_path):
    driver.post(Start(tiny.with_values({"training.evaluation_batch_size": 16}), tmp_path / "run"))
    turn_until(driver, "testing")
    driver.do(Stop(Keep.NOTHING))

    assert driver.ended.reason is Reason.DISCARDED
    assert not (tmp_path / "run").exists()


def test_discarding_leaves_what_a_person_put_into_the_folder(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH), SaveWeights(tmp_path / "run" / "mine.pt"), Stop(Keep.NOTHING))

    assert [path.name for path in (tmp_path / "run").iterdir()] == ["mine.pt"]


@pytest.mark.parametrize("keep", [Keep.LAST, Keep.BEST])
def test_stopping_before_the_first_epoch_keeps_the_weights_as_they_are(driver, tiny, tmp_path, keep):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH))
    before = weights_of(driver)
    driver.do(Stop(keep))

    assert same(before, weights_of(driver))
    assert same(before, torch.load(tmp_path / "run" / "best.pt", weights_only=True))
    assert same(before, torch.load(tmp_path / "run" / "last.pt", weights_only=True))
    summary = driver.ended.summary
    assert (summary.epochs, summary.steps, summary.best_epoch, summary.weights) == (0, 1, 0, "last.pt")
    assert math.isnan(summary.validation["accuracy"])
    assert summary.test["accuracy"] > 0


def test_finishing_the_epoch_outdoes_a_pause_that_has_not_acted_yet(driver, tiny):
    driver.post(Start(tiny.with_values({"training.epochs": 5})))
    for _ in range(3):
        driver.engine.turn()
    driver.do(Pause(), FinishEpoch())

    assert driver.ended.reason is Reason.STOPPED
    assert driver.ended.summary.epochs == 1


def test_a_run_paused_after_it_was_asked_to_finish_its_epoch_still_finishes_there(driver, tiny):
    driver.start(tiny.with_values({"training.epochs": 5}), paused=True)
    driver.do(FinishEpoch(), Pause())
    assert driver.state == "paused"
    driver.do(Unpause())

    assert driver.ended.summary.epochs == 1


def test_the_best_epoch_is_the_one_whose_weights_were_tested(driver, tiny, tmp_path):
    driver.start(tiny.with_values({"training.epochs": 4, "optimizer.lr": 0.02}), tmp_path / "run")

    rows = driver.last(RunStarted).history.epochs
    best = max(rows, key=lambda row: row.validation["accuracy"])
    summary = driver.ended.summary
    assert summary.best_epoch == best.epoch
    assert summary.validation["accuracy"] == best.validation["accuracy"]
    assert [event.best for event in driver.of(EpochEnded)].count(True) >= 1
    assert same(weights_of(driver), torch.load(tmp_path / "run" / summary.weights, weights_only=True))
