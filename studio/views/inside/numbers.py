"""How the values of tensors are written on this page, and what is not finite by its name."""

from __future__ import annotations

import math

from studio.look import formats


def short(value: float) -> str:
    """Write a value with four digits; NaN and the infinities as PyTorch does."""
    return _written(value, 4)


def exact(value: float) -> str:
    """Write a value with seven digits, which is as many as a float32 holds."""
    return _written(value, 7)


def _written(value: float, digits: int) -> str:
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return formats.number(float(f"{value:.{digits}g}"))
