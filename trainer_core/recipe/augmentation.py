"""The list of a recipe's augmentations: each an entry of the registry with its arguments, in the order of acting."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from trainer_core.data.augment import Stage, augmentations
from trainer_core.data.augment.registry import FIELD
from trainer_core.errors import Message, RecipeError
from trainer_core.registry.validation import CLOSED, as_typed, shown, validated


class AugmentRecipe(BaseModel):
    """One change of the training pictures; its arguments stand beside its name."""

    model_config = ConfigDict(extra="allow", frozen=True)

    name: str

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments, the defaults filled in."""
        return copy.deepcopy(self.model_extra or {})


class _Earlier(BaseModel):
    """What there was before there was a list."""

    model_config = CLOSED

    flip: bool = False
    shift: Annotated[int, Field(ge=0, le=64)] = 0
    erase: Annotated[int, Field(ge=0, le=128)] = 0


def with_augment(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a recipe's data section with the list in full, validated.

    The three settings of earlier recipes become entries; with a list beside them they are refused.

    Raises:
        RecipeError: an entry is unknown, wrong, twice there or out of order.
    """
    given = {key: value for key, value in values.items() if key in _Earlier.model_fields}
    rest = {key: value for key, value in values.items() if key not in given}
    if not given:
        return rest | ({"augment": _entries(rest["augment"])} if "augment" in rest else {})
    earlier = validated(_Earlier, given, "data")
    if rest.get("augment"):
        raise RecipeError(
            "augment-twice",
            "{field} is an entry of data.augment now, which this recipe has too. Write it there.",
            field=f"data.{next(iter(given))}",
        )
    entries = [
        *([{"name": "shift", "pixels": earlier.shift}] if earlier.shift else []),
        *([{"name": "flip"}] if earlier.flip else []),
        *([{"name": "erase", "side": earlier.erase}] if earlier.erase else []),
    ]
    return rest | {"augment": entries}


def mixing(entries: Sequence[AugmentRecipe]) -> tuple[str, ...]:
    """The names of those that mix examples and their targets."""
    return tuple(entry.name for entry in entries if augmentations.stage_of(entry.name) is Stage.MIXES)


def in_words(entries: Sequence[Mapping[str, Any]]) -> str:
    """A list, as plain values, as one writes it in a sentence: ``flip, rotate 10``."""
    each = (map(_number, entry.values()) for entry in entries)
    return ", ".join(" ".join(parts) for parts in each) or "none"


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _entries(values: Any) -> list[AugmentRecipe]:
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise RecipeError(
            "bad-value",
            "{field} is {value}. {allowed}.",
            field=FIELD,
            value=shown(values),
            allowed=Message("It should be a list of sections: [[{field}]] and a name below it", {"field": FIELD}),
        )
    entries = [value if isinstance(value, AugmentRecipe) else _entry(value) for value in values]
    names = [entry.name for entry in entries]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise RecipeError("augment-twice", "{field} has {name} twice. Remove one of them.", field=FIELD, name=twice)
    for earlier, later in pairwise(names):
        if augmentations.stage_of(earlier) > augmentations.stage_of(later):
            raise RecipeError(
                "augment-order",
                "{field} has {later} after {earlier}. Pictures are changed first, then blanked, then mixed: move "
                "{later} up.",
                field=FIELD,
                later=later,
                earlier=earlier,
            )
    return entries


def _entry(value: Any) -> AugmentRecipe:
    if not isinstance(value, Mapping) or "name" not in value:
        raise RecipeError(
            "missing-value",
            "{field} has an entry without a name. It can be: {allowed}.",
            field=FIELD,
            allowed=", ".join(entry.name for entry in augmentations),
        )
    given = dict(value)
    name = given.pop("name")
    model = augmentations[name if isinstance(name, str) else shown(name)].arguments
    arguments = validated(model, as_typed(model, given), f"{FIELD}.{name}").model_dump()
    return AugmentRecipe.model_validate({"name": name, **arguments})
