"""Which pictures belong together, by a pattern of their names: ``{group}_*`` for all that begin alike up to ``_``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from trainer_core.errors import DataError, plural

GROUP = "{group}"


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
    known = {GROUP: "(.+?)", "*": ".*"}
    parts = re.split(r"(\{group\}|\*)", pattern)
    expression = re.compile("".join(known.get(part, re.escape(part)) for part in parts), re.DOTALL)
    with_folders = "/" in pattern
    found = [expression.fullmatch(_stem(name, with_folders=with_folders)) for name in names]
    strangers = [name for name, match in zip(names, found, strict=True) if match is None]
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
    return tuple(match[1] for match in found if match is not None)


def _stem(name: str, *, with_folders: bool) -> str:
    path = PurePosixPath(name)
    return str(path.with_suffix("")) if with_folders else path.stem
