"""A run that goes on otherwise than it went before, and what a power cut or an impatient person does to it."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, dropped, whole
from trainer_core import Recipe
from trainer_core.errors import RunFolderError
from trainer_core.files.run_lock import is_locked
from trainer_core.protocol.commands import (
    Advance,
    Command,
    Evaluate,
    Keep,
    LoadWeights,
    OpenRun,
    Prepare,
    ResumeRun,
    SaveWeights,
    SetHyperparameter,
    Shutdown,
    Start,
    Stop,
    Unit,
    Unpause,
    VerifyRun,
)
from trainer_core.protocol.events import Evaluated, Prepared, Reason, Refused, RunStarted, Verified
from trainer_core.runs.run_files import read_history, read_marks, read_summary
from trainer_core.runs.run_folder import RunFolder
from trainer_core.runs.snapshots import read_snapshot, snapshot_paths


@pytest.fixture
def changed_by_hand(tiny: Recipe, tmp_path: Path) -> Path:
    """A run whose learning rate was changed after its newest snapshot, and that was then dropped."""
    driver = Driver()
    driver.do(Start(tiny, tmp_path / "run", paused=True), Advance(Unit.EPOCH))
    for _ in range(4):
        driver.do(Advance(Unit.BATCH))
    driver.do(SetHyperparameter("optimizer.lr", 5e-4), Advance(Unit.BATCH))
    driver.engine._training.run.records.history()
    driver.engine._training.run.records.folder.release()
    assert snapshot_paths(tmp_path / "run")[-1].stem == "000000008"
    return tmp_path / "run"


def poison(driver: Driver) -> None:
    """Make the next loss no number."""
    with torch.no_grad():
        for parameter in driver.engine.parts.model.parameters():
            parameter.fill_(float("nan"))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Adam", {"optimizer.amsgrad": True}),
        ("AdamW", {"optimizer.amsgrad": True}),
        ("RMSprop", {"optimizer.momentum": 0.9}),
        ("RMSprop", {"optimizer.centered": True}),
        ("SGD", {"optimizer.momentum": 0.9}),
    ],
)
def test_an_optimizer_that_keeps_another_average_from_here_on_begins_it(
    name: str, wanted: dict[str, Any], tiny: Recipe, tmp_path: Path
):
    broken_off(tiny.with_values({"optimizer.name": name, "optimizer.lr": 1e-3}), tmp_path / "run", 5)

    assert continued(tmp_path / "run", wanted).ended.reason is Reason.COMPLETED


def test_a_run_that_diverges_after_its_optimizer_was_changed_falls_back_to_the_weights_alone(
    tiny: Recipe, tmp_path: Path
):
    broken_off(tiny, tmp_path / "run", 11)
    driver = Driver()
    driver.do(ResumeRun(tmp_path / "run", {"optimizer.betas": [0.5, 0.9], "optimizer.amsgrad": True}, paused=True))
    driver.do(Advance(Unit.BATCH))
    poison(driver)
    driver.do(Unpause())
    assert driver.engine.held_by_divergence

    (group,) = driver.engine.parts.step.optimizer.param_groups
    assert (tuple(group["betas"]), group["amsgrad"]) == ((0.5, 0.9), True)
    driver.do(Unpause())
    assert driver.ended.reason is Reason.COMPLETED


def test_best_pt_is_of_the_best_epoch_also_when_one_that_was_better_is_given_up(tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values({"training.epochs": 3, "training.best_by": "loss", "training.snapshots_kept": 3})
    whole(recipe, tmp_path / "run")
    snapshot_paths(tmp_path / "run")[-1].write_bytes(b"")

    driver = continued(tmp_path / "run", {"optimizer.lr": 0.5})

    assert driver.ended.summary.best_epoch == 2
    tested = driver.engine.parts.model.state_dict()
    saved = torch.load(tmp_path / "run" / "best.pt", weights_only=True)
    assert all(torch.equal(saved[name], value) for name, value in tested.items())
    again = Driver()
    again.do(OpenRun(tmp_path / "run"))
    assert again.last(Evaluated).evaluation.loss == driver.ended.summary.test["loss"]


def test_all_that_a_snapshot_counts_on_would_outlive_a_power_cut(
    tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    synced: dict[int, int] = {}
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        fsync(descriptor)
        synced[os.fstat(descriptor).st_ino] = os.fstat(descriptor).st_size

    monkeypatch.setattr(os, "fsync", noted)
    run = tmp_path / "run"
    driver = Driver()
    driver.do(Start(tiny, run, paused=True), Advance(Unit.BATCH), SetHyperparameter("optimizer.lr", 5e-4))
    driver.engine._training.run.records.history()

    driver.do(Advance(Unit.EPOCH))

    records = read_snapshot(snapshot_paths(run)[-1]).values["records"]
    assert records == {"rows": 8, "epochs": 1, "marks": 1}
    for name in ("batches.bin", "history.csv", "marks.jsonl"):
        assert synced.get((run / name).stat().st_ino) == (run / name).stat().st_size, name


def test_tests_that_wait_for_one_another_are_all_broken_off_when_the_model_is_replaced(tiny: Recipe):
    recipe = tiny.with_values({"training.evaluation_batch_size": 4})
    driver = Driver()
    driver.start(recipe)
    driver.post(Evaluate(), Evaluate(), Evaluate())
    driver.engine.turn()
    before = len(driver.of(Evaluated))

    driver.do(Prepare(recipe.with_values({"model.name": "mlp"})))

    assert [event.code for event in driver.of(Refused)] == ["cancelled"] * 3
    assert len(driver.of(Evaluated)) == before
    assert driver.last(Prepared).recipe.model.name == "mlp"


def test_a_change_that_is_to_be_made_again_outlives_a_second_break(changed_by_hand: Path):
    before = read_marks(changed_by_hand)
    driver = Driver()
    driver.do(ResumeRun(changed_by_hand, paused=True), Stop(Keep.FOR_LATER))
    assert read_marks(changed_by_hand) == before

    continued(changed_by_hand)

    rates = read_history(changed_by_hand).column("lr")
    assert rates[11] == 1e-3
    assert rates[12] == 5e-4
    assert read_marks(changed_by_hand) == before


def test_a_newer_wish_replaces_a_change_that_was_to_be_made_again(changed_by_hand: Path):
    driver = Driver()
    driver.do(ResumeRun(changed_by_hand, paused=True), SetHyperparameter("optimizer.lr", 7e-5), Unpause())

    assert read_history(changed_by_hand).column("lr")[-1] == 7e-5


def test_a_run_killed_before_its_first_epoch_goes_on(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "whole")
    dropped(tiny, tmp_path / "run", 3)

    assert continued(tmp_path / "run").last(RunStarted).continued_from == 0
    assert_same_run(tmp_path / "whole", tmp_path / "run")


def test_discarding_a_run_that_went_on_from_an_earlier_one_deletes_nothing(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "run")
    driver = Driver()
    driver.do(ResumeRun(tmp_path / "run", {"training.epochs": 3}, paused=True))

    driver.do(Stop(Keep.NOTHING))

    assert driver.last(Refused).code == "keeps-earlier"
    driver.do(Stop(Keep.FOR_LATER))
    assert len(read_history(tmp_path / "run").epochs) == 2
    assert continued(tmp_path / "run").ended.summary.epochs == 3


@pytest.mark.parametrize("method", ["write_facts", "write_snapshot", "write_recipe"])
def test_a_run_that_cannot_be_gone_on_with_for_want_of_room_stays_as_it_ended(
    method: str, tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    whole(tiny, tmp_path / "run")

    def full(self: RunFolder, *_: object, **__: object) -> None:
        raise RunFolderError("disk-full", "There is no room to write {path}.", path=str(self.path))

    monkeypatch.setattr(RunFolder, method, full)
    driver = Driver()
    driver.do(ResumeRun(tmp_path / "run", {"training.epochs": 3}))

    assert driver.last(Refused).code == "disk-full"
    assert read_summary(tmp_path / "run")["reason"] == "completed"
    assert len(read_history(tmp_path / "run")) == 16
    monkeypatch.undo()
    assert continued(tmp_path / "run", {"training.epochs": 3}).ended.summary.epochs == 3


def test_a_proof_leaves_alone_what_lies_before_weights_were_loaded_into_the_run(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "other")
    driver = Driver()
    driver.do(Start(tiny, tmp_path / "run", paused=True), Advance(Unit.EPOCH))
    driver.do(Advance(Unit.BATCH))
    driver.do(LoadWeights(tmp_path / "other" / "last.pt"), Unpause())

    driver.do(VerifyRun(tmp_path / "run"))

    assert driver.last(Verified).equal
    assert driver.last(Verified).first == 9


def test_a_proof_leaves_alone_what_lies_before_patience_began_anew(tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values({"training.stop_early_after": 1, "training.epochs": 9, "optimizer.lr": 0.1})
    whole(recipe, tmp_path / "run")
    continued(tmp_path / "run")
    driver = Driver()

    driver.do(VerifyRun(tmp_path / "run"))

    assert driver.last(Verified).equal


def test_what_follows_the_opening_of_a_run_is_done_with_its_model(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "run")
    driver = Driver()
    driver.start(tiny.with_values({"training.seed": 5}))

    driver.do(OpenRun(tmp_path / "run"), SaveWeights(tmp_path / "saved.pt"))

    saved, kept = (
        torch.load(path, weights_only=True) for path in (tmp_path / "saved.pt", tmp_path / "run" / "best.pt")
    )
    assert all(torch.equal(saved[key], value) for key, value in kept.items())


@pytest.mark.parametrize("end", [Stop(), Shutdown()])
def test_a_replay_that_waits_for_the_end_of_a_batch_does_not_keep_a_stop_waiting(
    end: Command, tiny: Recipe, tmp_path: Path
):
    driver = Driver()
    driver.do(Start(tiny, tmp_path / "run", paused=True), Advance(Unit.EPOCH))
    driver.do(Advance(Unit.PHASE))
    driver.post(VerifyRun(tmp_path / "run"), end)
    driver.do()

    assert not driver.of(Verified)
    assert "cancelled" in [event.code for event in driver.of(Refused)]
    assert driver.ended.reason in (Reason.STOPPED, Reason.INTERRUPTED)


def test_a_start_that_is_refused_leaves_a_replay_alone(tiny: Recipe, tmp_path: Path):
    driver = Driver()
    driver.do(Start(tiny, tmp_path / "run", paused=True), Advance(Unit.EPOCH))
    driver.post(VerifyRun(tmp_path / "run", 4))
    driver.engine.turn()

    driver.do(Start(tiny))

    assert driver.last(Refused).code == "run-under-way"
    assert driver.last(Verified).equal


def test_many_may_look_at_a_run_at_once_and_none_takes_another_for_a_writer(tiny: Recipe, tmp_path: Path):
    whole(tiny, tmp_path / "run")
    answers: list[bool] = []
    lookers = [
        threading.Thread(target=lambda: answers.extend(is_locked(tmp_path / "run") for _ in range(300)))
        for _ in range(2)
    ]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()

    assert answers == [False] * 600
