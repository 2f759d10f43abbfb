"""Ranks what is found by typing: the beginning first, then beginnings of words, then letters in their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from studio.widgets.command_palette.items import PaletteItem

EXACT, BEGINS, WORDS, OTHER_WORDS, INITIALS, WITHIN, OTHER_WITHIN, LETTERS = range(8)
"""How an item matches, from the best to the worst: the title is what was typed; begins with it; each word of it begins
a word of the title; or of title and keywords; it is the first letters of the title's words; each word of it is
somewhere in the title; or in title and keywords; its letters are in the title in this order."""

_BETWEEN = re.compile(r"[\W_]")
_LOOSEST = 3
"""Letters that are spread over more than so many times their number are no match."""


def fold(text: str) -> str:
    """Return ``text`` as it is compared: small letters without accents, and Hangul as single letters.

    So the first letters of a Korean word find it while it is still being typed.
    """
    if text.isascii():
        return text.lower()
    return "".join(_folded(character) for character in text)


def _folded(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def _spaced(folded: str) -> str:
    """The text with a space before each word, whatever stands between the words."""
    return " " + _BETWEEN.sub(" ", folded)


@dataclass(frozen=True, slots=True)
class Findable:
    """An item with the texts in which it is looked for, folded once."""

    item: PaletteItem
    title: str
    title_words: str
    all_words: str
    initials: str

    @classmethod
    def of(cls, item: PaletteItem) -> Findable:
        title = fold(item.title)
        words = _spaced(title)
        others = "".join(_spaced(fold(each)) for each in item.keywords)
        return cls(item, title, words, words + others, "".join(word[0] for word in words.split()))


def rank(found: Findable, query: str) -> tuple[int, int] | None:
    """How well an item matches ``query``, which is folded and not empty: (kind of match, spread); None if not at all.

    Smaller is better.
    """
    if query == found.title:
        return EXACT, 0
    if found.title.startswith(query):
        return BEGINS, 0
    words = _spaced(query).split()
    if not words:
        return None
    if all(f" {word}" in found.title_words for word in words):
        return WORDS, 0
    if all(f" {word}" in found.all_words for word in words):
        return OTHER_WORDS, 0
    letters = "".join(words)
    if len(letters) > 1 and found.initials.startswith(letters):
        return INITIALS, 0
    if all(word in found.title for word in words):
        return WITHIN, 0
    if all(word in found.all_words for word in words):
        return OTHER_WITHIN, 0
    places = _in_order(letters, found.title)
    if len(letters) > 1 and places and places[-1] - places[0] < _LOOSEST * len(letters):
        return LETTERS, places[-1] - places[0]
    return None


def _in_order(letters: str, text: str) -> list[int]:
    """Where the letters are in ``text``, one after the other, the first at the start of a word; empty if nowhere."""
    best: list[int] = []
    for start, character in enumerate(text):
        if character != letters[:1] or (start and text[start - 1].isalnum()):
            continue
        places, at = [start], start
        for letter in letters[1:]:
            at = text.find(letter, at + 1)
            if at < 0:
                break
            places.append(at)
        else:
            if not best or places[-1] - places[0] < best[-1] - best[0]:
                best = places
    return best


def ranked(items: Iterable[Findable], query: str, recent: tuple[str, ...] = ()) -> list[Findable]:
    """The items that match ``query``, the best first; of those that match alike the ones that were used recently.

    Nothing that can run gives way to what cannot.
    """
    query = " ".join(fold(query).split())
    used = {identifier: place for place, identifier in enumerate(recent)}
    never = len(used)
    scored = []
    for place, each in enumerate(items):
        how = rank(each, query) if query else (0, 0)
        if how is not None:
            item = each.item
            order = (how[0], used.get(item.id, never), item.off, how[1], len(each.title) if query else 0, place)
            scored.append((order, each))
    scored.sort(key=lambda pair: pair[0])
    return [each for _, each in scored]


def marks(title: str, query: str) -> list[tuple[int, int]]:
    """The parts of ``title`` that match ``query``, as (start, end), from the left."""
    letters = [(folded, place) for place, character in enumerate(title) for folded in _folded(character)]
    text = "".join(folded for folded, _ in letters)
    words = _spaced(fold(query)).split()
    hit: set[int] = set()
    for word in words:
        at = _spaced(text).find(f" {word}")
        at = at if at >= 0 else text.find(word)
        if at < 0:
            joined = "".join(words)
            firsts = [place for place in range(len(text)) if _spaced(text)[place] == " " != _spaced(text)[place + 1]]
            begins = "".join(text[place] for place in firsts).startswith(joined)
            hit = set(firsts[: len(joined)] if begins else _in_order(joined, text))
            break
        hit.update(range(at, at + len(word)))
    places = sorted({letters[each][1] for each in hit if each < len(letters)})
    spans: list[tuple[int, int]] = []
    for place in places:
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return spans
