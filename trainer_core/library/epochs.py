"""A run's epochs as the library needs them: counted, the best one found, validation in two columns."""

from __future__ import annotations

import math
from dataclasses import dataclass

from trainer_core.history.history import EpochRow
from trainer_core.tasks import goodness
from trainer_core.tasks.metrics.metric import known


@dataclass(frozen=True, slots=True)
class Epochs:
    """What the library says of the epochs of a run. NaN where a number does not exist."""

    rows: tuple[EpochRow, ...] = ()

    @property
    def count(self) -> int:
        return self.rows[-1].epoch if self.rows else 0

    def validations(self, metric: str) -> list[float]:
        """The validation result of each epoch."""
        return [row.validation.get(metric, math.nan) for row in self.rows]

    @property
    def seconds(self) -> float:
        return self.rows[-1].seconds if self.rows else math.nan

    @property
    def samples_per_second(self) -> float:
        return self.rows[-1].samples_per_second if self.rows else math.nan

    def best(self, by: str) -> int:
        """The number of the first epoch with the best validation, by the loss or a metric; 0 without any."""
        signed = [goodness(by, value) for value in self.validations(by)]
        places = [place for place, value in enumerate(signed) if math.isfinite(value)]
        return self.rows[max(places, key=signed.__getitem__)].epoch if places else 0

    def validation(self, epoch: int) -> dict[str, float]:
        """The finite results of the epoch with that number, empty if it is not among these."""
        found = next((row for row in self.rows if row.epoch == epoch), None)
        return known(found.validation) if found is not None else {}
