"""What can go wrong through no fault of the program, each as a sentence that says what, where and what to do."""

from __future__ import annotations

import difflib
import signal
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any


def N_(template: str) -> str:  # noqa: N802  the name that gettext gave it
    """Mark a sentence for translation that is named or chosen before it becomes a `Message`; returns it unchanged."""
    return template


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and the facts in it, kept apart so that a window can translate the sentence.

    ``template`` is English with named fields (``"Epoch {epoch} of {epochs}"``), ``facts`` their values; a fact may be
    a message itself. The template is written out where `Message` or an error is made, or marked with `N_`: only what
    is collected there is translated. Sentences with a count are made by `plural`; ``singular`` is their English
    template for one.
    """

    template: str
    facts: dict[str, Any] = field(default_factory=dict)
    singular: str | None = None

    def __str__(self) -> str:
        template = self.template if self.singular is None or self.facts["n"] != 1 else self.singular
        return template.format(**self.facts) if self.facts else template


def plural(n: int, one: str, many: str, **facts: Any) -> Message:
    """A sentence about ``n`` things: ``plural(epochs, "Finished 1 epoch.", "Finished {n:,} epochs.")``.

    Other languages have other plural forms: they translate ``many``, once for each form that they have.
    """
    return Message(many, {"n": n, **facts}, singular=one)


class TrainerError(Exception):
    """An error that a person can cause and mend.

    ``code`` is stable and meant for programs, ``message`` for people; ``str()`` is the English sentence. Instead of
    a template and its facts a whole `Message` can be given, such as one that `plural` made.
    Text among the facts may come from a hostile file or be its name: what cannot be printed is replaced by ``�``.
    Any other exception that leaves `trainer_core` is a bug.
    """

    def __init__(self, code: str, template: str | Message, **facts: Any) -> None:
        message = Message(template, facts) if isinstance(template, str) else template
        self.code = code
        self.message = replace(message, facts={name: _printable(value) for name, value in message.facts.items()})
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


class CodeError(TrainerError):
    """A person's Python file cannot be read, has not been agreed to, or does not do what is asked of it."""


class DemoError(TrainerError):
    """A scripted demo cannot be read, or one of its steps cannot be carried out."""


class CommandError(TrainerError):
    """A command cannot be carried out in the engine's present state."""


def is_interrupt(error: BaseException) -> bool:
    """Whether ``error`` is a Ctrl-C that must get through, and not a ``KeyboardInterrupt`` of a person's own code.

    Python raises it on the main thread where its own handler is in place; `shutting_down_on_signals` takes that
    handler's place until the second Ctrl-C.
    """
    return (
        isinstance(error, KeyboardInterrupt)
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """What was probably meant by a misspelt ``word``; None if nothing known is like it."""
    return next(iter(difflib.get_close_matches(word, list(known), 1)), None)


def _printable(fact: Any) -> Any:
    if not isinstance(fact, str) or fact.isprintable():
        return fact
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "\ufffd" for sign in fact)
