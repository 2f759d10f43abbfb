"""The state of a run between two batches: all that its snapshot keeps, and nothing of how it is driven."""

from __future__ import annotations

import time
from dataclasses import dataclass

from trainer_core.history.history import History
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts
from trainer_core.training.checkpoints import Checkpoints
from trainer_core.training.early_stopping import EarlyStopping
from trainer_core.training.example_losses import ExampleLosses


class Clock:
    """Seconds of a run, pauses not counted, in whole microseconds."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._before = seconds
        self._since: float | None = time.perf_counter()

    @property
    def seconds(self) -> float:
        running = time.perf_counter() - self._since if self._since is not None else 0.0
        return round(self._before + running, 6)

    def hold(self) -> None:
        self._before, self._since = self.seconds, None

    def go_on(self) -> None:
        if self._since is None:
            self._since = time.perf_counter()


@dataclass(slots=True)
class Position:
    """Where a run stands.

    Attributes:
        epoch: whole epochs, validated and closed.
        index: batches that are done of the epoch under way; all of them while it is validated.
        step: batches in all, as many as the history has rows.
        first_row: the row of the history with which the epoch under way began.
        fresh: whether the next batch opens a group of accumulated gradients whatever its place in the epoch.
        epoch_began: the run's clock when the epoch under way began, in seconds.
        under_way: whether an epoch has begun and is not closed.
    """

    epoch: int = 0
    index: int = 0
    step: int = 0
    first_row: int = 0
    fresh: bool = True
    epoch_began: float = 0.0
    under_way: bool = False

    def begin(self, row: int, seconds: float) -> None:
        """Begin an epoch, unless one is under way."""
        if not self.under_way:
            self.under_way, self.index, self.fresh = True, 0, True
            self.first_row, self.epoch_began = row, seconds

    def close_epoch(self) -> None:
        """Close the epoch under way."""
        self.epoch += 1
        self.index, self.fresh, self.under_way = 0, True, False


class TrainingState:
    """What a run has done and holds.

    Attributes:
        busy: seconds of training in the whole epochs.
        examples: training examples seen in all.
        example_losses: the loss of each training example in the epoch under way; None where they are not kept.
    """

    def __init__(self, parts: Parts, history: History) -> None:
        self.parts = parts
        self.recipe: Recipe = parts.recipe
        self.history = history
        self.clock = Clock()
        self.at = Position()
        self.checkpoints = Checkpoints(parts)
        self.early_stopping = EarlyStopping()
        self.busy = 0.0
        self.examples = 0
        self.example_losses: ExampleLosses | None = None

    @property
    def step(self) -> int:
        """Batches trained."""
        return self.at.step

    @property
    def best_epoch(self) -> int:
        """The epoch of the best weights, counted from 1; 0 before there is any."""
        return self.early_stopping.best.epoch if self.early_stopping.best else 0

    @property
    def epochs_trained(self) -> int:
        """Epochs whose batches are all trained; the validation of the last may be under way."""
        return self.at.epoch + (self.at.index >= len(self.parts.training))
