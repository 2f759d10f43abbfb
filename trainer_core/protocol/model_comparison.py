"""Two models held against each other: runs, or epochs of one; what can be asked of them, and what is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.protocol.commands import Command, Split
from trainer_core.protocol.events import Answer
from trainer_core.protocol.graph import Graph
from trainer_core.protocol.tensors import Plane, Shape
from trainer_core.protocol.weights_report import Movement


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """Weights of a run: ``file`` in its ``folder``, one of those that `VersionsListed` names.

    Without a folder it is the model at hand, as it is now.
    """

    folder: Path | None = None
    file: str = "last.pt"


@dataclass(frozen=True, slots=True)
class ListVersions(Command):
    """Name the weights that the run in ``folder`` keeps; answered by `VersionsListed`."""

    folder: Path


@dataclass(frozen=True, slots=True)
class CompareModels(Command):
    """Hold two models against each other, and put one example of the first one's data through both.

    Answered piece by piece, at last by `ModelsCompared`; training waits. Nothing of either is changed.
    """

    at_batch_end: ClassVar[bool] = True
    after_evaluation: ClassVar[bool] = True
    first: ModelVersion
    second: ModelVersion
    example: int = 0
    split: Split = Split.TEST
    download: bool = False


@dataclass(frozen=True, slots=True)
class CompareLayer(Command):
    """Show one weight or activation of the last `CompareModels` side by side; answered by `LayerCompared`.

    ``name`` is that of a `TensorPair`. Three dimensions or more come as tiles, at most ``most``, one for each index of
    the dimension ``along`` while the other leading ones stand at ``fixed``; where ``along`` is None, and of fewer
    dimensions, a plane comes as in `trainer_core.protocol.tensors.DescribeTensor`.
    """

    name: str
    fixed: tuple[int, ...] = ()
    along: int | None = None
    cells: tuple[int, int] = (64, 64)
    most: int = 64


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """Weights that a run keeps, after so many batches and in epoch ``epoch`` (from 1); None where that is not known.

    ``same_as`` names another file of the run with the very same weights, where there is one.
    """

    file: str
    step: int | None = None
    epoch: int | None = None
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class TensorPair:
    """A tensor by its name in both models: a shape is None where it is missing.

    ``movement`` goes from the first to the second; None where the shapes differ, or one cannot be read.
    """

    name: str
    shapes: tuple[Shape | None, Shape | None]
    movement: Movement | None = None

    @property
    def verdict(self) -> str:
        """``"only in first"``, ``"only in second"``, ``"shape differs"``, ``"values differ"`` or ``"same"``."""
        first, second = self.shapes
        if first is None or second is None:
            return "only in second" if first is None else "only in first"
        if first != second:
            return "shape differs"
        return "same" if self.movement is not None and self.movement.same else "values differ"


@dataclass(frozen=True, slots=True)
class LayerPair:
    """A module with weights of its own in both models; ``types`` are its classes, empty where it is missing."""

    path: str
    types: tuple[str, str]
    tensors: tuple[TensorPair, ...]

    @property
    def same(self) -> bool:
        """Whether type, shapes and weights are all the same."""
        return self.types[0] == self.types[1] and all(pair.verdict == "same" for pair in self.tensors)

    @property
    def distance(self) -> float:
        """‖Δ‖ over the norm in the first model, the largest of its tensors; NaN where none can be compared."""
        found = [pair.movement.relative for pair in self.tensors if pair.movement is not None]
        known = [each for each in found if each == each]
        return max(known) if known else float("nan")


@dataclass(frozen=True, slots=True)
class ModelAnswers:
    """What a model answers to one example: probabilities of classes where ``of_classes``, else values in own units."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    of_classes: bool


@dataclass(frozen=True, slots=True)
class VersionsListed(Answer):
    """What weights a run keeps, the earliest snapshot first, then the last and the best ones."""

    folder: Path
    versions: tuple[StoredVersion, ...]


@dataclass(frozen=True, slots=True)
class ModelsCompared(Answer):
    """Two models side by side.

    ``graphs`` are those of ``pred`` for one example in evaluation mode, empty where it could not be put through, and of
    a forward pass that failed as far as it got.
    ``layers`` and ``activations`` are in the order of the first, then what only the second has; the last activation is
    ``pred``. ``input`` is the example as the data has it, (C, H, W) or (F,), and ``truth`` what is true of it: the
    number of its class in the first one's data, which ``truth_name`` names, or its values. ``predictions`` are None for
    a model that gave none. ``notes`` say what could not be compared, and why.
    """

    first: ModelVersion
    second: ModelVersion
    graphs: tuple[Graph, Graph]
    layers: tuple[LayerPair, ...]
    activations: tuple[TensorPair, ...]
    input: npt.NDArray[Any] = field(compare=False, default_factory=lambda: np.zeros(0, np.float32))
    notes: tuple[Message, ...] = ()
    predictions: tuple[ModelAnswers | None, ModelAnswers | None] = (None, None)
    truth: tuple[float, ...] = ()
    truth_name: str = ""


@dataclass(frozen=True, slots=True)
class LayerCompared(Answer):
    """One tensor of both models side by side, None for a model that lacks it or whose values cannot be read.

    Either ``tiles`` (n, rows, columns) float32 are there, the first n of ``counts``, or ``planes``. ``difference`` and
    ``tile_differences`` are the second minus the first; None where the shapes differ.
    """

    name: str
    shapes: tuple[Shape | None, Shape | None]
    planes: tuple[Plane | None, Plane | None] = (None, None)
    difference: Plane | None = None
    tiles: tuple[npt.NDArray[np.float32] | None, npt.NDArray[np.float32] | None] = field(
        compare=False, default=(None, None)
    )
    tile_differences: npt.NDArray[np.float32] | None = field(compare=False, default=None)
    counts: tuple[int, int] = (0, 0)

    @property
    def tiled(self) -> bool:
        """Whether the values came as tiles."""
        return any(stack is not None for stack in self.tiles)
