"""What a person's code prints on the engine's thread, and what it asks for: output is told, input is refused."""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TextIO

from trainer_core.errors import CodeError
from trainer_core.protocol.console import CodeOutput, Printed

_EVERY = 0.1
"""Seconds between two events: a model may print in each of a thousand batches a second."""
_MOST_AT_ONCE = 20_000
"""Characters of one event; what is printed beyond them until the next is counted and left out."""


class Output:
    """Gathers printed text with the number of its batch, and tells it now and then, in order, in limited amounts.

    ``batch`` says in which batch the run is.
    """

    def __init__(self, tell: Callable[[CodeOutput], None], batch: Callable[[], int]) -> None:
        self._tell, self._batch = tell, batch
        self._pieces: list[tuple[int, bool, list[str]]] = []
        self._length = self._left_out = 0
        self._told = 0.0

    def write(self, text: str, *, error: bool) -> None:
        """Take ``text``."""
        kept = text[: max(_MOST_AT_ONCE - self._length, 0)]
        self._left_out += len(text) - len(kept)
        if kept:
            batch = self._batch()
            if not self._pieces or self._pieces[-1][:2] != (batch, error):
                self._pieces.append((batch, error, []))
            self._pieces[-1][2].append(kept)
            self._length += len(kept)
        if text.endswith("\n"):
            self.flush_if_due()

    def flush_if_due(self) -> None:
        """Tell what was gathered, if nothing was told for some time."""
        if self._pieces and time.perf_counter() - self._told >= _EVERY:
            self.flush()

    def flush(self) -> None:
        """Tell what was gathered."""
        if not self._pieces:
            return
        pieces = tuple(Printed("".join(parts), error, batch) for batch, error, parts in self._pieces)
        left_out, self._pieces, self._length, self._left_out = self._left_out, [], 0, 0
        self._told = time.perf_counter()
        self._tell(CodeOutput(pieces, left_out))


class Streams:
    """Python's standard streams, taken over for one thread of this process; others have them as before."""

    def __init__(self, output: Output) -> None:
        self.output = output
        self._before: tuple[TextIO, TextIO, TextIO] | None = None
        self._taken: tuple[Any, Any, Any] | None = None

    @property
    def taken_over(self) -> bool:
        """Whether printed text is told."""
        return self._before is not None

    def take_over(self) -> None:
        """Take the streams over for the calling thread; again, if somebody has put others in their place since."""
        if self._taken == (sys.stdin, sys.stdout, sys.stderr):
            return
        self.give_back()
        mine = _Mine()
        self._before = sys.stdin, sys.stdout, sys.stderr
        taken: tuple[Any, Any, Any] = (
            _RefusedInput(sys.stdin, mine),
            _ToldOutput(sys.stdout, mine, self.output, error=False),
            _ToldOutput(sys.stderr, mine, self.output, error=True),
        )
        self._taken = sys.stdin, sys.stdout, sys.stderr = taken

    def give_back(self) -> None:
        """Put the streams back, each unless somebody else has put another in its place since."""
        self.output.flush()
        if self._before is None or self._taken is None:
            return
        for name, before, taken in zip(("stdin", "stdout", "stderr"), self._before, self._taken, strict=True):
            if getattr(sys, name) is taken:
                setattr(sys, name, before)
        self._before = self._taken = None


class _Mine:
    """Whether the calling thread is the one for which the streams were taken over; a forked process has none."""

    def __init__(self) -> None:
        self._thread, self._process = threading.get_ident(), os.getpid()

    def __call__(self) -> bool:
        return threading.get_ident() == self._thread and os.getpid() == self._process


class _Shared(io.TextIOBase):
    """A stream that is another one on every thread but one. Without a terminal there is none behind it."""

    def __init__(self, before: TextIO | None, mine: _Mine) -> None:
        self._others = before
        self._mine = mine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._others, name)

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def isatty(self) -> bool:
        return not self._mine() and self._others is not None and self._others.isatty()

    def fileno(self) -> int:
        if self._mine() or self._others is None:
            raise io.UnsupportedOperation("fileno")
        return self._others.fileno()

    def close(self) -> None:
        """Stay open: ``exit()`` closes the standard input before it raises."""

    def flush(self) -> None:
        if not self._mine() and self._others is not None:
            self._others.flush()


class _ToldOutput(_Shared):
    def __init__(self, before: TextIO | None, mine: _Mine, output: Output, *, error: bool) -> None:
        super().__init__(before, mine)
        self._output, self._error = output, error

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self._mine():
            self._output.write(text, error=self._error)
            return len(text)
        return len(text) if self._others is None else self._others.write(text)


class _RefusedInput(_Shared):
    def readable(self) -> bool:
        return True

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        return self._refused() if self._mine() else self._of_others().readline(size)

    def read(self, size: int | None = -1) -> str:
        return self._refused() if self._mine() else self._of_others().read(-1 if size is None else size)

    def _of_others(self) -> TextIO:
        if self._others is None:
            raise EOFError
        return self._others

    def _refused(self) -> str:
        raise CodeError(
            "input-refused",
            "input() is refused: nobody could answer it while the engine waits. Write the value into the code, or set "
            "a name in the console.",
        )
