"""Earlier runs that are laid under the present one: which run, and the number by which it is known everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer_core.history.history import History

MOST = 8
"""Runs that can be laid under the present one: as many as there are colours that people tell apart."""
MUTED = 0
"""The slot of the run before the present one, which is grey and needs no number."""


@dataclass(frozen=True, eq=False)
class Overlay:
    """A run to lay under the present one, as far as it had come then. ``key`` is its folder, or a name without one.

    ``slot`` (1 to `MOST`) is the number, colour and mark by which it is known everywhere; `MUTED` is grey.
    """

    key: Path | str
    name: str
    history: History
    slot: int
