"""A run that was broken off and gone on with is, to the bit, the run that was never stopped."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, dropped, whole
from trainer_core import Recipe, load_preset, preset_names
from trainer_core.models import models
from trainer_core.protocol.commands import (
    Advance,
    Keep,
    Pause,
    ResumeRun,
    SetHyperparameter,
    Start,
    Stop,
    Unit,
    Unpause,
)
from trainer_core.protocol.events import Reason, RunEnded, RunStarted, SnapshotTaken
from trainer_core.protocol.predicting import Predict
from trainer_core.runs.run_files import read_history, read_marks
from trainer_core.runs.snapshots import snapshot_paths

VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "augmentation": {"data.augment": [{"name": "shift", "pixels": 2}, {"name": "flip"}, {"name": "erase", "side": 6}]},
    "mixed examples": {"data.augment": [{"name": "blur"}, {"name": "mixup"}, {"name": "cutmix"}]},
    "one cycle": {"schedule.name": "one_cycle"},
    "plateau": {"schedule.name": "plateau", "schedule.patience": 0, "schedule.threshold": 0.9, "training.epochs": 4},
    "cosine with warm-up": {"schedule.name": "cosine", "schedule.warmup_epochs": 0.5},
    "accumulation": {"training.accumulate": 3},
    "dropout": {"model.name": "mlp", "model.dropout": 0.5},
    "dropout and batch norm": {"model.name": "mlp", "model.dropout": 0.3, "model.batch_norm": True},
    "momentum": {"optimizer.name": "SGD", "optimizer.momentum": 0.9, "optimizer.nesterov": True},
    "weight decay and clipping": {"optimizer.name": "AdamW", "optimizer.weight_decay": 0.1, "training.clip_norm": 0.5},
    "rmsprop": {"optimizer.name": "RMSprop", "optimizer.momentum": 0.5},
    "bfloat16 and channels last": {
        "model.name": "small_cnn",
        "training.precision": "bfloat16",
        "training.channels_last": True,
    },
    "streamed": {"data.placement": "streamed", "data.workers": 0, "data.augment": [{"name": "flip"}]},
    "no validation": {"data.validation_share": 0.0},
    "early stopping": {"training.stop_early_after": 1, "training.epochs": 6, "optimizer.lr": 0.05},
    "best by loss, smoothed": {"training.best_by": "loss", "loss.label_smoothing": 0.1},
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_run_that_was_broken_off_mid_epoch_ends_as_if_it_never_was(name: str, tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values(VARIANTS[name])
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 5)
    # Whatever is drawn in between belongs to nobody's run.
    random.random(), np.random.rand(3), torch.rand(7)

    driver = continued(tmp_path / "broken")

    assert 0 < driver.last(RunStarted).continued_from < len(read_history(tmp_path / "whole"))
    assert_same_run(tmp_path / "whole", tmp_path / "broken")


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_goes_on_exactly(name: str, tmp_path: Path):
    small = {"data.limit": 24, "data.batch_size": 8, "training.epochs": 2, "training.device": "cpu"}
    recipe = load_preset(name).with_values(small)
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 3)

    continued(tmp_path / "broken")

    assert_same_run(tmp_path / "whole", tmp_path / "broken")


@pytest.mark.parametrize("turns", [1, 7, 8, 9, 10, 13, 17, 18])
def test_wherever_it_is_dropped_the_newest_snapshot_leads_to_the_same_end(turns: int, tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values({"model.name": "mlp", "model.dropout": 0.4, "training.snapshot_minutes": 1e-6})
    whole(recipe, tmp_path / "whole")
    dropped(recipe, tmp_path / "dropped", turns)

    continued(tmp_path / "dropped")

    assert_same_run(tmp_path / "whole", tmp_path / "dropped")


def test_many_breaks_one_after_another_change_nothing(tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values(
        {"training.accumulate": 3, "data.augment": [{"name": "flip"}], "schedule.name": "one_cycle"}
    )
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 2)
    for _ in range(4):
        driver = Driver()
        driver.do(ResumeRun(tmp_path / "broken", paused=True))
        driver.post(Unpause())
        for _ in range(3):
            driver.engine.turn()
        driver.do(Stop(Keep.FOR_LATER))

    continued(tmp_path / "broken")

    assert_same_run(tmp_path / "whole", tmp_path / "broken")


def test_a_run_broken_off_in_its_validation_goes_on_there(tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values({"training.evaluation_batch_size": 4})
    whole(recipe, tmp_path / "whole")
    driver = Driver()
    driver.do(Start(recipe, tmp_path / "broken", paused=True))
    driver.post(Unpause())
    while driver.state != "validating":
        driver.engine.turn()
    driver.engine.turn()
    driver.do(Stop(Keep.FOR_LATER))
    assert driver.ended.reason is Reason.INTERRUPTED

    again = continued(tmp_path / "broken")

    assert again.last(RunStarted).continued_from == 8
    assert_same_run(tmp_path / "whole", tmp_path / "broken")


def test_a_run_broken_off_in_its_last_test_is_tested(tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values({"training.evaluation_batch_size": 4})
    whole(recipe, tmp_path / "whole")
    driver = Driver()
    driver.do(Start(recipe, tmp_path / "broken", paused=True))
    driver.post(Unpause())
    while driver.state != "testing":
        driver.engine.turn()
    driver.engine._training.run.records.folder.release()

    again = continued(tmp_path / "broken")

    assert again.ended.reason is Reason.COMPLETED
    assert again.ended.summary.test["accuracy"] > 0
    assert_same_run(tmp_path / "whole", tmp_path / "broken")


def test_changes_made_by_hand_after_the_snapshot_are_made_again_at_the_same_batch(tiny: Recipe, tmp_path: Path):
    def run(folder: Path, *, drop: bool) -> None:
        driver = Driver()
        driver.do(Start(tiny, folder, paused=True), Advance(Unit.EPOCH))
        driver.do(Advance(Unit.BATCH))
        driver.do(SetHyperparameter("optimizer.lr", 5e-4), Advance(Unit.BATCH))
        driver.do(SetHyperparameter("optimizer.weight_decay", 0.01), Advance(Unit.BATCH))
        if drop:
            driver.engine._training.run.records.history()
            driver.engine._training.run.records.folder.release()
        else:
            driver.do(Unpause())

    run(tmp_path / "whole", drop=False)
    run(tmp_path / "dropped", drop=True)
    assert [path.name for path in snapshot_paths(tmp_path / "dropped")] == ["000000000.pt", "000000008.pt"]

    continued(tmp_path / "dropped")

    assert_same_run(tmp_path / "whole", tmp_path / "dropped")
    assert read_marks(tmp_path / "dropped") == read_marks(tmp_path / "whole")
    assert len(read_marks(tmp_path / "whole")) == 2


def test_what_is_asked_of_a_paused_run_does_not_change_its_rest(tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values({"model.name": "mlp", "model.dropout": 0.5})
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 4)
    driver = Driver()
    driver.do(ResumeRun(tmp_path / "broken", paused=True))
    driver.do(Predict((0, 1, 2)))

    driver.do(Unpause())

    assert_same_run(tmp_path / "whole", tmp_path / "broken")


class _Noisy(nn.Module):
    """Draws from the random generators of Python, NumPy and torch, as a person's own model may."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(784, 10)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        outputs = self.layer(inputs.flatten(1))
        if not self.training:
            return outputs
        return outputs * (1 + 0.1 * random.random() + 0.1 * float(np.random.rand())) + 0.1 * torch.randn(10)


def test_the_generators_of_python_numpy_and_torch_go_on_where_they_were(
    tiny: Recipe, tmp_path: Path, request: pytest.FixtureRequest
):
    models.add("noisy", lambda input_shape, outputs: _Noisy(), title="Noisy", summary="")
    request.addfinalizer(lambda: models.remove("noisy"))
    recipe = tiny.with_values({"model.name": "noisy"})
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 5)
    random.random(), np.random.rand(3), torch.rand(7)

    continued(tmp_path / "broken")

    assert_same_run(tmp_path / "whole", tmp_path / "broken")


def test_a_snapshot_is_taken_of_the_beginning_each_epoch_each_pause_and_the_end(tiny: Recipe, tmp_path: Path):
    driver = Driver()
    driver.do(Start(tiny, tmp_path / "run", paused=True))
    driver.post(Unpause())
    for _ in range(3):
        driver.engine.turn()
    driver.do(Pause())
    paused = driver.last(SnapshotTaken).step
    assert 0 < paused < 8
    driver.do(Unpause())

    assert [event.step for event in driver.of(SnapshotTaken)] == [0, paused, 8, 16]


def test_snapshots_of_epochs_can_be_further_apart_or_off(tiny: Recipe, tmp_path: Path):
    every_other = tiny.with_values({"training.epochs": 5, "training.snapshot_epochs": 2})
    assert [event.step for event in whole(every_other, tmp_path / "a").of(SnapshotTaken)] == [0, 16, 32, 40]
    off = tiny.with_values({"training.snapshot_epochs": 0, "training.snapshot_minutes": 0.0})
    assert [event.step for event in whole(off, tmp_path / "b").of(SnapshotTaken)] == [0, 16]


def test_the_newest_and_the_best_are_kept(tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values({"training.epochs": 7, "optimizer.lr": 0.02, "training.snapshots_kept": 2})
    driver = whole(recipe, tmp_path / "run")

    best = driver.ended.summary.best_epoch
    kept = {int(path.stem) for path in snapshot_paths(tmp_path / "run")}
    assert kept == {8 * best, 48, 56}


def test_a_finished_run_is_given_more_epochs(tiny: Recipe, tmp_path: Path):
    whole(tiny.with_values({"training.epochs": 4}), tmp_path / "four")
    whole(tiny, tmp_path / "two")

    driver = continued(tmp_path / "two", {"training.epochs": 4})

    assert driver.ended.reason is Reason.COMPLETED
    assert driver.ended.summary.epochs == 4
    assert_same_run(tmp_path / "four", tmp_path / "two")


def test_a_run_stopped_early_goes_on_when_asked_to(tiny: Recipe, tmp_path: Path):
    recipe = tiny.with_values({"training.stop_early_after": 1, "training.epochs": 9, "optimizer.lr": 0.1})
    assert whole(recipe, tmp_path / "run").ended.reason is Reason.STOPPED_EARLY
    before = len(read_history(tmp_path / "run"))

    driver = continued(tmp_path / "run")

    assert len(read_history(tmp_path / "run")) >= before + 8
    assert driver.last(RunEnded).reason in (Reason.STOPPED_EARLY, Reason.COMPLETED)
