"""What the model answers: commands that ask it about examples, drawings, rows and files, and the events they get.

A command with ``of`` asks a model that a run has kept, and not the one at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from trainer_core.protocol.commands import Command, Split
from trainer_core.protocol.events import Answer
from trainer_core.protocol.model_comparison import ModelVersion
from trainer_core.protocol.reports import ColumnReport, Evaluation, Predictions


@dataclass(frozen=True, slots=True)
class Predict(Command):
    """Predict some examples of a split with the present weights; answered by `Predicted` with the same ``tag``."""

    indices: tuple[int, ...]
    split: Split = Split.TEST
    tag: str = ""


@dataclass(frozen=True, slots=True)
class PredictPaths(Command):
    """Predict all that lies in ``paths``: pictures, folders, tables, arrays, with the weights of the end of this batch.

    Answered piece by piece by `PathsPredicted`, and by `PathsScored` where truth is known; training waits.
    """

    at_batch_end: ClassVar[bool] = True
    paths: tuple[Path, ...]
    of: ModelVersion | None = None


@dataclass(frozen=True, slots=True)
class StopPredicting(Command):
    """Break off `PredictPaths`, which is refused with the code ``"cancelled"``; what was answered so far holds."""


@dataclass(frozen=True, slots=True)
class PredictDrawing(Command):
    """Predict one picture, ``content`` as that of a picture file; answered by `PredictedOne`."""

    content: bytes
    of: ModelVersion | None = None


@dataclass(frozen=True, slots=True)
class PredictRow(Command):
    """Predict one row of a table, texts by column; what is not there is missing. Answered by `PredictedOne`."""

    values: Mapping[str, str]
    of: ModelVersion | None = None


@dataclass(frozen=True, slots=True)
class DescribeInputs(Command):
    """Tell which columns a row has and what they held in training; answered by `InputsDescribed`."""

    of: ModelVersion | None = None


TRYING = (PredictPaths, PredictDrawing, PredictRow, DescribeInputs)
"""The commands that can ask a model that a run has kept."""


@dataclass(frozen=True, slots=True)
class Predicted(Answer):
    """Predictions for some examples.

    ``images`` is (n, 1 or 3, H, W) uint8 to be shown, or (n, F) float32 for tables. ``predictions`` are probabilities
    of the classes (n, K) float32 and ``truth`` (n,) int64, or both are values (n, K) float32 in the targets' own units.
    """

    run: int
    step: int
    tag: str
    split: Split
    indices: tuple[int, ...]
    images: npt.NDArray[Any]
    truth: npt.NDArray[Any]
    predictions: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PathsPredicted(Answer):
    """Some more of a person's own inputs are answered."""

    predictions: Predictions


@dataclass(frozen=True, slots=True)
class PathsScored(Answer):
    """A person's own inputs are all answered; those whose truth is known are scored as a test set is."""

    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class PredictedOne(Answer):
    """The answer to one drawing or one row: probabilities of the classes (K,), or values (K,) in own units.

    ``image`` (C, H, W) uint8 is the drawing as the model saw it, empty for a row; ``inverted`` whether light and dark
    were exchanged first.
    """

    answer: npt.NDArray[np.float32]
    image: npt.NDArray[np.uint8]
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class InputsDescribed(Answer):
    """What a row of the present data holds."""

    columns: tuple[ColumnReport, ...]
