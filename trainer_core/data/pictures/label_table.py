"""A table that says what pictures show: a column of file names and one of labels."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from trainer_core.data.check.subjects import are_groups, is_of_subjects
from trainer_core.data.pictures.opening import SUFFIXES as PICTURE_SUFFIXES
from trainer_core.errors import DataError
from trainer_core.formats import first_of

SUFFIXES = frozenset({".csv", ".tsv", ".parquet"})

LabelKind = Literal["auto", "classes", "numbers"]

Columns = Mapping[str, Sequence[str]]
"""The columns of a table by name, each as long as the others; empty where a cell is."""

_COLUMNS_NAMED = 20
_USUAL_TARGETS = ("label", "labels", "class", "class_name", "category", "target", "y")
_USUAL_SPLITS = ("split", "set", "subset", "partition")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a recipe says of a table: the columns of labels and of groups, empty where none is named."""

    target: str = ""
    group: str = ""
    kind: LabelKind = "auto"


@dataclass(frozen=True, slots=True)
class Match:
    """What a table says of the pictures beside it, by the pictures' names.

    ``missing`` are names in the table that no picture has, ``unlabelled`` pictures whose label is empty, ``repeated``
    those with two different labels, of which the first is taken. ``splits`` and ``groups`` hold the words of these
    columns, if the table has them, and ``subjects`` those of the column ``subject``, by which several pictures seem to
    belong together though no group is asked for.
    """

    table: str
    target: str
    labels: Mapping[str, str | float]
    missing: tuple[str, ...]
    unlabelled: frozenset[str]
    repeated: tuple[str, ...]
    splits: Mapping[str, str]
    groups: Mapping[str, str]
    subject: str = ""
    subjects: Mapping[str, str] = field(default_factory=dict)


def read_table(path: Path) -> Columns:
    """Read a table of any kind that `trainer_core.data.tables` reads, its first row the names; raises `DataError`.

    Cells are texts as they stand there: a class may be called "None", which would be a missing value elsewhere.
    """
    # Arrow is imported by those who bring a table.
    from trainer_core.data.tables.cells import open_cells
    from trainer_core.data.tables.read import Reading

    cells = open_cells(path, Reading(header="yes"))
    rows = [row for row in cells.every() if any(row)]
    if not rows:
        raise DataError(
            "empty-table",
            "{path} has no rows. It needs a line with the names of the columns and a line for each picture.",
            path=str(path),
        )
    return dict(zip(cells.names, zip(*rows, strict=True), strict=True))


def matched(columns: Columns, table: str, pictures: Sequence[str], asked: Asked) -> Match:
    """Find the column of file names, and read the labels of ``pictures`` (names relative to the folder).

    A file may stand in ``table`` with its folder, without it, or without its ending, as long as only one picture has
    that name. Unless it is named, the column with the labels is the one with a usual name, or the only other one.
    Labels that are all numbers are numbers unless they are asked to be classes. Raises `DataError`.
    """
    known = _Names(pictures, PurePosixPath(table).parent)
    for name in (asked.target, asked.group):
        if name and name not in columns:
            raise _no_column(columns, table, name)
    named = {asked.target, asked.group}
    finds = {name: [known.find(value) for value in values] for name, values in columns.items() if name not in named}
    file_column = max(finds, key=lambda name: sum(each is not None for each in finds[name]), default="")
    if not file_column or not any(finds[file_column]):
        raise DataError(
            "no-file-column",
            "No column of {table} holds the names of the pictures beside it. It needs one with names such as "
            "{example}.",
            table=table,
            example=pictures[0],
        )
    split_column = next((name for name in columns if name.casefold() in _USUAL_SPLITS and name not in named), "")
    chosen = asked.target or _target(columns, table, {file_column, split_column, asked.group})
    found = finds[file_column]
    values = _labels(columns[chosen], asked.kind, table, chosen)
    subject = "" if asked.group else _subject(columns, {file_column, split_column, chosen})
    return Match(
        table,
        chosen,
        *_joined(found, columns[file_column], values),
        splits=_first_of_each(found, columns[split_column]) if split_column else {},
        groups=_first_of_each(found, columns[asked.group]) if asked.group else {},
        subject=subject,
        subjects=_first_of_each(found, columns[subject]) if subject else {},
    )


def _subject(columns: Columns, others: set[str]) -> str:
    """The column by whose values several rows seem to belong together; empty if there is none."""
    for name, values in columns.items():
        filled = [value for value in values if value.strip()]
        if name not in others and is_of_subjects(name) and are_groups(len(set(filled)), len(filled)):
            return name
    return ""


def _joined(
    found: Sequence[str | None], written: Sequence[str], values: Sequence[str | float | None]
) -> tuple[dict[str, str | float], tuple[str, ...], frozenset[str], tuple[str, ...]]:
    """The labels by picture, and the names that are missing, unlabelled and repeated: see `Match`."""
    labels: dict[str, str | float] = {}
    missing, unlabelled, repeated = [], set(), []
    for name, as_written, value in zip(found, written, values, strict=True):
        if name is None:
            missing.append(as_written)
        elif value is None:
            unlabelled.add(name)
        elif labels.setdefault(name, value) != value:
            repeated.append(name)
    return labels, tuple(missing), frozenset(unlabelled - labels.keys()), tuple(repeated)


def _first_of_each(found: Sequence[str | None], words: Sequence[str]) -> dict[str, str]:
    """The word in each picture's row, in the first one where it has several."""
    pairs = zip(reversed(found), reversed(words), strict=True)
    return {name: word for name, word in pairs if name is not None}


class _Names:
    """The pictures by each way in which a table may name them."""

    def __init__(self, pictures: Sequence[str], folder: PurePosixPath) -> None:
        self._whole = {_plain(name): name for name in pictures}
        self._folder = "" if str(folder) == "." else f"{_plain(str(folder))}/"
        self._last = _unambiguous((_plain(name).rpartition("/")[2], name) for name in pictures)
        self._stem = _unambiguous((PurePosixPath(_plain(name)).stem, name) for name in pictures)

    def find(self, value: str) -> str | None:
        """The picture that ``value`` names, if any."""
        word = _plain(value.strip()).replace("\\", "/").removeprefix("./").lstrip("/")
        for candidate in (self._folder + word, word):
            if candidate in self._whole:
                return self._whole[candidate]
        last = word.rpartition("/")[2]
        if PurePosixPath(last).suffix.lower() in PICTURE_SUFFIXES:
            return self._last.get(last)
        return self._stem.get(last)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    names: dict[str, str] = {}
    twice: set[str] = set()
    for key, name in pairs:
        if names.setdefault(key, name) != name:
            twice.add(key)
    return {key: name for key, name in names.items() if key not in twice}


def _target(columns: Columns, table: str, others: set[str]) -> str:
    rest = [name for name in columns if name not in others]
    usual = [name for name in rest if name.casefold() in _USUAL_TARGETS]
    # What a picture is of is no label where another column can be.
    likely = usual or [name for name in rest if not is_of_subjects(name)] or rest
    if usual or len(likely) == 1:
        return likely[0]
    if not rest:
        raise DataError(
            "no-label-column",
            "{table} has no column with labels besides the one with the names of files. Add one called label.",
            table=table,
        )
    raise DataError(
        "which-column",
        "Which column of {table} says what a picture shows? Name it in {field}: {columns}.",
        table=table,
        field="data.target",
        columns=first_of(rest, _COLUMNS_NAMED),
    )


def _no_column(columns: Columns, table: str, name: str) -> DataError:
    return DataError(
        "no-such-column",
        "{table} has no column {name}. Its columns are: {columns}.",
        table=table,
        name=repr(name),
        columns=first_of(list(columns), _COLUMNS_NAMED),
    )


def _labels(values: Sequence[str], kind: LabelKind, table: str, column: str) -> list[str | float | None]:
    """The labels as names or numbers; None where there is none."""
    filled = [None if value.strip() in ("", "nan") else value for value in values]
    if kind != "classes":
        numbers = [None if value is None else _number(value) for value in filled]
        wrong = next((v for v, n in zip(filled, numbers, strict=True) if v is not None and n is None), None)
        if wrong is None and any(number is not None for number in numbers):
            return list(numbers)
        if kind == "numbers":
            raise DataError(
                "not-a-number",
                "{value} in column {column} of {table} is not a number. Correct it, or let the labels be classes.",
                value=repr(wrong),
                column=column,
                table=table,
            )
    return [None if value is None else _plain(value.strip()) for value in filled]


def _number(value: str) -> float | None:
    try:
        # A decimal comma, as semicolon CSV has it.
        number = float(value.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
