"""The steps of a demo as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.demos.expressions import Expression
from trainer_core.errors import DemoError, Message
from trainer_core.files.resources import resource

SUFFIX = ".studio"

Texts = dict[str, str]
"""A text by language (``en``, ``ko``)."""


def in_language(texts: Texts, language: str) -> str:
    """The text in this language, or else in the first that there is; empty if there is none."""
    return texts.get(language) or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a demo; ``number`` counts from 1, ``line`` is that of the file."""

    number: int
    line: int

    @property
    def verb(self) -> str:
        """The word with which the step is written."""
        return type(self).__name__.lower()


@dataclass(frozen=True, slots=True)
class Open(Step):
    """Open a preset, built-in data, or a path relative to the demo's folder; or the file that a person chooses when
    asked with ``ask``.
    """

    what: str = ""
    ask: Texts | None = None


@dataclass(frozen=True, slots=True)
class Set(Step):
    """Set fields of the recipe, by key."""

    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Press(Step):
    """Press a control, by its ``objectName``."""

    name: str


@dataclass(frozen=True, slots=True)
class Show(Step):
    """Open the page, tab, panel and section in which a control lies, by its ``objectName``."""

    name: str


@dataclass(frozen=True, slots=True)
class Choose(Step):
    """Choose the entry that says ``text`` in a list, table or box, by the ``objectName`` of that."""

    name: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Menu(Step):
    """Choose from the window's menu by what stands there, such as ``View > Theme > Dark``."""

    path: Texts


@dataclass(frozen=True, slots=True)
class Drop(Step):
    """Drop files onto the window, whose paths count from the demo's own folder."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key(Step):
    """Press keys, such as ``Ctrl+Z``."""

    keys: str


@dataclass(frozen=True, slots=True)
class Train(Step):
    """Train until the run has so many epochs or batches, or a condition holds, and pause there.

    With none of them, until the run ends by itself.
    """

    epochs: int = 0
    batches: int = 0
    until: Expression | None = None


@dataclass(frozen=True, slots=True)
class Pause(Step):
    """Pause the run."""


@dataclass(frozen=True, slots=True)
class Point(Step):
    """Say something, at a control if there is one; ``seconds`` None waits for Next."""

    say: Texts
    at: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Notes(Step):
    """Show the speaker these notes from here on."""

    text: Texts


@dataclass(frozen=True, slots=True)
class Wait(Step):
    """Wait for Next (with neither), for seconds, or for a condition."""

    seconds: float | None = None
    until: Expression | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, and the label where the demo goes on after it (empty: with the next step)."""

    say: Texts
    go: str


@dataclass(frozen=True, slots=True)
class Ask(Step):
    """Ask a question; played by itself, a demo takes the first answer."""

    question: Texts
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Label(Step):
    """A place that `Go` and answers lead to."""

    name: str


@dataclass(frozen=True, slots=True)
class Go(Step):
    """Continue at a label."""

    to: str


@dataclass(frozen=True, slots=True)
class Expect(Step):
    """A condition that has to hold here."""

    condition: Expression


@dataclass(frozen=True, slots=True)
class Script:
    """A demo: what it is called and what happens in it."""

    path: Path
    title: Texts
    summary: Texts
    steps: tuple[Step, ...]
    labels: dict[str, int] = field(default_factory=dict)
    """Where in ``steps`` each label is."""
    following: Path | None = None
    """The demo that is offered at the end."""


def shipped() -> tuple[Path, ...]:
    """The bundled demos, in the order in which they are listed."""
    return tuple(sorted(resource("demos").glob(f"*{SUFFIX}")))


def at_step(path: Path, line: int, step: int, problem: Message) -> DemoError:
    """The error for a problem in a step of the demo at ``path``; step 0 means before the first step."""
    if not step:
        return DemoError("bad-demo", "{file}, line {line}: {problem}", file=path.name, line=line, problem=problem)
    return DemoError(
        "bad-demo", "{file}, line {line}, step {step}: {problem}", file=path.name, line=line, step=step, problem=problem
    )
