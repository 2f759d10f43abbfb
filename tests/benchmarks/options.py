"""What the command line decides for every benchmark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """``quick`` checks that everything runs, and measures nothing that could be quoted."""

    rounds: int = 5
    quick: bool = False
    best: bool = False
    stalls: bool = False
