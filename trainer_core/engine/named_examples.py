"""Where examples come from by name: their file, their row in a table's file, or their part and row; and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from trainer_core.data import Dataset
from trainer_core.data.check.finding import row_name
from trainer_core.data.corrections import ExampleKey
from trainer_core.data.fingerprint import ReadFile

Places = npt.NDArray[np.int64]

_LONGEST_NUMBER = 18


def file_at(dataset: Dataset, split: int, index: int) -> ReadFile | None:
    """The file that the example ``index`` of a part (0: training, 1: validation, 2: test) is, if it is one."""
    if dataset.file_of_row is None:
        return None
    file = int(dataset.file_of_row[int(dataset.origins[split].rows[index])])
    return dataset.files[file] if file >= 0 else None


def name_at(dataset: Dataset, split: int, index: int) -> str:
    """The file of an example, or the number of its row in a table's file, or nothing."""
    file = file_at(dataset, split, index)
    if file is not None:
        return file.name
    if dataset.row_numbers is None:
        return ""
    return str(int(dataset.row_numbers[int(dataset.origins[split].rows[index])]))


def places_of(dataset: Dataset, items: Sequence[str]) -> Places:
    """The places of the examples that ``items`` name, in their order; what is no example is passed over."""
    wanted = set(items)
    place_of: dict[str, int] = {}
    start = 0
    for split, origin in enumerate(dataset.origins):
        rows = origin.rows.numpy()
        for index, name in _named(dataset, split, rows, wanted):
            place_of.setdefault(name, start + index)
        start += len(rows)
    return np.array([place_of[item] for item in items if item in place_of], dtype=np.int64)


def places_of_keys(dataset: Dataset, keys: Sequence[ExampleKey]) -> Places:
    """The places of the examples that the keys of corrections name, in their order; what is none is passed over."""
    place_of: dict[tuple[str, int], int] = {}
    start = 0
    for origin in dataset.origins:
        place_of |= {(origin.brought, row): start + at for at, row in enumerate(origin.rows.tolist())}
        start += len(origin.rows)
    row_of: dict[str, int] = {}
    if dataset.file_of_row is not None and any(key.file for key in keys):
        files = dataset.file_of_row.tolist()
        row_of = {dataset.files[file].name: row for row, file in enumerate(files) if file >= 0}
    wanted = [("training", row_of.get(key.file, -1)) if key.file else (key.of, key.row) for key in keys]
    return np.array([place_of[each] for each in wanted if each in place_of], dtype=np.int64)


def _named(dataset: Dataset, split: int, rows: Places, wanted: set[str]) -> Iterator[tuple[int, str]]:
    """The examples of a part, which lie at ``rows``, that are ``wanted``: their places in it, and their names."""
    if dataset.file_of_row is not None:
        files = dataset.file_of_row.numpy()[rows]
        named = [place for place, file in enumerate(dataset.files) if file.name in wanted]
        for index in np.flatnonzero(np.isin(files, named)).tolist():
            yield index, dataset.files[files[index]].name
    elif dataset.row_numbers is not None:
        numbers = dataset.row_numbers.numpy()[rows]
        asked = [number for number in map(_number, wanted) if number is not None]
        for index in np.flatnonzero(np.isin(numbers, asked)).tolist():
            yield index, str(numbers[index])
    else:
        asked = [number for name in wanted if (number := _number(name.rpartition(" ")[2])) is not None]
        for index in np.flatnonzero(np.isin(rows + 1, asked)).tolist():
            yield index, row_name(split, int(rows[index]))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None
