"""A recipe that trains on a CUDA device, and torch's flags as they were before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from trainer_core import Recipe


@pytest.fixture(autouse=True)
def _flags_as_before() -> Iterator[None]:
    """Put back what a recipe may set for the whole process."""
    yield
    torch.set_float32_matmul_precision("highest")
    torch.backends.cudnn.allow_tf32 = False


@pytest.fixture
def on_cuda(tiny: Recipe) -> Recipe:
    return tiny.with_values({"training.device": "cuda"})
