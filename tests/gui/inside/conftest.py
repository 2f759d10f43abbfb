"""Two runs of networks of one kind, of which one is wider, to be compared inside."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.testing import StudioRobot
from trainer_core import Recipe, train

SMALL, WIDE = "2026-11-20_090000_small", "2026-11-21_090000_wide"
LAYERS = [
    {"type": "Conv2d", "out_channels": 4, "kernel_size": 3},
    {"type": "ReLU"},
    {"type": "Flatten"},
    {"type": "Linear", "out_features": 8},
    {"type": "ReLU"},
    {"type": "Linear", "out_features": 10},
]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("to-compare")
    small = Recipe.from_dict(
        {
            "data": {"limit": 96, "batch_size": 32},
            "model": {"name": "layers", "layers": LAYERS},
            "optimizer": {"name": "Adam", "lr": 1e-2},
            "training": {"epochs": 2, "device": "cpu", "threads": 1, "snapshots_kept": 4},
        }
    )
    wide = [dict(layer) for layer in LAYERS]
    wide[3]["out_features"] = 12
    train(small.with_values({"about.title": {"en": "Small"}}), out=root / SMALL)
    train(small.with_values({"about.title": {"en": "Wide"}, "model.layers": wide}), out=root / WIDE)
    return root


@pytest.fixture
def root(trained: Path, studio: StudioRobot) -> Path:
    root = studio.window._settings.runs_root
    shutil.copytree(trained, root)
    return root
