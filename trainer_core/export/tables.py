"""A run's numbers as CSV and as Parquet: a row a batch or a row an epoch, in pieces, so that memory does not grow."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt

from trainer_core.errors import RunFolderError
from trainer_core.files.atomic import atomic_write
from trainer_core.files.safe_read import open_ordinary
from trainer_core.files.small_files import read_text, unreadable
from trainer_core.history.history import BY_HAND, LOSS, RECORD_BYTES, EpochRow, History, Mark, columns_of
from trainer_core.registry import Registry
from trainer_core.runs.run_files import (
    BATCHES,
    RECIPE,
    read_epochs,
    read_facts,
    read_marks,
    read_metric,
    records,
    require_run,
)

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

_PIECE = 1 << 17
"""Rows that are in memory at once, and in one row group of Parquet: 5 MB of batches."""

_LARGEST_RECIPE = 1_000_000

BY_HAND_COLUMN = "changed_by_hand"
_WHOLE = ("batch", "epoch", "step", BY_HAND_COLUMN)
"""Columns of whole numbers."""

Exporter = Callable[[Path, Path], int]
"""``write(run, out)``: writes the run in the folder ``run`` to the file ``out``, and returns how many rows that has."""

exporters: Registry[Exporter] = Registry("exporter")
"""Exporters that were added to the program's own, by the ending of their files with its dot (``".jsonl"``)."""

Columns = dict[str, npt.NDArray[Any]]
"""A piece of a table: its columns by name, each (n,) int64 or float64."""


def export_history(run: Path, out: Path, *, epochs: bool = False) -> int:
    """Write the history of the run in the folder ``run`` to ``out``, and return how many rows it has.

    The name of ``out`` says which kind it is: ``.csv``, ``.parquet``, or that of one of `exporters`. There is a row for
    each batch (its number from 1, and `History.columns`), or with ``epochs`` for each epoch (`EpochRow.values`); shares
    such as accuracy are in 0..1, ``seconds`` are those of training. A Parquet file carries the recipe (``recipe.toml``)
    in the metadata of its schema, and ``changed_by_hand`` where the run was. There, every table has a last column of
    this name: 1 in the rows that a change by hand has gone into, and 0 before. Memory does not grow with the run; a
    file that is already there is replaced once the new one is whole.

    Raises `RunFolderError` if the run cannot be read, ``out`` cannot be written, or its name ends otherwise.
    """
    writer = _WRITERS.get(out.suffix.lower())
    if writer is None and out.suffix.lower() in exporters:
        require_run(run)
        return exporters[out.suffix.lower()].build(run, out)
    if writer is None:
        raise RunFolderError(
            "unknown-format",
            "{path} should end in {allowed}: the ending says what kind of table it is.",
            path=str(out),
            allowed=" or ".join([*_WRITERS, *(entry.name for entry in exporters)]),
        )
    require_run(run)
    recipe = read_text(run / RECIPE, _LARGEST_RECIPE)
    metric = read_metric(run)
    names = _epoch_columns(read_epochs(run), metric) if epochs else batch_columns(metric)
    pieces = _epochs(run) if epochs else _batches(run, metric)
    first = _first_by_hand(read_marks(run))
    if first is not None:
        names, pieces = (*names, BY_HAND_COLUMN), _marked(pieces, first)
    with atomic_write(out, error=RunFolderError) as file:
        return writer(file, names, pieces, _metadata(run, recipe))


def export_curves(history: History, out: Path) -> int:
    """Write the numbers that the curves show to ``out`` as CSV, and return how many rows it has.

    There is a row for each batch (`batch_columns`), and in the row of an epoch's last batch its number and its results
    in validation; in the other rows these columns are empty. Raises `RunFolderError` if ``out`` cannot be written.
    """
    of_epochs = _epoch_columns(history.epochs, history.metric)
    of_epochs = ("epoch", *(name for name in of_epochs if name.startswith("validation_")))
    with atomic_write(out, error=RunFolderError) as file:
        names: tuple[str, ...] = (*batch_columns(history.metric), *of_epochs)
        pieces, first = _curves(history, of_epochs), _first_by_hand(history.marks)
        if first is not None:
            names, pieces = (*names, BY_HAND_COLUMN), _marked(pieces, first)
        return _write_csv(file, names, pieces, {})


def _first_by_hand(marks: Iterable[Mark]) -> int | None:
    """After how many batches weights or other state were changed by hand for the first time."""
    return min((mark.step for mark in marks if mark.message.template == BY_HAND), default=None)


def _marked(pieces: Iterator[Columns], first: int) -> Iterator[Columns]:
    """The pieces with a column that says of each row whether it comes after a change by hand."""
    for piece in pieces:
        batches = piece["step"] if "step" in piece else piece["batch"]
        yield piece | {BY_HAND_COLUMN: (batches > first).astype(np.int64)}


def _metadata(run: Path, recipe: str) -> dict[str, str]:
    by_hand = {"changed_by_hand": "true"} if read_facts(run).get("changed_by_hand") is True else {}
    return {RECIPE: recipe, "creator": "Training Studio", **by_hand}


def batch_columns(metric: str) -> tuple[str, ...]:
    """The columns of a table of batches; ``batch`` counts from 1, as the steps of epochs do."""
    return ("batch", *columns_of(metric))


def _epoch_columns(rows: Sequence[EpochRow], metric: str) -> tuple[str, ...]:
    """The columns of a table of epochs; before there is one, those that any has."""
    none = {LOSS: math.nan, metric: math.nan}
    return tuple((rows[0] if rows else EpochRow(1, 1, none, none, math.nan, math.nan, math.nan)).values)


def _curves(history: History, epoch_columns: tuple[str, ...]) -> Iterator[Columns]:
    closing = {row.step: row for row in history.epochs}
    for begin in range(0, len(history), _PIECE):
        rows = history.rows(begin, begin + _PIECE)
        piece: Columns = {"batch": np.arange(begin + 1, begin + 1 + len(rows))}
        piece |= {name: np.ascontiguousarray(rows[name]) for name in history.columns}
        ends = [closing.get(batch) for batch in piece["batch"].tolist()]
        for name in epoch_columns:
            piece[name] = np.array(["" if row is None else row.values[name] for row in ends], dtype=object)
        yield piece


def _write_csv(file: BinaryIO, names: tuple[str, ...], pieces: Iterator[Columns], metadata: dict[str, str]) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    table = csv.writer(text, lineterminator="\n")
    table.writerow(names)
    rows = 0
    for piece in pieces:
        # Python writes a float as the shortest text that reads back as the same float.
        table.writerows(zip(*(piece[name].tolist() for name in names), strict=True))
        rows += len(piece[names[0]])
    text.flush()
    text.detach()
    return rows


def _write_parquet(file: BinaryIO, names: tuple[str, ...], pieces: Iterator[Columns], metadata: dict[str, str]) -> int:
    # 0.2 s that only those who ask for Parquet pay.
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    schema = pa.schema(
        [pa.field(name, pa.int64() if name in _WHOLE else pa.float64()) for name in names],
        metadata=metadata,
    )
    rows = 0
    with pq.ParquetWriter(pa.PythonFile(file, mode="w"), schema, compression="zstd") as writer:
        for piece in pieces:
            writer.write_table(_arrow(piece, schema))
            rows += len(piece[names[0]])
    return rows


_WRITERS: Final[dict[str, Callable[[BinaryIO, tuple[str, ...], Iterator[Columns], dict[str, str]], int]]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
}


def _arrow(piece: Columns, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    return pa.table([pa.array(piece[name]) for name in schema.names], schema=schema)


def _batches(run: Path, metric: str) -> Iterator[Columns]:
    """The whole records of ``batches.bin``, a piece at a time; none if there is no such file yet."""
    try:
        with open_ordinary(run / BATCHES) as file:
            begin = 1
            while len(data := file.read(_PIECE * RECORD_BYTES)) >= RECORD_BYTES:
                rows = records(data, metric)
                columns = {name: np.ascontiguousarray(rows[name]) for name in columns_of(metric)}
                yield {"batch": np.arange(begin, begin + len(rows), dtype=np.int64), **columns}
                begin += len(rows)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unreadable(run / BATCHES, error) from None


def _epochs(run: Path) -> Iterator[Columns]:
    rows = read_epochs(run)
    if rows:
        values = [row.values for row in rows]
        yield {name: np.array([each[name] for each in values]) for name in values[0]}
