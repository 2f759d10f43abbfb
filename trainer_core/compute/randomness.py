"""Every random generator that belongs to the process: Python's, NumPy's, and torch's on the CPU and each GPU in use.

The order of examples and their augmentation do not use these: they depend on seed, epoch and batch alone
(`trainer_core.data.seeds`). Dropout does, and so may a model or a loss of a person's own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor

_NUMPY_SEEDS = 1 << 32


def seed_all(seed: int) -> None:
    """Start every generator from ``seed``."""
    random.seed(seed)
    np.random.seed(seed % _NUMPY_SEEDS)
    torch.manual_seed(seed)


def capture() -> dict[str, Any]:
    """Return where every generator stands, in values that ``torch.load(..., weights_only=True)`` takes."""
    version, words, gauss = random.getstate()
    name, key, position, has_gauss, cached = np.random.get_state(legacy=True)
    return {
        "python": [version, list(words), gauss],
        "numpy": [str(name), torch.from_numpy(np.asarray(key).astype(np.int64)), int(position), int(has_gauss), cached],
        "torch": torch.get_rng_state(),
        # Asking a GPU that nobody uses would open a context on it.
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_initialized() else [],  # type: ignore[no-untyped-call]
        "mps": [torch.mps.get_rng_state()] if torch.backends.mps.is_available() else [],
    }


def restore(state: dict[str, Any]) -> None:
    """Put every generator back to where `capture` found it; devices that are no longer there are left out.

    Raises `ValueError`, `TypeError`, `KeyError` or `RuntimeError` if ``state`` was not made by `capture`.
    """
    version, words, gauss = state["python"]
    name, key, position, has_gauss, cached = state["numpy"]
    random.setstate((version, tuple(words), gauss))
    np.random.set_state((name, key.numpy().astype(np.uint32), position, has_gauss, cached))
    torch.set_rng_state(state["torch"])
    if torch.cuda.is_available():
        for index, each in enumerate(state["cuda"][: torch.cuda.device_count()]):
            torch.cuda.set_rng_state(each, index)
    if torch.backends.mps.is_available():
        for each in state["mps"]:
            torch.mps.set_rng_state(each)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Within the block random numbers are drawn for nothing: generators that have moved are put back afterwards."""
    before = capture()
    try:
        yield
    finally:
        if not _same(before, capture()):
            restore(before)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Tensor):
        return torch.equal(one, other)
    if isinstance(one, dict):
        return all(_same(value, other[name]) for name, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
