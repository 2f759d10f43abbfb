"""A source: rings in one another, drawn from the run's seed."""

from __future__ import annotations

import math
from typing import Annotated

import torch
from pydantic import Field

from trainer_core.data import Examples, Provenance, RawData, TaskName, sources


@sources.register("rings", title="Rings", summary="Three rings in one another.", task=TaskName.CLASSIFICATION)
def rings(
    *,
    seed: int,
    count: Annotated[int, Field(ge=10, le=100_000, title="Points", description="Points that are drawn.")] = 300,
) -> RawData:
    """Draw points on circles of radius 1, 2 and 3."""
    draw = torch.Generator().manual_seed(seed)
    classes = torch.arange(count) % 3
    angle = torch.rand(count, generator=draw) * 2 * math.pi
    points = torch.stack((angle.cos(), angle.sin()), 1) * (classes + 1).unsqueeze(1)
    return RawData(
        train=Examples(points, classes),
        test=None,
        class_names=("inner", "middle", "outer"),
        title="Rings",
        task=TaskName.CLASSIFICATION,
        provenance=Provenance("drawn"),
        feature_names=("x", "y"),
    )
