"""Checking the installation from the window: a process that finds, hangs or crashes, and a report to copy."""

import json
import os
import sys

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame

from studio.look import i18n
from trainer_core.engine.doctor.finding import Finding, Status
from trainer_core.errors import Message
from trainer_core.protocol.events import EpochEnded, State

FINDINGS = [
    Finding("machine.python", Status.OK, Message("Python {version}.", {"version": "3.12.3"})),
    Finding("folders.runs", Status.OK, Message("{what}: {path} can be written, {free} GiB free.",
            {"what": "Runs", "path": "~/runs", "free": "70.1"})),
    Finding("fonts.hangul", Status.NOTE, Message("No font has Hangul, so Korean text is shown as boxes."),
            Message("Install one.")),
    Finding("torch.torchvision", Status.PROBLEM, Message("torchvision does not work: {reason}.", {"reason": "gone"}),
            Message("Install both again, as one pair.")),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _english_afterwards(studio_app):
    yield
    i18n.set_language(studio_app, "en")


def printing(findings, then: str = "") -> list[str]:
    """A real process that prints these findings, and then does something else."""
    lines = "\n".join(json.dumps(each.to_json()) for each in findings)
    return [sys.executable, "-c", f"import os, sys, time\nprint({lines!r}, flush=True)\n{then}"]


def begin(studio, command: list[str] | None = None):
    checking = studio.window.checking
    if command is not None:
        checking.command = command
    studio.action("checkInstallationAction").trigger()
    return checking.dialog


def ended(studio, dialog) -> None:
    studio.wait_for(dialog.copy_button.isEnabled, "the end of the check", patience=20)


def rows(dialog) -> list[str]:
    return [row.accessibleName() for row in dialog.area.widget().findChildren(QFrame, "checkFinding")]


def test_the_real_check_finds_what_is_here_while_the_window_trains(studio):
    studio.session.set_value("training.epochs", 10_000)
    studio.button("trainButton").click()
    studio.wait_for_state(State.TRAINING)
    dialog = begin(studio)
    assert not dialog.progress.isHidden()
    ended(studio, dialog)
    checks = {each.check for each in dialog.findings}
    assert {"machine.python", "torch.pair", "device.kernel", "qt.version", "fonts.hangul", "folders.settings"} <= checks
    assert dialog.progress.isHidden()
    trained = len(studio.of(EpochEnded))
    studio.wait_for(lambda: len(studio.of(EpochEnded)) > trained, "another epoch")
    studio.qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert studio.window.checking.dialog is None


def test_what_is_broken_stands_first_with_what_to_do_and_all_can_be_copied(studio):
    dialog = begin(studio, printing(FINDINGS))
    ended(studio, dialog)
    assert rows(dialog)[0] == "Problem: torchvision does not work: gone. Install both again, as one pair."
    assert rows(dialog)[1].startswith("Note: No font has Hangul")
    assert dialog.sentence.text() == "Problems: 1. Notes: 1. In order: 2."
    studio.qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    text = QApplication.clipboard().text()
    assert "problem  torchvision does not work: gone.\n         → Install both again, as one pair." in text
    assert os.path.expanduser("~") not in text or os.path.expanduser("~") == "/"
    dialog.close()


def test_a_check_that_crashes_keeps_what_was_found_and_the_window(studio):
    dialog = begin(studio, printing(FINDINGS[:1], "os.abort()"))
    ended(studio, dialog)
    assert [each.check for each in dialog.findings] == ["machine.python"]
    dialog.close()
    assert studio.session.state is State.IDLE


def test_a_check_that_cannot_be_started_says_why_and_can_be_tried_again(studio):
    dialog = begin(studio, ["/no/such/program"])
    ended(studio, dialog)
    assert dialog.sentence.text().startswith("The check could not be carried out: ")
    studio.window.checking.command = printing(FINDINGS[:1])
    studio.qtbot.mouseClick(dialog.again_button, Qt.MouseButton.LeftButton)
    ended(studio, dialog)
    assert dialog.sentence.text() == "Everything works."
    dialog.close()


def test_closing_the_dialog_ends_the_check(studio):
    dialog = begin(studio, printing(FINDINGS, "time.sleep(3600)"))
    studio.wait_for(lambda: len(dialog.findings) == len(FINDINGS), "the first findings")
    process = psutil.Process(studio.window.checking._process.processId())
    studio.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    studio.wait_for(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, "the end of it")
    assert studio.window.checking.dialog is None


def test_it_is_worded_anew_in_another_language(studio):
    dialog = begin(studio, printing(FINDINGS))
    ended(studio, dialog)
    i18n.set_language(studio.studio.app, "ko")
    assert len(rows(dialog)) == len(FINDINGS)
    assert dialog.copy_button.isEnabled()
    dialog.close()
