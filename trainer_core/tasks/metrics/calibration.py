"""How far a model's confidence is from being right (Guo, Pleiss, Sun and Weinberger 2017)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

BINS: Final = 15


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability diagram: of each of `BINS` bins of confidence, all (15,), how many examples it has, and of those
    the share that is right and the mean confidence (NaN where it has none).
    """

    count: npt.NDArray[np.int64]
    accuracy: npt.NDArray[np.float64]
    confidence: npt.NDArray[np.float64]

    @property
    def error(self) -> float:
        """The expected calibration error: the mean distance of confidence and accuracy over the examples."""
        filled = self.count > 0
        if not filled.any():
            return math.nan
        gaps = np.abs(self.accuracy - self.confidence)[filled]
        return float(np.average(gaps, weights=self.count[filled]))


def reliability(confidence: npt.NDArray[Any], right: npt.NDArray[np.bool_]) -> Reliability:
    """Sort examples into 15 equal bins, (0, 1/15], (1/15, 2/15] …, by the probability (N,) of their prediction."""
    values = confidence.astype(np.float64)
    place = np.clip(np.ceil(values * BINS).astype(np.int64) - 1, 0, BINS - 1)
    count = np.bincount(place, minlength=BINS)

    def mean(of: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        sums = np.bincount(place, weights=of.astype(np.float64), minlength=BINS)
        means = np.full(BINS, np.nan)
        np.divide(sums, count, out=means, where=count > 0)
        return means

    return Reliability(count, mean(right), mean(values))
