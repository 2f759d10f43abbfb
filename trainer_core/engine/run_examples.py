"""The training examples of a run, each with its name, its label and what became of its loss, as lists worth a look."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from trainer_core.data import Dataset
from trainer_core.data.corrections import key_of
from trainer_core.engine.label_doubt import label_doubts, worth_looking_at
from trainer_core.engine.open_run import with_weights_of
from trainer_core.errors import CommandError, DataError, Message, RunFolderError
from trainer_core.history.example_lists import (
    OF_VALUES,
    ExampleFacts,
    ExampleList,
    Listed,
    Losses,
    example_facts,
    far_out,
    listed,
    members,
)
from trainer_core.protocol.events import Event, Progress
from trainer_core.protocol.examples import ExamplesListed, ListExamples, LossesShown, ShowLosses
from trainer_core.protocol.reports import ListedExample
from trainer_core.recipe.augmentation import mixing
from trainer_core.runs.example_losses import read_example_losses
from trainer_core.runs.run_files import EXAMPLES, LAST, read_recipe
from trainer_core.tasks import task_for
from trainer_core.training.answers import outputs
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run

Scores = npt.NDArray[np.float32]
_Orders = dict[ExampleList, Listed]
_Answers = Mapping[int, tuple[str, float]]

_TOLD_EVERY = 0.01
"""The part of the work after which its progress is told."""
ASKING = Message("Asking the model about the training examples")
_OF_WHOLE_EXAMPLES = Message(
    "MixUp or CutMix mixed them in training, so their losses come from a separate pass over the whole examples."
)
_ROUGH = Message(
    "While the run is under way, the order is that of the mean loss alone. Once it has ended, the labels of the most "
    "similar examples count too."
)


@dataclass(frozen=True)
class RunExamples:
    """The kept ``losses`` (E, N) of a run and the data that they are of; make one with `examples_of_run`.

    ``facts`` are what the losses of each example come to, by its place among all training examples. ``scores`` (N,) of
    a list are what it is ordered by instead of losses, and ``answers`` the other class that the
    model holds most probable with its probability, by place; `ordered` finds them out. ``orders`` keeps
    the lists that were made.
    """

    dataset: Dataset
    losses: Losses
    facts: ExampleFacts
    scores: Mapping[ExampleList, Scores] = field(default_factory=dict)
    answers: _Answers = field(default_factory=dict)
    orders: _Orders = field(default_factory=dict)

    @property
    def lists(self) -> tuple[ExampleList, ...]:
        """The lists that there are for the task."""
        return tuple(ExampleList) if task_for(self.dataset.task).answers_classes else OF_VALUES

    def indices(self, which: ExampleList) -> npt.NDArray[np.int64]:
        """The examples of a list as places in ``dataset.train``, (n,) int64, without those that are left out now."""
        return self._indices(self._listed(which).places)[0]

    def of(self, which: ExampleList, most: int = 0, first: int = 0) -> Iterator[ListedExample]:
        """Yield the examples of a list from its place ``first`` on, ``most`` of them, or all (0)."""
        found = self._listed(which)
        indices, there = self._indices(found.places)
        facts, truth = self.facts, task_for(self.dataset.task).truth(self.dataset.train.targets)
        some = slice(first, first + most if most else None)
        columns = (each[some] for each in (indices, found.places[there], found.scores[there]))
        for index, place, score in zip(*columns, strict=True):
            yield ListedExample(
                int(index),
                key_of(self.dataset, 0, int(index)),
                label_of(self.dataset, truth[index]),
                float(score),
                float(facts.now[place]),
                float(facts.mean[place]),
                bool(facts.right[place]),
                *self.answers.get(int(place), ()),
            )

    def count(self, which: ExampleList) -> int:
        """How many examples a list has, without those that are left out now."""
        among, places = members(self.facts, which), self.dataset.training_places
        return int((among if places is None else among[places.numpy()]).sum())

    def worth(self, which: ExampleList) -> int | None:
        """How many of the first of a list are worth looking at by the list's own estimate, None where it has none."""
        if which is not ExampleList.MISLABELLED:
            return None
        if which in self.scores:
            return worth_looking_at(self.scores[which], len(self.dataset.class_names))
        return far_out(self.facts) if self.lists == OF_VALUES else None

    def losses_of(self, index: int) -> Losses:
        """The losses of the example ``index`` of ``dataset.train``, (E,), signed as they are kept."""
        places = self.dataset.training_places
        return self.losses[:, index if places is None else int(places[index])]

    def places_of(self, indices: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The columns of ``losses`` that examples of ``dataset.train`` have, (n,) int64."""
        places = self.dataset.training_places
        return indices if places is None else places.numpy()[indices]

    def _listed(self, which: ExampleList) -> Listed:
        if which not in self.orders:
            self.orders[which] = listed(self.facts, which, self.scores.get(which))
        return self.orders[which]

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
    return RunExamples(dataset, losses, example_facts(losses))


class Doubts:
    """Keeps what was found out of the examples of the run that was asked about last, until the run goes on."""

    def __init__(self) -> None:
        self._key: object = None
        self._dataset: weakref.ref[Dataset] | None = None
        """The data is not kept: it may be large, and other data may take its place."""
        self._known: tuple[ExampleFacts, _Orders] | None = None
        """Without the losses: a file that stays mapped could not be moved or deleted everywhere."""
        self._ordered: dict[ExampleList, tuple[object, _Orders, Mapping[ExampleList, Scores], _Answers]] = {}

    def read(self, folder: Path, dataset: Dataset) -> RunExamples:
        """What the run kept of its examples; raises as `examples_of_run` does."""
        key = (folder, _written(folder / EXAMPLES))
        if self._known is None or self._key != key or self._dataset is None or self._dataset() is not dataset:
            found = examples_of_run(folder, dataset)
            self._known, self._key, self._dataset = (found.facts, found.orders), key, weakref.ref(dataset)
            self._ordered.clear()
            return found
        facts, orders = self._known
        return RunExamples(dataset, read_example_losses(folder), facts, orders=orders)

    def ordered(self, parts: Parts, folder: Path, which: ExampleList) -> Generator[float, None, RunExamples]:
        """The run's examples with the order of a list, see `ordered`."""
        found = self.read(folder, parts.dataset)
        key, before = (self._key, _written(folder / LAST)), self._ordered.get(which)
        if before is not None and before[0] == key:
            _, orders, scores, answers = before
            return replace(found, orders=orders, scores=scores, answers=answers)
        found = yield from ordered(found, parts, folder, which)
        self._ordered[which] = key, found.orders, found.scores, found.answers
        return found


def _written(path: Path) -> int | None:
    """When a file was written; None if there is none."""
    return path.stat().st_mtime_ns if path.exists() else None


def _with_doubts(found: RunExamples, parts: Parts, folder: Path) -> Generator[float, None, RunExamples]:
    """Judge how doubtful the label of each example is, NaN for those that are left out; see `label_doubts`."""
    places = found.places_of(np.arange(len(found.dataset.train)))
    scores = np.full(found.losses.shape[1], np.nan, np.float32)
    scores[places] = yield from label_doubts(with_weights_of(parts, folder), found.facts.mean[places])
    return replace(found, scores={ExampleList.MISLABELLED: scores}, orders={})


def ordered(found: RunExamples, parts: Parts, folder: Path, which: ExampleList) -> Generator[float, None, RunExamples]:
    """Find out what losses alone do not say of a list: how doubtful labels are, how sure wrong answers are.

    The weights of the last epoch of the run in ``folder`` are asked. Each yield is the part (0..1) that is done.
    Raises `TrainerError` if they cannot be had.
    """
    if not parts.task.answers_classes:
        return found
    if which is ExampleList.MISLABELLED:
        return (yield from _with_doubts(found, parts, folder))
    if which is ExampleList.CONFIDENT:
        return (yield from _with_answers(found, with_weights_of(parts, folder)))
    return found


def _with_answers(found: RunExamples, parts: Parts) -> Generator[float, None, RunExamples]:
    """Ask the model for the most probable other class of the examples that it answered wrongly."""
    indices = found.indices(ExampleList.CONFIDENT)
    places, size = found.places_of(indices), parts.recipe.training.evaluation_batch_size
    truth, names = parts.task.truth(found.dataset.train.targets), found.dataset.class_names
    scores = np.full(found.losses.shape[1], np.nan, np.float32)
    answers: dict[int, tuple[str, float]] = {}
    for start in range(0, len(indices), size):
        some = indices[start : start + size]
        raw, _ = found.dataset.train.at(torch.from_numpy(some)).gathered()
        probabilities = parts.scorer.answer(outputs(parts, raw)).cpu().numpy()
        probabilities[np.arange(len(some)), truth[some]] = -1.0
        best = probabilities.argmax(1)
        for place, answer, row in zip(places[start : start + size], best, probabilities, strict=True):
            scores[place] = row[answer]
            answers[int(place)] = (names[answer], float(row[answer]))
        yield (start + len(some)) / len(indices)
    return replace(found, scores={ExampleList.CONFIDENT: scores}, answers=answers, orders={})


def list_examples(
    parts: Parts, command: ListExamples, run: Run | None, doubts: Doubts, emit: Callable[[Event], None]
) -> Iterator[None]:
    """Answer `trainer_core.protocol.examples.ListExamples`, piece by piece; raises as `examples_of_run` does.

    While the run itself is under way its doubtful labels are those of the highest mean loss: comparing all examples
    after every epoch would hold it up.
    """
    folder, which = command.folder, command.which
    found = doubts.read(folder, parts.dataset)
    notes = [_OF_WHOLE_EXAMPLES] if mixing(read_recipe(folder).data.augment) else []
    if which is ExampleList.MISLABELLED and run is not None and parts.task.answers_classes:
        notes.append(_ROUGH)
    else:
        steps = doubts.ordered(parts, folder, which)
        told = 0.0
        while True:
            try:
                done = next(steps)
            except StopIteration as end:
                found = end.value
                break
            if done - told >= _TOLD_EVERY or done == 1.0:
                told = done
                emit(Progress(ASKING, done))
            yield
    totals, shown = tuple(map(found.count, found.lists)), tuple(found.of(which, command.most, command.first))
    emit(ExamplesListed(folder, which, found.lists, len(found.losses), totals, shown, tuple(notes), found.worth(which)))


def show_losses(dataset: Dataset, command: ShowLosses, doubts: Doubts, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.examples.ShowLosses`; raises as `examples_of_run` does, and `CommandError`."""
    if not 0 <= command.index < len(dataset.train):
        raise CommandError("no-such-example", "There is no training example {n}.", n=command.index)
    signed = np.array(doubts.read(command.folder, dataset).losses_of(command.index))
    emit(LossesShown(command.index, np.abs(signed.astype(np.float32)), ~np.signbit(signed) & ~np.isnan(signed)))


def label_of(dataset: Dataset, truth: Any) -> str:
    """What is true of an example, in words: the name of a class, or its values."""
    if task_for(dataset.task).answers_classes:
        return dataset.class_names[int(truth)]
    return " ".join(f"{value:g}" for value in np.atleast_1d(truth))
