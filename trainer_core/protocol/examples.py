"""Training examples: commands that list them, find those alike and augment them, and the events that they get."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.history.example_lists import ExampleList
from trainer_core.protocol.commands import Command, Split
from trainer_core.protocol.events import Answer
from trainer_core.protocol.reports import ListedExample
from trainer_core.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class ListExamples(Command):
    """List training examples of the run in ``folder`` that deserve a look; answered by `ExamplesListed`.

    The present data has to be the run's. From the place ``first`` of the list on ``most`` of them are told, or all (0).
    Where the model is asked this goes piece by piece: for the probably mislabelled it takes some seconds to minutes the
    first time. The other lists are answered at once.
    """

    folder: Path
    which: ExampleList = ExampleList.MISLABELLED
    most: int = 200
    first: int = 0

    @property
    def asks_the_model(self) -> bool:
        """Whether losses alone do not make the list."""
        return self.which in (ExampleList.MISLABELLED, ExampleList.CONFIDENT)


@dataclass(frozen=True, slots=True)
class StopListing(Command):
    """Break off `ListExamples` or `FindNeighbours` with the id ``asked``, which is refused with ``"cancelled"``.

    One that is answered already, or was broken off, is nothing to stop.
    """

    asked: int


@dataclass(frozen=True, slots=True)
class ShowLosses(Command):
    """Show what became of the loss of one example, ``index`` of training, in the run in ``folder``.

    Answered by `LossesShown`. The present data has to be the run's.
    """

    folder: Path
    index: int


@dataclass(frozen=True, slots=True)
class FindNeighbours(Command):
    """Find the training examples that the model sees as most like an example; answered by `NeighboursFound`."""

    at_batch_end: ClassVar[bool] = True
    index: int
    split: Split = Split.TRAINING
    count: int = 12


@dataclass(frozen=True, slots=True)
class PreviewAugmentation(Command):
    """Show what the augmentation of ``recipe`` makes of some training pictures; answered by `AugmentationPreviewed`.

    ``draw`` numbers the draw: the same one changes the pictures in the same way. The data has to be prepared.
    """

    recipe: Recipe
    indices: tuple[int, ...]
    draw: int = 0


@dataclass(frozen=True, slots=True)
class ExamplesListed(Answer):
    """The ``examples`` that were asked for of a list of the run in ``folder``, after ``epochs``.

    ``lists`` are those that there are for its task, and ``totals`` how many examples each of them has. All are in
    sample: of examples that the model learns from. ``notes`` say what else is to be known of how they were measured.
    The first ``worth`` of a list are worth looking at by its own estimate; None where it makes none.
    """

    folder: Path
    which: ExampleList
    lists: tuple[ExampleList, ...]
    epochs: int
    totals: tuple[int, ...]
    examples: tuple[ListedExample, ...]
    notes: tuple[Message, ...] = ()
    worth: int | None = None

    @property
    def total(self) -> int:
        """How many examples the list has."""
        return self.totals[self.lists.index(self.which)] if self.which in self.lists else 0


@dataclass(frozen=True, slots=True)
class LossesShown(Answer):
    """The loss of one example in each epoch, (E,) float32, NaN where it was not trained on, and whether it was
    answered rightly, (E,) bool.
    """

    index: int
    losses: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NeighboursFound(Answer):
    """The training examples most like the example ``index`` of ``split``, the likest first, with their cosines."""

    split: Split
    index: int
    neighbours: tuple[int, ...]
    cosines: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AugmentationPreviewed(Answer):
    """Training pictures before and after augmentation, both (n, C, H, W) uint8.

    Where the data cannot be augmented like this, both are empty and ``problem`` says why.
    """

    indices: tuple[int, ...]
    draw: int
    before: npt.NDArray[np.uint8]
    after: npt.NDArray[np.uint8]
    problem: Message | None = None
