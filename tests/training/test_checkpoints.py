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
