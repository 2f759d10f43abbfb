"""Inside the process of a trial: tells what it is at, collects what is found, and holds what a person's code raises."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trainer_core.trial.code import Code
from trainer_core.trial.facts import ModelFits
from trainer_core.trial.loading import line_in
from trainer_core.trial.report import Answer, Candidate, Problem, Stage

_NO_MEMORY = re.compile("can't allocate memory|not enough memory|out of memory", re.IGNORECASE)
"""What PyTorch says, in an error of no kind of its own, where there is less memory than it asks for."""

ANSWER, STAGE, OUTPUT, TRACE = "answer.json", "stage.json", "output.txt", "trace.txt"


class ProblemError(Exception):
    """Something that does not hold, and after which nothing more can be tried."""

    def __init__(self, code: str, place: tuple[str, int] | None = None, /, **facts: str | int | float) -> None:
        super().__init__(code)
        self.problem = problem(code, place, **facts)


def problem(code: str, place: tuple[str, int] | None = None, /, **facts: str | int | float) -> Problem:
    """A finding at ``place``, a file's name and a line."""
    file, line = place if place is not None else ("", None)
    return Problem(code=code, facts=facts, file=file, line=line or None)


class Trying:
    """What a check of one file fills in. ``seconds`` is the time that it may take, ``fits`` what a model has to fit."""

    def __init__(
        self,
        code: Code,
        arguments: dict[str, Any],
        name: str,
        seconds: float,
        folder: Path,
        fits: ModelFits | None = None,
    ) -> None:
        self.code = code
        self.arguments = arguments
        self.name = name
        self.seconds = seconds
        self.fits = fits
        self.problems: list[Problem] = []
        self.candidates: list[Candidate] = []
        self.chosen = ""
        self.facts: dict[str, Any] = {}
        self._stage = Stage(name="starting")
        self._folder = folder
        self._process = os.getpid()

    def found(self, code: str, place: tuple[str, int] | None = None, /, **facts: str | int | float) -> None:
        """Note a finding after which the trial goes on; one of each kind is enough."""
        if all(each.code != code for each in self.problems):
            self.problems.append(problem(code, place, **facts))

    def passed_over(self, code: str, file: str, line: int) -> None:
        """Note with ``code`` that ``breakpoint()`` at this place was passed over."""
        places = {str(self.code.path.parent / name): name for name in self.code.files}
        self.found(code, (places[file], line) if file in places else None)

    @contextmanager
    def stage(self, name: str, /, **facts: str | int | float) -> Iterator[None]:
        """Run a person's code in the block; what it raises becomes a `ProblemError` with file and line."""
        self._stage = Stage(name=name, facts=facts)
        self.write(STAGE, self._stage.model_dump_json().encode())
        try:
            yield
        except BaseException as error:
            raise raised(error, self._stage, self.code) from None

    @property
    def at(self) -> dict[str, str | int | float]:
        """The facts of the stage that it is at."""
        return {"during": self._stage.name, **self._stage.facts}

    def write(self, name: str, content: bytes) -> None:
        """Put a file into the folder that the trial answers in, whole; a process that the file forked puts nothing."""
        if os.getpid() != self._process:
            os._exit(0)
        beside = self._folder / f"{name}.part"
        beside.write_bytes(content)
        beside.replace(self._folder / name)

    def answer(self) -> None:
        """Write down what was found."""
        answer = Answer(problems=self.problems, candidates=self.candidates, chosen=self.chosen, facts=self.facts)
        self.write(ANSWER, json.dumps(answer.model_dump()).encode())


def raised(error: BaseException, stage: Stage, code: Code | None) -> ProblemError:
    """What a person's code raised at ``stage``, with the innermost place of ``code``."""
    if isinstance(error, ProblemError):
        return error
    facts = {"during": stage.name, **stage.facts}
    place = line_in(code, error.__traceback__) if code is not None else None
    if isinstance(error, SyntaxError) and stage.name == "importing" and code is not None:
        name = next((each for each in code.files if str(error.filename or "").endswith(each)), "")
        where = (name, error.lineno) if name and error.lineno else place
        return ProblemError("syntax", where, error=error.msg)
    if isinstance(error, ModuleNotFoundError) and error.name:
        return ProblemError("no-module", place, module=error.name, **facts)
    if isinstance(error, SystemExit):
        return ProblemError("exits", place, error=worded(error), **facts)
    if isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and _NO_MEMORY.search(str(error))):
        return ProblemError("asks-too-much", place, **facts)
    return ProblemError("raises", place, error=worded(error), **facts)


def worded(error: BaseException) -> str:
    """An exception in a line; its own ``__str__`` may fail too."""
    try:
        text = str(error)
    except BaseException:
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
