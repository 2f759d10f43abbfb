"""What the page reads of run folders, as plain functions for the worker thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.session.overlays import MOST, Overlay
from studio.views.runs.comparison import Compared
from trainer_core.errors import TrainerError
from trainer_core.history.history import History
from trainer_core.library.comparing import compare
from trainer_core.recipe.training_section import AUTO
from trainer_core.runs.run_files import read_history, read_recipe


@dataclass(frozen=True, slots=True)
class Contents:
    """A run in full: its numbers, its recipe as TOML (empty where none can be read), how its best epoch is judged."""

    path: Path
    history: History
    recipe: str
    best_by: str


def contents_of(path: Path) -> Contents:
    """Read the run in the folder ``path``; raises `TrainerError` where its numbers cannot be read."""
    history = read_history(path)
    try:
        recipe = read_recipe(path)
    except TrainerError:
        return Contents(path, history, "", AUTO)
    return Contents(path, history, recipe.to_toml(), recipe.training.best_by)


def compared(paths: Sequence[Path], names: Sequence[str]) -> Compared:
    """Read the first `MOST` of these runs to put them side by side; raises `TrainerError`."""
    asked, paths = len(paths), paths[:MOST]
    overlays = tuple(
        Overlay(path, name, read_history(path), slot)
        for slot, (path, name) in enumerate(zip(paths, names, strict=False), start=1)
    )
    return Compared(compare(paths), overlays, asked)
