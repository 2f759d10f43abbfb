"""Which content of a person's file counts: the one of today, or the copy that a run kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from trainer_core.trial.code import Code, kept_code, read_code

CODE = "code"
"""The folder in a run's folder that holds a person's file that the data is from, as it was."""

PARTS = ("", "model", "loss", "optimizer", "metric")
"""What a person's files may be for: the data, or a part of the training."""

_Read = dict[tuple[str, Path], Code]

_run: ContextVar[Path | None] = ContextVar("run", default=None)
_read: ContextVar[_Read | None] = ContextVar("read", default=None)


@contextmanager
def code_of_run(run: Path) -> Iterator[None]:
    """Within the block a file that the run in this folder kept is taken as it was then."""
    token = _run.set(run.expanduser().absolute())
    try:
        yield
    finally:
        _run.reset(token)


@contextmanager
def code_read_once() -> Iterator[_Read]:
    """Within the block a file is read once: what is tried is what is run and kept, also if it is being edited.

    What is yielded holds what was read, by part and path.
    """
    read: _Read = {}
    token = _read.set(read)
    try:
        yield read
    finally:
        _read.reset(token)


def code_folder(part: str) -> str:
    """The folder in a run's folder that holds a person's file of a part: ``code`` for the data, ``code_of_model``, …"""
    return f"{CODE}_of_{part}" if part else CODE


def code_at(path: Path, part: str = "") -> Code:
    """The file at ``path``, as the run that is being resumed or verified kept it, or as it is now.

    ``part`` is what the file is for; empty for data. Raises `trainer_core.errors.CodeError` if it cannot be read.
    """
    read = _read.get()
    if read is not None and (part, path) in read:
        return read[part, path]
    run = _run.get()
    folder = run / code_folder(part) if run is not None else None
    kept = folder is not None and (folder / path.name).is_file()
    code = kept_code(folder, path) if folder is not None and kept else read_code(path)
    if read is not None:
        read[part, path] = code
    return code
