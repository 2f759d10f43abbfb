"""The source ``folder``: a person's own pictures, one folder for each class or with a table of labels."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import torch
from pydantic import Field
from torch import Tensor

from trainer_core.data.examples import Examples, Progress, Provenance, RawData
from trainer_core.data.fingerprint import ReadFile
from trainer_core.data.labels import TaskName
from trainer_core.data.pictures.cached import Cached, decode_all
from trainer_core.data.pictures.check import PictureCheck
from trainer_core.data.pictures.decoding import Background, Colour, Decoding, Fit
from trainer_core.data.pictures.grouping import groups_by_name
from trainer_core.data.pictures.label_table import SUFFIXES as TABLE_SUFFIXES
from trainer_core.data.pictures.label_table import LabelKind
from trainer_core.data.pictures.layout import Layout, SplitName, layout
from trainer_core.data.pictures.notes import cannot_be_read, notes_on
from trainer_core.data.pictures.scanning import Scan, scan
from trainer_core.data.sources import sources
from trainer_core.errors import DataError, Message

Unreadable = Literal["stop", "skip"]
Task = Literal["auto", "classification", "binary", "regression"]

KINDS: Mapping[str, LabelKind] = {
    "auto": "auto",
    "classification": "classes",
    "binary": "classes",
    "regression": "numbers",
}
"""What a table's labels are for each task."""


@sources.register(
    "folder",
    title="Picture folder",
    summary="Your own pictures: a folder for each class, or a table of files and labels beside them.",
    task=None,
)
def folder(
    *,
    progress: Progress,
    path: Annotated[
        Path,
        Field(
            title="Folder",
            description="Where the pictures are: one folder for each class, or a CSV or Parquet file with the columns "
            "file and label. Folders called train, val and test are taken as such.",
            json_schema_extra={"path": "folder"},
        ),
    ],
    side: Annotated[
        int,
        Field(
            ge=8,
            le=1024,
            title="Side length",
            description="Each picture becomes a square of this side.",
            json_schema_extra={"unit": "px"},
        ),
    ] = 64,
    fit: Annotated[
        Fit,
        Field(
            title="Fit",
            description="How a picture that is not square is made square.",
            json_schema_extra={
                "labels": {"stretch": "Stretch it", "crop": "Centre crop", "pad": "Keep it whole, with bars"}
            },
        ),
    ] = "crop",
    colour: Annotated[
        Colour,
        Field(
            title="Colours",
            description="As they are: shades of grey if every picture is stored in grey, else red, green and blue.",
            json_schema_extra={"labels": {"as-is": "As they are", "grey": "Grey", "rgb": "Red, green and blue"}},
        ),
    ] = "as-is",
    background: Annotated[
        Background,
        Field(
            title="Background",
            description="What shows where a picture is transparent, and beside one that is kept whole.",
            json_schema_extra={"labels": {"black": "Black", "white": "White"}, "advanced": True},
        ),
    ] = "black",
    unreadable: Annotated[
        Unreadable,
        Field(
            title="Unreadable files",
            description="Stop at files that cannot be read, or leave them out and say so.",
            json_schema_extra={"labels": {"stop": "Stop", "skip": "Leave them out"}},
        ),
    ] = "stop",
    labels: Annotated[
        Path,
        Field(
            title="Table of labels",
            description="A CSV or Parquet file with a column of file names and one of labels; without it, class "
            "folders or a table in the folder are looked for.",
            json_schema_extra={"path": "file", "suffixes": tuple(sorted(TABLE_SUFFIXES)), "advanced": True},
        ),
    ] = Path(),
    target: Annotated[
        str,
        Field(
            title="Target column",
            description="The column of the table that holds the labels; empty: the one called label, or the only one.",
            json_schema_extra={"advanced": True},
        ),
    ] = "",
    group: Annotated[
        str,
        Field(
            title="Group column",
            description="A column of the table whose equal values stay in one part when data.split is by group.",
            json_schema_extra={"advanced": True},
        ),
    ] = "",
    group_pattern: Annotated[
        str,
        Field(
            title="Group pattern",
            description="What the names of pictures that stay in one part share when data.split is by group: {group}_* "
            "for all that begin alike up to the underscore.",
            json_schema_extra={"advanced": True},
        ),
    ] = "",
    task: Annotated[
        Task,
        Field(
            title="Task",
            description="Whether the labels are several classes, two of them, or numbers; by default classes, and "
            "numbers where all labels of a table are.",
            json_schema_extra={
                "labels": {
                    "auto": "Automatic",
                    "classification": "Several classes",
                    "binary": "Two classes",
                    "regression": "Numbers",
                },
                "advanced": True,
            },
        ),
    ] = "auto",
) -> RawData:
    """Read a folder of pictures: (N, 1 or 3, side, side) uint8, mapped from the cache of decoded pictures.

    Examples are in the order of their names, the first of each class before the second ones, so that the first few have
    all classes among them. `RawData.file_of_row` leads from an example to its file.

    Raises:
        DataError: there are no pictures, nothing says what they show, they are all of one class, a name does not fit
            ``group_pattern``, one of them cannot be read and ``unreadable`` is ``"stop"``, or the cache has no room.
    """
    found = scan(path, progress)
    read = layout(
        found,
        table=labels if labels != Path() else None,
        target=target,
        group=group,
        label_kind=KINDS[task],
    )
    if group_pattern and not read.groups:
        read = replace(read, groups=groups_by_name([file.name for file in read.files], group_pattern))
    if found.closed and unreadable == "stop":
        raise cannot_be_read(found.closed, path)
    decoding = Decoding(side, fit, colour, background)
    cached = decode_all(path, read.files, decoding, progress)
    broken = [(file.name, cached.known[file.name].reason) for file in read.files if cached.known[file.name].row < 0]
    if broken and unreadable == "stop":
        raise cannot_be_read(broken, path)
    taken = _taken(read, cached)
    _require_enough(taken, read, path)
    progress(Message("The pictures are read."), 1.0)
    raw = replace(
        _raw_data(found, read, cached, taken),
        decoding=decoding,
        notes=notes_on(found, read, cached, broken),
        check=PictureCheck(read, cached.known, (*found.closed, *broken), decoding),
        is_current=lambda: _is_as_found(found),
    )
    return raw.as_binary() if task == "binary" else raw


def _is_as_found(found: Scan) -> bool:
    """Whether the folder holds the same files as it did, none of them new."""
    try:
        return scan(found.root) == found
    except DataError:
        return False


@dataclass(frozen=True, slots=True)
class _Taken:
    """The pictures that could be read, in the order of the examples."""

    names: tuple[str, ...]
    rows: tuple[int, ...]
    labels: tuple[str | float, ...]
    splits: tuple[SplitName, ...]
    groups: tuple[str, ...]


def _taken(read: Layout, cached: Cached) -> _Taken:
    places = [place for place, file in enumerate(read.files) if cached.known[file.name].row >= 0]
    if not read.numeric:
        places = _class_by_class(places, read)
    names = tuple(read.files[place].name for place in places)
    return _Taken(
        names,
        tuple(cached.known[name].row for name in names),
        tuple(read.labels[place] for place in places),
        tuple(read.splits[place] for place in places),
        tuple(read.groups[place] for place in places) if read.groups else (),
    )


def _class_by_class(places: list[int], read: Layout) -> list[int]:
    """Order pictures so that the first of each class come before the second ones."""
    counted: Counter[str | float] = Counter()
    turns = {}
    for place in places:
        label = read.labels[place]
        turns[place] = (counted[label], label)
        counted[label] += 1
    return sorted(places, key=lambda place: turns[place])


def _raw_data(found: Scan, read: Layout, cached: Cached, taken: _Taken) -> RawData:
    with warnings.catch_warnings():
        # Nothing ever writes to examples.
        warnings.filterwarnings("ignore", "The given NumPy array is not writable", UserWarning)
        pixels = torch.from_numpy(cached.pixels)
    whole = Examples(pixels, _targets(taken, read), torch.tensor(taken.rows, dtype=torch.int64), mapped=True)
    parts = {split: _part(whole, taken, split) for split in ("training", "validation", "test")}
    files = [_file(found.root, name, cached) for name in taken.names]
    file_of_row = torch.full((len(pixels),), -1, dtype=torch.int64)
    file_of_row[whole.rows] = torch.arange(len(files))
    train = parts["training"]
    assert train is not None
    return RawData(
        train=train,
        validation=parts["validation"],
        test=parts["test"],
        class_names=read.class_names,
        target_names=(read.target,) if read.numeric else (),
        title=found.root.name,
        task=TaskName.REGRESSION if read.numeric else TaskName.CLASSIFICATION,
        provenance=Provenance(origin=str(found.root)),
        groups=_groups(taken),
        files=(*files, *([ReadFile.of(found.root / read.table, found.root)] if read.table else [])),
        file_of_row=file_of_row,
    )


def _targets(taken: _Taken, read: Layout) -> Tensor:
    """(N,) int64 classes, or (N, 1) float32 numbers."""
    if read.numeric:
        return torch.tensor(taken.labels, dtype=torch.float32).unsqueeze(1)
    numbers = {name: number for number, name in enumerate(read.class_names)}
    return torch.tensor([numbers[str(label)] for label in taken.labels], dtype=torch.int64)


def _part(whole: Examples, taken: _Taken, split: str) -> Examples | None:
    """The examples of a split; None for one that the folder does not have."""
    places = [place for place, each in enumerate(taken.splits) if each == split]
    return whole.at(torch.tensor(places, dtype=torch.int64)) if places else None


def _groups(taken: _Taken) -> Tensor | None:
    """Which training examples belong together, (T,) int64."""
    if not taken.groups:
        return None
    of_training = [group for group, split in zip(taken.groups, taken.splits, strict=True) if split == "training"]
    return torch.from_numpy(np.unique(np.array(of_training), return_inverse=True)[1].astype(np.int64))


def _file(root: Path, name: str, cached: Cached) -> ReadFile:
    known = cached.known[name]
    return ReadFile(name, known.size, known.mtime_ns, f"sha256:{known.sha256}", root / name)


def _require_enough(taken: _Taken, read: Layout, path: Path) -> None:
    if not taken.names:
        raise DataError(
            "no-pictures",
            "None of the pictures in {path} could be read. Open one in another program to see whether it is whole.",
            path=str(path),
        )
    if "training" not in taken.splits:
        raise DataError(
            "nothing-to-train-on",
            "No picture in {path} belongs to the training part. Put pictures into the folder train, or name the part "
            "train in the table.",
            path=str(path),
        )
    classes = set(taken.labels)
    if not read.numeric and len(classes) == 1:
        raise DataError(
            "one-class",
            "All pictures in {path} are of one class, {name}. Put pictures of another class into a folder beside it.",
            path=str(path),
            name=classes.pop(),
        )
