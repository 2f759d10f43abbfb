"""Columns put together from the batches that a reader yields, in the smallest type that keeps what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.numbers import all_whole, extent
from trainer_core.data.tables.arrow import pa, pc
from trainer_core.data.tables.table import Column, ColumnType
from trainer_core.data.tables.text_values import number_column, text_column

COMPACT_ABOVE = 64_000_000
"""Bytes of a file, or of its numbers, from which numbers are kept in float32 where that loses nothing that matters."""

_WORTH_KEEPING = 1e-3
_MOST_EXPECTED = 1 << 24
_LARGEST_FLOAT32 = 3e38


class _Numbers:
    """A column of numbers that grows: in ``memory`` for as many rows as are expected, and in its own beyond them."""

    __slots__ = ("_count", "_values")

    def __init__(self, memory: npt.NDArray[Any]) -> None:
        self._values = memory
        self._count = 0

    def add(self, values: npt.NDArray[Any]) -> None:
        end = self._count + len(values)
        if values.dtype.itemsize > self._values.dtype.itemsize:
            self._values = self._values.astype(values.dtype)
        if end > len(self._values):
            larger = np.empty(max(end, 2 * len(self._values)), self._values.dtype)
            larger[: self._count] = self._values[: self._count]
            self._values = larger
        self._values[self._count : end] = values
        self._count = end

    def finished(self) -> npt.NDArray[Any]:
        return self._values[: self._count]


class Gathering:
    """Takes record batches of so many columns and makes `Column`s of them.

    ``expected`` rows are allocated for at once, so that nothing is copied at the end; memory that is not written to is
    not taken. ``compact`` halves the memory of large tables: numbers that are not whole become float32 unless they vary
    by less than a thousandth of their size, whole ones only where float32 has them exactly.
    """

    def __init__(self, width: int, *, expected: int = 0, compact: bool) -> None:
        self._chunks: list[list[Any]] = [[] for _ in range(width)]
        self._numbers: list[_Numbers | None] = [None] * width
        # What a file claims is believed up to some millions.
        self._expected = min(expected, _MOST_EXPECTED)
        self._compact = compact
        self.rows = 0

    def add(self, arrays: Sequence[Any], rows: int) -> None:
        """Append ``rows`` rows, an array for each column."""
        batch = [self._kept(array) for array in arrays]
        if not self.rows:
            self._allocate(batch, max(self._expected, rows))
        for place, kept in enumerate(batch):
            if not _are_numbers(kept):
                self._chunks[place].append(kept)
                continue
            numbers = self._numbers[place]
            if numbers is None:
                numbers = self._numbers[place] = _Numbers(np.empty(max(self._expected, rows), kept.dtype))
            numbers.add(kept)
        self.rows += rows

    def _allocate(self, first: Sequence[Any], rows: int) -> None:
        """Give columns of numbers of a type one piece of memory, which the system maps in larger pages than many."""
        numbers = {place: kept.dtype for place, kept in enumerate(first) if _are_numbers(kept)}
        for kind in set(numbers.values()):
            places = [place for place, each in numbers.items() if each == kind]
            for place, memory in zip(places, np.empty((len(places), rows), kind), strict=True):
                self._numbers[place] = _Numbers(memory)

    def numbers(self, place: int) -> npt.NDArray[Any] | None:
        """The numbers of a column so far; None if it has none."""
        numbers = self._numbers[place]
        return numbers.finished() if numbers is not None else None

    def swallowed_rows(self, separator: str) -> bool:
        """Whether a cell holds a whole row: a quote that was opened and closed by another one, lines later."""
        inside = (len(self._chunks) - 1) if len(self._chunks) > 1 else -1
        for chunks in self._chunks:
            for chunk in chunks:
                if isinstance(chunk, pa.DictionaryArray) and inside > 0:
                    for text in chunk.dictionary.filter(pc.match_substring(chunk.dictionary, "\n")).to_pylist():
                        if any(line.count(separator) == inside for line in text.split("\n")[1:-1]):
                            return True
        return False

    def columns(
        self,
        names: Sequence[str],
        *,
        wanted: Mapping[str, ColumnType],
        decimal: str = ".",
        date_formats: Mapping[str, str] | None = None,
    ) -> tuple[Column, ...]:
        """Make the columns, letting go of each column's batches on the way."""
        formats = date_formats or {}
        made = []
        for place, name in enumerate(names):
            chunks, self._chunks[place] = self._chunks[place], []
            numbers, self._numbers[place] = self._numbers[place], None
            if numbers is not None:
                column = number_column(name, numbers.finished())
                made.append(as_type(column, wanted[name]) if name in wanted else column)
                continue
            made.append(_column(name, chunks, wanted.get(name), decimal, formats.get(name, "")))
        return tuple(made)

    def _kept(self, array: Any) -> Any:
        kind = array.type
        if pa.types.is_float32(kind) or (pa.types.is_float64(kind) and not self._compact):
            return array.to_numpy(zero_copy_only=False)
        if pa.types.is_dictionary(kind):
            return array
        if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
            small = pa.types.is_float32(kind) or pa.types.is_float16(kind)
            values = array.cast(pa.float32() if small else pa.float64(), safe=False).to_numpy(zero_copy_only=False)
            return values if small or not self._compact else compacted(values)
        if pa.types.is_boolean(kind):
            return array.cast(pa.string()).dictionary_encode()
        if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
            return _clock(array).cast(pa.timestamp("us"), safe=False).to_numpy(zero_copy_only=False)
        if pa.types.is_time(kind) or pa.types.is_duration(kind):
            return array.cast(pa.duration("us") if pa.types.is_duration(kind) else pa.time64("us"), safe=False).cast(
                pa.int64()
            ).cast(pa.float64()).to_numpy(zero_copy_only=False) / 1e6  # fmt: skip
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            return array.cast(pa.string()).dictionary_encode()
        return np.full(len(array), np.nan)


def _are_numbers(kept: Any) -> bool:
    return isinstance(kept, np.ndarray) and kept.dtype.kind == "f"


def _clock(array: Any) -> Any:
    """What the clock showed at times with a zone; UTC where the zone is not known here."""
    try:
        return pc.local_timestamp(array) if getattr(array.type, "tz", None) else array
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return array


def compacted(values: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
    """Return ``values`` in float32 if that loses nothing that a model could learn from; else as they are."""
    with np.errstate(over="ignore"):
        small = values.astype(np.float32)
    low, high = extent(values)
    if np.isinf(low) or np.isinf(high):
        low, high = extent(values[np.isfinite(values)])
    if not all_whole(values) and is_enough_float32(low, high):
        return small
    return small if bool(((small == values) | np.isnan(values)).all()) else values


def is_enough_float32(low: float, high: float) -> bool:
    """Whether float32 tells numbers from ``low`` to ``high`` apart: not where they are large and close together."""
    size = max(abs(low), abs(high))
    return size <= _LARGEST_FLOAT32 and high - low >= _WORTH_KEEPING * size


def is_usable(kind: Any) -> bool:
    """Whether a column of an Arrow type can be learnt from: not lists, structures or bytes."""
    types = pa.types
    return bool(
        types.is_floating(kind) or types.is_integer(kind) or types.is_decimal(kind) or types.is_boolean(kind)
        or types.is_temporal(kind) or types.is_string(kind) or types.is_large_string(kind) or types.is_null(kind)
        or (types.is_dictionary(kind) and is_usable(kind.value_type))
    )  # fmt: skip


def _column(name: str, chunks: list[Any], wanted: ColumnType | None, decimal: str, date_format: str) -> Column:
    if not chunks:
        return Column(name, wanted or ColumnType.NUMBER, np.empty(0), date_format=date_format)
    if isinstance(chunks[0], pa.DictionaryArray):
        whole = pa.chunked_array(chunks).unify_dictionaries().combine_chunks()
        whole = whole if isinstance(whole, pa.DictionaryArray) else whole.chunk(0)
        codes = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
        labels = whole.dictionary
        if not pa.types.is_string(labels.type):
            labels = labels.cast(pa.string())
        return text_column(name, codes, labels, wanted=wanted, decimal=decimal, date_format=date_format)
    values = np.concatenate(chunks).astype("datetime64[us]", copy=False)
    column = Column(name, ColumnType.DATE, values)
    return as_type(column, wanted) if wanted else column


def as_type(column: Column, wanted: ColumnType) -> Column:
    """Return a column as another type: numbers as the categories that they name, texts as numbers or dates."""
    if wanted in (ColumnType.CATEGORY, ColumnType.TEXT, ColumnType.YES_NO) and not column.is_text:
        codes, labels = texts_of(column)
        return Column(column.name, wanted, codes, labels)
    if column.is_text:
        return text_column(column.name, column.values, column.labels, wanted=wanted)
    if wanted is ColumnType.DATE and not column.is_date:
        codes, labels = texts_of(column)
        return text_column(column.name, codes, labels, wanted=wanted)
    if wanted is not ColumnType.DATE and column.is_date:
        seconds = column.values.astype(np.int64) / 1e6
        return number_column(column.name, np.where(column.missing(), np.nan, seconds))
    return column


def texts_of(column: Column) -> tuple[npt.NDArray[np.int32], Any]:
    """The texts of a column of numbers or dates: places (N,), -1 where it is missing, and a pyarrow array of texts."""
    gone = column.missing()
    distinct, inverse = np.unique(column.values[~gone], return_inverse=True)
    codes = np.full(len(column), -1, np.int32)
    codes[~gone] = inverse
    texts = [str(value) for value in distinct] if column.is_date else [number_text(value) for value in distinct]
    return codes, pa.array(texts, pa.string())


def number_text(value: Any) -> str:
    """Write a number as a person would: 3 and not 3.0, 5.1 and not 5.0999999."""
    return str(int(value)) if value == np.trunc(value) and abs(value) < 1e15 else str(value)
