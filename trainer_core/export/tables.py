"""A run's numbers as CSV and as Parquet: a row a batch or a row an epoch, in pieces, so that memory does not grow."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt

from trainer_core.errors import RunFolderError
from trainer_core.files.atomic import atomic_write
from trainer_core.files.safe_read import open_ordinary
from trainer_core.files.small_files import read_text, unreadable
from trainer_core.history.history import COLUMNS, ROW, EpochRow, History
from trainer_core.runs.run_files import BATCHES, RECIPE, read_epochs, records, require_run

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

BATCH_COLUMNS: Final = ("batch", *COLUMNS)
"""The columns of a table of batches; ``batch`` counts from 1, as the steps of epochs do."""

EPOCH_COLUMNS: Final = tuple(each.name for each in dataclasses.fields(EpochRow))

_PIECE = 1 << 17
"""Rows that are in memory at once, and in one row group of Parquet: 5 MB of batches."""

_LARGEST_RECIPE = 1_000_000

Columns = dict[str, npt.NDArray[Any]]
"""A piece of a table: its columns by name, each (n,) int64 or float64."""


def export_history(run: Path, out: Path, *, epochs: bool = False) -> int:
    """Write the history of the run in the folder ``run`` to ``out``, and return how many rows it has.

    The name of ``out`` says which kind it is: ``.csv`` or ``.parquet``. There is a row for each batch (`BATCH_COLUMNS`)
    or with ``epochs`` for each epoch (`EPOCH_COLUMNS`); accuracies are in 0..1, ``seconds`` are those of training. A
    Parquet file carries the recipe (``recipe.toml``) in the metadata of its schema. Memory does not grow with the run;
    a file that is already there is replaced once the new one is whole.

    Raises `RunFolderError` if the run cannot be read, ``out`` cannot be written, or its name ends otherwise.
    """
    writer = _WRITERS.get(out.suffix.lower())
    if writer is None:
        raise RunFolderError(
            "unknown-format",
            "{path} should end in {allowed}: the ending says what kind of table it is.",
            path=str(out),
            allowed=" or ".join(_WRITERS),
        )
    require_run(run)
    recipe = read_text(run / RECIPE, _LARGEST_RECIPE)
    names = EPOCH_COLUMNS if epochs else BATCH_COLUMNS
    pieces = _epochs(run) if epochs else _batches(run)
    with atomic_write(out, error=RunFolderError) as file:
        return writer(file, names, pieces, recipe)


def export_curves(history: History, out: Path) -> int:
    """Write the numbers that the curves show to ``out`` as CSV, and return how many rows it has.

    There is a row for each batch (`BATCH_COLUMNS`), and in the row of an epoch's last batch its number and its results
    in validation; in the other rows these columns are empty. Raises `RunFolderError` if ``out`` cannot be written.
    """
    names = (*BATCH_COLUMNS, "epoch", *(name for name in EPOCH_COLUMNS if name.startswith("validation_")))
    with atomic_write(out, error=RunFolderError) as file:
        return _write_csv(file, names, _curves(history, names[len(BATCH_COLUMNS) :]), "")


def _curves(history: History, epoch_columns: tuple[str, ...]) -> Iterator[Columns]:
    closing = {row.step: row for row in history.epochs}
    for begin in range(0, len(history), _PIECE):
        rows = history.rows(begin, begin + _PIECE)
        piece: Columns = {"batch": np.arange(begin + 1, begin + 1 + len(rows))}
        piece |= {name: np.ascontiguousarray(rows[name]) for name in COLUMNS}
        ends = [closing.get(batch) for batch in piece["batch"].tolist()]
        for name in epoch_columns:
            piece[name] = np.array(["" if row is None else getattr(row, name) for row in ends], dtype=object)
        yield piece


def _write_csv(file: BinaryIO, names: tuple[str, ...], pieces: Iterator[Columns], recipe: str) -> int:
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


def _write_parquet(file: BinaryIO, names: tuple[str, ...], pieces: Iterator[Columns], recipe: str) -> int:
    # 0.2 s that only those who ask for Parquet pay.
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    schema = pa.schema(
        [pa.field(name, pa.int64() if name in ("batch", "epoch", "step") else pa.float64()) for name in names],
        metadata={RECIPE: recipe, "creator": "Training Studio"},
    )
    rows = 0
    with pq.ParquetWriter(pa.PythonFile(file, mode="w"), schema, compression="zstd") as writer:
        for piece in pieces:
            writer.write_table(_arrow(piece, schema))
            rows += len(piece[names[0]])
    return rows


_WRITERS: Final[dict[str, Callable[[BinaryIO, tuple[str, ...], Iterator[Columns], str], int]]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
}


def _arrow(piece: Columns, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    return pa.table([pa.array(piece[name]) for name in schema.names], schema=schema)


def _batches(run: Path) -> Iterator[Columns]:
    """The whole records of ``batches.bin``, a piece at a time; none if there is no such file yet."""
    try:
        with open_ordinary(run / BATCHES) as file:
            begin = 1
            while len(data := file.read(_PIECE * ROW.itemsize)) >= ROW.itemsize:
                rows = records(data)
                columns = {name: np.ascontiguousarray(rows[name]) for name in COLUMNS}
                yield {"batch": np.arange(begin, begin + len(rows), dtype=np.int64), **columns}
                begin += len(rows)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unreadable(run / BATCHES, error) from None


def _epochs(run: Path) -> Iterator[Columns]:
    rows = read_epochs(run)
    if rows:
        yield {name: np.array([getattr(row, name) for row in rows]) for name in EPOCH_COLUMNS}
