"""A look at a table before it is learnt from: how it is read, what its columns are for, and what another choice makes.

Of a large file only the start is read, so that a correction is answered at once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from trainer_core.data.labels import TaskName
from trainer_core.data.tables.asked import TYPES, choice_of, reading_of
from trainer_core.data.tables.cells import first_rows
from trainer_core.data.tables.profiles import ColumnProfile, profile
from trainer_core.data.tables.read import Reading, read_start
from trainer_core.data.tables.roles import Assigned, Choice, Role, assign_roles, why_left_out, with_role
from trainer_core.data.tables.table import ColumnType, Table, TextFormat
from trainer_core.data.tables.targets import Targets
from trainer_core.errors import DataError, Message

_MOST = 32_000_000
"""Bytes of a file that are read for a look."""
_FIRST = 8


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a table is as its recipe's arguments read it.

    ``first`` are the cells of its first rows, as they are cut by separator and encoding. ``format`` is that of a text
    file, ``sheets`` those of a workbook, the read one first. ``columns`` describe the first ``rows`` rows, which are
    the ``whole`` table or its start. ``task`` is None where nothing can be learnt, and ``problem`` says why; where not
    even columns were found, there are none. ``left_out_alone`` are the columns that nobody need leave out, each with
    the reason.
    """

    names: tuple[str, ...] = ()
    first: tuple[tuple[str, ...], ...] = ()
    format: TextFormat | None = None
    sheets: tuple[str, ...] = ()
    columns: tuple[ColumnProfile, ...] = ()
    rows: int = 0
    whole: bool = True
    task: TaskName | None = None
    notes: tuple[Message, ...] = ()
    problem: Message | None = None
    left_out_alone: Mapping[str, Message] = field(default_factory=dict)

    @property
    def target(self) -> tuple[str, ...]:
        """The columns to predict."""
        return self.having(Role.TARGET)

    def having(self, role: Role) -> tuple[str, ...]:
        """The names of the columns of one role."""
        return tuple(column.name for column in self.columns if column.role is role)


class TablePreview:
    """Looks at tables, and holds what it read last, so that another role of a column is answered without reading."""

    def __init__(self) -> None:
        self._key: object = None
        self._table = Table("", ())
        self._whole = True
        self._alone: dict[str, Message] = {}
        self._profiles: tuple[ColumnProfile, ...] = ()

    def look(self, path: Path, arguments: Mapping[str, Any]) -> TableLook:
        """Look at the table at ``path`` as the source's ``arguments`` say; what is wrong is the look's ``problem``."""
        reading, choice = reading_of(arguments), choice_of(arguments)
        wanted = arguments.get("task", "auto")
        look = TableLook()
        try:
            cells, numbers = first_rows(path, reading, _FIRST)
            look = TableLook(cells.names, tuple(cells.read(numbers)), cells.format, cells.sheets)
            table = self._read(path, reading)
            roles, problem = _roles(table, choice)
            columns = tuple(_in_role(column, roles[column.name]) for column in self._profiles)
            task = None
            if not len(table):
                problem = Message(
                    "{path} has no rows below the names of its columns. Choose a table with examples.",
                    {"path": str(path)},
                )
            try:
                asked = TaskName(wanted) if wanted in tuple(TaskName) else None
                task = Targets.of(table, with_role(roles, Role.TARGET), asked).task
            except DataError as error:
                problem = problem or error.message
            return TableLook(
                table.names, look.first, table.format, look.sheets, columns, len(table), self._whole, task,
                table.notes, problem, self._alone,
            )  # fmt: skip
        except DataError as error:
            return TableLook(look.names, look.first, look.format, look.sheets, problem=error.message)

    def reread(self, path: Path, arguments: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
        """What a recipe's ``arguments`` become when ``changes`` read the file in another way.

        Columns that are called as before keep what they are for; for the others it is proposed anew.
        """
        after = {**arguments, **changes}
        try:
            table = self._read(path, replace(reading_of(after), types={}))
        except DataError:
            return dict(changes)
        kept = {key: [name for name in after.get(key, ()) if name in table] for key in _LISTS}
        singles = {key: after.get(key, "") if after.get(key, "") in table else "" for key in ("group", "time")}
        changed = {key: value for key, value in {**kept, **singles}.items() if key in after and value != after[key]}
        if not kept["target"]:
            roles, _ = _roles(table, Choice(left_out=tuple(kept["left_out"])))
            changed["target"] = list(with_role(roles, Role.TARGET))
        return {**changes, **changed}

    def _read(self, path: Path, reading: Reading) -> Table:
        try:
            status = os.stat(path)
        except OSError as error:
            raise DataError("missing-file", "{path} does not exist. Check the name.", path=str(path)) from error
        key = (path, status.st_size, status.st_mtime_ns, reading)
        if key != self._key:
            self._table, self._whole = read_start(path, reading, most=_MOST)
            why = {column.name: why_left_out(column) for column in self._table}
            self._alone = {name: each.reason for name, each in why.items() if each is not None and each.reason}
            self._profiles = profile(self._table, dict.fromkeys(self._table.names, Assigned(Role.FEATURE)))
            self._key = key
        for name in reading.types:
            self._table[name]  # raises the sentence
        return self._table


_LISTS = ("target", "features", "left_out", *TYPES)


def _roles(table: Table, choice: Choice) -> tuple[dict[str, Assigned], Message | None]:
    """The columns' roles; what is proposed, and why, where a choice cannot be."""
    try:
        return assign_roles(table, choice), None
    except DataError as error:
        return assign_roles(table), error.message


def _in_role(column: ColumnProfile, assigned: Assigned) -> ColumnProfile:
    return replace(column, role=assigned.role, code=assigned.code, reason=assigned.reason)


def with_role_of(look: TableLook, arguments: Mapping[str, Any], names: Sequence[str], role: Role) -> dict[str, Any]:
    """What a recipe's ``arguments`` become when the columns ``names`` get another ``role``.

    A target takes the place of the one before, and so does a group. A column that would be left out by itself is only
    a feature where all features are named.
    """
    roles = {column.name: column.role for column in look.columns}
    before = choice_of(arguments)
    if role in (Role.TARGET, Role.GROUP):
        roles |= {name: _role_alone(look, name) for name, held in roles.items() if held is role}
    if role is Role.GROUP:
        names = names[:1]
    roles |= dict.fromkeys(names, role)
    left_out = [name for name, held in roles.items() if held is Role.LEFT_OUT and name != before.time]
    features = [name for name, held in roles.items() if held is Role.FEATURE]
    named = any(_role_alone(look, name) is Role.LEFT_OUT or name == before.time for name in features)
    group = next((name for name, held in roles.items() if held is Role.GROUP), "")
    values: dict[str, Any] = {
        "target": [name for name, held in roles.items() if held is Role.TARGET],
        "features": features if named else [],
        "left_out": [] if named else left_out,
        "group": group,
    }
    if group != before.group:
        values["split"] = "group" if group else "random"
    if role is Role.TARGET:
        values["task"] = "auto"
    return values


def with_type_of(arguments: Mapping[str, Any], names: Sequence[str], kind: ColumnType | None) -> dict[str, Any]:
    """What a recipe's ``arguments`` become when the columns ``names`` are read as another type, None for what they
    look like."""
    values = {key: [name for name in arguments.get(key, ()) if name not in names] for key in TYPES}
    for key, each in TYPES.items():
        if each is kind:
            values[key] += names
    return dict(values)


def _role_alone(look: TableLook, name: str) -> Role:
    """What a column is for where nobody chooses."""
    return Role.LEFT_OUT if name in look.left_out_alone else Role.FEATURE
