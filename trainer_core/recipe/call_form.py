"""The fields of a class or function in a person's file: which one it is, and what it is called with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic.fields import FieldInfo as PydanticField

from trainer_core.recipe.field_info import FieldInfo, SectionInfo, field_info
from trainer_core.recipe.recipe import Recipe
from trainer_core.trial.found import arguments_form
from trainer_core.trial.report import Candidate

ARGUMENTS = "arguments"
"""What a person's class or function is called with, in the sections that can name one."""

CLASS_NAMES = ("class", "class_name")
"""What the field is called that names a class or function in a person's file."""

_AUTOMATIC = "Automatic"

OF_CALL = "An argument of the class or function in your file."
"""What is said of each of them."""


def call_fields(section: str, call: Candidate) -> dict[str, FieldInfo]:
    """The fields of what a person's class or function is called with, by the names of the arguments."""
    key = f"{section}.{ARGUMENTS}"
    return {name: _of_call(key, name, each) for name, each in arguments_form(call).model_fields.items()}


def with_call(section: SectionInfo, recipe: Recipe, call: Candidate) -> SectionInfo:
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


def with_candidates(section: SectionInfo, recipe: Recipe, candidates: tuple[Candidate, ...]) -> SectionInfo:
    """The section with what its file holds as the choices of its class; one that is named and not there stays one."""
    if not candidates:
        return section
    of = {"": ""} | {each.name: each.summary for each in candidates}
    fields = []
    for info in section.fields:
        if info.key.partition(".")[2] in CLASS_NAMES:
            asked = getattr(recipe, section.key).arguments[info.key.partition(".")[2]]
            choices = tuple(dict.fromkeys((*of, asked)))
            labels, summaries = (_AUTOMATIC, *choices[1:]), tuple(of.get(name, "") for name in choices)
            fields.append(replace(info, kind="choice", choices=choices, labels=labels, summaries=summaries))
        else:
            fields.append(info)
    return replace(section, fields=tuple(fields))


def _of_call(key: str, name: str, argument: PydanticField) -> FieldInfo:
    """An argument of a person's class as a form shows it; one that has to be given is empty at first."""
    info = replace(field_info(key, name, argument), description=OF_CALL)
    if not argument.is_required():
        return replace(info, default=str(info.default)) if info.kind == "choice" else info
    if info.kind == "bool":
        return replace(info, kind="choice", choices=("True", "False"), labels=("True", "False"))
    return replace(info, default=None) if info.kind in ("int", "float") else info


def shown_argument(info: FieldInfo, value: Any) -> Any:
    """The value of an argument of a person's class as a form shows it; choices and what is typed are texts."""
    return str(value) if info.kind in ("choice", "literal", "path", "text") else value
