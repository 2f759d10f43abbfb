"""Yes-or-no answers at every threshold: the ROC and the precision-recall curve, and the areas under them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is found at each threshold, from the highest score down: an example counts as positive from it on.

    ``at`` (T,) are the distinct scores, ``true_positives`` and ``false_positives`` (T,) the counts there;
    ``positives`` and ``negatives`` are how many there are in all.
    """

    at: Floats
    true_positives: Counts
    false_positives: Counts
    positives: int
    negatives: int

    @property
    def roc(self) -> tuple[Floats, Floats]:
        """False and true positive rate, (T + 1,) each, from (0, 0) on; NaN where a class does not occur."""
        with np.errstate(divide="ignore", invalid="ignore"):
            false = np.r_[0, self.false_positives] / np.float64(self.negatives)
            true = np.r_[0, self.true_positives] / np.float64(self.positives)
        return false, true

    @property
    def precision_recall(self) -> tuple[Floats, Floats]:
        """Precision and recall, (T,) each, recall ascending; recall is NaN where nothing is positive."""
        with np.errstate(divide="ignore", invalid="ignore"):
            precision = self.true_positives / (self.true_positives + self.false_positives)
            recall = self.true_positives / np.float64(self.positives)
        return precision, recall

    @property
    def roc_auc(self) -> float:
        """The area under the ROC curve; NaN where a class does not occur."""
        if not self.positives or not self.negatives:
            return math.nan
        false, true = self.roc
        return float(np.sum(np.diff(false) * (true[1:] + true[:-1]) / 2))

    @property
    def average_precision(self) -> float:
        """The mean of the precisions, weighted by the recall that each adds; NaN where nothing is positive."""
        if not self.positives:
            return math.nan
        precision, recall = self.precision_recall
        return float(np.sum(np.diff(recall, prepend=0.0) * precision))

    def confusion(self, threshold: float) -> Counts:
        """The (2, 2) confusion where a score of ``threshold`` and above counts as positive."""
        place = int(np.searchsorted(-self.at, -threshold, side="right"))
        true = int(self.true_positives[place - 1]) if place else 0
        false = int(self.false_positives[place - 1]) if place else 0
        return np.array([[self.negatives - false, false], [self.positives - true, true]], dtype=np.int64)


def thresholds(truth: npt.NDArray[Any], scores: npt.NDArray[Any]) -> Thresholds:
    """Count what is found at each threshold, from the classes (N,), 0 or 1, and the scores (N,) of class 1."""
    order = np.argsort(-scores, kind="stable")
    ranked, positive = scores[order].astype(np.float64), truth[order].astype(np.int64)
    last_of_each = np.r_[np.flatnonzero(np.diff(ranked)), len(ranked) - 1] if len(ranked) else np.empty(0, np.int64)
    found = np.cumsum(positive)[last_of_each]
    positives = int(positive.sum())
    return Thresholds(ranked[last_of_each], found, 1 + last_of_each - found, positives, len(ranked) - positives)
