"""Answers for examples with the present weights."""

from __future__ import annotations

from collections.abc import Callable

import torch

from trainer_core.data import Dataset, Examples
from trainer_core.data.shown_pictures import pictures_of
from trainer_core.errors import CommandError
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Event
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.training.answers import answers
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
