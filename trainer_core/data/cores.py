"""Spreads work over the machine's cores by threads, for what NumPy does without the interpreter's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_MOST_THREADS = 4
"""More would only wait for the interpreter between two operations, and so would the window."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def over_cores(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Do ``work`` on each of ``items`` and return the results in their order; nothing of it may compute with torch."""
    threads = min(_MOST_THREADS, os.cpu_count() or 1, len(items))
    if threads < 2:
        return [work(item) for item in items]

    def share(first: int) -> list[Result]:
        return [work(items[place]) for place in range(first, len(items), threads)]

    with ThreadPoolExecutor(threads, "data") as pool:
        shares = list(pool.map(share, range(threads)))
    return [shares[place % threads][place // threads] for place in range(len(items))]
