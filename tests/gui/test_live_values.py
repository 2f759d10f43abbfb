"""Live changes belong to the run in which they are made: the form shows them during it, and the recipe afterwards."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.look.settings import Settings
from tests.gui.recipe_form.conftest import type_into
from tests.gui.test_undo import undo
from trainer_core.protocol.events import HyperparameterChanged, RunEnded, State


@pytest.fixture
def row(studio):
    """The learning rate of a run that is paused at its start."""
    studio.window.activateWindow()
    studio.action("stepBatchAction").trigger()
    studio.wait_for_state(State.PAUSED)
    return studio.window.form.row("optimizer.lr")


def end_the_run(studio) -> None:
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_event(RunEnded)
    studio.wait_for_state(State.IDLE)


def test_a_live_change_ends_with_its_run_and_can_be_taken_over(studio, qtbot, row):
    type_into(qtbot, row.editor, "0.05")
    studio.wait_for_event(HyperparameterChanged)
    assert row.editor.text() == "0.05"
    assert row.remark == "from batch 1 on"
    assert row.reset_button.toolTip() == "Reset to 1e-3"
    end_the_run(studio)
    assert row.editor.text() == "1e-3"
    assert studio.session.recipe.optimizer.arguments["lr"] == 1e-3
    assert "0.05" not in Settings(studio.studio.settings.store.fileName()).edited_recipe
    assert row.remark == "The last run ended with 0.05."
    qtbot.mouseClick(row.use_button, Qt.MouseButton.LeftButton)
    assert studio.session.recipe.optimizer.arguments["lr"] == 0.05
    assert row.editor.text() == "0.05"
    assert not row.remark
    undo(studio)
    assert row.editor.text() == "1e-3"


def test_undo_takes_a_live_change_back_in_the_run(studio, qtbot, row):
    type_into(qtbot, row.editor, "0.05")
    studio.wait_for_event(HyperparameterChanged)
    undo(studio)
    assert studio.wait_for_event(HyperparameterChanged, 2).new == 1e-3
    assert row.editor.text() == "1e-3"
    assert not studio.action("undoAction").isEnabled()


@pytest.mark.parametrize("leave", [Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_a_refused_live_value_gives_way_to_the_one_that_acts(studio, qtbot, row, leave):
    type_into(qtbot, row.editor, "1e9")
    assert row.remark == "This must be at most 100."
    assert studio.session.errors
    qtbot.keyClick(QApplication.focusWidget(), leave)
    assert row.editor.text() == "1e-3"
    assert not studio.session.errors
    if leave == Qt.Key.Key_Tab:
        assert row.remark == "Not taken: This must be at most 100."


def test_continuing_offers_only_what_was_edited_since(studio, qtbot, row):
    type_into(qtbot, row.editor, "0.05")
    studio.wait_for_event(HyperparameterChanged)
    end_the_run(studio)
    seen = []

    def look(dialog):
        seen.extend(change.key for change in dialog._changes)
        dialog.reject()

    studio.answer("continueDialog", look)
    studio.action("continueRunAction").trigger()
    assert seen == []
    type_into(qtbot, studio.window.form.row("optimizer.weight_decay").editor, "0.1")
    studio.answer("continueDialog", look)
    studio.action("continueRunAction").trigger()
    assert seen == ["optimizer.weight_decay"]
