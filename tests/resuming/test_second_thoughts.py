"""A run that goes on otherwise than it went before, and what a power cut or an impatient person does to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.conftest import Driver
from tests.resuming.conftest import broken_off, continued, whole
from trainer_core import Recipe
from trainer_core.commands import (
    Advance,
    ContinueRun,
    Evaluate,
    OpenRun,
    Prepare,
    Resume,
    SetHyperparameter,
    Start,
    Unit,
)
from trainer_core.events import Evaluated, Prepared, Reason, Refused
from trainer_core.snapshots import read_snapshot, snapshot_paths


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
    driver.do(ContinueRun(tmp_path / "run", {"optimizer.betas": [0.5, 0.9], "optimizer.amsgrad": True}, paused=True))
    driver.do(Advance(Unit.BATCH))
    poison(driver)
    driver.do(Resume())
    assert driver.engine.held_by_divergence

    (group,) = driver.engine.parts.step.optimizer.param_groups
    assert (tuple(group["betas"]), group["amsgrad"]) == ((0.5, 0.9), True)
    driver.do(Resume())
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
    assert again.last(Evaluated).evaluation.loss == driver.ended.summary.test_loss


def test_all_that_a_snapshot_counts_on_would_outlive_a_power_cut(
    tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    synced: dict[str, int] = {}
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        fsync(descriptor)
        inode = os.fstat(descriptor).st_ino
        synced.update({path.name: path.stat().st_size for path in run.iterdir() if path.stat().st_ino == inode})

    run = tmp_path / "run"
    driver = Driver()
    driver.do(Start(tiny, run, paused=True), Advance(Unit.BATCH), SetHyperparameter("optimizer.lr", 5e-4))
    driver.engine._fit.records.history()
    monkeypatch.setattr(os, "fsync", noted)

    driver.do(Advance(Unit.EPOCH))

    records = read_snapshot(snapshot_paths(run)[-1]).values["records"]
    assert records == {"rows": 8, "epochs": 1, "marks": 1}
    for name in ("batches.bin", "history.csv", "marks.jsonl"):
        assert synced.get(name) == (run / name).stat().st_size, name


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
