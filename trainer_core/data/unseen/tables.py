"""The rows of a table as inputs, by the encoding that the model was trained with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from trainer_core.data.examples import Dataset
from trainer_core.data.labels import TaskName
from trainer_core.data.unseen.portion import Place, Portion
from trainer_core.errors import DataError

if TYPE_CHECKING:
    from trainer_core.data.tables.encoder import Encoder

_TARGET = "target"
"""What the target's column is called where the data has no name for it."""


def encoder_of(dataset: Dataset) -> Encoder:
    """The encoding of the rows that a model of ``dataset`` takes; numbers as they are, where nothing was fitted.

    Raises:
        DataError: the model does not take rows of numbers.
    """
    # Arrow is imported when the first table is read, not when the program starts.
    from trainer_core.data.tables.encoder import Encoder
    from trainer_core.data.tables.encodings import NumberEncoding
    from trainer_core.data.tables.prediction import stored_encoder
    from trainer_core.data.tables.read import Reading
    from trainer_core.data.tables.targets import Targets

    if dataset.preprocessing or len(dataset.input_shape) != 1:
        return stored_encoder(dataset.preprocessing)
    count = dataset.input_shape[0]
    names = dataset.feature_names or tuple(f"x{place + 1}" for place in range(count))
    middle = [float(value) for value in dataset.mean] if len(dataset.mean) == count else [0.0] * count
    encodings = tuple(
        NumberEncoding(name, fill, 0.0, 1.0, indicator=False, clip=0.0)
        for name, fill in zip(names, middle, strict=True)
    )
    numbers = dataset.task is TaskName.REGRESSION
    columns = dataset.target_names if numbers and dataset.target_names else (_TARGET,)
    return Encoder(encodings, Targets(columns, dataset.task, dataset.class_names), Reading())


def of_table(dataset: Dataset, path: Path) -> Iterator[Portion]:
    """Read a table some thousand rows at a time.

    Raises:
        DataError: it cannot be read, or has not the columns that the model learnt from.
    """
    from trainer_core.data.tables.prediction import encoded_rows

    for part in encoded_rows(encoder_of(dataset), path):
        places = [Place(str(path), int(row)) for row in part.rows]
        places += [
            Place(
                str(path),
                row,
                DataError(
                    "unreadable-row", "Row {row} of {path} has too few or too many cells.", row=row, path=str(path)
                ),
            )
            for row in part.skipped
        ]
        targets = None if part.targets is None else torch.from_numpy(part.targets)
        yield Portion(tuple(places), torch.from_numpy(part.inputs), targets, 0.0)


def row_of(dataset: Dataset, values: Mapping[str, str]) -> Tensor:
    """Encode one row that was typed in, (1, F): texts by column; a column that is not there is missing."""
    from trainer_core.data.tables.prediction import encoded_row

    return torch.from_numpy(encoded_row(encoder_of(dataset), values))
