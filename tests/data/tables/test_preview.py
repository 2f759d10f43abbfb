"""A look at a table before it is learnt from, and what choosing another role, type or reading makes of a recipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer_core.data.labels import TaskName
from trainer_core.data.tables import preview
from trainer_core.data.tables.preview import TableLook, TablePreview, with_role_of, with_type_of
from trainer_core.data.tables.roles import Role
from trainer_core.data.tables.table import ColumnType
from trainer_core.recipe.proposal.proposal import propose


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [f"{1000 + n};{n / 7:.2f};{('red', 'blue', 'green')[n % 3]};{n % 5};same;{('no', 'yes')[n % 2]}".replace(
        ".", ",") for n in range(60)]  # fmt: skip
    file = tmp_path / "t.csv"
    file.write_text("id;width;colour;patient;constant;bought\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def roles(look: TableLook) -> dict[str, str]:
    return {column.name: column.role.value for column in look.columns}


def test_a_look_says_how_the_file_is_read_and_what_its_columns_are_for(path: Path) -> None:
    arguments = propose(path).recipe.data.arguments
    look = TablePreview().look(path, arguments)
    assert look.format is not None
    assert (look.format.separator, look.format.decimal, look.format.header) == (";", ",", True)
    assert look.first[1] == ("1001", "0,14", "blue", "1", "same", "yes")
    assert (look.rows, look.whole, look.task, look.problem) == (60, True, TaskName.BINARY, None)
    assert roles(look) == {"id": "left out", "width": "feature", "colour": "feature", "patient": "feature",
                           "constant": "left out", "bought": "target"}  # fmt: skip
    assert "same value" in str(look.left_out_alone["constant"])
    assert set(look.left_out_alone) == {"id", "constant"}


def test_another_role_is_what_the_recipe_then_gives(path: Path) -> None:
    preview_, arguments = TablePreview(), propose(path).recipe.data.arguments
    look = preview_.look(path, arguments)

    def after(names: list[str], role: Role) -> dict[str, str]:
        return roles(preview_.look(path, {**arguments, **with_role_of(look, arguments, names, role)}))

    assert after(["width", "colour"], Role.LEFT_OUT) | {"id": ""} == {
        "id": "", "width": "left out", "colour": "left out", "patient": "feature", "constant": "left out",
        "bought": "target"}  # fmt: skip
    with_identifier = after(["id"], Role.FEATURE)
    assert with_identifier == roles(look) | {"id": "feature"}
    assert after(["width"], Role.TARGET) == roles(look) | {"width": "target", "bought": "feature"}
    assert after(["width", "patient"], Role.TARGET)["patient"] == "target"
    values = with_role_of(look, arguments, ["patient"], Role.GROUP)
    assert (values["group"], values["split"]) == ("patient", "group")
    assert after(["patient"], Role.GROUP) == roles(look) | {"patient": "group"}
    grouped = {**arguments, **values}
    back = with_role_of(preview_.look(path, grouped), grouped, ["patient"], Role.FEATURE)
    assert (back["group"], back["split"]) == ("", "random")


def test_another_type_is_named_once_and_forgotten_for_what_the_column_looks_like(path: Path) -> None:
    preview_, arguments = TablePreview(), propose(path).recipe.data.arguments
    as_category = {**arguments, **with_type_of(arguments, ["patient", "width"], ColumnType.CATEGORY)}
    types = {column.name: column.type for column in preview_.look(path, as_category).columns}
    assert types["patient"] is types["width"] is ColumnType.CATEGORY
    as_number = {**as_category, **with_type_of(as_category, ["patient"], ColumnType.NUMBER)}
    assert (as_number["categories"], as_number["numbers"]) == (["width"], ["patient"])
    assert with_type_of(as_number, ["patient", "width"], None) == {"numbers": [], "categories": [], "dates": []}


def test_a_wrong_separator_is_shown_and_put_right_with_the_roles_found_anew(path: Path) -> None:
    preview_, arguments = TablePreview(), dict(propose(path).recipe.data.arguments)
    wrong = preview_.reread(path, arguments, {"separator": "comma"})
    spoilt = {**arguments, **wrong}
    look = preview_.look(path, spoilt)
    assert look.first[0][0].startswith("100")
    assert len(look.names) == 2
    right = preview_.reread(path, spoilt, {"separator": "semicolon"})
    look = preview_.look(path, {**spoilt, **right})
    assert look.problem is None
    assert look.target == ("bought",)


def test_what_cannot_be_read_is_said_and_the_rows_are_shown_as_far_as_they_can_be(path: Path) -> None:
    preview_ = TablePreview()
    look = preview_.look(path, {"target": ["wdith"]})
    assert "Did you mean width?" in str(look.problem)
    assert len(look.columns) == 6
    assert "not an encoding" in str(preview_.look(path, {"encoding": "klingon"}).problem)
    path.write_text("a,b\n")
    assert "no rows below the names" in str(preview_.look(path, {}).problem)
    path.unlink()
    assert "does not exist" in str(preview_.look(path, {}).problem)


def test_of_a_large_file_the_start_is_looked_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "_MOST", 500)
    look = TablePreview().look(path, {})
    assert not look.whole
    assert 5 < look.rows < 40
    assert look.names[0] == "id"


def test_a_large_table_is_cut_between_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "t.csv"
    rows = [f'{row},"first\nsecond\nthird",{row % 2}\n' for row in range(400)]
    file.write_text("id,text,y\n" + "".join(rows), encoding="utf-8")
    for most in range(4000, 4040, 3):
        monkeypatch.setattr(preview, "_MOST", most)
        monkeypatch.setattr("trainer_core.data.tables.cells._START", most)
        look = TablePreview().look(file, {})
        assert (look.problem, look.notes, look.whole) == (None, (), False)
        assert look.first[0] == ("0", "first\nsecond\nthird", "0")
        assert 100 < look.rows < 200
