"""How numbers are written everywhere in the window: the same thing always the same way, whatever the locale.

Nothing here has words in it; a view adds them (``"{time} left"``) in its own language. What is not known, a
NaN, is a dash.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.look.numbers import NumberRules
from trainer_core.formats import UNKNOWN, count, duration, percent, rate, size

__all__ = [
    "UNKNOWN",
    "breakable",
    "compact",
    "count",
    "duration",
    "learning_rate",
    "loss",
    "number",
    "percent",
    "rate",
    "shape",
    "size",
]


def breakable(text: str, marks: str = "/\\") -> str:
    """Allow a line break after each of ``marks`` in a long name, where a label otherwise has none."""
    return "".join(f"{sign}\u200b" if sign in marks else sign for sign in text)


def loss(value: float) -> str:
    """Write a loss with three decimals (``0.402``), and a very small or very large one as ``1.2e-5``."""
    if math.isnan(value):
        return UNKNOWN
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if value == 0 or 0.001 <= abs(value) < 10_000:
        return f"{value:.3f}"
    return number(float(f"{value:.2g}"))


def learning_rate(value: float) -> str:
    """Write a learning rate with at most four digits: ``0.05``, and below 0.01 as ``3e-4``."""
    return number(float(f"{value:.4g}"))


def number(value: float) -> str:
    """Write any number with as few digits as read back to it: ``0.9``, ``1e-8``, ``64``."""
    return NumberRules().write(value) if math.isfinite(value) else UNKNOWN


def compact(value: int) -> str:
    """Write a large count with three digits: ``9,216``, ``226 k``, ``4.24 M``, ``1.81 G``."""
    if abs(value) < 10_000:
        return count(value)
    exponent = min((len(str(abs(value))) - 1) // 3, 4)
    scaled = value / 1000**exponent
    decimals = max(0, 2 - int(math.log10(abs(scaled))))
    return f"{scaled:.{decimals}f} {' kMGT'[exponent]}"


def shape(sizes: Sequence[int] | None) -> str:
    """Write the shape of a tensor: ``512 × 784``, ``()`` for a scalar, a dash where there is none."""
    if sizes is None:
        return UNKNOWN
    return " × ".join(str(each) for each in sizes) if sizes else "()"
