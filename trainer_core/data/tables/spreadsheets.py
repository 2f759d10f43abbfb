"""Workbooks (xlsx, xlsm, xlsb, xls, ods), read by calamine: one sheet, its first row the names."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np

from trainer_core.data.tables.arrow import pa
from trainer_core.data.tables.dialect import has_header, unique_names
from trainer_core.data.tables.gathering import as_type, number_text
from trainer_core.data.tables.survey import Opener
from trainer_core.data.tables.table import Column, ColumnType, Table
from trainer_core.data.tables.text_values import number_column, text_column
from trainer_core.errors import DataError, Message, is_interrupt, nearest

_LARGEST_UNPACKED = 1 << 31
_ROWS_LOOKED_AT = 200
Rows = list[list[Any]]


def read_workbook(open_file: Opener, origin: str, *, sheet: str, header: str, wanted: dict[str, ColumnType]) -> Table:
    """Read a sheet of a workbook.

    Args:
        open_file: opens it.
        origin: what it is called in sentences.
        sheet: the sheet's name; empty for the first that holds anything.
        header: whether the first row has the names: "yes", "no" or "auto".
        wanted: types that are given, by column.

    Raises:
        DataError: it is damaged, protected by a password, too large, or has no such sheet.
    """
    names, chosen, rows = sheet_rows(open_file, origin, sheet)
    above = next((place for place, row in enumerate(rows) if any(cell != "" for cell in row)), len(rows))
    rows = rows[above:]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    blank = [place for place, row in enumerate(rows) if all(cell == "" for cell in row)]
    first = [cell_text(cell) for cell in rows[0]] if rows else []
    sample = [[cell_text(cell) for cell in row] for row in rows[1 : _ROWS_LOOKED_AT + 1]]
    headed = bool(rows) and (has_header(first, sample) if header == "auto" else header == "yes")
    columns, notes = unique_names(first if headed else [""] * width, quiet=not headed)
    body = [row for place, row in enumerate(rows) if place not in set(blank)][int(headed) :]
    cells = list(zip(*body, strict=True)) if body else [()] * width
    others = tuple(name for name in names if name != chosen)
    if others and not sheet:
        notes = (Message("The sheet {sheet} was read; the workbook has others: {others}.",
                         {"sheet": chosen, "others": ", ".join(others)}), *notes)  # fmt: skip
    return Table(
        origin,
        tuple(_column(name, values, wanted.get(name)) for name, values in zip(columns, cells, strict=True)),
        header_rows=above + int(headed),
        skipped=tuple(above + place + 1 for place in blank),
        sheets=(chosen, *others),
        notes=notes,
    )


def sheet_rows(open_file: Opener, origin: str, sheet: str) -> tuple[list[str], str, Rows]:
    """The names of all sheets, that of the one that is read, and its cells; raises `DataError` as `read_workbook`."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with open_file() as file:
            _require_sensible(file, origin)
            book = CalamineWorkbook.from_filelike(file)
            names = list(book.sheet_names)
            if sheet and sheet not in names:
                raise _no_sheet(sheet, names, origin)
            for name in [sheet] if sheet else names:
                rows: Rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                if sheet or any(cell != "" for row in rows for cell in row):
                    return names, name, rows
            return names, names[0] if names else "", []
    except PasswordError:
        raise DataError(
            "protected-file",
            "{path} is protected by a password. Save it without one and choose it again.",
            path=origin,
        ) from None
    except DataError:
        raise
    except BaseException as error:
        # The file is someone else's; calamine is written in Rust, whose panics are no `Exception`.
        if is_interrupt(error) or not (isinstance(error, Exception | CalamineError) or "Panic" in type(error).__name__):
            raise
        raise DataError(
            "damaged-file",
            "{path} cannot be read as a workbook ({reason}). Open it in a spreadsheet program and save it again.",
            path=origin,
            reason=str(error) or type(error).__name__,
        ) from None


def _require_sensible(file: Any, origin: str) -> None:
    """Refuse a workbook that unpacks to more than 2 GB before anything of it is unpacked."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > _LARGEST_UNPACKED:
            raise DataError(
                "too-large",
                "{path} unpacks to {gigabytes:.1f} GB, which is too much for a workbook. Save the table as CSV.",
                path=origin,
                gigabytes=size / 1e9,
            )
    file.seek(0)


def _no_sheet(sheet: str, names: Sequence[str], origin: str) -> DataError:
    facts = {"path": origin, "sheet": sheet, "known": ", ".join(names)}
    if near := nearest(sheet, names):
        return DataError(
            "no-sheet", "{path} has no sheet {sheet}. Did you mean {near}? It has: {known}.", near=near, **facts
        )
    return DataError("no-sheet", "{path} has no sheet {sheet}. It has: {known}.", **facts)


def _column(name: str, cells: Sequence[Any], wanted: ColumnType | None) -> Column:
    kinds = {type(cell) for cell in cells if cell != ""}
    if not wanted and kinds <= {int, float} and kinds:
        return number_column(name, np.array([np.nan if cell == "" else float(cell) for cell in cells]))
    if kinds and kinds <= {dt.datetime, dt.date}:
        dates = np.array(["NaT" if cell == "" else cell for cell in cells], "datetime64[us]")
        column = Column(name, ColumnType.DATE, dates)
        return as_type(column, wanted) if wanted else column
    texts = pa.array([cell_text(cell) for cell in cells], pa.string()).dictionary_encode()
    codes = texts.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    return text_column(name, codes, texts.dictionary, wanted=wanted)


def cell_text(cell: Any) -> str:
    """What a cell of a workbook shows."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return number_text(cell) if isinstance(cell, int | float) else str(cell)
