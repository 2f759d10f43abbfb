"""Tells whoever wants to know what a person's file holds and how it is called, as soon as it has been tried.

It is told whether one of them could be made or not: a form offers what there is, and shows the arguments that are
missing or wrong, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from trainer_core.trial.report import Candidate, Report

Listener = Callable[[str, Path, tuple[Candidate, ...], str], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def calls_told(listener: Listener) -> Iterator[None]:
    """Within the block ``listener`` is told of what is tried: the section of the recipe, the path as that has it,
    the classes or functions that the file holds, and the name of the one that was tried, empty where none could be
    chosen."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell_call(section: str, path: Path, report: Report) -> None:
    """Tell what the file at ``path``, which was tried for a ``section`` of the recipe, holds, if it holds anything."""
    listener = _listener.get()
    if listener is not None and report.candidates:
        listener(section, path, report.candidates, report.chosen)
