"""Facts of long columns of numbers, NaN where one is missing, found without a copy of the column."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_AT_ONCE = 1 << 14
"""Numbers that stay in a core's cache while several operations go over them."""


def extent(values: npt.NDArray[Any]) -> tuple[float, float]:
    """The lowest and the highest of the numbers ``values``, (N,), that are there; NaN for both if none is."""
    return float(np.fmin.reduce(values, initial=np.nan)), float(np.fmax.reduce(values, initial=np.nan))


def has_gaps(values: npt.NDArray[Any]) -> bool:
    """Whether any of the numbers ``values``, (N,), is missing."""
    return bool(np.isnan(values.min(initial=0)))


def all_whole(values: npt.NDArray[Any]) -> bool:
    """Whether all numbers of ``values``, (N,), that are there are whole; the first that is not ends the search."""
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        if not bool(((some == np.trunc(some)) | np.isnan(some)).all()):
            return False
    return True
