"""Where each row of a delimited text file begins, so that any few of millions can be read as they stand there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from trainer_core.data.tables.dialect import Dialect
from trainer_core.data.tables.survey import Opener, Survey, as_utf8
from trainer_core.errors import DataError

_CHUNK = 1 << 22
_LARGEST_RECODED = 1 << 28
_ENDS = re.compile(rb"\r\n|\r|\n")
_QUOTE, _NEWLINES = 34, (10, 13)

Offsets = npt.NDArray[np.int64]


class TextRows:
    """The rows of a surveyed file. Rows are numbered as in `trainer_core.data.tables.table.Table.row_numbers`."""

    def __init__(self, open_file: Opener, found: Survey, dialect: Dialect, origin: str) -> None:
        """Look through the whole file once, without parsing it.

        Raises:
            DataError: it is in an encoding of wide characters and too large to be written anew in another.
        """
        self._open, self._encoding = open_file, found.encoding
        self._dialect = dialect
        if found.nuls or found.encoding.startswith(("utf-16", "utf-32")):
            self._open, self._encoding = _recoded(open_file, found, origin), "utf-8"
        self.first = dialect.skipped_lines + int(dialect.format.header) + 1
        self._by_line = found.quotes % 2 == 1
        self._lay_out(quotes=found.quotes > 0 and not self._by_line)

    def __len__(self) -> int:
        return len(self._starts)

    def read(self, numbers: Sequence[int]) -> list[tuple[str, ...]]:
        """The cells of the rows with these numbers, as many as the table has columns; empty ones for no such row."""
        if any(number - self.first >= len(self) for number in numbers) and not self._by_line:
            # A quote was opened and closed by another, lines later, and the reader found that out.
            self._by_line = True
            self._lay_out(quotes=False)
        with self._open() as file:
            return [self._cells(file, number - self.first) for number in numbers]

    def _lay_out(self, *, quotes: bool) -> None:
        begin, breaks, odd = _breaks(self._open, self._dialect.skipped_lines, quotes=quotes)
        starts = np.concatenate((np.array([begin], np.int64), breaks[:-1] + 1)) if len(breaks) else breaks
        there = breaks > starts
        if quotes:
            there &= ~self._within(starts, breaks, np.flatnonzero(odd & there))
        firsts = np.flatnonzero(there)
        self._starts = starts[firsts]
        # A row ends where the last line before the next one does.
        lasts = np.append(firsts[1:], len(breaks)) - 1
        self._stops = breaks[lasts]
        if self._dialect.format.header:
            self._starts, self._stops = self._starts[1:], self._stops[1:]

    def _within(self, starts: Offsets, breaks: Offsets, odd: Offsets) -> npt.NDArray[np.bool_]:
        """Which lines go on with the row of the line before, because a quote is open: only ``odd`` lines open one."""
        inside = np.zeros(len(starts), np.bool_)
        sign = re.escape(self._dialect.format.separator.encode(self._encoding, "replace"))
        whole = re.compile(rb"(?:^|(?<=" + sign + rb'))"(?:[^"]|"")*"(?=' + sign + rb"|$)")
        opens = re.compile(rb"(?:^|" + sign + rb')"')
        opened = -1
        with self._open() as file:
            for place in odd.tolist():
                if opened >= 0:
                    inside[opened + 1 : place + 1] = True
                    opened = -1
                    continue
                file.seek(int(starts[place]))
                line = file.read(int(breaks[place] - starts[place]))
                if opens.search(whole.sub(b"", line)):
                    opened = place
        return inside

    def _cells(self, file: BinaryIO, place: int) -> tuple[str, ...]:
        width, sign = len(self._dialect.names), self._dialect.format.separator
        if not 0 <= place < len(self):
            return ("",) * width
        start = int(self._starts[place])
        file.seek(start)
        text = file.read(int(self._stops[place]) - start).decode(self._encoding, "replace").rstrip("\r\n")
        text = text.removeprefix("\ufeff")
        try:
            row = next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), [])
        except csv.Error:
            row = text.split(sign)
        return (*row[:width], *[""] * (width - len(row)))


def _recoded(open_file: Opener, found: Survey, origin: str) -> Opener:
    if found.size > _LARGEST_RECODED:
        raise DataError(
            "too-large-to-show",
            "{path} is in {encoding} and too large for its rows to be shown as they are in it. Save it in UTF-8.",
            path=origin,
            encoding=found.encoding,
        )
    with as_utf8(open_file, found, strict=False) as file:
        content = file.read()
    return lambda: io.BytesIO(content)


def _breaks(open_file: Opener, skipped: int, *, quotes: bool) -> tuple[int, Offsets, npt.NDArray[np.bool_]]:
    """Where the table begins, where each line from there on ends, (L,), and which have an odd number of quotes, (L,).

    Both halves of ``\\r\\n`` end a line, the second of them an empty one.
    """
    ends: list[Offsets] = []
    quoted: list[Offsets] = []
    size = 0
    with open_file() as file:
        begin = _start(file, skipped)
        file.seek(begin)
        for at, chunk in _chunks(file, begin):
            found = np.flatnonzero((chunk == _NEWLINES[0]) | (chunk == _NEWLINES[1]))
            ends.append(found + at)
            if quotes:
                quoted.append(np.flatnonzero(chunk == _QUOTE) + at)
            size = at + len(chunk)
    breaks = np.concatenate([*ends, np.array([size], np.int64)]) if size > begin else np.empty(0, np.int64)
    if not quotes or not len(breaks):
        return begin, breaks, np.zeros(len(breaks), np.bool_)
    before = np.searchsorted(np.concatenate(quoted), breaks)
    return begin, breaks, np.diff(before, prepend=0) % 2 == 1


def _chunks(file: BinaryIO, at: int) -> Iterator[tuple[int, npt.NDArray[np.uint8]]]:
    while data := file.read(_CHUNK):
        yield at, np.frombuffer(data, np.uint8)
        at += len(data)


def _start(file: BinaryIO, skipped: int) -> int:
    """Where the line after so many begins."""
    head = file.read(_CHUNK) if skipped else b""
    found = 0
    for number, end in enumerate(_ENDS.finditer(head), 1):
        if number == skipped:
            found = end.end()
            break
    return found
