"""The cells of a table as they stand in its file, any few rows at a time, by the rows' numbers."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from trainer_core.data.tables.arrow_files import arrow_batches
from trainer_core.data.tables.dialect import detect
from trainer_core.data.tables.gathering import number_text
from trainer_core.data.tables.read import Reading, file_opener, start_of
from trainer_core.data.tables.spreadsheets import cell_text, read_workbook, sheet_rows
from trainer_core.data.tables.survey import FileKind, Opener, kind_of, survey
from trainer_core.data.tables.table import NUMERIC, TextFormat
from trainer_core.data.tables.text_rows import TextRows
from trainer_core.errors import DataError

Row = tuple[str, ...]

_START = 1 << 20
_BLANK_AT_MOST = 50
_BATCHES_HELD = 4
_LOOKED_AT = 50


class _Rows(Protocol):
    def __len__(self) -> int: ...

    def read(self, numbers: Sequence[int]) -> list[Row]: ...


@dataclass(frozen=True, slots=True)
class Cells:
    """An opened table: the ``names`` of its columns and which of them are ``numeric``. Make one with `open_cells`.

    ``first`` is the number of the first row below the names. ``format`` is that of a text file, ``sheets`` are those of
    a workbook, the read one first.
    """

    path: Path
    names: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: _Rows
    signature: tuple[int, int]
    first: int
    format: TextFormat | None = None
    sheets: tuple[str, ...] = ()

    def read(self, numbers: Sequence[int]) -> list[Row]:
        """The cells of the rows with these ``numbers`` in the file, counted as `Table.row_numbers` does.

        Raises:
            DataError: the file has changed since it was opened, or cannot be read any more.
        """
        if _signature(self.path) != self.signature:
            raise DataError(
                "changed-table",
                "{path} has changed since it was read. Train or open it again to see its rows as they are now.",
                path=str(self.path),
            )
        try:
            return self.rows.read(numbers)
        except OSError as error:
            raise _unreadable(self.path, error) from None

    def every(self) -> list[Row]:
        """The cells of all rows below the names, perhaps with blank ones behind them; raises as `read` does."""
        return self.read(range(self.first, self.first + len(self.rows)))


def open_cells(path: Path, reading: Reading) -> Cells:
    """Open a table of any kind; a workbook is read whole, of others only where rows begin.

    Raises:
        DataError: it is missing, unreadable, damaged, or no table.
    """
    open_file, origin = file_opener(path), str(path)
    return _opened(path, open_file, kind_of(open_file, origin), reading, _signature(path))


def first_rows(path: Path, reading: Reading, count: int) -> tuple[Cells, list[int]]:
    """Open the start of a table, and the numbers of its first rows: for a look that does not wait for a large file.

    Raises:
        DataError: as `open_cells`.
    """
    open_file, origin = file_opener(path), str(path)
    kind = kind_of(open_file, origin)
    cells = _opened(path, start_of(open_file, kind, _START), kind, reading, _signature(path))
    numbers = range(cells.first, cells.first + min(_BLANK_AT_MOST + count, len(cells.rows)))
    there = (number for number, row in zip(numbers, cells.read(numbers), strict=True) if any(row))
    return cells, list(islice(there, count))


def _opened(path: Path, open_file: Opener, kind: FileKind, reading: Reading, signature: tuple[int, int]) -> Cells:
    origin = str(path)
    if kind is FileKind.TEXT:
        found = survey(open_file, origin, reading.encoding)
        dialect = detect(found, reading.separator, reading.header, reading.decimal)
        rows = TextRows(open_file, found, dialect, origin)
        return Cells(path, dialect.names, dialect.numeric, rows, signature, rows.first, dialect.format)
    if kind is FileKind.EXCEL:
        table = read_workbook(open_file, origin, sheet=reading.sheet, header=reading.header, wanted={})
        numeric = tuple(column.type in NUMERIC for column in table)
        sheet = _SheetRows(sheet_rows(open_file, origin, table.sheets[0])[2], len(table.names))
        return Cells(path, table.names, numeric, sheet, signature, table.header_rows + 1, None, table.sheets)
    arrow = _ArrowRows(open_file, origin, kind)
    few = arrow.read(range(1, _LOOKED_AT + 1))
    numeric = tuple(all(_is_number(row[place]) for row in few) for place in range(len(arrow.names)))
    return Cells(path, arrow.names, numeric, arrow, signature, 1)


class _SheetRows:
    """The rows of a sheet, all of which are in memory."""

    def __init__(self, rows: list[list[Any]], width: int) -> None:
        self._rows, self._width = rows, width

    def __len__(self) -> int:
        return len(self._rows)

    def read(self, numbers: Sequence[int]) -> list[Row]:
        return [self._cells(number - 1) for number in numbers]

    def _cells(self, place: int) -> Row:
        row = self._rows[place] if 0 <= place < len(self._rows) else []
        texts = [cell_text(cell) for cell in row[: self._width]]
        return (*texts, *[""] * (self._width - len(texts)))


class _ArrowRows:
    """The rows of a Parquet or Arrow file: batches are read on from the last one, and from the start to go back."""

    def __init__(self, open_file: Opener, origin: str, kind: FileKind) -> None:
        self._what = open_file, origin, kind
        self.names: Row = ()
        self._restart()

    def __len__(self) -> int:
        return sum(len(columns[0]) for _, _, _, columns in arrow_batches(*self._what) if columns)

    def read(self, numbers: Sequence[int]) -> list[Row]:
        found: dict[int, Row] = {}
        for number in sorted(set(numbers)):
            batch = self._batch_of(number - 1)
            if batch is not None:
                start, columns = batch
                found[number] = tuple(_text(column[number - 1 - start].as_py()) for column in columns)
        return [found.get(number, ("",) * len(self.names)) for number in numbers]

    def _restart(self) -> None:
        self._held: deque[tuple[int, list[Any]]] = deque(maxlen=_BATCHES_HELD)
        self._next = 0
        self._coming: Iterator[Any] = arrow_batches(*self._what)
        self.names = next(self._coming)[0]

    def _batch_of(self, place: int) -> tuple[int, list[Any]] | None:
        """The batch that holds the row at ``place``, and where it begins."""
        if place < self._next and not any(start <= place for start, _ in self._held):
            self._restart()
        while place >= self._next:
            following = next(self._coming, None)
            if following is None:
                return None
            self._held.append((self._next, following[3]))
            self._next += len(following[3][0])
        found: tuple[int, list[Any]] = next(held for held in reversed(self._held) if held[0] <= place)
        return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return number_text(value) if value == value else ""
    return str(value)


def _is_number(text: str) -> bool:
    try:
        float(text or 0)
    except ValueError:
        return False
    return True


def _signature(path: Path) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError as error:
        raise _unreadable(path, error) from None
    return status.st_size, status.st_mtime_ns


def _unreadable(path: Path, error: OSError) -> DataError:
    return DataError(
        "unreadable-file",
        "{path} could not be read ({reason}). Choose a file that you may read.",
        path=str(path),
        reason=error.strerror or str(error),
    )
