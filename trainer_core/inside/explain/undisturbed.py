"""Asks a model in evaluation mode and leaves it as it was: modes, buffers, gradients and every random generator."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TypeVar

import torch
from torch import nn

from trainer_core.compute import randomness
from trainer_core.models.eval_mode import in_eval_mode

T = TypeVar("T")


@contextmanager
def undisturbed(model: nn.Module) -> Iterator[None]:
    """Within the block ``model`` is in evaluation mode and gradients can be taken; afterwards all is as before.

    A model that draws random numbers or counts in a buffer even then does not move the run's.
    """
    generators = randomness.capture()
    buffers = [
        (module, name, buffer, buffer._version, buffer.detach().clone())
        for module in model.modules()
        for name, buffer in module._buffers.items()
        if buffer is not None
    ]
    try:
        with in_eval_mode(model), torch.enable_grad():
            yield
    finally:
        with torch.no_grad():
            for module, name, buffer, version, value in buffers:
                if buffer._version != version:
                    buffer.copy_(value)
                module._buffers[name] = buffer
        randomness.restore(generators)


def piecewise(model: nn.Module, steps: Generator[float, None, T]) -> Generator[float, None, T]:
    """Go through ``steps``, which ask ``model``, each of them undisturbed; whoever takes them may do else between."""
    while True:
        with undisturbed(model):
            try:
                done = next(steps)
            except StopIteration as end:
                result: T = end.value
                return result
        yield done
