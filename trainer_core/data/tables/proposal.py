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

_SMALL, _MIDDLE = 2_000, 50_000
_SMALL_BATCH = 32
_PLANE = 2
"""Features of which examples are points on a line or in the plane."""
_MANY_FEATURES = 50


@dataclass(frozen=True, slots=True)
class TableProposal:
    """What was found out about a table, and the recipe that follows.

    ``columns`` are described with their roles. ``examples`` have a target. ``recipe`` holds what differs from a
    recipe's defaults, by section, without the path; ``reason`` says why these.
    """

    columns: tuple[ColumnProfile, ...]
    task: TaskName
    target: tuple[str, ...]
    class_names: tuple[str, ...]
    examples: int
    notes: tuple[Message, ...]
    recipe: Mapping[str, Mapping[str, Any]]
    reason: Message


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
    features = len(with_role(roles, Role.FEATURE))
    recipe = sections_for(examples, features)
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
        reason_for(examples, features),
    )


def sections_for(examples: int, features: int) -> dict[str, dict[str, Any]]:
    """The sections of a recipe that suit a table of so many examples with so many features.

    Small tables get a small network that is held back by weight decay, and are gone through often, because each time is
    short; their rate falls to nothing, which few validation examples judge better than a patience would. One or two
    features are points whose classes may wind around each other: they get two layers that nothing holds back. Large
    tables get a wider network and fewer epochs, and training stops when validation gets no better.
    """
    small, middle = examples < _SMALL, examples < _MIDDLE
    if small:
        return _of_points(examples) if features <= _PLANE else _of_few(examples, features)
    width = 128 if middle else 256
    batch = 128 if middle else 512
    epochs = int(np.clip(round(6_000 / max(1, _steps(examples, batch))), 20, 200))
    return {
        "data": {"batch_size": batch, "validation_share": 10.0},
        "model": {"name": "mlp", "widths": [width, width], "dropout": 0.1 if middle else 0.0},
        "optimizer": {"name": "AdamW", "lr": 1e-3, "weight_decay": 1e-2},
        "training": {"epochs": epochs, "stop_early_after": 10 if middle else 5, "best_by": "loss"},
    }


def reason_for(examples: int, features: int) -> Message:
    """Why `sections_for` proposes what it does, in a sentence."""
    facts = {"n": examples}
    if examples >= _SMALL:
        return Message(
            "{n:,} examples suit a network of two wide layers, trained until validation gets no better.", facts
        )
    if features <= _PLANE:
        return Message(
            "{n:,} points in so few dimensions suit a network of two layers with little regularization.", facts
        )
    return Message("{n:,} examples suit a small network with strong weight decay.", facts)


def _of_few(examples: int, features: int) -> dict[str, dict[str, Any]]:
    width = 64 if features < _MANY_FEATURES else 128
    return _one_cycle(examples, [width], dropout=0.3, rate=5e-3, decay=1.0, steps=1_000)


def _of_points(examples: int) -> dict[str, dict[str, Any]]:
    return _one_cycle(examples, [64, 64], dropout=0.0, rate=1e-2, decay=1e-2, steps=2_000)


def _one_cycle(
    examples: int, widths: list[int], *, dropout: float, rate: float, decay: float, steps: int
) -> dict[str, dict[str, Any]]:
    epochs = int(np.clip(round(steps / max(1, _steps(examples, _SMALL_BATCH))), 40, 200))
    return {
        "data": {"batch_size": _SMALL_BATCH, "validation_share": 15.0},
        "model": {"name": "mlp", "widths": widths, "dropout": dropout},
        "optimizer": {"name": "AdamW", "lr": rate, "weight_decay": decay},
        "schedule": {"name": "one_cycle"},
        # A few validation examples are answered right or wrong together; their loss says more.
        "training": {"epochs": epochs, "best_by": "loss"},
    }


def _steps(examples: int, batch: int) -> int:
    """Batches of an epoch, with a test and a validation part kept aside."""
    return -(-int(examples * 0.7) // batch)


def _reading_arguments(reading: Reading | None) -> dict[str, Any]:
    """The source's arguments for how a table was read, as far as a person set them."""
    if reading is None:
        return {}
    plain = Reading()
    fields = ("separator", "encoding", "header", "decimal", "sheet")
    return {name: getattr(reading, name) for name in fields if getattr(reading, name) != getattr(plain, name)}
