"""Training on mixed examples: what is learnt, what is recorded and what is said about it."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.protocol.events import Evaluated, Logged, Reason, Refused, RunStarted

MIXED = [{"name": "mixup", "alpha": 1.0}, {"name": "cutmix"}]


@pytest.mark.parametrize("loss", [{"label_smoothing": 0.1}, {"balanced": True}])
def test_a_run_learns_from_mixes_and_is_measured_on_whole_examples(driver: Driver, loss: dict[str, object]) -> None:
    driver.start(
        Recipe.from_dict(
            {
                "data": {"source": "digits", "limit": 400, "augment": MIXED, "batch_size": 32},
                "model": {"name": "mlp", "widths": [64]},
                "loss": {"name": "CrossEntropyLoss", **loss},
                "optimizer": {"name": "Adam", "lr": 0.01},
                "training": {"epochs": 12, "device": "cpu", "threads": 1, "accumulate": 2},
            }
        )
    )

    assert driver.ended.reason is Reason.COMPLETED, driver.of(Refused)
    assert driver.last(Evaluated).evaluation.metrics["accuracy"] > 0.75
    assert any("Training examples are mixed" in str(event.message) for event in driver.of(Logged))


def test_the_accuracy_of_a_mixed_batch_is_the_share_of_the_answered_classes(driver: Driver, tiny: Recipe) -> None:
    recipe = tiny.with_values({"data.augment": MIXED, "optimizer.lr": 1e-9, "training.epochs": 1})
    driver.start(recipe)
    parts = driver.engine.parts
    assert parts is not None
    expected = []
    with torch.no_grad():
        for inputs, targets in parts.training.epoch(0):
            answered = parts.model(inputs).argmax(1, keepdim=True)
            expected.append(float(targets.gather(1, answered).mean()))
    recorded = driver.last(RunStarted).history.column(parts.scorer.headline)
    assert np.allclose(recorded, expected, atol=1e-5)
