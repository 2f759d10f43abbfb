"""Contestants: a ResNet-18 on pictures of 64 × 64, by a bare loop and by trainer_core with the same settings."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from tests.benchmarks.contest import answer, arguments, turns
from tests.benchmarks.engine_run import Runner
from trainer_core import Recipe
from trainer_core.compute.devices import cpu_threads
from trainer_core.data import Examples, Provenance, RawData, TaskName, sources
from trainer_core.models import build_model
from trainer_core.protocol.commands import Start

BATCH, SIDE, CLASSES, RATE = 32, 64, 10, 1e-3
_SOURCE = "benchmark pictures"


def pictures(count: int) -> RawData:
    """So many random colour pictures, (N, 3, 64, 64) uint8, and a batch more for the test."""
    generator = torch.Generator().manual_seed(0)

    def part(size: int) -> Examples:
        images = torch.randint(256, (size, 3, SIDE, SIDE), generator=generator, dtype=torch.uint8)
        return Examples(images, torch.randint(CLASSES, (size,), generator=generator))

    names = tuple(str(number) for number in range(CLASSES))
    return RawData(part(count), part(BATCH), names, "Pictures", TaskName.CLASSIFICATION, Provenance("made here"))


def bare(count: int, epochs: int) -> None:
    """What an expert writes by hand: pictures in memory, torch's optimizer in its fused form."""
    torch.set_num_threads(cpu_threads())
    train = pictures(count).train
    images, labels = train.inputs, train.targets
    model = build_model("torchvision", (3, SIDE, SIDE), CLASSES, seed=0, architecture="resnet18")
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE, fused=True)

    def train_epoch() -> None:
        model.train()
        for rows in torch.randperm(len(images)).split(BATCH):
            inputs, targets = images.index_select(0, rows).div(255), labels.index_select(0, rows)
            optimizer.zero_grad(set_to_none=True)
            loss = F.cross_entropy(model(inputs), targets)
            loss.backward()
            optimizer.step()
            loss.item()

    train_epoch()
    for _ in turns():
        began = time.perf_counter()
        for _ in range(epochs):
            train_epoch()
        answer(epochs * len(images) / (time.perf_counter() - began))


def engine(count: int, epochs: int) -> None:
    """trainer_core, keeping the run in a folder."""
    sources.add(_SOURCE, lambda: pictures(count), title="Pictures", summary="", own=False)
    recipe = Recipe.from_dict(
        {
            "data": {"source": _SOURCE, "batch_size": BATCH, "validation_share": 0.0},
            "model": {"name": "torchvision", "architecture": "resnet18"},
            "optimizer": {"name": "Adam", "lr": RATE},
            "training": {"epochs": 100_000, "device": "cpu"},
        }
    )
    runner = Runner(BATCH)
    with tempfile.TemporaryDirectory() as folder:
        runner.start(Start(recipe, Path(folder) / "run", paused=True))
        runner.train(1)
        for _ in turns():
            answer(runner.train(epochs))


def main() -> None:
    options = arguments()
    {"bare": bare, "engine": engine}[options["loop"]](options["count"], options["epochs"])


if __name__ == "__main__":
    main()
