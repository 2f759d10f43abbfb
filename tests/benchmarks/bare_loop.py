"""Contestant: the loop that an expert writes by hand over tensors in memory, with nothing of trainer_core's loop."""

from __future__ import annotations

import time
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tests.benchmarks.contest import answer, arguments, turns
from tests.benchmarks.workloads import BATCH, recipe
from trainer_core.compute.devices import cpu_threads
from trainer_core.data import load_dataset
from trainer_core.models import build_model


@dataclass
class Material:
    """Data, model and optimizer as a workload names them; images are (N, 1, 28, 28) uint8."""

    images: Tensor
    labels: Tensor
    test_images: Tensor
    test_labels: Tensor
    model: nn.Module
    optimizer: torch.optim.Optimizer


def material(workload: str, limit: int = 0, *, fused: bool | None = None) -> Material:
    """Load and build what ``workload`` needs, with as many threads as there are cores.

    ``fused`` is the optimizer's own argument; None is torch's default, as in code that does not name it.
    """
    wanted = recipe(workload, limit=limit)
    torch.set_num_threads(cpu_threads())
    data = load_dataset("fashion-mnist", validation_share=0.0, seed=0, limit=limit)
    model = build_model(wanted.model.name, data.input_shape, len(data.class_names), seed=0)
    kind = getattr(torch.optim, wanted.optimizer.name)
    return Material(
        *data.train.gathered(),
        *data.test.gathered(),
        model,
        kind(model.parameters(), lr=wanted.optimizer.arguments["lr"], fused=fused),
    )


def train_epoch(of: Material, losses: list[float]) -> None:
    """Train one epoch in a new order and note the loss of each batch."""
    of.model.train()
    for rows in torch.randperm(len(of.images)).split(BATCH):
        inputs = of.images.index_select(0, rows).div(255)
        targets = of.labels.index_select(0, rows)
        of.optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(of.model(inputs), targets)
        loss.backward()
        of.optimizer.step()
        losses.append(loss.item())


def main() -> None:
    options = arguments()
    of = material(options["workload"], options["limit"], fused=options["fused"])
    losses: list[float] = []
    train_epoch(of, losses)
    for _ in turns():
        began = time.perf_counter()
        for _ in range(options["epochs"]):
            train_epoch(of, losses)
        answer(options["epochs"] * len(of.images) / (time.perf_counter() - began))


if __name__ == "__main__":
    main()
