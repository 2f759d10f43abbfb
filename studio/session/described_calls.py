"""How the classes and functions of a person's Python files are called, as the engine has told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from trainer_core.protocol.events import CallDescribed
from trainer_core.recipe.recipe import Recipe
from trainer_core.trial.report import Candidate


class DescribedCalls:
    """What was told last of the file in each section of a recipe."""

    def __init__(self) -> None:
        self._told: dict[str, CallDescribed] = {}

    def take(self, event: CallDescribed) -> None:
        """Take in what was told."""
        self._told[event.section] = event

    def calls(self, recipe: Recipe) -> dict[str, Candidate]:
        """How what ``recipe`` has chosen in its files is called, by section, once tried."""
        found = {}
        for section, told in self._of(recipe):
            given = getattr(recipe, section).arguments
            if told.candidate is not None and given.get("class_name", given.get("class")) in ("", told.chosen):
                found[section] = told.candidate
        return found

    def candidates(self, recipe: Recipe) -> dict[str, tuple[Candidate, ...]]:
        """What the files of ``recipe`` hold, by section, once tried."""
        return {section: told.candidates for section, told in self._of(recipe)}

    def _of(self, recipe: Recipe) -> Iterator[tuple[str, CallDescribed]]:
        for section, told in self._told.items():
            given = getattr(recipe, section).arguments
            if "path" in given and Path(given["path"]) == told.path:
                yield section, told
