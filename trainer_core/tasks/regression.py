"""Regression: one number or several, learnt as they are or standardised, and answered in their own units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from trainer_core.data.labels import Labels, TaskName
from trainer_core.tasks.classification import together
from trainer_core.tasks.metrics import errors
from trainer_core.tasks.metrics.added import measured
from trainer_core.tasks.metrics.added import metrics as added
from trainer_core.tasks.metrics.metric import METRICS, Metric
from trainer_core.tasks.task import Outputs, Scale, Scores, View

_MEASURES = {"rmse": errors.rmse, "mae": errors.mae, "r2": errors.r2}


@dataclass(frozen=True, slots=True)
class Regression:
    """K numbers. Targets and outputs are (N, K) float32, answers (N, K) in the targets' own units."""

    name: TaskName = TaskName.REGRESSION
    default_loss: str = "MSELoss"
    headline: str = "rmse"
    views: tuple[View, ...] = (View.SCATTER, View.RESIDUALS)
    answers_classes: bool = False

    def metrics(self, labels: Labels) -> tuple[Metric, ...]:
        """RMSE, MAE and R²; with several targets the mean over them first, and then those of each."""
        means = tuple(METRICS[name] for name in _MEASURES)
        if len(labels.target_names) < 2:
            return means + added.of(self.name)
        keys = target_keys(labels.target_names)
        each = tuple(
            replace(METRICS[name], name=f"{name}_{key}", target=target)
            for key, target in zip(keys, labels.target_names, strict=True)
            for name in _MEASURES
        )
        return means + each + added.of(self.name)

    def outputs(self, labels: Labels) -> int:
        """A number for each target."""
        return len(labels.target_names)

    def targets(self, targets: Tensor) -> Tensor:
        """(N, K) float32."""
        return (targets if targets.ndim == 2 else targets.unsqueeze(1)).float()

    def labels(self, labels: Labels, targets: Tensor) -> Labels:
        """As they are; a target without a name is called ``target``, several ``target_1`` and so on."""
        count = targets.shape[1]
        if len(labels.target_names) == count:
            return labels
        names = ("target",) if count == 1 else tuple(f"target_{number}" for number in range(1, count + 1))
        return replace(labels, target_names=names)

    def truth(self, targets: Tensor) -> npt.NDArray[Any]:
        """Values (N, K) float32."""
        return targets.numpy()

    def mixable(self, targets: Tensor, labels: Labels) -> Tensor:
        """The values, (B, K)."""
        return targets

    def class_counts(self, targets: Tensor, labels: Labels) -> list[int]:
        """There are no classes."""
        return []

    def scale(self, targets: Tensor, *, standardize: bool) -> Scale:
        """Mean and (population) standard deviation of each target; one that never varies is only shifted."""
        if not standardize or not len(targets):
            return Scale()
        exact = targets.double()
        deviations = exact.std(0, correction=0).tolist()
        return Scale(tuple(exact.mean(0).tolist()), tuple(deviation or 1.0 for deviation in deviations))

    def scorer(
        self, labels: Labels, *, outputs: Outputs, scale: Scale, further: tuple[Metric, ...] = ()
    ) -> ValueScorer:
        """What reads values (N, K)."""
        return ValueScorer(len(labels.target_names), scale, self.metrics(labels) + further, self.headline)


@dataclass(frozen=True, slots=True)
class ValueScorer:
    """Reads ``count`` values for each example, which the model gives on ``scale``."""

    count: int
    scale: Scale
    metrics: tuple[Metric, ...]
    headline: str

    def marks(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The squared error of each target, (N, K), on the scale of the outputs."""
        return (outputs - targets).square()

    def example_losses(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The squared error of each example, (N,), the mean over the targets, on the scale of the outputs."""
        return self.marks(outputs, targets).mean(1)

    def headline_of(self, sums: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The RMSE of each batch, the mean over the targets."""
        deviations = np.array(self.scale.std or (1.0,) * self.count)
        roots: npt.NDArray[np.float64] = np.sqrt(sums / sizes) * deviations[:, None]
        mean: npt.NDArray[np.float64] = roots.mean(axis=0)
        return mean

    def headline_over(self, values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> float:
        """The RMSE over all batches: squares are averaged, and not their roots."""
        return float(np.sqrt(np.average(values**2, weights=weights)))

    def answer(self, outputs: Tensor) -> Tensor:
        """Values (N, K) float32 in the targets' own units."""
        if not self.scale.std:
            return outputs
        std = torch.tensor(self.scale.std, dtype=torch.float64, device=outputs.device)
        mean = torch.tensor(self.scale.mean, dtype=torch.float64, device=outputs.device)
        return (outputs.double() * std + mean).float()

    def evidence(self, outputs: Tensor, place: int) -> Tensor:
        """The value at ``place`` in its own unit, (N,)."""
        return self.answer(outputs)[:, place]

    def learnt(self, targets: Tensor) -> Tensor:
        """Targets (N, K) float32, standardised where the recipe asks for it."""
        if not self.scale.std:
            return targets
        mean, std = torch.tensor(self.scale.mean).double(), torch.tensor(self.scale.std).double()
        return ((targets.double() - mean) / std).float()

    def collect(self) -> ValueCollector:
        """Begin to take in an evaluation."""
        return ValueCollector(self)


@dataclass(slots=True)
class ValueCollector:
    """Keeps the truth and the answer of each example."""

    scorer: ValueScorer
    truths: list[Tensor] = field(default_factory=list)
    answers: list[Tensor] = field(default_factory=list)

    def add(self, outputs: Tensor, targets: Tensor) -> None:
        """Take in a batch: outputs (B, K) and targets (B, K)."""
        self.truths.append(self.scorer.answer(targets))
        self.answers.append(self.scorer.answer(outputs))

    def scores(self) -> Scores:
        """Everything that was taken in, measured."""
        truth, predicted = together(self.truths), together(self.answers)
        by_target = {name: measure(truth, predicted) for name, measure in _MEASURES.items()}
        values = [float(found.mean()) for found in by_target.values()]
        if self.scorer.count > 1:
            values += [float(found[place]) for place in range(self.scorer.count) for found in by_target.values()]
        names = [metric.name for metric in self.scorer.metrics]
        further = measured(self.scorer.metrics, truth, predicted, np.empty(0, np.float32))
        found = dict(zip(names[: len(values)], values, strict=True)) | further
        return Scores(found, truth, predicted)


def target_keys(names: tuple[str, ...]) -> tuple[str, ...]:
    """The targets' names as parts of the names of columns, no two the same: ``Body mass (kg)`` as ``body_mass_kg``."""
    keys: list[str] = []
    for number, name in enumerate(names, 1):
        key = re.sub(r"\W+", "_", name).strip("_").lower() or str(number)
        keys.append(f"{key}_{number}" if key in keys else key)
    return tuple(keys)
