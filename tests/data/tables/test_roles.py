"""Roles, targets, tasks and profiles of columns: what is proposed, with which reason."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest

from trainer_core.data.labels import TaskName
from trainer_core.data.tables.profiles import profile
from trainer_core.data.tables.roles import Choice, Role, assign_roles, task_of, with_role
from trainer_core.data.tables.table import ColumnType, Table
from trainer_core.data.tables.targets import Targets
from trainer_core.errors import DataError

Read = Callable[..., Table]


def table_of(read: Read, rows: int = 60) -> Table:
    draw = np.random.default_rng(1)
    lines = [
        f"P{n:04},{n},{draw.normal():.3f},{draw.choice(['red', 'blue'])},a note about number {n},7,,{n % 20},"
        f"{draw.integers(0, 2)},{draw.normal():.3f}"
        for n in range(rows)
    ]
    return read("PassengerId,index,size,colour,remark,same,empty,patient_id,survived,last\n" + "\n".join(lines) + "\n")


def test_what_cannot_be_learnt_from_is_proposed_to_be_left_out(read: Read) -> None:
    roles = assign_roles(table_of(read))
    assert {name: (roles[name].role, roles[name].code) for name in roles} == {
        "PassengerId": (Role.LEFT_OUT, "identifier"),
        "index": (Role.LEFT_OUT, "identifier"),
        "size": (Role.FEATURE, ""),
        "colour": (Role.FEATURE, ""),
        "remark": (Role.LEFT_OUT, "text"),
        "same": (Role.LEFT_OUT, "constant"),
        "empty": (Role.LEFT_OUT, "empty"),
        "patient_id": (Role.LEFT_OUT, "identifier"),
        "survived": (Role.TARGET, ""),
        "last": (Role.FEATURE, ""),
    } | {"remark": (Role.LEFT_OUT, roles["remark"].code)}
    assert "group of the split" in str(roles["patient_id"].reason)
    assert all(roles[name].reason for name in roles if roles[name].role is Role.LEFT_OUT)


def test_what_a_person_chose_counts(read: Read) -> None:
    table = table_of(read)
    roles = assign_roles(table, Choice(target=("last",), left_out=("size",), group="patient_id"))
    assert roles["last"].role is Role.TARGET
    assert roles["size"].role is Role.LEFT_OUT
    assert roles["patient_id"].role is Role.GROUP
    assert roles["survived"].role is Role.FEATURE
    only = assign_roles(table, Choice(target=("last",), features=("patient_id", "size")))
    assert with_role(only, Role.FEATURE) == ("size", "patient_id")


def test_a_column_that_is_not_there_or_has_two_purposes_is_said(read: Read) -> None:
    table = table_of(read)
    with pytest.raises(DataError, match="Did you mean survived"):
        assign_roles(table, Choice(target=("survive",)))
    with pytest.raises(DataError) as error:
        assign_roles(table, Choice(target=("last",), features=("last",)))
    assert error.value.code == "two-roles"


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("a,target,b", "target"), ("Class,a,b", "Class"), ("a,b,Y", "Y"), ("house_label,a,b", "house_label"),
        ("a,b,c", "c"), ("정답,a,b", "정답"),
    ],
)  # fmt: skip
def test_the_target_is_known_by_its_name_or_is_the_last(read: Read, header: str, target: str) -> None:
    table = read(header + "\n" + "1.5,2.5,3.25\n2.5,4,1\n9,2,3\n")
    assert with_role(assign_roles(table), Role.TARGET) == (target,)


@pytest.mark.parametrize(
    ("values", "task"),
    [
        (["yes", "no"] * 10, TaskName.BINARY),
        ([0, 1] * 10, TaskName.BINARY),
        ([3, 7] * 10, TaskName.BINARY),
        (["a", "b", "c", "b"] * 5, TaskName.CLASSIFICATION),
        ([0, 1, 2, 1] * 5, TaskName.CLASSIFICATION),
        ([0.5, 1.25, 2, 1] * 5, TaskName.REGRESSION),
        (list(range(20)), TaskName.REGRESSION),
    ],
)
def test_the_task_follows_from_the_target(read: Read, values: list[object], task: TaskName) -> None:
    table = read("a,y\n" + "".join(f"1.5,{value}\n" for value in values))
    assert task_of([table["y"]]) is task


def test_classes_are_sorted_and_named_as_they_are_written(read: Read) -> None:
    table = read("y\n" + "10\n2\n1\n2\n" * 5)
    targets = Targets.of(table, ["y"])
    assert targets.class_names == ("1", "2", "10")
    assert targets.encode(table)[:4].tolist() == [2, 1, 0, 1]
    assert Targets.of(read("y\nno\nyes\nno\nyes\n"), ["y"]).class_names == ("no", "yes")


def test_missing_and_unknown_targets_are_told(read: Read) -> None:
    table = read("a,y\n" + "1,no\n2,yes\n3,\n" * 4)
    targets = Targets.of(table, ["y"])
    assert targets.present(table)[:3].tolist() == [True, True, False]
    assert targets.encode(read("a,y\n1,yes\n2,\n3,maybe\n")).tolist() == [1, -1, -1]


def test_several_numeric_targets(read: Read) -> None:
    table = read("a,u,v\n1,1.5,2\n2,3.5,\n3,4,5\n")
    targets = Targets.of(table, ["u", "v"])
    assert targets.task is TaskName.REGRESSION
    assert targets.encode(table).dtype == np.float32
    assert targets.encode(table)[0].tolist() == [1.5, 2.0]
    assert targets.present(table).tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("content", "names", "task", "code"),
    [
        ("a,y\n1,3\n2,3\n", ["y"], TaskName.REGRESSION, "constant-target"),
        ("a,y\n1,x\n2,x\n", ["y"], None, "constant-target"),
        ("a,y\n1,\n2,\n", ["y"], None, "empty-target"),
        ("a,y\n1,x\n2,z\n", ["y"], TaskName.REGRESSION, "target-not-numbers"),
        ("a,y\n1,x\n2,z\n", ["a", "y"], TaskName.CLASSIFICATION, "several-targets"),
        ("a,y\n1,x\n2,z\n3,u\n", ["y"], TaskName.BINARY, "not-binary"),
        ("a,y\n" + "".join(f"1,name{n}\n" for n in range(50)), ["y"], None, "too-many-classes"),
        ("a,y\n1,2\n", [], None, "no-target"),
    ],
)
def test_what_cannot_be_a_target_is_said(
    read: Read, content: str, names: list[str], task: TaskName | None, code: str
) -> None:
    with pytest.raises(DataError) as error:
        Targets.of(read(content), names, task)
    assert error.value.code == code


def test_a_profile_has_what_a_window_shows(read: Read) -> None:
    columns = {column.name: column for column in profile(table_of(read))}
    size = columns["size"]
    assert (size.type, size.role, size.rows, size.missing) == (ColumnType.NUMBER, Role.FEATURE, 60, 0)
    assert sum(size.histogram.counts) == 60
    assert len(size.histogram.edges) == len(size.histogram.counts) + 1
    assert size.minimum is not None
    assert size.maximum is not None
    assert size.minimum < size.median < size.maximum  # type: ignore[operator]
    colour = columns["colour"]
    assert (colour.type, colour.distinct) == (ColumnType.CATEGORY, 2)
    assert set(colour.histogram.labels) == {"red", "blue"}
    assert columns["empty"].missing == 60
    assert columns["PassengerId"].examples[0] == "P0000"
    text = json.dumps([column.as_dict() for column in columns.values()])
    assert "learnt by heart" in text


def test_a_profile_of_dates_categories_and_nothing(read: Read) -> None:
    table = read("when,kind,y\n" + "".join(f"2024-01-{1 + n % 28:02},k{n % 15},{n}.5\n" for n in range(90)))
    when, kind, _ = profile(table)
    assert sum(when.histogram.counts) == 90
    assert when.minimum is None
    assert sum(kind.histogram.counts) + kind.histogram.others == 90
    assert len(kind.histogram.labels) == 10
    assert all(column.histogram.counts == () for column in profile(read("a,b\n"), assign_roles(read("a,b\n"))))


def test_an_outlier_does_not_leave_the_histogram_in_one_bar(read: Read) -> None:
    values = [*np.random.default_rng(0).normal(size=999).round(3).tolist(), 1e9]
    counts = profile(read("a,y\n" + "".join(f"{value},1.5\n" for value in values)))[0].histogram.counts
    assert sum(counts) == 1000
    assert max(counts) < 300
