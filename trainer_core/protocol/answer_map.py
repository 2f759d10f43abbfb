"""What an engine tells of a model with one or two inputs: its answers all over them, as a picture needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Answer


@dataclass(frozen=True, slots=True)
class MapAxis:
    """One input: its name, and the places of the grid along it, (S,) float64, evenly spaced, in the data's own unit."""

    name: str
    places: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MapPoints:
    """Some examples of a split: places (n, F) float64 in the data's own units, and what is true and answered.

    ``truth`` and ``answered`` are as in `trainer_core.protocol.predicting.Predicted`; ``of`` is how many the split has,
    and ``rows`` (n,) int64 says where each lies in what the source has read.
    """

    split: Split
    of: int
    places: npt.NDArray[np.float64]
    truth: npt.NDArray[Any]
    answered: npt.NDArray[np.float32]
    rows: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MapUnits:
    """What the first units of ``layer`` answer all over the grid: (U, S), or (U, S, S) by second and first input.

    ``of`` is how many units the layer has.
    """

    layer: str
    of: int
    values: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AnswersMapped(Answer):
    """The answers of the weights after batch ``step`` of run ``run`` (0: of no run), all over the inputs.

    ``answered`` is (S, K) float32 for one input and (S, S, K) for two, the second input in rows: probabilities of the
    classes or values in the targets' own units. ``layers`` are those whose units can be asked for, as (name, title).
    ``seconds`` is what it took of the engine's thread.
    """

    run: int
    step: int
    axes: tuple[MapAxis, ...]
    answered: npt.NDArray[np.float32]
    points: tuple[MapPoints, ...]
    layers: tuple[tuple[str, str], ...]
    units: MapUnits | None
    seconds: float
