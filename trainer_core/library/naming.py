"""Tells runs of the same name apart: by what differs between their recipes, and else by when they began."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from trainer_core.library.recipe_line import Part, in_words
from trainer_core.library.record import RunRecord

_TIMES = ("%H:%M", "%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
"""How a start is written, the shortest first that tells the runs apart."""


@dataclass(frozen=True, slots=True)
class Distinction:
    """What tells a run from others of its name: parts of its recipe's line, and its local start or its folder.

    Both are empty where the name is enough.
    """

    parts: tuple[Part, ...] = ()
    when: str = ""

    def __bool__(self) -> bool:
        return bool(self.parts or self.when)

    def in_words(self, say: Callable[[str], str] = str) -> str:
        """Write it in a line: ``"MLP 64 · 21:58"``; ``say`` translates a name."""
        return " · ".join(word for word in (in_words(self.parts, say), self.when) if word)


def tell_apart(
    records: Iterable[RunRecord], name: Callable[[RunRecord], str] = attrgetter("name")
) -> dict[Path, Distinction]:
    """Return for each of ``records``, by its folder, what tells it from those with the same ``name``; no two are alike.

    A recipe's parts are in the order of its line. Runs with equal recipes go by their model and when they began.
    """
    groups: defaultdict[str, list[RunRecord]] = defaultdict(list)
    for record in records:
        groups[name(record)].append(record)
    found: dict[Path, Distinction] = {}
    for group in groups.values():
        found |= {group[0].path: Distinction()} if len(group) == 1 else _distinctions(group)
    return found


def _distinctions(group: Sequence[RunRecord]) -> dict[Path, Distinction]:
    shared = set[Part].intersection(*(set(record.recipe_parts) for record in group))
    parts = {
        record.path: tuple(part for part in record.recipe_parts if part not in shared) or record.recipe_parts[:1]
        for record in group
    }
    times = Counter(parts.values())
    alike: defaultdict[tuple[Part, ...], list[RunRecord]] = defaultdict(list)
    for record in group:
        if times[parts[record.path]] > 1:
            alike[parts[record.path]].append(record)
    when = {path: text for records in alike.values() for path, text in _starts(records).items()}
    return {path: Distinction(each, when.get(path, "")) for path, each in parts.items()}


def _starts(records: Sequence[RunRecord]) -> dict[Path, str]:
    """When each of ``records`` began, as short as is unequivocal; their folders where that is not enough."""
    starts = [record.started.astimezone() for record in records if record.started is not None]
    if len(starts) == len(records):
        one_day = len({start.date() for start in starts}) == 1
        for pattern in _TIMES if one_day else _TIMES[1:]:
            texts = [start.strftime(pattern) for start in starts]
            if len(set(texts)) == len(texts):
                return {record.path: text for record, text in zip(records, texts, strict=True)}
    return {record.path: record.path.name for record in records}
