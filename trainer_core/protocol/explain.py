"""Why the model answers as it does: commands that ask for it, and the events that they get."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import nan
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.protocol.commands import Command, Split
from trainer_core.protocol.events import Answer

Floats = npt.NDArray[np.float32]


class Method(StrEnum):
    """A way to find what of an input speaks for an answer."""

    SALIENCY = "saliency"
    INTEGRATED = "integrated gradients"
    GRAD_CAM = "grad-cam"
    OCCLUSION = "occlusion"


class Baseline(StrEnum):
    """What an input is compared with: nothing (black), or the mean of the training part."""

    ZERO = "zero"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class ExampleChoice:
    """One example: ``index`` of a split, or a picture whose file has this ``content``."""

    split: Split = Split.TEST
    index: int = 0
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Explain(Command):
    """Tell what of an example speaks for an answer with the present weights.

    Answered piece by piece, at once by `ExplanationBegun`, then by one `Attributed` for each of ``methods``; training
    waits. ``target`` is the place of the class or value that is explained, None for what is answered. ``baseline`` None
    is black for pictures and the mean for rows. ``layer`` is that of Grad-CAM, empty for the usual one, and ``window``
    the side in pixels of what occlusion hides, 0 for a seventh of the picture. Nothing of the run is changed.
    """

    example: ExampleChoice = ExampleChoice()
    methods: tuple[Method, ...] = tuple(Method)
    target: int | None = None
    baseline: Baseline | None = None
    layer: str = ""
    window: int = 0


@dataclass(frozen=True, slots=True)
class ShowUnits(Command):
    """Show what the units of ``layer`` give for an example; answered by `UnitsShown`."""

    layer: str
    example: ExampleChoice = ExampleChoice()


@dataclass(frozen=True, slots=True)
class FindMovers(Command):
    """Find the examples of a split that move one unit of ``layer`` most; answered piece by piece by `MoversFound`.

    Looked at are ``most`` examples, drawn where there are more, for at most ``seconds``; training waits. Of a unit with
    a map, or of one for each token, its largest and smallest value count.
    """

    layer: str
    unit: int
    split: Split = Split.TEST
    count: int = 8
    most: int = 10_000
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class StopExplaining(Command):
    """Break off each `Explain` and `FindMovers`, which is refused with the code ``"cancelled"``."""


@dataclass(frozen=True, slots=True)
class LayerUnits:
    """A layer whose units can be looked at: its path, type, output shape of one example, and number of units.

    ``maps`` says that each unit is a map (H, W), ``convolved`` that it is a convolution's, which Grad-CAM can take.
    """

    name: str
    type: str
    shape: tuple[int, ...]
    units: int
    maps: bool
    convolved: bool


@dataclass(frozen=True, slots=True)
class ExplanationBegun(Answer):
    """What is explained.

    ``picture`` is (1 or 3, H, W) uint8 to be shown, or (F,) float32 for a row; ``columns`` names what is attributed to
    in a row. ``answered`` (K,) are probabilities or values, ``truth`` the class (1,) or values (K,), empty where it is
    not known. ``layers`` can be looked at, and Grad-CAM takes ``layer``, empty where there is no convolution.
    """

    run: int
    step: int
    example: ExampleChoice
    picture: npt.NDArray[Any] = field(compare=False)
    answered: Floats = field(compare=False)
    truth: npt.NDArray[Any] = field(compare=False)
    target: int
    baseline: Baseline
    layer: str
    layers: tuple[LayerUnits, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attributed(Answer):
    """What one method found: ``values`` (H, W) for a picture, (C,) for the columns of a row.

    ``score`` is what speaks for the answer, a logit say, and ``at_baseline`` the same of the baseline, NaN for a method
    without one; ``missing`` is by how much integrated gradients miss the difference of both. ``refusal`` says why there
    are no values.
    """

    method: Method
    values: Floats = field(compare=False, default_factory=lambda: np.zeros(0, np.float32))
    score: float = nan
    at_baseline: float = nan
    missing: float = nan
    refusal: Message | None = None


@dataclass(frozen=True, slots=True)
class UnitsShown(Answer):
    """What the first units of ``layer`` give for an example: maps (U, Y, X), made smaller where they are large, or one
    number each, (U,), for tokens the mean; of ``count`` in all.
    """

    layer: LayerUnits
    example: ExampleChoice
    values: Floats = field(compare=False)
    count: int


@dataclass(frozen=True, slots=True)
class Mover:
    """An example that moves a unit: its ``index``, how far, and the map (Y, X) of it, empty where there is none."""

    index: int
    value: float
    picture: npt.NDArray[Any] = field(compare=False)
    truth: npt.NDArray[Any] = field(compare=False)
    map: Floats = field(compare=False, default_factory=lambda: np.zeros((0, 0), np.float32))


@dataclass(frozen=True, slots=True)
class MoversFound(Answer):
    """The examples that move a unit up (``highest``, the first most) and down (``lowest``), among ``seen`` of ``of``.

    ``mean`` is that of its largest value in each example, and ``active`` the share of examples in which it is above
    zero.
    """

    run: int
    step: int
    layer: str
    unit: int
    split: Split
    highest: tuple[Mover, ...]
    lowest: tuple[Mover, ...]
    mean: float
    active: float
    seen: int
    of: int

    @property
    def constant(self) -> bool:
        """Whether the unit has the same value in each example that was seen, so that none moves it."""
        return self.seen > 1 and bool(self.highest and self.lowest) and self.highest[0].value == self.lowest[0].value
