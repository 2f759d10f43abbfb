"""What an engine does on request beside the loop: evaluate, predict, save and load weights."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from trainer_core.data import Examples, prepare_inputs
from trainer_core.data.picture_files import read_pictures
from trainer_core.errors import CommandError, Message
from trainer_core.protocol.commands import LoadWeights, Predict, Split
from trainer_core.protocol.events import (
    Evaluated,
    Event,
    Logged,
    Predicted,
    PredictedFiles,
    Progress,
    WeightsLoaded,
    WeightsRefused,
    WeightsSaved,
)
from trainer_core.protocol.reports import Evaluation
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import evaluation
from trainer_core.training.run import Run
from trainer_core.weights.checkpoint import compare, load_weights, save_weights

Emit = Callable[[Event], None]


def evaluating(parts: Parts, split: Split) -> Generator[int, None, Evaluation]:
    """Evaluate the present weights on a whole split, batch by batch; yields the number of examples done.

    Raises `CommandError` if the split is empty or not evaluated.
    """
    batches = {Split.VALIDATION: parts.validation, Split.TEST: parts.test}.get(split)
    if batches is None:
        raise CommandError("no-such-split", "There are no {split} examples to evaluate on.", split=split.value)
    return (yield from evaluation(parts.model, parts.step.criterion, batches, split, parts.dataset.outputs))


def evaluate_split(parts: Parts, split: Split) -> Evaluation:
    """Evaluate the present weights on a whole split at once; raises `CommandError` as `evaluating` does."""
    steps = evaluating(parts, split)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def evaluate(parts: Parts, split: Split, run: Run | None, emit: Emit) -> Iterator[None]:
    """Answer `trainer_core.protocol.commands.Evaluate`, piece by piece."""
    number, epoch, step = (run.number, run.at.epoch, run.step) if run else (0, 0, 0)
    steps = evaluating(parts, split)
    message = Message("Testing the weights on the {split} set", {"split": split.value})
    examples = len(parts.dataset.validation if split is Split.VALIDATION else parts.dataset.test)
    while True:
        try:
            emit(Progress(message, next(steps) / examples))
        except StopIteration as done:
            emit(Evaluated(number, epoch, step, done.value))
            return
        yield


def probabilities(parts: Parts, raw: Tensor) -> Tensor:
    """Class probabilities (N, K), float32 on the CPU, of raw inputs, (N, C, H, W) uint8 or (N, F) float32.

    A model that diverged has no opinion: where it answers with no number, all probabilities are 0. The model is as
    before afterwards: the mode of each module is put back, and no random number is drawn.
    """
    training = [module for module in parts.model.modules() if module.training]
    parts.model.eval()
    try:
        with torch.no_grad():
            return torch.cat(
                [
                    parts.model(_inputs(parts, portion)).float().softmax(1).nan_to_num(0.0).cpu()
                    for portion in torch.split(raw, parts.recipe.training.evaluation_batch_size)
                ]
            )
    finally:
        for module in training:
            module.training = True


def _inputs(parts: Parts, raw: Tensor) -> Tensor:
    return prepare_inputs(
        raw.to(parts.device),
        mean=parts.dataset.mean,
        std=parts.dataset.std,
        standardize=parts.recipe.data.standardize,
        channels_last=parts.recipe.training.channels_last,
    )


def predict(parts: Parts, command: Predict, run: Run | None, emit: Emit) -> None:
    """Answer `trainer_core.protocol.commands.Predict`; raises `CommandError` for an index outside the split."""
    dataset = parts.dataset
    examples: Examples = {
        Split.TRAINING: dataset.train,
        Split.VALIDATION: dataset.validation,
        Split.TEST: dataset.test,
    }[command.split]
    wrong = [index for index in command.indices if not 0 <= index < len(examples)]
    if wrong:
        raise CommandError(
            "no-such-example",
            "There is no example {index} in the {split} set; its size is {count}.",
            split=command.split.value,
            index=wrong[0],
            count=len(examples),
        )
    chosen = examples.at(torch.tensor(command.indices, dtype=torch.int64))
    emit(
        Predicted(
            run=run.number if run else 0,
            step=run.step if run else 0,
            tag=command.tag,
            split=command.split,
            indices=command.indices,
            images=chosen.inputs.numpy(),
            truth=chosen.targets.numpy(),
            probabilities=probabilities(parts, chosen.inputs).numpy(),
        )
    )


def predict_files(parts: Parts, paths: tuple[Path, ...], emit: Emit) -> None:
    """Answer `trainer_core.protocol.commands.PredictFiles`; raises `DataError` naming a file that is no picture."""
    if not paths:
        raise CommandError("no-files", "No picture was given. Choose at least one.")
    pictures = read_pictures(paths, parts.dataset.train.inputs)
    emit(
        PredictedFiles(
            paths,
            pictures.images.numpy(),
            probabilities(parts, pictures.images).numpy(),
            parts.dataset.class_names,
            pictures.inverted,
        )
    )


def save(parts: Parts, path: Path, emit: Emit) -> None:
    """Answer `trainer_core.protocol.commands.SaveWeights`."""
    size = save_weights(parts.model.state_dict(), path)
    emit(WeightsSaved(path, size))
    emit(Logged("info", Message("The weights are saved in {path}.", {"path": str(path)})))


def load(parts: Parts, command: LoadWeights, emit: Emit) -> bool:
    """Answer `trainer_core.protocol.commands.LoadWeights`; returns whether they are in the model.

    Raises `trainer_core.errors.WeightsError`, the model untouched.
    """
    result = load_weights(
        parts.model,
        command.path,
        only_what_fits=command.only_what_fits,
        map_location=parts.device,
        choice=command.choice,
    )
    for note in result.report.notes:
        emit(Logged("info", note))
    if not result.loaded:
        emit(WeightsRefused(command.path, result.report))
        return False
    emit(WeightsLoaded(command.path, result.report))
    facts = {
        "fits": result.report.count("fits"),
        "all": sum(key.in_model is not None for key in result.report.keys),
        "path": str(command.path),
    }
    emit(Logged("info", Message("Loaded {fits} of the model's {all} tensors from {path}.", facts)))
    return True


def keep_weights(parts: Parts, state: Mapping[str, Any]) -> None:
    """Put the weights of an earlier model into a new one; raises `CommandError` if they do not fit."""
    if not compare(state, parts.model.state_dict()).fits:
        raise CommandError(
            "weights-do-not-fit",
            "The weights in the model do not fit this recipe's model. Start from fresh weights, or choose the model "
            "again.",
        )
    parts.model.load_state_dict(state)
