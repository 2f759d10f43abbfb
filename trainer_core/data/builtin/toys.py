"""Toy data: points in the plane, or on a line, that are drawn from the run's seed."""

from __future__ import annotations

import math
from functools import partial
from typing import Annotated, Any

import torch
from pydantic import Field
from torch import Tensor

from trainer_core.data.examples import Examples, Provenance, RawData
from trainer_core.data.labels import TaskName
from trainer_core.data.seeds import Purpose, generator
from trainer_core.data.sources import sources
from trainer_core.errors import DataError, Message

Count = Annotated[
    int,
    Field(
        ge=10,
        le=100_000,
        title="Points",
        description="Points that are drawn in all.",
        json_schema_extra={"log": True, "slider": True},
    ),
]
Noise = Annotated[
    float,
    Field(
        ge=0,
        le=2,
        title="Noise",
        description="How far points stray from their shape: a standard deviation.",
        json_schema_extra={"slider": True},
    ),
]
Classes = Annotated[
    int,
    Field(ge=2, le=10, title="Classes", description="Kinds of points.", json_schema_extra={"slider": True}),
]
Turns = Annotated[
    float,
    Field(
        ge=0.25,
        le=5,
        title="Turns",
        description="How often the shape winds; more is harder to learn.",
        json_schema_extra={"slider": True},
    ),
]

Added = Annotated[
    list[float],
    Field(
        max_length=3_000,
        title="Added points",
        description="Points that were added by hand, for training: for each x, y, and the number of its class.",
        json_schema_extra={"advanced": True, "counted": ("1 point added", "{n:,} points added", 3)},
    ),
]
AddedOnLine = Annotated[
    list[float],
    Field(
        max_length=3_000,
        title="Added points",
        description="Points that were added by hand, for training: for each x and y.",
        json_schema_extra={"advanced": True, "counted": ("1 point added", "{n:,} points added", 2)},
    ),
]
Removed = Annotated[
    list[Annotated[int, Field(ge=0)]],
    Field(
        max_length=100_000,
        title="Removed points",
        description="Which of the drawn points were taken away, counted from 0.",
        json_schema_extra={"advanced": True, "counted": ("1 point removed", "{n:,} points removed", 1)},
    ),
]

_NONE: list[Any] = []
"""Read for the recipe's default, never written to."""

_TURN = 2 * math.pi

_in_plane = partial(sources.register, pictures=False, plane=True)


@_in_plane(
    "moons",
    title="Moons",
    summary="Two half moons that reach into each other, yes or no.",
    task=TaskName.BINARY,
)
def moons(
    *, seed: int, count: Count = 500, noise: Noise = 0.1, added: Added = _NONE, removed: Removed = _NONE
) -> RawData:
    """Draw points of two half circles of radius 1, the second turned over and moved by (1, 0.5)."""
    draw = generator(seed, Purpose.SOURCE)
    classes = torch.arange(count) % 2
    angle = torch.rand(count, generator=draw) * math.pi
    upper = torch.stack((angle.cos(), angle.sin()), 1)
    lower = torch.stack((1 - angle.cos(), 0.5 - angle.sin()), 1)
    return _points(
        "Moons", torch.where(classes.unsqueeze(1) == 0, upper, lower), classes, 2, noise, draw, added, removed
    )


@_in_plane(
    "circles",
    title="Circles",
    summary="A ring around another, yes or no.",
    task=TaskName.BINARY,
)
def circles(
    *, seed: int, count: Count = 500, noise: Noise = 0.1, added: Added = _NONE, removed: Removed = _NONE
) -> RawData:
    """Draw points of two circles about the origin, of radius 1 and ½."""
    draw = generator(seed, Purpose.SOURCE)
    classes = torch.arange(count) % 2
    radius = 1 - classes / 2
    angle = torch.rand(count, generator=draw) * _TURN
    return _points("Circles", _polar(radius, angle), classes, 2, noise, draw, added, removed)


@_in_plane(
    "blobs",
    title="Blobs",
    summary="Round clouds beside each other, one for each class.",
    task=None,
)
def blobs(
    *,
    seed: int,
    count: Count = 500,
    noise: Noise = 0.3,
    classes: Classes = 3,
    added: Added = _NONE,
    removed: Removed = _NONE,
) -> RawData:
    """Draw clouds whose centres lie evenly on the circle of radius 1."""
    draw = generator(seed, Purpose.SOURCE)
    chosen = torch.arange(count) % classes
    return _points(
        "Blobs", _polar(torch.ones(count), chosen * (_TURN / classes)), chosen, classes, noise, draw, added, removed
    )


@_in_plane(
    "spirals",
    title="Spirals",
    summary="Arms that wind around each other, one for each class.",
    task=None,
)
def spirals(
    *,
    seed: int,
    count: Count = 500,
    noise: Noise = 0.02,
    classes: Classes = 2,
    turns: Turns = 1.5,
    added: Added = _NONE,
    removed: Removed = _NONE,
) -> RawData:
    """Draw points of arms that begin near the origin and reach a radius of 1."""
    draw = generator(seed, Purpose.SOURCE)
    chosen = torch.arange(count) % classes
    along = torch.rand(count, generator=draw).sqrt()
    angle = along * (turns * _TURN) + chosen * (_TURN / classes)
    return _points("Spirals", _polar(0.05 + 0.95 * along, angle), chosen, classes, noise, draw, added, removed)


@_in_plane(
    "xor",
    title="Exclusive or",
    summary="Four squares, of which opposite ones belong together.",
    task=TaskName.BINARY,
)
def xor(
    *, seed: int, count: Count = 500, noise: Noise = 0.05, added: Added = _NONE, removed: Removed = _NONE
) -> RawData:
    """Draw points of the square -1..1; those with one coordinate above 0 and one below are class 1."""
    draw = generator(seed, Purpose.SOURCE)
    points = torch.rand(count, 2, generator=draw) * 2 - 1
    classes = ((points[:, 0] > 0) != (points[:, 1] > 0)).long()
    return _points("Exclusive or", points, classes, 2, noise, draw, added, removed)


@sources.register(
    "wave",
    title="Wave",
    summary="A sine of one input, to be learnt as a number.",
    task=TaskName.REGRESSION,
    pictures=False,
)
def wave(
    *,
    seed: int,
    count: Count = 300,
    noise: Noise = 0.1,
    turns: Turns = 1.5,
    added: AddedOnLine = _NONE,
    removed: Removed = _NONE,
) -> RawData:
    """Draw y = sin(2π · turns · x / 2) for x in -1..1; the noise is added to y."""
    draw = generator(seed, Purpose.SOURCE)
    x = torch.rand(count, generator=draw) * 2 - 1
    y = (x * (turns * math.pi)).sin() + noise * torch.randn(count, generator=draw)
    values = _edited(torch.stack((x, y), 1), added, removed)
    return RawData(
        Examples(values[:, :1].contiguous(), values[:, 1].contiguous()),
        None,
        (),
        "Wave",
        TaskName.REGRESSION,
        _drawn(),
        feature_names=("x",),
        target_names=("y",),
        never_aside=len(added) // 2,
    )


def _points(
    title: str,
    points: Tensor,
    classes: Tensor,
    count: int,
    noise: float,
    draw: torch.Generator,
    added: list[float],
    removed: list[int],
) -> RawData:
    """Points (N, 2) that stray, of ``count`` classes called A, B, C …, with what was added and removed by hand."""
    strayed = points + noise * torch.randn(points.shape, generator=draw)
    rows = _edited(torch.cat((strayed, classes.unsqueeze(1).float()), 1), added, removed)
    labels = rows[:, 2].long()
    if bool(((rows[:, 2] != labels) | (labels < 0) | (labels >= count)).any()):
        raise DataError(
            "added-points",
            "{field} names a class that is not there. The third number of each point is its class, from 0 to {last}.",
            field="data.added",
            last=count - 1,
        )
    return RawData(
        Examples(rows[:, :2].contiguous(), labels),
        None,
        tuple("ABCDEFGHIJ"[:count]),
        title,
        TaskName.BINARY if count == 2 else TaskName.CLASSIFICATION,
        _drawn(),
        feature_names=("x", "y"),
        never_aside=len(added) // 3,
    )


def _edited(drawn: Tensor, added: list[float], removed: list[int]) -> Tensor:
    """Rows (N, W) without the ``removed`` ones, and with those that were ``added``, one after another."""
    width = drawn.shape[1]
    if len(added) % width:
        raise DataError(
            "added-points",
            "{field} has {count} numbers, and each point takes {width} of them.",
            field="data.added",
            count=len(added),
            width=width,
        )
    kept = torch.ones(len(drawn), dtype=torch.bool)
    kept[[row for row in removed if row < len(drawn)]] = False
    return torch.cat((drawn[kept], torch.tensor(added, dtype=drawn.dtype).view(-1, width)))


def _polar(radius: Tensor, angle: Tensor) -> Tensor:
    return torch.stack((radius * angle.cos(), radius * angle.sin()), 1)


def _drawn() -> Provenance:
    return Provenance(str(Message("drawn from the seed of the run")))
