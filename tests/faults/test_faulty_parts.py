"""A model, a loss or data that breaks in the middle of a batch: a report, the run saved, and an engine that lives."""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch

from tests.conftest import Driver
from tests.faults import faulty
from tests.faults.faulty import BREAKS_AT, recipe
from trainer_core import Recipe
from trainer_core.data import streamed
from trainer_core.files.run_lock import is_locked
from trainer_core.protocol.commands import Advance, ResumeRun, Start, Unit, Unpause
from trainer_core.protocol.events import Crashed, Reason, RunEnded, RunStarted, State, StateChanged
from trainer_core.runs.run_files import read_batches, read_epochs, read_summary
from trainer_core.runs.snapshots import snapshot_paths


@pytest.fixture(autouse=True)
def _parts() -> Iterator[None]:
    with faulty.registered():
        yield


def check_saved(driver: Driver, folder: Path, words: str) -> RunEnded:
    """The one end of the run says why; the folder holds all that was computed, and is whole."""
    ended = driver.ended
    assert ended.reason is Reason.FAILED
    assert words in str(ended.message)
    assert driver.state == State.IDLE
    assert read_summary(folder)["reason"] == "failed"
    assert not is_locked(folder)
    assert not list(folder.rglob("*.part"))
    history = driver.last(RunStarted).history
    np.testing.assert_array_equal(read_batches(folder), history.rows())
    assert [repr(row) for row in read_epochs(folder)] == [repr(row) for row in history.epochs]
    for name in ("last.pt", "best.pt"):
        kept = torch.load(folder / name, weights_only=True)
        assert all(value.isfinite().all() for value in kept.values())
    return ended


def check_trains_again(driver: Driver, folder: Path) -> None:
    driver.do(Start(recipe(), folder))
    assert driver.of(RunEnded)[-1].reason is Reason.COMPLETED
    assert driver.of(RunEnded)[-1].summary.steps == 16


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"model__name": "faulty"}, "ValueError: a model of someone's own went wrong"),
        ({"loss__name": "faulty"}, "a loss of someone's own went wrong"),
        ({"data__source": "faulty"}, "Input/output error"),
        ({"data__source": "faulty", "data__placement": "streamed", "data__workers": 0}, "Input/output error"),
    ],
    ids=["model", "loss", "resident data", "streamed data"],
)
def test_a_part_that_breaks_in_the_middle_of_a_batch(driver, tmp_path, monkeypatch, changes, words):
    # A portion a batch, so that streamed data is read as often as resident data.
    monkeypatch.setattr(streamed, "_PORTION", 1)
    driver.do(Start(recipe(**changes), tmp_path / "run"))

    ended = check_saved(driver, tmp_path / "run", words)
    history = driver.last(RunStarted).history
    # Preparing reads the data too.
    assert 8 <= ended.summary.steps == len(history) <= BREAKS_AT
    assert len(history.epochs) == 1
    check_trains_again(driver, tmp_path / "again")


@pytest.mark.parametrize("changes", [{"model__name": "faulty"}, {"loss__name": "faulty"}], ids=["model", "loss"])
def test_a_bug_in_someones_own_code_is_reported_with_the_line_it_is_in(driver, tmp_path, changes):
    driver.do(Start(recipe(**changes), tmp_path / "run"))

    (crash,) = driver.of(Crashed)
    assert "faulty.py" in crash.details
    assert "in forward" in crash.details
    assert "went wrong" in str(crash.sentence)


def test_a_run_that_broke_can_be_continued_once_its_part_is_mended(driver, tmp_path, monkeypatch):
    driver.do(Start(recipe(model__name="faulty"), tmp_path / "run"))
    assert len(snapshot_paths(tmp_path / "run")) >= 1
    monkeypatch.setattr(faulty, "BREAKS_AT", 10**9)
    driver.do(ResumeRun(tmp_path / "run"))

    started = driver.of(RunStarted)[-1]
    assert started.continued_from >= 8
    assert driver.of(RunEnded)[-1].reason is Reason.COMPLETED
    whole = Driver()
    whole.do(Start(recipe(model__name="faulty"), tmp_path / "whole"))
    for column in ("loss", "accuracy", "lr"):
        np.testing.assert_array_equal(started.history.column(column), whole.last(RunStarted).history.column(column))


# Processes that load data


def streaming(driver: Driver, folder: Path, batch_size: int) -> list[psutil.Process]:
    """Hold a run after its first batch; return the two processes that load its data."""
    before = multiprocessing.active_children()
    changes = {"data.placement": "streamed", "data.workers": 2, "data.limit": 8 * batch_size}
    plain = Recipe.from_dict({"training": {"epochs": 2, "device": "cpu", "threads": 1}})
    driver.start(plain.with_values(changes | {"data.batch_size": batch_size}), folder, paused=True)
    driver.do(Advance(Unit.BATCH))
    return [psutil.Process(child.pid) for child in multiprocessing.active_children() if child not in before]


@pytest.mark.parametrize("killed", [1, 2])
def test_a_loader_process_that_is_killed_ends_the_run_with_a_sentence(driver, tmp_path, monkeypatch, killed):
    monkeypatch.setattr(streamed, "_PORTION", 1)
    monkeypatch.setattr(streamed, "_ANSWER_WITHIN", float("inf"))  # their death ends the run, not a limit of time
    for process in streaming(driver, tmp_path / "run", 32)[:killed]:
        os.kill(process.pid, signal.SIGKILL)
    driver.do(Unpause())

    check_saved(driver, tmp_path / "run", "The processes that load the data have stopped")
    assert "data.workers = 0" in str(driver.ended.message)
    check_trains_again(driver, tmp_path / "again")


def test_memory_that_runs_out_in_a_loader_process_ends_the_run_with_a_sentence(driver, tmp_path, monkeypatch):
    monkeypatch.setattr(streamed, "_PORTION", 1)
    # Batches so large that each needs memory from the system.
    for process in streaming(driver, tmp_path / "run", 2048):
        process.rlimit(psutil.RLIMIT_AS, (process.memory_info().vms, process.memory_info().vms))
    driver.do(Unpause())

    check_saved(driver, tmp_path / "run", "The processes that load the data have stopped")
    assert "memory" in str(driver.ended.message)
    check_trains_again(driver, tmp_path / "again")


def test_no_memory_in_the_middle_of_a_batch_saves_the_run(driver, tmp_path, monkeypatch):
    driver.start(recipe(), tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    assert driver.engine.parts is not None

    def hungry(*_: object) -> None:
        torch.empty(1 << 60)

    driver.engine.parts.model.register_forward_hook(hungry)
    driver.do(Unpause())

    assert driver.ended.reason is Reason.OUT_OF_MEMORY
    assert "batch size" in str(driver.ended.message)
    assert read_summary(tmp_path / "run")["reason"] == "out of memory"
    assert len(read_batches(tmp_path / "run")) == 8
    check_trains_again(driver, tmp_path / "again")


def test_every_run_that_breaks_tells_its_end_once(driver, tmp_path):
    for number, changes in enumerate(({"model__name": "faulty"}, {"loss__name": "faulty"}, {})):
        driver.do(Start(recipe(**changes), tmp_path / str(number)))

    assert len(driver.of(RunStarted)) == len(driver.of(RunEnded)) == 3
    assert [event.run for event in driver.of(RunEnded)] == [1, 2, 3]
    assert not math.isnan(driver.of(RunEnded)[-1].summary.test["accuracy"])
    assert driver.of(StateChanged)[-1].state is State.IDLE
