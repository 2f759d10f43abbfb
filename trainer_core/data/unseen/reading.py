"""Reads files of any kind as inputs of the model that was trained on a dataset, in memory that does not grow."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from trainer_core.data.arrays.stored import SUFFIXES as ARRAYS
from trainer_core.data.examples import Dataset
from trainer_core.data.picture_files import Invert
from trainer_core.data.pictures.scanning import scan
from trainer_core.data.tables.source import SUFFIXES as TABLES
from trainer_core.data.unseen.arrays import of_arrays
from trainer_core.data.unseen.pictures import Picture, of_pictures, pictures_in, pictures_of_table
from trainer_core.data.unseen.portion import Place, Portion
from trainer_core.data.unseen.tables import of_table
from trainer_core.errors import DataError


def is_for_pictures(dataset: Dataset) -> bool:
    """Whether the model takes pictures: (C, H, W) with one channel or three."""
    shape = dataset.input_shape
    return len(shape) == 3 and shape[0] in (1, 3)


def unseen(dataset: Dataset, paths: Sequence[Path], invert: Invert = Invert.AUTO) -> Iterator[Portion]:
    """Read ``paths``, files and folders with all that lies below, as inputs of a model of ``dataset``.

    Labels are those of class folders, of a table beside the pictures, or of the target's columns, where there are any.
    What cannot be read costs its own place and nothing else.
    """
    for number, path in enumerate(paths):
        for portion in _of_path(dataset, path, invert):
            yield replace(portion, done=(number + portion.done) / len(paths))


def _of_path(dataset: Dataset, path: Path, invert: Invert) -> Iterator[Portion]:
    try:
        if _is_folder(path):
            yield from _of_folder(dataset, path, invert)
        else:
            yield from _of_file(dataset, path, invert)
    except DataError as error:
        yield Portion((Place(str(path), problem=error),), None, None, 1.0)


def _is_folder(path: Path) -> bool:
    """Raises `DataError` if there is nothing; why something cannot be looked at is told when it is read."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        raise DataError("missing-file", "{path} does not exist. Check the name.", path=str(path)) from None
    except OSError:
        return False


def _of_folder(dataset: Dataset, path: Path, invert: Invert) -> Iterator[Portion]:
    if is_for_pictures(dataset):
        yield from of_pictures(dataset, pictures_in(path, dataset), invert)
        return
    wanted = TABLES | frozenset(ARRAYS)
    files = [path / name for name in scan(path).others if Path(name).suffix.lower() in wanted]
    if not files:
        raise DataError("no-tables", "There is no table in the folder {path}.", path=str(path))
    for number, file in enumerate(files):
        for portion in _of_path(dataset, file, invert):
            yield replace(portion, done=(number + portion.done) / len(files))


def _of_file(dataset: Dataset, path: Path, invert: Invert) -> Iterator[Portion]:
    suffix = path.suffix.lower()
    if suffix in ARRAYS:
        return of_arrays(dataset, path)
    if not is_for_pictures(dataset):
        return of_table(dataset, path)
    if suffix in TABLES:
        return of_pictures(dataset, pictures_of_table(path, dataset), invert)
    return of_pictures(dataset, [Picture(path, None)], invert)
