"""Early stopping: which epoch is the best by the monitored metric, and when a run has waited long enough."""

from __future__ import annotations

import math

import pytest

from trainer_core.history.history import EpochRow
from trainer_core.training.early_stopping import BestEpoch, EarlyStopping, monitored


def row(epoch: int, validation: float = math.nan, train: float = 0.5) -> EpochRow:
    """An epoch of ten batches whose losses and accuracies are the same numbers."""
    return EpochRow(
        epoch,
        10 * epoch,
        {"loss": train, "accuracy": train},
        {"loss": validation, "accuracy": validation},
        0.1,
        float(epoch),
        1000.0,
    )


def test_validation_is_monitored_and_training_where_there_is_none():
    assert (monitored(row(1, 0.25), "loss"), monitored(row(1, 0.25), "accuracy")) == (0.25, -0.25)
    assert (monitored(row(1), "loss"), monitored(row(1), "accuracy")) == (0.5, -0.5)


@pytest.mark.parametrize(("best_by", "best"), [("loss", 2), ("accuracy", 3)])
def test_the_best_epoch_is_by_what_is_monitored(best_by, best):
    stopping = EarlyStopping()
    for each in (row(1, 0.5), row(2, 0.25), row(3, 0.75)):
        stopping.epoch_ended(each, best_by)
    assert stopping.best is not None
    assert (stopping.best.epoch, stopping.best.step) == (best, 10 * best)


def test_it_stops_after_as_many_epochs_without_a_better_one_as_its_patience():
    stopping = EarlyStopping()
    assert not stopping.should_stop(patience=2)
    assert [stopping.epoch_ended(row(epoch, 0.5), "loss") for epoch in (1, 2)] == [True, False]  # equal is no better
    assert not stopping.should_stop(patience=2)
    stopping.epoch_ended(row(3, 0.75), "loss")
    assert stopping.should_stop(patience=2)
    assert not stopping.should_stop(patience=0)  # never
    assert stopping.epoch_ended(row(4, 0.25), "loss")
    assert not stopping.should_stop(patience=1)


def test_an_epoch_whose_metric_is_no_number_is_never_the_best():
    stopping = EarlyStopping()
    assert not stopping.epoch_ended(row(1, train=math.nan), "loss")
    assert not stopping.epoch_ended(row(2, math.inf), "loss")
    assert (stopping.best, stopping.epochs_since_best) == (None, 2)


def test_a_run_that_had_stopped_early_and_goes_on_waits_anew_for_a_better_epoch():
    stopping = EarlyStopping()
    stopping.load_state({"value": 0.25, "epoch": 1, "step": 10, "model": None}, 3)
    stopping.wait_anew()
    assert stopping.best == BestEpoch(0.25, 1, 10)
    assert not stopping.should_stop(patience=1)
    stopping.epoch_ended(row(5, 0.5), "loss")
    assert stopping.should_stop(patience=1)
