"""Classification: one of several classes, from a logit for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from trainer_core.data.labels import Labels, TaskName
from trainer_core.tasks.metrics import classes as measure
from trainer_core.tasks.metrics.added import measured
from trainer_core.tasks.metrics.added import metrics as added
from trainer_core.tasks.metrics.calibration import reliability
from trainer_core.tasks.metrics.metric import METRICS, Metric
from trainer_core.tasks.task import Outputs, Scale, Scores, View

_TOP = (3, 5)


@dataclass(frozen=True, slots=True)
class Classification:
    """One of K classes. Targets are (N,) int64, outputs (N, K) logits, answers (N, K) probabilities."""

    name: TaskName = TaskName.CLASSIFICATION
    default_loss: str = "CrossEntropyLoss"
    headline: str = "accuracy"
    views: tuple[View, ...] = (View.CONFUSION, View.CLASSES, View.RELIABILITY)
    answers_classes: bool = True

    def metrics(self, labels: Labels) -> tuple[Metric, ...]:
        """Accuracies, F1, log loss and calibration; top-k where there are more than k classes."""
        top = tuple(f"top_{k}_accuracy" for k in _TOP if len(labels.class_names) > k)
        names = ("accuracy", "balanced_accuracy", "f1_macro", "f1_weighted", *top, "log_loss", "calibration_error")
        return tuple(METRICS[name] for name in names) + added.of(self.name)

    def outputs(self, labels: Labels) -> int:
        """A logit for each class."""
        return len(labels.class_names)

    def targets(self, targets: Tensor) -> Tensor:
        """(N,) int64, as they are."""
        return targets

    def mixable(self, targets: Tensor, labels: Labels) -> Tensor:
        """The shares of the classes, (B, K): all of it for the one that is true."""
        return F.one_hot(targets, len(labels.class_names)).float()

    def labels(self, labels: Labels, targets: Tensor) -> Labels:
        """As they are."""
        return labels

    def truth(self, targets: Tensor) -> npt.NDArray[Any]:
        """Classes (N,) int64."""
        return targets.numpy()

    def class_counts(self, targets: Tensor, labels: Labels) -> list[int]:
        """How many examples each class has."""
        return [int(count) for count in torch.bincount(targets, minlength=len(labels.class_names))]

    def scale(self, targets: Tensor, *, standardize: bool) -> Scale:
        """Classes have no scale."""
        return Scale()

    def scorer(
        self, labels: Labels, *, outputs: Outputs, scale: Scale, further: tuple[Metric, ...] = ()
    ) -> ClassScorer:
        """What reads logits (N, K)."""
        return ClassScorer(len(labels.class_names), self.metrics(labels) + further, self.headline)


@dataclass(frozen=True, slots=True)
class ClassScorer:
    """Reads logits of ``count`` classes."""

    count: int
    metrics: tuple[Metric, ...]
    headline: str

    def marks(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """Which examples are answered rightly, (N,) bool; of mixed ones the share of the answered class, (N,)."""
        answered = outputs.argmax(1)
        if targets.ndim == 2:
            return targets.gather(1, answered.unsqueeze(1)).squeeze(1)
        return torch.eq(answered, targets)

    def example_losses(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The log loss of each example, (N,), negative where another class is answered."""
        losses = F.cross_entropy(outputs, targets, reduction="none")
        return torch.where(self.marks(outputs, targets), losses, -losses)

    def headline_of(self, sums: npt.NDArray[Any], sizes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The accuracy of each batch."""
        accuracy: npt.NDArray[np.float64] = sums[0] / sizes
        return accuracy

    def headline_over(self, values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> float:
        """The accuracy over all batches."""
        return float(np.average(values, weights=weights))

    def answer(self, outputs: Tensor) -> Tensor:
        """Probabilities (N, K); all 0 where the model answers with no number, for it has no opinion."""
        return outputs.softmax(1).nan_to_num(0.0)

    def evidence(self, outputs: Tensor, place: int) -> Tensor:
        """The logit of the class at ``place``, (N,)."""
        return outputs[:, place]

    def learnt(self, targets: Tensor) -> Tensor:
        """(N,) int64, as they are."""
        return targets

    def collect(self) -> ClassCollector:
        """Begin to take in an evaluation."""
        return ClassCollector(self)


@dataclass(slots=True)
class ClassCollector:
    """Keeps of each example five numbers, whatever the number of classes."""

    scorer: ClassScorer
    truths: list[Tensor] = field(default_factory=list)
    predictions: list[Tensor] = field(default_factory=list)
    confidences: list[Tensor] = field(default_factory=list)
    of_the_truth: list[Tensor] = field(default_factory=list)
    ranks: list[Tensor] = field(default_factory=list)

    def add(self, outputs: Tensor, targets: Tensor) -> None:
        """Take in a batch: logits (B, K) and targets (B,)."""
        probabilities = self.scorer.answer(outputs)
        confidence, predicted = probabilities.max(1)
        true = probabilities.gather(1, targets.unsqueeze(1))
        # Of equal probabilities the later class comes first, as in scikit-learn.
        later = torch.arange(probabilities.shape[1], device=targets.device) > targets.unsqueeze(1)
        self.ranks.append(((probabilities > true) | ((probabilities == true) & later)).sum(1))
        self.truths.append(targets)
        self.predictions.append(predicted)
        self.confidences.append(confidence)
        self.of_the_truth.append(true.squeeze(1))

    def scores(self) -> Scores:
        """Everything that was taken in, measured."""
        truth, predicted = together(self.truths).astype(np.int16), together(self.predictions).astype(np.int16)
        confidence = together(self.confidences).astype(np.float32)
        confusion = measure.confusion_matrix(truth, predicted, self.scorer.count)
        ranks = together(self.ranks)
        found = {
            "accuracy": measure.accuracy(confusion),
            "balanced_accuracy": measure.balanced_accuracy(confusion),
            "f1_macro": measure.f1_macro(confusion),
            "f1_weighted": measure.f1_weighted(confusion),
            **{f"top_{k}_accuracy": measure.top_accuracy(ranks, k) for k in _TOP},
            "log_loss": measure.log_loss(together(self.of_the_truth)),
            "calibration_error": reliability(confidence, truth == predicted).error,
            **measured(self.scorer.metrics, truth, predicted, confidence),
        }
        metrics = {metric.name: found[metric.name] for metric in self.scorer.metrics}
        return Scores(metrics, truth, predicted, confidence, confusion=confusion)


def together(parts: list[Tensor]) -> npt.NDArray[Any]:
    """The batches of an evaluation as one array on the CPU."""
    whole: npt.NDArray[Any] = torch.cat(parts).cpu().numpy()
    return whole
