"""Which of many places are kept where there may be few: spread evenly, the first and the last among them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def spread(places: npt.ArrayLike, most: int) -> npt.NDArray[np.int64]:
    """Indices of at most ``most`` (at least 2) of ``places``, (n,) that ascend: the last in each of equal stretches,
    and the first of all.
    """
    values = np.asarray(places, dtype=np.float64)
    if len(values) <= most:
        return np.arange(len(values))
    span = values[-1] - values[0]
    if not span > 0:
        return np.unique(np.linspace(0, len(values) - 1, most).astype(np.int64))
    stretch = np.minimum((values - values[0]) / span * (most - 1), most - 2).astype(np.int64)
    last = np.flatnonzero(np.diff(stretch, append=most))
    return np.union1d([0], last).astype(np.int64)
