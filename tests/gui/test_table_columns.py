"""The columns of a dropped table before any run, and its rows as they stand in the file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from studio.testing import StudioRobot
from studio.views.data.columns_panel import ColumnsPanel
from studio.views.data.data_view import DataView
from studio.window.actions import Do
from studio.window.page_bar import Page
from tests.gui.hands import drop
from tests.gui.test_own_data import wait_for_data
from trainer_core.data.tables.preview import TablePreview
from trainer_core.data.tables.roles import Role
from trainer_core.errors import DataError
from trainer_core.protocol.data_browsing import ColumnDescribed, DataDescribed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Semicolons, decimal commas, an identifier, a constant and a gap."""
    lines = [
        f"{1000 + n};{n * 0.25:.2f};{('Bern', 'Köln', '', 'Oslo')[n % 4]};{n % 6};same;{('no', 'yes')[n % 3 == 0]}"
        for n in range(120)
    ]
    file = tmp_path / "visits.csv"
    text = "id;size;town;patient;note;sick\n" + "\n".join(lines).replace(".", ",") + "\n"
    file.write_text(text, encoding="cp1252")
    return file


def opened(studio: StudioRobot, path: Path) -> DataView:
    """The page of the data, after the table fell on the window."""
    drop(studio.window, path)
    wait_for_data(studio, path.name)
    page = studio.window.pages.data
    studio.wait_for(lambda: page.isVisible() and len(page.rows.places) > 0)
    return page


def columns_of(studio: StudioRobot, page: DataView) -> ColumnsPanel:
    QTest.mouseClick(page.pane.shown.findChild(QPushButton, "columns"), Qt.MouseButton.LeftButton)
    studio.wait_for(lambda: len(page.table.columns.look.columns) > 0)
    return page.table.columns


def choose(studio: StudioRobot, panel: ColumnsPanel, *names: str) -> None:
    """Click on columns, with Ctrl from the second on."""
    for place, name in enumerate(names):
        row = [column.name for column in panel.look.columns].index(name)
        rect = panel.table.visualRect(panel.table.model().index(row, 0))
        keys = Qt.KeyboardModifier.ControlModifier if place else Qt.KeyboardModifier.NoModifier
        panel.table.scrollTo(panel.table.model().index(row, 0))
        QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, keys, rect.center())
    assert [column.name for column in panel.table.selected] == list(names)


def pick(field, key: str) -> None:
    """Choose in a combo box as the keyboard does."""
    field.setCurrentIndex(field.findData(key))
    field.activated.emit(field.currentIndex())


def roles(panel: ColumnsPanel) -> dict[str, str]:
    return {column.name: column.role.value for column in panel.look.columns}


def test_rows_stand_as_in_the_file_and_the_chosen_one_beside_what_the_model_receives(studio, path):
    page = opened(studio, path)
    studio.wait_for(lambda: page.row_columns.of_file and page.rows.model().index(0, 1).data() is not None)
    model, names = page.rows.model(), page.row_columns.names
    assert names == ("id", "size", "town", "patient", "note")
    number = int(model.headerData(0, Qt.Orientation.Vertical))
    assert model.index(0, 1).data() == str(1000 + number - 2)
    assert model.index(0, 2).data() == f"{(number - 2) * 0.25:.2f}".replace(".", ",")
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert model.index(0, 2).data(Qt.ItemDataRole.TextAlignmentRole) == right
    assert model.index(0, 3).data(Qt.ItemDataRole.TextAlignmentRole) != right
    assert sum(page.rows.columnWidth(n) for n in range(6)) == page.rows.viewport().width()

    page.rows.selectRow(1)
    studio.wait_for(lambda: bool(page.row_detail.lines))
    lines = {name: (cell, received) for name, cell, received in page.row_detail.lines}
    assert lines["id"][1] == "left out"
    assert lines["sick"][1] == "target"
    assert lines["town"][0] in lines["town"][1] or "missing" in lines["town"][1]
    assert float(lines["size"][1]) == pytest.approx(float(page.detail.shown.received[0]), abs=1e-3)


def test_cells_are_shown_where_a_file_has_no_other_columns_than_the_model(studio, tmp_path):
    rng = np.random.default_rng(1)
    file = tmp_path / "plain.csv"
    file.write_text(
        "a,b,y\n" + "".join(f"{a:.3f},{b:.3f},{n % 2}\n" for n, (a, b) in enumerate(rng.normal(size=(60, 2))))
    )
    page = opened(studio, file)
    model = page.rows.model()
    studio.wait_for(lambda: page.row_columns.of_file and model.index(0, 1).data() is not None)
    lines = file.read_text().splitlines()
    number = int(model.headerData(0, Qt.Orientation.Vertical))
    assert [model.index(0, column).data() for column in (1, 2, 0)] == lines[number - 1].split(",")
    page.rows.selectRow(0)
    studio.wait_for(lambda: [line[0] for line in page.row_detail.lines] == ["a", "b", "y"])


def test_several_columns_get_another_role_at_once_and_one_undo_takes_it_back(studio, path):
    page = opened(studio, path)
    panel = columns_of(studio, page)
    before = studio.session.recipe
    assert roles(panel) == {"id": "left out", "size": "feature", "town": "feature", "patient": "feature",
                            "note": "left out", "sick": "target"}  # fmt: skip
    choose(studio, panel, "note")
    assert "same value" in panel.about.text()
    choose(studio, panel, "size", "town")
    assert panel.role.value == "feature"
    pick(panel.role, Role.LEFT_OUT.value)
    studio.wait_for(lambda: roles(panel)["size"] == roles(panel)["town"] == "left out")
    assert [column.name for column in panel.table.selected] == ["size", "town"]
    assert set(studio.session.recipe.data.arguments["left_out"]) == {"id", "size", "town", "note"}
    assert studio.window.pages.page is Page.DATA
    undo = studio.window.actions_by_key[Do.UNDO]
    assert undo.text() == "Undo: Left out"
    undo.trigger()
    assert studio.session.recipe == before
    studio.wait_for(lambda: roles(panel)["size"] == "feature")


def test_two_changes_in_a_row_are_both_made(studio, path):
    panel = columns_of(studio, opened(studio, path))
    for name in ("size", "town"):
        choose(studio, panel, name)
        pick(panel.role, Role.LEFT_OUT.value)
    studio.wait_for(lambda: roles(panel)["size"] == roles(panel)["town"] == "left out")


def test_what_keeps_a_change_from_being_made_is_said(studio, path, monkeypatch):
    def refused(*arguments: object) -> None:
        raise DataError("odd", "The table is odd.")

    panel = columns_of(studio, opened(studio, path))
    monkeypatch.setattr("studio.views.data.columns_panel.with_type_of", refused)
    choose(studio, panel, "size")
    pick(panel.type, "categories")
    studio.wait_for(panel.problem.isVisible)
    assert panel.problem.text() == "The table is odd."


def test_a_bug_in_reading_the_table_is_reported_and_the_window_lives(studio, path, monkeypatch):
    def broken(*arguments: object) -> None:
        raise RuntimeError("a bug")

    columns_of(studio, opened(studio, path))
    monkeypatch.setattr(TablePreview, "look", broken)
    reporter = studio.studio.reporter
    studio.session.set_value("data.left_out", ["size"])
    studio.wait_for(lambda: reporter.dialog is not None)
    assert "a bug" in reporter.dialog.details.toPlainText()
    reporter.dialog.close()
    assert studio.window.isVisible()


def test_another_target_and_type_bring_the_loss_with_them(studio, path):
    page = opened(studio, path)
    panel = columns_of(studio, page)
    assert studio.session.recipe.loss.name == "BCEWithLogitsLoss"
    choose(studio, panel, "size")
    pick(panel.role, Role.TARGET.value)
    studio.wait_for(lambda: panel.look.target == ("size",))
    assert studio.session.recipe.loss.name == "MSELoss"
    assert studio.session.recipe.data.standardize_target
    studio.wait_for(lambda: studio.session.preparation.data.task == "regression")
    described: list[object] = []
    studio.session.data_browsed.connect(described.append)
    choose(studio, panel, "patient")
    pick(panel.type, "categories")
    studio.wait_for(lambda: studio.session.recipe.data.arguments["categories"] == ["patient"])
    studio.wait_for(
        lambda: any(isinstance(event, DataDescribed) and "patient = 3" in event.inputs for event in described)
    )


def test_a_wrong_separator_is_seen_in_the_first_rows_and_put_right(studio, path):
    page = opened(studio, path)
    panel = columns_of(studio, page)
    assert panel.reading.fields["separator"].currentText() == "found: semicolon"
    assert panel.reading.fields["encoding"].currentText() == "found: CP1252"
    pick(panel.reading.fields["separator"], "tab")
    studio.wait_for(lambda: len(panel.look.names) == 1)
    assert panel.first.item(0, 0).text().startswith("1000;0,00")
    assert panel.problem.isVisible()
    pick(panel.reading.fields["separator"], "semicolon")
    studio.wait_for(lambda: len(panel.look.names) == 6)
    assert panel.first.item(1, 2).text() == "Köln"
    assert not panel.problem.isVisible()
    assert panel.look.target == ("sick",)


def test_a_column_is_told_by_part_and_by_target(studio, path):
    page = opened(studio, path)
    panel = columns_of(studio, page)
    choose(studio, panel, "town")
    studio.wait_for(lambda: page.column.title.text().startswith("town"))
    assert "missing" in page.column.title.text()
    QTest.mouseClick(page.column.by.findChild(QPushButton, "target"), Qt.MouseButton.LeftButton)
    assert page.column.groups == ("no", "yes")
    choose(studio, panel, "sick")
    studio.wait_for(lambda: page.column.title.text() == "sick")
    assert page.column.shares.sum(1) == pytest.approx([1, 1, 1])
    choose(studio, panel, "id")
    studio.wait_for(lambda: page.column.title.text() == "id")
    assert page.column.groups == ("All rows",)


def test_a_table_that_cannot_be_trained_on_shows_its_columns_and_why(studio, tmp_path):
    studio.wait_for(lambda: studio.session.preparation is not None)
    file = tmp_path / "odd.csv"
    file.write_text("a,b\n" + "\n".join(f"{n},{n * n}" for n in range(40)))
    recipe = studio.session.recipe.with_values({"data.source": "table", "data.path": str(file),
                                                "data.target": ["c"]})  # fmt: skip
    studio.session.set_recipe(recipe)
    studio.window.pages.show_page(Page.DATA)
    page = studio.window.pages.data
    studio.wait_for(lambda: page.table.columns.problem.isVisible())
    assert "no column c" in page.table.columns.problem.text()
    assert page.table.shows_columns
    assert not page.pane.shown.isVisible()
    assert page.table.columns.first.item(2, 1).text() == "4"


def test_a_finding_about_a_column_shows_it_and_one_about_rows_shows_them(studio, tmp_path):
    rng = np.random.default_rng(0)
    lines = [f"{a:.4f},{b:.4f},same,{'yes' if a > b else 'no'}" for a, b in rng.normal(size=(90, 2))]
    path = tmp_path / "twice.csv"
    path.write_text("\n".join(["a,b,note,more", *lines, *lines[:40]]))
    page = opened(studio, path)
    studio.wait_for(lambda: page.row_columns.of_file)
    findings = {finding.code: finding for finding in studio.session.preparation.data.findings}
    page.show_finding(findings["constant"])
    studio.wait_for(lambda: page.column.title.text() == "note")
    panel = columns_of(studio, page)
    items = findings["same-row-in-splits"].items
    page.show_finding(findings["same-row-in-splits"])
    studio.wait_for(lambda: len(page.rows.places) == len(items))
    assert page.rows.isVisible()
    assert not panel.isVisible()
    model = page.rows.model()
    studio.wait_for(lambda: model.index(1, 2).data() is not None)
    assert tuple(model.headerData(row, Qt.Orientation.Vertical) for row in range(2)) == items[:2]
    twins = [[model.index(row, column).data() for column in range(4)] for row in range(2)]
    assert twins[0] == twins[1]


def test_rows_of_a_finding_are_shown_where_columns_are_called_by_numbers(studio, tmp_path):
    rng = np.random.default_rng(0)
    path = tmp_path / "numbered.csv"
    lines = [
        ",".join(f"{each:.4f}" for each in row) + f",{'yes' if row[0] > 0 else 'no'}"
        for row in rng.normal(size=(90, 40))
    ]
    path.write_text("\n".join([",".join((*(f"{n}" for n in range(2, 42)), "more")), *lines, *lines[:40]]))
    values = {"source": "table", "path": str(path), "header": "yes", "target": ["more"]}
    recipe = studio.session.recipe.with_values({f"data.{key}": value for key, value in values.items()})
    studio.session.set_recipe(recipe.with_values({"loss.name": "BCEWithLogitsLoss", "model.name": "mlp"}))
    studio.window.pages.show_page(Page.DATA)
    wait_for_data(studio, path.name)
    page = studio.window.pages.data
    studio.wait_for(lambda: page.row_columns.of_file and "7" in page.row_columns.names)
    found = studio.session.preparation.data.findings
    rows = next(finding for finding in found if finding.code == "same-row-in-splits")
    assert set(rows.items) & set(page.row_columns.names)
    page.show_finding(rows)
    studio.wait_for(lambda: len(page.rows.places) == len(rows.items))


def test_an_answer_about_the_column_before_does_not_take_the_targets_place(studio, path):
    page = opened(studio, path)
    studio.wait_for(lambda: page.column.title.text().startswith("size"))
    page.table.choose_column("town")
    page.table.choose_column("sick")
    assert page.column.title.text() == "sick"
    described = len(studio.of(ColumnDescribed))
    studio.wait_for(lambda: len(studio.of(ColumnDescribed)) > described)
    assert page.column.title.text() == "sick"


def test_of_many_rows_only_those_in_sight_are_read(studio, tmp_path):
    file = tmp_path / "many.csv"
    file.write_text("x,y,sort\n" + "".join(f"{n * 7 % 9973 / 10},{n % 13},{'ab'[n % 2]}\n" for n in range(30_000)))
    page = opened(studio, file)
    studio.wait_for(lambda: len(page.rows.places) == 30_000 and page.row_columns.of_file)
    bar = page.rows.verticalScrollBar()
    for part in (2, 3, 1):
        bar.setValue(bar.maximum() // part)
    last = page.rows.model().index(29_999, 1)
    studio.wait_for(lambda: last.data() is not None)
    number = int(page.rows.model().headerData(29_999, Qt.Orientation.Vertical))
    assert last.data() == str((number - 2) * 7 % 9973 / 10)
    read = [number for number in range(30_002) if page.row_columns.cells.at(number) is not None]
    assert 0 < len(read) < 600


def test_a_file_that_changed_meanwhile_is_said_and_shown_anew_once_it_is_read(studio, path):
    page = opened(studio, path)
    studio.wait_for(lambda: page.row_columns.of_file and page.rows.model().index(0, 1).data() is not None)
    path.write_text(path.read_text(encoding="cp1252").replace("Bern", "Basel"), encoding="cp1252")
    bar = page.rows.verticalScrollBar()
    bar.setValue(bar.maximum())
    studio.wait_for(lambda: not page.row_columns.of_file)
    assert "has changed since it was read" in studio.window.banner.sentence
    studio.session.prepare()
    studio.wait_for(lambda: page.row_columns.of_file and page.row_columns.cells.problem == "")
    bar.setValue(0)
    studio.wait_for(lambda: any(page.rows.model().index(row, 3).data() == "Basel" for row in range(20)))
