"""A run's epochs as the library needs them: counted, the best one found, validation in two columns."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

from trainer_core.errors import Message
from trainer_core.files.small_files import damaged, read_text
from trainer_core.runs.run_files import EPOCHS

_LARGEST_FILE = 64_000_000
"""Bytes; a hundred thousand epochs, the most that a recipe can ask for, have about twenty million."""

_NEEDED = ("epoch", "validation_loss", "validation_accuracy", "seconds", "samples_per_second")
_LARGEST_EPOCH = 2**31


@dataclass(slots=True)
class Epochs:
    """The validation of each epoch (NaN where there is none), and the numbers of the last. Accuracies in 0..1."""

    numbers: list[int] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    accuracies: list[float] = field(default_factory=list)
    seconds: float = math.nan
    samples_per_second: float = math.nan
    problem: Message | None = None

    @property
    def count(self) -> int:
        return self.numbers[-1] if self.numbers else 0

    @property
    def final_loss(self) -> float:
        return self.losses[-1] if self.losses else math.nan

    @property
    def final_accuracy(self) -> float:
        return self.accuracies[-1] if self.accuracies else math.nan

    def best(self, by: str) -> int:
        """The number of the first epoch with the best validation, by ``"accuracy"`` or ``"loss"``; 0 without any."""
        signed = [-loss for loss in self.losses] if by == "loss" else self.accuracies
        places = [place for place, value in enumerate(signed) if math.isfinite(value)]
        return self.numbers[max(places, key=signed.__getitem__)] if places else 0

    def validation(self, epoch: int) -> tuple[float, float]:
        """Loss and accuracy of the epoch with that number, NaN if it is not among these."""
        try:
            place = self.numbers.index(epoch)
        except ValueError:
            return math.nan, math.nan
        return self.losses[place], self.accuracies[place]


def read_epochs(path: Path) -> Epochs:
    """Read the whole rows of ``history.csv`` in the folder ``path``; none if there is no such file yet.

    The rows before a damaged one count, and `Epochs.problem` says which that is. Raises `RunFolderError` if the file
    cannot be read.
    """
    file = path / EPOCHS
    try:
        text = read_text(file, _LARGEST_FILE)
    except FileNotFoundError:
        return Epochs()
    header, *lines = text[: text.rfind("\n") + 1].splitlines() or [""]
    epochs = Epochs()
    if not header:
        return epochs
    try:
        number, loss, accuracy, seconds, speed = (header.split(",").index(name) for name in _NEEDED)
    except ValueError:
        epochs.problem = damaged(file, Message("line 1 does not name the columns of an epoch")).message
        return epochs
    for place, line in enumerate(lines, 2):
        cells = line.split(",")
        try:
            epoch = int(cells[number])
            values = [float(cells[column]) for column in (loss, accuracy, seconds, speed)]
        except (ValueError, IndexError):
            epoch = 0
        if not 1 <= epoch <= _LARGEST_EPOCH:
            epochs.problem = damaged(file, Message("line {line} is not an epoch", {"line": place})).message
            break
        epochs.numbers.append(epoch)
        epochs.losses.append(values[0])
        epochs.accuracies.append(values[1])
        epochs.seconds, epochs.samples_per_second = values[2:]
    return epochs
