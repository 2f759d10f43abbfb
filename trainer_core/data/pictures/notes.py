"""What a person is told of how a folder of pictures was read: what was left out and why, and what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trainer_core.data.pictures.cached import Cached
from trainer_core.data.pictures.layout import Layout
from trainer_core.data.pictures.opening import Reason
from trainer_core.data.pictures.scanning import Scan
from trainer_core.errors import DataError, Message, plural
from trainer_core.formats import first_of


def cannot_be_read(broken: Sequence[tuple[str, Reason]], path: Path) -> DataError:
    """The error that names what cannot be read; ``facts["files"]`` has all of it with the reasons."""
    name, reason = broken[0]
    return DataError(
        "unreadable-pictures",
        plural(
            len(broken),
            "1 file in {path} cannot be read as a picture: {name}: {reason}. Repair or remove it, or set "
            'data.unreadable to "skip" to leave it out.',
            "{n:,} files in {path} cannot be read as pictures; the first is {name}: {reason}. Repair or remove them, "
            'or set data.unreadable to "skip" to leave them out.',
            path=str(path),
            name=name,
            reason=reason,
            files=tuple(broken),
        ),
    )


def notes_on(found: Scan, read: Layout, cached: Cached, broken: Sequence[tuple[str, Reason]]) -> tuple[Message, ...]:
    """What a person should know of how the folder was read; each file that was left out unread has its own note."""
    notes = [
        Message("{file} is left out: {reason}.", {"file": name, "reason": reason})
        for name, reason in (*found.closed, *broken)
    ]
    if read.table:
        facts = {"column": read.target, "table": read.table}
        notes.append(Message("The labels are those in column {column} of {table}.", facts))
    if read.table and (names := read.loose):
        notes.append(
            plural(
                len(names),
                "1 picture is not in the table and is left out: {names}.",
                "{n:,} pictures are not in the table and are left out: {names}.",
                names=first_of(names),
            )
        )
    if names := read.unlabelled:
        notes.append(
            plural(
                len(names),
                "1 picture has no label in the table and is left out: {names}.",
                "{n:,} pictures have no label in the table and are left out: {names}.",
                names=first_of(names),
            )
        )
    if names := read.missing:
        notes.append(
            plural(
                len(names),
                "1 row of the table names no picture that is here: {names}.",
                "{n:,} rows of the table name no picture that is here: {names}.",
                names=first_of(names),
            )
        )
    if names := read.repeated:
        notes.append(
            plural(
                len(names),
                "1 picture has two different labels in the table, of which the first is taken: {names}.",
                "{n:,} pictures have two different labels in the table, of which the first is taken: {names}.",
                names=first_of(names),
            )
        )
    if names := read.empty:
        notes.append(
            plural(
                len(names),
                "1 class folder holds no pictures and is left out: {names}.",
                "{n:,} class folders hold no pictures and are left out: {names}.",
                names=first_of(names),
            )
        )
    if names := read.tables:
        notes.append(
            Message(
                "The classes are those of the folders; {table} beside them is not used. Name it in data.labels to take "
                "the labels from it.",
                {"table": names[0]},
            )
        )
    if names := cached.new:
        notes.append(
            plural(
                len(names),
                "1 picture is new since the folder was last read: {names}.",
                "{n:,} pictures are new since the folder was last read: {names}.",
                names=first_of(names),
            )
        )
    if names := cached.changed:
        notes.append(
            plural(
                len(names),
                "1 picture has changed since the folder was last read: {names}.",
                "{n:,} pictures have changed since the folder was last read: {names}.",
                names=first_of(names),
            )
        )
    if names := cached.gone:
        notes.append(
            plural(
                len(names),
                "1 picture is gone since the folder was last read: {names}.",
                "{n:,} pictures are gone since the folder was last read: {names}.",
                names=first_of(names),
            )
        )
    return tuple(notes)
