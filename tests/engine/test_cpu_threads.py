"""With how many CPU threads a run computes: chosen at its start, changed while it goes on, and kept for its resume."""

import time

import pytest
import torch

from tests.conftest import Driver, same, weights_of
from trainer_core.compute import cpu_load
from trainer_core.protocol.commands import (
    Advance,
    Keep,
    ResumeRun,
    SetHyperparameter,
    Start,
    Stop,
    Unit,
    Unpause,
    VerifyRun,
)
from trainer_core.protocol.events import HyperparameterChanged, Logged, Prepared, Verified
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_facts, read_history
from trainer_core.runs.snapshots import read_snapshot, snapshot_paths

BUSY = "Other programs keep 2.0 of the 2 CPU cores busy, so this run uses 1 thread."


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch):
    monkeypatch.setattr(cpu_load, "_own_cores", lambda: [0, 1])
    yield
    torch.set_num_threads(1)


@pytest.fixture
def load(monkeypatch):
    """How many cores other programs keep busy: a test writes another number into the list."""
    others, at = [2.0], time.monotonic()
    monkeypatch.setattr(cpu_load, "seconds_busy", lambda: ((time.monotonic() - at) * others[0], 0.0))
    return others


@pytest.fixture
def automatic(tiny) -> Recipe:
    return tiny.with_values({"training.threads": 0})


def sentences(driver: Driver) -> list[str]:
    return [str(event.message) for event in driver.of(Logged)]


def test_beside_busy_programs_a_run_gets_one_thread_and_says_why(driver, automatic, load, tmp_path):
    driver.start(automatic, tmp_path / "run")
    assert driver.last(Prepared).device.threads == torch.get_num_threads() == 1
    assert BUSY in sentences(driver)
    assert read_facts(tmp_path / "run")["threads"] == 1


def test_on_an_idle_machine_it_gets_all_cores(driver, automatic, load, tmp_path):
    load[0] = 0.2
    driver.start(automatic, tmp_path / "run")
    assert driver.last(Prepared).device.threads == torch.get_num_threads() == 2
    assert not any("CPU cores busy" in sentence for sentence in sentences(driver))
    assert read_facts(tmp_path / "run")["threads"] == 2


@pytest.mark.parametrize("values", [{"training.threads": 2}, {"training.deterministic": True}])
def test_a_number_that_a_person_chose_and_deterministic_mode_depend_on_nothing_else(driver, automatic, load, values):
    driver.start(automatic.with_values(values))
    assert torch.get_num_threads() == 2
    torch.use_deterministic_algorithms(False)


def test_the_number_changes_between_two_batches_and_the_run_records_it(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH), SetHyperparameter("training.threads", 2))
    change = driver.last(HyperparameterChanged)
    assert (change.step, change.key, change.old, change.new) == (1, "training.threads", 1, 2)
    driver.do(Unpause())
    assert torch.get_num_threads() == 2
    assert "From batch 1 on: training.threads 1 → 2." in sentences(driver)
    (mark,) = read_history(tmp_path / "run").marks
    assert mark.message.facts == {"field": "training.threads", "old": 1, "new": 2}
    newest = read_snapshot(snapshot_paths(tmp_path / "run")[-1]).values
    assert newest["versions"]["threads"] == Recipe.from_toml(newest["recipe"]).training.threads == 2
    driver.do(VerifyRun(tmp_path / "run", batches=16))
    verified = driver.last(Verified)
    assert (verified.different, verified.compared > 0) == (0, True)


def test_left_open_again_it_is_chosen_at_once_and_recorded_as_a_number(driver, tiny, load, tmp_path):
    driver.start(tiny.with_values({"training.threads": 2}), tmp_path / "run", paused=True)
    driver.do(SetHyperparameter("training.threads", 0))
    change = driver.last(HyperparameterChanged)
    assert (change.old, change.new, change.asked) == (2, 1, 0)
    driver.do(Unpause())
    assert torch.get_num_threads() == 1
    assert Recipe.from_toml(read_snapshot(snapshot_paths(tmp_path / "run")[-1]).values["recipe"]).training.threads == 1


def test_a_resumed_run_computes_with_the_threads_that_it_had(driver, automatic, load, tmp_path):
    whole = Driver()
    whole.start(automatic, tmp_path / "whole")
    driver.start(automatic, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH), Stop(Keep.FOR_LATER))
    load[0] = 0.0
    torch.set_num_threads(2)
    resumed = Driver()
    resumed.do(ResumeRun(tmp_path / "run"))
    assert resumed.last(Prepared).device.threads == torch.get_num_threads() == 1
    assert same(weights_of(resumed), weights_of(whole))
    resumed.do(VerifyRun(tmp_path / "run", batches=16))
    assert resumed.last(Verified).different == 0


def test_with_fewer_cores_than_then_a_run_goes_on_with_what_there_is(driver, automatic, load, tmp_path, monkeypatch):
    load[0] = 0.0
    driver.start(automatic, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH), Stop(Keep.FOR_LATER))
    monkeypatch.setattr(cpu_load, "_own_cores", lambda: [0])
    resumed = Driver()
    resumed.do(ResumeRun(tmp_path / "run"))
    assert torch.get_num_threads() == 1
    assert any("has used 2 threads so far and uses 1 from here on" in sentence for sentence in sentences(resumed))


def test_a_run_that_is_left_open_waits_hardly_at_all(driver, automatic, load):
    """What is prepared takes longer than the load is measured, so nothing is waited for."""
    driver.do(Start(automatic.with_values({"training.epochs": 1})))
    assert driver.ended
