"""One line of Python code: where it stands and what it says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeLine:
    """Line ``number`` (from 1) of ``file``, a path; ``text`` without its indent, empty if the file cannot be read."""

    file: str
    number: int
    text: str
