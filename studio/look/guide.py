"""The entries of Help: read from ``resources/guide`` in one language, listed, and searched.

A file is Markdown. Its title (``#``) and what stands below it are an entry, whose id is the file's name; each ``##``
heading with an id in braces begins another one: ``## Learning rate {#learning-rate}``. A comment below a heading holds
words that it is found by, too. Links are to ids: ``[loss](#loss)``. ``{key:trainAction}`` stands for the keys of an
action, and what else stands in single braces on a line of its own is made when the entry is shown (``{shortcuts}``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from studio.look.i18n import language
from trainer_core.files.resources import resource

FILES = (
    "first-minute",
    "window",
    "train",
    "recipe",
    "data",
    "model",
    "inside",
    "runs",
    "weights",
    "stage",
    "glossary",
    "shortcuts",
    "troubleshooting",
    "files",
)
"""The files of a language, in the order in which they are read."""

_HEADING = re.compile(r"^(#{1,2}) (.+?)(?: \{#([a-z0-9-]+)\})?$", re.MULTILINE)
_KEYWORDS = re.compile(r"\A\s*<!--(.*?)-->\s*", re.DOTALL)
_MARKUP = (
    (re.compile(r"```\w*\n"), ""),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"^[ ]*(?:#{1,6}|[-*]|\d+\.|>) ", re.MULTILINE), ""),
    (re.compile(r"^\|?[-| :]+\|$", re.MULTILINE), ""),
    (re.compile(r"\{[^}]*\}|[*`|]"), ""),
    (re.compile(r"\s+"), " "),
)
_BEFORE, _AFTER = 40, 110
"""How many letters of a text are told around what was found in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of Help. ``file`` is the entry that it stands below, itself for the first of a file."""

    id: str
    title: str
    keywords: tuple[str, ...]
    file: str
    markdown: str

    @property
    def heads_file(self) -> bool:
        """Whether this is the first entry of its file."""
        return self.id == self.file


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and the words around what was found, from its text."""

    entry: Entry
    snippet: str


def entries(code: str = "") -> tuple[Entry, ...]:
    """Every entry in the order of reading, in the language ``code``, by default that of the window.

    The files are read the first time that a language is asked for.
    """
    return _read(code or language())


def entry(id_: str, code: str = "") -> Entry:
    """The entry called ``id_``; raises `KeyError`."""
    return _by_id(code or language())[id_]


def plain(markdown: str) -> str:
    """The words of a text, without its markup, on one line."""
    for pattern, instead in _MARKUP:
        markdown = pattern.sub(instead, markdown)
    return markdown.strip()


def search(query: str, among: Iterable[Entry]) -> list[Hit]:
    """The entries in which every word of ``query`` occurs, in whatever case, the most fitting first.

    A word that a title is or begins with counts most, then titles, keywords and texts.
    """
    words = _folded(query).split()
    if not words:
        return []
    found = []
    for place, each in enumerate(among):
        worth = [_worth(word, each) for word in words]
        if all(worth):
            found.append((-sum(worth), place, Hit(each, _snippet(each, words))))
    return [hit for _, _, hit in sorted(found, key=lambda ranked: ranked[:2])]


@lru_cache(maxsize=4)
def _read(code: str) -> tuple[Entry, ...]:
    return tuple(
        each for name in FILES for each in parse(resource("guide", code, f"{name}.md").read_text("utf-8"), name)
    )


@lru_cache(maxsize=4)
def _by_id(code: str) -> dict[str, Entry]:
    return {each.id: each for each in _read(code)}


def parse(text: str, file: str) -> Iterator[Entry]:
    """The entries of the file called ``file``.

    Raises:
        ValueError: it does not begin with a title, or a heading below it has no id.
    """
    headings = list(_HEADING.finditer(text))
    if not headings or headings[0][1] != "#":
        raise ValueError(f"The guide's file {file} does not begin with a title.")
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        id_ = file if heading[1] == "#" else heading[3]
        if not id_:
            raise ValueError(f"In the guide's file {file}, “{heading[2]}” has no id.")
        body = text[heading.end() : following.start() if following else len(text)]
        listed = _KEYWORDS.match(body)
        keywords = tuple(word.strip() for word in listed[1].split(",")) if listed else ()
        yield Entry(id_, heading[2], keywords, file, body[listed.end() if listed else 0 :].strip())


@lru_cache(maxsize=1024)
def _words_of(each: Entry) -> tuple[str, str, str, str]:
    """Title, keywords and text as they are searched, and the text as it is told."""
    text = plain(each.markdown)
    folded = _folded(text)
    # Where folding changes a length, places in one would not be places in the other.
    return _folded(each.title), _folded(" ".join(each.keywords)), folded, text if len(text) == len(folded) else folded


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _worth(word: str, each: Entry) -> int:
    title, keywords, text, _ = _words_of(each)
    if word in title:
        begins = title.startswith(word) or f" {word}" in title or not word.isascii()
        return 100 if title == word else 60 if title.startswith(word) else 40 if begins else 5
    return 20 if word in keywords else 1 if word in text else 0


def _snippet(each: Entry, words: list[str]) -> str:
    _, _, folded, text = _words_of(each)
    in_title = all(word in _folded(each.title) for word in words)
    at = 0 if in_title else min((place for place in map(folded.find, words) if place >= 0), default=0)
    start = 0 if at <= _BEFORE else text.rfind(" ", 0, at - _BEFORE // 2) + 1
    end = start + _BEFORE + _AFTER
    told = text[start:end] if end >= len(text) else text[start : max(text.rfind(" ", start, end), start + _AFTER)]
    return f"{'…' if start else ''}{told.strip()}{'…' if end < len(text) else ''}"
