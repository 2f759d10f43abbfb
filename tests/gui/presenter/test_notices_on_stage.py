"""Notices on stage: what is not about what the speaker does waits, and a run's own trouble stays in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt

from studio.testing import StudioRobot
from studio.widgets.pill import Pill
from tests.gui.presenter.conftest import go_on_stage, press


def test_notices_wait_until_the_window_is_off_the_stage(plain_stage: StudioRobot):
    stage = plain_stage
    go_on_stage(stage)
    banner = stage.window.banner
    stage.window.notices.show("The weights are saved.", "info")
    assert not banner.isVisible()
    assert stage.window.presenter.speaker.notice.text() == "The weights are saved."
    press(stage, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    stage.window.notices.show("This file does not fit.", "error")
    assert banner.isVisible(), "an error answers what was just done"
    stage.window.notices.show("The recipe is saved.", "info")
    press(stage, Qt.Key.Key_F9)
    assert banner.isVisible()
    assert banner.sentence == "The recipe is saved."
    assert stage.window.presenter.speaker.notice.text() == ""


def test_a_notice_that_is_there_is_put_away_for_the_stage_and_comes_back(plain_stage: StudioRobot):
    window = plain_stage.window
    window.notices.show("This run is here already.", "warning", "Look")
    go_on_stage(plain_stage)
    assert not window.banner.isVisible()
    window.notices.show("The weights are saved.", "info")
    assert window.presenter.speaker.notice.text() == "The weights are saved."
    assert plain_stage.find("stageSign", Pill).kind == "warning", "what is graver is kept"
    press(plain_stage, Qt.Key.Key_F9)
    assert window.banner.isVisible()
    assert window.banner.sentence == "This run is here already."
    assert window.banner.action_button.text() == "Look"


def test_an_error_that_answers_nothing_is_told_by_the_sign_and_the_state(plain_stage: StudioRobot):
    """The run's own trouble is said in the line at the bottom, where the audience looks for its state."""
    window, sign = plain_stage.window, plain_stage.find("stageSign", Pill)
    for key, value in {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}.items():
        plain_stage.session.set_value(key, value)
    go_on_stage(plain_stage)
    plain_stage.button("trainButton").click()
    ear = window.presenter.ear
    ear.now = lambda: 1e9
    plain_stage.wait_for_state("paused")
    plain_stage.wait_for(lambda: window.status.state_text == "Paused: training diverged")
    plain_stage.wait_for(lambda: sign.kind == "warning")
    assert not window.banner.isVisible()
    assert window.status.dot.state == "bad"
    assert sign.toolTip() == window.presenter.speaker.notice.text() != ""
    press(plain_stage, Qt.Key.Key_F9)
    assert window.banner.isVisible()
    assert window.banner.kind == "error"
    assert sign.kind == "live"
    plain_stage.action("stopKeepLastAction").trigger()
    plain_stage.wait_for_state("idle")


def test_a_notice_that_is_taken_back_meanwhile_is_not_shown_later(plain_stage: StudioRobot):
    stage = plain_stage
    go_on_stage(stage)
    stage.window.notices.show("A run can be resumed.", "info")
    stage.window.banner.hide()
    press(stage, Qt.Key.Key_F9)
    assert not stage.window.banner.isVisible()
