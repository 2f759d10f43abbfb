"""A table in text cut into pieces between its rows, each parsed by Arrow on a core of its own, in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from trainer_core.data.tables.arrow import pa, pa_csv
from trainer_core.data.tables.reported import Reported

LARGEST = 1 << 29
"""Bytes that are parsed at once at most; no line of a table is longer."""

_MOST_THREADS = 8
_BLOCKS = 4
"""Blocks in a piece: Arrow parses small ones faster, and large ones take fewer steps afterwards."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How Arrow is to read a text: ``names`` of the columns below so many ``lines_above`` and perhaps a ``header``.

    ``quoted`` says that there are quotes in these, such as around the names; there are none below.
    """

    names: Sequence[str]
    lines_above: int
    header: bool
    quoted: bool
    separator: str
    convert: Any


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A piece's record batches, how many rows it has and the numbers, within it, of those that were left out."""

    batches: list[Any]
    rows: int
    left_out: list[int]


def parsed_pieces(file: Reported, block: int, layout: Layout) -> Iterator[tuple[list[Any], list[int]]]:
    """Yield the record batches of a text in UTF-8 whose rows have no quotes, some blocks of ``block`` bytes at a time.

    With each come the numbers of the rows among them that have another number of cells and were left out, counted
    from 1 with what is above the table; blank lines do not count. Raises `pyarrow.ArrowInvalid` as Arrow's own reader
    does, such as for a row that is longer than a block.
    """
    above = layout.lines_above + int(layout.header)
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    waiting: deque[Future[_Parsed]] = deque()
    before = 0

    def taken() -> tuple[list[Any], list[int]]:
        nonlocal before
        piece = waiting.popleft().result()
        left_out = [before + number for number in piece.left_out]
        before += piece.rows + len(piece.left_out) + (above if not before else 0)
        return piece.batches, left_out

    with ThreadPoolExecutor(threads, "table") as pool:
        first = True
        for piece in _pieces(file, _BLOCKS * block, above):
            waiting.append(pool.submit(_parsed, piece, block, layout, first))
            first = False
            if len(waiting) > threads + 1:
                yield taken()
        while waiting:
            yield taken()


def _pieces(file: Reported, size: int, above: int) -> Iterator[bytes]:
    """Cut a text behind ends of lines; the first piece has more lines than are ``above`` the rows."""
    left, lines = b"", above
    while data := file.read(size):
        left += data
        end = max(left.rfind(b"\n"), left.rfind(b"\r") if b"\n" not in left else -1) + 1
        if end and (not lines or (left.count(b"\n") or left.count(b"\r")) > lines):
            yield left[:end]
            left, lines = left[end:], 0
        elif len(left) > LARGEST:
            raise pa.ArrowInvalid(f"a line has more than {LARGEST:,} bytes")
    if left:
        yield left


def _parsed(piece: bytes, block: int, layout: Layout, first: bool) -> _Parsed:
    left_out: list[int] = []

    def leave_out(row: Any) -> str:
        left_out.append(row.number)
        return "skip"

    table = pa_csv.read_csv(
        pa.BufferReader(piece),
        read_options=pa_csv.ReadOptions(
            use_threads=False,
            block_size=block,
            skip_rows=layout.lines_above if first else 0,
            column_names=layout.names,
            skip_rows_after_names=int(layout.header) if first else 0,
        ),
        parse_options=pa_csv.ParseOptions(
            delimiter=layout.separator,
            quote_char='"' if first and layout.quoted else False,
            invalid_row_handler=leave_out,
        ),
        convert_options=layout.convert,
    )
    return _Parsed(table.combine_chunks().to_batches(), table.num_rows, left_out)
