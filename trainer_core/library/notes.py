"""What a person writes to a run: a name, notes and tags, in ``notes.json`` in the run's folder."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from trainer_core.errors import N_, Message, RunFolderError
from trainer_core.files.atomic import atomic_write
from trainer_core.files.small_files import damaged, line, read_json

NOTES: Final = "notes.json"
SET_ASIDE: Final = "notes.damaged.json"
FORMAT_VERSION: Final = 1

LONGEST_NAME, LONGEST_NOTES, LONGEST_TAG, MOST_TAGS = 200, 20_000, 40, 32
"""Characters; `MOST_TAGS` is how many there may be."""


_LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Notes:
    """A person's own words on a run; ``name`` is empty where the recipe's title is good enough."""

    name: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()


def read_notes(path: Path) -> Notes:
    """Read the notes in the run's folder ``path``, what is too long cut off; none if there is no such file.

    Raises `RunFolderError` if the file is damaged or made by a later version.
    """
    file = path / NOTES
    values = read_json(file, _LARGEST_FILE)
    if not values:
        return Notes()
    version = values.get("version", FORMAT_VERSION)
    if not isinstance(version, int):
        raise damaged(file, Message("its version is not a number"))
    if version > FORMAT_VERSION:
        raise RunFolderError(
            "future-version",
            "{path} was written by a later version of Training Studio. Update the program to use it.",
            path=str(file),
        )
    notes, tags = values.get("notes"), values.get("tags")
    return Notes(
        name=line(values.get("name"), LONGEST_NAME),
        notes=_text(notes)[:LONGEST_NOTES] if isinstance(notes, str) else "",
        tags=_unique(line(tag, LONGEST_TAG) for tag in tags[:MOST_TAGS]) if isinstance(tags, list) else (),
    )


def write_notes(
    path: Path, *, name: str | None = None, notes: str | None = None, tags: Iterable[str] | None = None
) -> Notes:
    """Write what is given into the notes of the run's folder ``path``, keep the rest, and return them all.

    The old file is whole until the new one is; a damaged one is kept as ``notes.damaged.json``. Spaces around a name or
    a tag go, and a tag given twice is kept once. Raises `RunFolderError` if something is too long, if the file cannot
    be written, or if a later version of the program has written it; nothing has changed then.
    """
    if not path.is_dir():
        raise RunFolderError("no-folder", "{path} is not there any more, so nothing was noted.", path=str(path))
    changes: dict[str, Any] = {}
    if name is not None:
        if len(name.strip()) > LONGEST_NAME:
            text = N_("The name has {length:,} characters; at most {longest:,} are allowed. Shorten it.")
            raise RunFolderError("too-long", text, length=len(name.strip()), longest=LONGEST_NAME)
        changes["name"] = line(name, LONGEST_NAME)
    if notes is not None:
        if len(notes) > LONGEST_NOTES:
            text = N_("The note has {length:,} characters; at most {longest:,} are allowed. Shorten it.")
            raise RunFolderError("too-long", text, length=len(notes), longest=LONGEST_NOTES)
        changes["notes"] = _text(notes)
    if tags is not None:
        changes["tags"] = _checked_tags(tags)
    try:
        kept = read_notes(path)
    except RunFolderError as error:
        if error.code != "damaged":
            raise
        with contextlib.suppress(OSError):
            os.replace(path / NOTES, path / SET_ASIDE)
        kept = Notes()
    new = replace(kept, **changes)
    values = {"version": FORMAT_VERSION, "name": new.name, "notes": new.notes, "tags": list(new.tags)}
    with atomic_write(path / NOTES, error=RunFolderError) as file:
        file.write(json.dumps(values, ensure_ascii=False, indent=2).encode() + b"\n")
    return new


def _checked_tags(tags: Iterable[str]) -> tuple[str, ...]:
    given = [tag.strip() for tag in tags]
    for tag in given:
        if len(tag) > LONGEST_TAG:
            text = N_("A tag has {length:,} characters; at most {longest:,} are allowed. Shorten it.")
            raise RunFolderError("too-long", text, length=len(tag), longest=LONGEST_TAG)
    unique = _unique(line(tag, LONGEST_TAG) for tag in given)
    if len(unique) > MOST_TAGS:
        raise RunFolderError(
            "too-many-tags",
            "A run can have at most {most} tags, and it would have {number}. Remove some.",
            most=MOST_TAGS,
            number=len(unique),
        )
    return unique


def _unique(tags: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, in order, whatever its capitals; empty ones are none."""
    seen: dict[str, str] = {}
    for tag in tags:
        if tag:
            seen.setdefault(tag.casefold(), tag)
    return tuple(seen.values())


def _text(notes: str) -> str:
    # A lone surrogate, which JSON can smuggle in, could not be written or shown.
    return notes.encode("utf-8", "replace").decode("utf-8")
