"""The recipe of a run under way: the values that act, and those that a person has asked for since."""

from __future__ import annotations

from typing import Any

from trainer_core.recipe.recipe import Recipe


class LiveRecipe:
    """``acting`` is the recipe with the changes that act; ``shown`` has also those that are still to be answered.

    Both are None before the first run.
    """

    def __init__(self) -> None:
        self.acting: Recipe | None = None
        self.shown: Recipe | None = None
        self._asked: dict[str, Any] = {}

    def begin(self, recipe: Recipe) -> None:
        """Take over the recipe of another run."""
        self.acting = self.shown = recipe
        self._asked.clear()

    def copy(self) -> LiveRecipe:
        """What is known now, kept for later."""
        other = LiveRecipe()
        other.acting, other.shown, other._asked = self.acting, self.shown, dict(self._asked)
        return other

    def ask(self, key: str, value: Any, recipe: Recipe) -> None:
        """Show ``recipe``, in which the field ``key`` has another value that the engine was asked for."""
        self._asked[key], self.shown = value, recipe

    def act(self, key: str, value: Any, asked: Any = None) -> bool:
        """Note that a value acts, and say whether it is shown; one that was asked for since is until it acts too."""
        assert self.acting is not None
        assert self.shown is not None
        self.acting = self.acting.with_values({key: value})
        asked = value if asked is None else asked
        if self._asked.get(key, asked) != asked:
            return False
        self._asked.pop(key, None)
        self.shown = self.shown.with_values({key: value})
        return True

    def refuse(self) -> None:
        """Show what acts: nothing that was asked for will."""
        self.shown = self.acting
        self._asked.clear()
