"""How numbers are written in the window, on the command line and in sentences: always the same way.

Nothing here has words in it. What is not known, a NaN, is a dash.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

UNKNOWN = "–"

_BYTES = 1024


def first_of(names: Sequence[str], most: int = 5) -> str:
    """The first few of many names, for a sentence: ``a, b, c, d, e, …``."""
    return ", ".join([*names[:most], *(["…"] if len(names) > most else [])])


def percent(fraction: float, decimals: int = 1) -> str:
    """Write a fraction of 0..1 as ``86.4%``.

    A fraction below 1 never reads ``100.0%`` and one above 0 never ``0.0%``: both would claim too much.
    """
    if not math.isfinite(fraction):
        return UNKNOWN
    smallest = 10.0**-decimals
    value = fraction * 100
    if 0 < fraction < 1:
        value = min(max(value, smallest), 100 - smallest)
    return f"{value:.{decimals}f}%"


def count(value: int) -> str:
    """Write a count with a comma at each thousand: ``60,000``."""
    return f"{value:,}"


def rate(value: float) -> str:
    """Write a speed with three digits, so that it does not flicker: ``31,800``, ``4.25``."""
    if not math.isfinite(value):
        return UNKNOWN
    if value == 0:
        return "0"
    decimals = 2 - math.floor(math.log10(abs(value)))
    rounded = round(value, decimals)
    return f"{rounded:,.{min(max(decimals, 0), 2)}f}"


def duration(seconds: float) -> str:
    """Write whole seconds as ``0:21``, ``12:05`` or ``1:02:05``."""
    if not math.isfinite(seconds):
        return UNKNOWN
    minutes, rest = divmod(max(round(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def size(count_of_bytes: float) -> str:
    """Write an amount of memory in units of 1024 with at most three digits: ``412 MB``, ``1.2 GB``."""
    value, units = float(count_of_bytes), ["B", "KB", "MB", "GB", "TB"]
    while value >= 999.5 and len(units) > 1:
        value, units = value / _BYTES, units[1:]
    small = value < 9.95 and units[0] not in ("B", "KB")
    return f"{value:.1f} {units[0]}" if small else f"{value:.0f} {units[0]}"
