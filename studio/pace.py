"""How fast a run goes and how long it will still take: the same sums for every view, from the history."""

from __future__ import annotations

import math

import numpy as np

from trainer_core.history import History

_ROWS = 2_000
_BUCKETS = 64


def seconds_per_batch(history: History) -> float:
    """Return the median time of a recent batch in seconds, NaN before there are two.

    The last 2,000 batches are taken in groups, and the median of the groups' means is returned, so that a
    validation between two epochs or a hiccup of the machine does not move it. Pauses are not in the history.
    """
    recorded = len(history)
    if recorded < 2:
        return math.nan
    buckets = history.buckets("seconds", max(0, recorded - _ROWS), recorded, _BUCKETS)
    if len(buckets) < 2:
        return math.nan
    return float(np.median(np.diff(buckets.mean) / np.diff(buckets.centre)))


def samples_per_second(history: History, batch_size: int) -> float:
    """Return how many examples a second were trained lately, NaN before there are two batches."""
    seconds = seconds_per_batch(history)
    return batch_size / seconds if seconds > 0 else math.nan


def seconds_left(history: History, epochs: int, batches_per_epoch: int) -> float:
    """Estimate the seconds until the last epoch and its validation end, NaN before there are two batches.

    What is left is so many batches of the recent median time, and for each epoch that has not ended the pause
    that validation made at the last end of an epoch.
    """
    per_batch = seconds_per_batch(history)
    recorded = len(history)
    batches = max(epochs * batches_per_epoch - recorded, 0)
    boundary = (recorded - 1) // batches_per_epoch * batches_per_epoch
    pause = 0.0
    if boundary > 0 and math.isfinite(per_batch):
        before, after = history.column("seconds", boundary - 1, boundary + 1)
        pause = max(float(after - before) - per_batch, 0.0)
    return batches * per_batch + max(epochs - len(history.epochs), 0) * pause
