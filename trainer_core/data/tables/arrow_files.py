"""Parquet, Feather and Arrow files: types are the file's own, read a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from trainer_core.data.tables.arrow import pa
from trainer_core.data.tables.dialect import unique_names
from trainer_core.data.tables.gathering import COMPACT_ABOVE, Gathering, is_usable
from trainer_core.data.tables.survey import FileKind, Opener
from trainer_core.data.tables.table import ColumnType, Table
from trainer_core.errors import DataError, Message

_ROWS = 1 << 16
_BUFFER = 1 << 18
"""Bytes that are read at once of a column: else Arrow holds all of a group of rows, which may be the whole file."""


def read_arrow(
    open_file: Opener, origin: str, kind: FileKind, wanted: dict[str, ColumnType], *, most: int = 0
) -> Table:
    """Read a Parquet, Feather or Arrow file; with ``most`` cells, only as many of its first rows as hold about these.

    Raises:
        DataError: it is damaged, written in a way that this version of pyarrow does not know, or too large.
    """
    gathering: Gathering | None = None
    names: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    try:
        for names, notes, rows, arrays in arrow_batches(open_file, origin, kind):  # noqa: B007 - the last notes
            if gathering is None:
                if most:
                    rows = min(rows, most // max(1, len(names)) + _ROWS)
                gathering = Gathering(len(names), expected=rows, compact=rows * len(names) * 8 > COMPACT_ABOVE)
            if arrays:
                gathering.add(arrays, len(arrays[0]))
                if most and gathering.rows * len(names) >= most:
                    break
        columns = gathering.columns(names, wanted=wanted) if gathering else ()
    except MemoryError:
        raise DataError(
            "too-large", "{path} is too large for the memory of this computer. Use a part of it.", path=origin
        ) from None
    return Table(origin, columns, notes=notes)


def arrow_batches(
    open_file: Opener, origin: str, kind: FileKind
) -> Iterator[tuple[tuple[str, ...], tuple[Message, ...], int, list[Any]]]:
    """Yield the names, what is to say, the number of all rows (if it is known) and each batch's arrays.

    The first batch has no arrays, so that an empty table has its names too.
    """
    with ExitStack() as stack:
        try:
            schema, rows, batches = _opened(stack, open_file, kind)
            usable = [place for place, entry in enumerate(schema) if is_usable(entry.type)]
            names, notes = unique_names([schema[place].name for place in usable])
            if left_out := [entry.name for place, entry in enumerate(schema) if place not in set(usable)]:
                notes = (
                    *notes,
                    Message(
                        "Columns of lists, structures or bytes cannot be learnt from and were left out: {names}.",
                        {"names": ", ".join(left_out[:10])},
                    ),
                )
            yield names, notes, rows, []
            for batch in batches:
                batch.validate(full=True)
                yield names, notes, rows, [batch.column(place) for place in usable]
        except (pa.ArrowException, OSError, ValueError, KeyError, MemoryError) as error:
            raise DataError(
                "damaged-file",
                "{path} cannot be read as {kind} ({reason}). Save it again with the program that wrote it.",
                path=origin,
                kind=kind.value.capitalize(),
                reason=str(error).split("\n")[0] or type(error).__name__,
            ) from None


def _opened(stack: ExitStack, open_file: Opener, kind: FileKind) -> tuple[Any, int, Iterator[Any]]:
    file = stack.enter_context(open_file())
    if kind is FileKind.PARQUET:
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        parquet = pq.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        return parquet.schema_arrow, parquet.metadata.num_rows, parquet.iter_batches(_ROWS)
    magic = file.read(6)
    file.seek(0)
    if magic.startswith(b"ARROW1"):
        stored = pa.ipc.open_file(file)
        each = (stored.get_batch(place) for place in range(stored.num_record_batches))
        size = file.seek(0, 2)
        return stored.schema, size // 8 // max(1, len(stored.schema)), each
    stream = pa.ipc.open_stream(file)
    return stream.schema, 0, iter(stream)
