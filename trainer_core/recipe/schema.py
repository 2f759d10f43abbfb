"""What a form needs to know of a recipe: sections and fields with titles, units, ranges and one sentence each.

Everything here is read from the recipe's own models and registries, so a new argument of a model or an optimizer
appears in the form, and in the command line's help, without a line written for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import annotated_types
from pydantic import BaseModel
from pydantic.fields import FieldInfo as PydanticField
from pydantic_core import PydanticUndefined

from trainer_core.data import Labels, TaskName, sources
from trainer_core.data.augment import augmentations
from trainer_core.models.layers import LayerType, catalogue
from trainer_core.models.layers.dropout import ARGUMENT as PROBABILITY
from trainer_core.models.layers.dropout import dropouts
from trainer_core.models.layers.settings import LAYERS, setting
from trainer_core.models.layers.traced import field_of
from trainer_core.parts.losses import losses, losses_for
from trainer_core.recipe.augmentation import AugmentRecipe
from trainer_core.recipe.data_section import DataRecipe
from trainer_core.recipe.parameter_groups import FIELD as GROUPS
from trainer_core.recipe.parameter_groups import ParameterGroup
from trainer_core.recipe.recipe import PartRecipe, Recipe
from trainer_core.recipe.training_section import AUTO
from trainer_core.registry import Entry, Registry, is_live, is_path, is_to_be_chosen
from trainer_core.tasks import LOSS, metric_of, task_for
from trainer_core.trial.found import arguments_form
from trainer_core.trial.report import Candidate

Kind = Literal[
    "int",
    "float",
    "bool",
    "choice",
    "text",
    "literal",
    "path",
    "texts",
    "arguments",
    "ints",
    "floats",
    "parts",
    "layers",
]

_REGISTRIES: dict[str, Registry[Any]] = {"source": sources, "augment": augmentations}
"""The fields of the data section that name parts."""

Counted = tuple[str, str, int]
"""How a long value is told in few words: one of what it holds, many of them (``"{n:,} points added"``), and how many of
its entries make one of them."""

ARGUMENTS = "arguments"
"""What a person's class or function is called with, in the sections that can name one."""

CLASS_NAMES = ("class", "class_name")
"""What the field is called that names a class or function in a person's file."""

_AUTOMATIC = "Automatic"

OF_CALL = "An argument of the class or function in your file."
"""What is said of each of them."""

SECTIONS = ("data", "model", "loss", "optimizer", "schedule", "metric", "training")


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One field of a recipe as a form shows it.

    ``key`` is its path (``"optimizer.lr"``); ``minimum`` and ``maximum`` bound a number, or each number of a list, and
    ``open_minimum``/``open_maximum`` say that the bound itself is excluded; ``live`` fields may change during a run;
    ``log`` fields step by factors; ``zero`` is the word for 0 (``"off"``); ``labels`` words the choices.
    ``"parts"`` is a list of entries, each the name of one of the choices with the arguments that `part_fields` tells.
    ``"layers"`` is the list of a network's layers, which is no field of a form.
    A ``"literal"`` is the text of a plain Python value. A number with a ``slider`` has both bounds.
    A path is to a ``"folder"`` or a ``"file"``, whose name ends in one of ``suffixes`` if there are any; ``required``
    says that one has to be chosen. A value that is ``counted`` is told in a line by how many things it holds.
    """

    key: str
    title: str
    description: str
    kind: Kind
    default: Any
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    open_minimum: bool = False
    open_maximum: bool = False
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    zero: str = ""
    live: bool = False
    log: bool = False
    advanced: bool = False
    path: Literal["", "folder", "file"] = ""
    suffixes: tuple[str, ...] = ()
    required: bool = False
    slider: bool = False
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class SectionInfo:
    """One section of a recipe: its key, its title and its fields in the order in which a form shows them."""

    key: str
    title: str
    fields: tuple[FieldInfo, ...]


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
        _with_candidates(_section(key, getattr(recipe, key), _offered(recipe, key)), recipe, candidates.get(key, ()))
        for key in SECTIONS
    )
    return tuple(
        _with_metrics(section, recipe)
        if section.key == "training"
        else _with_call(section, recipe, calls[section.key])
        if section.key in calls
        else section
        for section in sections
    )


def call_fields(section: str, call: Candidate) -> dict[str, FieldInfo]:
    """The fields of what a person's class or function is called with, by the names of the arguments."""
    key = f"{section}.{ARGUMENTS}"
    return {name: _of_call(key, name, each) for name, each in arguments_form(call).model_fields.items()}


def _with_call(section: SectionInfo, recipe: Recipe, call: Candidate) -> SectionInfo:
    """The section with a field for each argument of ``call`` in place of the line of all of them.

    One that is called like a field of the section is titled as it is written, and is told apart by it.
    """
    named = {info.key.partition(".")[2] for info in section.fields}
    own = {
        name: replace(info, title=f"{name} =") if name in named else info
        for name, info in call_fields(section.key, call).items()
    }
    given = getattr(recipe, section.key).arguments.get(ARGUMENTS, {})
    if not given.keys() <= own.keys():
        return section
    fields: list[FieldInfo] = []
    for info in section.fields:
        fields += own.values() if info.key == f"{section.key}.{ARGUMENTS}" else (info,)
    return replace(section, fields=tuple(fields))


def _with_candidates(section: SectionInfo, recipe: Recipe, candidates: tuple[Candidate, ...]) -> SectionInfo:
    """The section with what its file holds as the choices of its class; one that is named and not there stays one."""
    if not candidates:
        return section
    of = {"": ""} | {each.name: each.summary for each in candidates}
    fields = []
    for info in section.fields:
        if info.key.partition(".")[2] in CLASS_NAMES:
            asked = value_of(recipe, info.key)
            choices = tuple(dict.fromkeys((*of, asked)))
            labels, summaries = (_AUTOMATIC, *choices[1:]), tuple(of.get(name, "") for name in choices)
            fields.append(replace(info, kind="choice", choices=choices, labels=labels, summaries=summaries))
        else:
            fields.append(info)
    return replace(section, fields=tuple(fields))


def _of_call(key: str, name: str, argument: PydanticField) -> FieldInfo:
    """An argument of a person's class as a form shows it; one that has to be given is empty at first."""
    info = replace(_field(key, name, argument), description=OF_CALL)
    if not argument.is_required():
        return replace(info, default=str(info.default)) if info.kind == "choice" else info
    if info.kind == "bool":
        return replace(info, kind="choice", choices=("True", "False"), labels=("True", "False"))
    return replace(info, default=None) if info.kind in ("int", "float") else info


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


def shown_argument(info: FieldInfo, value: Any) -> Any:
    """The value of an argument of a person's class as a form shows it; choices and what is typed are texts."""
    return str(value) if info.kind in ("choice", "literal", "path", "text") else value


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
        info = _field(GROUPS, name, ParameterGroup.model_fields[name])
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
    return tuple(_field(section, name, info) for name, info in arguments.model_fields.items())


def part_fields(key: str, name: str) -> tuple[FieldInfo, ...]:
    """The fields of the entry ``name`` in the list ``key`` (``"data.augment"``); raises `RecipeError`."""
    return argument_fields(f"{key}.{name}", _REGISTRIES[key.partition(".")[2]][name])


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
            _field(key, name, f)
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
        info = _field(
            f"{LAYERS}{field_of(path)}", PROBABILITY, kinds[layer["type"]].arguments.model_fields[PROBABILITY]
        )
        title = "Dropout" if len(found) == 1 else f"Dropout {number}"
        fields.append(replace(info, title=title, zero="off", live=True))
    return tuple(fields)


def _field(section: str, name: str, info: PydanticField) -> FieldInfo:
    extra: dict[str, Any] = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    choices, labels, summaries = _choices(section, name, info, extra)
    annotation_kind = _kind(info.annotation)
    bounds: dict[str, Any] = {}
    for constraint in (*info.metadata, *_item_constraints(info.annotation)):
        if isinstance(constraint, annotated_types.Ge):
            bounds["minimum"] = constraint.ge
        elif isinstance(constraint, annotated_types.Gt):
            bounds |= {"minimum": constraint.gt, "open_minimum": True}
        elif isinstance(constraint, annotated_types.Le):
            bounds["maximum"] = constraint.le
        elif isinstance(constraint, annotated_types.Lt):
            bounds |= {"maximum": constraint.lt, "open_maximum": True}
    return FieldInfo(
        key=f"{section}.{name}",
        title=info.title or name.replace("_", " ").capitalize(),
        description=info.description or "",
        kind=_kind_of(info, choices, annotation_kind),
        default=_default(info),
        choices=choices,
        labels=labels,
        summaries=summaries,
        **bounds,
        live=is_live(info),
        **{key: extra[key] for key in ("unit", "zero", "log", "advanced", "suffixes", "slider") if key in extra},
        path=extra.get("path", "file") if is_path(info) else "",
        required=is_to_be_chosen(info),
        counted=counted_of(info),
    )


def counted_of(info: PydanticField) -> Counted | None:
    """How a value of this field is told in few words, None if as it is."""
    extra: Any = info.json_schema_extra
    return extra.get("counted") if isinstance(extra, dict) else None


def _kind_of(info: PydanticField, choices: tuple[str, ...], annotated: Kind) -> Kind:
    extra = info.json_schema_extra
    if isinstance(extra, dict) and extra.get("literal"):
        return "literal"
    if isinstance(extra, dict) and extra.get("layers"):
        return "layers"
    if choices and annotated != "parts":
        return "choice"
    return "path" if is_path(info) else annotated


def _default(info: PydanticField) -> Any:
    """The default as a recipe writes it: a path that is still to be chosen is an empty text."""
    default = info.get_default(call_default_factory=True)
    if isinstance(default, Path):
        return "" if default == Path() else str(default)
    return "" if default is PydanticUndefined else default


def _choices(
    section: str, name: str, info: PydanticField, extra: dict[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    if section == "data" and name in _REGISTRIES:
        # What only a Python program can give is shown where it is, and not offered.
        entries = tuple(entry for entry in _REGISTRIES[name] if entry.facts.get("listed", True))
        return (
            tuple(entry.name for entry in entries),
            tuple(entry.title for entry in entries),
            tuple(entry.summary for entry in entries),
        )
    if get_origin(info.annotation) is Literal:
        values = tuple(str(value) for value in get_args(info.annotation))
        words = extra.get("labels", {})
        return values, tuple(words.get(value, value) for value in values), ()
    return (), (), ()


def _kind(annotation: Any) -> Kind:
    if annotation is bool:
        return "bool"
    if annotation is int:
        return "int"
    if annotation is float:
        return "float"
    if annotation is Path:
        return "path"
    if get_origin(annotation) is dict:
        return "arguments"
    if get_origin(annotation) in (list, tuple):
        item = get_args(annotation)[0]
        if item is AugmentRecipe:
            return "parts"
        kind = get_args(item)[0] if get_origin(item) is Annotated else item
        return "texts" if kind is str else "ints" if kind is int else "floats"
    return "text"


def _item_constraints(annotation: Any) -> list[Any]:
    """Return the bounds that every number of a list or pair keeps; none that differ within a pair."""
    bounds = [
        [bound for part in get_args(item)[1:] for bound in part.metadata]
        for item in get_args(annotation)
        if get_origin(item) is Annotated
    ]
    return [bound for bound in bounds[0] if all(bound in other for other in bounds)] if bounds else []
