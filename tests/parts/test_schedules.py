"""The schedules, held against those of torch step by step, and what a resumed run needs of them."""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import nn
from torch.optim import lr_scheduler

from trainer_core.errors import RecipeError
from trainer_core.parts.schedules import WARMUP_START, build_schedule, preview, schedules

NAMES = [entry.name for entry in schedules]
LR = 0.4
EPOCHS, PER_EPOCH = 9, 7
TOTAL = EPOCHS * PER_EPOCH

MakeScheduler = Callable[[torch.optim.Optimizer], lr_scheduler.LRScheduler]


def rates_of_torch(make: MakeScheduler, steps: int = TOTAL, *, each_epoch: bool = False) -> list[float]:
    """Return the rate of each of ``steps`` steps under a scheduler of torch, stepped by batch or epoch."""
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=LR)
    scheduler = make(optimizer)
    rates = []
    for step in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if step < steps - 1 and (not each_epoch or (step + 1) % PER_EPOCH == 0):
            scheduler.step()
    return rates


def our_rates(name: str, steps: int = TOTAL, **arguments: Any) -> list[float]:
    schedule = build_schedule(name, **arguments)
    return [LR * schedule.factor(step, steps, PER_EPOCH) for step in range(steps)]


def assert_same(ours: list[float], theirs: list[float]) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


def test_constant_is_the_recipes_rate() -> None:
    assert our_rates("constant") == [LR] * TOTAL


@pytest.mark.parametrize(("step_size", "gamma"), [(1, 0.5), (2, 0.1), (4, 0.9), (100, 0.1)])
def test_steps_are_those_of_step_lr(step_size: int, gamma: float) -> None:
    theirs = rates_of_torch(lambda o: lr_scheduler.StepLR(o, step_size, gamma), each_epoch=True)
    assert_same(our_rates("step", step_size=step_size, gamma=gamma), theirs)


@pytest.mark.parametrize("final_fraction", [0.0, 0.05, 1.0])
def test_cosine_is_that_of_cosine_annealing_stepped_by_the_batch(final_fraction: float) -> None:
    theirs = rates_of_torch(lambda o: lr_scheduler.CosineAnnealingLR(o, TOTAL, eta_min=final_fraction * LR))
    assert_same(our_rates("cosine", final_fraction=final_fraction), theirs)


@pytest.mark.parametrize("steps", [4, 10, TOTAL, 1000])
@pytest.mark.parametrize(("pct", "div", "final"), [(0.3, 25.0, 1e4), (0.5, 10.0, 1.0), (0.9, 1.0, 100.0)])
def test_one_cycle_is_that_of_one_cycle_lr(steps: int, pct: float, div: float, final: float) -> None:
    theirs = rates_of_torch(
        lambda o: lr_scheduler.OneCycleLR(
            o,
            LR,
            total_steps=steps,
            pct_start=pct,
            div_factor=div,
            final_div_factor=final,
            cycle_momentum=False,
        ),
        steps,
    )
    ours = our_rates("one_cycle", steps, pct_start=pct, div_factor=div, final_div_factor=final)
    assert_same(ours, theirs)


def test_warm_up_is_that_of_linear_lr() -> None:
    theirs = rates_of_torch(lambda o: lr_scheduler.LinearLR(o, WARMUP_START, 1.0, total_iters=round(2.5 * PER_EPOCH)))
    assert_same(our_rates("constant", warmup_epochs=2.5), theirs)


def test_warm_up_multiplies_a_schedule_as_chained_schedulers_do() -> None:
    steps = 2 * PER_EPOCH

    def warm(step: int) -> float:
        return min(1.0, WARMUP_START + (1 - WARMUP_START) * step / steps)

    def cosine(step: int) -> float:
        return (1 + math.cos(math.pi * step / TOTAL)) / 2

    theirs = rates_of_torch(lambda o: lr_scheduler.LambdaLR(o, lambda step: warm(step) * cosine(step)))
    assert_same(our_rates("cosine", warmup_epochs=2.0), theirs)


@given(
    losses=st.lists(st.floats(0.01, 5.0) | st.just(math.nan), max_size=40),
    patience=st.integers(0, 4),
    threshold=st.sampled_from([0.0, 1e-4, 0.1]),
)
def test_plateau_cuts_when_reduce_lr_on_plateau_does(losses: list[float], patience: int, threshold: float) -> None:
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=LR)
    theirs = lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=patience, threshold=threshold, eps=0.0)
    ours = build_schedule("plateau", factor=0.5, patience=patience, threshold=threshold)
    for loss in losses:
        before = optimizer.param_groups[0]["lr"]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs.step(loss)
        after = optimizer.param_groups[0]["lr"]
        assert ours.epoch_ended(loss) == (after < before)
        assert math.isclose(LR * ours.factor(5, 10, 2), after, abs_tol=1e-9)


def test_plateau_goes_on_from_its_saved_state_as_if_it_had_not_stopped() -> None:
    whole, first = (build_schedule("plateau", patience=1) for _ in range(2))
    values = [1.0, 0.9, 0.95, 0.96, 0.97, 0.98, 0.5, 0.6]
    for value in values[:3]:
        whole.epoch_ended(value)
        first.epoch_ended(value)
    second = build_schedule("plateau", patience=1)
    second.load_state_dict(json.loads(json.dumps(first.state_dict())))
    for value in values[3:]:
        assert second.epoch_ended(value) == whole.epoch_ended(value)
        assert second.factor(0, 1, 1) == whole.factor(0, 1, 1)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "plateau"])
def test_a_schedule_fixed_beforehand_neither_reacts_nor_remembers(name: str) -> None:
    schedule = build_schedule(name)
    before = [schedule.factor(step, TOTAL, PER_EPOCH) for step in range(TOTAL)]
    assert not any(schedule.epoch_ended(loss) for loss in (1.0, 2.0, 3.0, math.nan))
    assert schedule.state_dict() == {}
    schedule.load_state_dict({})
    assert [schedule.factor(step, TOTAL, PER_EPOCH) for step in range(TOTAL)] == before


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data(), epochs=st.integers(1, 20), per_epoch=st.integers(1, 30), warmup=st.floats(0, 30))
def test_every_factor_of_a_run_of_any_length_is_finite_and_at_most_one(
    name: str, data: st.DataObject, epochs: int, per_epoch: int, warmup: float
) -> None:
    arguments: dict[str, float] = {"warmup_epochs": warmup}
    if name == "one_cycle":
        arguments["pct_start"] = data.draw(st.floats(0.001, 0.999))
    schedule = build_schedule(name, **arguments)
    for step in range(epochs * per_epoch):
        assert 0 <= schedule.factor(step, epochs * per_epoch, per_epoch) <= 1 + 1e-12


def test_one_cycle_reaches_its_peak_and_its_end() -> None:
    rates = our_rates("one_cycle", 1000)
    assert max(rates) == pytest.approx(LR)
    assert rates[0] == pytest.approx(LR / 25)
    assert rates[-1] == pytest.approx(LR / 25 / 1e4)


@pytest.mark.parametrize("name", NAMES)
def test_preview_shows_the_whole_run_in_few_points(name: str) -> None:
    epochs, rates = preview(build_schedule(name, warmup_epochs=1.0), LR, 50, 844)
    assert len(epochs) == len(rates) == 200
    assert epochs[0] == 0
    assert epochs[-1] == pytest.approx(50 - 1 / 844)
    assert (np.diff(epochs) > 0).all()
    assert rates.max() <= LR


def test_preview_of_a_run_of_few_steps_has_each_step_once() -> None:
    epochs, rates = preview(build_schedule("step", step_size=1, gamma=0.5), LR, 3, 2)
    assert epochs.tolist() == [0.0, 0.5, 1.0, 1.5, 2.0, 2.5]
    assert rates.tolist() == [LR, LR, LR / 2, LR / 2, LR / 4, LR / 4]


def test_an_unknown_schedule_is_answered_with_those_that_exist() -> None:
    with pytest.raises(RecipeError, match="one_cycle"):
        build_schedule("triangle")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("constant", {"warmup_epochs": -1.0}),
        ("constant", {"gamma": 0.5}),
        ("step", {"step_size": 0}),
        ("step", {"gamma": 0.0}),
        ("cosine", {"final_fraction": 1.5}),
        ("one_cycle", {"pct_start": 1.0}),
        ("one_cycle", {"div_factor": 0.5}),
        ("plateau", {"factor": 1.0}),
        ("plateau", {"patience": -1}),
    ],
)
def test_arguments_out_of_range_or_unknown_are_refused(name: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(arguments))):
        schedules[name].arguments.model_validate(arguments)
