"""Early stopping: the monitored metric, the best epoch by it, and when to stop for want of a better one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer_core.history.history import EpochRow
from trainer_core.tasks import goodness


@dataclass(frozen=True, slots=True)
class BestEpoch:
    """The best epoch so far: its monitored metric, its number from 1, and the batches trained by its end."""

    value: float
    epoch: int
    step: int


class EarlyStopping:
    """Counts the epochs since the monitored metric was last at its best.

    The patience is not kept here, since it is the recipe's and a run may go on with another.
    """

    def __init__(self) -> None:
        self.best: BestEpoch | None = None
        self.epochs_since_best = 0

    def epoch_ended(self, row: EpochRow, metric: str) -> bool:
        """Take in an epoch, monitored by the loss or a metric of its task; returns whether it is the best so far."""
        value = monitored(row, metric)
        better = math.isfinite(value) and (self.best is None or value < self.best.value)
        self.epochs_since_best = 0 if better else self.epochs_since_best + 1
        if better:
            self.best = BestEpoch(value, row.epoch, row.step)
        return better

    def should_stop(self, patience: int) -> bool:
        """Whether no epoch of the last ``patience`` was better than those before; never for a patience of 0."""
        return 0 < patience <= self.epochs_since_best

    def wait_anew(self) -> None:
        """Count from here on: the run goes on although it had stopped early."""
        self.epochs_since_best = 0

    def load_state(self, best: Mapping[str, Any] | None, epochs_since_best: int) -> None:
        """Go on from what a snapshot keeps of this; raises `KeyError` if something of ``best`` is missing."""
        self.best = None if best is None else BestEpoch(best["value"], best["epoch"], best["step"])
        self.epochs_since_best = epochs_since_best


def monitored(row: EpochRow, metric: str) -> float:
    """The metric of an epoch that is monitored, lower is better (accuracy is negated).

    It is validation's where there is validation, and training's otherwise.
    """
    return -goodness(metric, row.result(metric))
