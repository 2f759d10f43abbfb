"""Metrics of answers that are classes, from a confusion matrix or from ranks; as scikit-learn defines them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


def confusion_matrix(truth: Array, predicted: Array, classes: int) -> npt.NDArray[np.int64]:
    """Count (K, K) int64, truth in rows and prediction in columns, from (N,) classes each."""
    cells = truth.astype(np.int64) * classes + predicted
    return np.bincount(cells, minlength=classes * classes).reshape(classes, classes)


def accuracy(confusion: Array) -> float:
    """The share on the diagonal; NaN without examples."""
    total = int(confusion.sum())
    return float(np.trace(confusion)) / total if total else math.nan


def balanced_accuracy(confusion: Array) -> float:
    """The mean recall of the classes that occur."""
    support = confusion.sum(axis=1)
    occurs = support > 0
    return float(np.mean(np.diagonal(confusion)[occurs] / support[occurs])) if occurs.any() else math.nan


def f1_by_class(confusion: Array) -> Floats:
    """F1 of each class, (K,); 0 where a class occurs or is predicted and never rightly, NaN where it does neither."""
    right = np.diagonal(confusion).astype(np.float64)
    counted = (confusion.sum(axis=0) + confusion.sum(axis=1)).astype(np.float64)
    scores = np.full(len(right), np.nan)
    np.divide(2 * right, counted, out=scores, where=counted > 0)
    return scores


def f1_macro(confusion: Array) -> float:
    """The mean F1 of the classes that occur or are predicted."""
    scores = f1_by_class(confusion)
    return float(np.nanmean(scores)) if np.isfinite(scores).any() else math.nan


def f1_weighted(confusion: Array) -> float:
    """The mean F1 of the classes, weighted by how often each occurs."""
    support = confusion.sum(axis=1)
    return float(np.average(np.nan_to_num(f1_by_class(confusion)), weights=support)) if support.any() else math.nan


def matthews(confusion: Array) -> float:
    """The Matthews correlation of a (2, 2) matrix; 0 where one class is never predicted or never occurs."""
    (true_negative, false_positive), (false_negative, true_positive) = confusion.astype(np.float64)
    product = (
        (true_positive + false_positive)
        * (true_positive + false_negative)
        * (true_negative + false_positive)
        * (true_negative + false_negative)
    )
    if not product:
        return 0.0
    return float((true_positive * true_negative - false_positive * false_negative) / math.sqrt(product))


def top_accuracy(ranks: Array, k: int) -> float:
    """The share of examples whose class is among the ``k`` most probable; ``ranks`` (N,) counts those before it."""
    return float(np.mean(ranks < k)) if len(ranks) else math.nan


def log_loss(of_the_truth: Array) -> float:
    """The mean negative logarithm of the probability of the right class, (N,); no probability counts as 0 or 1."""
    if not len(of_the_truth):
        return math.nan
    smallest = float(np.finfo(np.float32).eps)
    return float(-np.log(np.clip(of_the_truth.astype(np.float64), smallest, 1 - smallest)).mean())
