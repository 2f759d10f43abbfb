"""The model's answers to raw inputs with its current weights."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from trainer_core.compute import randomness
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.training.assembly import Parts


def answers(parts: Parts, raw: Tensor) -> Tensor:
    """What the model answers to raw inputs, (N, C, H, W) uint8 or (N, F) float32: probabilities of the classes (N, K)
    or values (N, K) in the targets' own units, float32 on the CPU.

    A model that diverged has no opinion: where it answers with no number, all probabilities are 0. The model is as
    before afterwards: the mode of each module is put back, and no random number is drawn.
    """
    return parts.scorer.answer(outputs(parts, raw)).cpu()


def answers_aside(parts: Parts, raw: Tensor) -> Tensor:
    """The same for what no one waits for at the console: a model that draws random numbers even then does not move the
    run's, and ``breakpoint()`` in it stops nothing.
    """
    with randomness.undisturbed(), _no_breakpoints():
        return answers(parts, raw)


@contextmanager
def _no_breakpoints() -> Iterator[None]:
    """Within the block ``breakpoint()`` stops nothing: the model is only asked something."""
    before = sys.breakpointhook
    sys.breakpointhook = lambda *arguments, **named: None
    try:
        yield
    finally:
        sys.breakpointhook = before


def outputs(parts: Parts, raw: Tensor) -> Tensor:
    """What the model's last layer gives for raw inputs, (N, K) float32 on the device; the model is as before."""
    with in_eval_mode(parts.model), torch.no_grad():
        return torch.cat(
            [
                parts.model(parts.prepared(portion)).float()
                for portion in torch.split(raw, parts.recipe.training.evaluation_batch_size)
            ]
        )
