"""What each column of a table is for: proposed from names and values, each decision with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trainer_core.data.labels import TaskName
from trainer_core.data.tables.table import Column, ColumnType, Table
from trainer_core.errors import DataError, Message


class Role(StrEnum):
    """What a column is for."""

    FEATURE = "feature"
    TARGET = "target"
    GROUP = "group"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Assigned:
    """A column's role; ``code`` and ``reason`` say why it is left out, and are empty where a person chose it."""

    role: Role
    code: str = ""
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose of a table's columns; what is empty is proposed.

    ``features``: these and no others. ``left_out``: these besides what is proposed. ``group`` and ``time`` order the
    split and are no features unless ``features`` names them.
    """

    target: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    group: str = ""
    time: str = ""


_TARGET_NAMES = (
    "target", "targets", "label", "labels", "class", "classes", "y", "outcome", "response", "diagnosis", "survived",
    "churn", "species", "is_fraud", "fraud", "default", "price", "saleprice", "정답", "라벨", "레이블", "타깃", "목표",
)  # fmt: skip
_TARGET_ENDS = re.compile(r"[ _.-](?:target|label|class|y|outcome)$", re.IGNORECASE)
_IDENTIFIER = re.compile(
    r"(?:^|[ _.-])(?:id|ids|uid|uuid|guid|index|idx|rownames|row_?num(?:ber)?)$|[a-z](?:Id|ID)$|^(?:unnamed.*|row)$"
    r"|번호$|아이디$",
    re.IGNORECASE,
)
_IDENTIFIER_CASED = re.compile(r"[a-z](?:Id|ID)$")
_UNNAMED = re.compile(r"^(?:unnamed.*|column 1|row)$", re.IGNORECASE)
_MOST_CLASSES_OF_NUMBERS = 20
_ROWS_A_CLASS = 5
_SAMPLE = 2000


def assign_roles(table: Table, choice: Choice | None = None) -> dict[str, Assigned]:
    """Give each column of ``table`` its role, in the table's order.

    Raises:
        DataError: ``choice`` names a column that there is not, or one for two things.
    """
    choice = choice or Choice()
    columns = table.by_name()
    for name in (*choice.target, *choice.features, *choice.left_out, *filter(None, (choice.group, choice.time))):
        if name not in columns:
            table[name]  # raises the sentence
    _require_one_purpose(choice)
    proposed = {name: why_left_out(column) for name, column in columns.items()}
    target = choice.target or propose_target(table, {name for name, why in proposed.items() if why}, choice)
    roles: dict[str, Assigned] = {}
    for name, why in proposed.items():
        if name in target:
            roles[name] = Assigned(Role.TARGET)
        elif name in choice.features:
            roles[name] = Assigned(Role.FEATURE)
        elif name == choice.group:
            roles[name] = Assigned(Role.GROUP)
        elif name == choice.time:
            reason = Message("It orders the rows in time, and the split follows it.")
            roles[name] = Assigned(Role.LEFT_OUT, "time", reason)
        elif choice.features or name in choice.left_out:
            roles[name] = Assigned(Role.LEFT_OUT)
        else:
            roles[name] = why or Assigned(Role.FEATURE)
    return roles


def _require_one_purpose(choice: Choice) -> None:
    for name in choice.target:
        other = next(
            (field for field in ("features", "left_out") if name in getattr(choice, field)),
            "group" if name == choice.group else "",
        )
        if other:
            raise DataError(
                "two-roles",
                "{column} is both in data.target and in data.{other}. Take it out of one of them.",
                column=name,
                other=other,
            )


def why_left_out(column: Column) -> Assigned | None:
    """Why nothing can be learnt from a column that would hold of new rows too; None if something can."""
    gone = column.missing()
    if len(column) and bool(gone.all()):
        return Assigned(Role.LEFT_OUT, "empty", Message("It has no values."))
    if len(column) > 1 and _is_constant(column, gone):
        return Assigned(Role.LEFT_OUT, "constant", Message("It has the same value in every row."))
    if identifier := _why_identifier(column):
        return Assigned(Role.LEFT_OUT, "identifier", identifier)
    if column.type is ColumnType.TEXT:
        return Assigned(
            Role.LEFT_OUT,
            "text",
            Message(
                "It is text with {distinct:,} different values, too many for categories.",
                {"distinct": len(column.labels)},
            ),
        )
    return None


def _is_constant(column: Column, gone: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    if gone.any():
        return False  # whether a value is there may tell something
    return bool((column.values == column.values[0]).all())


def _why_identifier(column: Column) -> Message | None:
    """Why a column looks like the names of its rows rather than one of their properties."""
    named = bool(_IDENTIFIER.search(column.name)) if not column.is_date else False
    unique = _all_different(column)
    counting = unique and column.type is ColumnType.WHOLE and _counts_up(column)
    if named and unique:
        return Message("It is called like an identifier and is different in every row, so it would be learnt by heart.")
    if counting and (named or _UNNAMED.match(column.name)):
        return Message("It only numbers the rows.")
    if column.type is ColumnType.TEXT and unique and len(column) > 20:
        return Message("It is different in every row, so it would be learnt by heart.")
    if counting and len(column) > 20 and float(column.values[0]) in (0.0, 1.0):
        return Message("It only numbers the rows.")
    if named and column.type in (ColumnType.WHOLE, ColumnType.TEXT, ColumnType.CATEGORY) and _many(column):
        return Message(
            "It is called like an identifier. If several rows belong together by it, make it the group of the split."
        )
    return None


def _all_different(column: Column) -> bool:
    """Whether no two rows have the same value; a look at a few tells most columns."""
    if len(column) < 3 or column.type in (ColumnType.YES_NO, ColumnType.NUMBER) or column.is_date:
        return False
    few = column.values[:_SAMPLE]
    if len(np.unique(few)) < len(few):
        return False
    return len(np.unique(column.values)) == len(column) and not bool(column.missing().any())


def _counts_up(column: Column) -> bool:
    return bool((np.diff(column.values) == 1).all())


def _many(column: Column) -> bool:
    return len(np.unique(column.values[:_SAMPLE])) > max(10, 0.05 * min(len(column), _SAMPLE))


def propose_target(table: Table, unfit: Iterable[str], choice: Choice) -> tuple[str, ...]:
    """Propose what is to be learnt: a column called like a target, else the last one that can be; () if none can."""
    unfit = {*unfit, *choice.features, *choice.left_out, choice.group, choice.time}
    fit = [column for column in table if column.name not in unfit and not column.is_date]
    by_name = {column.name.casefold().strip(): column.name for column in reversed(fit)}
    for name in _TARGET_NAMES:
        if name in by_name:
            return (by_name[name],)
    for column in reversed(fit):
        if _TARGET_ENDS.search(column.name):
            return (column.name,)
    return (fit[-1].name,) if fit else ()


def task_of(columns: Sequence[Column]) -> TaskName:
    """What is to be learnt of target columns.

    Two values are binary. Texts are classes, and so are whole numbers if they are few and each has some rows. Other
    numbers are regression, as are several columns.
    """
    if len(columns) != 1:
        return TaskName.REGRESSION
    column = columns[0]
    there = column.values[~column.missing()]
    distinct = len(np.unique(there[:_SAMPLE]))
    distinct = len(np.unique(there)) if distinct <= _MOST_CLASSES_OF_NUMBERS else distinct
    if column.is_text or column.type is ColumnType.YES_NO:
        return TaskName.BINARY if distinct == 2 else TaskName.CLASSIFICATION
    if column.type is ColumnType.WHOLE and distinct <= min(_MOST_CLASSES_OF_NUMBERS, len(there) // _ROWS_A_CLASS):
        return TaskName.BINARY if distinct == 2 else TaskName.CLASSIFICATION
    return TaskName.REGRESSION


def with_role(roles: Mapping[str, Assigned], role: Role) -> tuple[str, ...]:
    """The names of the columns of one role, in the table's order."""
    return tuple(name for name, assigned in roles.items() if assigned.role is role)
