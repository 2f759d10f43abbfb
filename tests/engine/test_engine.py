"""The engine: commands, what they do and when, and how every run ends."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.conftest import same, weights_of
from trainer_core.errors import Message
from trainer_core.protocol.commands import (
    Advance,
    Evaluate,
    LoadWeights,
    Pause,
    Prepare,
    SaveWeights,
    SetHyperparameter,
    Shutdown,
    Split,
    Start,
    Unit,
    Unpause,
)
from trainer_core.protocol.events import (
    Acknowledged,
    Crashed,
    EpochEnded,
    Evaluated,
    HyperparameterChanged,
    Prepared,
    Progress,
    Reason,
    Refused,
    RunEnded,
    RunStarted,
    State,
    StateChanged,
    WeightsSaved,
)
from trainer_core.protocol.predicting import Predict, Predicted, PredictPaths
from trainer_core.training.loop import Phase


def test_a_run_goes_from_its_first_batch_to_its_test(driver, tiny):
    driver.start(tiny)

    history = driver.last(RunStarted).history
    assert len(history) == 16
    assert [row.epoch for row in history.epochs] == [1, 2]
    assert driver.ended.reason is Reason.COMPLETED
    assert driver.ended.summary.test["accuracy"] == driver.last(Evaluated).evaluation.metrics["accuracy"]
    assert driver.state == "idle"


def test_training_learns(driver, tiny):
    driver.start(tiny.with_values({"training.epochs": 8}))

    losses = driver.last(RunStarted).history.column("loss")
    assert losses[-8:].mean() < 0.5 * losses[:8].mean()
    assert driver.ended.summary.test["accuracy"] > 0.6


def test_five_phases_come_in_the_books_order(driver, tiny):
    driver.start(tiny, paused=True)
    phases = [driver.last(StateChanged).phase]
    for _ in range(5):
        driver.do(Advance(Unit.PHASE))
        phases.append(driver.last(StateChanged).phase)

    assert phases == ["zero_grad", "forward", "loss", "backward", "step", "zero_grad"]
    assert [phase.value for phase in Phase] == phases[:5]


def test_gradients_and_weights_change_in_their_own_phases(driver, tiny):
    driver.start(tiny, paused=True)
    assert driver.engine.parts is not None
    weight = driver.engine.parts.model.linear_relu_stack[0].weight
    before = weight.detach().clone()

    for expected_gradient, expected_change in (
        (False, False),  # zero_grad
        (False, False),  # forward
        (False, False),  # loss
        (True, False),  # backward
        (True, True),  # step
    ):
        driver.do(Advance(Unit.PHASE))
        assert (weight.grad is not None) is expected_gradient
        assert (not torch.equal(weight, before)) is expected_change


def test_several_batches_are_gone_through_at_once_past_the_end_of_an_epoch(driver, tiny):
    driver.start(tiny, paused=True)
    driver.do(Advance(Unit.BATCH, 3))
    history = driver.last(RunStarted).history
    assert (driver.state, len(history)) == ("paused", 3)
    told = len(driver.events)
    driver.do(Advance(Unit.BATCH, 6))
    assert (driver.state, len(history), len(history.epochs)) == ("paused", 9, 1)
    states = [event.state for event in driver.events[told:] if isinstance(event, StateChanged)]
    assert states.count(State.PAUSED) == 1
    driver.do(Advance(Unit.BATCH))
    assert len(history) == 10
    driver.do(Advance(Unit.BATCH, 100))
    assert driver.ended.reason is Reason.COMPLETED


def test_a_pause_holds_a_run_that_is_to_go_on_by_several_batches(driver, tiny):
    driver.start(tiny, paused=True)
    driver.do(Advance(Unit.BATCH, 8), Pause())
    assert (driver.state, len(driver.last(RunStarted).history)) == ("paused", 1)


def test_a_model_that_was_trained_is_built_afresh_only_where_that_is_asked_for(driver, tiny):
    driver.do(Prepare(tiny))
    before = weights_of(driver)
    driver.start(tiny)
    trained = weights_of(driver)
    driver.do(Prepare(tiny))
    assert driver.last(Prepared).weights_kept
    assert same(weights_of(driver), trained)
    driver.do(Prepare(tiny, fresh=True))
    assert not driver.last(Prepared).weights_kept
    assert same(weights_of(driver), before)


def test_advance_by_batch_and_epoch_pauses_there(driver, tiny):
    driver.start(tiny, paused=True)
    history = driver.last(RunStarted).history

    driver.do(Advance(Unit.BATCH))
    assert (len(history), driver.state) == (1, "paused")
    driver.do(Advance(Unit.EPOCH))
    assert (len(history), len(history.epochs), driver.state) == (8, 1, "paused")
    driver.do(Unpause())
    assert driver.ended.reason is Reason.COMPLETED


def test_a_pause_is_acknowledged_at_once_and_acts_at_the_end_of_the_batch(driver, tiny):
    driver.start(tiny, paused=True)
    driver.do(Advance(Unit.PHASE), Advance(Unit.PHASE))
    driver.post(Unpause(), Pause())

    assert driver.events[-1] == Acknowledged("Pause")
    driver.engine.drive()
    assert driver.state == "paused"
    assert len(driver.last(RunStarted).history) == 1


def test_early_stopping_ends_the_run_with_the_best_weights(driver, tiny):
    recipe = tiny.with_values(
        {
            "training.epochs": 50,
            "training.stop_early_after": 2,
            "optimizer.lr": 1e-9,
            "training.best_by": "accuracy",
        }
    )
    driver.start(recipe)

    assert driver.ended.reason is Reason.STOPPED_EARLY
    assert driver.ended.summary.epochs < 50
    assert driver.ended.summary.best_epoch == driver.ended.summary.epochs - 2


def test_a_live_hyperparameter_acts_from_the_next_batch_and_leaves_a_mark(driver, tiny):
    driver.start(tiny, paused=True)
    for command in (Advance(Unit.BATCH), SetHyperparameter("optimizer.lr", 0.01), Advance(Unit.BATCH)):
        driver.do(command)

    history = driver.last(RunStarted).history
    assert history.column("lr").tolist() == [0.001, 0.01]
    assert [mark.step for mark in history.marks] == [1]
    change = driver.last(HyperparameterChanged)
    assert (change.key, change.old, change.new, change.step) == ("optimizer.lr", 0.001, 0.01, 1)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("optimizer.lr", -1, "bad-value"),
        ("data.batch_size", 8, "not-live"),
        ("optimizer.nonsense", 1, "not-live"),
    ],
)
def test_a_hyperparameter_that_cannot_change_is_refused_and_the_run_goes_on(driver, tiny, key, value, code):
    driver.start(tiny, paused=True)
    driver.do(SetHyperparameter(key, value))

    assert driver.last(Refused).code == code
    driver.do(Unpause())
    assert driver.ended.reason is Reason.COMPLETED


def test_a_command_that_changes_weights_waits_for_the_end_of_the_batch(driver, tiny, tmp_path):
    driver.start(tiny, paused=True)
    for _ in range(3):
        driver.do(Advance(Unit.PHASE))
    driver.do(SaveWeights(tmp_path / "mid.pt"))

    assert driver.last(WeightsSaved).path == tmp_path / "mid.pt"
    assert driver.last(StateChanged).phase == ""
    assert len(driver.last(RunStarted).history) == 1


def test_evaluating_in_the_middle_of_a_batch_finishes_the_batch_first(driver, tiny):
    driver.start(tiny, paused=True)
    driver.do(Advance(Unit.PHASE), Advance(Unit.PHASE))
    driver.do(Evaluate())

    assert driver.last(Evaluated).step == 1
    assert driver.state == "paused"
    assert len(driver.last(RunStarted).history) == 1


def test_predictions_carry_the_pictures_and_leave_the_model_in_its_mode(driver, tiny):
    driver.start(tiny, paused=True)
    driver.do(Predict((3, 1, 4), tag="grid"))

    event = driver.last(Predicted)
    assert event.indices == (3, 1, 4)
    assert event.images.shape == (3, 1, 28, 28)
    assert event.images.dtype == np.uint8
    np.testing.assert_allclose(event.predictions.sum(1), 1, rtol=1e-5)
    assert driver.engine.parts is not None
    assert driver.engine.parts.model.training


def test_a_model_of_numbers_that_are_none_has_no_opinion(driver, tiny):
    driver.do(Prepare(tiny))
    assert driver.engine.parts is not None
    with torch.no_grad():
        driver.engine.parts.model.linear_relu_stack[0].weight.fill_(float("nan"))
    driver.do(Predict((0, 1)), Evaluate())

    assert not driver.last(Predicted).predictions.any()
    assert not driver.last(Evaluated).evaluation.scores.confidence.any()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Predict((256,)), "no-such-example"),
        (Predict((-1,)), "no-such-example"),
        (Evaluate(Split.TRAINING), "no-such-split"),
        (Unpause(), "no-run"),
        (Pause(), "no-run"),
        (Advance(Unit.BATCH), "no-run"),
        (PredictPaths(()), "no-files"),
        (LoadWeights(Path("/does/not/exist.pt")), None),
        (SaveWeights(Path("/proc/nowhere/weights.pt")), None),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence_and_the_engine_lives(driver, tiny, command, code):
    driver.do(Prepare(tiny), command)

    refused = driver.last(Refused)
    assert refused.command == type(command).__name__
    assert code is None or refused.code == code
    assert str(refused.message).endswith(".")
    driver.do(Start(tiny))
    assert driver.ended.reason is Reason.COMPLETED


def test_a_second_start_is_refused_while_a_run_is_under_way(driver, tiny):
    driver.start(tiny, paused=True)
    driver.do(*[Start(tiny)] * 100)

    assert {event.code for event in driver.of(Refused)} == {"run-under-way"}
    driver.do(Unpause())
    assert len(driver.of(RunEnded)) == 1


def test_a_bug_in_a_command_is_reported_and_the_run_goes_on(driver, tiny, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug in predicting")

    driver.start(tiny, paused=True)
    monkeypatch.setattr("trainer_core.engine.requests.predict", broken)
    driver.do(Predict((0,)))

    assert "a bug in predicting" in driver.last(Crashed).details
    assert driver.last(Refused).code == "unexpected"
    driver.do(Unpause())
    assert driver.ended.reason is Reason.COMPLETED


def test_an_exception_in_the_model_ends_the_run_with_a_report_and_the_engine_lives(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    assert driver.engine.parts is not None
    stack = driver.engine.parts.model.linear_relu_stack

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug in the model")

    handle = stack.register_forward_hook(broken)
    driver.do(Unpause())
    handle.remove()

    assert driver.ended.reason is Reason.FAILED
    assert "a bug in the model" in driver.last(Crashed).details
    assert (tmp_path / "run" / "last.pt").exists()
    driver.do(Start(tiny))
    assert driver.of(RunEnded)[-1].reason is Reason.COMPLETED


def test_out_of_memory_ends_the_run_with_a_sentence_and_a_smaller_batch_works(driver, tiny):
    driver.start(tiny, paused=True)
    assert driver.engine.parts is not None

    def hungry(*_: object) -> None:
        torch.empty(2**60)

    driver.engine.parts.model.register_forward_hook(hungry)
    driver.do(Unpause())

    assert driver.ended.reason is Reason.OUT_OF_MEMORY
    assert "smaller batch size (now 32)" in str(driver.ended.message)
    driver.do(Start(tiny.with_values({"data.batch_size": 8})))
    assert driver.of(RunEnded)[-1].reason is Reason.COMPLETED


def test_a_device_that_is_not_there_is_refused_and_auto_finds_one(driver, tiny):
    driver.start(tiny.with_values({"training.device": "cuda:63"}))
    assert driver.last(Refused).code == "no-such-device"
    assert not driver.of(RunStarted)

    driver.start(tiny.with_values({"training.device": "auto"}))
    assert driver.last(Prepared).device.asked == "auto"
    assert driver.ended.reason is Reason.COMPLETED


def test_progress_is_told_while_data_is_loaded(driver, tiny):
    driver.do(Prepare(tiny))

    fractions = [event.fraction for event in driver.of(Progress)]
    assert fractions
    assert fractions == sorted(fractions)
    assert all(0 <= fraction <= 1 for fraction in fractions)
    assert all(isinstance(event.message, Message) and str(event.message) for event in driver.of(Progress))


def test_shutdown_saves_the_run_and_leaves(driver, tiny, tmp_path):
    thread = threading.Thread(target=driver.engine.run)
    thread.start()
    driver.post(Start(tiny.with_values({"training.epochs": 1000}), tmp_path / "run"))
    started = threading.Event()
    while not started.wait(0.01):
        if driver.of(EpochEnded):
            started.set()
    driver.post(Shutdown())
    thread.join(timeout=60)

    assert not thread.is_alive()
    assert driver.ended.reason is Reason.INTERRUPTED
    assert (tmp_path / "run" / "last.pt").exists()
