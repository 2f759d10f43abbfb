"""Finds out beside the GUI thread what a recipe would have to download first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from studio.session.background import Background
from trainer_core.data import NeededDownload
from trainer_core.recipe.downloads import downloads_needed, told_at_once
from trainer_core.recipe.recipe import Recipe

Then = Callable[[tuple[NeededDownload, ...]], None]


def tell_downloads(recipe: Recipe, background: Background, then: Then) -> None:
    """Call ``then`` with what ``recipe`` needs: at once where that is known, else as soon as torchvision is imported.

    That takes up to a second, in which a person may have gone on: ``then`` asks whether the recipe is still this one.
    """
    if told_at_once(recipe):
        then(downloads_needed(recipe))
    else:
        background.do(partial(downloads_needed, recipe), then, lambda message: None)
