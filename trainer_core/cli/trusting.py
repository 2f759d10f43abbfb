"""Asks on the terminal before a Python file of a person's own is run."""

from __future__ import annotations

import sys
from pathlib import Path

from trainer_core.errors import CodeError, TrainerError
from trainer_core.recipe.code_files import code_to_agree_to
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_recipe
from trainer_core.trial.kept import code_at
from trainer_core.trial.trust import NeededTrust, trust, trust_needed


def agree_to_code(recipe: Recipe, *, agreed: bool, run: Path | None = None) -> None:
    """Record that the files of ``recipe`` may run: ``agreed`` (``--trust``), or said yes to on the terminal.

    With a ``run`` the copies that it kept are meant. Where no terminal is there to ask at nothing is recorded, and the
    engine refuses in a sentence. Raises `CodeError` for a no, or if it cannot be recorded.
    """
    while (needed := code_to_agree_to(recipe, run)) is not None:
        if not _agreed(needed, agreed):
            return


def agree_to_file(path: Path, *, agreed: bool) -> None:
    """`agree_to_code` for one Python file, before there is a recipe; raises `CodeError` also if it cannot be read."""
    needed = trust_needed(code_at(path))
    if needed is not None:
        _agreed(needed, agreed)


def agree_to_code_of_run(folder: Path, *, agreed: bool) -> None:
    """`agree_to_code` for the run in ``folder``; what is wrong with the run is not found out here."""
    folder = folder.expanduser()
    try:
        recipe = read_recipe(folder)
    except TrainerError:
        return
    agree_to_code(recipe, agreed=agreed, run=folder)


def _agreed(needed: NeededTrust, agreed: bool) -> bool:
    """Record a yes, and say whether there was one or nobody to ask."""
    if not agreed:
        if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
            return False
        if not _yes(needed):
            raise CodeError("not-agreed", "{path} was not run, as you said.", path=str(needed.path))
    trust(needed.code)
    return True


def _yes(needed: NeededTrust) -> bool:
    why = "has changed since you agreed to run it" if needed.changed else "has not run here before"
    beside = f" (with {', '.join(needed.code.beside)} beside it)" if needed.code.beside else ""
    print(f"{needed.path}{beside} {why}. It is a program and can do whatever you can.", file=sys.stderr)
    print("Run it? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
