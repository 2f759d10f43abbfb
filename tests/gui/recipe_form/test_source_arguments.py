"""The fields of the chosen source: they come and go with it; a path is typed or chosen, and asked for until it is."""

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from studio.session.session import Action
from studio.widgets.line_field import TextsField
from studio.widgets.slider_field import SliderField
from tests.gui.recipe_form.conftest import type_into
from trainer_core.data import sources

# What Qt's offscreen platform says of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def shelf(
    *,
    path: Annotated[Path, Field(title="Folder", description="Where.", json_schema_extra={"path": "folder"})],
    labels: Annotated[
        Path, Field(title="Labels", description="A table.", json_schema_extra={"suffixes": (".csv", ".tsv")})
    ] = Path(),
    columns: Annotated[list[str], Field(title="Columns", description="Which.")] = [],  # noqa: B006
):
    raise AssertionError("not read here")


@pytest.fixture(autouse=True)
def _shelf():
    sources.add("shelf", shelf, title="Shelf", summary="", task=None)
    yield
    sources.remove("shelf")


@pytest.fixture
def asked(monkeypatch):
    """What the file dialogs were asked; they answer with the path that is put into ``asked.answer``."""

    class Asked(list):
        answer = None

    asked = Asked()

    def answer(dialog):
        asked.append(dialog)
        if asked.answer is None:
            return QDialog.DialogCode.Rejected
        dialog.selectFile(str(asked.answer))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", answer)
    return asked


def test_the_fields_of_a_source_come_and_go_with_it(form, session):
    session.set_value("data.source", "shelf")
    assert list(form.sections["data"].rows)[:4] == ["data.source", "data.path", "data.labels", "data.columns"]
    session.set_value("data.source", "fashion-mnist")
    assert "data.path" not in form.sections["data"].rows


def test_a_path_that_has_to_be_chosen_is_asked_for_and_train_waits(qtbot, form, session, tmp_path):
    session.set_value("data.source", "shelf")
    row = form.row("data.path")
    assert row.error == "Choose a folder."
    assert not form.row("data.labels").error
    assert not session.possible(Action.TRAIN)

    type_into(qtbot, row.editor, str(tmp_path))
    assert session.recipe.data.arguments["path"] == tmp_path
    assert not row.error
    assert session.possible(Action.TRAIN)

    type_into(qtbot, row.editor, " ", Qt.Key.Key_Backspace)
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    assert row.error == "Choose a folder."


def test_another_source_forgets_what_was_missing(form, session):
    session.set_value("data.source", "shelf")
    session.set_value("data.source", "fashion-mnist")
    assert not session.errors


def test_a_path_that_is_typed_is_relative_to_the_current_folder(qtbot, form, session, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session.set_value("data.source", "shelf")
    type_into(qtbot, form.row("data.path").editor, "photos")
    assert form.row("data.path").editor.text() == str(tmp_path / "photos")


def test_a_folder_is_chosen_with_the_button(qtbot, form, session, asked, tmp_path):
    session.set_value("data.source", "shelf")
    button = form.row("data.path").browse_button
    assert button.objectName() == "dataPathBrowse"
    assert button.accessibleName() == "Choose a folder"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert form.row("data.path").error

    asked.answer = tmp_path / "photos"
    asked.answer.mkdir()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.recipe.data.arguments["path"] == asked.answer
    assert {dialog.objectName() for dialog in asked} == {"dataPathDialog"}
    assert asked[-1].fileMode() == QFileDialog.FileMode.Directory


def test_a_file_is_chosen_among_those_of_its_kind(qtbot, form, session, asked, tmp_path):
    session.set_value("data.source", "shelf")
    asked.answer = tmp_path / "labels.csv"
    asked.answer.touch()
    qtbot.mouseClick(form.row("data.labels").browse_button, Qt.MouseButton.LeftButton)
    assert session.recipe.data.arguments["labels"] == asked.answer
    assert asked[-1].nameFilters() == ["Labels (*.csv *.tsv)", "All files (*)"]


def test_a_source_is_reset_with_all_its_fields(form, session, tmp_path):
    session.set_value("data.source", "shelf")
    session.set_value("data.path", str(tmp_path))
    session.baseline = session.recipe
    session.set_value("data.source", "fashion-mnist")
    form.row("data.source").reset_button.click()
    assert session.recipe == session.baseline


def test_a_source_is_chosen_again_after_undoing_a_path(form, session, tmp_path):
    session.set_value("data.source", "shelf")
    session.set_value("data.path", str(tmp_path))
    form.row("data.path").reset_button.click()
    assert session.recipe.data.arguments["path"] == Path()
    assert form.row("data.path").error == "Choose a folder."


def test_names_are_typed_with_commas_between_them(qtbot, form, session):
    session.set_value("data.source", "shelf")
    editor = form.row("data.columns").editor
    assert isinstance(editor, TextsField)
    type_into(qtbot, editor, 'age, "height, in cm" ,weight,')
    assert session.recipe.data.arguments["columns"] == ["age", "height, in cm", "weight"]
    editor.setModified(True)
    assert editor.commit()
    assert session.recipe.data.arguments["columns"] == ["age", "height, in cm", "weight"]


def test_toy_data_has_sliders_that_count_once_they_are_let_go(form, session):
    session.set_value("data.source", "spirals")
    sliders = {name: form.row(f"data.{name}").editor for name in ("count", "noise", "classes", "turns")}
    assert all(isinstance(each, SliderField) for each in sliders.values())
    edited = []
    session.recipe_edited.connect(lambda before, after: edited.append(after))
    slider = sliders["turns"].slider
    slider.setSliderDown(True)
    for place in (slider.minimum(), slider.maximum()):
        slider.setValue(place)
    assert not edited
    slider.setSliderDown(False)
    assert [recipe.data.arguments["turns"] for recipe in edited] == [5.0]


def test_the_slider_of_a_count_moves_by_factors_from_end_to_end(form, session):
    session.set_value("data.source", "moons")
    field = form.row("data.count").editor
    seen = []
    for place in range(field.slider.maximum() + 1):
        field.slider.setValue(place)
        seen.append(session.recipe.data.arguments["count"])
        assert field.slider.value() == place
    assert (seen[0], seen[50], seen[-1]) == (10, 1000, 100_000)
    assert seen == sorted(set(seen))


def test_a_wrong_number_beside_a_slider_is_marked_and_can_be_mended(form, session, qtbot):
    session.set_value("data.source", "moons")
    row = form.row("data.noise")
    type_into(qtbot, row.line, "3")
    assert row.remark == "This must be at most 2."
    assert "data.noise" in session.errors
    type_into(qtbot, row.line, "0.25")
    assert not session.errors
    assert session.recipe.data.arguments["noise"] == 0.25
