"""Reads a table of any kind: delimited text, a workbook, Parquet, Arrow, or text from the clipboard."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from trainer_core.data.examples import Progress, no_progress
from trainer_core.data.tables.arrow import pa
from trainer_core.data.tables.arrow_files import arrow_batches, read_arrow
from trainer_core.data.tables.delimited import needs_texts, read_delimited, stream_delimited
from trainer_core.data.tables.dialect import Dialect, detect
from trainer_core.data.tables.gathering import Gathering
from trainer_core.data.tables.reported import Report
from trainer_core.data.tables.spreadsheets import read_workbook
from trainer_core.data.tables.survey import FileKind, Opener, Survey, kind_of, survey
from trainer_core.data.tables.table import TYPE_WORDS, Column, ColumnType, Table
from trainer_core.errors import DataError, Message, plural
from trainer_core.files.safe_read import open_ordinary

CLIPBOARD = "clipboard"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is to be read; "auto" is found out.

    ``separator`` is one sign, or comma, semicolon, tab, bar, space. ``header`` is "yes", "no" or "auto", ``decimal``
    "." or ",". ``sheet`` is a workbook's, empty for the first with data. ``types`` gives the type of some
    columns; what it cannot take becomes missing. ``date_formats`` says how dates are written, by column.
    """

    separator: str = "auto"
    encoding: str = "auto"
    header: str = "auto"
    decimal: str = "auto"
    sheet: str = ""
    types: Mapping[str, ColumnType] = field(default_factory=dict)
    date_formats: Mapping[str, str] = field(default_factory=dict)


def read_table(path: Path, reading: Reading | None = None, *, progress: Progress = no_progress) -> Table:
    """Read a file, whatever kind it is of.

    Raises:
        DataError: it is missing, unreadable, empty, damaged, or no table; or ``reading`` asks for what it has not.
    """
    return _read(file_opener(path), str(path), reading or Reading(), progress)


def read_clipboard(text: str, reading: Reading | None = None) -> Table:
    """Read a table from text, as a spreadsheet puts it on the clipboard; raises `DataError` as `read_table` does."""
    return _read(lambda: io.BytesIO(text.encode("utf-8", "replace")), CLIPBOARD, reading or Reading(), no_progress)


def stream_table(path: Path, reading: Reading, *, rows: int = 50_000) -> Iterator[Table]:
    """Yield a file's rows some at a time, in memory that does not grow with it, as the types that ``reading`` gives.

    A workbook is read whole; it has a million rows at most. Raises `DataError` as `read_table` does.
    """
    open_file, origin = file_opener(path), str(path)
    kind = kind_of(open_file, origin)
    if kind is FileKind.EXCEL:
        table = read_table(path, reading)
        for start in range(0, len(table), rows):
            yield replace(table.take(slice(start, start + rows)), header_rows=table.header_rows + start)
        return
    wanted, formats = dict(reading.types), reading.date_formats
    before = 0
    if kind is FileKind.TEXT:
        found, dialect = _looked_at(open_file, origin, reading)
        skipped: list[int] = []
        for arrays in stream_delimited(open_file, found, dialect, origin, skipped):
            gathered = Gathering(len(arrays), compact=False)
            gathered.add(arrays, len(arrays[0]))
            columns = gathered.columns(dialect.names, wanted=wanted, decimal=dialect.format.decimal,
                                       date_formats=formats)  # fmt: skip
            head = dialect.skipped_lines + int(dialect.format.header) + before
            last = head + len(arrays[0])
            skipped[:] = sorted({number for number in skipped if number > head})
            for number in skipped:
                last += number <= last + 1
            # The reader may be ahead: what it left out beyond these rows belongs to later ones.
            here = tuple(number for number in skipped if number <= last)
            skipped[:] = [number for number in skipped if number > last]
            yield Table(origin, columns, dialect.format, head, here)
            before += len(arrays[0]) + len(here)
        return
    for names, _, _, arrays in arrow_batches(open_file, origin, kind):
        if arrays:
            gathered = Gathering(len(arrays), compact=False)
            gathered.add(arrays, len(arrays[0]))
            yield Table(origin, gathered.columns(names, wanted=wanted, date_formats=formats), header_rows=before)
            before += len(arrays[0])


def file_opener(path: Path) -> Opener:
    """What opens the table at ``path``; raises `DataError` if nothing can be read there."""
    try:
        open_ordinary(path).close()
    except FileNotFoundError:
        raise DataError("missing-file", "{path} does not exist. Check the name.", path=str(path)) from None
    except OSError as error:
        reason = "it is a folder" if path.is_dir() else error.strerror or str(error)
        raise DataError(
            "unreadable-file",
            "{path} could not be read ({reason}). Choose a file that you may read.",
            path=str(path),
            reason=reason,
        ) from error
    return lambda: open_ordinary(path)


def start_of(open_file: Opener, kind: FileKind, most: int) -> Opener:
    """What opens the first ``most`` bytes of a text file, up to the end of a row; other files are opened whole."""
    if kind is not FileKind.TEXT:
        return open_file
    with open_file() as file:
        head = file.read(most + 1)
    if len(head) > most:
        head = head[: _end_of_row(head, most)]
    return lambda: io.BytesIO(head)


def _end_of_row(head: bytes, most: int) -> int:
    """Where the last row ends that fits: at an end of a line that stands in no quotes, unless one is never closed."""
    last = end = head.rfind(b"\n", 0, most) + 1 or most
    odd = head.count(b'"', 0, end) % 2
    while odd and end > most // 2:
        before = head.rfind(b"\n", 0, end - 1) + 1
        odd ^= head.count(b'"', before, end) % 2
        end = before
    return last if odd or not end else end


def read_start(path: Path, reading: Reading, *, most: int) -> tuple[Table, bool]:
    """Read about the first ``most`` bytes of a table, and say whether that is all of it; see `read_table`."""
    open_file, origin = file_opener(path), str(path)
    kind = kind_of(open_file, origin)
    with open_file() as file:
        whole = file.seek(0, io.SEEK_END) <= most
    if whole or kind is FileKind.EXCEL:
        return _read(open_file, origin, reading, no_progress), True
    if kind is FileKind.TEXT:
        return _read(start_of(open_file, kind, most), origin, reading, no_progress), False
    table = read_arrow(open_file, origin, kind, dict(reading.types), most=most // 8)
    return table, False


def _looked_at(open_file: Opener, origin: str, reading: Reading) -> tuple[Survey, Dialect]:
    found = survey(open_file, origin, reading.encoding)
    if not found.head.strip("\ufeff \t\r\n"):
        raise DataError("empty-file", "{path} is empty. Choose a file that holds a table.", path=origin)
    return found, detect(found, reading.separator, reading.header, reading.decimal)


def _read(open_file: Opener, origin: str, reading: Reading, progress: Progress) -> Table:
    said = Message("Reading {file}.", {"file": Path(origin).name})
    progress(said, 0.0)
    kind = kind_of(open_file, origin)
    if kind is FileKind.EXCEL:
        table = read_workbook(open_file, origin, sheet=reading.sheet, header=reading.header, wanted=dict(reading.types))
    elif kind is FileKind.TEXT:
        table = _read_text(open_file, origin, reading, lambda part: progress(said, part))
    else:
        table = read_arrow(open_file, origin, kind, dict(reading.types))
    progress(said, 1.0)
    # What Arrow keeps for the next file is as much as a good part of this one.
    pa.default_memory_pool().release_unused()
    return replace(table, notes=(*table.notes, *_unread(table.columns)))


def _read_text(open_file: Opener, origin: str, reading: Reading, report: Report) -> Table:
    found, dialect = _looked_at(open_file, origin, reading)
    wanted = dict(reading.types)
    asked = reading.encoding != "auto"
    read = read_delimited(open_file, found, needs_texts(dialect, wanted), origin, strict=asked, report=report)
    columns = read.gathering.columns(
        dialect.names, wanted=wanted, decimal=dialect.format.decimal, date_formats=reading.date_formats
    )
    notes = [*dialect.notes, *read.notes()]
    if found.nuls:
        notes.append(plural(found.nuls, "1 zero byte was left out.", "{n:,} zero bytes were left out."))
    return Table(
        origin,
        columns,
        dialect.format,
        header_rows=dialect.skipped_lines + int(dialect.format.header),
        skipped=tuple(read.skipped),
        notes=tuple(notes),
    )


def _unread(columns: tuple[Column, ...]) -> Iterator[Message]:
    for column in columns:
        if column.unread:
            yield plural(
                column.unread,
                "Column {column}: 1 value is taken as missing, because it is no {type}: {examples}.",
                "Column {column}: {n:,} values are taken as missing, because they are no {type}, such as {examples}.",
                column=column.name,
                type=TYPE_WORDS[column.type],
                examples=", ".join(column.unread_examples),
            )
