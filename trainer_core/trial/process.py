"""Tries a person's file in a process of its own, with limits on time, memory and output, and reads its answer.

The process answers through files in a folder made for it, never through its output: what it is at, what it found, what
it printed, and where it stood when it was ended. Nothing is waited for that it could withhold.

Time is measured from when the process stands ready; starting it takes a tenth of a second from a fork server that runs
already and some seconds otherwise. Memory is what the process and those that it started hold, each beyond what an idle
one does. It is measured fifty times a second, not limited by the system (``RLIMIT_AS``), because PyTorch and
memory-mapped files reserve addresses by the hundred gigabytes that they never use.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal

import psutil
from pydantic import BaseModel, ValidationError

from trainer_core.errors import CodeError
from trainer_core.files.safe_read import open_ordinary, read_bytes
from trainer_core.formats import size
from trainer_core.trial import child
from trainer_core.trial.code import Code, read_code
from trainer_core.trial.facts import DatasetFacts, ModelFacts, ModelFits, PartFacts
from trainer_core.trial.report import Answer, Finding, Problem, Report, Stage, finding, read_answer, read_stage
from trainer_core.trial.starting import main_not_imported, process_context
from trainer_core.trial.tried import ANSWER, OUTPUT, STAGE, TRACE
from trainer_core.trial.trust import require_trust

Check = Literal["dataset", "model", "loss", "optimizer", "metric"]

_FACTS: dict[str, type[BaseModel]] = {
    "dataset": DatasetFacts,
    "model": ModelFacts,
    "loss": PartFacts,
    "optimizer": PartFacts,
    "metric": PartFacts,
}

_LOOK_EVERY = 0.02
_START_WITHIN = 30.0
"""Seconds that the process may take to start, before anything of the file has run."""
_LARGEST_ANSWER = 5_000_000
_LARGEST_TRACE = 200_000
_MOST_PRINTED = 4000
"""Bytes of what a file prints that are shown."""
_Wanted = tuple[str, Code, str, dict[str, Any], float, ModelFits | None]
"""What `trainer_core.trial.child.answer_in` is asked for: check, code, name, arguments, seconds, what a model fits."""
_FRAME = re.compile(r'^\s*File "(?P<file>.+)", line (?P<line>\d+) in ', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a trial may take: seconds, bytes of memory beyond those of an idle process, bytes of output."""

    seconds: float = 20.0
    memory: int = 2 << 30
    output: int = 10 << 20


def try_file(
    file: Path | Code,
    check: Check,
    *,
    name: str = "",
    arguments: Mapping[str, Any] | None = None,
    fits: ModelFits | None = None,
    limits: Limits | None = None,
    look: Callable[[], None] = lambda: None,
) -> Report:
    """Try a file and report; with the default limits there is an answer within a minute in every case.

    Args:
        file: the file, or what was read of it.
        check: what it should hold.
        name: the class or function in it; may be empty where there is only one.
        arguments: what the class or function is called with, plain values as they stand in a recipe.
        fits: what a model has to fit; by default ten classes of Fashion-MNIST.
        limits: what it may take.
        look: called some times a second; what it raises breaks the trial off and is raised.

    Raises:
        CodeError: the file cannot be read or, with the code ``"needs-trust"``, nobody has agreed to run it.
    """
    code = file if isinstance(file, Code) else read_code(file)
    require_trust(code)
    limits = limits or Limits()
    began = time.monotonic()
    wanted = (check, code, name, dict(arguments or {}), limits.seconds, fits)
    # Not the file has ended a process that had not begun; it is started once more.
    tried = _once(wanted, limits, look, last=False) or _once(wanted, limits, look)
    assert tried is not None
    answer, findings, printed = tried
    return Report(
        code.shown,
        tuple(findings),
        tuple(answer.candidates),
        answer.chosen,
        answer.facts,
        time.monotonic() - began,
        printed,
    )


def _once(
    wanted: _Wanted, limits: Limits, look: Callable[[], None], *, last: bool = True
) -> tuple[Answer, list[Finding], str] | None:
    """Try the file; None if the process ended before it did anything and this is not the ``last`` time."""
    with tempfile.TemporaryDirectory(prefix="training-studio-trial-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        check, code, *_ = wanted
        with _process(made, wanted) as process:
            ended = _Watch(process, folder, code, limits).until_the_end(look)
        answer = _answer(folder, check) if ended is None else Answer(problems=[ended])
        if answer is None:
            if not last and _stage(folder) is None:
                return None
            answer = Answer(problems=[_death(process.exitcode or 0, folder, code)])
        printed = _printed(folder)
        return answer, [*_findings(answer.problems, code), *_about_printed(printed, code, ended)], printed


@contextlib.contextmanager
def _process(folder: str, wanted: _Wanted) -> Iterator[BaseProcess]:
    """The process, started; ended with all that it started when the block is left."""
    make: Callable[..., BaseProcess] = getattr(process_context(), "Process")  # noqa: B009 - BaseContext lacks it
    process = make(target=child.answer_in, args=(folder, *wanted), name="trial")
    try:
        with main_not_imported():
            try:
                process.start()
            except (ConnectionError, EOFError):
                # The fork server has ended for want of work at this moment; this starts another.
                process.start()
    except OSError as error:
        raise CodeError(
            "cannot-start",
            "The process in which {path} is tried cannot be started: {reason}. Close other programs and try again.",
            path=str(wanted[1].shown),
            reason=error.strerror or str(error),
        ) from None
    try:
        yield process
    finally:
        end_with_children(process)


def end_with_children(process: BaseProcess) -> None:
    """End a process and everything that it started, at once."""
    started = _descendants(process)
    if process.pid is not None and sys.platform != "win32":
        # Its own session: also what it started and left behind.
        with contextlib.suppress(OSError):
            # Until it has made its session it still belongs to the program's.
            if not process.is_alive() or os.getpgid(process.pid) == process.pid:
                os.killpg(process.pid, signal.SIGKILL)
    if process.is_alive():
        process.kill()
    for each in started:
        with contextlib.suppress(psutil.Error):
            each.kill()
    process.join(5)


class _Watch:
    """Waits for a process to end, and ends it when it takes too much."""

    def __init__(self, process: BaseProcess, folder: Path, code: Code, limits: Limits) -> None:
        self._process = process
        self._folder = folder
        self._code = code
        self._limits = limits
        self._ready = False
        self._until = time.monotonic() + _START_WITHIN
        self._idle = 0

    def until_the_end(self, look: Callable[[], None]) -> Problem | None:
        """Return why the process has to be ended, or None if it has ended by itself."""
        while not connection.wait([self._process.sentinel], _LOOK_EVERY):
            look()
            if not self._ready and _stage(self._folder) is not None:
                self._ready = True
                self._until = time.monotonic() + self._limits.seconds
                self._idle = _memory(self._process)
            if (problem := self._excess()) is not None:
                return problem
        self._process.join()
        return None

    def _excess(self) -> Problem | None:
        limits = self._limits
        if time.monotonic() > self._until:
            return self._stopped("time-out", seconds=f"{limits.seconds if self._ready else _START_WITHIN:g}")
        if _size(self._folder / OUTPUT) > limits.output:
            return self._stopped("too-much-output", limit=size(limits.output))
        if self._ready and _memory(self._process, self._idle) > limits.memory:
            return self._stopped("too-much-memory", limit=size(limits.memory))
        return None

    def _stopped(self, code: str, **facts: str | int | float) -> Problem:
        """The problem, with the line at which the process stands, where the system lets it be asked."""
        if sys.platform != "win32" and self._ready and self._process.pid is not None:
            with contextlib.suppress(OSError):
                os.kill(self._process.pid, signal.SIGUSR1)
                connection.wait([self._process.sentinel], 0.2)
        return _at_stage(code, self._folder, self._code, **facts)


def _death(status: int, folder: Path, code: Code) -> Problem:
    if status < 0:
        with contextlib.suppress(ValueError):
            return _at_stage("killed", folder, code, signal=signal.Signals(-status).name)
    # Where a signal ends a process, Windows has large statuses.
    return _at_stage("died" if _stage(folder) else "no-answer", folder, code, status=status)


def _at_stage(code: str, folder: Path, of: Code, **facts: str | int | float) -> Problem:
    stage = _stage(folder) or Stage(name="starting")
    file, line = _place(folder, of) or ("", None)
    return Problem(code=code, facts={**stage.facts, **facts, "during": stage.name}, file=file, line=line)


def _place(folder: Path, code: Code) -> tuple[str, int] | None:
    """The innermost place of the file in the newest trace that the process has left."""
    try:
        text = read_bytes(folder / TRACE, _LARGEST_TRACE).decode("utf-8", "replace")
    except OSError:
        return None
    # Written as faulthandler writes names: in ASCII.
    places = {str(code.path.parent / name).encode("ascii", "backslashreplace").decode(): name for name in code.files}
    for match in _FRAME.finditer(text):
        if match["file"] in places:
            return places[match["file"]], int(match["line"])
    return None


def _answer(folder: Path, check: str) -> Answer | None:
    try:
        answer = read_answer(read_bytes(folder / ANSWER, _LARGEST_ANSWER))
    except OSError:
        return None
    if answer is not None and answer.facts:
        try:
            _FACTS[check].model_validate(answer.facts)
        except ValidationError:
            return None
    return answer


def _findings(problems: list[Problem], code: Code) -> Iterator[Finding]:
    for problem in problems:
        found = finding(problem, code.path.name)
        if found is not None:
            yield found


def _printed(folder: Path) -> str:
    """The beginning of what the file printed and warned of."""
    with contextlib.suppress(OSError), open_ordinary(folder / OUTPUT) as file:
        return file.read(_MOST_PRINTED).decode("utf-8", "replace").strip()
    return ""


def _about_printed(text: str, code: Code, ended: Problem | None) -> Iterator[Finding]:
    """A note on what the file printed."""
    if text and (ended is None or ended.code != "too-much-output"):
        yield from _findings([Problem(code="prints", facts={"text": text.splitlines()[0][:120]})], code)


def _stage(folder: Path) -> Stage | None:
    try:
        return read_stage(read_bytes(folder / STAGE, 10_000))
    except OSError:
        return None


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _descendants(process: BaseProcess) -> list[psutil.Process]:
    try:
        return list(psutil.Process(process.pid).children(recursive=True))
    except psutil.Error:
        return []


def _memory(process: BaseProcess, idle: int = 0) -> int:
    """Bytes that the process and those that it started hold beyond ``idle`` each.

    On Linux what is shared with files is left out. What a forked process shares with the one that it was forked from
    cannot be told apart cheaply, and is ``idle`` or less.
    """
    total = 0
    with contextlib.suppress(psutil.Error):
        for each in (psutil.Process(process.pid), *_descendants(process)):
            with contextlib.suppress(psutil.Error):
                info = each.memory_info()
                total += max(0, info.rss - getattr(info, "shared", 0) - idle)
    return total
