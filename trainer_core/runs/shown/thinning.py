"""Chooses which of many places to keep: evenly spaced, with the first and the last among them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def spread(places: npt.ArrayLike, most: int) -> npt.NDArray[np.int64]:
    """Indices of at most ``most`` (at least 2) of ``places``, (n,) that ascend: one after another goes whose neighbours
    are closest, so that what was thin before stays.
    """
    values = np.asarray(places, dtype=np.float64)
    kept = np.arange(len(values))
    while len(kept) > most:
        gaps = values[kept[2:]] - values[kept[:-2]]
        kept = np.delete(kept, 1 + int(gaps.argmin()))
    return kept
