"""Tells whoever wants to know how the class or function of a person's file is called, as soon as it has been tried.

It is told whether it could be made or not: a form shows the arguments that are missing or wrong, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from trainer_core.trial.report import Candidate, Report

Listener = Callable[[str, Path, Candidate], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def calls_told(listener: Listener) -> Iterator[None]:
    """Within the block ``listener`` is told of what is tried: the section of the recipe, the path as that has it, and
    what the file holds."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell_call(section: str, path: Path, report: Report) -> None:
    """Tell how what was tried of the file at ``path`` for a ``section`` of the recipe is called, if anything was."""
    listener = _listener.get()
    if listener is not None and report.candidate is not None:
        listener(section, path, report.candidate)
