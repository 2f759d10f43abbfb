"""What events carry of data, model, weights and results: frozen dataclasses of plain values and NumPy arrays."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.check.finding import Finding
from trainer_core.data.corrections import ExampleKey
from trainer_core.errors import Message
from trainer_core.history.history import LOSS
from trainer_core.protocol.commands import Split
from trainer_core.tasks import Scores


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """Where the parameters really are. ``why`` says why it is not what was asked, if it is not."""

    asked: str
    device: str
    name: str
    threads: int
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class DataReport:
    """The data of a run as the engine loaded it; ``input_shape`` is (C, H, W) or (F,).

    ``class_counts`` says how many training examples each class has; without classes there are ``target_names``.
    ``notes`` say how the data was read, ``findings`` what the check of a person's own data found.
    """

    source: str
    title: str
    task: str
    class_names: tuple[str, ...]
    input_shape: tuple[int, ...]
    training: int
    validation: int
    test: int
    placement: Message
    provenance: dict[str, Any] = field(default_factory=dict)
    class_counts: tuple[int, ...] = ()
    notes: tuple[Message, ...] = ()
    target_names: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ModuleReport:
    """A module with parameters of its own: its name in the model, its class, and how many numbers they are.

    ``origin`` is ``"loaded"`` from a file, ``"adapted"`` (loaded and changed to fit) or ``"new"``; ``own`` are the
    names of the parameters within it.
    """

    name: str
    kind: str
    parameters: int
    origin: str
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelReport:
    """The model as built: class name, parameters that are trained, and text of its layers.

    ``changes`` say what was changed of a published architecture, ``modules`` where the weights of each module are from,
    and ``weights`` which file they were loaded from, if any.
    """

    name: str
    parameters: int
    layers: str
    changes: tuple[Message, ...] = ()
    modules: tuple[ModuleReport, ...] = ()
    weights: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that came out otherwise: column ``column`` of batch ``step`` (counted from 0)."""

    step: int
    column: str
    recorded: float
    replayed: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Exact results over a whole split: its mean loss, and what `trainer_core.tasks.Scores` says of the answers."""

    split: Split
    examples: int
    loss: float
    scores: Scores

    @property
    def metrics(self) -> Mapping[str, float]:
        """The metrics of the task by name, without the loss."""
        return self.scores.metrics

    @property
    def headline(self) -> tuple[str, float]:
        """The metric that is shown first, and its value."""
        return next(iter(self.scores.metrics.items()))

    @property
    def values(self) -> dict[str, float]:
        """The loss and every metric, by name."""
        return {LOSS: self.loss, **self.scores.metrics}


@dataclass(frozen=True, slots=True)
class Predictions:
    """What a model answers to n inputs that are in no part of its data.

    ``files`` are where they are from, ``rows`` (n,) int64 their rows there, counted from 1, or 0 where a file is one
    input. ``problems`` are code and sentence of those that could not be read, by their places among the n; their
    numbers are NaN. ``answers`` (n, K) float32 are probabilities of the classes, or values in the targets' own units.
    ``truth`` is (n,) int64 with -1 where it is not known, or (n, K) float32 with NaN; None where nothing says it.
    ``images`` (n, C, H, W) uint8 is what the model saw of pictures, else empty; ``inverted`` says of which light and
    dark were exchanged. ``done`` is the part of everything that is answered now, 0..1.
    """

    files: tuple[str, ...]
    rows: npt.NDArray[np.int64]
    problems: Mapping[int, tuple[str, Message]]
    answers: npt.NDArray[np.float32]
    truth: npt.NDArray[Any] | None
    images: npt.NDArray[np.uint8]
    inverted: tuple[bool, ...]
    done: float


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """A column that a model learnt from: a number between ``low`` and ``high``, one of ``choices``, a date, or a text.

    ``typical`` is a value that is usual in training, as it is typed; ``whole`` says that only whole numbers occur.
    A date is written by ``date_format``, as `datetime.datetime.strftime` has it; others have none.
    """

    name: str
    typical: str
    low: float = 0.0
    high: float = 0.0
    whole: bool = False
    choices: tuple[str, ...] = ()
    date_format: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it holds numbers of more than one value."""
        return self.high > self.low


@dataclass(frozen=True, slots=True)
class KeyReport:
    """One key of a weights file or of the model; a shape is empty for a scalar and None where the key is absent."""

    key: str
    in_file: tuple[int, ...] | None
    in_model: tuple[int, ...] | None

    @property
    def verdict(self) -> str:
        """``"fits"``, ``"missing"`` (not in the file), ``"unexpected"`` (not in the model) or ``"shape differs"``."""
        if self.in_file is None:
            return "missing"
        if self.in_model is None:
            return "unexpected"
        return "fits" if self.in_file == self.in_model else "shape differs"


@dataclass(frozen=True, slots=True)
class FitReport:
    """How a weights file fits a model, key by key; ``notes`` say what was unwrapped or stripped on the way."""

    keys: tuple[KeyReport, ...]
    notes: tuple[Message, ...] = ()

    @property
    def fits(self) -> bool:
        return all(key.verdict == "fits" for key in self.keys)

    def count(self, verdict: str) -> int:
        return sum(key.verdict == verdict for key in self.keys)


@dataclass(frozen=True, slots=True)
class ListedExample:
    """One example of a list.

    ``index`` is its place in ``Dataset.train``, ``key`` names it for good, ``label`` is the name of its class or its
    value (values of several targets one after another), ``score`` what the list is ordered by, ``loss`` and ``right``
    those of the last epoch, ``mean`` the mean loss over the epochs. Where the model was asked, ``answer`` is the other
    class that it holds most probable, and ``confidence`` that probability; else they are empty and NaN.
    """

    index: int
    key: ExampleKey
    label: str
    score: float
    loss: float
    mean: float
    right: bool
    answer: str = ""
    confidence: float = math.nan
