"""Proposes how to train on a table: reads it as a person asked, and finds out what each column is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from trainer_core.data.examples import Progress
from trainer_core.data.labels import TaskName
from trainer_core.errors import DataError
from trainer_core.recipe.proposal.found import Found
from trainer_core.tasks import task_for


def of_table(path: Path, target: str, asked: Mapping[str, Any], progress: Progress) -> Found:
    """Read a table; ``asked`` are values of ``[data]`` that a person chose. Raises `DataError`."""
    # Arrow is imported when the first table is read.
    from trainer_core.data.tables.proposal import propose_table
    from trainer_core.data.tables.read import Reading, read_table
    from trainer_core.data.tables.roles import Choice
    from trainer_core.data.tables.table import ColumnType

    kinds = {"numbers": ColumnType.NUMBER, "categories": ColumnType.CATEGORY, "dates": ColumnType.DATE}
    types = {name: kind for key, kind in kinds.items() for name in _names(asked.get(key))}
    how: dict[str, Any] = {
        key: str(asked[key]) for key in ("separator", "encoding", "header", "decimal", "sheet") if key in asked
    }
    reading = replace(Reading(types=types), **how)
    table = read_table(path, reading, progress=progress)
    if not len(table):
        raise DataError(
            "no-rows",
            "{path} has no rows below the names of its columns. Choose a table with examples.",
            path=str(path),
        )
    choice = Choice(
        (target,) if target else _names(asked.get("target")),
        _names(asked.get("features")),
        _names(asked.get("left_out")),
        str(asked.get("group", "")),
        str(asked.get("time", "")),
    )
    wanted = asked.get("task", "auto")
    task = TaskName(wanted) if wanted in tuple(TaskName) else None
    proposed = propose_table(table, choice, task, reading)
    sections = {key: dict(values) for key, values in proposed.recipe.items()}
    sections["data"] |= {"path": str(path), **{key: list(_names(asked[key])) for key in kinds if key in asked}}
    sections["loss"] = {"name": task_for(proposed.task).default_loss}
    return Found(
        proposed.task,
        proposed.class_names,
        proposed.target,
        sections,
        proposed.reason,
        proposed.columns,
        proposed.notes,
    )


def _names(value: Any) -> tuple[str, ...]:
    """Names of columns, given as a list or as one text."""
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value)
