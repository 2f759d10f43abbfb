"""A run's epochs as the library needs them: counted, the best one found, validation in two columns."""

from __future__ import annotations

import math
from dataclasses import dataclass

from trainer_core.history.history import EpochRow


@dataclass(frozen=True, slots=True)
class Epochs:
    """What the library says of the epochs of a run. Accuracies in 0..1; NaN where a number does not exist."""

    rows: tuple[EpochRow, ...] = ()

    @property
    def count(self) -> int:
        return self.rows[-1].epoch if self.rows else 0

    @property
    def losses(self) -> list[float]:
        """The validation loss of each epoch."""
        return [row.validation_loss for row in self.rows]

    @property
    def accuracies(self) -> list[float]:
        """The validation accuracy of each epoch."""
        return [row.validation_accuracy for row in self.rows]

    @property
    def seconds(self) -> float:
        return self.rows[-1].seconds if self.rows else math.nan

    @property
    def samples_per_second(self) -> float:
        return self.rows[-1].samples_per_second if self.rows else math.nan

    def best(self, by: str) -> int:
        """The number of the first epoch with the best validation, by ``"accuracy"`` or ``"loss"``; 0 without any."""
        signed = [-loss for loss in self.losses] if by == "loss" else self.accuracies
        places = [place for place, value in enumerate(signed) if math.isfinite(value)]
        return self.rows[max(places, key=signed.__getitem__)].epoch if places else 0

    def validation(self, epoch: int) -> tuple[float, float]:
        """Loss and accuracy of the epoch with that number, NaN if it is not among these."""
        found = next((row for row in self.rows if row.epoch == epoch), None)
        return (found.validation_loss, found.validation_accuracy) if found is not None else (math.nan, math.nan)
