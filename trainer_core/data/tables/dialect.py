"""How a text file writes its table, judged by a sample: separator, decimal mark, header, names, columns of numbers."""

from __future__ import annotations

import contextlib
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from trainer_core.data.tables.survey import Survey
from trainer_core.data.tables.table import TextFormat
from trainer_core.data.tables.text_values import is_date_like, is_missing, is_number
from trainer_core.errors import DataError, Message, plural

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " "}
"""The words for separators that are accepted beside the signs themselves."""

_CANDIDATES = ("\t", ";", "|", ",", " ")
_LINES_SCORED = 200
_ROWS_LOOKED_AT = 1000
_CELLS_LOOKED_AT = 20_000
_FEWEST_ROWS_LOOKED_AT = 5
_LONGEST_PREAMBLE = 20
_ALMOST = 0.05
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+")
_DECIMAL_POINT = re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?")
_GROUPED_COMMA = re.compile(r"[+-]?\d{1,3}(?:[.' ]\d{3})+,\d+")
_GROUPED_POINT = re.compile(r"[+-]?\d{1,3}(?:[,' ]\d{3})+\.\d+")
_GROUPED_BY_POINT = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+")

Row = list[str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the readers of text need to know.

    ``skipped_lines`` stand above the table. ``numeric`` says which columns hold nothing but plain numbers in the
    sample. ``notes`` are about names and what was skipped.
    """

    format: TextFormat
    skipped_lines: int
    names: tuple[str, ...]
    numeric: tuple[bool, ...]
    notes: tuple[Message, ...]


def detect(found: Survey, separator: str = "auto", header: str = "auto", decimal: str = "auto") -> Dialect:
    """Judge a surveyed file; what is not "auto" is taken as given (``header``: "yes" or "no").

    Raises:
        DataError: the separator is not one sign.
    """
    lines = found.head.splitlines()
    if len(found.head) > 1 and not found.head.endswith(("\n", "\r")) and len(lines) > 2 and found.pieces:
        lines.pop()  # cut within
    sign = _separator(lines, separator)
    width, skipped = _width(lines, sign)
    above = sum(1 for line in lines[:skipped] if line.strip())
    lines = lines[skipped:]
    most = max(20, min(_ROWS_LOOKED_AT, _CELLS_LOOKED_AT // width))
    rows = _rows(lines, sign, most)
    first, body = (rows[0], rows[1:]) if rows else ([""], [])
    first, extra = _completed(first, body, width)
    width = max(width, len(first))
    body = [row for row in body if len(row) == width]
    for piece in found.pieces:
        body += islice((row for row in rows_alone(piece.splitlines(), sign) if len(row) == width), most // 8)
    mark = _decimal(body, sign) if decimal == "auto" else decimal
    columns = list(zip(*body, strict=True)) if body else [()] * len(first)
    has_header = _has_header(first, columns, mark) if header == "auto" else header == "yes"
    if not has_header:
        columns = [(cell, *column) for cell, column in zip(first, columns, strict=False)]
    numeric = tuple(_all_numbers(column, mark) for column in columns)
    names, notes = unique_names(first if has_header else [""] * width, quiet=not has_header)
    if above:
        said = plural(above, "1 line above the table was skipped.", "{n:,} lines above the table were skipped.")
        notes = (said, *notes)
    if extra:
        notes = (*notes, extra)
    return Dialect(TextFormat(sign, found.encoding, has_header, mark), skipped, names, numeric, notes)


def unique_names(cells: Sequence[str], *, quiet: bool = False) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """Give every column a name of its own, and say which names were missing or there twice."""
    names: list[str] = []
    taken: set[str] = set()
    given = {cell.strip() for cell in cells}
    unnamed, repeated = 0, []
    for place, cell in enumerate(cells, 1):
        name = " ".join(cell.split())
        if not name:
            unnamed += 1
            name = f"column {place}"
        elif name in taken:
            repeated.append(name)
        base, count = name, 2
        while name in taken or (name != base and name in given):
            name = f"{base} ({count})"
            count += 1
        taken.add(name)
        names.append(name)
    notes: list[Message] = []
    if unnamed and not quiet:
        notes.append(
            plural(
                unnamed,
                "1 column has no name and is called by its place, such as “column 3”.",
                "{n:,} columns have no name and are called by their place, such as “column 3”.",
            )
        )
    if repeated:
        notes.append(
            Message(
                "Some columns have the same name ({names}); the later ones are numbered.",
                {"names": ", ".join(dict.fromkeys(repeated[:10]))},
            )
        )
    return tuple(names), tuple(notes)


def rows_alone(lines: Sequence[str], sign: str) -> Iterator[Row]:
    """Parse each line by itself, so that a quote that is never closed costs one row; blank lines are none."""
    for line in lines:
        if line.strip():
            try:
                yield next(csv.reader([line], delimiter=sign))
            except (csv.Error, StopIteration):
                yield []


def _rows(lines: Sequence[str], sign: str, most: int) -> list[Row]:
    """The first rows of a sample; where a quote is never closed each line is parsed by itself."""
    try:
        parsed = csv.reader([line + "\n" for line in lines], delimiter=sign)
        return list(islice((row for row in parsed if row), most))
    except csv.Error:
        return list(islice(rows_alone(lines, sign), most))


def _separator(lines: Sequence[str], asked: str) -> str:
    if asked != "auto":
        sign = SEPARATORS.get(asked, asked.replace("\\t", "\t"))
        if len(sign) != 1 or sign in '"\r\n' or not sign.isascii():
            raise DataError(
                "bad-separator",
                'data.separator is {separator}, and it must be one sign, such as "," or ";", or tab, space or auto.',
                separator=repr(asked),
            )
        return sign
    scores = {sign: _score(lines, sign) for sign in _CANDIDATES}
    best = max(scores.values())
    if best < 0.5:
        return ","
    return next(sign for sign in _CANDIDATES if scores[sign] >= best - _ALMOST)


def _score(lines: Sequence[str], sign: str) -> float:
    """The share of rows that a separator cuts into the same number of cells; 0 for one cell."""
    counts = [cells for _, cells in _widths(lines, sign)]
    if not counts:
        return 0.0
    mode, times = Counter(counts).most_common(1)[0]
    if mode < 2:
        return 0.0
    start = counts[:_LONGEST_PREAMBLE]
    if sign not in ",\t" and not any(count in (mode, mode - 1) for count in start[:1]) and "," in "".join(lines[:1]):
        return 0.0  # a list within the cells of a comma-separated file; its header has none
    if sign == " " and not _mostly_numbers(lines[1:_LINES_SCORED]):
        return 0.0
    return times / len(counts)


def _mostly_numbers(lines: Sequence[str]) -> bool:
    cells = [cell for line in lines for cell in line.split(" ")]
    return sum(is_number(cell, ".") for cell in cells) > 0.5 * len(cells)


def _width(lines: Sequence[str], sign: str) -> tuple[int, int]:
    """How many cells a row has, and how many lines stand above the first such row."""
    found = _widths(lines, sign)
    if not found:
        return 1, 0
    counts = [cells for _, cells in found]
    mode = Counter(counts).most_common(1)[0][0]
    blank = found[0][0]
    if len(counts) < 4 or mode < 2:
        return (mode if len(counts) >= 4 else counts[0]) or 1, blank
    if counts[0] == mode or (mode > 2 and abs(counts[0] - mode) == 1 and counts[1] == mode):
        return mode, blank
    return mode, next((line for line, cells in found if line < _LONGEST_PREAMBLE and cells == mode), 0)


def _widths(lines: Sequence[str], sign: str) -> list[tuple[int, int]]:
    """The line on which each of the first rows begins, and how many cells it has; blank lines are no rows.

    Rows that span lines count as such, unless quotes are broken, so that more lines than rows fit together.
    """
    lines = lines[:_LINES_SCORED]
    alone = [(place, len(next(rows_alone([line], sign)))) for place, line in enumerate(lines) if line.strip()]
    spanning = _spanning(lines[: _end_of_row(lines)], sign) if any('"' in line for line in lines) else []
    return spanning if spanning and _agreement(spanning) >= _agreement(alone) else alone


def _end_of_row(lines: Sequence[str]) -> int:
    """How many of the lines make whole rows; 0 where a quote stays open over most of them."""
    end = len(lines)
    odd = sum(line.count('"') for line in lines) % 2
    while odd:
        end -= 1
        odd ^= lines[end].count('"') % 2
    return end if 2 * end >= len(lines) else 0


def _spanning(lines: Sequence[str], sign: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    parsed = csv.reader([line + "\n" for line in lines], delimiter=sign)
    with contextlib.suppress(csv.Error):
        for row in parsed:
            if lines[start].strip():
                found.append((start, len(row)))
            start = parsed.line_num
    return found


def _agreement(widths: Sequence[tuple[int, int]]) -> float:
    """The share of rows that have the most common number of cells."""
    counts = Counter(cells for _, cells in widths)
    return counts.most_common(1)[0][1] / len(widths) if widths else 0.0


def _completed(first: Row, body: Sequence[Row], width: int) -> tuple[Row, Message | None]:
    """Make a header as long as the rows: R leaves out the name of the first column, others end rows by a separator."""
    if len(first) == width or len(body) < 2:
        return first, None
    if len(first) > width:
        return first[:width], None if all(map(is_missing, first[width:])) else Message(
            "The header has more names than the rows have cells; the last ones were left out."
        )
    fitting = [row for row in body if len(row) == width]
    if len(first) < width - 1 or all(is_missing(row[-1]) for row in fitting):
        return [*first, *[""] * (width - len(first))], None
    return ["row", *first], Message("The header has one name less than the rows: the first column is called “row”.")


def _decimal(body: Sequence[Row], sign: str) -> str:
    commas = points = grouped = 0
    enough = max(_FEWEST_ROWS_LOOKED_AT, _CELLS_LOOKED_AT // max(1, len(body[0]) if body else 1))
    for row in body[: min(200, enough)]:
        for cell in row:
            cell = cell.strip()
            if _GROUPED.fullmatch(cell):
                grouped += 1
            elif _DECIMAL_COMMA.fullmatch(cell) or _GROUPED_COMMA.fullmatch(cell):
                commas += 1
            elif _GROUPED_POINT.fullmatch(cell) or (
                _DECIMAL_POINT.fullmatch(cell) and not _GROUPED_BY_POINT.fullmatch(cell)
            ):
                points += 1
    if sign == ";" and not points and not commas and grouped:
        return ","
    return "," if commas > points else "."


def _all_numbers(column: Sequence[str], mark: str) -> bool:
    """Whether a column can be read as numbers straight away; one that is empty so far cannot be known."""
    return not all(map(is_missing, column)) and all(is_missing(cell) or is_number(cell, mark) for cell in column)


def has_header(first: Row, body: Sequence[Row], decimal: str = ".") -> bool:
    """Whether the first row of a sheet has the columns' names."""
    return _has_header(first, list(zip(*body, strict=True)) if body else [()] * len(first), decimal)


def _has_header(first: Row, columns: Sequence[Sequence[str]], mark: str) -> bool:
    if _are_counted(first, columns, mark):
        return True
    for_it = against = 0
    for cell, column in zip(first, columns, strict=False):
        below = [value for value in column[:100] if not is_missing(value)]
        typed = [is_number(value, mark) or is_date_like(value) for value in below]
        if is_number(cell, mark) or is_date_like(cell):
            against += 1
        elif typed and sum(typed) >= 0.8 * len(typed):
            # A missing value in the first row is no name.
            for_it += not is_missing(cell)
        elif cell in below:
            against += 1
    if for_it or against:
        return for_it * 2 >= against if for_it else False
    return bool(first)


def _are_counted(first: Row, columns: Sequence[Sequence[str]], mark: str) -> bool:
    """Whether a row has the names that columns without one get elsewhere: 0, 1, 2 and so on, perhaps others beside."""
    counted = [place for place, cell in enumerate(first) if is_number(cell, mark)]
    named = [place for place, cell in enumerate(first) if not is_number(cell, mark) and not is_missing(cell)]
    if any(first[place] != str(number) for number, place in enumerate(counted)) or not any(columns):
        return False
    if any(first[place] in columns[place] for place in named):
        return False
    if len(counted) < 3 and not any(_is_no_text(columns[place], mark) for place in named):
        return False
    # Where the next row goes on counting, both are numbers.
    following = [columns[place][0] for place in counted]
    if not following or not all(map(str.isdecimal, following)):
        return bool(following)
    return any(float(cell) != float(following[0]) + number for number, cell in enumerate(following))


def _is_no_text(column: Sequence[str], mark: str) -> bool:
    """Whether a column holds numbers, or words that come again."""
    return len(set(column)) < len(column) or all(is_number(cell, mark) for cell in column)
