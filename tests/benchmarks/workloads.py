"""The trainings that are measured: each a recipe, so that every contestant trains the same model on the same data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trainer_core import Recipe

BATCH = 64

OWN = Path(__file__).with_name("own_network.py")
"""The tutorial's network as a person writes it down."""

WORKLOADS: dict[str, dict[str, Any]] = {
    "MLP 784-512-512-10, SGD": {
        "model": {"name": "neural_network"},
        "optimizer": {"name": "SGD", "lr": 0.01},
    },
    "MLP 784-512-512-10, Adam": {
        "model": {"name": "neural_network"},
        "optimizer": {"name": "Adam", "lr": 1e-3},
    },
    "own copy of MLP 784-512-512-10, Adam": {
        "model": {"name": "file", "path": str(OWN)},
        "optimizer": {"name": "Adam", "lr": 1e-3},
    },
    "small CNN, Adam": {
        "model": {"name": "small_cnn"},
        "optimizer": {"name": "Adam", "lr": 1e-3},
    },
}


def recipe(workload: str, *, limit: int = 0, validation_share: float = 0.0, epochs: int = 100_000) -> Recipe:
    """A recipe that trains ``workload`` on Fashion-MNIST, batch 64, on the CPU, for as long as it is left alone."""
    return Recipe.from_dict(
        {
            **WORKLOADS[workload],
            "data": {"batch_size": BATCH, "limit": limit, "validation_share": validation_share},
            "training": {"epochs": epochs, "device": "cpu"},
        }
    )
