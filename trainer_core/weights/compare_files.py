"""Holds the tables of contents of two weights files against each other, name by name."""

from __future__ import annotations

from trainer_core.errors import Message
from trainer_core.protocol.weights_report import Comparison, Entry, FileReport, KeyComparison
from trainer_core.weights.state_dicts import prefix_note, without_common_prefix


def compare_reports(first: FileReport, second: FileReport) -> Comparison:
    """Compare what loading takes from each file; if it takes nothing from one of them, all tensors by their keys.

    So weights saved under a wrapper, or inside a snapshot, are held against plain ones by the same names. A prefix that
    all names of one file have is taken off where they are the other's without it, and a note says so.
    """
    plain = bool(first.loadable and second.loadable)
    one, two = _named(first, plain), _named(second, plain)
    (one, notes), (two, more) = _without_prefix(one, two), _without_prefix(two, one)
    keys = tuple(_compared(name, one.get(name), two.get(name)) for name in dict.fromkeys((*one, *two)))
    return Comparison(keys, (*notes, *more))


def _named(report: FileReport, plain: bool) -> dict[str, Entry]:
    if plain:
        return {entry.name: entry for entry in report.loadable if entry.name is not None and entry.is_tensor}
    return {entry.key: entry for entry in report.tensors}


def _without_prefix(ours: dict[str, Entry], others: dict[str, Entry]) -> tuple[dict[str, Entry], tuple[Message, ...]]:
    prefix = without_common_prefix(ours, others)
    if not prefix:
        return ours, ()
    return {name.removeprefix(prefix): entry for name, entry in ours.items()}, (prefix_note(prefix, len(ours)),)


def _compared(name: str, one: Entry | None, two: Entry | None) -> KeyComparison:
    there = one or two
    assert there is not None
    path = (name,) if there.name is not None else there.path
    return KeyComparison(
        name,
        path,
        (one.key if one else "", two.key if two else ""),
        (one.shape if one else None, two.shape if two else None),
        (one.dtype if one else "", two.dtype if two else ""),
    )
