"""The form's search in the real window during a run: live fields and locked ones are found, and stay what they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.recipe_form.conftest import type_into
from trainer_core.protocol.events import HyperparameterChanged, State

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_live_fields_and_locked_ones_are_found_during_a_run(studio):
    studio.session.set_value("training.epochs", 10_000)
    studio.button("trainButton").click()
    studio.wait_for_state(State.TRAINING)
    studio.window.activateWindow()
    studio.wait_for(studio.window.isActiveWindow)
    studio.qtbot.keyClick(QApplication.focusWidget() or studio.window, Qt.Key.Key_F, CONTROL)
    form = studio.window.form
    assert form.search.field.hasFocus()
    studio.qtbot.keyClicks(form.search.field, "learning rate")
    row = form.row("optimizer.lr")
    assert row.isVisible()
    assert row.editor.isEnabled()
    type_into(studio.qtbot, row.editor, "0.002")
    studio.wait_for_event(HyperparameterChanged)
    form.search.field.setFocus()
    form.search.field.clear()
    studio.qtbot.keyClicks(form.search.field, "batch size")
    assert form.row("data.batch_size").isVisible()
    assert not form.row("data.batch_size").editor.isEnabled()
    studio.qtbot.keyClick(form.search.field, Qt.Key.Key_Escape)
    assert row.isVisible()
