"""What stands beside the title of each section of the recipe: enough to know it while it is folded."""

from __future__ import annotations

from collections.abc import Sequence

from studio.look.messages import counted, name_of
from trainer_core.protocol.events import Prepared
from trainer_core.recipe.recipe import PartRecipe, Recipe
from trainer_core.recipe.schema import SectionInfo


def is_of(prepared: Prepared, recipe: Recipe) -> bool:
    """Whether what was prepared has the data of ``recipe``."""
    one, other = prepared.recipe.data, recipe.data
    return (one.source, one.arguments) == (other.source, other.arguments)


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
