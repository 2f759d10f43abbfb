"""Asks on the terminal before a Python file of a person's own is run."""

from __future__ import annotations

import sys
from pathlib import Path

from trainer_core.errors import CodeError, TrainerError
from trainer_core.recipe.code_files import code_to_agree_to
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_recipe
from trainer_core.trial.trust import NeededTrust, trust


def agree_to_code(recipe: Recipe, *, agreed: bool, run: Path | None = None) -> None:
    """Record that the files of ``recipe`` may run: ``agreed`` (``--trust``), or said yes to on the terminal.

    With a ``run`` the copies that it kept are meant. Where no terminal is there to ask at nothing is recorded, and the
    engine refuses in a sentence. Raises `CodeError` for a no, or if it cannot be recorded.
    """
    while (needed := code_to_agree_to(recipe, run)) is not None:
        if not agreed:
            if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
                return
            if not _yes(needed):
                raise CodeError("not-agreed", "{path} was not run, as you said.", path=str(needed.path))
        trust(needed.code)


def agree_to_code_of_run(folder: Path, *, agreed: bool) -> None:
    """`agree_to_code` for the run in ``folder``; what is wrong with the run is not found out here."""
    folder = folder.expanduser()
    try:
        recipe = read_recipe(folder)
    except TrainerError:
        return
    agree_to_code(recipe, agreed=agreed, run=folder)


def _yes(needed: NeededTrust) -> bool:
    why = "has changed since you agreed to run it" if needed.changed else "has not run here before"
    beside = f" (with {', '.join(needed.code.beside)} beside it)" if needed.code.beside else ""
    print(f"{needed.path}{beside} {why}. It is a program and can do whatever you can.", file=sys.stderr)
    print("Run it? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
