"""The kinds of models that the page tells apart, which of them a recipe names, and what it is called in a line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from studio.look.messages import counted, name_of
from trainer_core.models import models
from trainer_core.models.layers.brief import count
from trainer_core.recipe.recipe import Recipe


class Kind(StrEnum):
    """Where a model comes from, in the order of the switch."""

    LAYERS = "layers"
    OWN_CLASS = "ownClass"
    TORCHVISION = "torchvision"
    BUILT_IN = "builtIn"


_BY_NAME = {
    "layers": Kind.LAYERS,
    "file": Kind.OWN_CLASS,
    "object": Kind.OWN_CLASS,
    "torchvision": Kind.TORCHVISION,
}


def kind_of(name: str) -> Kind:
    """The kind of the model that a recipe calls ``name``."""
    return _BY_NAME.get(name, Kind.BUILT_IN)


def model_name(recipe: Recipe) -> str:
    """What the model of a recipe is called in a line."""
    arguments = recipe.model.arguments
    if "layers" in arguments:
        return counted(count(arguments["layers"]), "1 layer", "{n:,} layers")
    return str(arguments.get("architecture") or name_of(models[recipe.model.name].title))


def full_name(recipe: Recipe) -> str:
    """The architecture of a recipe with what tells it from others: ``torchvision (resnet18)``."""
    arguments, title = recipe.model.arguments, name_of(models[recipe.model.name].title)
    detail = model_name(recipe)
    if "path" in arguments:
        detail = str(arguments["class"] or Path(arguments["path"]).name)
    return f"{title} ({detail})" if detail not in ("", title) else title
