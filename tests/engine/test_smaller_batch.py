"""Out of memory in a run: what the peak was made of, and how it goes on from its last batch in smaller ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch import nn

from tests.conftest import Driver
from trainer_core.models import models
from trainer_core.protocol.before_train import SmallerBatchTried, TrySmallerBatch
from trainer_core.protocol.commands import Advance, ResumeRun, Unit, Unpause, VerifyRun
from trainer_core.protocol.events import EpochEnded, Reason, Refused, RunEnded, RunStarted, Verified
from trainer_core.runs.run_files import read_batches, read_recipe
from trainer_core.runs.snapshots import read_snapshot, snapshot_paths


class Memory:
    """How many examples fit, in training and in evaluation, from which batch on."""

    train = evaluation = 10**6
    from_batch = 0
    in_backward = False
    seen = 0


class Refusing(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        return x.clone()

    @staticmethod
    def backward(context, gradient):
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 EiB.")


class Hungry(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(784, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        Memory.seen += self.training
        most = Memory.train if self.training else Memory.evaluation
        outputs = self.layer(x.flatten(1))
        if len(x) > most and Memory.seen > Memory.from_batch:
            if self.training and Memory.in_backward:
                return Refusing.apply(outputs)
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 EiB.")
        return outputs


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Memory]]:
    for name, value in (
        ("train", 10**6),
        ("evaluation", 10**6),
        ("from_batch", 0),
        ("in_backward", False),
        ("seen", 0),
    ):
        monkeypatch.setattr(Memory, name, value)
    models.add("hungry", lambda input_shape, outputs: Hungry(), title="Hungry", summary="Asks for too much.")
    yield Memory
    models.remove("hungry")


@pytest.fixture
def hungry(tiny, memory):
    return tiny.with_values({"model.name": "hungry"})


@pytest.mark.parametrize("in_backward", [False, True], ids=["forward", "backward"])
def test_a_run_goes_on_from_its_last_batch_in_half_the_size(driver, hungry, memory, tmp_path, in_backward):
    memory.train, memory.from_batch, memory.in_backward = 16, 5, in_backward
    driver.start(hungry, tmp_path / "run")
    assert driver.ended.reason is Reason.OUT_OF_MEMORY
    assert read_snapshot(snapshot_paths(tmp_path / "run")[-1]).values["position"]["step"] == 5
    before = read_batches(tmp_path / "run")[:5]

    driver.do(TrySmallerBatch(tmp_path / "run"))
    tried = driver.last(SmallerBatchTried)
    assert tried.changes == {"data.batch_size": 16, "training.accumulate": 2}
    assert "batches of 16 examples" in str(tried.message)

    driver.do(ResumeRun(tmp_path / "run", tried.changes))
    ended = driver.last(RunEnded)
    assert ended.reason is Reason.COMPLETED
    assert driver.last(RunStarted).continued_from == 5
    after = read_batches(tmp_path / "run")
    # 5 batches of 32 and 6 of 16, then an epoch of 16.
    assert len(after) == 5 + 6 + 16
    assert (after[:5] == before).all()
    assert read_recipe(tmp_path / "run").data.batch_size == 16


def test_a_step_that_broke_in_the_middle_is_not_what_the_run_goes_on_from(driver, tiny, tmp_path):
    driver.start(tiny.with_values({"model.name": "mlp"}), tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH))
    optimizer = driver.engine.parts.step.optimizer

    def half() -> None:
        """Run out of memory as a first step may: with the averages of some weights and not of others."""
        del next(iter(optimizer.state.values()))["exp_avg"]
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 EiB.")

    optimizer.step = half
    driver.do(Unpause())
    assert driver.ended.reason is Reason.OUT_OF_MEMORY

    driver.do(TrySmallerBatch(tmp_path / "run"))
    tried = driver.last(SmallerBatchTried)
    assert tried.changes == {"data.batch_size": 16, "training.accumulate": 2}
    driver.do(ResumeRun(tmp_path / "run", tried.changes))
    assert driver.last(RunEnded).reason is Reason.COMPLETED


def test_gradients_that_were_added_up_by_half_are_not_gone_on_with(driver, hungry, memory, tmp_path):
    memory.train, memory.from_batch, memory.in_backward = 16, 5, True
    driver.start(hungry.with_values({"training.accumulate": 2}), tmp_path / "run")
    assert driver.ended.reason is Reason.OUT_OF_MEMORY
    values = read_snapshot(snapshot_paths(tmp_path / "run")[-1]).values
    assert (values["position"]["step"], values["position"]["fresh"], values["gradients"]) == (5, True, {})


def test_a_replay_does_not_cross_the_batch_that_broke_a_run(driver, tiny, tmp_path):
    changes = {"model.name": "mlp", "model.dropout": 0.5, "training.snapshots_kept": 9}
    driver.start(tiny.with_values(changes), tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH))

    def refuse(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Run out of memory after dropout has drawn."""
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 EiB.")

    driver.engine.parts.step.criterion.forward = refuse
    driver.do(Unpause())
    assert driver.ended.reason is Reason.OUT_OF_MEMORY
    driver.do(ResumeRun(tmp_path / "run"))
    assert driver.last(RunStarted).continued_from == 1
    driver.do(VerifyRun(tmp_path / "run", batches=1000))
    assert driver.last(Verified).equal
    assert len(read_batches(tmp_path / "run")) == 16


def test_what_was_tried_left_the_run_as_it_was(driver, hungry, memory, tmp_path):
    memory.train = 16
    driver.start(hungry, tmp_path / "run")
    files = {path: path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file()}
    driver.do(TrySmallerBatch(tmp_path / "run"))

    assert driver.last(SmallerBatchTried).changes
    assert files == {path: path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file()}


def test_sizes_are_halved_until_one_fits(driver, hungry, memory, tmp_path):
    memory.train = 5
    driver.start(hungry, tmp_path / "run")
    driver.do(TrySmallerBatch(tmp_path / "run"))

    assert driver.last(SmallerBatchTried).changes == {"data.batch_size": 4, "training.accumulate": 8}


def test_where_nothing_fits_it_is_said(driver, hungry, memory, tmp_path):
    memory.train = 0
    driver.start(hungry, tmp_path / "run")
    driver.do(TrySmallerBatch(tmp_path / "run"))

    tried = driver.last(SmallerBatchTried)
    assert tried.changes == {}
    assert "No smaller batch" in str(tried.message)


def test_a_validation_that_does_not_fit_is_what_gets_smaller(driver, hungry, memory, tmp_path):
    memory.evaluation = 20
    driver.start(hungry.with_values({"training.evaluation_batch_size": 32}), tmp_path / "run")
    assert driver.ended.reason is Reason.OUT_OF_MEMORY
    driver.do(TrySmallerBatch(tmp_path / "run"))
    tried = driver.last(SmallerBatchTried)
    assert tried.changes == {"training.evaluation_batch_size": 16}

    driver.do(ResumeRun(tmp_path / "run", tried.changes))
    assert driver.last(RunEnded).reason is Reason.COMPLETED
    assert len(driver.of(EpochEnded)) == 2


def test_the_sentence_names_what_the_peak_was_made_of(driver, hungry, memory, tmp_path):
    memory.train, memory.from_batch = 16, 3
    driver.start(hungry, tmp_path / "run")

    sentence = str(driver.ended.message)
    facts = driver.ended.message.facts
    assert facts["model"] == "123 KB"
    assert facts["data"] not in ("0 B", "")
    assert "keep of a batch" in sentence
    assert "Most of it goes to the model (7,850 parameters" in sentence


def test_it_is_refused_while_a_run_is_under_way_and_for_what_is_no_run(driver: Driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(TrySmallerBatch(tmp_path / "run"))
    assert driver.last(Refused).code == "run-under-way"

    Driver().do(TrySmallerBatch(tmp_path / "nothing"))
    other = Driver()
    other.do(TrySmallerBatch(tmp_path / "nothing"))
    assert other.of(Refused)
