"""Before Train: what a run needs and takes, what is fastest, a learning rate; and that nothing is changed by asking."""

from __future__ import annotations

import copy
import math

import numpy as np
import pytest
import torch
from torch import nn

from trainer_core.compute import randomness
from trainer_core.engine.before_train import estimate, learning_rate, rehearsal, speeds
from trainer_core.engine.before_train.memory import activations, standing
from trainer_core.parts.optimizers import optimizers
from trainer_core.protocol.before_train import (
    EstimateRun,
    FindLearningRate,
    LearningRateFound,
    MeasureSpeeds,
    MemoryUse,
    RunEstimated,
    SpeedsMeasured,
    StopMeasuring,
)
from trainer_core.protocol.commands import Command, Start, Unpause
from trainer_core.protocol.events import Done, Progress, Reason, Refused, RunEnded
from trainer_core.training.assembly import assemble


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimate, "_SECONDS", 0.0)
    monkeypatch.setattr(estimate, "_SECONDS_A_SIZE", 0.0)
    monkeypatch.setattr(speeds, "_SECONDS", 0.0)


@pytest.fixture
def small(tiny):
    return tiny.with_values({"model.name": "mlp", "model.widths": [16], "training.threads": 1})


def process(driver) -> list[object]:
    """Everything that a measurement could change, in comparable form."""
    parts = driver.engine.parts
    state = [parts.model.state_dict(), parts.step.optimizer.state_dict(), randomness.capture()]
    settings = (
        torch.get_num_threads(),
        torch.are_deterministic_algorithms_enabled(),
        torch.get_float32_matmul_precision(),
        [module.training for module in parts.model.modules()],
        [parameter.grad for parameter in parts.model.parameters()],
    )
    return [copy.deepcopy(state), settings]


def same(one: object, other: object) -> bool:
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        return torch.equal(one, other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other, strict=True))
    return one == other


@pytest.mark.parametrize("kind", [EstimateRun, MeasureSpeeds, FindLearningRate])
def test_measuring_leaves_model_optimizer_random_state_and_threads_to_the_bit(driver, small, kind):
    recipe = small.with_values({"model.dropout": 0.2, "training.deterministic": True})
    driver.start(small)
    before = process(driver)
    more = {"compile": False} if kind is MeasureSpeeds else {"steps": 20} if kind is FindLearningRate else {}
    command = kind(recipe, **more)
    driver.do(command)

    assert driver.last(Done).answers == command.id
    assert same(before, process(driver))
    driver.do(Start(small))
    assert driver.of(RunEnded)[0].summary.test == driver.of(RunEnded)[1].summary.test


@pytest.mark.parametrize("kind", [EstimateRun, MeasureSpeeds, FindLearningRate])
def test_measuring_is_refused_while_a_run_is_under_way(driver, small, kind):
    driver.start(small, paused=True)
    driver.do(kind(small))

    assert driver.last(Refused).code == "run-under-way"
    assert "Stop it first" in str(driver.last(Refused).message)
    driver.do(Unpause())
    assert driver.ended.reason is Reason.COMPLETED


@pytest.mark.parametrize("by", [StopMeasuring, Start])
def test_a_measurement_is_broken_off_by_a_word_and_by_a_start(driver, small, by):
    driver.start(small)
    before = process(driver)
    command = FindLearningRate(small)
    driver.post(command)
    while not driver.of(Progress) or driver.engine._task is None:
        driver.engine.turn()
    driver.engine.turn()
    driver.do(StopMeasuring() if by is StopMeasuring else Start(small))

    refused = next(event for event in driver.of(Refused) if event.answers == command.id)
    assert refused.code == "cancelled"
    assert not any(event.done for event in driver.of(LearningRateFound))
    if by is StopMeasuring:
        assert same(before, process(driver))
    else:
        assert driver.of(RunEnded)[0].summary.test == driver.of(RunEnded)[1].summary.test


def test_a_stop_that_comes_while_the_data_is_read_is_heard(driver, small):
    command = EstimateRun(small)

    class Impatient(list):
        def append(self, event):
            super().append(event)
            if isinstance(event, Progress) and len(self) < 6:
                driver.engine.post(StopMeasuring())

    driver.events = Impatient()
    driver.engine._answers._emit = driver.engine._emit = driver.events.append
    driver.do(command)

    assert [event.code for event in driver.of(Refused)] == ["cancelled"]
    assert not driver.of(RunEstimated)


def test_one_measurement_waits_for_the_other_and_both_are_answered(driver, small):
    commands: tuple[Command, ...] = (FindLearningRate(small, steps=20), EstimateRun(small))
    driver.do(*commands)

    assert [event.answers for event in driver.of(Done)] == [command.id for command in commands]


# Memory and time


def test_an_estimate_counts_parameters_gradients_and_state_as_they_are(driver, small):
    driver.do(EstimateRun(small))

    told = driver.last(RunEstimated)
    room = told.rooms[0]
    numbers = 784 * 16 + 16 + 16 * 10 + 10
    assert room.device == "cpu"
    assert room.chosen
    assert room.needs[MemoryUse.PARAMETERS] == room.needs[MemoryUse.GRADIENTS] == 4 * numbers
    # Adam keeps two averages of each number and counts its steps.
    assert room.needs[MemoryUse.OPTIMIZER] == 8 * numbers + 4 * 4
    assert room.needs[MemoryUse.DATA] >= 256 * 784
    assert room.needed == sum(room.needs.values())
    assert room.fits
    assert 0 < told.epoch_seconds < told.total_seconds
    assert told.total_seconds >= 2 * told.epoch_seconds


def test_activations_grow_with_the_batch_and_are_what_autograd_saves(small):
    parts = assemble(small, lambda message, fraction: None)
    held = activations(parts, 32)

    assert activations(parts, 320) == pytest.approx(10 * held, rel=0.05)
    # The inputs and the hidden layer are kept, in float32; the last layer's answers as log-softmax.
    assert held >= 32 * (784 + 16 + 10) * 4
    assert standing(parts)[MemoryUse.OPTIMIZER] == 0


def test_a_run_that_does_not_fit_is_not_tried_and_says_so(driver, small, monkeypatch):
    monkeypatch.setattr(estimate, "_free_everywhere", lambda: {"cpu": 1000})
    driver.do(EstimateRun(small))

    told = driver.last(RunEstimated)
    assert not told.rooms[0].fits
    assert math.isnan(told.total_seconds)


def test_larger_batches_are_tried_until_the_data_ends(driver, small):
    driver.do(EstimateRun(small, largest_batch=True))

    told = driver.last(RunEstimated)
    assert [each.batch_size for each in told.tried] == [32, 64, 128, 256]
    assert told.largest_batch == 256
    assert "more than the training examples" in str(told.tried_until)


class Hungry(nn.Module):
    """Runs out of memory with batches of more than so many examples."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.layer = nn.Linear(784, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.training and len(x) > self.most:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 EiB.")
        return self.layer(x.flatten(1))


@pytest.mark.parametrize(("most", "sizes", "largest"), [(70, [32, 64, 128], 64), (9, [8, 16, 32], 8)])
def test_sizes_double_until_memory_ends_or_are_halved_until_it_suffices(
    driver, small, monkeypatch, most, sizes, largest
):
    monkeypatch.setattr("trainer_core.training.assembly.build_model", lambda *_, **__: Hungry(most))
    monkeypatch.setattr("trainer_core.engine.before_train.memory._FEW", 4)
    driver.do(EstimateRun(small, largest_batch=True))

    told = driver.last(RunEstimated)
    assert [each.batch_size for each in told.tried] == sizes
    assert told.largest_batch == largest
    assert [each.fits for each in told.tried] == [size <= most for size in sizes]


# What is fastest


def test_speeds_are_told_as_they_are_measured_and_say_what_to_change(driver, small, monkeypatch):
    monkeypatch.setattr(speeds, "cpu_threads", lambda: 2)
    driver.do(MeasureSpeeds(small, compile=False))

    told = driver.of(SpeedsMeasured)
    rows = told[-1].rows
    assert [event.done for event in told] == [False] * (len(told) - 1) + [True]
    assert rows[0].changes == {}
    assert rows[0].ratio == 1.0
    assert {tuple(row.changes) for row in rows[1:]} >= {
        ("training.channels_last",),
        ("training.precision",),
        ("training.channels_last", "training.precision"),
        ("training.threads",),
    }
    for row in rows:
        assert row.samples_per_second > 0
        assert row.ratio == pytest.approx(row.samples_per_second / rows[0].samples_per_second)
        small.with_values(row.changes)
    assert told[-1].fastest in rows


def test_what_the_recipe_does_already_is_not_measured_again(driver, small):
    recipe = small.with_values({"training.channels_last": True, "training.precision": "bfloat16"})
    driver.do(MeasureSpeeds(recipe, compile=False))

    changed = {key for row in driver.last(SpeedsMeasured).rows for key in row.changes}
    assert changed <= {"training.threads"}


def test_compiling_is_measured_apart_and_a_missing_compiler_is_a_reason(driver, small, monkeypatch):
    seen = []
    monkeypatch.setattr(torch, "compile", lambda model: seen.append(model) or model)
    monkeypatch.setattr("trainer_core.training.assembly.require_compiler", lambda recipe, device: None)
    driver.do(MeasureSpeeds(small))
    row = next(row for row in driver.last(SpeedsMeasured).rows if row.changes == {"training.compile": True})
    assert seen
    assert row.problem is None
    assert row.compile_seconds >= 0

    monkeypatch.undo()
    monkeypatch.setenv("CXX", "no-such-compiler")
    monkeypatch.setattr(speeds, "_SECONDS", 0.0)
    driver.do(MeasureSpeeds(small))
    row = next(row for row in driver.last(SpeedsMeasured).rows if row.changes == {"training.compile": True})
    assert "no compiler (no-such-compiler)" in str(row.problem)
    assert math.isnan(row.samples_per_second)
    assert driver.last(SpeedsMeasured).fastest.problem is None


def test_all_that_helps_is_taken_together():
    def row(ratio, **changes):
        changes = {f"training.{key}": value for key, value in changes.items()}
        return speeds.MeasuredSpeed(speeds._AS_IT_IS, changes, 100 * ratio, ratio)

    rows = [
        row(1.0),
        row(1.3, channels_last=True),
        row(2.9, channels_last=True, precision="bfloat16"),
        row(0.5, compile=True),
        row(1.01, threads=1),
        row(1.8, threads=2),
    ]
    assert speeds._all_that_helps(rows) == {
        "training.channels_last": True,
        "training.precision": "bfloat16",
        "training.threads": 2,
    }


# The learning rate


def test_a_range_test_suggests_a_rate_between_too_small_and_too_large(driver, small):
    driver.do(FindLearningRate(small))

    found = driver.last(LearningRateFound)
    assert found.done
    assert len(found.rates) == len(found.losses) == len(found.smoothed)
    assert found.rates[0] == pytest.approx(1e-6)
    assert np.diff(np.log(found.rates)) == pytest.approx(math.log(1e7) / 99)
    assert 1e-4 < found.suggestion < 0.1
    assert found.suggestion < found.rates[int(np.argmin(found.smoothed))]
    assert "falls fastest" in str(found.explanation)


def test_a_range_test_gives_the_same_numbers_each_time(driver, small):
    driver.do(FindLearningRate(small, steps=30), FindLearningRate(small, steps=30))

    one, other = (event for event in driver.of(LearningRateFound) if event.done)
    assert one.losses == other.losses


def test_a_range_test_stops_where_the_loss_diverges(driver, small):
    recipe = small.with_values({"optimizer.name": "SGD", "optimizer.lr": 0.1})
    driver.do(FindLearningRate(recipe, lowest=1e-3, highest=1e6, steps=60))

    found = driver.last(LearningRateFound)
    assert found.diverged
    assert len(found.losses) < 60
    assert all(math.isfinite(loss) for loss in found.losses)


def test_parameter_groups_are_frozen_and_paced_as_in_a_run(driver, small):
    group = {"pattern": "layers.1", "frozen_until": 1, "lr_factor": 0.1}
    grouped = small.with_values({"training.groups": [group]})
    parts = assemble(grouped, lambda message, fraction: None)
    with rehearsal.rehearsing(parts):
        frozen = [parameter.requires_grad for parameter in parts.model.parameters()]
        rehearsal.set_rate(parts, 0.5)
    assert not all(frozen)
    assert any(frozen)
    assert [table["lr"] for table in parts.step.optimizer.param_groups] == [0.05, 0.5]
    driver.do(FindLearningRate(grouped, steps=20), EstimateRun(grouped), EstimateRun(small))
    of_groups, of_all = driver.of(RunEstimated)
    assert of_groups.rooms[0].needs[MemoryUse.GRADIENTS] == of_all.rooms[0].needs[MemoryUse.GRADIENTS]


@pytest.mark.parametrize("name", [entry.name for entry in optimizers if entry.name != "file"])
def test_every_optimizer_takes_the_range_test(driver, small, name):
    recipe = small.with_values({"optimizer.name": name})
    driver.do(FindLearningRate(recipe, lowest=1e-5, highest=100.0))

    found = driver.last(LearningRateFound)
    assert found.done
    assert math.isfinite(found.suggestion)
    recipe.with_values({"optimizer.lr": found.suggestion})


@pytest.mark.parametrize(
    "changes",
    [{"training.accumulate": 3}, {"training.precision": "bfloat16"}, {"training.clip_norm": 1.0}],
    ids=["accumulate", "precision", "clip"],
)
def test_a_range_test_trains_as_the_recipe_says(driver, small, changes):
    driver.do(FindLearningRate(small, steps=30), FindLearningRate(small.with_values(changes), steps=30))

    plain, other = (event for event in driver.of(LearningRateFound) if event.done)
    assert len(other.losses) > 10
    assert plain.losses != other.losses
    assert all(math.isfinite(loss) for loss in other.losses)


def test_no_rate_is_suggested_where_the_loss_never_falls():
    rates = np.geomspace(1e-6, 1, 50)
    suggestion, why = learning_rate.suggest(list(rates), 2 + np.linspace(0, 1, 50))

    assert math.isnan(suggestion)
    assert "fell at no rate" in str(why)


def test_the_steepest_descent_is_suggested_and_not_the_lowest_loss():
    at = np.linspace(-6, 0, 121)
    losses = 2 - 1 / (1 + np.exp(-4 * (at + 3))) + np.where(at > -1, 10 * (at + 1), 0)
    suggestion, _ = learning_rate.suggest(list(10**at), learning_rate.smooth(list(losses)))

    assert math.log10(suggestion) == pytest.approx(-3, abs=0.1)


@pytest.mark.parametrize(
    "asked", [{"lowest": 0.0}, {"lowest": 1.0, "highest": 0.1}, {"steps": 1}, {"highest": math.inf}]
)
def test_a_range_that_is_none_is_refused(driver, small, asked):
    driver.do(FindLearningRate(small, **asked))

    assert driver.last(Refused).code == "no-range"
