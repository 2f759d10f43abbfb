"""What a path or a name stands for that can be trained on, told from its name; only a folder is looked into."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from trainer_core.data.arrays.stored import SUFFIXES as ARRAYS
from trainer_core.data.pictures.opening import SUFFIXES as PICTURES
from trainer_core.data.sources import sources
from trainer_core.errors import DataError


class Kind(StrEnum):
    """What data is; of a person's own also the name of the source that reads it."""

    FOLDER = "folder"
    TABLE = "table"
    ARRAYS = "arrays"
    DATASET = "dataset"
    BUILT_IN = "built-in"


def is_built_in(name: str) -> bool:
    """Whether this names data that comes with the program or is downloaded."""
    return name in sources and not sources.is_own(name)


def kind_of(path: Path) -> Kind:
    """Tell what ``path`` holds. A file of an unknown ending is taken for a table, which is read by its content.

    Raises:
        DataError: there is nothing, or something that cannot be data.
    """
    if path.is_dir():
        return Kind.FOLDER
    if not path.exists():
        raise DataError("missing-file", "{path} does not exist. Check the name.", path=str(path))
    suffix = path.suffix.lower()
    if suffix == ".py":
        return Kind.DATASET
    if suffix in ARRAYS:
        return Kind.ARRAYS
    if suffix in PICTURES:
        raise DataError(
            "one-picture",
            "{path} is a single picture, from which nothing can be learnt. Choose the folder that holds a folder of "
            "pictures for each class.",
            path=str(path),
        )
    return Kind.TABLE
