"""Picture files as inputs, with what a folder or a table says of each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from trainer_core.data.examples import Dataset
from trainer_core.data.picture_files import Invert, Pictures, read_pictures
from trainer_core.data.pictures.layout import Layout, layout
from trainer_core.data.pictures.scanning import Scan, scan
from trainer_core.data.unseen.portion import Place, Portion
from trainer_core.errors import DataError

_AT_ONCE = 32
"""Pictures that are read before anybody hears of them; decoding one of a camera takes some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file, and the name of its class or its number, if it is known."""

    path: Path
    label: str | float | None


def pictures_in(folder: Path, dataset: Dataset) -> list[Picture]:
    """Every picture below ``folder``, by name; those in class folders, or in a table beside them, with their labels.

    Raises:
        DataError: the folder cannot be looked into, or holds no picture.
    """
    found = scan(folder)
    if not found.pictures:
        raise DataError("no-pictures", "There is no picture in the folder {path}.", path=str(folder))
    labels = _labels(found, dataset)
    return [Picture(folder / file.name, labels.get(file.name)) for file in found.pictures]


def pictures_of_table(table: Path, dataset: Dataset) -> list[Picture]:
    """The pictures that ``table`` lists, which lie below its folder, with their labels.

    Raises:
        DataError: it cannot be read, or names no picture there.
    """
    found = scan(table.parent)
    read = layout(found, table=table, label_kind="auto" if dataset.class_names else "numbers")
    return [Picture(found.root / name, label) for name, label in _labels_of(read).items()]


def _labels_of(read: Layout) -> dict[str, str | float]:
    labels: tuple[str | float, ...] = read.labels
    return {file.name: label for file, label in zip(read.files, labels, strict=True)}


def _labels(found: Scan, dataset: Dataset) -> Mapping[str, str | float]:
    """What each picture shows, by its name; empty where nothing says it in words that the model knows."""
    try:
        read = layout(found)
    except DataError:
        return {}
    return _labels_of(read) if _fits(read, dataset) else {}


def _fits(read: Layout, dataset: Dataset) -> bool:
    if dataset.class_names:
        return bool({str(label) for label in read.labels} & set(dataset.class_names))
    return read.numeric


def of_pictures(dataset: Dataset, pictures: Sequence[Picture], invert: Invert) -> Iterator[Portion]:
    """Read picture files, a few dozen at a time."""
    labelled = any(picture.label is not None for picture in pictures)
    for start in range(0, len(pictures), _AT_ONCE):
        some = pictures[start : start + _AT_ONCE]
        read = [_attempt(picture.path, dataset, invert) for picture in some]
        places = tuple(_place(picture.path, each) for picture, each in zip(some, read, strict=True))
        images = [each.images for each in read if isinstance(each, Pictures)]
        known = [picture.label for picture, each in zip(some, read, strict=True) if isinstance(each, Pictures)]
        yield Portion(
            places,
            torch.cat(images) if images else None,
            _targets(known, dataset) if labelled and images else None,
            (start + len(some)) / len(pictures),
        )


def _place(path: Path, read: Pictures | DataError) -> Place:
    if isinstance(read, DataError):
        return Place(str(path), problem=read)
    return Place(str(path), inverted=read.inverted[0])


def _targets(labels: Sequence[str | float | None], dataset: Dataset) -> Tensor:
    if dataset.class_names:
        places = {name: place for place, name in enumerate(dataset.class_names)}
        return torch.tensor([places.get(str(label), -1) for label in labels], dtype=torch.int64)
    numbers = [label if isinstance(label, float) else math.nan for label in labels]
    return torch.tensor(numbers, dtype=torch.float32).unsqueeze(1)


def _attempt(path: Path, dataset: Dataset, invert: Invert) -> Pictures | DataError:
    try:
        return read_pictures([path], dataset.train, invert, decoding=dataset.decoding)
    except DataError as error:
        return error
