"""What an engine tells of the weights files that it was asked to look into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer_core.errors import Message
from trainer_core.protocol.events import Answer
from trainer_core.protocol.reports import FitReport
from trainer_core.protocol.weights_choice import WeightsChoice
from trainer_core.protocol.weights_report import Comparison, FileReport, Movement, TensorStatistics


@dataclass(frozen=True, slots=True)
class WeightsInspected(Answer):
    """What a weights file holds."""

    path: Path
    report: FileReport


@dataclass(frozen=True, slots=True)
class TensorsMeasured(Answer):
    """The values of some tensors of a file, by key; a sentence instead where they could not be read.

    A long request is answered in parts; with ``done`` this is the last of them.
    """

    path: Path
    statistics: dict[str, TensorStatistics | Message]
    done: bool


@dataclass(frozen=True, slots=True)
class WeightsCompared(Answer):
    """Two weights files name by name; how far their values lie apart follows in `TensorsMoved`."""

    first: Path
    second: Path
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class TensorsMoved(Answer):
    """How far the values of some tensors lie apart in two files, by name; a sentence where they could not be read.

    ``fraction`` in 0..1 is how much of the comparison is done.
    """

    first: Path
    second: Path
    movements: dict[str, Movement | Message]
    fraction: float


@dataclass(frozen=True, slots=True)
class WeightsPreviewed(Answer):
    """How a choice of a file's weights would fit the present model, by shapes alone.

    ``names`` gives what each chosen name of the file would be in the model.
    """

    path: Path
    choice: WeightsChoice
    report: FitReport
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class InspectionFailed(Answer):
    """A file could not be looked into, the last answer to a command; ``command`` is the name of its class."""

    command: str
    path: Path
    code: str
    message: Message
