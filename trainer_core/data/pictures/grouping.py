"""Which pictures belong together, by a pattern of their names: ``{group}_*`` for all that begin alike up to ``_``.

Names that speak of a subject, ``patient12_03.png``, propose the pattern themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from trainer_core.data.check.subjects import SUBJECTS
from trainer_core.errors import DataError, plural

GROUP = "{group}"

_SUBJECT = re.compile(
    rf"^(?P<before>(?:.*[ _.-])?)(?P<group>(?:{SUBJECTS})[ _.-]?\d+)(?P<after>[ _.-].*)$", re.IGNORECASE
)
_FEWEST_GROUPS, _A_GROUP = 5, 2.0


def groups_by_name(names: Sequence[str], pattern: str) -> tuple[str, ...]:
    """The group of each picture, by its name relative to the folder.

    ``{group}`` in the pattern stands for what is the same in a group, as little as fits, and ``*`` for anything. The
    whole name without its ending has to fit; that of its folders counts only where the pattern has a ``/``.

    Raises:
        DataError: the pattern has not exactly one ``{group}``, or a name does not fit it.
    """
    if pattern.count(GROUP) != 1:
        raise DataError(
            "bad-group-pattern",
            "data.group_pattern is {pattern}. It needs {group} once, where names of one group are the same: "
            "{example}, for example.",
            pattern=repr(pattern),
            group=GROUP,
            example="{group}_*",
        )
    before, after = (part.split("*") for part in pattern.split(GROUP))
    with_folders = "/" in pattern
    groups = tuple(_group(_stem(name, with_folders=with_folders), before, after) for name in names)
    strangers = [name for name, group in zip(names, groups, strict=True) if not group]
    if strangers:
        raise DataError(
            "group-pattern-does-not-fit",
            plural(
                len(strangers),
                "The name of 1 picture does not fit data.group_pattern, {pattern}: {example}. Change the pattern so "
                "that it tells of every picture where it belongs.",
                "The names of {n:,} pictures do not fit data.group_pattern, {pattern}: {example}, for example. Change "
                "the pattern so that it tells of every picture where it belongs.",
                pattern=repr(pattern),
                example=strangers[0],
            ),
        )
    return groups


def proposed_pattern(names: Sequence[str]) -> str:
    """The pattern by which pictures seem to belong together, empty if their ``names`` do not tell.

    Each has to begin alike and to name a subject with its number and a sign behind it, and several have to be of one.
    """
    found = [_SUBJECT.match(_stem(name, with_folders=False)) for name in names]
    matches = [match for match in found if match is not None]
    if not matches or len(matches) < len(found):
        return ""
    signs = {match["after"][0] for match in matches}
    befores = {match["before"] for match in matches}
    if len(signs) != 1 or len(befores) != 1:
        return ""
    pattern = f"{befores.pop()}{GROUP}{signs.pop()}*"
    try:
        groups = groups_by_name(names, pattern)
    except DataError:
        return ""
    count = len(set(groups))
    told = all(group == match["group"] for group, match in zip(groups, matches, strict=True))
    return pattern if told and count >= _FEWEST_GROUPS and len(names) >= _A_GROUP * count else ""


def _group(name: str, before: Sequence[str], after: Sequence[str]) -> str:
    """What stands for the group in a name, empty if the name does not fit.

    The texts between the stars ``before`` and ``after`` the group are looked for one after the other from the end, so
    that many stars take hardly longer than one.
    """
    first, *inner = before
    *between, last = after
    if not name.startswith(first) or not name.endswith(last):
        return ""
    start, closing = len(first), _latest(name, len(name) - len(last), between)
    if inner:
        if _latest(name, closing - 1, inner) < start:
            return ""
        start = name.rfind(inner[-1], 0, closing - 1) + len(inner[-1])
    if closing <= start:
        return ""
    return name[start : name.find(between[0], start + 1) if between else closing]


def _latest(name: str, end: int, texts: Sequence[str]) -> int:
    """Where the first of ``texts`` begins if each stands as late before ``end`` as it can; -1 if they do not fit."""
    for text in reversed(texts):
        end = name.rfind(text, 0, end) if end >= 0 else -1
    return end


def _stem(name: str, *, with_folders: bool) -> str:
    path = PurePosixPath(name)
    return str(path.with_suffix("")) if with_folders else path.stem
