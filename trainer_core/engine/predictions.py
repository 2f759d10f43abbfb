"""What the present weights answer to a person's own files, piece by piece, and how good that is where it is known.

The command line and the window ask the same generator.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from trainer_core.data.picture_files import Invert
from trainer_core.data.unseen import Portion, is_for_pictures, unseen
from trainer_core.errors import CommandError
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Event
from trainer_core.protocol.predicting import PathsPredicted, PathsScored, PredictPaths
from trainer_core.protocol.reports import Evaluation, Predictions
from trainer_core.training.answers import outputs
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import Tally

Answers = npt.NDArray[np.float32]


def predictions(
    parts: Parts, paths: Sequence[Path], invert: Invert = Invert.AUTO
) -> Generator[Predictions, None, Evaluation | None]:
    """Answer every input in ``paths``, files and folders with all below, in memory that does not grow with them.

    Returns the evaluation of those whose truth is known, as of a test set, or None where none is.
    """
    tally = Tally(parts.step.criterion, parts.scorer)
    with_images = is_for_pictures(parts.dataset)
    for portion in unseen(parts.dataset, paths, invert):
        yield _answered(parts, portion, tally, with_images=with_images)
    return tally.evaluation(Split.TEST) if tally.examples else None


def predict_paths(parts: Parts, command: PredictPaths, emit: Callable[[Event], None]) -> Iterator[None]:
    """Answer `trainer_core.protocol.predicting.PredictPaths`; raises `CommandError` if there is nothing to predict."""
    if not command.paths:
        raise CommandError("no-files", "No file was given. Choose at least one.")
    steps = predictions(parts, command.paths)
    while True:
        try:
            emit(PathsPredicted(next(steps)))
        except StopIteration as done:
            if done.value is not None:
                emit(PathsScored(done.value))
            return
        yield


def _answered(parts: Parts, portion: Portion, tally: Tally, *, with_images: bool) -> Predictions:
    read = np.array([place.problem is None for place in portion.places])
    answers: Answers = np.empty((0, 0), np.float32)
    truth: npt.NDArray[Any] | None = None
    if portion.inputs is not None and len(portion.inputs):
        given = outputs(parts, portion.inputs)
        answers = parts.scorer.answer(given).cpu().numpy()
        if portion.targets is not None:
            truth = _scored(parts, given, portion.targets, tally)
    images = np.empty((0, 1, 1, 1), np.uint8)
    if with_images and portion.inputs is not None and portion.inputs.dtype is torch.uint8:
        images = _spread(portion.inputs.numpy(), read, 0)
    return Predictions(
        files=tuple(place.file for place in portion.places),
        rows=np.array([place.row for place in portion.places], np.int64),
        problems={
            at: (place.problem.code, place.problem.message)
            for at, place in enumerate(portion.places)
            if place.problem is not None
        },
        answers=_spread(answers, read, np.nan),
        truth=None if truth is None else _spread(truth, read, -1 if truth.dtype == np.int64 else np.nan),
        images=images,
        inverted=tuple(place.inverted for place in portion.places),
        done=portion.done,
    )


def _scored(parts: Parts, given: Tensor, targets: Tensor, tally: Tally) -> npt.NDArray[Any]:
    """Take the examples whose truth is known into ``tally``; returns the truth of all."""
    classes = parts.task.answers_classes
    known = targets >= 0 if classes else targets.isfinite().reshape(len(targets), -1).all(1)
    if bool(known.any()):
        shaped = parts.scorer.learnt(parts.task.targets(targets[known]))
        with torch.no_grad():
            tally.add(given[known.to(given.device)], shaped.to(given.device))
    return targets.numpy() if classes else targets.reshape(len(targets), -1).float().numpy()


def _spread(values: npt.NDArray[Any], read: npt.NDArray[np.bool_], filling: float) -> npt.NDArray[Any]:
    """The values of what was read at their places among all, with ``filling`` elsewhere."""
    if read.all():
        return values
    spread = np.full((len(read), *values.shape[1:]), filling, values.dtype)
    if read.any():
        spread[read] = values
    return spread
