"""Reads the bundled images once for many tests: unpacking and hashing 70,000 of them is most of a tiny run's work."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from trainer_core.data import Examples
from trainer_core.data.idx import read_checked
from trainer_core.errors import Message
from trainer_core.files.resources import resource


@contextmanager
def read_once() -> Iterator[None]:
    """Within the block, keep what reading the bundled images gives.

    Only the built-in folder's reader is replaced: a test that puts another folder in its place reads that one. What is
    imported from elsewhere and processes that a test starts read for real.
    """
    bundled = resource("data", "fashion-mnist")
    kept: list[tuple[Examples, Examples]] = []
    sources = sys.modules["trainer_core.data.sources"]
    before = sources.__dict__["read_checked"]

    def read(folder: Path, md5: Mapping[str, str], *, remedy: Message) -> tuple[Examples, Examples]:
        if folder != bundled:
            return read_checked(folder, md5, remedy=remedy)
        if not kept:
            kept.append(before(folder, md5, remedy=remedy))
        return kept[0]

    sources.__dict__["read_checked"] = read
    try:
        yield
    finally:
        sources.__dict__["read_checked"] = before
