"""The recorder: what was trained is what is recorded, whether it is read at once or later."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from trainer_core import History
from trainer_core.data import Labels
from trainer_core.history.history import columns_of
from trainer_core.tasks import Outputs, Scale, task_for
from trainer_core.training.recorder import NonFiniteLoss, Recorder
from trainer_core.training.training_state import Clock

CPU = torch.device("cpu")
SCORER = task_for("classification").scorer(Labels(("a", "b")), outputs=Outputs.LOGITS, scale=Scale())


def recorder(*, deferred: bool) -> tuple[Recorder, History]:
    history = History("accuracy")
    return Recorder(history, CPU, SCORER, deferred=deferred), history


def record(to: Recorder, loss: float, correct: int = 3, examples: int = 8, at: float = 0.0) -> None:
    logits = torch.tensor([[1.0, 0.0]]).expand(examples, 2)
    targets = (torch.arange(examples) >= correct).long()
    to.record(torch.tensor(loss), logits, targets, 0.1, at)


def test_a_batch_is_there_once_the_recorder_has_settled():
    history = History("accuracy")
    to = Recorder(history, CPU, SCORER)
    record(to, 0.25, correct=6, examples=8, at=1.5)
    to.settle()

    assert history.rows().tolist() == [(0.25, 0.75, 0.1, 1.5)]


@pytest.mark.parametrize("count", [1, 63, 64, 65, 1000])
def test_what_is_read_later_is_what_would_have_been_read_at_once(count):
    losses = torch.rand(count, generator=torch.Generator().manual_seed(0)).tolist()
    histories = []
    for deferred in (False, True):
        to, history = recorder(deferred=deferred)
        for index, loss in enumerate(losses):
            record(to, loss, correct=index % 8, at=float(index))
        to.flush()
        histories.append(history)

    for name in columns_of("accuracy"):
        np.testing.assert_array_equal(histories[0].column(name), histories[1].column(name))


def test_a_short_last_batch_has_its_own_size():
    to, history = recorder(deferred=True)
    record(to, 1.0, correct=32, examples=64)
    record(to, 1.0, correct=3, examples=4)
    to.flush()

    assert history.column("accuracy").tolist() == [0.5, 0.75]


def test_a_group_is_appended_without_being_asked_for():
    to, history = recorder(deferred=False)
    for _ in range(32):
        record(to, 1.0)

    assert len(history) == 32


def test_settling_keeps_a_loss_that_is_no_number_for_the_next_call():
    to, history = recorder(deferred=True)
    record(to, 1.0)
    record(to, math.nan)
    to.settle()

    assert len(history) == 1
    with pytest.raises(NonFiniteLoss):
        record(to, 1.0)


def test_a_graph_is_not_kept_alive():
    to, history = recorder(deferred=True)
    weight = torch.ones((), requires_grad=True)
    to.record(weight * 2, torch.zeros(2, 2), torch.zeros(2, dtype=torch.int64), 0.1, 0.0)
    to.flush()

    assert history.column("loss").tolist() == [2.0]


def test_flushing_twice_records_nothing_twice():
    to, history = recorder(deferred=True)
    record(to, 1.0)
    to.flush()
    to.flush()
    to.poll()

    assert len(history) == 1


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_loss_that_is_no_number_is_told_with_its_step_and_not_recorded(value):
    to, history = recorder(deferred=False)
    record(to, 1.0)
    with pytest.raises(NonFiniteLoss) as caught:
        record(to, value)

    assert caught.value.step == 1
    assert not math.isfinite(caught.value.loss)
    assert len(history) == 1


def test_read_later_it_is_the_same_step_and_what_came_after_it_is_dropped():
    to, history = recorder(deferred=True)
    told = None
    try:
        for index in range(200):
            record(to, math.nan if index == 100 else 1.0)
        to.flush()
    except NonFiniteLoss as outcome:
        told = outcome

    assert told is not None
    assert told.step == 100
    assert len(history) == 100
    to.flush()
    assert len(history) == 100


def test_after_one_that_is_no_number_recording_goes_on():
    to, history = recorder(deferred=True)
    record(to, math.nan)
    with pytest.raises(NonFiniteLoss):
        to.flush()
    record(to, 2.0)
    to.flush()

    assert history.column("loss").tolist() == [2.0]


def test_what_is_dropped_is_not_recorded():
    to, history = recorder(deferred=True)
    record(to, 1.0)
    to.drop()
    record(to, 2.0)
    to.flush()

    assert history.column("loss").tolist() == [2.0]


def test_the_clock_of_a_run_ticks_in_whole_microseconds():
    clock = Clock(12.345678)
    ticks = [clock.seconds for _ in range(1000)]
    clock.hold()
    assert [round(second, 6) for second in [*ticks, clock.seconds]] == [*ticks, clock.seconds]
    assert ticks == sorted(ticks)
