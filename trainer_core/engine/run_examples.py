"""The training examples of a run, each with its name, its label and what became of its loss, as lists worth a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data import Dataset
from trainer_core.data.corrections import key_of
from trainer_core.errors import CommandError, DataError, RunFolderError
from trainer_core.history.example_lists import (
    OF_VALUES,
    ExampleFacts,
    ExampleList,
    Losses,
    example_facts,
    listed,
    members,
)
from trainer_core.protocol.events import Event
from trainer_core.protocol.examples import ExamplesListed, ListExamples, LossesShown, ShowLosses
from trainer_core.protocol.reports import ListedExample
from trainer_core.runs.example_losses import read_example_losses
from trainer_core.tasks import task_for


@dataclass(frozen=True)
class RunExamples:
    """The kept ``losses`` (E, N) of a run and the data that they are of; make one with `examples_of_run`."""

    dataset: Dataset
    losses: Losses

    @cached_property
    def facts(self) -> ExampleFacts:
        """What the losses of each example come to, by its place among all training examples."""
        return example_facts(self.losses)

    @property
    def lists(self) -> tuple[ExampleList, ...]:
        """The lists that there are for the task."""
        return tuple(ExampleList) if task_for(self.dataset.task).answers_classes else OF_VALUES

    def indices(self, which: ExampleList) -> npt.NDArray[np.int64]:
        """The examples of a list as places in ``dataset.train``, (n,) int64, without those that are left out now."""
        return self._indices(listed(self.facts, which).places)[0]

    def of(self, which: ExampleList, most: int = 0) -> Iterator[ListedExample]:
        """Yield the examples of a list, ``most`` of them, or all (0)."""
        found = listed(self.facts, which)
        indices, there = self._indices(found.places)
        facts, truth = self.facts, task_for(self.dataset.task).truth(self.dataset.train.targets)
        columns = (each[: most or None] for each in (indices, found.places[there], found.scores[there]))
        for index, place, score in zip(*columns, strict=True):
            yield ListedExample(
                int(index),
                key_of(self.dataset, 0, int(index)),
                label_of(self.dataset, truth[index]),
                float(score),
                float(facts.now[place]),
                float(facts.mean[place]),
                bool(facts.right[place]),
            )

    def count(self, which: ExampleList) -> int:
        """How many examples a list has, without those that are left out now."""
        among, places = members(self.facts, which), self.dataset.training_places
        return int((among if places is None else among[places.numpy()]).sum())

    def losses_of(self, index: int) -> Losses:
        """The losses of the example ``index`` of ``dataset.train``, (E,), signed as they are kept."""
        places = self.dataset.training_places
        return self.losses[:, index if places is None else int(places[index])]

    def _indices(self, places: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Places in the training part, and which of ``places`` are in it."""
        if self.dataset.training_places is None:
            return places, np.ones(len(places), np.bool_)
        index_of = np.full(self.losses.shape[1], -1, np.int64)
        index_of[self.dataset.training_places.numpy()] = np.arange(len(self.dataset.train))
        indices = index_of[places]
        return indices[indices >= 0], indices >= 0


def examples_of_run(run: Path, dataset: Dataset) -> RunExamples:
    """Read what the run in the folder ``run`` kept of its training examples, which ``dataset`` holds.

    Raises:
        RunFolderError: the folder is no run's, its file is damaged, or no losses were kept.
        DataError: the data has another number of training examples than the run was trained on.
    """
    losses = read_example_losses(run)
    if not losses.size:
        raise RunFolderError(
            "no-example-losses",
            "{path} holds no losses of single examples. They are kept from the first whole epoch on while "
            "training.example_losses is on.",
            path=str(run),
        )
    if losses.shape[1] != dataset.training_count:
        raise DataError(
            "changed-data",
            "The run was trained on {n:,} examples, and its data has {present:,} now. Put the data back as it was.",
            n=losses.shape[1],
            present=dataset.training_count,
        )
    return RunExamples(dataset, losses)


def list_examples(dataset: Dataset, command: ListExamples, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.examples.ListExamples`; raises as `examples_of_run` does."""
    found = examples_of_run(command.folder, dataset)
    totals, shown = tuple(map(found.count, found.lists)), tuple(found.of(command.which, command.most))
    emit(ExamplesListed(command.folder, command.which, found.lists, len(found.losses), totals, shown))


def show_losses(dataset: Dataset, command: ShowLosses, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.examples.ShowLosses`; raises as `examples_of_run` does, and `CommandError`."""
    if not 0 <= command.index < len(dataset.train):
        raise CommandError("no-such-example", "There is no training example {n}.", n=command.index)
    signed = np.array(examples_of_run(command.folder, dataset).losses_of(command.index))
    emit(LossesShown(command.index, np.abs(signed.astype(np.float32)), ~np.signbit(signed) & ~np.isnan(signed)))


def label_of(dataset: Dataset, truth: Any) -> str:
    """What is true of an example, in words: the name of a class, or its values."""
    if task_for(dataset.task).answers_classes:
        return dataset.class_names[int(truth)]
    return " ".join(f"{value:g}" for value in np.atleast_1d(truth))
