"""A run that begins from a file of weights: recorded, normalized as they were trained, and not in need of it again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, whole
from trainer_core import Recipe
from trainer_core.engine.open_run import with_weights_of
from trainer_core.protocol.commands import Prepare, VerifyRun
from trainer_core.protocol.events import Prepared, Verified
from trainer_core.runs.run_files import read_history


@pytest.fixture
def from_file(tiny: Recipe, tmp_path: Path) -> Recipe:
    """A SqueezeNet that begins from a file of seeded weights, its features frozen for an epoch."""
    from torchvision import models

    torch.manual_seed(5)
    torch.save(models.squeezenet1_1().state_dict(), tmp_path / "weights.pth")
    return tiny.with_values(
        {
            "data.limit": 48,
            "data.batch_size": 16,
            "model.name": "torchvision",
            "model.architecture": "squeezenet1_1",
            "model.weights": str(tmp_path / "weights.pth"),
            "training.groups": [{"pattern": "classifier"}, {"pattern": "*", "frozen_until": 1, "lr_factor": 0.1}],
        }
    )


def test_a_run_from_a_file_records_it_and_never_needs_it_again(from_file: Recipe, tmp_path: Path) -> None:
    driver = whole(from_file, tmp_path / "whole")
    report = driver.last(Prepared).model
    origins = {module.name: module.origin for module in report.modules}
    assert origins["features.0"] == "adapted"
    assert origins["classifier.1"] == "new"
    assert {origin for name, origin in origins.items() if name not in ("features.0", "classifier.1")} == {"loaded"}
    facts = json.loads((tmp_path / "whole" / "run.json").read_text(encoding="utf-8"))
    assert facts["initial_weights"] == "file"
    assert len(facts["weights_file"]["sha256"]) == 64
    said = (tmp_path / "whole" / "log.txt").read_text(encoding="utf-8")
    assert "Loaded 50 of the model's 52 tensors" in said
    assert "normalized as the weights were trained: mean 0.449" in said

    broken_off(from_file, tmp_path / "broken", 2)
    (tmp_path / "weights.pth").unlink()
    continued(tmp_path / "broken")
    assert_same_run(tmp_path / "whole", tmp_path / "broken")
    checked = Driver()
    checked.do(VerifyRun(tmp_path / "whole"))
    assert checked.last(Verified).equal
    assert len(read_history(tmp_path / "whole")) == 6


def test_a_run_that_is_asked_beside_another_model_sees_its_own_normalization(
    driver: Driver, from_file: Recipe, tmp_path: Path
) -> None:
    whole(from_file.with_values({"training.epochs": 1, "training.groups": []}), tmp_path / "run")
    driver.do(Prepare(from_file.with_values({"model.name": "small_cnn", "training.groups": []})))
    asked = with_weights_of(driver.engine.parts, tmp_path / "run")
    raw = torch.full((1, 1, 28, 28), 255, dtype=torch.uint8)
    torch.testing.assert_close(asked.prepared(raw).max(), torch.tensor((1 - 0.449) / 0.226))
    assert driver.engine.parts.prepared(raw).max() == 1


def test_what_the_model_sees_is_normalized_as_its_weights_were_trained(driver: Driver, from_file: Recipe) -> None:
    driver.do(Prepare(from_file))
    raw = torch.full((1, 1, 28, 28), 255, dtype=torch.uint8)
    seen = driver.engine.parts.prepared(raw)
    torch.testing.assert_close(seen, torch.full_like(seen, (1 - 0.449) / 0.226))
    inputs, _ = next(driver.engine.parts.test.epoch(0))
    assert inputs.min() == pytest.approx(-0.449 / 0.226)
