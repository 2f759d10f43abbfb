"""The encoding of a whole table: fitted on training rows, stored with the run as JSON, applied to any other table."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.cores import over_cores
from trainer_core.data.tables.encodings import (
    DATE_PARTS,
    CategoryEncoding,
    DateEncoding,
    Encoding,
    NumberEncoding,
    Writer,
    numbers_writer,
)
from trainer_core.data.tables.gathering import as_type
from trainer_core.data.tables.read import Reading
from trainer_core.data.tables.settings import Settings
from trainer_core.data.tables.table import NUMERIC, Column, ColumnType, Table, no_column
from trainer_core.data.tables.targets import Targets
from trainer_core.errors import DataError

VERSION = 1
_CELLS_AT_ONCE = 1 << 16
_FEWEST_AT_ONCE = 64
_SPAN = 1 << 15
_NO_POWER_OF_TWO = 16
_MOST_FEATURES = 1_000_000
Places = slice | npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoder:
    """What was fitted: an encoding for each feature column, what the targets are, and how the table was read."""

    encodings: tuple[Encoding, ...]
    targets: Targets
    reading: Reading

    @classmethod
    def fit(
        cls,
        table: Table,
        features: Sequence[str],
        training: npt.NDArray[np.int64],
        *,
        targets: Targets,
        settings: Settings,
        reading: Reading,
    ) -> Encoder:
        """Fit on the rows ``training``, (T,), of ``table``, and on no other.

        Raises:
            DataError: nothing of the features varies in training.
        """
        by_name = table.by_name()
        fitted = [_fitted(by_name[name], training, settings) for name in features]
        encodings = [encoding for encoding in fitted if encoding.feature_names]
        if not encodings:
            raise DataError(
                "no-features",
                "{path} has no column to learn from: besides the target there is none, or all are left out. "
                "Choose features (data.features), or another table.",
                path=table.origin,
            )
        types = {encoding.column: encoding.type for encoding in encodings if encoding.type not in NUMERIC}
        types |= targets.types(table)
        formats = {e.column: e.date_format for e in encodings if isinstance(e, DateEncoding) and e.date_format}
        scaled = targets.scaled(table, training)
        return cls(tuple(encodings), scaled, replace(reading, types={**reading.types, **types}, date_formats=formats))

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The name of each input, (F,)."""
        return tuple(name for encoding in self.encodings for name in encoding.feature_names)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a table must have to be predicted."""
        return tuple(encoding.column for encoding in self.encodings)

    @property
    def full_reading(self) -> Reading:
        """How to read a new table: types as they were, the rest found out anew, because it is another file."""
        types = {encoding.column: encoding.type for encoding in self.encodings}
        return Reading(types={**self.reading.types, **types}, date_formats=self.reading.date_formats)

    def encode(self, table: Table) -> npt.NDArray[np.float32]:
        """Return the inputs of every row, (N, F), in one array that is allocated once.

        Raises:
            DataError: a column is missing.
        """
        by_name = table.by_name()
        for name in self.columns:
            if name not in by_name:
                raise no_column(name, table.names, table.origin)
        writers = self._writers(by_name)
        width = len(self.feature_names)
        out = np.empty((len(table), width), np.float32)
        # So few rows at a time that they are turned from columns to rows while they are in the cache.
        few = max(_FEWEST_AT_ONCE, min(_SPAN, _CELLS_AT_ONCE // max(1, width)))

        def fill(span: range) -> None:
            # Lines a power of two apart would all want the same place in the cache.
            lines = np.empty((width, few + _NO_POWER_OF_TWO), np.float32)
            for start in range(span.start, span.stop, few):
                rows = slice(start, min(start + few, span.stop))
                part = lines[:, : rows.stop - start]
                for at, write in writers:
                    some = part[at]
                    write(rows, some)
                    if not isinstance(at, slice):
                        part[at] = some
                out[rows] = part.T

        over_cores(fill, [range(first, min(first + _SPAN, len(table))) for first in range(0, len(table), _SPAN)])
        return out

    def _writers(self, columns: Mapping[str, Column]) -> list[tuple[Places, Writer]]:
        """Which inputs are written by what; columns of numbers are written together."""
        start = 0
        numbers: list[NumberEncoding] = []
        numbers_at: list[int] = []
        writers: list[tuple[Places, Writer]] = []
        for encoding in self.encodings:
            width = len(encoding.feature_names)
            if isinstance(encoding, NumberEncoding):
                numbers.append(encoding)
                numbers_at += range(start, start + width)
            else:
                writers.append(
                    (slice(start, start + width), encoding.writer(_as_fitted(columns[encoding.column], encoding)))
                )
            start += width
        if numbers:
            at = np.array(numbers_at, np.int64)
            together: Places = at
            if len(at) == at[-1] - at[0] + 1:
                together = slice(int(at[0]), int(at[-1]) + 1)
            sources = [_as_fitted(columns[encoding.column], encoding) for encoding in numbers]
            writers.append((together, numbers_writer(numbers, sources)))
        return writers

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        reading = self.reading
        return {
            "version": VERSION,
            "features": [encoding.as_dict() for encoding in self.encodings],
            "targets": self.targets.as_dict(),
            "types": {name: kind.value for name, kind in reading.types.items()},
        }

    @classmethod
    def from_dict(cls, stored: Any) -> Encoder:
        """Read what `as_dict` made, checking each value, for it may come from anyone.

        Raises:
            DataError: it is of a later version, or damaged.
        """
        try:
            if stored["version"] > VERSION:
                raise DataError(
                    "newer-encoding",
                    "The encoding of the run's table was written by a later version of Training Studio. "
                    "Update it to use this run.",
                )
            encodings = tuple(_loaded(entry) for entry in stored["features"])
            types = {_text(name): ColumnType(kind) for name, kind in stored["types"].items()}
            formats = {e.column: e.date_format for e in encodings if isinstance(e, DateEncoding) and e.date_format}
            targets = Targets.from_dict(stored["targets"])
            if not encodings or sum(len(encoding.feature_names) for encoding in encodings) > _MOST_FEATURES:
                raise ValueError("features")
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise DataError(
                "damaged-encoding",
                "The table's encoding that the run holds is damaged ({reason}). Train again to make a new one.",
                reason=f"{type(error).__name__}: {error}"[:200],
            ) from None
        return cls(encodings, targets, Reading(types=types, date_formats=formats))

    def to_json(self) -> str:
        """The encoder as a JSON text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, allow_nan=False, indent=1)


def _fitted(column: Column, training: npt.NDArray[np.int64], settings: Settings) -> Encoding:
    if column.is_date:
        return DateEncoding.fit(column, training)
    if column.is_text:
        return CategoryEncoding.fit(column, training, rare_below=settings.rare_below, most=settings.most_categories)
    return NumberEncoding.fit(column, training, scaling=settings.scaling, imputation=settings.imputation)


def _as_fitted(column: Column, encoding: Encoding) -> Column:
    """Return a column as what it was when the encoding was fitted."""
    if isinstance(encoding, NumberEncoding):
        return column if not column.is_text and not column.is_date else as_type(column, ColumnType.NUMBER)
    return as_type(column, encoding.type)


def _loaded(entry: Mapping[str, Any]) -> Encoding:
    name = _text(entry["column"])
    match entry["kind"]:
        case "number":
            fill, center, scale, clip = (_number(entry[key]) for key in ("fill", "center", "scale", "clip"))
            if scale <= 0 or clip < 0:
                raise ValueError("scale")
            return NumberEncoding(name, fill, center, scale, _flag(entry["indicator"]), clip)
        case "category":
            categories = tuple(_text(category) for category in entry["categories"])
            return CategoryEncoding(name, categories, _flag(entry["other"]), _flag(entry["missing"]))
        case "date":
            parts = tuple(part for part in DATE_PARTS if part in entry["parts"])
            scale = _number(entry["scale"])
            if scale <= 0:
                raise ValueError("scale")
            return DateEncoding(name, parts, _number(entry["center"]), scale, _flag(entry["indicator"]),
                                _text(entry["format"]))  # fmt: skip
    raise ValueError("kind")


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 100_000:
        raise TypeError("a text is expected")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is expected")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("a number is expected")
    return float(value)
