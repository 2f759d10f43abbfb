"""The dialog of Tell me: what is chosen there holds, each way can be tried, and the address is hidden on stage."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from studio.dialogs.tell_me import TellMeDialog
from studio.session.tell_rules import Target, TellRules, Way, read_rules
from tests.gui.telling.conftest import Told
from trainer_core.runs.run_report import Happening

METRICS = [("accuracy", "Accuracy"), ("loss", "Loss")]


@pytest.fixture
def dialog(qtbot):
    def make(rules: TellRules = TellRules(), url: str = "", **others: bool) -> TellMeDialog:  # noqa: B008
        made = TellMeDialog(rules, url, METRICS, **others)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def test_what_is_shown_is_what_is_given_back(dialog):
    rules = TellRules(frozenset({(Happening.TARGET, Way.WEBHOOK)}), 2.5, Target("loss", False, 0.25))
    assert dialog(rules, "https://example.org/x").wanted == (rules, "https://example.org/x")
    share = TellRules(frozenset(), 10.0, Target("accuracy", True, 0.925))
    shown = dialog(share)
    assert shown.value.value == pytest.approx(92.5)
    assert shown.wanted[0].target.value == pytest.approx(0.925)


def test_a_webhook_without_an_address_is_asked_for_and_cannot_be_saved(dialog, qtbot):
    shown = dialog()
    shown.boxes[Happening.ENDED, Way.WEBHOOK].setChecked(True)
    qtbot.mouseClick(shown.save_button, Qt.MouseButton.LeftButton)
    assert shown.isVisible()
    assert "not the address of a webhook" in shown.outcome.text()
    shown.address.setText("https://example.org/x")
    qtbot.mouseClick(shown.save_button, Qt.MouseButton.LeftButton)
    assert not shown.isVisible()


def test_on_stage_the_address_cannot_be_read(dialog):
    assert (
        dialog(url="https://example.org/secret", hides_address=True).address.echoMode() is QLineEdit.EchoMode.Password
    )
    assert dialog(url="https://example.org/secret").address.echoMode() is QLineEdit.EchoMode.Normal


def test_every_control_has_a_name(dialog):
    shown = dialog()
    for kind in (QCheckBox, QPushButton, QLineEdit):
        for control in shown.findChildren(kind):
            assert control.accessibleName() or getattr(control, "text", str)(), control.objectName()
    assert shown.boxes[Happening.DIVERGED, Way.SOUND].accessibleName() == "Training diverged: Sound"


def test_each_way_is_tried_from_the_menu_and_what_is_saved_is_kept(told: Told):
    """In the real window, with a real server."""
    seen: list[str] = []

    def act() -> None:
        dialog = told.studio.window.findChild(TellMeDialog)
        assert dialog is not None
        outcome = dialog.findChild(QLabel, "tellMeOutcome")
        dialog.findChild(QPushButton, "tellMeTry_desktop").click()
        seen.append(outcome.text())
        dialog.findChild(QPushButton, "tellMeTry_sound").click()
        dialog.address.setText(told.hook.url)
        dialog.findChild(QPushButton, "tellMeTry_webhook").click()
        told.studio.wait_for(lambda: outcome.text() == "The webhook answered 200.")
        dialog.boxes[Happening.DIVERGED, Way.WEBHOOK].setChecked(True)
        dialog.save_button.click()

    QTimer.singleShot(0, told.studio.window, act)
    told.studio.action("tellMeAction").trigger()
    assert seen == ["A notification was shown."]
    assert told.beeps == [None]
    assert told.hook.events == ["test"]
    settings = told.studio.studio.settings
    assert settings.webhook == told.hook.url
    kept = read_rules(settings.tell_rules)
    assert kept.ways == {(Happening.ENDED, Way.DESKTOP), (Happening.DIVERGED, Way.WEBHOOK)}
    assert told.studio.window.telling.watch.rules == kept
