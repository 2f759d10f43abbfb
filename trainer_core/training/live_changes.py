"""The hyperparameters that may change while a run is under way."""

from __future__ import annotations

from typing import Any, NamedTuple

from torch import nn

from trainer_core.errors import CommandError
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
    try:
        live = field(recipe, key).live
    except KeyError:
        live = False
    if not live:
        raise CommandError("not-live", "{field} cannot change while a run is under way.", field=key)
    changed = recipe.with_values({key: value})
    section, _, name = key.partition(".")
    old, new = (getattr(of, section).arguments[name] for of in (recipe, changed))
    if section != "optimizer":
        _set_dropout(step.model, float(new))
    elif name != "lr":
        set_hyperparameter(step.optimizer, name, new)
    return LiveChange(changed, old, new)


def _set_dropout(model: nn.Module, p: float) -> None:
    for module in model.modules():
        if isinstance(module, (nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d, nn.AlphaDropout)):
            module.p = p
