"""Runs on data of every kind of source are broken off anywhere and end equal to the bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, whole
from trainer_core import Recipe
from trainer_core.protocol.commands import VerifyRun
from trainer_core.protocol.events import Verified

RUNS: dict[str, dict[str, Any]] = {
    "digits": {"source": "digits", "limit": 400, "augment": [{"name": "shift"}, {"name": "flip"}]},
    "moons": {"source": "moons", "count": 300},
    "wave": {"source": "wave", "count": 300},
    "blobs": {"source": "blobs", "count": 300, "resample": True, "standardize": True},
    "spirals": {"source": "spirals", "classes": 3, "count": 300},
    "arrays": {"source": "arrays", "path": "data.npz", "test_share": 30.0},
}

LOSSES = {"moons": "BCEWithLogitsLoss", "wave": "MSELoss"}


@pytest.fixture(autouse=True)
def _file_of_arrays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Float images of three classes, in the current folder."""
    monkeypatch.chdir(tmp_path)
    images = np.random.default_rng(1).normal(size=(300, 3, 6, 6)).astype(np.float32)
    np.savez("data.npz", images=images, labels=np.arange(300) % 3)


@pytest.mark.parametrize("turns", [5, 23])
@pytest.mark.parametrize("name", RUNS)
def test_a_run_that_was_broken_off_ends_as_one_that_was_not(name: str, turns: int, tmp_path: Path) -> None:
    recipe = Recipe.from_dict(
        {
            "data": {"batch_size": 32, **RUNS[name]},
            "model": {"name": "mlp", "widths": [16], "dropout": 0.2},
            "loss": {"name": LOSSES.get(name, "CrossEntropyLoss")},
            "training": {"epochs": 3, "device": "cpu", "threads": 1},
        }
    )
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", turns)
    continued(tmp_path / "broken")
    assert_same_run(tmp_path / "whole", tmp_path / "broken")

    driver = Driver()
    driver.do(VerifyRun(tmp_path / "broken"))
    assert driver.last(Verified).equal
