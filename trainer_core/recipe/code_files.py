"""The Python files of a person's own that a recipe names, and whether they may run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from trainer_core.errors import CodeError
from trainer_core.recipe.recipe import Recipe
from trainer_core.trial.kept import code_at, code_of_run
from trainer_core.trial.trust import NeededTrust, trust_needed


def code_paths(recipe: Recipe) -> Iterator[tuple[str, Path]]:
    """The Python files among the arguments of a recipe's data and parts, each with the part that it is for."""
    for value in recipe.data.arguments.values():
        if isinstance(value, Path) and value.suffix == ".py":
            yield "", value
    for section in (recipe.model, recipe.loss, recipe.optimizer, recipe.metric):
        part = section.entry.facts.get("code")
        if part and section.arguments["path"]:
            yield part, Path(section.arguments["path"])


def code_to_agree_to(recipe: Recipe, run: Path | None = None) -> NeededTrust | None:
    """The first file of ``recipe`` that nobody has agreed to run yet; of a ``run`` that kept it, its copy.

    A file that cannot be read is no matter of trust: what is wrong with it is said when it is needed.
    """
    if run is not None:
        with code_of_run(run):
            return code_to_agree_to(recipe)
    for part, path in code_paths(recipe):
        try:
            needed = trust_needed(code_at(path, part))
        except CodeError:
            continue
        if needed is not None:
            return needed
    return None
