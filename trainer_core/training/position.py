"""Where a run stands, between two batches."""

from __future__ import annotations

from dataclasses import dataclass


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
