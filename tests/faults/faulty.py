"""A model, a loss and data that break in the middle of a batch, as a person's own may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from trainer_core.data import Examples, sources
from trainer_core.data.examples import Progress, Provenance, RawData
from trainer_core.data.labels import TaskName
from trainer_core.models import models
from trainer_core.parts.losses import losses
from trainer_core.recipe.recipe import Recipe

BATCHES = 8
"""In an epoch of `recipe`."""

BREAKS_AT = 11
"""The training batch in which a part breaks, counted from 0: the fourth of the second epoch."""


class FaultyModel(nn.Module):
    """A linear model whose forward pass fails in training batch `BREAKS_AT`."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.layer = nn.Linear(inputs, outputs)
        self.calls = 0

    def forward(self, inputs: Tensor) -> Tensor:
        if self.training:
            self.calls += 1
            if self.calls > BREAKS_AT:
                raise ValueError("a model of someone's own went wrong")
        return self.layer(inputs.flatten(1))


class FaultyLoss(nn.Module):
    """Cross-entropy that fails in training batch `BREAKS_AT`, told from a test by its gradient."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def forward(self, logits: Tensor, targets: Tensor) -> Tensor:
        self.calls += torch.is_grad_enabled()
        if self.calls > BREAKS_AT:
            raise KeyError("a loss of someone's own went wrong")
        return nn.functional.cross_entropy(logits, targets)


class FaultyTensor(Tensor):
    """Inputs whose rows cannot be read any more after a number of reads, as of a drive that was taken away."""

    reads = 0

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func in (Tensor.index_select, torch.index_select, Tensor.__getitem__) and len(args[0]) == 32 * BATCHES:
            cls.reads += 1
            if cls.reads > BREAKS_AT:
                raise OSError(5, "Input/output error")
        return super().__torch_function__(func, types, args, kwargs or {})


def _examples(count: int, kind: type[Tensor] = Tensor) -> Examples:
    generator = torch.Generator().manual_seed(count)
    inputs = torch.rand(count, 6, generator=generator)
    return Examples(inputs.as_subclass(kind), (inputs.sum(1) > 3).long())


def _source(kind: type[Tensor]) -> Any:
    def build(*, progress: Progress) -> RawData:
        return RawData(
            train=_examples(32 * BATCHES, kind),
            test=_examples(64),
            class_names=("small", "large"),
            title="Sums",
            task=TaskName.CLASSIFICATION,
            provenance=Provenance(origin="made here"),
        )

    return build


def _loss(class_counts: Sequence[int]) -> nn.Module:
    return FaultyLoss()


def _model(input_shape: tuple[int, ...], outputs: int) -> nn.Module:
    return FaultyModel(int(torch.tensor(input_shape).prod()), outputs)


@contextmanager
def registered() -> Iterator[None]:
    """Register the faulty parts, and whole data to go with them, for as long as the block lasts."""
    FaultyTensor.reads = 0
    sources.add("sums", _source(Tensor), title="Sums", summary="Sums of six numbers.")
    sources.add("faulty", _source(FaultyTensor), title="Faulty", summary="Data that breaks.")
    models.add("faulty", _model, title="Faulty", summary="A model that breaks.")
    losses.add("faulty", _loss, title="Faulty", summary="A loss that breaks.")
    try:
        yield
    finally:
        for registry, name in ((sources, "sums"), (sources, "faulty"), (models, "faulty"), (losses, "faulty")):
            registry.remove(name)


def recipe(**changes: Any) -> Recipe:
    """Two epochs of `BATCHES` batches on whole data; name what shall be faulty in ``changes``."""
    plain = Recipe.from_dict(
        {
            "data": {"source": "sums", "batch_size": 32, "validation_share": 0.0, "placement": "resident"},
            "model": {"name": "mlp", "widths": [8]},
            "training": {"epochs": 2, "device": "cpu", "threads": 1},
        }
    )
    return plain.with_values({key.replace("__", "."): value for key, value in changes.items()})
