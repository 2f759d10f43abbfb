"""What a task is asked, and what it answers with: the one place that knows what is learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from trainer_core.data.labels import Labels, TaskName
from trainer_core.tasks.metrics.metric import Metric


class Outputs(StrEnum):
    """What a model's outputs are; its loss says so."""

    LOGITS = "logits"
    PROBABILITIES = "probabilities"


class View(StrEnum):
    """A picture of how a model answers, by the name of the view that draws it."""

    CONFUSION = "confusion"
    CLASSES = "classes"
    ROC = "roc"
    PRECISION_RECALL = "precision_recall"
    RELIABILITY = "reliability"
    SCATTER = "scatter"
    RESIDUALS = "residuals"
    BOUNDARY = "boundary"
    FIT = "fit"


@dataclass(frozen=True, slots=True)
class Scale:
    """How targets are standardised, for each of them; empty where the model learns them as they are."""

    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()


def _nothing() -> npt.NDArray[np.float32]:
    return np.empty(0, dtype=np.float32)


def _no_confusion() -> npt.NDArray[np.int64]:
    return np.zeros((0, 0), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Scores:
    """How a whole split is answered, in its order: ``metrics`` by name, and what each example got.

    ``truth`` and ``predicted`` are (N,) int16 classes, or (N, K) float32 values in the targets' own units.
    ``confidence`` (N,) float32 is the probability of the predicted class, and ``confusion`` (K, K) has the truth in
    rows; both are empty for values. ``scores`` (N,) float32 is the probability of class 1 of two, else empty.
    """

    metrics: Mapping[str, float]
    truth: npt.NDArray[Any]
    predicted: npt.NDArray[Any]
    confidence: npt.NDArray[np.float32] = field(default_factory=_nothing)
    scores: npt.NDArray[np.float32] = field(default_factory=_nothing)
    confusion: npt.NDArray[np.int64] = field(default_factory=_no_confusion)


class Collector(Protocol):
    """Takes in the outputs of an evaluation, a batch at a time; on their device nothing is waited for."""

    def add(self, outputs: Tensor, targets: Tensor) -> None:
        """Take in a batch: float32 outputs (B, K) and its targets."""

    def scores(self) -> Scores:
        """Everything that was taken in, measured."""


class Scorer(Protocol):
    """Reads the outputs of one model: what they answer, and how good the answers are."""

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics of an evaluation in the order in which they are shown, the headline first."""

    @property
    def headline(self) -> str:
        """The metric that is shown first, chooses the best epoch, and is recorded of each training batch."""

    def marks(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """What each training example contributes to the headline metric: (N,), or (N, K) for K targets.

        Of a mixed example it is the share that the answered class has in it: the chance that a class drawn from the mix
        is the one that was answered.
        """

    def example_losses(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The loss of each example that is not mixed, (N,) float32, negative where its answer is wrong.

        It is the log loss of the true class, or the mean squared error on the scale of the outputs, whose answers are
        neither right nor wrong: without weights and smoothing, whatever loss is optimized.
        """

    def headline_of(self, sums: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The headline metric of n batches, (n,), from the sums of their `marks`, (K, n), and their sizes, (n,)."""

    def headline_over(self, values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> float:
        """The headline metric over batches with ``values`` (n,) of it and ``weights`` (n,) examples."""

    def answer(self, outputs: Tensor) -> Tensor:
        """Answers from outputs (N, K) float32: probabilities of the classes (N, C), or values (N, K) in own units."""

    def evidence(self, outputs: Tensor, place: int) -> Tensor:
        """What speaks for the class, or is the value, at ``place`` of an answer, (N,): the outputs that make it.

        For a class it is its logit, or its probability where the model gives that; a value is in its own unit.
        """

    def learnt(self, targets: Tensor) -> Tensor:
        """Targets as the loss wants them, from those of `Task.targets`."""

    def collect(self) -> Collector:
        """Begin to take in an evaluation."""


class Task(Protocol):
    """What is learnt, and all that follows from it."""

    @property
    def name(self) -> TaskName:
        """Its name in recipes, events and files."""

    @property
    def default_loss(self) -> str:
        """The loss that is usual for it."""

    @property
    def headline(self) -> str:
        """The metric that is shown first, chooses the best epoch, and is recorded of each training batch."""

    @property
    def views(self) -> tuple[View, ...]:
        """The pictures that apply whatever the inputs are, in the order in which they are offered."""

    @property
    def answers_classes(self) -> bool:
        """Whether an answer is a class with a probability; it is one or several values otherwise."""

    def metrics(self, labels: Labels) -> tuple[Metric, ...]:
        """The metrics of an evaluation in the order in which they are shown, the headline first."""

    def outputs(self, labels: Labels) -> int:
        """How many numbers a model answers with."""

    def targets(self, targets: Tensor) -> Tensor:
        """A source's targets in the shape and type in which batches carry them; harmless when done twice."""

    def mixable(self, targets: Tensor, labels: Labels) -> Tensor:
        """Targets of a batch as float ones, (B, K), of which a mean makes sense: those of a mixed example."""

    def labels(self, labels: Labels, targets: Tensor) -> Labels:
        """The labels, with names for the targets (N, K) where a source has given none."""

    def truth(self, targets: Tensor) -> npt.NDArray[Any]:
        """What is true of examples, as `Scorer.answer` says it: classes (N,) int64, or values (N, K) float32."""

    def class_counts(self, targets: Tensor, labels: Labels) -> list[int]:
        """How many examples each class has; empty where there are no classes."""

    def scale(self, targets: Tensor, *, standardize: bool) -> Scale:
        """How targets are standardised, measured on the training part's."""

    def scorer(self, labels: Labels, *, outputs: Outputs, scale: Scale, further: tuple[Metric, ...] = ()) -> Scorer:
        """What reads the outputs of a model that is trained with a loss for ``outputs``.

        ``further`` metrics are measured beside those of the task.
        """


def batch_sums(marks: Tensor, sizes: Sequence[int]) -> Tensor:
    """Sum the marks (N,) or (N, K) of consecutive batches of ``sizes``: (K, n) float32 on their device."""
    rows = marks if marks.ndim == 2 else marks.unsqueeze(1)
    if min(sizes) == max(sizes):
        return rows.view(len(sizes), -1, rows.shape[1]).sum(1).T.float()
    return torch.stack([part.sum(0) for part in torch.split(rows, list(sizes))], dim=1).float()
