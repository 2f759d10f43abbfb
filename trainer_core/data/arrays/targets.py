"""Arrays as targets: classes with their names, or numbers, told by their type and how many different ones there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from trainer_core.data.arrays.stored import Stored, Values
from trainer_core.data.labels import TaskName
from trainer_core.errors import DataError

Wanted = Literal["auto", "classification", "binary", "regression"]

_MOST_CLASSES = 1000
_MOST_FLOAT_CLASSES = 20


@dataclass(frozen=True, slots=True)
class Answers:
    """Targets of each part: (N,) int64 classes, or (N,) or (N, K) float32 numbers, and what they are called."""

    task: TaskName
    parts: tuple[Tensor, ...]
    class_names: tuple[str, ...]
    target_names: tuple[str, ...]


def answers_of(parts: Sequence[Stored], path: Path, wanted: Wanted, class_names: Stored | None) -> Answers:
    """Read the targets of all parts together, so that a class has one number in each.

    Whole numbers and texts are classes unless there are too many different ones, rows of 0 and 1 with one 1 in each are
    classes too, anything else is numbers; ``wanted`` decides otherwise. Raises `DataError` for what is neither.
    """
    first = parts[0]
    facts = {"path": str(path), "name": first.name}
    arrays = [_flat(stored, facts) for stored in parts]
    if any(array.shape[1:] != arrays[0].shape[1:] for array in arrays):
        raise DataError(
            "unknown-shape", "{path}: the targets of its parts have different shapes. Save them alike.", **facts
        )
    whole = np.concatenate(arrays)
    if whole.dtype.kind == "f" and not np.isfinite(whole).all():
        bad = ~np.isfinite(whole).reshape(len(whole), -1).all(1)
        raise DataError(
            "not-finite",
            "{path}: {count} of the targets in {name} are NaN or infinite, first that of example {index}. Leave those "
            "examples out.",
            count=int(bad.sum()),
            index=int(np.argmax(bad)),
            **facts,
        )
    if whole.ndim == 2 and wanted != "regression" and _is_one_hot(whole):
        arrays = [array.argmax(1) for array in arrays]
        names = [str(number) for number in range(whole.shape[1])]
        return _classes(arrays, np.arange(whole.shape[1]), names, wanted, class_names, facts)
    if whole.ndim == 1 and (wanted in ("classification", "binary") or (wanted == "auto" and _are_classes(whole))):
        different = np.unique(whole)
        return _classes(arrays, different, [_name(value) for value in different], wanted, class_names, facts)
    if wanted in ("classification", "binary") or whole.dtype.kind in "US":
        raise DataError(
            "not-classes",
            "{path}: the targets in {name} are not classes: they should be a number or a text for each example.",
            **facts,
        )
    numbers = tuple(torch.from_numpy(array.astype(np.float32)) for array in arrays)
    many = whole.ndim == 2
    names = [f"{first.name} {number}" for number in range(whole.shape[1])] if many else [first.name]
    return Answers(TaskName.REGRESSION, numbers, (), tuple(names))


def _flat(stored: Stored, facts: dict[str, str]) -> Values:
    if not (stored.is_numbers or stored.is_text) or len(stored.shape) > 2:
        raise DataError(
            "unknown-shape",
            "{path}: the targets in {name} have the shape {shape} and the type {kind}. They are numbers or texts, (N,) "
            "or (N, K).",
            shape=stored.shape,
            kind=stored.kind,
            **facts,
        )
    values = stored.load()
    return values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values


def _is_one_hot(rows: Values) -> bool:
    return (
        rows.shape[1] > 1
        and rows.dtype.kind in "buif"
        and bool(np.isin(rows, (0, 1)).all())
        and bool((rows.astype(np.int64).sum(1) == 1).all())
    )


def _are_classes(values: Values) -> bool:
    different = len(np.unique(values))
    if values.dtype.kind in "USb":
        return True
    if values.dtype.kind == "f":
        few = different <= min(_MOST_FLOAT_CLASSES, len(values) // 5)
        return few and bool((values == np.rint(values)).all())
    return different <= min(_MOST_CLASSES, max(2, len(values) // 2))


def _classes(
    arrays: Sequence[Values],
    different: Values,
    names: list[str],
    wanted: Wanted,
    class_names: Stored | None,
    facts: dict[str, str],
) -> Answers:
    count = len(different)
    if count < 2:
        raise DataError(
            "single-class",
            "{path}: all targets in {name} are the same. Choose other targets, or add examples of another class.",
            **facts,
        )
    if wanted == "binary" and count != 2:
        raise DataError(
            "not-binary",
            '{path}: the targets in {name} have {count} different values, and data.task is "binary", which has 2. Set '
            'it to "classification".',
            count=count,
            **facts,
        )
    if count > _MOST_CLASSES:
        raise DataError(
            "too-many-classes",
            "{path}: the targets in {name} have {count} different values, which are too many for classes ({most} at "
            'most). Set data.task to "regression" if they are numbers.',
            count=count,
            most=_MOST_CLASSES,
            **facts,
        )
    if class_names is not None and len(class_names) == count:
        names = [str(name) for name in class_names.load()]
    task = TaskName.BINARY if count == 2 and wanted != "classification" else TaskName.CLASSIFICATION
    parts = tuple(torch.from_numpy(np.searchsorted(different, array).astype(np.int64)) for array in arrays)
    return Answers(task, parts, tuple(names), ())


def _name(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return f"{value:g}" if isinstance(value, float) else str(value)
