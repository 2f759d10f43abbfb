"""Going on with runs in the real window: offered after a crash, asked for after an end, looked at, and proved."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton

from studio.app import Studio
from studio.dialogs.continue_run import ContinueDialog
from studio.dialogs.verified import VerifiedDialog
from studio.interrupted_runs import find_interrupted
from studio.testing import StudioRobot
from trainer_core.commands import Advance, Keep, Start, Stop, Unit
from trainer_core.continuing import changes
from trainer_core.engine import Engine
from trainer_core.errors import Message
from trainer_core.events import (
    Difference,
    DiskTrouble,
    Evaluated,
    Reason,
    RunEnded,
    RunOpened,
    RunStarted,
    SnapshotTaken,
    Verified,
)
from trainer_core.presets import load_preset
from trainer_core.recipe import Recipe
from trainer_core.run_lock import RunLock
from trainer_core.snapshots import snapshot_paths

QUICK = {
    "data.limit": 512,
    "training.epochs": 3,
    "data.batch_size": 32,
    "training.device": "cpu",
    "training.threads": 1,
}


def recipe_of(**changed: object) -> Recipe:
    return load_preset("fashion-mnist-tutorial").with_values(QUICK | changed)


def interrupted_run(folder: Path, epochs: int = 1) -> Path:
    """Train some epochs and one batch more, and leave the run as something that is to go on.

    With one thread (`QUICK`), for it computes on the GUI's thread, which must keep to one.
    """
    engine = Engine(lambda event: None)
    engine.post(Start(recipe_of(), folder, paused=True))
    for _ in range(epochs):
        engine.post(Advance(Unit.EPOCH))
        engine.drive()
    engine.post(Advance(Unit.BATCH))
    engine.drive()
    engine.post(Stop(Keep.FOR_LATER))
    engine.drive()
    return folder


@pytest.fixture
def start(studio_app, studio_settings, qtbot) -> Iterator[Callable[..., StudioRobot]]:
    """Starts the program as a person does; each start with the settings that the one before has left."""
    robots = []

    def begin(**changed: object) -> StudioRobot:
        made = Studio(studio_app, studio_settings, changes=QUICK | changed)
        robot = StudioRobot(made, qtbot)
        robots.append(robot)
        made.window.resize(1440, 900)
        made.window.show()
        qtbot.waitExposed(made.window)
        made.window.offers.look()
        return robot

    yield begin
    for robot in robots:
        robot.close()


def click(robot: StudioRobot, name: str) -> None:
    robot.qtbot.mouseClick(robot.button(name), Qt.MouseButton.LeftButton)


def press(name: str):
    return lambda dialog: dialog.findChild(QPushButton, name).click()


def test_after_a_crash_one_click_goes_on(start, studio_settings):
    folder = interrupted_run(studio_settings.runs_root / "2026-01-01_000000_mine")
    robot = start()
    robot.wait_for(lambda: robot.button("continueInterruptedButton").isVisible())
    robot.wait_until_prepared()
    words = robot.window.pages.train.interrupted.text
    assert "A run was interrupted" in words
    assert "epoch 2 of 3, 35\u00a0%" in words
    assert "validation accuracy" in words
    assert robot.button("trainButton").property("role") != "primary"
    assert robot.button("continueInterruptedButton").property("role") == "primary"

    click(robot, "continueInterruptedButton")
    began = robot.wait_for_event(RunStarted)
    assert (began.folder, began.continued_from) == (folder, 17)
    assert robot.wait_for_event(RunEnded).reason is Reason.COMPLETED
    assert len(robot.session.history) == 3 * 16
    assert robot.window.curves.isVisible()
    assert robot.button("trainButton").property("role") == "primary"
    assert find_interrupted(studio_settings.runs_root) is None


def test_after_a_real_kill_one_click_goes_on(start, studio_settings, tmp_path):
    recipe, folder = tmp_path / "recipe.toml", studio_settings.runs_root / "killed"
    recipe.write_text(recipe_of(**{"training.epochs": 2000}).to_toml())
    command = [sys.executable, "-m", "trainer_core", "train", str(recipe), "--out", str(folder), "--json"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 80
            while len(snapshot_paths(folder)) < 2 and time.monotonic() < deadline and process.poll() is None:
                assert not find_interrupted(studio_settings.runs_root)
        finally:
            process.kill()
    robot = start()
    robot.wait_for(lambda: robot.button("continueInterruptedButton").isVisible())
    click(robot, "continueInterruptedButton")
    began = robot.wait_for_event(RunStarted)
    assert began.folder == folder
    assert began.continued_from > 0
    robot.wait_for(lambda: len(robot.session.history) > began.continued_from)
    robot.action("stopKeepLastAction").trigger()
    robot.wait_for_event(RunEnded)


def test_enter_goes_on_for_the_button_has_the_focus(start, studio_settings):
    interrupted_run(studio_settings.runs_root / "mine")
    robot = start()
    robot.wait_for(lambda: robot.button("continueInterruptedButton").isVisible())
    robot.window.activateWindow()
    robot.wait_for(lambda: QApplication.focusWidget() is robot.button("continueInterruptedButton"))
    robot.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert robot.wait_for_event(RunStarted).continued_from == 17
    robot.wait_for_event(RunEnded)


def test_a_run_put_away_is_not_offered_again_and_the_next_one_is(start, studio_settings):
    root = studio_settings.runs_root
    interrupted_run(root / "2026-01-01_older")
    interrupted_run(root / "2026-01-02_newer")
    robot = start()
    robot.wait_for(lambda: robot.button("dismissInterruptedButton").isVisible())
    assert robot.window.pages.train.interrupted.runs.newest.path.name == "2026-01-02_newer"
    assert robot.button("showInterruptedButton").text() == "Show all (2)"
    click(robot, "dismissInterruptedButton")
    robot.wait_for(lambda: robot.window.curves.isVisible())
    assert robot.button("trainButton").property("role") == "primary"

    again = start()
    again.wait_for(lambda: again.button("dismissInterruptedButton").isVisible())
    assert again.window.pages.train.interrupted.runs.newest.path.name == "2026-01-01_older"


def test_show_all_leads_to_the_runs(start, studio_settings):
    for name in ("a", "b"):
        interrupted_run(studio_settings.runs_root / name)
    robot = start()
    robot.wait_for(lambda: robot.button("showInterruptedButton").isVisible())
    click(robot, "showInterruptedButton")
    assert robot.window.pages.runs.isVisible()
    robot.wait_for(lambda: robot.window.pages.runs.table.rowCount() == 2)


def test_only_runs_that_were_interrupted_and_can_go_on_are_found(tmp_path):
    runs = tmp_path / "runs"
    assert find_interrupted(runs) is None
    (runs / "empty").mkdir(parents=True)
    (runs / "recipe-only").mkdir()
    (runs / "recipe-only" / "recipe.toml").write_text(recipe_of().to_toml())
    (runs / "a file").write_text("no run")
    assert find_interrupted(runs) is None

    mine = interrupted_run(runs / "mine")
    found = find_interrupted(runs)
    assert (found.newest.path, found.count) == (mine, 1)
    assert math.isclose(found.share, 17 / 48)
    assert find_interrupted(runs, {str(mine)}) is None
    lock = RunLock(mine)
    assert find_interrupted(runs) is None
    lock.release()
    (mine / "result.json").write_text('{"reason": "completed"}')
    assert find_interrupted(runs) is None
    (mine / "result.json").write_bytes(b"\x00\xff cut sho")
    assert find_interrupted(runs).count == 1


def test_a_run_is_looked_at_without_training(start, studio_settings):
    folder = interrupted_run(studio_settings.runs_root / "mine")
    robot = start(**{"optimizer.lr": 0.5})
    robot.wait_for(lambda: robot.button("openInterruptedButton").isVisible())
    click(robot, "openInterruptedButton")
    opened = robot.wait_for_event(RunOpened)
    robot.wait_for_event(Evaluated)
    robot.wait_for(lambda: "Opened" in robot.window.status.state_text)

    assert opened.folder == folder
    assert not robot.of(RunStarted)
    assert len(robot.session.history) == 17
    assert robot.session.recipe == recipe_of()
    assert robot.find("optimizerLrField", QLineEdit).text() == "1e-3"
    assert "(interrupted" in robot.window.status.state_text
    assert len(robot.window.curves.panels["loss"].validation[0]) == 1
    assert robot.window.confusion.isVisible()
    assert any("epoch" in line.lower() for line in robot.window.log.sentences)
    assert robot.button("continueRunButton").isVisible()
    assert robot.session.preparation.recipe == opened.recipe


def test_opening_replaces_no_edited_recipe_without_asking(start, studio_settings):
    interrupted_run(studio_settings.runs_root / "mine")
    robot = start()
    robot.wait_until_prepared()
    robot.session.set_value("optimizer.lr", 0.25)
    robot.answer("replaceRecipeDialog", lambda dialog: robot.qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    robot.wait_for(lambda: robot.button("openInterruptedButton").isVisible())
    click(robot, "openInterruptedButton")
    robot.wait_for(lambda: all(answer.done for answer in robot._answers))
    assert robot.session.recipe.optimizer.arguments["lr"] == 0.25
    assert not robot.of(RunOpened)


def test_a_finished_run_is_given_more_epochs_with_the_edits_that_are_allowed(studio):
    studio.train_to_end()
    folder = studio.session.run.folder
    studio.session.set_value("optimizer.lr", 5e-4)
    studio.session.set_value("model.hidden", 32)

    def give_two_more(dialog: ContinueDialog) -> None:
        assert dialog.epochs.value == 4
        texts = {label.objectName(): label.text() for label in dialog.findChildren(QLabel) if label.objectName()}
        assert texts["continueChange_optimizer.lr"] == "1e-3 → 5e-4"
        assert texts["continueChange_model.hidden"] == "stays 512, not 32"
        dialog.epochs.selectAll()
        studio.qtbot.keyClicks(dialog.epochs, "3")
        studio.qtbot.mouseClick(dialog.continue_button, Qt.MouseButton.LeftButton)

    studio.answer("continueDialog", give_two_more)
    assert studio.button("continueRunButton").isVisible()
    click(studio, "continueRunButton")
    began = studio.wait_for_event(RunStarted, 2)
    ended = studio.wait_for_event(RunEnded, 2)

    assert (began.folder, began.continued_from, began.epochs) == (folder, 32, 3)
    assert ended.reason is Reason.COMPLETED
    assert len(studio.session.history) == 48
    assert studio.session.history.column("lr")[-1] == 5e-4
    assert studio.session.recipe.model.arguments["hidden"] == 512
    assert studio.find("modelHiddenField", QLineEdit).text() == "512"


def test_another_optimizer_comes_with_its_own_arguments(studio):
    studio.train_to_end()
    studio.session.set_value("optimizer.name", "SGD")
    studio.session.set_value("optimizer.lr", 0.03)
    studio.answer("continueDialog", press("continueButton"))
    studio.qtbot.keyClick(
        studio.window, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    began = studio.wait_for_event(RunStarted, 2)
    studio.wait_for_event(RunEnded, 2)
    assert began.recipe.optimizer.name == "SGD"
    assert studio.session.history.column("lr")[-1] == 0.03


def test_continuing_can_be_thought_better_of(studio):
    studio.train_to_end()
    studio.answer("continueDialog", lambda dialog: studio.qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Escape))
    click(studio, "continueRunButton")
    assert len(studio.of(RunStarted)) == 1
    assert studio.session.state == "idle"


def test_a_wrong_number_of_epochs_is_marked_and_continues_nothing(qtbot):
    dialog = ContinueDialog("mine", 5, 5, ())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.epochs.selectAll()
    qtbot.keyClicks(dialog.epochs, "5")
    qtbot.keyClick(dialog.epochs, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.epochs.error
    dialog.epochs.selectAll()
    qtbot.keyClicks(dialog.epochs, "6")
    qtbot.mouseClick(dialog.continue_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert dialog.values == {"training.epochs": 6}


def test_the_dialog_offers_only_what_may_change(qtbot):
    made = changes(recipe_of(), recipe_of(**{"training.seed": 9, "data.batch_size": 64}))
    dialog = ContinueDialog("mine", 1, 3, made)
    qtbot.addWidget(dialog)
    assert dialog.values == {"training.epochs": 3, "data.batch_size": 64}


def test_a_run_is_proved_and_the_window_says_so(studio):
    studio.train_to_end()
    told: list[str] = []

    def read(dialog: VerifiedDialog) -> None:
        told.append(dialog.text)
        studio.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    studio.answer("verifiedDialog", read)
    studio.action("verifyRunAction").trigger()
    assert studio.session.busy_with == "VerifyRun"
    assert "Replaying" in studio.window.status.state_text
    event = studio.wait_for_event(Verified)
    studio.wait_for(lambda: told)
    assert event.equal
    assert "It is proved" in told[0]
    assert "numbers are equal" in told[0]
    assert studio.session.busy_with == ""
    assert any("numbers are equal" in line for line in studio.window.log.sentences)


def test_a_proof_that_fails_shows_which_numbers_differ_and_why_they_may(qtbot):
    event = Verified(
        Path("run"),
        Path("run/snapshots/1.pt"),
        1,
        2,
        8,
        1,
        (Difference(2, "loss", 0.5, 0.25),),
        Message("Another PyTorch."),
    )
    dialog = VerifiedDialog(event)
    qtbot.addWidget(dialog)
    assert "1 of 8 numbers differ" in dialog.text
    assert "Another PyTorch." in dialog.text
    assert [dialog.table.item(0, column).text() for column in range(4)] == ["3", "loss", "0.5", "0.25"]


def test_a_run_folder_that_is_dropped_is_opened(studio, studio_settings, tmp_path):
    from tests.gui.test_window import drop

    drop(studio.window, interrupted_run(tmp_path / "elsewhere"))
    assert studio.wait_for_event(RunOpened).folder == tmp_path / "elsewhere"
    studio.wait_for_event(Evaluated)


def test_a_folder_that_is_gone_is_told_in_a_sentence(studio, tmp_path):
    studio.window.continuing.ask(tmp_path / "gone")
    studio.wait_for(lambda: "gone is not the folder of a run" in studio.window.banner.sentence)
    assert studio.window.banner.kind == "error"


def test_trouble_with_the_disk_is_told_and_its_end_too(studio):
    studio.session.take(DiskTrouble(1, Message("{path} cannot be written. Training goes on.", {"path": "x"})))
    assert studio.window.banner.sentence == "x cannot be written. Training goes on."
    assert studio.window.banner.kind == "warning"
    studio.session.take(DiskTrouble(1, Message("The folder can be written again."), over=True))
    assert studio.window.banner.kind == "info"
    assert "again" in studio.window.log.sentences[-1]


def test_the_status_tells_how_old_the_snapshot_is(studio):
    studio.session.set_value("training.epochs", 400)
    click(studio, "trainButton")
    taken = studio.wait_for_event(SnapshotTaken)
    label = studio.find("statusSnapshot", QLabel)
    studio.wait_for(lambda: label.text().startswith("snapshot 0:0") and label.isVisible())
    assert str(taken.path.parent) in label.toolTip()
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_event(RunEnded)
    studio.wait_for(lambda: not label.isVisible())


def test_closing_keeps_a_snapshot_and_the_next_start_offers_it(start):
    first = start()
    first.wait_until_prepared()
    first.session.set_value("training.epochs", 500)
    click(first, "trainButton")
    first.wait_for(lambda: first.session.history is not None and len(first.session.history) > 3)
    folder = first.session.run.folder
    first.answer("closingDialog", press("closingSnapshotButton"))
    with first.qtbot.waitSignal(first.window.closed, timeout=30_000):
        first.window.close()
    assert first.of(RunEnded)[-1].reason is Reason.INTERRUPTED

    second = start()
    second.wait_for(lambda: second.button("continueInterruptedButton").isVisible())
    assert second.window.pages.train.interrupted.runs.newest.path == folder


def test_discarding_asks_first_and_goes_on_if_told_so(studio):
    studio.session.set_value("training.epochs", 500)
    click(studio, "trainButton")
    studio.wait_for(lambda: studio.session.history is not None and len(studio.session.history) > 3)

    def refuse(dialog: QDialog) -> None:
        studio.qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    studio.answer("discardDialog", refuse)
    studio.qtbot.keyClick(
        studio.window, Qt.Key.Key_F5, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert studio.session.state.in_run
    folder = studio.session.run.folder
    studio.answer("discardDialog", press("discardRunButton"))
    studio.action("stopDiscardAction").trigger()
    assert studio.wait_for_event(RunEnded).reason is Reason.DISCARDED
    assert not folder.exists()
    assert not studio.button("continueRunButton").isVisible()


def test_nothing_trained_is_discarded_without_a_question(studio):
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_F10)
    studio.wait_for_state("paused")
    assert len(studio.session.history) == 0
    studio.action("stopDiscardAction").trigger()
    assert studio.wait_for_event(RunEnded).reason is Reason.DISCARDED
