"""The sections of a recipe that name a part of a registry, with its arguments, and the one that names the recipe."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from trainer_core.errors import RecipeError
from trainer_core.models import models
from trainer_core.parts.losses import losses
from trainer_core.parts.optimizers import optimizers
from trainer_core.parts.own_metric import further_metrics
from trainer_core.parts.schedules import schedules
from trainer_core.registry import Entry, Registry
from trainer_core.registry.validation import CLOSED, as_typed, not_a_section, shown, validated


class About(BaseModel):
    """What the recipe is called and what it is for, by language; it does not influence a run."""

    model_config = CLOSED

    title: dict[str, str] = Field(default_factory=dict, description="The recipe's name, by language code.")
    summary: dict[str, str] = Field(default_factory=dict, description="One sentence, by language code.")
    demo_epochs: Annotated[int, Field(ge=1, le=1000, description="Epochs that a demo trains.")] = 1


class PartRecipe(BaseModel):
    """A section that names an entry of a registry and gives its arguments, side by side in one flat table."""

    model_config = ConfigDict(extra="allow", frozen=True)

    section: ClassVar[str]
    registry: ClassVar[Registry[Callable[..., Any]]]

    name: str

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, values: Any, info: ValidationInfo) -> Any:
        if not isinstance(values, Mapping):
            raise not_a_section(cls.section, values)
        given = dict(values)
        if "name" not in given:
            raise RecipeError(
                "missing-value",
                "{field} is missing. It can be: {allowed}.",
                field=f"{cls.section}.name",
                allowed=", ".join(entry.name for entry in cls.registry),
            )
        name = given.pop("name")
        entry = cls.registry[name if isinstance(name, str) else shown(name)]
        model, rest = entry.arguments, entry.facts.get("rest")
        if rest and isinstance(given.get(rest, {}), Mapping):
            # What a person's class is made with may stand beside the part's own arguments.
            others = {
                key.removeprefix(f"{rest}."): given.pop(key) for key in list(given) if key not in model.model_fields
            }
            given[rest] = {**given.get(rest, {}), **others}
        filled = validated(model, as_typed(model, given), cls.section, context=info.context)
        return {"name": name, **filled.model_dump()}

    @property
    def entry(self) -> Entry[Callable[..., Any]]:
        """What the registry knows of the named part."""
        return self.registry[self.name]

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of the named part, the defaults filled in."""
        return copy.deepcopy(self.model_extra or {})


class ModelRecipe(PartRecipe):
    section = "model"
    registry = models


class LossRecipe(PartRecipe):
    section = "loss"
    registry = losses


class OptimizerRecipe(PartRecipe):
    section = "optimizer"
    registry = optimizers


class MetricRecipe(PartRecipe):
    section = "metric"
    registry = further_metrics


class ScheduleRecipe(PartRecipe):
    section = "schedule"
    registry = schedules
