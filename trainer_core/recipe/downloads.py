"""What a recipe needs that is not on this computer yet: its data, and the weights that its model begins from."""

from __future__ import annotations

from trainer_core.data import NeededDownload, download_needed
from trainer_core.errors import RecipeError
from trainer_core.models import models
from trainer_core.recipe.recipe import Recipe


def downloads_needed(recipe: Recipe) -> tuple[NeededDownload, ...]:
    """What a person is to be asked about before a new run of ``recipe``; empty if everything is here.

    A run that is resumed, opened or verified needs its data alone: it has its weights. Weights that nobody publishes
    are refused when the model is built. Imports torchvision for a network of its, see `told_at_once`.
    """
    pretrained = models.pretrained(recipe.model.name)
    try:
        weights = pretrained.needed(recipe.model.arguments) if pretrained is not None else None
    except RecipeError:
        weights = None
    return tuple(each for each in (download_needed(recipe.data.source), weights) if each is not None)


def told_at_once(recipe: Recipe) -> bool:
    """Whether `downloads_needed` answers in microseconds: it is known what weights there are for the model."""
    pretrained = models.pretrained(recipe.model.name)
    return pretrained is None or pretrained.is_known()
