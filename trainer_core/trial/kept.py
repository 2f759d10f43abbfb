"""Which content of a person's file counts: the one of today, or the copy that a run kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from trainer_core.trial.code import Code, kept_code, read_code

CODE = "code"
"""The folder in a run's folder that holds a person's files as they were."""

_run: ContextVar[Path | None] = ContextVar("run", default=None)


@contextmanager
def code_of_run(run: Path) -> Iterator[None]:
    """Within the block a file that the run in this folder kept is taken as it was then."""
    token = _run.set(run.expanduser().absolute())
    try:
        yield
    finally:
        _run.reset(token)


def code_at(path: Path) -> Code:
    """The file at ``path``, as the run that is being resumed or verified kept it, or as it is now.

    Raises `trainer_core.errors.CodeError` if it cannot be read.
    """
    run = _run.get()
    if run is not None and (run / CODE / path.name).is_file():
        return kept_code(run / CODE, path)
    return read_code(path)
