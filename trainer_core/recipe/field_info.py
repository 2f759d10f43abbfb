"""One field of a recipe as a form shows it, read from the model of its arguments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import annotated_types
from pydantic.fields import FieldInfo as PydanticField
from pydantic_core import PydanticUndefined

from trainer_core.data import sources
from trainer_core.data.augment import augmentations
from trainer_core.recipe.augmentation import AugmentRecipe
from trainer_core.registry import Registry, is_live, is_path, is_to_be_chosen

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

REGISTRIES: dict[str, Registry[Any]] = {"source": sources, "augment": augmentations}
"""The fields of the data section that name parts."""

Counted = tuple[str, str, int]
"""How a long value is told in few words: one of what it holds, many of them (``"{n:,} points added"``), and how many of
its entries make one of them."""


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


def field_info(section: str, name: str, info: PydanticField) -> FieldInfo:
    """The field ``name`` of a ``section`` as its model describes it."""
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
    if section == "data" and name in REGISTRIES:
        # What only a Python program can give is shown where it is, and not offered.
        entries = tuple(entry for entry in REGISTRIES[name] if entry.facts.get("listed", True))
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
