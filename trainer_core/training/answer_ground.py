"""Where a model with one or two inputs is asked for its answers: a grid all over them, and some examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from trainer_core.data import Dataset, Examples
from trainer_core.data.tables.own_units import own_units
from trainer_core.protocol.answer_map import MapAxis
from trainer_core.protocol.commands import Split
from trainer_core.tasks import View, views_for
from trainer_core.training.assembly import Parts

MOST_POINTS = {Split.TRAINING: 600, Split.VALIDATION: 300}
"""Examples that come along: more would lie on each other, and each is answered in each map."""


def is_mapped(parts: Parts) -> bool:
    """Whether the model has one or two numbers as inputs, so that its answers can be drawn over them."""
    return bool({View.FIT, View.BOUNDARY} & set(views_for(parts.task.name, parts.dataset.input_shape)))


@dataclass(frozen=True, slots=True)
class GroundPoints:
    """Some examples of a split, which has ``of``: ``places`` (n, F) in the data's own units, raw ``inputs`` (n, F),
    what is true of them, and their ``rows`` (n,) in what the source has read.
    """

    split: Split
    of: int
    places: npt.NDArray[np.float64]
    inputs: Tensor
    truth: npt.NDArray[Any]
    rows: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map stands on, for as long as the data is the same: the grid (P, F) as raw inputs, and the points."""

    dataset: Dataset
    side: int
    axes: tuple[MapAxis, ...]
    grid: Tensor
    points: tuple[GroundPoints, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """That of the grid, the second input in rows."""
        return (self.side,) * len(self.axes)

    @classmethod
    def of(cls, parts: Parts, side: int, *, margin: float = 0.08) -> Ground:
        """The ground of the data of ``parts``, with ``side`` places along each input.

        It goes beyond what is trained on by ``margin`` of its range, on each side.
        """
        dataset = parts.dataset
        (features,) = dataset.input_shape
        names = dataset.feature_names or tuple(f"x{number}" for number in range(1, features + 1))
        centers, scales = own_units(dataset.preprocessing, names)
        lows, highs = _bounds(dataset.train, margin)
        lines = [np.linspace(low, high, side) for low, high in zip(lows, highs, strict=True)]
        axes = tuple(
            MapAxis(name, line * scale + center)
            for name, line, center, scale in zip(names, lines, centers, scales, strict=True)
        )
        meshed = np.meshgrid(*lines)
        grid = torch.from_numpy(np.stack([part.ravel() for part in meshed], axis=1)).float()
        points = []
        for split, examples in ((Split.TRAINING, dataset.train), (Split.VALIDATION, dataset.validation)):
            count = min(len(examples), MOST_POINTS[split])
            if count:
                chosen = torch.linspace(0, len(examples) - 1, count).round().long()
                inputs, targets = examples.at(chosen).gathered()
                places = inputs.double().numpy() * scales + centers
                rows = examples.rows_at(chosen).numpy()
                truth = parts.task.truth(targets)
                points.append(GroundPoints(split, len(examples), places, inputs, truth, rows))
        return cls(dataset, side, axes, grid, tuple(points))


def _bounds(examples: Examples, margin: float) -> tuple[list[float], list[float]]:
    """Where the grid begins and ends along each input: all that is trained on, and ``margin`` of its range more."""
    lows, highs = [], []
    for portion in examples.portions():
        there = portion.double()
        lows.append(torch.where(there.isfinite(), there, torch.inf).amin(0))
        highs.append(torch.where(there.isfinite(), there, -torch.inf).amax(0))
    low, high = torch.stack(lows).amin(0), torch.stack(highs).amax(0)
    known = high >= low
    low, high = torch.where(known, low, 0.0), torch.where(known, high, 0.0)
    room = torch.where(high > low, (high - low) * margin, 1.0)
    return (low - room).tolist(), (high + room).tolist()
