"""What a statement of a PyTorch book is that stands ready in the console's menu."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """One to three lines of ``code`` that run here and now; ``title`` is an English sentence, to be translated."""

    title: str
    code: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Statements that belong together, under an English title."""

    title: str
    snippets: tuple[Snippet, ...]
