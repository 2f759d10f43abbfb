"""Which examples are watched: few, always the same ones, and every class among them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FIXED = 24
"""How many test examples are watched."""

_LARGEST_SAMPLE = 512


def candidates(examples: int, classes: int, wanted: int, seed: int = 0) -> tuple[int, ...]:
    """Return indices below ``examples``, drawn once and for all by ``seed``, among which `balanced` can
    choose.

    There are enough of them that each of ten equally frequent classes is missing about once in a million
    seeds.
    """
    count = min(examples, max(wanted, min(16 * classes, _LARGEST_SAMPLE)))
    drawn = np.random.default_rng(seed).choice(examples, size=count, replace=False)
    return tuple(int(index) for index in drawn)


def balanced(truth: npt.NDArray[np.int64], wanted: int, seed: int = 0) -> npt.NDArray[np.int64]:
    """Return positions in ``truth`` (M,) of at most ``wanted`` examples, each class as often as any other.

    Classes take turns until there are enough or none is left; the order of the result is shuffled by
    ``seed``.
    """
    generator = np.random.default_rng(seed)
    turns = np.empty(len(truth), dtype=np.int64)
    for label in np.unique(truth):
        places = np.flatnonzero(truth == label)
        turns[places] = np.arange(len(places))
    by_turn = np.lexsort((generator.random(len(truth)), turns))
    chosen = by_turn[:wanted].astype(np.int64)
    generator.shuffle(chosen)
    return chosen
