"""Binary classification: yes or no, from one logit or, for a model that ends in a sigmoid, one probability."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from trainer_core.data.labels import Labels, TaskName
from trainer_core.tasks.classification import together
from trainer_core.tasks.metrics import classes as measure
from trainer_core.tasks.metrics.added import measured
from trainer_core.tasks.metrics.added import metrics as added
from trainer_core.tasks.metrics.calibration import reliability
from trainer_core.tasks.metrics.metric import METRICS, Metric
from trainer_core.tasks.metrics.thresholds import thresholds
from trainer_core.tasks.task import Outputs, Scale, Scores, View

_METRICS = (
    "accuracy",
    "balanced_accuracy",
    "f1",
    "mcc",
    "roc_auc",
    "average_precision",
    "log_loss",
    "calibration_error",
)


@dataclass(frozen=True, slots=True)
class Binary:
    """Class 1, the positive one, or class 0. Targets are (N, 1) float32, outputs (N, 1), answers (N, 2) probabilities.

    The threshold is 0.5 everywhere: no data sets it, and so none of the test data can.
    """

    name: TaskName = TaskName.BINARY
    default_loss: str = "BCEWithLogitsLoss"
    headline: str = "accuracy"
    views: tuple[View, ...] = (
        View.CONFUSION,
        View.CLASSES,
        View.ROC,
        View.PRECISION_RECALL,
        View.RELIABILITY,
    )
    answers_classes: bool = True

    def metrics(self, labels: Labels) -> tuple[Metric, ...]:
        """Accuracies, F1 and Matthews correlation at 0.5, the areas, log loss and calibration."""
        return tuple(METRICS[name] for name in _METRICS) + added.of(self.name)

    def outputs(self, labels: Labels) -> int:
        """One number, for the positive class."""
        return 1

    def targets(self, targets: Tensor) -> Tensor:
        """(N, 1) float32 of 0 and 1, from classes (N,) or (N, 1) of any type."""
        return targets.reshape(-1, 1).float()

    def mixable(self, targets: Tensor, labels: Labels) -> Tensor:
        """The share of the positive class, (B, 1)."""
        return self.targets(targets)

    def labels(self, labels: Labels, targets: Tensor) -> Labels:
        """As they are."""
        return labels

    def truth(self, targets: Tensor) -> npt.NDArray[Any]:
        """Classes (N,) int64."""
        return targets.reshape(-1).long().numpy()

    def class_counts(self, targets: Tensor, labels: Labels) -> list[int]:
        """How many examples are negative, and how many positive."""
        positive = int(targets.sum())
        return [len(targets) - positive, positive]

    def scale(self, targets: Tensor, *, standardize: bool) -> Scale:
        """Classes have no scale."""
        return Scale()

    def scorer(
        self, labels: Labels, *, outputs: Outputs, scale: Scale, further: tuple[Metric, ...] = ()
    ) -> BinaryScorer:
        """What reads one logit, or one probability."""
        return BinaryScorer(outputs, self.metrics(labels) + further, self.headline)


@dataclass(frozen=True, slots=True)
class BinaryScorer:
    """Reads one output for each example: ``outputs`` says whether it is a logit."""

    outputs: Outputs
    metrics: tuple[Metric, ...]
    headline: str

    def marks(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """1 for each example that is answered rightly at threshold 0.5, of mixed ones the answered class's share."""
        return torch.where(self._positive(outputs), targets, 1 - targets).squeeze(1)

    def example_losses(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The log loss of each example, (N,), negative where the answer at threshold 0.5 is wrong."""
        measure_of = F.binary_cross_entropy_with_logits if self.outputs is Outputs.LOGITS else F.binary_cross_entropy
        losses = measure_of(outputs, targets, reduction="none").squeeze(1)
        return torch.where(self.marks(outputs, targets) > 0.5, losses, -losses)

    def headline_of(self, sums: npt.NDArray[Any], sizes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The accuracy of each batch."""
        accuracy: npt.NDArray[np.float64] = sums[0] / sizes
        return accuracy

    def headline_over(self, values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> float:
        """The accuracy over all batches."""
        return float(np.average(values, weights=weights))

    def answer(self, outputs: Tensor) -> Tensor:
        """Probabilities of both classes, (N, 2); both 0 where the model answers with no number."""
        positive = outputs.sigmoid() if self.outputs is Outputs.LOGITS else outputs
        return torch.cat((1 - positive, positive), dim=1).nan_to_num(0.0)

    def evidence(self, outputs: Tensor, place: int) -> Tensor:
        """The logit of a class, (N,), or its probability where the model gives that; class 0 has the opposite one."""
        positive = outputs[:, 0]
        if place == 1:
            return positive
        return -positive if self.outputs is Outputs.LOGITS else 1 - positive

    def learnt(self, targets: Tensor) -> Tensor:
        """(N, 1) float32, as they are."""
        return targets

    def collect(self) -> BinaryCollector:
        """Begin to take in an evaluation."""
        return BinaryCollector(self)

    def _positive(self, outputs: Tensor) -> Tensor:
        return outputs >= (0.0 if self.outputs is Outputs.LOGITS else 0.5)


@dataclass(slots=True)
class BinaryCollector:
    """Keeps the truth, both probabilities and the answer of each example."""

    scorer: BinaryScorer
    truths: list[Tensor] = field(default_factory=list)
    predictions: list[Tensor] = field(default_factory=list)
    answers: list[Tensor] = field(default_factory=list)

    def add(self, outputs: Tensor, targets: Tensor) -> None:
        """Take in a batch: outputs (B, 1) and targets (B, 1)."""
        self.truths.append(targets.squeeze(1))
        self.predictions.append(self.scorer._positive(outputs).squeeze(1))
        self.answers.append(self.scorer.answer(outputs))

    def scores(self) -> Scores:
        """Everything that was taken in, measured."""
        truth, predicted = together(self.truths).astype(np.int16), together(self.predictions).astype(np.int16)
        answers = together(self.answers)
        positive = np.ascontiguousarray(answers[:, 1])
        rows = np.arange(len(truth))
        confidence = answers[rows, predicted].astype(np.float32)
        confusion = measure.confusion_matrix(truth, predicted, 2)
        curve = thresholds(truth, positive)
        f1 = measure.f1_by_class(confusion)[1]
        found = {
            "accuracy": measure.accuracy(confusion),
            "balanced_accuracy": measure.balanced_accuracy(confusion),
            "f1": 0.0 if np.isnan(f1) else float(f1),
            "mcc": measure.matthews(confusion),
            "roc_auc": curve.roc_auc,
            "average_precision": curve.average_precision,
            "log_loss": measure.log_loss(answers[rows, truth]),
            "calibration_error": reliability(confidence, truth == predicted).error,
            **measured(self.scorer.metrics, truth, predicted, positive.astype(np.float32)),
        }
        return Scores(found, truth, predicted, confidence, positive.astype(np.float32), confusion)


def at_threshold(scores: Scores, threshold: float) -> Scores:
    """The scores as they would be if a probability of ``threshold`` and above counted as class 1; metrics stay.

    Scores of another task, and those at 0.5, are returned as they are.
    """
    if not len(scores.scores) or threshold == 0.5:
        return scores
    predicted = (scores.scores >= threshold).astype(np.int16)
    confidence = np.where(predicted == 1, scores.scores, 1 - scores.scores).astype(np.float32)
    confusion = measure.confusion_matrix(scores.truth, predicted, 2)
    return replace(scores, predicted=predicted, confidence=confidence, confusion=confusion)
