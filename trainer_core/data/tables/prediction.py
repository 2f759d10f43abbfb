"""New tables as inputs of a trained model: by the encoding that the run holds, some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.tables.arrow import pa
from trainer_core.data.tables.encoder import Encoder
from trainer_core.data.tables.read import CLIPBOARD, Reading, stream_table
from trainer_core.data.tables.table import Table
from trainer_core.data.tables.text_values import text_column
from trainer_core.errors import DataError


@dataclass(frozen=True, slots=True)
class EncodedRows:
    """Some rows of a table, ready for the model.

    ``rows`` (K,) are their numbers in the file, counted from 1 with the header; ``inputs`` is (K, F) float32.
    ``targets`` are those of `Targets.encode` where the table has the target's columns, else None. ``skipped`` are the
    numbers of rows among or before them that could not be read.
    """

    rows: npt.NDArray[np.int64]
    inputs: npt.NDArray[np.float32]
    targets: npt.NDArray[Any] | None
    skipped: tuple[int, ...]


def encoded_rows(encoder: Encoder, path: Path, reading: Reading | None = None) -> Iterator[EncodedRows]:
    """Read a table and encode it as the run's was, in memory that does not grow with the table.

    ``reading`` corrects how the file is read; the columns' types are the run's.

    Raises:
        DataError: the file cannot be read, or a column is missing that the model learnt from.
    """
    found = encoder.full_reading
    how = replace(reading or Reading(), types=found.types, date_formats=found.date_formats)
    for part in stream_table(path, how):
        yield _encoded(encoder, part)


def encoded_row(encoder: Encoder, values: Mapping[str, str]) -> npt.NDArray[np.float32]:
    """Encode one row that was typed in, (1, F): texts by column; a column that is not there is missing."""
    types = encoder.full_reading.types
    formats = encoder.full_reading.date_formats
    columns = tuple(
        text_column(
            name,
            np.zeros(1, np.int32),
            pa.array([values.get(name, "")], pa.string()),
            wanted=types[name],
            date_format=formats.get(name, ""),
        )
        for name in encoder.columns
    )
    return encoder.encode(Table(CLIPBOARD, columns))


def stored_encoder(fitted: Mapping[str, Any]) -> Encoder:
    """The encoder among what a run has ``fitted``.

    Raises:
        DataError: the run was not trained on a table, or the encoding is damaged.
    """
    if "table" not in fitted:
        raise DataError(
            "not-for-tables",
            "This run was not trained on a table, so it cannot predict one. Choose a run that was.",
        )
    return Encoder.from_dict(fitted["table"])


def _encoded(encoder: Encoder, part: Table) -> EncodedRows:
    known = all(name in part for name in encoder.targets.columns)
    return EncodedRows(
        part.row_numbers(),
        encoder.encode(part),
        encoder.targets.encode(part) if known else None,
        part.skipped,
    )
