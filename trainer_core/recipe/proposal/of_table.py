"""Proposes how to train on a table: reads it as a person asked, and finds out what each column is for."""

from __future__ import annotations

from collections.abc import Mapping
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
    from trainer_core.data.tables.asked import TYPES, choice_of, names_of, reading_of
    from trainer_core.data.tables.handed_over import hand_over, state_of
    from trainer_core.data.tables.proposal import propose_table
    from trainer_core.data.tables.read import read_table

    reading = reading_of(asked)
    state = state_of(path)
    table = read_table(path, reading, progress=progress)
    if not len(table):
        raise DataError(
            "no-rows",
            "{path} has no rows below the names of its columns. Choose a table with examples.",
            path=str(path),
        )
    choice = choice_of({**asked, "target": target} if target else asked)
    wanted = asked.get("task", "auto")
    task = TaskName(wanted) if wanted in tuple(TaskName) else None
    proposed = propose_table(table, choice, task, reading)
    hand_over(state, reading, table)
    sections = {key: dict(values) for key, values in proposed.recipe.items()}
    sections["data"] |= {"path": str(path), **{key: list(names_of(asked[key])) for key in TYPES if key in asked}}
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
