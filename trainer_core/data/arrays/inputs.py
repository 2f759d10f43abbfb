"""Arrays as a model's inputs: rows (N, F) or images (N, C, H, W), bytes where they are bytes, float32 otherwise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from trainer_core.data.arrays.stored import Stored, Values
from trainer_core.errors import DataError, Message

_CHANNELS = (1, 3, 4)
_LOOKED_AT = 4_000_000
"""Values that are looked at at once."""


def inputs_of(stored: Stored, path: Path) -> tuple[Tensor, bool, tuple[Message, ...]]:
    """Read inputs: (N, F) or (N, C, H, W), uint8 or float32; whether they are a mapped file, and what was done to them.

    Float images whose values are shades of 0..255, or these divided by 255, become bytes: the model sees the same 0..1.
    Raises `DataError` for a shape or a type that is none of a model's inputs, and for values that are no numbers.
    """
    facts = {"path": str(path), "name": stored.name}
    if not stored.is_numbers:
        raise DataError("not-numbers", "{path}: the array {name} holds no numbers. Choose other inputs.", **facts)
    if len(stored.shape) not in (1, 2, 3, 4) or 0 in stored.shape:
        raise DataError(
            "unknown-shape",
            "{path}: the array {name} has the shape {shape}. Inputs are rows (N, F) or images (N, H, W) or "
            "(N, C, H, W), at least one.",
            shape=stored.shape,
            **facts,
        )
    values = stored.load()
    mapped = isinstance(values, np.memmap)
    notes: list[Message] = []
    if values.ndim == 1:
        values = values[:, None]
    if values.ndim == 3:
        values = values[:, None]
    if values.ndim == 4 and values.shape[1] not in _CHANNELS and values.shape[3] in _CHANNELS:
        values = values.transpose(0, 3, 1, 2)
        text = Message("The images in “{name}” have their channels last, and were turned to (N, C, H, W).", facts)
        notes.append(text)
    if values.dtype != np.uint8:
        if not mapped:
            values = values.astype(np.float32)
        _require_finite(values, facts)
        shades = None if mapped or values.ndim != 4 else _shades(values)
        if shades is not None:
            values = shades
    return torch.from_numpy(values if mapped else np.ascontiguousarray(values)), mapped, tuple(notes)


def _shades(images: Values) -> Values | None:
    """Float images as bytes, if they are nothing else."""
    for scale in (np.float32(255), np.float32(1)):
        if all(
            _are_shades(images[start : start + 1000] * scale, scale, images[start : start + 1000])
            for start in range(0, len(images), 1000)
        ):
            return np.rint(images * scale).astype(np.uint8)
    return None


def _are_shades(scaled: Values, scale: np.float32, images: Values) -> bool:
    whole = np.rint(scaled)
    if whole.min() < 0 or whole.max() > 255:
        return False
    return bool(np.array_equal(whole / np.float32(255) if scale == 255 else whole, images))


def _require_finite(values: Values, facts: dict[str, str]) -> None:
    step = max(1, _LOOKED_AT // max(1, values[0].size))
    for start in range(0, len(values), step):
        finite = np.isfinite(values[start : start + step]).reshape(len(values[start : start + step]), -1).all(1)
        if not finite.all():
            raise DataError(
                "not-finite",
                "{path}: the array {name} holds NaN or infinite values, first in example {index}. Replace them or "
                "leave those examples out.",
                index=start + int(np.argmin(finite)),
                **facts,
            )
