"""The console: commands that run typed code where the run stands, and the events that they get."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer_core.errors import Message
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Answer, Event


@dataclass(frozen=True, slots=True)
class RunCode(Command):
    """Run expressions or statements at the point where the run stands; answered by `CodeOutput` and one `CodeDone`.

    It acts at once where the run is held, and otherwise between two batches and after an evaluation that is under way.
    Tensors and arrays are printed for lines of ``columns`` characters, unless a person has set another length.
    """

    text: str
    columns: int = 80


@dataclass(frozen=True, slots=True)
class KeepChanges(Command):
    """Keep what typed code has changed, and mark the run as changed by hand; answered by `ChangesSettled`."""


@dataclass(frozen=True, slots=True)
class UndoChanges(Command):
    """Put back, bit for bit, what typed code has changed; answered by `ChangesSettled`."""


@dataclass(frozen=True, slots=True)
class Complete(Command):
    """Tell what the name before ``cursor``, a place in ``text``, can go on with; answered by `Completions`."""

    text: str
    cursor: int


@dataclass(frozen=True, slots=True)
class LeaveBreakpoint(Command):
    """Let code go on that stands at ``breakpoint()``."""


class ResultKind(StrEnum):
    """What an entry came to."""

    NOTHING = "nothing"
    TENSOR = "tensor"
    MODULE = "module"
    FIGURE = "figure"
    OTHER = "other"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed, to the standard error stream if ``error``.

    ``batch`` is the number of the batch that was computed meanwhile, counted from 1; 0 where no run is under way.
    """

    text: str
    error: bool = False
    batch: int = 0


@dataclass(frozen=True, slots=True)
class CodeOutput(Answer):
    """What code has printed since the last such event; ``left_out`` counts characters that were too many."""

    pieces: tuple[Printed, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class CodeDone(Answer):
    """An entry is over.

    ``text`` is the result as Python shows it, or the traceback. A tensor or module is called ``name``, by which it is
    looked at further; ``picture`` is a figure as PNG. ``changed`` names what of the run is not as it was before the
    first change that is not settled, and ``note`` says what else a person should know.
    """

    kind: ResultKind
    text: str = ""
    name: str = ""
    picture: bytes = b""
    changed: tuple[str, ...] = ()
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class ChangesSettled(Answer):
    """What was ``changed`` by hand was kept, or put back; ``done`` says what was done to layers, if anything was.

    ``marked``: the run that is under way is marked as changed by hand from here on. ``goes_on``: nobody has said that
    it be kept, but the run goes on with it, or another model is built.
    """

    changed: tuple[str, ...]
    kept: bool
    done: tuple[Message, ...] = ()
    marked: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Completions(Answer):
    """What the name that begins at ``start`` of the text can go on with, those with a leading underscore last."""

    start: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoodAtBreakpoint(Event):
    """A person's code has called ``breakpoint()`` at ``line`` of ``file``, in ``function``, and waits there.

    ``names`` are its local names, which are in the console's scope until `LeftBreakpoint`.
    """

    file: str
    line: int
    function: str
    source: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftBreakpoint(Event):
    """The code that stood at ``breakpoint()`` goes on."""
