"""Finds and orders runs: words that must all occur, ``tag:`` and ``state:``, and a table of what can be sorted by."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from trainer_core.history.history import LOSS
from trainer_core.library.record import RunRecord, Split
from trainer_core.tasks import goodness

_WORD = re.compile(r'(?:(?P<key>tag|state):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S+))', re.IGNORECASE)

_BEGUN = ("tag:", "state:")
"""What a person has typed who is about to type more; it does not empty the list meanwhile."""


@dataclass(frozen=True, slots=True)
class _Query:
    """What a person has typed, taken apart and case-folded."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    states: tuple[str, ...]


def matches(record: RunRecord, text: str) -> bool:
    """Whether a run is what a person searches for.

    Every word of ``text`` must occur, whatever its capitals, in the run's name, titles, recipe line, source, model,
    tags, notes, state or device; ``"two words"`` in quotation marks must stand together. ``tag:x`` asks for a tag that
    begins with x, ``state:x`` for such a state (``state:stopped-early`` or ``state:"stopped early"``).
    """
    query = _query(text)
    if not all(_begins(query_tag, record.tags) for query_tag in query.tags):
        return False
    if not all(_begins(state, (record.state.value,)) for state in query.states):
        return False
    if not query.words:
        return True
    searched = "\n".join(
        (
            record.name,
            *record.title.values(),
            record.recipe_line,
            record.source,
            record.model,
            *record.tags,
            record.notes,
            record.state.value,
            record.device,
        )
    ).casefold()
    return all(word in searched for word in query.words)


@lru_cache(maxsize=8)
def _query(text: str) -> _Query:
    words: dict[str, list[str]] = {"": [], "tag": [], "state": []}
    for found in _WORD.finditer(text):
        word = (found["quoted"] if found["plain"] is None else found["plain"]).casefold().strip()
        if word and word not in _BEGUN:
            words[(found["key"] or "").lower()].append(word)
    states = tuple(state.replace("-", " ") for state in words["state"])
    return _Query(tuple(words[""]), tuple(words["tag"]), states)


def _begins(asked: str, values: Iterable[str]) -> bool:
    return any(value.casefold().startswith(asked) for value in values)


def standing(record: RunRecord, which: Split) -> tuple[bool, str, float] | None:
    """What runs are ordered by their results by: those of one metric together, a better one greater.

    A run without its metric stands behind those that have it, by its loss; None where it has neither.
    """
    for has, metric in ((True, record.metric), (False, LOSS)):
        value = record.result(which, metric)
        if math.isfinite(value):
            return has, metric, goodness(metric, value)
    return None


@dataclass(frozen=True, slots=True)
class Order:
    """One thing that runs can be sorted by: its value (None or NaN: unknown), and whether the largest comes first."""

    value: Callable[[RunRecord], Any]
    largest_first: bool


ORDERS: Final[dict[str, Order]] = {
    "started": Order(lambda record: record.started, True),
    "name": Order(lambda record: record.name.casefold() or None, False),
    "state": Order(lambda record: record.state.value, False),
    "source": Order(lambda record: record.source.casefold() or None, False),
    "model": Order(lambda record: record.model.casefold() or None, False),
    "device": Order(lambda record: record.device or None, False),
    "best": Order(lambda record: standing(record, "validation"), True),
    "loss": Order(lambda record: record.result("validation", LOSS), False),
    "test": Order(lambda record: standing(record, "test"), True),
    "test-loss": Order(lambda record: record.result("test", LOSS), False),
    "epochs": Order(lambda record: record.epochs, True),
    "seconds": Order(lambda record: record.seconds, True),
    "speed": Order(lambda record: record.samples_per_second, True),
    "size": Order(lambda record: record.bytes, True),
}
"""What runs can be sorted by, the default first, each with the order in which one wants to see it."""


def ordered(records: Iterable[RunRecord], key: str = "started", *, reverse: bool = False) -> list[RunRecord]:
    """Sort runs by an entry of `ORDERS`; those of which the value is not known come last, either way.

    Raises `KeyError` for a key that is not there.
    """
    order = ORDERS[key]
    known: list[tuple[Any, RunRecord]] = []
    unknown: list[RunRecord] = []
    for record in sorted(records, key=lambda each: each.path.name):
        value = order.value(record)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            unknown.append(record)
        else:
            known.append((value, record))
    known.sort(key=lambda pair: pair[0], reverse=order.largest_first is not reverse)
    return [record for _, record in known] + unknown
