"""What a confusion matrix says of each class: precision, recall, F1 and support."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClassScores:
    """Scores of K classes, each (K,) in 0..1 and NaN where it would divide by zero; ``support`` (K,) counts
    examples.

    Source: M. Sokolova, G. Lapalme, "A systematic analysis of performance measures for classification tasks",
    Information Processing & Management 45 (2009): for class c with true positives TP, false positives FP and
    false negatives FN, precision = TP / (TP + FP), recall = TP / (TP + FN), F1 = 2 TP / (2 TP + FP + FN); the
    macro mean is the plain mean over classes. Classes whose score is unknown are left out of their mean.
    """

    precision: Floats
    recall: Floats
    f1: Floats
    support: Counts
    accuracy: float

    def mean(self, score: str) -> float:
        """Return the macro mean of ``"precision"``, ``"recall"`` or ``"f1"``, NaN where no class has it."""
        values: Floats = getattr(self, score)
        known = values[~np.isnan(values)]
        return float(known.mean()) if len(known) else float("nan")


def class_scores(confusion: Counts) -> ClassScores:
    """Return the scores of a confusion matrix: (K, K) counts, truth in rows and prediction in columns."""
    right = np.diagonal(confusion).astype(np.float64)
    support, taken = confusion.sum(axis=1), confusion.sum(axis=0)
    total = int(confusion.sum())
    return ClassScores(
        precision=_ratio(right, taken),
        recall=_ratio(right, support),
        f1=_ratio(2 * right, support + taken),
        support=support,
        accuracy=float(right.sum() / total) if total else float("nan"),
    )


def _ratio(above: Floats, below: Counts) -> Floats:
    result = np.full(len(above), np.nan)
    np.divide(above, below, out=result, where=below > 0)
    return result
