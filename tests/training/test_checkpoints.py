"""What a run holds in memory of its weights: no more copies than it needs, and none on the device."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import torch

from trainer_core.protocol.events import EpochEnded
from trainer_core.training.checkpoints import Checkpoints


def tensors(value: Any) -> Iterator[torch.Tensor]:
    """All tensors in a nest of state_dicts."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from tensors(each)
    elif isinstance(value, list):
        for each in value:
            yield from tensors(each)


def held(*values: Any) -> int:
    """Bytes that the tensors of ``values`` take, those that are in several of them once."""
    storages = {each.untyped_storage().data_ptr(): each.untyped_storage().nbytes() for each in tensors(list(values))}
    return sum(storages.values())


def equal(one: Any, other: Any) -> bool:
    """Whether two nests of tensors and plain values are the same, tensors to the bit."""
    if isinstance(one, torch.Tensor):
        return isinstance(other, torch.Tensor) and torch.equal(one.cpu(), other.cpu())
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(equal(value, other[key]) for key, value in one.items())
    return bool(one == other)


def change(parts: Any) -> None:
    """Make every weight and average another, in place, as a step does."""
    with torch.no_grad():
        for parameter in parts.model.parameters():
            parameter.add_(1)
        for value in tensors(list(parts.step.optimizer.state.values())):
            value.add_(1)


@pytest.fixture
def parts(driver, tiny):
    driver.start(tiny.with_values({"training.epochs": 1}))
    assert driver.of(EpochEnded)
    return driver.engine.parts


def test_the_best_weights_are_held_once_while_they_are_the_last(parts):
    checkpoints = Checkpoints(parts)
    model, optimizer = held(parts.model.state_dict()), held(parts.step.optimizer.state_dict())
    assert optimizer > 1.9 * model  # Adam's two averages
    checkpoints.epoch_ended(best=True)
    assert held(checkpoints.good, checkpoints.best, checkpoints.good_optimizer) == model + optimizer
    checkpoints.epoch_ended(best=False)
    assert held(checkpoints.good, checkpoints.best, checkpoints.good_optimizer) == 2 * model + optimizer


def test_a_copy_shares_nothing_with_what_is_trained(parts):
    checkpoints = Checkpoints(parts)
    checkpoints.epoch_ended(best=True)
    trained = [parts.model.state_dict(), parts.step.optimizer.state_dict()]
    copies = [checkpoints.good, checkpoints.best, checkpoints.good_optimizer]
    assert held(trained, copies) == held(trained) + held(copies)


def test_the_copies_of_an_epoch_are_written_over_those_of_the_one_before(parts):
    checkpoints = Checkpoints(parts)
    checkpoints.epoch_ended(best=True)
    places = {each.data_ptr() for each in tensors([checkpoints.good, checkpoints.good_optimizer])}
    for best in (True, True):
        change(parts)
        checkpoints.epoch_ended(best=best)
        assert {each.data_ptr() for each in tensors([checkpoints.good, checkpoints.good_optimizer])} == places
        assert checkpoints.best is checkpoints.good
        assert equal(checkpoints.good, parts.model.state_dict())
        assert equal(checkpoints.good_optimizer["state"], parts.step.optimizer.state_dict()["state"])


def test_the_best_weights_stay_when_later_ones_are_worse(parts):
    checkpoints = Checkpoints(parts)
    checkpoints.epoch_ended(best=True)
    best = {name: value.clone() for name, value in parts.model.state_dict().items()}
    for _ in range(3):
        change(parts)
        checkpoints.epoch_ended(best=False)
        assert equal(checkpoints.good, parts.model.state_dict())
        assert equal(checkpoints.best, best)
    change(parts)
    checkpoints.epoch_ended(best=True)
    assert equal(checkpoints.best, parts.model.state_dict())
    assert not equal(checkpoints.best, best)
    assert held(checkpoints.good, checkpoints.best) == held(parts.model.state_dict())


def test_a_copy_fits_a_state_that_has_grown_and_one_in_another_layout(parts):
    checkpoints = Checkpoints(parts)
    optimizer = parts.step.optimizer
    first = next(iter(optimizer.state))
    optimizer.state[first]["max_exp_avg_sq"] = torch.ones_like(first)
    optimizer.state[first]["exp_avg"] = torch.ones(first.shape[::-1]).t()
    optimizer.state[first]["step"] = 7
    checkpoints.epoch_ended(best=False)
    copied = checkpoints.good_optimizer["state"][0]
    assert copied.keys() == optimizer.state[first].keys()
    assert copied["step"] == 7
    assert copied["exp_avg"].stride() == optimizer.state[first]["exp_avg"].stride()
    assert all(equal(copied[key], value) for key, value in optimizer.state[first].items())


def test_after_falling_back_training_does_not_write_into_the_good_weights(parts):
    checkpoints = Checkpoints(parts)
    good = {name: value.clone() for name, value in checkpoints.good.items()}
    checkpoints.fall_back(parts.recipe)
    change(parts)
    assert equal(checkpoints.good, good)
    checkpoints.fall_back(parts.recipe)
    assert equal(parts.model.state_dict(), good)


@pytest.mark.cuda
def test_on_a_gpu_all_copies_are_in_the_main_memory(driver, tiny):
    driver.start(tiny.with_values({"training.epochs": 1, "training.device": "cuda:0"}))
    parts = driver.engine.parts
    assert all(value.device.type == "cuda" for value in tensors(parts.model.state_dict()))
    checkpoints = Checkpoints(parts)
    before = torch.cuda.memory_allocated()
    checkpoints.epoch_ended(best=True)
    checkpoints.epoch_ended(best=False)
    copies = [checkpoints.good, checkpoints.best, checkpoints.good_optimizer]
    assert all(value.device.type == "cpu" for value in tensors(copies))
    assert torch.cuda.memory_allocated() == before
    assert all(value.is_pinned() for value in tensors([checkpoints.good, checkpoints.good_optimizer["state"]]))
    change(parts)
    checkpoints.epoch_ended(best=True)
    assert equal(checkpoints.good, parts.model.state_dict())
    assert equal(checkpoints.good_optimizer["state"], parts.step.optimizer.state_dict()["state"])
    assert torch.cuda.memory_allocated() == before
