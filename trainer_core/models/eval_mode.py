"""Evaluation mode for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from torch import nn


@contextmanager
def in_eval_mode(model: nn.Module) -> Iterator[None]:
    """Within the block every module of ``model`` is in evaluation mode; afterwards each is in the mode it was in.

    `torch.nn.Module.train` would set all modules alike, also those of frozen parts that stay in evaluation mode.
    """
    training = [module for module in model.modules() if module.training]
    model.eval()
    try:
        yield
    finally:
        for module in training:
            module.training = True
