"""How fast a run goes and how long it will still take: the same sums for every view, from the history."""

from __future__ import annotations

import math

import numpy as np

from trainer_core.history.history import History

_ROWS = 2_000
_GROUPS = 32


def seconds_per_batch(history: History) -> float:
    """Return the time of a recent batch in seconds, NaN before there are two.

    The median over groups of the last 2,000 batches is returned, so that a hiccup of the machine does not
    move it. The first batch of an epoch is left out, because validation comes before it. Pauses are not in a
    history.
    """
    recorded = len(history)
    begin = max(0, recorded - _ROWS)
    times = np.diff(history.column("seconds", begin, recorded))
    firsts = [row.step - begin - 1 for row in history.epochs if begin < row.step < recorded]
    if len(firsts) < len(times):
        times = np.delete(times, firsts)
    if not len(times):
        return math.nan
    edges = np.linspace(0, len(times), min(_GROUPS, len(times)) + 1).astype(np.intp)
    return float(np.median(np.add.reduceat(times, edges[:-1]) / np.diff(edges)))


class RecentPace:
    """`seconds_per_batch`, computed anew only once the history has grown: a view may ask many times for one batch."""

    def __init__(self) -> None:
        self._at: tuple[History, int, int] | None = None
        self._seconds = math.nan

    def seconds_per_batch(self, history: History) -> float:
        """That of ``history`` as it is now."""
        at = (history, len(history), len(history.epochs))
        if at != self._at:
            self._at, self._seconds = at, seconds_per_batch(history)
        return self._seconds


def place(history: History, batches_per_epoch: int) -> tuple[int, int]:
    """Return the epoch that goes on, counted from 1, and how many of its batches are trained; (0, 0) before the first.

    Earlier epochs may have had another number of batches than ``batches_per_epoch``: the batch size may have changed.
    """
    rows, recorded = history.epochs, len(history)
    epochs, step = (rows[-1].epoch, rows[-1].step) if rows else (0, 0)
    more = math.ceil((recorded - step) / batches_per_epoch)
    if more == 0:
        return epochs, batches_per_epoch if epochs else 0
    return epochs + more, recorded - step - (more - 1) * batches_per_epoch


def seconds_left(history: History, epochs: int, batches_per_epoch: int, per_batch: float) -> float:
    """Estimate the seconds until the last epoch and its validation end, NaN if ``per_batch`` is.

    What is left is so many batches of ``per_batch`` (see `seconds_per_batch`), and for each epoch that has not ended
    the pause that validation made at the last end of an epoch.
    """
    recorded = len(history)
    epoch, batch = place(history, batches_per_epoch)
    batches = max((epochs - epoch + 1) * batches_per_epoch - batch, 0) if epoch else epochs * batches_per_epoch
    boundary = next((row.step for row in reversed(history.epochs) if row.step < recorded), 0)
    pause = 0.0
    if boundary > 0 and math.isfinite(per_batch):
        before, after = history.column("seconds", boundary - 1, boundary + 1)
        pause = max(float(after - before) - per_batch, 0.0)
    return batches * per_batch + max(epochs - len(history.epochs), 0) * pause
