"""Marks in a text what was searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from studio.look.theme import current_theme


def spans(text: str, words: Iterable[str], *, at_start: bool = False) -> list[tuple[int, int]]:
    """Where ``words`` (in small letters) are in ``text``: (start, end) of each, from the left, none over another.

    With ``at_start`` only where a word of the text begins: “rate” is not in “saturated”.
    """
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if not pattern:
        return []
    pattern = rf"(?<!\w)(?:{pattern})" if at_start else pattern
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def marked(text: str, words: Iterable[str], *, at_start: bool = False) -> str:
    """Return ``text`` for a `QLabel`, with ``words`` on the ground of a selection; as it is where there are none."""
    found = spans(text, words, at_start=at_start)
    if not found:
        return text
    tokens, parts, end = current_theme().tokens, [], 0
    style = f"background-color: {tokens.selection}; color: {tokens.on_selection};"
    for start, stop in found:
        parts += [escape(text[end:start]), f'<span style="{style}">{escape(text[start:stop])}</span>']
        end = stop
    return "".join((*parts, escape(text[end:])))
