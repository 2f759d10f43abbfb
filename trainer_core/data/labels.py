"""What is to be learnt, and what the answers are called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TaskName(StrEnum):
    """What is to be learnt. `trainer_core.tasks.task_for` says what follows from it."""

    CLASSIFICATION = "classification"
    BINARY = "binary"
    REGRESSION = "regression"


@dataclass(frozen=True, slots=True)
class Labels:
    """What the answers to a task are called: classes in the order of their numbers, or targets."""

    class_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
