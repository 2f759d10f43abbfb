"""What may change by hand while a run is under way: hyperparameters, and how groups of parameters are trained."""

from __future__ import annotations

from typing import Any, NamedTuple

from trainer_core.errors import CommandError
from trainer_core.models import models
from trainer_core.models.layers.dropout import set_dropouts
from trainer_core.models.layers.settings import LAYERS
from trainer_core.parts.optimizers import set_hyperparameter
from trainer_core.recipe.parameter_groups import FIELD as GROUPS
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import field, value_of
from trainer_core.training import cpu_threads
from trainer_core.training.assembly import Parts


class LiveChange(NamedTuple):
    """What a live field was and is, and the recipe with it."""

    recipe: Recipe
    old: Any
    new: Any


def change(recipe: Recipe, parts: Parts, key: str, value: Any, *, epoch: int) -> LiveChange:
    """Set the live field ``key`` of ``recipe`` (``"optimizer.momentum"``) in the model and optimizer of ``parts``.

    Of a group of parameters (``"training.groups.0.frozen_until"``) all but the pattern may change in the ``epoch``
    under way; freezing follows when `trainer_core.training.parameter_groups.ParameterGroups.begin` is next called.

    With another number of CPU threads whatever the calling thread computes next is computed.

    The learning rate is in the recipe alone: each batch gets it from the schedule. Raises `TrainerError`, and changes
    nothing, if the field is not live or the value is not allowed.
    """
    section, _, name = key.partition(".")
    if key == cpu_threads.FIELD:
        return _change_threads(recipe, parts, value)
    if key.startswith(f"{GROUPS}.") and not key.endswith(".pattern"):
        return _change_group(recipe, parts, key, value, epoch)
    try:
        live = section in ("model", "optimizer") and field(recipe, key).live
    except KeyError:
        live = False
    if not live:
        raise CommandError("not-live", "{field} cannot change while a run is under way.", field=key)
    info, changed = field(recipe, key), recipe.with_values({key: value})
    old, new = (value_of(of, key, info.default) for of in (recipe, changed))
    if key.startswith(f"{LAYERS}["):
        set_dropouts(parts.model, changed.model.arguments["layers"])
    elif section == "model":
        models.set_live(recipe.model.name, parts.model, name, new)
    elif name != "lr":
        set_hyperparameter(parts.step.optimizer, name, new)
        parts.groups.set_decay(parts.step.optimizer)
    return LiveChange(changed, old, new)


def _change_threads(recipe: Recipe, parts: Parts, value: Any) -> LiveChange:
    """The recipe of the run gets a number, also where ``value`` leaves it open: what follows can be computed again."""
    changed = recipe.with_values({cpu_threads.FIELD: value})
    old = parts.device_report.threads
    new = cpu_threads.change(parts, changed.training.threads)
    return LiveChange(changed.with_values({cpu_threads.FIELD: new}), old, new)


def _change_group(recipe: Recipe, parts: Parts, key: str, value: Any, epoch: int) -> LiveChange:
    changed = recipe.with_values({key: value})
    place, _, name = key.removeprefix(f"{GROUPS}.").partition(".")
    old, new = (getattr(of.training.groups[int(place)], name) for of in (recipe, changed))
    parts.groups.change(changed.training.groups, parts.step.optimizer, changed.optimizer.arguments, epoch)
    return LiveChange(changed, old, new)
