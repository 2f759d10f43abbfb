"""What a form needs to know of a recipe: sections and fields with titles, units, ranges and one sentence each.

Everything here is read from the recipe's own models and registries, so a new argument of a model or an optimizer
appears in the form, and in the command line's help, without a line written for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from trainer_core.data import Labels, TaskName, sources
from trainer_core.models.layers import LayerType, catalogue
from trainer_core.models.layers.dropout import ARGUMENT as PROBABILITY
from trainer_core.models.layers.dropout import dropouts
from trainer_core.models.layers.settings import LAYERS, setting
from trainer_core.models.layers.traced import field_of
from trainer_core.parts.losses import losses, losses_for
from trainer_core.recipe.call_form import ARGUMENTS, shown_argument, with_call, with_candidates
from trainer_core.recipe.data_section import DataRecipe
from trainer_core.recipe.field_info import REGISTRIES, FieldInfo, SectionInfo, field_info
from trainer_core.recipe.parameter_groups import FIELD as GROUPS
from trainer_core.recipe.parameter_groups import ParameterGroup
from trainer_core.recipe.recipe import PartRecipe, Recipe
from trainer_core.recipe.training_section import AUTO
from trainer_core.registry import Entry
from trainer_core.tasks import LOSS, metric_of, task_for
from trainer_core.trial.report import Candidate

SECTIONS = ("data", "model", "loss", "optimizer", "schedule", "metric", "training")


def describe(
    recipe: Recipe,
    calls: Mapping[str, Candidate] | None = None,
    candidates: Mapping[str, tuple[Candidate, ...]] | None = None,
) -> tuple[SectionInfo, ...]:
    """Describe every section of ``recipe``; a section that names a part lists that part's own arguments.

    ``calls`` are persons' classes and functions by section: their arguments are fields of their own then, unless the
    recipe gives one that there is not. ``candidates`` are all that the file of a section holds: they can be chosen.
    """
    calls, candidates = calls or {}, candidates or {}
    sections = (
        with_candidates(_section(key, getattr(recipe, key), _offered(recipe, key)), recipe, candidates.get(key, ()))
        for key in SECTIONS
    )
    return tuple(
        _with_metrics(section, recipe)
        if section.key == "training"
        else with_call(section, recipe, calls[section.key])
        if section.key in calls
        else section
        for section in sections
    )


def value_of(recipe: Recipe, key: str, default: Any = None) -> Any:
    """The value of a field (``"optimizer.lr"``), or of one argument (``"data.arguments.side"``; ``default`` where it is
    not given). Parts in a list are their names with their arguments.
    """
    if key.startswith(f"{GROUPS}."):
        place, _, name = key.removeprefix(f"{GROUPS}.").partition(".")
        return getattr(recipe.training.groups[int(place)], name)
    if key.startswith(f"{LAYERS}["):
        return setting(recipe.model.arguments["layers"], key, default)
    section, _, path = key.partition(".")
    name, _, argument = path.partition(".")
    part = getattr(recipe, section)
    # An argument of a source may be called like a property of its section.
    own = part.model_extra or {}
    value = own[name] if name in own else getattr(part, name)
    if argument:
        return value.get(argument, default)
    if isinstance(value, list):
        return [each.model_dump() if isinstance(each, BaseModel) else each for each in value]
    return value


def shown_value(recipe: Recipe, info: FieldInfo) -> Any:
    """The value of a field as a form shows it; an argument that is not given has its default."""
    value = value_of(recipe, info.key, info.default)
    return shown_argument(info, value) if info.key.split(".")[1:2] == [ARGUMENTS] else value


def _with_metrics(section: SectionInfo, recipe: Recipe) -> SectionInfo:
    """The section with the metrics of the data's task as the choices of what the best epoch is chosen by."""
    metrics = {metric.name: None for task in _tasks(recipe) for metric in task_for(task).metrics(Labels())}
    names, asked = [AUTO, LOSS.name, *metrics], recipe.training.best_by
    choices = tuple(names if asked in names else [*names, asked])
    labels = tuple(name if name == AUTO else metric_of(name).title for name in choices)
    fields = (
        replace(info, kind="choice", choices=choices, labels=labels) if info.key == "training.best_by" else info
        for info in section.fields
    )
    return replace(section, fields=tuple(fields))


def _tasks(recipe: Recipe) -> tuple[TaskName, ...]:
    """What may be to be learnt: where only reading the data tells it, what the loss fits."""
    task = sources.task_of(recipe.data.source)
    return (task,) if task is not None else tuple(each for each in TaskName if losses.fits(recipe.loss.name, each))


def field(recipe: Recipe, key: str) -> FieldInfo:
    """Describe the field ``key`` (``"optimizer.lr"``, ``"training.groups.0.frozen_until"``) of ``recipe``; raises
    `KeyError`.
    """
    if key.startswith(f"{GROUPS}."):
        name = key.rpartition(".")[2]
        info = field_info(GROUPS, name, ParameterGroup.model_fields[name])
        return replace(info, key=key, live=name != "pattern")
    for section in describe(recipe):
        for info in section.fields:
            if info.key == key:
                return info
    raise KeyError(key)


def unchosen(recipe: Recipe) -> tuple[FieldInfo, ...]:
    """The paths that have to be chosen before the data of ``recipe`` can be read, and are not yet."""
    fields = argument_fields("data", sources[recipe.data.source])
    arguments = recipe.data.arguments
    return tuple(info for info in fields if info.required and arguments[info.key.partition(".")[2]] == Path())


def _offered(recipe: Recipe, key: str) -> tuple[Entry[Any], ...]:
    """The parts that ``recipe`` can name in a section: of the losses those that fit its data."""
    section = getattr(recipe, key)
    if key == "loss":
        task = sources.task_of(recipe.data.source)
        return tuple(losses) if task is None else losses_for(task)
    return tuple(section.registry) if isinstance(section, PartRecipe) else ()


def argument_fields(section: str, entry: Entry[Any] | LayerType) -> tuple[FieldInfo, ...]:
    """The fields of the arguments of a part, or of a kind of layer, in the order of its signature."""
    return fields_of(section, entry.arguments)


def fields_of(section: str, arguments: type[BaseModel]) -> tuple[FieldInfo, ...]:
    """The fields of ``arguments``, whose keys begin with ``section``."""
    return tuple(field_info(section, name, info) for name, info in arguments.model_fields.items())


def part_fields(key: str, name: str) -> tuple[FieldInfo, ...]:
    """The fields of the entry ``name`` in the list ``key`` (``"data.augment"``); raises `RecipeError`."""
    return argument_fields(f"{key}.{name}", REGISTRIES[key.partition(".")[2]][name])


def _section(key: str, value: BaseModel, entries: tuple[Entry[Any], ...]) -> SectionInfo:
    if isinstance(value, PartRecipe):
        name = FieldInfo(
            key=f"{key}.name",
            title={
                "model": "Architecture",
                "optimizer": "Algorithm",
                "loss": "Function",
                "schedule": "Shape",
                "metric": "Measured",
            }[key],
            description=value.registry[value.name].summary,
            kind="choice",
            default=entries[0].name,
            choices=tuple(entry.name for entry in entries),
            labels=tuple(entry.title for entry in entries),
            summaries=tuple(entry.summary for entry in entries),
        )
        fields = (name, *argument_fields(key, value.registry[value.name]), *_dropouts(value))
    else:
        fields = tuple(
            field_info(key, name, f)
            for name, f in type(value).model_fields.items()
            if (key, name) not in (("training", "device"), ("training", "groups"))
        )
    if isinstance(value, DataRecipe):
        fields = (fields[0], *argument_fields(key, sources[value.source]), *fields[1:])
    return SectionInfo(key, key.capitalize(), fields)


def _dropouts(part: PartRecipe) -> tuple[FieldInfo, ...]:
    """A field for each dropout layer of a network of layers: what may change while it is trained."""
    found = (
        tuple(dropouts(part.arguments["layers"]))
        if f"{part.section}.layers" == LAYERS and part.name == "layers"
        else ()
    )
    kinds = {each.name: each for each in catalogue()}
    fields = []
    for number, (path, layer) in enumerate(found, 1):
        info = field_info(
            f"{LAYERS}{field_of(path)}", PROBABILITY, kinds[layer["type"]].arguments.model_fields[PROBABILITY]
        )
        title = "Dropout" if len(found) == 1 else f"Dropout {number}"
        fields.append(replace(info, title=title, zero="off", live=True))
    return tuple(fields)
