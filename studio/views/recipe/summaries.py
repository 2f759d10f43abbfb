"""What the data decides of the form: words beside the titles of sections, and which fields have no effect."""

from __future__ import annotations

from collections.abc import Sequence

from studio.look import formats
from studio.look.messages import counted, name_of
from trainer_core.data import TaskName, sources
from trainer_core.protocol.events import Prepared
from trainer_core.recipe.field_info import SectionInfo
from trainer_core.recipe.recipe import PartRecipe, Recipe
from trainer_core.runs.shown.folder import weights_bytes

SOMETIMES = ("data.augment", "data.standardize_target")
"""Fields that have an effect on pictures alone, and on numbers to be predicted alone."""


def is_of(prepared: Prepared, recipe: Recipe) -> bool:
    """Whether what was prepared has the data of ``recipe``."""
    one, other = prepared.recipe.data, recipe.data
    return (one.source, one.arguments) == (other.source, other.arguments)


def without_effect(recipe: Recipe, prepared: Prepared | None) -> frozenset[str]:
    """Of `SOMETIMES` the fields that change nothing for the data of ``recipe``, as far as that is known."""
    data = prepared.data if prepared is not None and is_of(prepared, recipe) else None
    task = TaskName(data.task) if data is not None else sources.task_of(recipe.data.source)
    pictures = len(data.input_shape) == 3 if data is not None else sources.are_pictures(recipe.data.source)
    augmented, scaled = SOMETIMES
    hidden = {augmented} if pictures is False and not recipe.data.augment else set()
    if task is not None and task is not TaskName.REGRESSION:
        hidden.add(scaled)
    return frozenset(hidden)


def size_of_epoch_weights(recipe: Recipe, prepared: Prepared | None) -> str:
    """What the weights of all epochs take on the disk, in words; empty where the model is not known yet."""
    if prepared is None or not is_of(prepared, recipe) or prepared.recipe.model != recipe.model:
        return ""
    epochs = recipe.training.epochs
    size = formats.size(weights_bytes(prepared.model.parameters, epochs))
    return counted(epochs, "About {size} for 1 epoch", "About {size} for {n:,} epochs", size=size)


def summaries(recipe: Recipe, sections: Sequence[SectionInfo], prepared: Prepared | None) -> dict[str, str]:
    """The words of each section, with the counts of what was prepared if that is of this recipe."""
    found = {info.key: _choice(recipe, info) for info in sections if info.key != "training"}
    if prepared is not None and is_of(prepared, recipe):
        examples = prepared.data.training + prepared.data.validation
        if len(prepared.data.input_shape) == 3:
            found["data"] += f" · {counted(examples, '1 image', '{n:,} images')}"
        else:
            found["data"] += f" · {counted(examples, '1 example', '{n:,} examples')}"
        if prepared.recipe.model == recipe.model:
            found["model"] += f" · {counted(prepared.model.parameters, '1 parameter', '{n:,} parameters')}"
    training = recipe.training
    found["training"] = counted(
        training.epochs, "1 epoch · seed {seed}", "{n:,} epochs · seed {seed}", seed=training.seed
    )
    return found


def _choice(recipe: Recipe, info: SectionInfo) -> str:
    """What the first field of a section names, in words."""
    part = getattr(recipe, info.key)
    name: str = part.name if isinstance(part, PartRecipe) else part.source
    first = info.fields[0]
    return name_of(first.labels[first.choices.index(name)]) if name in first.choices else name


def part_name(recipe: Recipe, key: str) -> str:
    """Return the name of the part of which the field ``key`` is an argument; empty if it is none's."""
    section, _, name = key.partition(".")
    part = getattr(recipe, section)
    if isinstance(part, PartRecipe):
        return part.name
    return recipe.data.source if section == "data" and name not in type(part).model_fields else ""
