"""A past run as it can be replayed: read from its folder, without its data, its device or a computation in torch."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message, TrainerError
from trainer_core.files.small_files import damaged
from trainer_core.history.history import History
from trainer_core.protocol.commands import Split
from trainer_core.protocol.reports import DataReport, DeviceReport, Evaluation, ModelReport
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_history, read_log, read_recipe, read_summary
from trainer_core.runs.shown.about import ABOUT, About, read_about
from trainer_core.runs.shown.evaluations import TEST, read_evaluated
from trainer_core.runs.shown.examples import ANSWERS, ShownAnswers, ShownExamples, read_examples
from trainer_core.runs.shown.folder import SHOWN, kept_evaluations, kept_weights
from trainer_core.runs.shown.log import LOG_LINES, KeptLine, read_lines
from trainer_core.runs.shown.maps import GRID, MAPS, ShownGrid, ShownMaps, read_grid
from trainer_core.runs.shown.record_file import read_records
from trainer_core.tasks import task_for

T = TypeVar("T")

_TIME = "%Y-%m-%d %H:%M:%S"
_LEVELS = ("info", "warning", "error")
_LONGEST = 1e9
"""Seconds: no run takes thirty years, but a file may say so."""


@dataclass(frozen=True, slots=True)
class KeptEvaluation:
    """A validation after ``epoch`` whole epochs and ``step`` batches, or the test; its numbers are read when asked."""

    epoch: int
    step: int
    split: Split
    path: Path
    data: DataReport | None = None

    def read(self) -> Evaluation:
        """The evaluation; of very many examples some thousands, see `trainer_core.runs.shown.evaluations`.

        Raises `RunFolderError` if the file is damaged or of other data, and `FileNotFoundError` if it is gone.
        """
        evaluation, data = read_evaluated(self.path).evaluation, self.data
        classes = len(evaluation.scores.confusion)
        known = data is None or classes == (len(data.class_names) if task_for(data.task).answers_classes else 0)
        if evaluation.split is not self.split or not known:
            raise damaged(self.path, Message("it belongs to another run"))
        return evaluation


@dataclass(frozen=True, slots=True)
class KeptWeights:
    """The weights of the end of ``epoch``, after ``step`` batches; those of epoch 0 are from before the first batch."""

    epoch: int
    step: int
    path: Path


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """Everything that the run in ``folder`` recorded. What it did not, such as a run of an earlier version, is None or
    empty.

    Records stand in the order in which the run came to them, by ``step`` (batches done) and then ``epoch`` (whole
    epochs done). ``result`` is what ``result.json`` holds. ``problems`` say what is damaged, and so not shown.
    """

    folder: Path
    recipe: Recipe
    history: History
    batches_per_epoch: int
    data: DataReport | None
    model: ModelReport | None
    device: DeviceReport | None
    examples: ShownExamples | None
    answers: ShownAnswers | None
    maps: ShownMaps | None
    evaluations: tuple[KeptEvaluation, ...]
    log: tuple[KeptLine, ...]
    weights: tuple[KeptWeights, ...]
    result: dict[str, Any]
    problems: tuple[Message, ...]
    _seconds: npt.NDArray[np.float64]

    @classmethod
    def read(cls, folder: Path) -> Replay:
        """Read what the run in ``folder`` recorded; a run that is still going is read up to where it is.

        Raises `TrainerError` if its recipe or its numbers cannot be read.
        """
        folder = folder.expanduser().absolute()
        recipe, history, shown = read_recipe(folder), read_history(folder), folder / SHOWN
        problems: list[Message] = []

        def attempt(read: Callable[[], T], otherwise: T) -> T:
            try:
                return read()
            except TrainerError as error:
                problems.append(error.message)
                return otherwise

        about = attempt(lambda: read_about(shown), None)
        examples = attempt(lambda: read_examples(shown), None)
        if about is not None and examples is not None and not _belong_together(about.data, examples):
            about = attempt(partial(_refuse, shown / ABOUT), None)
        data = about.data if about is not None else None
        answers = None
        if examples is not None:
            watched = examples
            answers = attempt(lambda: ShownAnswers(read_records(shown / ANSWERS, watched)), None)
        maps = attempt(lambda: _maps(shown, data), None)
        seconds = _ascending(history.column("seconds"))
        none: tuple[KeptLine, ...] = ()
        log = attempt(lambda: read_lines(shown / LOG_LINES), none)
        return cls(
            folder=folder,
            recipe=recipe,
            history=history,
            batches_per_epoch=(about.batches_per_epoch if about is not None else 0) or _batches_per_epoch(history),
            data=data,
            model=about.model if about is not None else None,
            device=about.device if about is not None else None,
            examples=examples,
            answers=answers,
            maps=maps,
            evaluations=tuple(_evaluations(shown, history, data)),
            log=log or _plain_log(folder, history, seconds),
            weights=tuple(_weights(shown, history)),
            result=read_summary(folder),
            problems=tuple(problems),
            _seconds=seconds,
        )

    @property
    def seconds(self) -> float:
        """Seconds of training in all, the last validation among them."""
        return max(self.seconds_at(len(self.history)), self.epoch_ends().get(len(self.history), 0.0))

    def epoch_ends(self) -> dict[int, float]:
        """After how many seconds the validation of an epoch was done, by the batches that were done then."""
        ends = {}
        for row in self.history.epochs:
            latest = self.seconds_at(row.step + 1) if row.step < len(self.history) else _LONGEST
            if row.validated and math.isfinite(row.seconds):
                ends[row.step] = min(max(row.seconds, self.seconds_at(row.step)), latest)
        return ends

    def seconds_at(self, step: int) -> float:
        """Seconds of training when ``step`` batches were done."""
        at = min(step, len(self._seconds))
        return float(self._seconds[at - 1]) if at > 0 else 0.0

    def step_at_second(self, seconds: float) -> int:
        """Batches that were done after so many seconds of training."""
        return int(np.searchsorted(self._seconds, seconds, side="right"))


def _refuse(path: Path) -> About | None:
    raise damaged(path, Message("it belongs to another run"))


def _belong_together(data: DataReport, examples: ShownExamples) -> bool:
    """Whether the examples can be of the data."""
    _, *shape = examples.images.shape
    pictures = len(data.input_shape) == 3
    return (
        _answers_like(data, examples)
        and (len(shape) == 3) == pictures
        and (pictures or shape[0] <= data.input_shape[0])
    )


def _answers_like(data: DataReport, kept: ShownExamples | ShownGrid) -> bool:
    """Whether the answers can be to the data's task: a view takes names by the places of answers."""
    classes = task_for(data.task).answers_classes
    names = data.class_names if classes else data.target_names
    return classes == kept.probabilities and (len(names) == kept.outputs or not (classes or names))


def _maps(shown: Path, data: DataReport | None) -> ShownMaps | None:
    """What was answered all over one or two inputs; None if that was not kept. Raises `RunFolderError`."""
    grid = read_grid(shown)
    if grid is None or data is None:
        return None
    if not _answers_like(data, grid) or data.input_shape != (len(grid.axes),):
        raise damaged(shown / GRID, Message("it belongs to another run"))
    return ShownMaps(grid, read_records(shown / MAPS, grid))


def _ascending(seconds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The seconds (n,) of the batches, never less than those before: a damaged file may hold anything.

    Where there are none, a hundredth of a second is taken for each batch.
    """
    known = np.where(np.isfinite(seconds) & (seconds >= 0) & (seconds < _LONGEST), seconds, 0.0)
    rising: npt.NDArray[np.float64] = np.maximum.accumulate(known) if len(known) else known
    if len(rising) and rising[-1] <= 0:
        return np.arange(1, len(rising) + 1) / 100
    return rising


def _batches_per_epoch(history: History) -> int:
    """As many batches as the last whole epoch had, or as there are."""
    steps = [0, *(row.step for row in history.epochs)]
    return next((b - a for a, b in reversed(list(itertools.pairwise(steps))) if b > a), len(history))


def _evaluations(shown: Path, history: History, data: DataReport | None) -> list[KeptEvaluation]:
    """The validations of whole epochs, and the test; one that was not closed is trained again when the run goes on."""
    steps = {row.epoch: row.step for row in history.epochs}
    found = [
        KeptEvaluation(epoch, steps[epoch], Split.VALIDATION, path, data)
        for epoch, path in kept_evaluations(shown).items()
        if epoch in steps
    ]
    if (shown / TEST).is_file():
        found.append(KeptEvaluation(len(steps), len(history), Split.TEST, shown / TEST, data))
    return found


def _weights(shown: Path, history: History) -> list[KeptWeights]:
    steps = {0: 0, **{row.epoch: row.step for row in history.epochs}}
    return [KeptWeights(epoch, steps[epoch], path) for epoch, path in kept_weights(shown).items() if epoch in steps]


def _plain_log(folder: Path, history: History, seconds: npt.NDArray[np.float64]) -> tuple[KeptLine, ...]:
    """The log of a run that kept only its text, placed by the clock on the wall; pauses are not known."""
    found: list[KeptLine] = []
    began: datetime | None = None
    ends = [row.step for row in history.epochs]
    for line in read_log(folder):
        try:
            time = datetime.strptime(line[:19], _TIME).replace(tzinfo=UTC)
        except ValueError:
            continue
        began = began or time
        level, _, text = line[20:].partition(" ")
        passed = max(0.0, (time - began).total_seconds())
        step = int(np.searchsorted(seconds, passed, side="right"))
        epoch = int(np.searchsorted(ends, step, side="right"))
        message = Message("{text}", {"text": text.strip()})
        found.append(KeptLine(step, epoch, passed, level if level in _LEVELS else "info", message, time))
    return tuple(found)
