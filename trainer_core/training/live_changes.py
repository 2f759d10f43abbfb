"""The hyperparameters that may change while a run is under way."""

from __future__ import annotations

from typing import Any, NamedTuple

from trainer_core.errors import CommandError
from trainer_core.models import models
from trainer_core.parts.optimizers import set_hyperparameter
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import field
from trainer_core.training.loop import Step


class LiveChange(NamedTuple):
    """What a live field was and is, and the recipe with it."""

    recipe: Recipe
    old: Any
    new: Any


def change(recipe: Recipe, step: Step, key: str, value: Any) -> LiveChange:
    """Set the live field ``key`` of ``recipe`` (``"optimizer.momentum"``) in the model and optimizer of ``step``.

    The learning rate is in the recipe alone: each batch gets it from the schedule. Raises `TrainerError`, and changes
    nothing, if the field is not live or the value is not allowed.
    """
    section, _, name = key.partition(".")
    try:
        live = section in ("model", "optimizer") and field(recipe, key).live
    except KeyError:
        live = False
    if not live:
        raise CommandError("not-live", "{field} cannot change while a run is under way.", field=key)
    changed = recipe.with_values({key: value})
    old, new = (getattr(of, section).arguments[name] for of in (recipe, changed))
    if section == "model":
        models.set_live(recipe.model.name, step.model, name, new)
    elif name != "lr":
        set_hyperparameter(step.optimizer, name, new)
    return LiveChange(changed, old, new)
