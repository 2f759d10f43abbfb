"""Small sources of yes or no and of numbers, and a recipe for each that learns them within a second."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from trainer_core import Recipe
from trainer_core.data import Examples, Progress, Provenance, RawData, TaskName, sources

FEATURES = 4


def _inputs(count: int) -> torch.Tensor:
    return torch.randn(count, FEATURES, generator=torch.Generator().manual_seed(count))


def _yes_no(*, progress: Progress) -> RawData:
    def part(count: int) -> Examples:
        inputs = _inputs(count)
        return Examples(inputs, (inputs[:, 0] + inputs[:, 1] ** 2 > 1).long())

    return RawData(part(300), part(100), ("no", "yes"), "Yes or no", TaskName.BINARY, Provenance("here"))


def _numbers(targets: int) -> RawData:
    def part(count: int) -> Examples:
        inputs = _inputs(count)
        values = torch.stack((inputs[:, 0] * 30 + 200, inputs[:, 1] - inputs[:, 2]), dim=1)[:, :targets]
        return Examples(inputs, values.squeeze(1))

    names = ("weight", "length") if targets > 1 else ()
    return RawData(part(300), part(100), (), "Numbers", TaskName.REGRESSION, Provenance("here"), target_names=names)


def _one_number(*, progress: Progress) -> RawData:
    return _numbers(1)


def _two_numbers(*, progress: Progress) -> RawData:
    return _numbers(2)


@pytest.fixture(autouse=True)
def _small_sources() -> Iterator[None]:
    sources.add("yes-no", _yes_no, title="Yes or no", summary="", task=TaskName.BINARY)
    sources.add("one-number", _one_number, title="One number", summary="", task=TaskName.REGRESSION)
    sources.add("two-numbers", _two_numbers, title="Two numbers", summary="", task=TaskName.REGRESSION)
    yield
    for name in ("yes-no", "one-number", "two-numbers"):
        sources.remove(name)


def recipe_for(source: str, loss: str, **changes: object) -> Recipe:
    """Eight epochs of a small network on one of these sources."""
    values = {
        "data": {"source": source, "batch_size": 32, "validation_share": 20.0, "standardize": True},
        "model": {"name": "mlp", "widths": [16], "dropout": 0.1},
        "loss": {"name": loss},
        "optimizer": {"name": "Adam", "lr": 0.02},
        "training": {"epochs": 8, "device": "cpu"},
    }
    return Recipe.from_dict(values).with_values(changes)
