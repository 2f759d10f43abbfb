"""A table as it was read: columns of numbers, texts or dates, each with the type that was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.errors import N_, DataError, Message, nearest
from trainer_core.formats import first_of

Values = npt.NDArray[Any]


class ColumnType(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    WHOLE = "whole number"
    YES_NO = "yes/no"
    CATEGORY = "category"
    TEXT = "text"
    DATE = "date"


TYPE_WORDS = {
    ColumnType.NUMBER: Message(N_("number")),
    ColumnType.WHOLE: Message(N_("whole number")),
    ColumnType.YES_NO: Message(N_("yes or no")),
    ColumnType.CATEGORY: Message(N_("category")),
    ColumnType.TEXT: Message(N_("text")),
    ColumnType.DATE: Message(N_("date")),
}
"""The types in sentences."""

NUMERIC = frozenset({ColumnType.NUMBER, ColumnType.WHOLE})
"""Types that are learnt as numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of N rows.

    ``values`` are (N,): float32 or float64 numbers with NaN for what is missing; or int32 places in ``labels``, with
    -1 for what is missing; or datetime64[us] dates with NaT. ``labels`` are the distinct texts of a column of texts,
    a pyarrow array of strings, in the order in which they occur first. ``date_format`` is how dates were written.
    ``unread`` counts values that the type could not take and that are therefore missing; ``unread_examples`` are some.
    """

    name: str
    type: ColumnType
    values: Values
    labels: Any = None
    date_format: str = ""
    unread: int = 0
    unread_examples: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    @property
    def is_text(self) -> bool:
        """Whether the values are texts."""
        return self.labels is not None

    @property
    def is_date(self) -> bool:
        """Whether the values are dates."""
        return self.values.dtype.kind == "M"

    def missing(self) -> npt.NDArray[np.bool_]:
        """Which values are missing, (N,)."""
        if self.is_text:
            return self.values < 0
        return np.isnat(self.values) if self.is_date else np.isnan(self.values)

    def names(self) -> list[str]:
        """The distinct texts, as Python strings."""
        return list(self.labels.to_pylist()) if self.is_text else []


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text file writes a table; each field can be set where the detection errs."""

    separator: str
    encoding: str
    header: bool
    decimal: str


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of equal length, and what was met in reading them.

    ``origin`` is the file, or "clipboard". ``skipped`` are the rows that were left out because they have another number
    of cells, by their number in the file, counted from 1 with the header; ``header_rows`` is how many rows come before
    the first example there. ``sheets`` are the names of a workbook's sheets, the read one first.
    """

    origin: str
    columns: tuple[Column, ...]
    format: TextFormat | None = None
    header_rows: int = 0
    skipped: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()

    def __len__(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, all different."""
        return tuple(column.name for column in self.columns)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> Column:
        """The column called ``name``; raises `DataError` that names the nearest."""
        for column in self.columns:
            if column.name == name:
                return column
        raise no_column(name, self.names, self.origin)

    def by_name(self) -> Mapping[str, Column]:
        """The columns by name, for many look-ups."""
        return {column.name: column for column in self.columns}

    def row_numbers(self) -> npt.NDArray[np.int64]:
        """The number of each row in the file, (N,), counted from 1 with the header: what an editor shows beside it."""
        numbers = np.arange(1, len(self) + len(self.skipped) + 1, dtype=np.int64) + self.header_rows
        return numbers[~np.isin(numbers, np.array(self.skipped, dtype=np.int64))] if self.skipped else numbers

    def take(self, rows: npt.NDArray[np.int64] | slice) -> Table:
        """Some of the rows, without the record of what was skipped."""
        columns = tuple(replace(column, values=column.values[rows]) for column in self.columns)
        return replace(self, columns=columns, skipped=(), notes=())


def no_column(name: str, known: tuple[str, ...], origin: str) -> DataError:
    """The error for a column that a table does not have."""
    facts = {"path": origin, "column": name, "known": first_of(known, 20)}
    if near := nearest(name, known):
        return DataError(
            "no-column",
            "{path} has no column {column}. Did you mean {near}? Its columns are: {known}.",
            near=near,
            **facts,
        )
    return DataError("no-column", "{path} has no column {column}. Its columns are: {known}.", **facts)
