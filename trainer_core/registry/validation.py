"""Validation against pydantic models: its findings in our own sentences: field, value and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from trainer_core.errors import N_, Message, RecipeError, nearest, plural

M = TypeVar("M", bound=BaseModel)

CLOSED = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, validate_default=True, strict=True)
"""How every section is validated: no unknown key, no change afterwards, no NaN, no guessing of types."""


def validated(model: type[M], values: Mapping[str, Any], prefix: str, *, context: Mapping[str, Any] | None = None) -> M:
    """Validate ``values`` as a ``model`` that stands at ``prefix`` in the recipe; raises `RecipeError`.

    ``context`` is what its validators are told.
    """
    try:
        return model.model_validate(values, context=dict(context or {}))
    except ValidationError as error:
        raise _first_problem(error, model, prefix) from None


def as_typed(model: type[BaseModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """Make of each list in ``values`` the list or tuple that ``model`` wants: TOML has lists only."""
    typed = dict(values)
    for key, value in values.items():
        if isinstance(value, list | tuple) and key in model.model_fields:
            typed[key] = tuple(value) if get_origin(model.model_fields[key].annotation) is tuple else list(value)
    return typed


def not_a_section(field: str, value: Any) -> RecipeError:
    """The error for a single value where a section of settings belongs."""
    return RecipeError(
        "bad-value",
        "{field} is {value}. {allowed}.",
        field=field,
        value=shown(value),
        allowed=Message("It should be a section: [{field}] and its settings below it", {"field": field}),
    )


def unknown_key(field: str, value: Any, known: Iterable[str]) -> RecipeError:
    """The error for a setting that the section of ``field`` does not have; it has those ``known``."""
    section, _, name = field.rpartition(".")
    known = tuple(known)
    if near := nearest(name, known):
        return RecipeError(
            "unknown-key",
            "{field} is not a setting that a recipe has. Did you mean {near}?",
            field=field,
            value=shown(value),
            near=f"{section}.{near}" if section else near,
        )
    return RecipeError(
        "unknown-key",
        "{field} is not a setting that a recipe has. Known here: {allowed}.",
        field=field,
        value=shown(value),
        allowed=", ".join(known) or "none",
    )


def _first_problem(error: ValidationError, model: type[BaseModel], prefix: str) -> RecipeError:
    """Turn pydantic's first finding into our sentence: which field, which value, what is allowed."""
    found = error.errors(include_url=False)[0]
    where = ".".join([*([prefix] if prefix else []), *(str(part) for part in found["loc"])])
    if found["type"] == "extra_forbidden":
        return unknown_key(where, found["input"], _section_model(model, found["loc"][:-1]).model_fields)
    if found["type"] in ("model_type", "model_attributes_type"):
        return not_a_section(where, found["input"])
    if found["type"] == "missing" and isinstance(found["loc"][-1], str):
        return RecipeError("missing-value", "{field} is missing, and has no default. Give it.", field=where)
    if found["type"] == "missing":
        where = where.rpartition(".")[0]
    return RecipeError(
        "bad-value",
        "{field} is {value}. {allowed}.",
        field=where,
        value=shown(found["input"]),
        allowed=_allowed(found["type"], found.get("ctx", {}), found["msg"]),
    )


def _allowed(kind: str, facts: Mapping[str, Any], otherwise: str) -> Message:
    """What a value may be, by the kind of pydantic's finding: a sentence that a window can translate."""
    templates = {
        "greater_than_equal": N_("It should be greater than or equal to {ge}"),
        "greater_than": N_("It should be greater than {gt}"),
        "less_than_equal": N_("It should be less than or equal to {le}"),
        "less_than": N_("It should be less than {lt}"),
        "int_type": N_("It should be a whole number"),
        "float_type": N_("It should be a number"),
        "finite_number": N_("It should be a finite number"),
        "bool_type": N_("It should be true or false"),
        "string_type": N_("It should be a text"),
        "literal_error": N_("It should be {expected}"),
        "path_type": N_("It should be a path"),
        "list_type": N_("It should be a list"),
        "tuple_type": N_("It should be a list"),
        "dict_type": N_("It should be a table of texts"),
        "missing": N_("It should have more values"),
        "string_pattern_mismatch": N_("It can be: auto, cpu, mps, cuda, or one CUDA device such as cuda:0"),
        "one_or_all": N_("It should be one number, or {dims}"),
        "invalid_key": N_("Its keys should be texts"),
    }
    plain = {name: f"{value:g}" if isinstance(value, float) else value for name, value in facts.items()}
    if kind == "too_long":
        return plural(
            facts["max_length"],
            "It should have at most 1 value, not {given}",
            "It should have at most {n} values, not {given}",
            given=facts["actual_length"],
        )
    if kind == "too_short":
        return plural(
            facts["min_length"],
            "It should have at least 1 value, not {given}",
            "It should have at least {n} values, not {given}",
            given=facts["actual_length"],
        )
    if kind not in templates:
        return Message("{found}", {"found": otherwise})
    return Message(templates[kind], plain)


def _section_model(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    for part in location:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[str(part)].annotation
        nested = [kind for kind in (annotation, *get_args(annotation)) if isinstance(kind, type)]
        model = next((kind for kind in nested if issubclass(kind, BaseModel)), model)
    return model


def shown(value: Any, longest: int = 60) -> str:
    """Write a value out for a sentence, in at most ``longest`` characters."""
    try:
        text = repr(value)
    except ValueError:  # Python writes no number of more than 4,300 digits
        text = "a number of thousands of digits"
    return text if len(text) <= longest else text[: longest - 1] + "…"
