"""The target columns of a table as what a task learns: classes by their names, or numbers in their own unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.data.labels import TaskName
from trainer_core.data.tables.gathering import as_type, number_text, texts_of
from trainer_core.data.tables.roles import task_of
from trainer_core.data.tables.table import TYPE_WORDS, Column, ColumnType, Table
from trainer_core.errors import DataError

_MOST_CLASSES = 10_000


@dataclass(frozen=True, slots=True)
class Targets:
    """What is learnt: the target columns, the task, and the classes' names for a classification.

    ``mean`` and ``std`` are those of each target of a regression in training, in its own unit.
    """

    columns: tuple[str, ...]
    task: TaskName
    class_names: tuple[str, ...] = ()
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()

    @classmethod
    def of(cls, table: Table, names: Sequence[str], task: TaskName | None = None) -> Targets:
        """Find out what is to be learnt from the columns ``names``; ``task`` decides it if it is given.

        Classes are sorted: by value if all are numbers, else by name.

        Raises:
            DataError: there is no target, no column of that name, or it cannot be learnt: too few values, a single
                class, text where numbers are wanted.
        """
        if not names:
            raise DataError(
                "no-target",
                "{path} has no column that could be the target: every column is text, a date, constant or an "
                "identifier. Name it yourself (data.target).",
                path=table.origin,
            )
        columns = [table[name] for name in names]
        for column in columns:
            if bool(column.missing().all()):
                raise DataError(
                    "empty-target",
                    "The target {column} has no value in any of the {rows:,} rows of {path}. Choose another target.",
                    column=column.name,
                    rows=len(column),
                    path=table.origin,
                )
        task = task or task_of(columns)
        if task is TaskName.REGRESSION:
            for column in columns:
                _require_numbers(column, table.origin)
            return cls(tuple(names), task)
        if len(columns) > 1:
            raise DataError(
                "several-targets",
                "Several targets can be learnt only if all are numbers and the task is regression, not {task}. "
                "Choose one target (data.target).",
                task=task.value,
            )
        classes = _classes(columns[0])
        _require_classes(columns[0], classes, task, table.origin)
        return cls(tuple(names), task, classes)

    def present(self, table: Table) -> npt.NDArray[np.bool_]:
        """Which rows have every target, (N,)."""
        there = np.ones(len(table), np.bool_)
        for name in self.columns:
            there &= ~table[name].missing()
        return there

    def encode(self, table: Table) -> npt.NDArray[Any]:
        """Return the targets of every row: (N,) int64 classes, -1 for one that is missing or was not there in
        training; or (N, K) float32 numbers, NaN for one that is missing.

        Raises:
            DataError: the table has no such column.
        """
        if self.task is TaskName.REGRESSION:
            out = np.empty((len(table), len(self.columns)), np.float32)
            for place, name in enumerate(self.columns):
                column = table[name]
                column = as_type(column, ColumnType.NUMBER) if column.is_text or column.is_date else column
                out[:, place] = column.values
            return out
        codes, names = _codes(table[self.columns[0]])
        known = {name: place for place, name in enumerate(self.class_names)}
        places = np.array([*(known.get(name, -1) for name in names), -1], np.int64)
        return places[codes]

    def scaled(self, table: Table, training: npt.NDArray[np.int64]) -> Targets:
        """Return them with the mean and the (population) deviation of the rows ``training`` of a regression."""
        if self.task is not TaskName.REGRESSION:
            return self
        learnt = self.encode(table)[training].astype(np.float64)
        deviations = tuple(deviation or 1.0 for deviation in learnt.std(0).tolist())
        return replace(self, mean=tuple(learnt.mean(0).tolist()), std=deviations)

    def types(self, table: Table) -> dict[str, ColumnType]:
        """How the target columns are to be read in other tables, however few rows those have."""
        if self.task is TaskName.REGRESSION:
            return dict.fromkeys(self.columns, ColumnType.NUMBER)
        return {name: ColumnType.CATEGORY for name in self.columns if table[name].is_text}

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"columns": list(self.columns), "task": self.task.value, "classes": list(self.class_names),
                "mean": list(self.mean), "std": list(self.std)}  # fmt: skip

    @classmethod
    def from_dict(cls, stored: Any) -> Targets:
        """Read what `as_dict` made; raises KeyError, TypeError or ValueError for anything else."""
        columns, classes = tuple(stored["columns"]), tuple(stored["classes"])
        if not columns or not all(isinstance(name, str) for name in (*columns, *classes)):
            raise TypeError("names are expected")
        mean, std = (tuple(float(value) for value in stored[key]) for key in ("mean", "std"))
        if not all(map(math.isfinite, (*mean, *std))):
            raise ValueError("targets")
        return cls(columns, TaskName(stored["task"]), classes, mean, std)


def _codes(column: Column) -> tuple[npt.NDArray[np.int32], list[str]]:
    codes, labels = (column.values, column.labels) if column.is_text else texts_of(column)
    return codes, labels.to_pylist()


def _classes(column: Column) -> tuple[str, ...]:
    codes, names = _codes(column)
    used = [names[code] for code in np.unique(codes[codes >= 0]).tolist()]
    if column.is_text or column.is_date:
        return tuple(sorted(used))
    return tuple(sorted(used, key=float))


def _require_numbers(column: Column, origin: str) -> None:
    if column.is_text or column.is_date:
        raise DataError(
            "target-not-numbers",
            "The target {column} of {path} is of the type {type}, and regression learns numbers. Choose another "
            "target, or learn it as classes.",
            column=column.name,
            path=origin,
            type=TYPE_WORDS[column.type],
        )
    there = column.values[~column.missing()]
    if bool((there == there[0]).all()):
        raise _constant(column.name, origin, number_text(there[0]))


def _require_classes(column: Column, classes: tuple[str, ...], task: TaskName, origin: str) -> None:
    if len(classes) < 2:
        raise _constant(column.name, origin, classes[0])
    if task is TaskName.BINARY and len(classes) != 2:
        raise DataError(
            "not-binary",
            "The target {column} of {path} has {classes:,} different values, and a binary task has two. Set data.task "
            "to classification.",
            column=column.name,
            path=origin,
            classes=len(classes),
        )
    rows = int((~column.missing()).sum())
    if len(classes) > _MOST_CLASSES or (len(classes) > 20 and len(classes) > 0.5 * rows):
        raise DataError(
            "too-many-classes",
            "The target {column} of {path} has {classes:,} different values in {rows:,} rows, so most classes have a "
            "single example. Choose another target (data.target).",
            column=column.name,
            path=origin,
            classes=len(classes),
            rows=rows,
        )


def _constant(column: str, origin: str, value: str) -> DataError:
    return DataError(
        "constant-target",
        "The target {column} of {path} is {value} in every row, so there is nothing to learn. Choose another target "
        "(data.target).",
        column=column,
        path=origin,
        value=value,
    )
