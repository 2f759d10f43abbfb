"""Metrics of answers that are numbers: RMSE, MAE and R² of each target, in its own unit."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def rmse(truth: npt.NDArray[Any], predicted: npt.NDArray[Any]) -> Floats:
    """Root mean squared error of each target, (K,), from (N, K) each; NaN without examples."""
    return np.sqrt(_mean(_errors(truth, predicted) ** 2))


def mae(truth: npt.NDArray[Any], predicted: npt.NDArray[Any]) -> Floats:
    """Mean absolute error of each target, (K,), from (N, K) each; NaN without examples."""
    return _mean(np.abs(_errors(truth, predicted)))


def r2(truth: npt.NDArray[Any], predicted: npt.NDArray[Any]) -> Floats:
    """The share of variance explained of each target, (K,), from (N, K) each; NaN for fewer than two examples.

    A target that never varies has 1 where every answer is exact and 0 otherwise, as in scikit-learn.
    """
    if len(truth) < 2:
        return np.full(truth.shape[1], np.nan)
    left = (_errors(truth, predicted) ** 2).sum(axis=0)
    varied = ((truth.astype(np.float64) - truth.mean(axis=0, dtype=np.float64)) ** 2).sum(axis=0)
    constant = np.where(left == 0, 1.0, 0.0)
    return np.where(varied > 0, 1 - left / np.where(varied > 0, varied, 1.0), constant)


def _errors(truth: npt.NDArray[Any], predicted: npt.NDArray[Any]) -> Floats:
    return predicted.astype(np.float64) - truth.astype(np.float64)


def _mean(values: Floats) -> Floats:
    return values.mean(axis=0) if len(values) else np.full(values.shape[1], np.nan)
