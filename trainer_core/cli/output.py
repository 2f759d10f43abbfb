"""Where the command line writes: any name can be printed, and a message that cannot be written ends no run."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO, cast

from rich.console import Console

_WIDTH_OF_A_FILE = 10_000
"""Characters; in a file or a pipe no name is cut or folded."""


class OutputError(Exception):
    """The results cannot be written to standard output; ``str()`` is the system's reason."""


def console(*, stderr: bool = False) -> Console:
    """The terminal, or what stands in its place, wide enough to cut nothing."""
    made = Console(stderr=stderr)
    return made if made.is_terminal else Console(stderr=stderr, width=_WIDTH_OF_A_FILE)


@contextlib.contextmanager
def safe_output() -> Iterator[None]:
    """Make standard output and error such that printing does what it can, until the end of the context.

    What the encoding of a terminal does not have is written as an escape. On a closed stream nothing is written.
    What standard error does not take (a full disk, a terminal that is gone) is dropped, and on standard output it is
    an `OutputError`. A pipe that nobody reads is a `BrokenPipeError` on both.
    """
    before = sys.stdout, sys.stderr
    with contextlib.ExitStack() as stack:
        stack.callback(_put_back, *before)
        for name, stream in zip(("stdout", "stderr"), before, strict=True):
            # Python has None for a stream that was closed before it started.
            real = stream or stack.enter_context(open(os.devnull, "w", encoding="utf-8"))
            if hasattr(real, "reconfigure"):
                real.reconfigure(errors="backslashreplace")
            setattr(sys, name, cast(TextIO, _Stream(real, drops=name == "stderr")))
        yield


class _Stream:
    """Another stream, but for what happens when it cannot be written."""

    def __init__(self, stream: TextIO, *, drops: bool) -> None:
        self._stream = stream
        self._drops = drops

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with self._failures():
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with self._failures():
            self._stream.flush()

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            if not self._drops:
                raise OutputError(error.strerror or str(error)) from None


def _put_back(*streams: TextIO | None) -> None:
    sys.stdout, sys.stderr = cast(tuple[TextIO, TextIO], streams)
    for stream in streams:
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            # Python flushes once more at its exit, and would print a traceback.
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), cast(TextIO, stream).fileno())
