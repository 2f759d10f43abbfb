"""Validation of recipes: pydantic's findings in our own sentences, which name field, value and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from trainer_core.errors import RecipeError

M = TypeVar("M", bound=BaseModel)

CLOSED = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, validate_default=True, strict=True)
"""How every section is validated: no unknown key, no change afterwards, no NaN, no guessing of types."""


def validated(model: type[M], values: Mapping[str, Any], prefix: str) -> M:
    """Validate ``values`` as a ``model`` that stands at ``prefix`` in the recipe; raises `RecipeError`."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _first_problem(error, model, prefix) from None


def not_a_section(field: str, value: Any) -> RecipeError:
    """The error for a single value where a section of settings belongs."""
    return RecipeError(
        "bad-value",
        "{field} is {value}. {allowed}.",
        field=field,
        value=shown(value),
        allowed=f"It should be a section: [{field}] and its settings below it",
    )


def _first_problem(error: ValidationError, model: type[BaseModel], prefix: str) -> RecipeError:
    """Turn pydantic's first finding into our sentence: which field, which value, what is allowed."""
    found = error.errors(include_url=False)[0]
    where = ".".join([*([prefix] if prefix else []), *(str(part) for part in found["loc"])])
    if found["type"] == "extra_forbidden":
        owner = _section_model(model, found["loc"][:-1])
        return RecipeError(
            "unknown-key",
            "{field} is not a setting that a recipe has. Known here: {allowed}.",
            field=where,
            value=shown(found["input"]),
            allowed=", ".join(owner.model_fields) or "none",
        )
    if found["type"] in ("model_type", "model_attributes_type"):
        return not_a_section(where, found["input"])
    allowed = found["msg"].replace("Input should be", "It should be")
    if found["type"] == "missing":
        where, allowed = where.rpartition(".")[0], "It should have more values"
    if found["type"] == "string_pattern_mismatch":
        allowed = "It can be: auto, cpu, mps, cuda, or one CUDA device such as cuda:0"
    return RecipeError(
        "bad-value",
        "{field} is {value}. {allowed}.",
        field=where,
        value=shown(found["input"]),
        allowed=allowed,
    )


def _section_model(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    for part in location:
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
