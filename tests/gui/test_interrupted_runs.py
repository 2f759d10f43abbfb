"""Interrupted runs in the real window: found at the start, gone on with by one click, looked at, or put away."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from studio.app import Studio
from studio.session.interrupted_runs import find_interrupted
from studio.testing import StudioRobot
from tests.gui.hands import click, drop, press
from tests.gui.interrupted_run import QUICK, interrupted_run, recipe_of
from trainer_core.files.run_lock import RunLock
from trainer_core.protocol.events import Evaluated, Reason, RunEnded, RunOpened, RunStarted
from trainer_core.runs.snapshots import snapshot_paths


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


def test_after_a_crash_one_click_goes_on(start, studio_settings):
    folder = interrupted_run(studio_settings.runs_root / "2026-01-01_000000_mine")
    robot = start()
    robot.wait_for(lambda: robot.button("continueInterruptedButton").isVisible())
    robot.wait_until_prepared()
    words = robot.window.pages.train.interrupted.text
    assert "A run was interrupted" in words
    assert "epoch 2 of 3, 35%" in words
    assert "validation accuracy" in words
    assert robot.button("trainButton").property("role") != "primary"
    assert robot.button("continueInterruptedButton").property("role") == "primary"

    click(robot, "continueInterruptedButton")
    began = robot.wait_for_event(RunStarted)
    assert (began.folder, began.continued_from) == (folder, 17)
    assert robot.wait_for_event(RunEnded).reason is Reason.COMPLETED
    assert len(robot.session.run.history) == 3 * 16
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
    robot.wait_for(lambda: len(robot.session.run.history) > began.continued_from)
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


def test_how_long_ago_the_run_started_stays_true_while_the_card_is_looked_at(start, studio_settings, monkeypatch):
    interrupted_run(studio_settings.runs_root / "mine")
    robot = start()
    card = robot.window.pages.train.interrupted
    robot.wait_for(card.isVisible)
    before, now = card.text, time.time()
    assert "minutes ago" not in before
    monkeypatch.setattr(time, "time", lambda: now + 11 * 60)
    card.ageing.setInterval(1)
    robot.wait_for(lambda: "started 11 minutes ago" in card.text)
    assert card.text.splitlines()[:4] == before.splitlines()[:4]


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
    assert len(robot.session.run.history) == 17
    assert robot.session.recipe == recipe_of()
    assert robot.find("optimizerLrField", QLineEdit).text() == "1e-3"
    assert "(interrupted" in robot.window.status.state_text
    assert len(robot.window.curves.panels["loss"].canvas.frame.validation[0]) == 1
    assert robot.window.confusion.isVisible()
    assert any("epoch" in line.lower() for line in robot.window.log.sentences)
    assert robot.button("continueRunButton").isVisible()
    assert robot.session.preparation.recipe == opened.recipe


def test_opening_replaces_no_edited_recipe_without_asking(start, studio_settings):
    interrupted_run(studio_settings.runs_root / "mine")
    robot = start()
    robot.wait_until_prepared()
    robot.session.set_value("optimizer.lr", 0.25)
    refused = []

    def refuse(dialog) -> None:
        robot.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        refused.append(dialog.isVisible())

    robot.answer("replaceRecipeDialog", refuse)
    robot.wait_for(lambda: robot.button("openInterruptedButton").isVisible())
    click(robot, "openInterruptedButton")
    robot.wait_for(lambda: refused == [False])
    assert robot.session.recipe.optimizer.arguments["lr"] == 0.25
    assert not robot.of(RunOpened)


def test_a_run_folder_that_is_dropped_is_opened(studio, studio_settings, tmp_path):
    drop(studio.window, interrupted_run(tmp_path / "elsewhere"))
    assert studio.wait_for_event(RunOpened).folder == tmp_path / "elsewhere"
    studio.wait_for_event(Evaluated)


def test_closing_keeps_a_snapshot_and_the_next_start_offers_it(start):
    first = start()
    first.wait_until_prepared()
    first.session.set_value("training.epochs", 500)
    click(first, "trainButton")
    first.wait_for(lambda: first.session.run.history is not None and len(first.session.run.history) > 3)
    folder = first.session.run.started.folder
    first.answer("closingDialog", press("closingSnapshotButton"))
    with first.qtbot.waitSignal(first.window.closed, timeout=30_000):
        first.window.close()
    assert first.of(RunEnded)[-1].reason is Reason.INTERRUPTED

    second = start()
    second.wait_for(lambda: second.button("continueInterruptedButton").isVisible())
    assert second.window.pages.train.interrupted.runs.newest.path == folder
