"""What was found out about data before a recipe is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trainer_core.data.labels import TaskName
from trainer_core.errors import Message

if TYPE_CHECKING:
    from trainer_core.data.tables.profiles import ColumnProfile


@dataclass(frozen=True, slots=True)
class Found:
    """What data is, and the ``sections`` of a recipe for it, as far as they differ from the defaults.

    ``reason`` says in a sentence why these.
    """

    task: TaskName
    class_names: tuple[str, ...]
    target: tuple[str, ...]
    sections: Mapping[str, Mapping[str, Any]]
    reason: Message
    columns: tuple[ColumnProfile, ...] = ()
    notes: tuple[Message, ...] = ()
