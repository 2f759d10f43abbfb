"""Speed and time left from a history: robust against validation and hiccups, silent before they are known."""

import math

import pytest

from studio.session import time_left as pace
from trainer_core.history.history import EpochRow, History


def _history(batches: int, each: float = 0.002, epoch: int = 0, validation: float = 0.0) -> History:
    history, seconds = History("accuracy"), 0.0
    for index in range(batches):
        if epoch and index and index % epoch == 0:
            seconds += validation
            history.append_epoch(
                EpochRow(
                    index // epoch,
                    index,
                    {"loss": 0.5, "accuracy": 0.8},
                    {"loss": 0.5, "accuracy": 0.8},
                    1e-3,
                    seconds,
                    1.0,
                )
            )
        seconds += each
        history.append(0.5, 0.8, 1e-3, seconds)
    return history


def _seconds_left(history: History, epochs: int, batches_per_epoch: int) -> float:
    return pace.seconds_left(history, epochs, batches_per_epoch, pace.seconds_per_batch(history))


@pytest.mark.parametrize("batches", [0, 1])
def test_nothing_is_claimed_before_there_are_two_batches(batches):
    history = _history(batches)
    assert math.isnan(pace.seconds_per_batch(history))
    assert math.isnan(_seconds_left(history, 5, 844))


@pytest.mark.parametrize("batches", [2, 3, 50, 844, 5000])
def test_a_steady_run_has_its_exact_speed(batches):
    assert pace.seconds_per_batch(_history(batches)) == pytest.approx(0.002)


def test_validation_does_not_change_the_speed():
    assert pace.seconds_per_batch(_history(900, epoch=100, validation=3.0)) == pytest.approx(0.002)


def test_the_place_in_a_run_follows_a_batch_size_that_changed():
    history = _history(130)
    history.append_epoch(
        EpochRow(1, 100, {"loss": 0.5, "accuracy": 0.8}, {"loss": 0.5, "accuracy": 0.8}, 1e-3, 0.2, 1.0)
    )
    assert pace.place(history, 25) == (3, 5)
    assert _seconds_left(history, 4, 25) == pytest.approx((20 + 25) * 0.002)
    assert pace.place(_history(0), 25) == (0, 0)
    assert pace.place(_history(25), 25) == (1, 25)
    assert pace.place(_history(26), 25) == (2, 1)


def test_the_time_left_counts_the_batches_and_the_validations_to_come():
    history = _history(250, epoch=100, validation=3.0)
    assert _seconds_left(history, 5, 100) == pytest.approx(250 * 0.002 + 3 * 3.0, rel=0.01)


def test_the_time_left_in_the_first_epoch_knows_no_validation():
    assert _seconds_left(_history(50), 5, 100) == pytest.approx(450 * 0.002)


def test_the_pause_of_a_validation_is_found_where_the_batch_size_changed():
    history = _history(130, epoch=100, validation=3.0)
    assert pace.place(history, 40) == (2, 30)
    assert _seconds_left(history, 3, 40) == pytest.approx((10 + 40) * 0.002 + 2 * 3.0, rel=0.01)


def test_nothing_is_left_when_all_epochs_are_done():
    history = _history(200, epoch=100, validation=1.0)
    history.append_epoch(
        EpochRow(2, 200, {"loss": 0.5, "accuracy": 0.8}, {"loss": 0.5, "accuracy": 0.8}, 1e-3, 3.0, 1.0)
    )
    assert _seconds_left(history, 2, 100) == 0


def test_the_recent_pace_is_that_of_the_history_as_it_has_become(monkeypatch):
    asked: list[int] = []
    plain = pace.seconds_per_batch

    def counted(history: History) -> float:
        asked.append(len(history))
        return plain(history)

    monkeypatch.setattr(pace, "seconds_per_batch", counted)
    recent, first, other = pace.RecentPace(), _history(3), _history(5, each=0.25)
    for _ in range(3):
        assert recent.seconds_per_batch(first) == plain(first)
    assert asked == [3]
    first.append(0.5, 0.8, 1e-3, 9.0)
    assert recent.seconds_per_batch(first) == plain(first)
    assert recent.seconds_per_batch(other) == plain(other) == pytest.approx(0.25)
    assert asked == [3, 4, 5]
