"""Predicts the classes of examples and of picture files with the present weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor

from trainer_core.data import Examples, prepare_inputs
from trainer_core.data.picture_files import read_pictures
from trainer_core.errors import CommandError
from trainer_core.protocol.commands import Predict, Split
from trainer_core.protocol.events import Event, Predicted, PredictedFiles
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run


def predict(parts: Parts, command: Predict, run: Run | None, emit: Callable[[Event], None]) -> None:
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
    inputs, targets = examples.at(torch.tensor(command.indices, dtype=torch.int64)).gathered()
    emit(
        Predicted(
            run=run.number if run else 0,
            step=run.step if run else 0,
            tag=command.tag,
            split=command.split,
            indices=command.indices,
            images=inputs.numpy(),
            truth=targets.numpy(),
            probabilities=probabilities(parts, inputs).numpy(),
        )
    )


def predict_files(parts: Parts, paths: tuple[Path, ...], emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.commands.PredictFiles`; raises `DataError` naming a file that is no picture."""
    if not paths:
        raise CommandError("no-files", "No picture was given. Choose at least one.")
    pictures = read_pictures(paths, parts.dataset.train, decoding=parts.dataset.decoding)
    emit(
        PredictedFiles(
            paths,
            pictures.images.numpy(),
            probabilities(parts, pictures.images).numpy(),
            parts.dataset.class_names,
            pictures.inverted,
        )
    )


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
