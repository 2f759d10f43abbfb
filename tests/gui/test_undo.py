"""Undo, redo and reset in the real window: by keys, in the form, over presets, and not while a text is being edited."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.window.page_bar import Page
from tests.gui.recipe_form.conftest import type_into

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def undo(studio) -> None:
    studio.qtbot.keyClick(QApplication.focusWidget() or studio.window, Qt.Key.Key_Z, CTRL)


def redo(studio) -> None:
    studio.qtbot.keyClick(QApplication.focusWidget() or studio.window, Qt.Key.Key_Z, CTRL | SHIFT)


def batch_size(studio):
    return studio.window.form.row("data.batch_size").editor


@pytest.fixture
def form(studio):
    studio.window.activateWindow()
    return studio.window.form


def test_undo_and_redo_walk_through_the_edits_of_the_form(studio, qtbot, form):
    before = studio.session.recipe
    type_into(qtbot, batch_size(studio), "128")
    type_into(qtbot, form.row("training.epochs").editor, "7")
    assert studio.action("undoAction").text() == "Undo: Epochs"
    undo(studio)
    assert studio.session.recipe.training.epochs == before.training.epochs
    assert studio.session.recipe.data.batch_size == 128
    undo(studio)
    assert batch_size(studio).text() == "32"
    assert studio.session.recipe == before
    assert not studio.action("undoAction").isEnabled()
    redo(studio)
    redo(studio)
    assert (batch_size(studio).text(), form.row("training.epochs").editor.text()) == ("128", "7")
    assert not studio.action("redoAction").isEnabled()


def test_a_text_that_is_being_edited_takes_undo_first(studio, qtbot, form):
    type_into(qtbot, form.row("training.epochs").editor, "7")
    type_into(qtbot, batch_size(studio), "12", end=None)
    undo(studio)
    assert batch_size(studio).text() != "12"
    assert studio.session.recipe.training.epochs == 7
    qtbot.keyClick(batch_size(studio), Qt.Key.Key_Escape)
    undo(studio)
    assert studio.session.recipe.training.epochs == 2


def test_a_preset_can_be_taken_back_with_all_that_it_changed(studio, qtbot, form):
    type_into(qtbot, batch_size(studio), "128")
    before = studio.session.recipe
    studio.answer("replaceRecipeDialog", lambda dialog: dialog.buttons["replace"].click())
    studio.action("preset_fashion-mnist-cnn").trigger()
    assert studio.session.recipe != before
    studio.window.activateWindow()
    studio.wait_for(lambda: QApplication.activeWindow() is studio.window)
    undo(studio)
    assert studio.session.recipe == before
    assert batch_size(studio).text() == "128"


def test_undo_opens_the_section_in_which_something_changes(studio, qtbot, form):
    form.reveal("schedule.name")
    studio.session.set_value("schedule.name", "cosine")
    form.sections["schedule"].set_expanded(False)
    undo(studio)
    assert studio.session.recipe.schedule.name == "constant"
    assert form.sections["schedule"].expanded


def test_undo_changes_nothing_on_another_page(studio, qtbot, form):
    type_into(qtbot, batch_size(studio), "128")
    studio.window.pages.show_page(Page.RUNS)
    assert not studio.action("undoAction").isEnabled()
    undo(studio)
    assert studio.session.recipe.data.batch_size == 128
    studio.window.pages.show_page(Page.TRAIN)
    assert studio.action("undoAction").isEnabled()


def test_one_click_puts_a_field_back_to_the_presets_value(studio, qtbot, form):
    row = form.row("data.batch_size")
    type_into(qtbot, row.editor, "100")
    assert row.reset_button.isVisible()
    assert row.reset_button.toolTip() == "Reset to 64"
    qtbot.mouseClick(row.reset_button, Qt.MouseButton.LeftButton)
    assert studio.session.recipe.data.batch_size == 64
    assert not row.reset_button.isVisible()
    assert QApplication.focusWidget() is row.editor
    undo(studio)
    assert studio.session.recipe.data.batch_size == 100


def test_the_keyboard_reaches_the_reset_button(studio, qtbot, form):
    row = form.row("data.batch_size")
    type_into(qtbot, row.editor, "100", Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.reset_button
    qtbot.keyClick(row.reset_button, Qt.Key.Key_Space)
    assert row.editor.text() == "64"


def test_a_part_is_reset_with_its_arguments(studio, qtbot, form):
    session = studio.session
    session.set_value("optimizer.lr", 0.5)
    session.set_value("optimizer.name", "SGD")
    row = form.row("optimizer.name")
    qtbot.mouseClick(row.reset_button, Qt.MouseButton.LeftButton)
    assert session.recipe.optimizer == session.baseline.optimizer
