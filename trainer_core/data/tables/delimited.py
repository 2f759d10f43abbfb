"""Tables in text: read by Arrow in a stream, or line by line where quotes are broken."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from trainer_core.data.numbers import all_whole, extent
from trainer_core.data.tables.arrow import pa, pa_csv
from trainer_core.data.tables.dialect import Dialect, rows_alone
from trainer_core.data.tables.gathering import COMPACT_ABOVE, Gathering, is_enough_float32
from trainer_core.data.tables.pieces import LARGEST, Layout, parsed_pieces
from trainer_core.data.tables.reported import BufferedReported, Report, Reported
from trainer_core.data.tables.survey import Opener, Survey, as_utf8
from trainer_core.data.tables.table import ColumnType
from trainer_core.data.tables.text_values import MISSING
from trainer_core.errors import DataError, Message, plural
from trainer_core.formats import first_of

_BLOCK = 1 << 19
_BYTES_A_COLUMN = 512
_RESTARTS = 3
_MOST_GROWTH = 4
"""How many bytes of UTF-8 one byte of another encoding becomes at most."""

_LINES_AT_ONCE = 50_000
_LARGEST_EXACT = 1 << 24
"""The largest whole number up to which float32 has all of them."""

_MOST_SKIPPED = 0.5


@dataclass(slots=True)
class Delimited:
    """What a file gave: its columns yet to be made, the rows that were left out, and what there is to say."""

    gathering: Gathering
    skipped: list[int] = field(default_factory=list)
    by_line: bool = False

    def notes(self) -> Iterator[Message]:
        """Say what was left out, and that quotes were broken."""
        if self.by_line:
            yield Message(
                "A quote is opened and not closed, so the file was read line by line, and a value cannot span lines."
            )
        if self.skipped:
            yield plural(
                len(self.skipped),
                "1 row was left out, because it has another number of cells than the table has columns: row {rows}.",
                "{n:,} rows were left out, because they have another number of cells than the table has columns: "
                "rows {rows}.",
                rows=first_of([f"{row:,}" for row in self.skipped]),
            )


class _RestartError(Exception):
    """The file has to be read once more, with more care."""


@dataclass(slots=True)
class _Way:
    """How a file is read at the next try."""

    texts: set[int]
    block: int
    large: set[int] = field(default_factory=set)
    threads: bool = True
    by_line: bool = False
    restarts: int = 0


def read_delimited(
    open_file: Opener, found: Survey, dialect: Dialect, origin: str, *, strict: bool, report: Report
) -> Delimited:
    """Read a surveyed text file.

    A column that turns out to hold more than plain numbers is read as texts at another try; a row with another number
    of cells than the table has columns is left out and named.

    Raises:
        DataError: more than half of the rows do not fit, or the encoding that was asked for is not the file's.
    """
    way = _Way(
        {place for place, numeric in enumerate(dialect.numeric) if not numeric}, _BLOCK, by_line=found.quotes % 2 == 1
    )
    while not way.by_line:
        compact = found.size > COMPACT_ABOVE
        result = Delimited(Gathering(len(dialect.names), expected=found.rows, compact=False))
        if not compact:
            way.large.update(range(len(dialect.names)))
        try:
            for batch in _batches(open_file, found, dialect, way, result.skipped, origin, strict, report):
                result.gathering.add(batch.columns, batch.num_rows)
            _require_exact(result.gathering, dialect, way)
        except _RestartError:
            continue
        except UnicodeError as error:
            raise _wrong_encoding(origin, found.encoding, error) from None
        _require_rows(result, origin)
        if not found.quotes or not result.gathering.swallowed_rows(dialect.format.separator):
            return result
        alone = _by_line(open_file, found, dialect, origin, strict, report)
        # A cell may also hold lines that only look like rows.
        return alone if alone.gathering.rows > result.gathering.rows else result
    result = _by_line(open_file, found, dialect, origin, strict, report)
    _require_rows(result, origin)
    return result


def stream_delimited(
    open_file: Opener, found: Survey, dialect: Dialect, origin: str, skipped: list[int]
) -> Iterator[Any]:
    """Yield record batches of texts alone, in constant memory, for a table whose types are known from elsewhere.

    Every column is a dictionary of texts. Rows that do not fit are left out; their numbers are added to ``skipped``,
    some of them again after a restart.
    """
    way = _Way(set(range(len(dialect.names))), _BLOCK, threads=False, by_line=found.quotes % 2 == 1)
    yielded = 0
    while True:
        again = 0
        try:
            for columns in _texts(open_file, found, dialect, way, skipped, origin):
                old = min(len(columns[0]), max(0, yielded - again))
                again += len(columns[0])
                if again > yielded:
                    yielded = again
                    yield [column.slice(old) for column in columns]
        except _RestartError:
            continue
        return


def _texts(
    open_file: Opener, found: Survey, dialect: Dialect, way: _Way, skipped: list[int], origin: str
) -> Iterator[list[Any]]:
    if way.by_line:
        yield from _line_batches(open_file, found, dialect, skipped, strict=False, report=lambda part: None)
        return
    for batch in _batches(open_file, found, dialect, way, skipped, origin, False, lambda part: None):
        yield batch.columns


def _batches(
    open_file: Opener,
    found: Survey,
    dialect: Dialect,
    way: _Way,
    skipped: list[int],
    origin: str,
    strict: bool,
    report: Report,
) -> Iterator[Any]:
    """Yield Arrow's record batches; raises `_RestartError` after it has changed ``way`` to one that will do."""
    unnumbered = 0

    def left_out(row: Any) -> str:
        nonlocal unnumbered
        if row.number is None:
            unnumbered += 1
        else:
            skipped.append(row.number)
        return "skip"

    columns = [f"c{place}" for place in range(len(dialect.names))]
    texts = pa.dictionary(pa.int32(), pa.string())
    types = {
        name: texts if place in way.texts else pa.float64() if place in way.large else pa.float32()
        for place, name in enumerate(columns)
    }
    convert = pa_csv.ConvertOptions(
        column_types=types, null_values=list(MISSING), decimal_point=dialect.format.decimal, check_utf8=True
    )
    above = found.head.splitlines()[: dialect.skipped_lines + int(dialect.format.header)]
    quoted = sum(line.count('"') for line in above)
    layout = Layout(
        columns, dialect.skipped_lines, dialect.format.header, quoted > 0, dialect.format.separator, convert
    )
    block = max(way.block, _BYTES_A_COLUMN * len(columns))
    try:
        with as_utf8(open_file, found, strict=strict) as file:
            if found.quotes == quoted:
                told = Reported(file, found.size, report)
                for batches, numbers in parsed_pieces(told, block, layout):
                    skipped += numbers
                    yield from batches
                return
            reader = pa_csv.open_csv(
                pa.PythonFile(Reported(file, found.size, report), "r"),
                read_options=pa_csv.ReadOptions(
                    use_threads=way.threads,
                    block_size=block,
                    skip_rows=dialect.skipped_lines,
                    column_names=columns,
                    skip_rows_after_names=int(dialect.format.header),
                ),
                parse_options=pa_csv.ParseOptions(
                    delimiter=dialect.format.separator,
                    quote_char='"',
                    newlines_in_values=True,
                    invalid_row_handler=left_out,
                ),
                convert_options=convert,
            )
            yield from reader
    except pa.ArrowInvalid as error:
        _more_carefully(way, str(error), len(columns), found.size, origin)
        skipped.clear()
        raise _RestartError from None
    if unnumbered:
        # Arrow numbers rows only where it reads them one after the other.
        way.threads = False
        skipped.clear()
        raise _RestartError


def _more_carefully(way: _Way, problem: str, width: int, size: int, origin: str) -> None:
    place = re.search(r"CSV column #(\d+)", problem)
    if place:
        way.restarts += 1
        way.texts.add(int(place[1]))
        if way.restarts >= _RESTARTS:
            way.texts.update(range(width))
    elif "block" in problem and way.block > _MOST_GROWTH * size:
        way.by_line = True  # a quote is never closed
    elif "block" in problem and way.block < LARGEST:
        way.block *= 8
    else:
        raise DataError(
            "unreadable-table",
            "{path} cannot be read as a table ({reason}). Save it again as CSV with the program that wrote it.",
            path=origin,
            reason=problem.split("\n")[0],
        )


def _require_exact(gathering: Gathering, dialect: Dialect, way: _Way) -> None:
    """Have columns read again in float64 if float32, in which a large file is read, is too coarse for them."""
    coarse = set()
    for place in range(len(dialect.names)):
        values = gathering.numbers(place)
        if values is None or values.dtype != np.float32:
            continue
        low, high = extent(values)
        whole = all_whole(values)
        if np.isnan(low) or (whole and max(abs(low), abs(high)) <= _LARGEST_EXACT):
            continue
        if whole or not is_enough_float32(low, high):
            coarse.add(place)
    if coarse:
        way.large |= coarse
        raise _RestartError


def _require_rows(result: Delimited, origin: str) -> None:
    left_out = len(result.skipped)
    if left_out > _MOST_SKIPPED * (left_out + result.gathering.rows):
        raise DataError(
            "ragged-table",
            "{path} cannot be read as a table: {left_out:,} of {rows:,} rows have another number of cells than the "
            "first. Set the separator (data.separator) to the character between the cells.",
            path=origin,
            left_out=left_out,
            rows=left_out + result.gathering.rows,
        )


def _wrong_encoding(origin: str, encoding: str, error: UnicodeError) -> DataError:
    return DataError(
        "wrong-encoding",
        "{path} is not in {encoding} ({reason}). Set the encoding (data.encoding) to auto or to that of the file.",
        path=origin,
        encoding=encoding,
        reason=getattr(error, "reason", str(error)),
    )


def _by_line(
    open_file: Opener, found: Survey, dialect: Dialect, origin: str, strict: bool, report: Report
) -> Delimited:
    result = Delimited(
        Gathering(len(dialect.names), expected=found.rows, compact=found.size > COMPACT_ABOVE), by_line=True
    )
    try:
        for arrays in _line_batches(open_file, found, dialect, result.skipped, strict=strict, report=report):
            result.gathering.add(arrays, len(arrays[0]))
    except UnicodeError as error:
        raise _wrong_encoding(origin, found.encoding, error) from None
    return result


def _line_batches(
    open_file: Opener, found: Survey, dialect: Dialect, skipped: list[int], *, strict: bool, report: Report
) -> Iterator[list[Any]]:
    """Yield columns of texts, each line parsed by itself."""
    width = len(dialect.names)
    number = 0
    with as_utf8(open_file, found, strict=strict) as file:
        text = io.TextIOWrapper(BufferedReported(file, found.size, report), "utf-8", "replace", newline=None)
        above = list(islice(text, dialect.skipped_lines))
        number = len(above)
        if dialect.format.header:
            number += sum(1 for _ in islice((line for line in text if line.strip()), 1))
        while lines := list(islice(text, _LINES_AT_ONCE)):
            kept: list[Sequence[str]] = []
            for row in rows_alone(lines, dialect.format.separator):
                number += 1
                if len(row) == width:
                    kept.append(row)
                else:
                    skipped.append(number)
            columns = zip(*kept, strict=True) if kept else [()] * width
            yield [pa.array(column, pa.string()).dictionary_encode() for column in columns]


def needs_texts(dialect: Dialect, wanted: dict[str, ColumnType]) -> Dialect:
    """Return a dialect that reads the columns whose type is given as texts, so that nothing of them is lost."""
    numeric = tuple(flag and name not in wanted for name, flag in zip(dialect.names, dialect.numeric, strict=True))
    return Dialect(dialect.format, dialect.skipped_lines, dialect.names, numeric, dialect.notes)
