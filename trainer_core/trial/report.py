"""What a trial found: plain values, checked before they are believed, each finding a sentence with file and line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainer_core.errors import CodeError, Message
from trainer_core.files.small_files import line as one_line
from trainer_core.trial.sentences import DURING, SENTENCES

_LONGEST = 300
"""Characters of a fact that comes from the file."""
_MOST = 10_000


class Severity(StrEnum):
    """How much a finding matters: an error keeps the file from being used."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Parameter(_Value):
    """One argument of a class or function.

    ``default`` is what a form begins with: a plain value, for ``"literal"`` the text of a Python literal, and None for
    an argument that has to be given. ``choices`` are the values of a ``Literal`` or the names of an ``Enum``.
    """

    name: str = Field(max_length=_LONGEST)
    kind: Literal["bool", "int", "float", "text", "path", "choice", "literal"]
    required: bool
    default: bool | int | float | str | None = None
    choices: list[bool | int | str] = Field(default=[], max_length=_MOST)


class Candidate(_Value):
    """A class or function of the file that can be used; ``summary`` is the first line of its docstring."""

    name: str = Field(max_length=_LONGEST)
    kind: Literal["class", "function"]
    line: int | None
    summary: str
    parameters: list[Parameter] = Field(max_length=_MOST)


class Problem(_Value):
    """A finding as the process tells it: the code names the sentence, the facts stand in it."""

    code: str
    facts: dict[str, str | int | float] = {}
    file: str = ""
    line: int | None = None


class Answer(_Value):
    """What the process answers, as JSON."""

    problems: list[Problem] = Field(default=[], max_length=_MOST)
    candidates: list[Candidate] = Field(default=[], max_length=_MOST)
    chosen: str = ""
    facts: dict[str, Any] = {}


class Stage(_Value):
    """What the process is at: ``name`` is a key of `trainer_core.trial.sentences.DURING`."""

    name: str
    facts: dict[str, str | int | float] = {}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold, or is worth knowing; ``message`` names the file, and the line where it is known."""

    code: str
    severity: Severity
    message: Message
    file: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """What a trial of ``path`` found.

    ``candidates`` are the classes and functions that could be used, ``chosen`` the one that was tried; ``facts`` are
    what the check measured (`trainer_core.trial.facts`: `DatasetFacts` or `ModelFacts`), and empty where it came to
    nothing. ``printed`` is the beginning of what it printed and warned of.
    """

    path: Path
    findings: tuple[Finding, ...]
    candidates: tuple[Candidate, ...]
    chosen: str
    facts: dict[str, Any]
    seconds: float
    printed: str = ""

    @property
    def usable(self) -> bool:
        """Whether nothing was found that keeps the file from being used."""
        return self.first_error is None

    @property
    def candidate(self) -> Candidate | None:
        """The class or function that was tried."""
        return next((each for each in self.candidates if each.name == self.chosen), None)

    @property
    def first_error(self) -> Finding | None:
        """What keeps the file from being used and was found first."""
        return next((finding for finding in self.findings if finding.severity is Severity.ERROR), None)

    def require_usable(self) -> None:
        """Raise `CodeError` with the first error's sentence, if there is one."""
        if (error := self.first_error) is not None:
            raise CodeError(error.code, error.message)


def finding(problem: Problem, name: str) -> Finding | None:
    """The sentence of a problem in the file ``name``; None for a code that is not known."""
    if problem.code not in SENTENCES:
        return None
    severity, template = SENTENCES[problem.code]
    facts: dict[str, Any] = {key: _clean(value) for key, value in problem.facts.items()}
    if "during" in facts:
        facts["during"] = during(Stage(name=str(facts["during"]), facts=problem.facts))
    file, number = one_line(problem.file, _LONGEST) or name, problem.line
    try:
        text = Message(template, facts)
        str(text)
    except (KeyError, ValueError, IndexError, AttributeError):
        return None
    where = {"file": file, "line": number, "problem": text}
    message = (
        Message("{file}: {problem}", where) if number is None else Message("{file}, line {line}: {problem}", where)
    )
    return Finding(problem.code, Severity(severity), message, file, number)


def during(stage: Stage) -> Message:
    """What the process was at, for the middle of a sentence."""
    return Message(
        DURING.get(stage.name, DURING["starting"]), {key: _clean(value) for key, value in stage.facts.items()}
    )


def read_answer(content: bytes) -> Answer | None:
    """The answer of a process; None if it is not one."""
    try:
        return Answer.model_validate_json(content)
    except (ValidationError, RecursionError):
        return None


def read_stage(content: bytes) -> Stage | None:
    """What a process says that it is at; None if it says nothing that can be read."""
    try:
        return Stage.model_validate_json(content)
    except (ValidationError, RecursionError):
        return None


def _clean(value: str | int | float) -> str | int | float:
    return one_line(value, _LONGEST) if isinstance(value, str) else value
