"""What can go wrong through no fault of the program, each as a sentence that says what, where and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and the facts in it, kept apart so that a window can translate the sentence.

    ``template`` is English with named fields (``"Epoch {epoch} of {epochs} done."``), ``facts`` their values.
    """

    template: str
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.facts) if self.facts else self.template


class TrainerError(Exception):
    """An error that a person can cause and mend.

    ``code`` is stable and meant for programs, ``message`` for people; ``str()`` is the English sentence.
    Text among the facts may come from a hostile file or be its name: what cannot be printed is replaced by ``�``.
    Any other exception that leaves `trainer_core` is a bug.
    """

    def __init__(self, code: str, template: str, **facts: Any) -> None:
        self.code = code
        self.message = Message(template, {name: _printable(value) for name, value in facts.items()})
        super().__init__(str(self.message))


class RecipeError(TrainerError):
    """A recipe, or a value in it, cannot be used; ``facts["field"]`` names it (``"optimizer.lr"``)."""


class DataError(TrainerError):
    """Data is missing, damaged or not what the source promises."""


class DeviceError(TrainerError):
    """The device that was asked for is not there or cannot do what the recipe asks."""


class ModelError(TrainerError):
    """A model cannot be built or does not take the data's shape."""


class WeightsError(TrainerError):
    """A weights file cannot be read, or does not fit the model."""


class RunFolderError(TrainerError):
    """A run's folder cannot be made, written or read."""


class SnapshotError(TrainerError):
    """A snapshot cannot be written, is damaged, or is not of this run."""


class CommandError(TrainerError):
    """A command cannot be carried out in the engine's present state."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """What was probably meant by a misspelt ``word``; None if nothing known is like it."""
    return next(iter(difflib.get_close_matches(word, list(known), 1)), None)


def _printable(fact: Any) -> Any:
    if not isinstance(fact, str) or fact.isprintable():
        return fact
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "\ufffd" for sign in fact)
