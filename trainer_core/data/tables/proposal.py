"""What a table is proposed to be trained as: its columns' roles, its task, and settings that suit its size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from trainer_core.data.labels import TaskName
from trainer_core.data.tables.profiles import ColumnProfile, profile
from trainer_core.data.tables.read import Reading
from trainer_core.data.tables.roles import Choice, Role, assign_roles, with_role
from trainer_core.data.tables.table import Table
from trainer_core.data.tables.targets import Targets
from trainer_core.errors import Message


@dataclass(frozen=True, slots=True)
class TableProposal:
    """What was found out about a table, and the recipe that follows.

    ``columns`` are described with their roles. ``examples`` have a target. ``recipe`` holds what differs from a
    recipe's defaults, by section, without the path.
    """

    columns: tuple[ColumnProfile, ...]
    task: TaskName
    target: tuple[str, ...]
    class_names: tuple[str, ...]
    examples: int
    notes: tuple[Message, ...]
    recipe: Mapping[str, Mapping[str, Any]]


def propose_table(
    table: Table, choice: Choice | None = None, task: TaskName | None = None, reading: Reading | None = None
) -> TableProposal:
    """Propose how to train on ``table``; what a person chose is kept.

    ``reading`` is how it was read, if not by what was detected.

    Raises:
        DataError: a chosen column is not there, or nothing can be the target.
    """
    choice = choice or Choice()
    roles = assign_roles(table, choice)
    targets = Targets.of(table, with_role(roles, Role.TARGET), task)
    examples = int(targets.present(table).sum())
    data: dict[str, Any] = {
        "source": "table",
        "target": list(targets.columns),
        "features": list(choice.features),
        # Named, so that the recipe says what is left out, and why can be asked.
        "left_out": [] if choice.features else list(with_role(roles, Role.LEFT_OUT)),
    }
    if task is not None:
        data["task"] = task.value
    if choice.group:
        data |= {"group": choice.group, "split": "group"}
    elif choice.time:
        data |= {"time": choice.time, "split": "time"}
        data["left_out"] = [name for name in data["left_out"] if name != choice.time]
    data |= _reading_arguments(reading)
    recipe = sections_for(examples)
    if targets.task is TaskName.REGRESSION:
        data["standardize_target"] = True
    return TableProposal(
        profile(table, roles),
        targets.task,
        targets.columns,
        targets.class_names,
        examples,
        table.notes,
        recipe | {"data": {**data, **recipe["data"]}},
    )


def sections_for(examples: int) -> dict[str, dict[str, Any]]:
    """The sections of a recipe that suit a table of so many examples.

    Small tables get a small network that is held back by dropout and weight decay, and are gone through often, because
    each time is short; large ones get a wider one and fewer epochs. Training stops when validation gets no better.
    """
    small, middle = examples < 2_000, examples < 50_000
    width = 64 if small else 128 if middle else 256
    dropout = 0.2 if small else 0.1 if middle else 0.0
    batch = 32 if small else 128 if middle else 512
    steps = -(-int(examples * 0.7) // batch)
    epochs = int(np.clip(round(6_000 / max(1, steps)), 20, 200))
    return {
        "data": {"batch_size": batch, "validation_share": 15.0 if small else 10.0},
        "model": {"name": "mlp", "widths": [width, width], "dropout": dropout},
        "optimizer": {"name": "AdamW", "lr": 1e-3, "weight_decay": 1e-2},
        "training": {
            "epochs": epochs,
            "stop_early_after": 20 if small else 10 if middle else 5,
            # A few validation examples are answered right or wrong together; their loss says more.
            "best_by": "loss",
        },
    }


def _reading_arguments(reading: Reading | None) -> dict[str, Any]:
    """The source's arguments for how a table was read, as far as a person set them."""
    if reading is None:
        return {}
    plain = Reading()
    fields = ("separator", "encoding", "header", "decimal", "sheet")
    return {name: getattr(reading, name) for name in fields if getattr(reading, name) != getattr(plain, name)}
