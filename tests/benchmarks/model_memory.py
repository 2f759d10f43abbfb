"""Contestant: how much memory a training takes beside its model, once it trains and at most."""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path
from typing import Any

import psutil
import torch
import torch.nn.functional as F

from tests.benchmarks.contest import answer, arguments
from trainer_core import Engine, Recipe
from trainer_core.data import load_dataset
from trainer_core.models import build_model
from trainer_core.protocol.commands import SetHyperparameter, Start
from trainer_core.protocol.events import EpochEnded, Event

_BATCH, _EPOCHS = 64, 3


def _recipe(width: int) -> Recipe:
    return Recipe.from_dict(
        {
            "data": {"source": "digits", "batch_size": _BATCH},
            "model": {"name": "mlp", "widths": [width, width]},
            "optimizer": {"name": "Adam", "lr": 1e-4},
            "training": {"epochs": _EPOCHS, "device": "cpu", "health": False, "replay": False},
        }
    )


def _resident() -> int:
    return int(psutil.Process().memory_info().rss)


def _plain_loop(width: int) -> int:
    """Train as a loop by hand does; returns what is resident at its end, model and optimizer there still."""
    data = load_dataset("digits", validation_share=10.0, seed=0)
    inputs, targets = data.train.gathered()
    model = build_model("mlp", data.input_shape, len(data.class_names), seed=0, widths=[width, width])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4, fused=True)
    for _ in range(_EPOCHS):
        for rows in torch.randperm(len(inputs)).split(_BATCH):
            optimizer.zero_grad(set_to_none=True)
            F.cross_entropy(model(inputs[rows].float()), targets[rows]).backward()
            optimizer.step()
    return _resident()


def _engine(width: int, folder: Path | None) -> int:
    """Train with the engine, the first epoch the best; returns what is resident when the last epoch has ended."""
    resident: list[int] = []

    def take(event: Event) -> None:
        if isinstance(event, EpochEnded):
            resident.append(_resident())
            if event.row.epoch == 1:
                # Worse from here on: the best weights are others than the last.
                engine.post(SetHyperparameter("optimizer.lr", 0.1))

    engine = Engine(take)
    engine.post(Start(_recipe(width), folder))
    engine.drive()
    return resident[-1]


def main() -> None:
    asked: dict[str, Any] = arguments()
    width = asked["width"]
    with tempfile.TemporaryDirectory() as folder:
        if asked["how"] == "loop":
            held = _plain_loop(width)
        else:
            held = _engine(width, Path(folder) / "run" if asked["folder"] else None)
    parameters = 64 * width + width * width + 10 * width + 2 * width + 10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    answer({"model": 4 * parameters, "held": held, "peak": peak})


if __name__ == "__main__":
    main()
