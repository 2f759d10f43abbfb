"""What a recipe asks of a table: how its file is read, and what its columns are for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer_core.data.tables.read import Reading
from trainer_core.data.tables.roles import Choice
from trainer_core.data.tables.table import ColumnType

TYPES = {"numbers": ColumnType.NUMBER, "categories": ColumnType.CATEGORY, "dates": ColumnType.DATE}
"""The source's arguments that give columns a type, and which."""

READING = ("separator", "encoding", "header", "decimal", "sheet")
"""The source's arguments that say how the file is read."""


def reading_of(arguments: Mapping[str, Any]) -> Reading:
    """How a table is read by the source's ``arguments``, of which any may be left out."""
    types = {name: kind for key, kind in TYPES.items() for name in names_of(arguments.get(key))}
    how: dict[str, Any] = {key: str(arguments[key]) for key in READING if key in arguments}
    return Reading(types=types, **how)


def choice_of(arguments: Mapping[str, Any]) -> Choice:
    """What the columns of a table are for by the source's ``arguments``, of which any may be left out."""
    return Choice(
        names_of(arguments.get("target")),
        names_of(arguments.get("features")),
        names_of(arguments.get("left_out")),
        str(arguments.get("group", "")),
        str(arguments.get("time", "")),
    )


def names_of(value: Any) -> tuple[str, ...]:
    """Names of columns, given as a list or as one text."""
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value)
