"""What is found in a table once its training rows are known: in its columns, and between its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from trainer_core.data.check.columns import Feature, constant_columns, leaking_columns, outlying_columns, sampled_rows
from trainer_core.data.check.finding import Finding, Offer, Severity
from trainer_core.data.check.rows import duplicate_rows
from trainer_core.data.check.subjects import are_groups, is_of_subjects
from trainer_core.data.examples import Examples
from trainer_core.data.labels import TaskName
from trainer_core.data.tables.roles import Assigned, Choice, Role, why_left_out, with_role
from trainer_core.data.tables.table import Column, Table
from trainer_core.data.tables.targets import Targets
from trainer_core.errors import Message, plural
from trainer_core.formats import first_of

_MOSTLY = 0.5
_WITHOUT_TARGET = 0.1


@dataclass(frozen=True, slots=True)
class TableCheck:
    """A table with its columns' ``roles`` and what was chosen of them."""

    table: Table
    roles: Mapping[str, Assigned]
    targets: Targets
    choice: Choice

    def findings(self, parts: Sequence[Examples]) -> Iterable[Finding]:
        """See `trainer_core.data.examples.Check`."""
        columns = self.table.by_name()
        why = {name: why_left_out(column) for name, column in columns.items() if name not in self.targets.columns}
        yield from constant_columns([name for name, reason in why.items() if reason and reason.code == "constant"])
        groups = group_columns(self.table, (*why,)) if not self.choice.group else ()
        yield from self._identifiers(why, groups)
        yield from self._groups(groups)
        yield from self._missing()
        yield from self._examples(parts, columns)

    def _identifiers(self, why: Mapping[str, Assigned | None], groups: Sequence[str]) -> Iterator[Finding]:
        names = [name for name, reason in why.items() if reason and reason.code == "identifier" and name not in groups]
        learnt = [name for name in names if self.roles[name].role is Role.FEATURE]
        left_out = [name for name in names if self.roles[name].role is Role.LEFT_OUT]
        if learnt:
            yield Finding(
                "identifier",
                Severity.WARNING,
                plural(
                    len(learnt),
                    "1 feature looks like an identifier, which says nothing about new rows: {names}.",
                    "{n:,} features look like identifiers, which say nothing about new rows: {names}.",
                    names=first_of(learnt),
                ),
                tuple(learnt),
                Message("Leave it out: a model can learn the rows by heart from it."),
                (Offer(Message("Leave out identifiers."), self._without(learnt)),),
            )
        if left_out:
            yield Finding(
                "identifier",
                Severity.NOTE,
                plural(
                    len(left_out),
                    "1 column looks like an identifier and is left out: {names}.",
                    "{n:,} columns look like identifiers and are left out: {names}.",
                    names=first_of(left_out),
                ),
                tuple(left_out),
            )

    def _groups(self, names: Sequence[str]) -> Iterator[Finding]:
        if names:
            yield Finding(
                "group",
                Severity.WARNING,
                Message(
                    "By the column {name} several rows belong together, and the split does not respect it: rows of one "
                    "{name} can be both in training and in the test.",
                    {"name": names[0]},
                ),
                tuple(names),
                Message("Split by group, so that all rows of a group are on one side."),
                tuple(
                    Offer(
                        Message("Keep rows with the same {name} together.", {"name": name}),
                        {"data.group": name, "data.split": "group", **self._not_learnt(name)},
                    )
                    for name in names
                ),
            )

    def _missing(self) -> Iterator[Finding]:
        without = int((~self.targets.present(self.table)).sum())
        if without >= _WITHOUT_TARGET * len(self.table):
            yield Finding(
                "missing-target",
                Severity.WARNING,
                Message(
                    "{without:,} of {rows:,} rows have no target and are left out.",
                    {"without": without, "rows": len(self.table)},
                ),
                self.targets.columns,
                Message("Look whether their lack means something: what is left may not be like what is missing."),
            )
        features = set(with_role(self.roles, Role.FEATURE))
        mostly = [each.name for each in self.table if each.name in features and each.missing().mean() > _MOSTLY]
        if mostly:
            yield Finding(
                "mostly-missing",
                Severity.NOTE,
                plural(
                    len(mostly),
                    "1 feature has no value in more than half of the rows: {names}.",
                    "{n:,} features have no value in more than half of the rows: {names}.",
                    names=first_of(mostly),
                ),
                tuple(mostly),
                None,
                (Offer(Message("Leave out what is mostly missing."), self._without(mostly)),),
            )

    def _examples(self, parts: Sequence[Examples], columns: Mapping[str, Column]) -> Iterator[Finding]:
        rows = [part.rows_at(torch.arange(len(part))).numpy() for part in parts]
        whole = np.concatenate(rows)
        splits = np.repeat(np.arange(len(parts), dtype=np.int8), [len(each) for each in rows])
        names = with_role(self.roles, Role.FEATURE)
        features = [_feature(columns[name], whole) for name in names]
        numbers = self.targets.task is TaskName.REGRESSION
        answers = [_feature(columns[name], whole) for name in self.targets.columns] if numbers else []
        yield from outlying_columns([*features, *answers])
        training = [_feature(columns[name], rows[0]) for name in names]
        for place, name in enumerate(self.targets.columns):
            of_target = parts[0].targets.numpy()
            target = of_target.reshape(len(of_target), -1)[:, place]
            found = list(leaking_columns(training, target, classes=not numbers, without=self._without))
            yield from found
            if found or name == self.targets.columns[-1]:
                break
        numbers_of_rows = self.table.row_numbers()
        classes = None if numbers else np.concatenate([part.targets.numpy() for part in parts])
        yield from duplicate_rows(features, splits, classes, lambda row: str(numbers_of_rows[whole[row]]))

    def _without(self, names: Sequence[str]) -> dict[str, Any]:
        """The values of a recipe that leave out ``names`` too."""
        if self.choice.features:
            return {"data.features": [name for name in self.choice.features if name not in names]}
        return {"data.left_out": [*self.choice.left_out, *names]}

    def _not_learnt(self, group: str) -> dict[str, Any]:
        """A group is named as one alone: it cannot be left out and group at once."""
        if group in self.choice.left_out:
            return {"data.left_out": [name for name in self.choice.left_out if name != group]}
        return {}


def _feature(column: Column, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Feature:
    return Feature(column.name, column.values, column.is_text, rows)


def group_columns(table: Table, names: Sequence[str]) -> tuple[str, ...]:
    """Columns by whose values several rows seem to belong together, by name and by how often each value occurs."""
    found = []
    asked = set(names)
    for column in table:
        if column.name not in asked or not is_of_subjects(column.name) or column.is_date:
            continue
        values = column.values[sampled_rows(len(column), 1)]
        values = values[values >= 0] if column.is_text else values[~np.isnan(values)]
        if are_groups(len(np.unique(values)), len(values)):
            found.append(column.name)
    return tuple(found)
