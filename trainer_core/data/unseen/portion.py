"""Some inputs that were read, where each is from, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from trainer_core.errors import DataError


@dataclass(frozen=True, slots=True)
class Place:
    """Where an input is from: a file, and its row there, counted from 1, or 0 where the file is one input.

    ``problem`` says why it could not be read; ``inverted`` that light and dark of a picture were exchanged.
    """

    file: str
    row: int = 0
    problem: DataError | None = None
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Portion:
    """Some inputs: ``places`` in their order, and ``inputs`` (K, …) of those without a problem.

    ``targets`` are theirs where they are known, (K,) int64 classes of the model with -1 for one that is not, or (K, T)
    float32 numbers with NaN; None where there are none. ``done`` is the part of everything that is read now, 0..1.
    """

    places: tuple[Place, ...]
    inputs: Tensor | None
    targets: Tensor | None
    done: float
