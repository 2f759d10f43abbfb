"""The window as a person uses it: real clicks and keys on the real engine."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from studio.dialogs.closing import OnClosing
from studio.look.theme import DARK, current_theme
from studio.window.actions import TABLE, Do
from studio.window.main_window import MainWindow
from tests.gui.hands import click
from tests.gui.text_fits import misfits
from trainer_core.compute.devices import available_devices
from trainer_core.protocol.events import Diverged, EpochEnded, Reason, Refused, RunEnded, RunStarted, StateChanged
from trainer_core.protocol.predicting import Predicted


def click_in(studio, dialog: QDialog, name: str) -> None:
    studio.qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_one_click_trains_and_leaves_a_run_folder(studio):
    click(studio, "trainButton")
    ended = studio.wait_for_event(RunEnded)

    assert ended.reason is Reason.COMPLETED
    folder = ended.summary.run
    assert sorted(path.name for path in folder.iterdir()) == [
        "batches.bin", "best.pt", "columns.json", "examples.npy", "health.bin", "health.json", "history.csv", "last.pt",
        "log.txt", "recipe.toml", "result.json", "run.json", "run.lock", "shown",
        "snapshots",
    ]  # fmt: skip
    assert len(studio.session.run.history) == 2 * 16
    studio.wait_for(lambda: "Test accuracy" in studio.window.status.state_text)
    assert not studio.window.banner.isVisible()


def test_curves_show_what_the_history_holds(studio):
    studio.train_to_end()
    curves = studio.window.curves
    studio.wait_for(lambda: len(curves.panels["loss"].canvas.frame.validation[0]) == 2)

    np.testing.assert_allclose(
        curves.panels["loss"].canvas.frame.validation[1],
        [row.validation_loss for row in studio.session.run.history.epochs],
    )


def test_train_becomes_pause_and_pause_becomes_continue(studio):
    studio.session.set_value("training.epochs", 200)
    click(studio, "trainButton")
    studio.wait_for_state("training")
    assert studio.button("trainButton").text() == "Pause"
    click(studio, "trainButton")
    assert studio.button("trainButton").text() == "Pausing…"
    studio.wait_for_state("paused")
    assert studio.button("trainButton").text() == "Continue"
    batches = len(studio.session.run.history)
    click(studio, "trainButton")
    studio.wait_for(lambda: len(studio.session.run.history) > batches)
    studio.action("stopKeepLastAction").trigger()
    assert studio.wait_for_event(RunEnded).reason is Reason.STOPPED


def test_steps_by_key_from_a_standing_start(studio):
    studio.window.activateWindow()
    for presses, phase in enumerate(("zero_grad", "forward", "loss", "backward", "step", "zero_grad"), start=1):
        studio.qtbot.keyClick(studio.window, Qt.Key.Key_F10)
        studio.wait_for(
            lambda presses=presses: len([e for e in studio.of(StateChanged) if e.state == "paused"]) >= presses
        )
        studio.wait_for(lambda phase=phase: studio.session.phase == phase)
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_F11)
    studio.wait_for(lambda: studio.session.state == "paused" and len(studio.session.run.history) == 2)
    studio.answer("discardDialog", lambda dialog: click_in(studio, dialog, "discardRunButton"))
    studio.action("stopDiscardAction").trigger()
    ended = studio.wait_for_event(RunEnded)
    assert ended.reason is Reason.DISCARDED
    assert not any(Path(studio.studio.settings.runs_root).iterdir())


def test_a_hundred_quick_clicks_start_one_run(studio):
    for _ in range(100):
        click(studio, "trainButton")
    studio.wait_for(lambda: studio.of(RunStarted))
    if studio.session.state == "paused":
        click(studio, "trainButton")
    studio.wait_for(lambda: studio.of(RunEnded) or studio.session.state == "paused")
    if not studio.of(RunEnded):
        click(studio, "trainButton")
    studio.wait_for_event(RunEnded)
    assert len(studio.of(RunStarted)) == 1
    assert not studio.of(Refused)


def test_a_learning_rate_typed_during_training_acts_and_is_marked(studio):
    studio.session.set_value("training.epochs", 300)
    click(studio, "trainButton")
    studio.wait_for_state("training")
    field = studio.find("optimizerLrField", QLineEdit)
    field.setFocus()
    field.selectAll()
    studio.qtbot.keyClicks(field, "5e-4")
    studio.qtbot.keyClick(field, Qt.Key.Key_Return)
    studio.wait_for(lambda: studio.session.run.history.marks)
    step = studio.session.run.history.marks[0].step
    studio.wait_for(lambda: len(studio.session.run.history) > step + 1)
    lr = studio.session.run.history.column("lr")
    assert lr[step - 1] == 1e-3
    assert lr[step] == 5e-4
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_event(RunEnded)


def test_a_wrong_value_is_marked_in_place_and_turns_train_off(studio):
    field = studio.find("dataBatchSizeField", QLineEdit)
    field.setFocus()
    field.selectAll()
    studio.qtbot.keyClicks(field, "0")
    studio.qtbot.keyClick(field, Qt.Key.Key_Return)

    assert not studio.button("trainButton").isEnabled()
    assert "recipe" in studio.button("trainButton").toolTip()
    field.selectAll()
    studio.qtbot.keyClicks(field, "16")
    studio.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert studio.button("trainButton").isEnabled()
    assert studio.session.recipe.data.batch_size == 16


def test_divergence_is_shown_with_what_helps_and_the_run_can_go_on(studio):
    studio.session.set_recipe(
        studio.session.recipe.with_values(
            {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}
        )
    )
    click(studio, "trainButton")
    studio.wait_for_event(Diverged)
    studio.wait_for_state("paused")
    assert "smaller learning rate" in studio.window.banner.sentence
    studio.session.set_value("optimizer.lr", 1e-3)
    click(studio, "trainButton")
    assert studio.wait_for_event(RunEnded).reason is Reason.COMPLETED


@pytest.mark.parametrize(("choice", "left"), [(OnClosing.STOP_AND_SAVE, True), (OnClosing.DISCARD, False)])
def test_closing_in_the_middle_of_a_batch_asks_and_does_as_told(studio, choice, left):
    studio.session.set_value("training.epochs", 500)
    click(studio, "trainButton")
    studio.wait_for(lambda: studio.session.run.history is not None and len(studio.session.run.history) > 3)
    folder = studio.session.run.started.folder
    studio.answer("closingDialog", lambda dialog: dialog.buttons[choice].click())
    with studio.qtbot.waitSignal(studio.window.closed, timeout=30_000):
        studio.window.close()

    assert len(studio.of(RunEnded)) == 1
    assert (folder / "last.pt").exists() is left


def test_closing_can_be_thought_better_of(studio):
    studio.session.set_value("training.epochs", 500)
    click(studio, "trainButton")
    studio.wait_for_state("training")
    studio.answer("closingDialog", lambda dialog: studio.qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    studio.window.close()

    assert studio.window.isVisible()
    assert not studio.of(RunEnded)


def test_the_engine_computes_on_its_thread_and_events_arrive_on_the_gui_thread(studio):
    seen = []
    studio.session.epoch_ended.connect(lambda event: seen.append(QThread.currentThread()))
    studio.train_to_end()

    assert set(seen) == {studio.window.thread()}
    assert studio.studio.thread_ is not studio.window.thread()
    assert torch.get_num_threads() == 1


def test_the_engines_thread_has_the_stack_of_a_thread_of_pythons_on_every_system(studio):
    assert studio.studio.thread_.stackSize() == 16 * 2**20


def test_predictions_are_refreshed_while_it_trains(studio):
    studio.session.set_value("training.epochs", 400)
    click(studio, "trainButton")
    studio.wait_for(lambda: len({event.step for event in studio.of(Predicted) if event.tag == "grid"}) >= 3)
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_event(RunEnded)

    grids = [event for event in studio.of(Predicted) if event.tag == "grid" and event.step]
    assert len({event.indices for event in grids}) == 1


def test_theme_language_and_text_size_change_at_once(studio):
    studio.action("theme_dark").trigger()
    assert current_theme().tokens is DARK
    studio.action("language_ko").trigger()
    studio.wait_for(lambda: studio.button("trainButton").text() == "학습")
    studio.action("language_en").trigger()
    studio.wait_for(lambda: studio.button("trainButton").text() == "Train")
    height = studio.button("trainButton").sizeHint().height()
    studio.action("largerTextAction").trigger()
    studio.action("largerTextAction").trigger()
    studio.wait_for(lambda: studio.button("trainButton").sizeHint().height() > height)
    studio.action("normalTextAction").trigger()
    studio.wait_for(lambda: studio.button("trainButton").sizeHint().height() == height)
    studio.action("theme_light").trigger()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (1920, 1080)])
def test_nothing_in_the_tool_bar_is_cut_off(studio, size, language):
    studio.action(f"language_{language}").trigger()
    studio.window.resize(*size)
    studio.wait_for(lambda: studio.window.width() == size[0])
    studio.wait_for(
        lambda: (studio.button("saveWeightsButton").accessibleName() == "Save weights") == (language == "en")
    )
    studio.wait_for(lambda: not misfits(studio.window.toolbar))
    studio.action("language_en").trigger()


def test_every_action_has_a_name_and_a_tool_tip_and_shortcuts_are_not_given_twice(studio):
    actions = [studio.action(row.key.value) for row in TABLE]
    assert all(action.text() and action.toolTip() for action in actions)
    shortcuts = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
    assert len(shortcuts) == len(set(shortcuts))
    of_pages = {shortcut.key().toString() for shortcut in studio.window.findChildren(QShortcut)}
    assert "F6" in of_pages  # the Inside page's
    assert of_pages.isdisjoint(shortcuts)
    assert {row.key for row in TABLE} == set(Do)


def test_every_widget_that_can_be_used_has_a_name_for_a_screen_reader(studio):
    for button in studio.window.findChildren(QPushButton):
        if button.isVisible() and button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert button.accessibleName() or button.text() or button.toolTip(), button.objectName()


def test_the_windows_state_is_remembered(studio, studio_settings):
    studio.window.columns.setSizes([300, 600, 300])
    studio.action("showLogAction").trigger()
    sizes = studio.window.columns.sizes()
    studio.window.close()

    again = MainWindow(studio.session, studio_settings, {}, available_devices())
    studio.qtbot.addWidget(again)
    again.resize(1440, 900)
    again.show()
    assert again.columns.sizes() == sizes
    assert again.log.isVisible()


def test_an_exception_in_a_view_is_reported_and_the_run_goes_on(studio):
    reporter = studio.studio.reporter
    reporter.install()
    studio.session.set_value("training.epochs", 10)
    click(studio, "trainButton")
    studio.wait_for_state("training")
    try:
        raise ZeroDivisionError("a bug in a view")
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())
    studio.wait_for(lambda: reporter.dialog is not None and reporter.dialog.isVisible())
    assert "a bug in a view" in reporter.dialog.text
    reporter.dialog.copy()
    assert "ZeroDivisionError" in QApplication.clipboard().text()
    reporter.dialog.close()
    reporter.uninstall()
    assert studio.wait_for_event(RunEnded).reason is Reason.COMPLETED


def test_an_exception_in_the_engine_is_reported_and_the_next_run_works(studio):
    studio.session.set_value("training.epochs", 400)
    click(studio, "trainButton")
    studio.wait_for_event(EpochEnded)
    parts = studio.studio.thread_._engine.parts

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug in the model")

    handle = parts.model.register_forward_hook(broken)
    ended = studio.wait_for_event(RunEnded)
    handle.remove()
    assert ended.reason is Reason.FAILED
    assert (ended.summary.run / "last.pt").exists()
    studio.wait_for(lambda: studio.studio.reporter.dialog is not None)
    studio.studio.reporter.dialog.close()
    studio.session.set_value("training.epochs", 1)
    assert studio.train_to_end().reason is Reason.COMPLETED
