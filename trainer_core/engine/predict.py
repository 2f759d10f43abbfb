"""Answers for examples with the present weights."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from trainer_core.data import Dataset, Examples
from trainer_core.engine.shown_pictures import pictures_of
from trainer_core.errors import CommandError
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Event
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run


def predict(parts: Parts, command: Predict, run: Run | None, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.predicting.Predict`; raises `CommandError` for an index outside the split."""
    inputs, targets = examples_at(parts.dataset, command.split, command.indices).gathered()
    emit(
        Predicted(
            run=run.number if run else 0,
            step=run.step if run else 0,
            tag=command.tag,
            split=command.split,
            indices=command.indices,
            images=pictures_of(inputs) if inputs.ndim == 4 else inputs.numpy(),
            truth=parts.task.truth(targets),
            predictions=answers(parts, inputs).numpy(),
        )
    )


def examples_at(dataset: Dataset, split: Split, indices: tuple[int, ...]) -> Examples:
    """The examples of a split at ``indices``; raises `CommandError` for one outside of it."""
    examples: Examples = {
        Split.TRAINING: dataset.train,
        Split.VALIDATION: dataset.validation,
        Split.TEST: dataset.test,
    }[split]
    wrong = [index for index in indices if not 0 <= index < len(examples)]
    if wrong:
        raise CommandError(
            "no-such-example",
            "There is no example {index} in the {split} set; its size is {count}.",
            split=split.value,
            index=wrong[0],
            count=len(examples),
        )
    return examples.at(torch.tensor(indices, dtype=torch.int64))


def answers(parts: Parts, raw: Tensor) -> Tensor:
    """What the model answers to raw inputs, (N, C, H, W) uint8 or (N, F) float32: probabilities of the classes (N, K)
    or values (N, K) in the targets' own units, float32 on the CPU.

    A model that diverged has no opinion: where it answers with no number, all probabilities are 0. The model is as
    before afterwards: the mode of each module is put back, and no random number is drawn.
    """
    return parts.scorer.answer(outputs(parts, raw)).cpu()


def outputs(parts: Parts, raw: Tensor) -> Tensor:
    """What the model's last layer gives for raw inputs, (N, K) float32 on the device; the model is as before."""
    with in_eval_mode(parts.model), torch.no_grad():
        return torch.cat(
            [
                parts.model(parts.prepared(portion)).float()
                for portion in torch.split(raw, parts.recipe.training.evaluation_batch_size)
            ]
        )
