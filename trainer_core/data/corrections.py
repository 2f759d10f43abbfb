"""Corrections: what a person says of single examples (another label, or to leave one out), in a file of the recipe.

A line of JSON for each example, which is named by its file, or by the row of the source's storage in which it lies::

    {"file": "cats/0012.jpg", "label": "dog"}
    {"row": 4711, "label": "Shirt"}
    {"row": 17, "leave_out": true}
    {"row": 9, "of": "test", "label": "Coat"}

``of`` is the part that the source itself brings, ``"training"`` where it is not given. A label is the name of a class,
or a number, or a list of them. The last line on an example counts. The data itself is never touched, and which examples
are in which part does not depend on the corrections: a run can go on with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

import torch
from torch import Tensor

from trainer_core.data.examples import Dataset, Examples, Origin, RawData
from trainer_core.data.fingerprint import ReadFile
from trainer_core.data.labels import TaskName
from trainer_core.errors import DataError, Message, nearest, plural
from trainer_core.files.atomic import atomic_write
from trainer_core.files.safe_read import read_bytes

FILE: Final = "data.corrections"
"""What the file of corrections is called among the files that a run has read."""

Brought = Literal["training", "validation", "test"]
Label = str | float | tuple[float, ...]

_LARGEST = 200_000_000
"""Bytes; a million corrections have about a third of them."""


@dataclass(frozen=True, slots=True)
class ExampleKey:
    """Names an example for good: by its ``file``, or by its ``row`` in what the source brings as ``of``."""

    file: str = ""
    row: int = -1
    of: Brought = "training"

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as they stand in a line of the file."""
        if self.file:
            return {"file": self.file}
        return {"row": self.row} | ({} if self.of == "training" else {"of": self.of})

    def __str__(self) -> str:
        return self.file or (str(self.row) if self.of == "training" else f"{self.of} {self.row}")


Corrections = Mapping[ExampleKey, Label | None]
"""The label that an example is to have, or None to leave it out."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Training, validation and test examples as corrected, where each lies, the places of the training examples among
    all of them (None: nothing is left out), and what is to be told.
    """

    parts: list[Examples]
    origins: tuple[Origin, ...]
    training_places: Tensor | None
    notes: tuple[Message, ...]


def read_corrections(path: Path) -> dict[ExampleKey, Label | None]:
    """Read a file of corrections; raises `DataError` if it cannot be read, or has a line that is none."""
    try:
        text = read_bytes(path, _LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            "unreadable-corrections",
            "The corrections in {path} cannot be read: {reason}. Choose another file in data.corrections, or none.",
            path=str(path),
            reason=(error.strerror or str(error)) if isinstance(error, OSError) else Message("it is not text"),
        ) from None
    found: dict[ExampleKey, Label | None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        correction = _correction(line)
        if correction is None:
            raise DataError(
                "wrong-correction",
                'Line {line} of {path} is not a correction. Write {{"file": …}} or {{"row": …}}, and with it '
                '{{"label": …}} or {{"leave_out": true}}.',
                line=number,
                path=str(path),
            )
        key, label = correction
        found.pop(key, None)
        found[key] = label
    return found


def write_corrections(path: Path, corrections: Corrections) -> None:
    """Write a file of corrections, whole or not at all; raises `DataError`."""
    with atomic_write(path, error=DataError) as file:
        file.write(corrections_text(corrections).encode())


def corrections_text(corrections: Corrections) -> str:
    """What stands in a file of corrections."""
    lines = []
    for key, label in corrections.items():
        what = {"leave_out": True} if label is None else {"label": label}
        lines.append(json.dumps(key.as_dict() | what, ensure_ascii=False) + "\n")
    return "".join(lines)


def fingerprint(path: Path) -> ReadFile:
    """The file of corrections among those that a run has read; raises `DataError` if it is gone."""
    try:
        return replace(ReadFile.of(path), name=FILE)
    except OSError as error:
        raise DataError(
            "unreadable-corrections",
            "The corrections in {path} cannot be read: {reason}. Choose another file in data.corrections, or none.",
            path=str(path),
            reason=error.strerror or str(error),
        ) from None


def origins_of(raw: RawData, parts: Sequence[Examples]) -> tuple[Origin, ...]:
    """Where the training, validation and test examples of ``parts`` lie in what ``raw`` brings."""
    found = []
    for part, brought in zip(parts, (None, raw.validation, raw.test), strict=True):
        own = brought is not None and brought.inputs is not raw.train.inputs
        name: Brought = "training" if not own else "validation" if brought is raw.validation else "test"
        found.append(Origin(name, part.rows_at(torch.arange(len(part)))))
    return tuple(found)


def key_of(dataset: Dataset, part: int, index: int) -> ExampleKey:
    """The name of the example ``index`` of a part: 0 for training, 1 for validation, 2 for test."""
    origin = dataset.origins[part]
    row = int(origin.rows[index])
    if dataset.file_of_row is not None and (file := int(dataset.file_of_row[row])) >= 0:
        return ExampleKey(file=dataset.files[file].name)
    return ExampleKey(row=row, of=origin.brought)


def corrected(raw: RawData, parts: Sequence[Examples], corrections: Corrections) -> Corrected:
    """Give examples other labels and leave some out; raises `DataError` for a label that cannot be."""
    origins = origins_of(raw, parts)
    if not corrections:
        return Corrected(list(parts), origins, None, ())
    wanted = _by_row(raw, corrections)
    made: list[Examples] = []
    places: Tensor | None = None
    labelled = gone = 0
    for number, (part, origin) in enumerate(zip(parts, origins, strict=True)):
        rows = origin.rows.tolist()
        hits = {at: wanted[origin.brought, row] for at, row in enumerate(rows) if (origin.brought, row) in wanted}
        labels = {at: label for at, label in hits.items() if label is not None}
        part = _labelled(raw, part, labels, training=number == 0)
        if len(labels) < len(hits):
            kept = torch.tensor([at for at in range(len(part)) if at not in hits or at in labels], dtype=torch.int64)
            part = part.at(kept)
            origins = (*origins[:number], replace(origin, rows=origin.rows[kept]), *origins[number + 1 :])
            places = kept if number == 0 else places
        made.append(part)
        labelled, gone = labelled + len(labels), gone + len(hits) - len(labels)
    if not len(made[0]) or not len(made[2]):
        raise DataError(
            "all-left-out",
            "The corrections leave out every example of a part, and nothing is left to train or to test on. Take some "
            "of them out of data.corrections.",
        )
    return Corrected(made, origins, places, tuple(_notes(labelled, gone, len(corrections) - labelled - gone)))


def _by_row(raw: RawData, corrections: Corrections) -> dict[tuple[Brought, int], Label | None]:
    """The corrections by where the example lies; a file that is not there is left."""
    wanted: dict[tuple[Brought, int], Label | None] = {}
    row_of: dict[str, int] = {}
    if raw.file_of_row is not None and any(key.file for key in corrections):
        files = raw.file_of_row.tolist()
        row_of = {raw.files[file].name: row for row, file in enumerate(files) if file >= 0}
    for key, label in corrections.items():
        if not key.file:
            wanted[key.of, key.row] = label
        elif key.file in row_of:
            wanted["training", row_of[key.file]] = label
    return wanted


def _labelled(raw: RawData, part: Examples, labels: Mapping[int, Label], *, training: bool) -> Examples:
    if not labels:
        return part
    if training and raw.reader is not None and raw.task is TaskName.REGRESSION:
        raise DataError(
            "read-anew",
            "{title} reads its numbers again in each epoch, so they cannot be corrected. Correct them where they are "
            "made, or leave the examples out.",
            title=raw.title,
        )
    targets = part.targets.clone()
    places = torch.tensor(list(labels), dtype=torch.int64)
    values = torch.tensor([_target(raw, label, targets) for label in labels.values()], dtype=targets.dtype)
    targets[places] = values.reshape(len(places), *targets.shape[1:])
    return replace(part, targets=targets)


def _target(raw: RawData, label: Label, targets: Tensor) -> list[float]:
    """A label as numbers, as the source has them; raises `DataError`."""
    if raw.task is not TaskName.REGRESSION:
        name = str(label)
        if name not in raw.class_names:
            near = nearest(name, raw.class_names)
            raise DataError(
                "unknown-label",
                "data.corrections gives an example the label {label}, and {title} has no such class. It can be: "
                "{allowed}.",
                label=repr(label),
                title=raw.title,
                allowed=near or ", ".join(raw.class_names[:20]),
            )
        return [raw.class_names.index(name)]
    values = label if isinstance(label, tuple) else (label,)
    wanted = targets[:1].numel() if len(targets) else 1
    if len(values) != wanted or any(isinstance(value, str) for value in values):
        raise DataError(
            "unknown-label",
            plural(
                wanted,
                "data.corrections gives an example the label {label}, and each example of {title} has 1 number.",
                "data.corrections gives an example the label {label}, and each example of {title} has {n:,} numbers.",
                label=repr(label),
                title=raw.title,
            ),
        )
    return [float(value) for value in values]


def _notes(labelled: int, gone: int, unknown: int) -> Iterable[Message]:
    if labelled:
        yield plural(labelled, "1 example has a corrected label.", "{n:,} examples have a corrected label.")
    if gone:
        yield plural(
            gone, "1 example is left out by the corrections.", "{n:,} examples are left out by the corrections."
        )
    if unknown:
        yield plural(
            unknown,
            "1 correction is of an example that is not among those that are used.",
            "{n:,} corrections are of examples that are not among those that are used.",
        )


def _correction(line: str) -> tuple[ExampleKey, Label | None] | None:
    """The correction in a line, None if it is none."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or set(values) - {"file", "row", "of", "label", "leave_out"}:
        return None
    file, row, of = values.get("file", ""), values.get("row", -1), values.get("of", "training")
    if type(file) is not str or type(row) is not int or of not in get_args(Brought) or bool(file) == (row >= 0):
        return None
    key = ExampleKey(file, row, cast(Brought, of))
    if "label" in values:
        label = _label(values["label"])
        return None if label is None or "leave_out" in values else (key, label)
    return (key, None) if values.get("leave_out") is True else None


def _label(value: Any) -> Label | None:
    if isinstance(value, list) and value and all(type(each) in (int, float) for each in value):
        return tuple(float(each) for each in value)
    return value if type(value) in (str, int, float) else None
