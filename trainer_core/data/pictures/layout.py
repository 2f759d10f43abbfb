"""Reads from where pictures lie what they show: class folders, folders of splits, or a table of files and labels."""

from __future__ import annotations

import itertools
import os
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from trainer_core.data.pictures.label_table import SUFFIXES as TABLE_SUFFIXES
from trainer_core.data.pictures.label_table import Asked, LabelKind, Match, matched, read_table
from trainer_core.data.pictures.scanning import FoundFile, Scan, is_of_the_system, is_picture
from trainer_core.errors import DataError, plural

SplitName = Literal["training", "validation", "test"]

_SPLITS: Mapping[str, SplitName] = {
    "train": "training",
    "training": "training",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "test": "test",
    "testing": "test",
}
_MOST_TABLES = 8
_SIBLINGS_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Layout:
    """The pictures with what they show, in the order of their names.

    ``labels`` are class names or numbers, ``splits`` where the data itself puts each, ``groups`` what belongs together,
    if a table says so, and ``subjects`` what seems to, by its column ``subject``. ``base`` is the folder below the
    scanned one in which the classes were found: one that holds nothing else. ``table`` is the file that gave the
    labels, if one did, and ``target`` its column.

    What was left out: ``loose`` pictures in no class or not in the table, ``missing`` names in the table that no file
    has, ``unlabelled`` files whose label is empty, ``repeated`` files that have two different labels, of which the
    first is taken. ``empty`` are class folders without a picture. ``deeper`` are names of folders that several classes
    have inside, and nothing else: then the classes are probably one level further down. ``tables`` lie beside class
    folders and were not used.
    """

    files: tuple[FoundFile, ...]
    labels: tuple[str, ...] | tuple[float, ...]
    splits: tuple[SplitName, ...]
    base: str = ""
    table: str = ""
    target: str = ""
    groups: tuple[str, ...] = ()
    subject: str = ""
    subjects: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unlabelled: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    deeper: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether the labels are numbers, so that it is a regression."""
        return bool(self.labels) and isinstance(self.labels[0], float)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes, sorted by name; none for a regression."""
        return () if self.numeric else tuple(sorted({str(label) for label in self.labels}))


def layout(
    found: Scan, *, table: Path | None = None, target: str = "", group: str = "", label_kind: LabelKind = "auto"
) -> Layout:
    """Find out what each picture shows.

    Class folders win over a table that lies beside them, unless ``table`` names one; ``target`` names its column with
    the labels, ``group`` that of what belongs together, and ``label_kind`` says whether numbers are names of classes.
    A folder that holds nothing but one other folder of folders is gone through.

    Raises:
        DataError: there are no pictures; nothing says what they show; or the table cannot be read.
    """
    if not found.pictures:
        raise _no_pictures(found)
    asked = Asked(target, group, label_kind)
    if table is not None:
        return _by_table(found, [_named(found, table)], asked)
    base = _base(found)
    split_up = _is_split_up(found, base)
    placed, loose = _placed(found, base, split_up)
    tables = tuple(name for name in found.others if _is_table(name, base))
    classes = {label for _, label, split in placed if split == "training"}
    # Pictures in a single folder are described by the table beside it.
    if len(classes) > 1 or (classes and not tables):
        return _by_folder(found, base, base.count("/") + split_up, placed, loose, tables)
    if tables:
        return _by_table(found, tables[:_MOST_TABLES], asked)
    raise _no_classes(found)


def _base(found: Scan) -> str:
    """Go down while a folder holds nothing but one folder of folders; returns a name with ``/`` at its end, or none."""
    base = ""
    while True:
        inside = [file.name[len(base) :] for file in found.pictures]
        tops = {rest.partition("/")[0] for rest in inside}
        if len(tops) != 1 or not all(rest.count("/") > 1 for rest in inside):
            return base
        top = tops.pop()
        if top.casefold() in _SPLITS:
            return base
        base = f"{base}{top}/"


Placed = list[tuple[FoundFile, str, SplitName]]


def _is_split_up(found: Scan, base: str) -> bool:
    """Whether one of the folders in ``base`` is that of the training part."""
    tops = {file.name[len(base) :].partition("/")[0] for file in found.pictures if "/" in file.name[len(base) :]}
    return any(_SPLITS.get(top.casefold()) == "training" for top in tops)


def _placed(found: Scan, base: str, split_up: bool) -> tuple[Placed, list[str]]:
    """Each picture with its class folder and split, and the names of those that are in none."""
    placed: Placed = []
    loose: list[str] = []
    for file in found.pictures:
        rest = file.name[len(base) :]
        split: SplitName | None = "training"
        if split_up:
            top, _, rest = rest.partition("/")
            split = _SPLITS.get(top.casefold())
        label, _, below = rest.partition("/")
        if below and split:
            placed.append((file, unicodedata.normalize("NFC", label), split))
        else:
            loose.append(file.name)
    return placed, loose


def _by_folder(found: Scan, base: str, depth: int, placed: Placed, loose: list[str], tables: tuple[str, ...]) -> Layout:
    """The layout where class folders lie ``depth`` folders below the one that was scanned."""
    files, labels, splits = zip(*placed, strict=True)
    folders = [name.split("/") for name in found.folders if name.startswith(base)]
    of_classes = {unicodedata.normalize("NFC", parts[depth]) for parts in folders if len(parts) == depth + 1}
    return Layout(
        files,
        labels,
        splits,
        base.rstrip("/"),
        loose=tuple(loose),
        empty=tuple(sorted(of_classes - set(labels))),
        deeper=_deeper(placed, depth + 1),
        tables=tables,
    )


def _deeper(placed: Placed, depth: int) -> tuple[str, ...]:
    """Names of folders that several classes have inside, if no class has a picture of its own."""
    holders: dict[str, set[str]] = defaultdict(set)
    for file, label, _ in placed:
        parts = file.name.split("/")
        if len(parts) == depth + 1:
            return ()
        holders[parts[depth]].add(label)
    return tuple(sorted(name for name, labels in holders.items() if len(labels) > 1))


def _is_table(name: str, base: str) -> bool:
    folder, _, file = name.rpartition("/")
    return folder in ("", base.rstrip("/")) and Path(file).suffix.lower() in TABLE_SUFFIXES


def _named(found: Scan, table: Path) -> str:
    """The name of a table relative to the folder, or its whole path if it lies elsewhere."""
    try:
        return table.relative_to(found.root).as_posix()
    except ValueError:
        return str(table)


def _by_table(found: Scan, tables: Sequence[str], asked: Asked) -> Layout:
    """Take the labels from the table that knows most of the pictures."""
    names = [file.name for file in found.pictures]
    matches: list[Match] = []
    problems: list[DataError] = []
    for name in tables:
        try:
            matches.append(matched(read_table(found.root / name), name, names, asked))
        except DataError as error:
            problems.append(error)
    if not matches:
        raise problems[0]
    best = max(matches, key=lambda match: len(match.labels))
    files = tuple(file for file in found.pictures if file.name in best.labels)
    return Layout(
        files,
        tuple(best.labels[file.name] for file in files),  # type: ignore[arg-type]  # all of one kind
        tuple(_SPLITS.get(best.splits.get(file.name, "").strip().casefold(), "training") for file in files),
        table=best.table,
        target=best.target,
        groups=tuple(best.groups[file.name] for file in files) if best.groups else (),
        subject=best.subject,
        subjects=tuple(best.subjects[file.name] for file in files) if best.subject else (),
        loose=tuple(name for name in names if name not in best.labels and name not in best.unlabelled),
        missing=best.missing,
        unlabelled=tuple(sorted(best.unlabelled)),
        repeated=best.repeated,
    )


def _no_pictures(found: Scan) -> DataError:
    path = str(found.root)
    if found.closed:
        folder, reason = found.closed[0]
        return DataError(
            "closed-folder",
            "{path} cannot be looked into: {reason}. Change its permissions, or choose another folder.",
            path=str(found.root / folder),
            reason=reason,
        )
    if not found.others:
        return DataError(
            "no-pictures",
            "There are no pictures in {path}. Choose a folder that holds a folder of pictures for each class.",
            path=path,
        )
    return DataError(
        "no-pictures",
        plural(
            len(found.others),
            "There are no pictures in {path}, but 1 other file: {example}. PNG, JPEG, GIF, BMP, WebP and TIFF files "
            "are read.",
            "There are no pictures in {path}, but {n:,} other files, such as {example}. PNG, JPEG, GIF, BMP, WebP "
            "and TIFF files are read.",
            path=path,
            example=found.others[0],
        ),
    )


def _no_classes(found: Scan) -> DataError:
    path, parent = str(found.root), found.root.resolve().parent
    if _is_folder_of_classes(parent):
        return DataError(
            "one-level-too-deep",
            "{path} looks like the folder of one class. Choose the folder that contains it, {parent}.",
            path=path,
            parent=str(parent),
        )
    return DataError(
        "no-classes",
        "Nothing says what the pictures in {path} show. Put those of each class into a folder of its own, or add a CSV "
        "file with the columns file and label.",
        path=path,
    )


def _is_folder_of_classes(folder: Path) -> bool:
    """Whether several folders in ``folder`` have pictures directly in them; looks at a few only."""
    count = 0
    try:
        with os.scandir(folder) as entries:
            for entry in itertools.islice(entries, _SIBLINGS_LOOKED_AT):
                count += entry.is_dir() and not is_of_the_system(entry.name) and _has_pictures(entry.path)
    except OSError:
        return False
    return count > 1


def _has_pictures(folder: str) -> bool:
    with os.scandir(folder) as entries:
        return any(is_picture(entry.name) for entry in itertools.islice(entries, _SIBLINGS_LOOKED_AT))
