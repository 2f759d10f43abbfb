"""Of each training example the loss is kept that it had when it was trained on, exactly, and also over a break."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from tests.conftest import Driver, turn_until
from tests.training.resuming.conftest import broken_off, continued, dropped, whole
from trainer_core import Recipe
from trainer_core.data import Labels
from trainer_core.protocol.commands import Keep, Pause, Start, Stop, Unpause
from trainer_core.protocol.events import EpochEnded, Logged, RunStarted
from trainer_core.runs.example_losses import read_example_losses
from trainer_core.runs.run_files import read_history
from trainer_core.tasks import Outputs, Scale, task_for

VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "accumulation": {"training.accumulate": 3},
    "streamed": {"data.placement": "streamed", "data.workers": 0},
    "augmentation": {"data.augment": [{"name": "shift", "pixels": 2}]},
    "every class equally often": {"data.resample": True},
    "mixed": {"data.augment": [{"name": "mixup"}], "training.evaluation_batch_size": 100},
    "smoothed and weighted": {"loss.label_smoothing": 0.2, "loss.balanced": True},
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_break_in_mid_epoch_leaves_no_trace(name: str, tiny: Recipe, tmp_path: Path) -> None:
    recipe = tiny.with_values(VARIANTS[name])
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 13)
    continued(tmp_path / "broken")
    dropped(recipe, tmp_path / "killed", 13)
    continued(tmp_path / "killed")

    losses = read_example_losses(tmp_path / "whole")
    assert losses.shape == (2, 256)
    for other in ("broken", "killed"):
        np.testing.assert_array_equal(losses, read_example_losses(tmp_path / other))
        assert np.array_equal(np.signbit(losses), np.signbit(read_example_losses(tmp_path / other)))


def test_they_add_up_to_what_the_history_says(tiny: Recipe, tmp_path: Path) -> None:
    driver = whole(tiny, tmp_path / "run")
    losses, history = read_example_losses(tmp_path / "run"), read_history(tmp_path / "run")

    assert driver.engine.parts is not None
    for epoch, kept in enumerate(losses):
        order = driver.engine.parts.training.order(epoch).numpy().reshape(-1, 32)
        rows = slice(8 * epoch, 8 * epoch + 8)
        sized = np.abs(kept.astype(np.float64))[order].mean(1)
        np.testing.assert_allclose(sized, history.column("loss")[rows], rtol=1e-3)
        np.testing.assert_array_equal((~np.signbit(kept))[order].mean(1), history.column("accuracy")[rows])


def test_keeping_them_changes_no_bit_of_the_training(tiny: Recipe, tmp_path: Path) -> None:
    whole(tiny, tmp_path / "on")
    whole(tiny.with_values({"training.example_losses": False}), tmp_path / "off")

    assert not (tmp_path / "off" / "examples.npy").exists()
    one, other = (torch.load(tmp_path / name / "last.pt", weights_only=True) for name in ("on", "off"))
    assert all(torch.equal(one[key], other[key]) for key in one)
    losses = [read_history(tmp_path / name).column("loss") for name in ("on", "off")]
    np.testing.assert_array_equal(*losses)


def test_classes_drawn_equally_often_leave_some_examples_out(tiny: Recipe, tmp_path: Path) -> None:
    whole(tiny.with_values({"data.resample": True}), tmp_path / "run")

    assert 0 < np.isnan(read_example_losses(tmp_path / "run")).sum() < 256


def test_of_mixed_examples_those_are_kept_that_the_model_has_of_whole_ones(tiny: Recipe, tmp_path: Path) -> None:
    recipe = tiny.with_values({"data.augment": [{"name": "shift", "pixels": 2}, {"name": "mixup"}]})
    driver = whole(recipe, tmp_path / "run")

    losses, parts = read_example_losses(tmp_path / "run"), driver.engine.parts
    assert losses.shape == (2, 256)
    assert parts is not None
    parts.model.load_state_dict(torch.load(tmp_path / "run" / "last.pt", weights_only=True))
    inputs, targets = parts.dataset.train.gathered()
    parts.model.eval()
    with torch.no_grad():
        expected = F.cross_entropy(parts.model(parts.prepared(inputs)), targets, reduction="none")
        right = parts.model(parts.prepared(inputs)).argmax(1) == targets
    np.testing.assert_allclose(np.abs(losses[-1]), expected, rtol=2e-3, atol=1e-6)
    assert np.array_equal(~np.signbit(losses[-1]), right)
    assert any("measured apart" in str(event.message) for event in driver.of(Logged))


def test_a_break_while_whole_examples_are_measured_leaves_no_trace(tiny: Recipe, tmp_path: Path) -> None:
    mixed = {"data.augment": [{"name": "cutmix"}], "training.evaluation_batch_size": 32, "data.validation_share": 0}
    recipe = tiny.with_values(mixed)
    whole(recipe, tmp_path / "whole")
    driver = Driver()
    driver.do(Start(recipe, tmp_path / "broken", paused=True))
    driver.post(Unpause())
    turn_until(driver, "validating")
    driver.do(Pause())
    assert driver.state == "paused"
    assert not driver.of(EpochEnded)
    driver.do(Stop(Keep.FOR_LATER))
    continued(tmp_path / "broken")

    losses = read_example_losses(tmp_path / "whole")
    assert losses.shape == (2, 256)
    np.testing.assert_array_equal(losses, read_example_losses(tmp_path / "broken"))


def test_values_have_their_squared_error(tmp_path: Path, driver: Driver) -> None:
    recipe = Recipe.from_dict(
        {
            "data": {"source": "diabetes", "batch_size": 32},
            "model": {"name": "mlp", "widths": [8]},
            "loss": {"name": "L1Loss"},
            "training": {"epochs": 1, "device": "cpu", "threads": 1},
        }
    )
    driver.start(recipe, tmp_path / "run")

    losses = read_example_losses(tmp_path / "run")
    history = driver.last(RunStarted).history
    assert driver.engine.parts is not None
    std = driver.engine.parts.scorer.scale.std[0]
    size = losses.shape[1]
    weights = [min(32, size - start) for start in range(0, size, 32)]
    rmse = driver.engine.parts.scorer.headline_over(history.column("rmse"), np.array(weights, dtype=np.float64))
    assert (losses >= 0).all()
    assert np.sqrt(losses.astype(np.float64).mean()) * std == pytest.approx(rmse, rel=1e-3)


@pytest.mark.parametrize("outputs", Outputs)
def test_the_loss_of_a_yes_or_no_is_its_log_loss(outputs: Outputs) -> None:
    scorer = task_for("binary").scorer(Labels(("no", "yes")), outputs=outputs, scale=Scale())
    logits, targets = torch.tensor([[2.0], [-1.0], [0.5]]), torch.tensor([[1.0], [1.0], [0.0]])
    given = logits if outputs is Outputs.LOGITS else logits.sigmoid()

    losses = scorer.example_losses(given, targets)

    expected = F.binary_cross_entropy_with_logits(logits, targets, reduction="none").squeeze(1)
    assert torch.allclose(losses.abs(), expected)
    assert torch.signbit(losses).tolist() == [False, True, True]
