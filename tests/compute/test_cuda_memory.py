"""The memory of a CUDA device: what a run needs of it, and what happens where it runs out."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator

import pytest
import torch

from trainer_core import Recipe
from trainer_core.protocol.before_train import EstimateRun, MemoryUse, RunEstimated
from trainer_core.protocol.events import Prepared, Reason, RunEnded

pytestmark = pytest.mark.cuda


CUDA = torch.device("cuda:0")


@pytest.fixture
def little_memory() -> Iterator[int]:
    """The bytes that this process may take of the device: 1.5 GB."""
    limit = 1_500_000_000
    gc.collect()
    torch.cuda.empty_cache()
    torch.cuda.set_per_process_memory_fraction(limit / torch.cuda.get_device_properties(CUDA).total_memory, CUDA)
    yield limit
    torch.cuda.set_per_process_memory_fraction(1.0, CUDA)


def test_an_estimate_counts_what_a_run_needs_on_the_gpu_and_leaves_its_memory(driver, on_cuda):
    driver.start(on_cuda)
    gc.collect()
    before = torch.cuda.memory_allocated(CUDA)
    driver.do(EstimateRun(on_cuda, largest_batch=True))

    told = driver.last(RunEstimated)
    room = told.rooms[0]
    assert (room.device, room.chosen, room.fits) == ("cuda:0", True, True)
    assert {room.device for room in told.rooms} >= {"cuda:0", "cpu"}
    assert MemoryUse.KEPT_WEIGHTS not in room.needs
    assert room.needs[MemoryUse.PARAMETERS] == 4 * 669_706
    assert room.needs[MemoryUse.ACTIVATIONS] > 0
    assert math.isfinite(told.total_seconds)
    assert told.largest_batch >= 128
    gc.collect()
    assert torch.cuda.memory_allocated(CUDA) <= before + 2**20


def test_when_memory_runs_out_the_run_ends_with_a_sentence_and_a_smaller_batch_works(driver, little_memory):
    recipe = Recipe.from_dict(
        {
            "data": {"batch_size": 54_000},
            "model": {"name": "small_cnn"},
            "training": {"epochs": 1, "device": "cuda"},
        }
    )
    driver.start(recipe)

    assert driver.ended.reason is Reason.OUT_OF_MEMORY
    assert "smaller batch size (now 54000)" in str(driver.ended.message)
    assert torch.cuda.get_device_name(0) in str(driver.ended.message)
    assert driver.state == "idle"
    gc.collect()
    assert torch.cuda.memory_allocated(CUDA) < little_memory / 4

    driver.start(recipe.with_values({"data.batch_size": 64, "data.limit": 512}))
    assert driver.of(RunEnded)[-1].reason is Reason.COMPLETED


def test_a_set_that_does_not_fit_beside_the_model_streams_and_says_so(driver, on_cuda, monkeypatch):
    monkeypatch.setattr("trainer_core.data.placement.free_memory", lambda device: 100_000)
    driver.start(on_cuda.with_values({"data.workers": 0}))

    assert "streams" in str(driver.last(Prepared).data.placement)
    assert driver.ended.reason is Reason.COMPLETED
