"""What a test does with a studio: things are there when a word returns, and what is wrong is told at once."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from studio.demos.hands import UnknownControlError
from studio.testing import renamed
from studio.testing.dialog_rules import DialogRules, UnexpectedDialogError
from studio.testing.leaks import Footprint, LeakError
from studio.views.log.log_view import LogView

ROOT = Path(__file__).parents[3]


def test_data_is_there_when_it_was_opened(studio):
    studio.open("diabetes")
    assert studio.session.preparation.recipe.data.source == "diabetes"
    studio.train(epochs=1)
    assert isinstance(studio.predictions()[0]["predicted"], float)
    with pytest.raises(AssertionError, match="no confusion matrix"):
        studio.confusion()
    studio.open("iris")
    assert studio.predictions()[0]["truth"] in ("setosa", "versicolor", "virginica")
    studio.open("fashion-mnist-cnn")
    assert studio.session.recipe.model.name == "small_cnn"


def test_data_that_cannot_be_read_is_told_at_once(studio, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    with pytest.raises(AssertionError, match=r"empty\.csv is not taken: .*empty\.csv"):
        studio.open(empty)


def test_nothing_is_opened_during_a_run(studio):
    studio.step("batch")
    with pytest.raises(AssertionError, match="iris is not taken: A run is under way"):
        studio.open("iris")


def test_names_and_choices_that_there_are_not_are_told_with_those_that_there_are(studio):
    with pytest.raises(UnknownControlError, match=r"optimizer\.name cannot be Nonesuch\. It can be .*SGD"):
        studio.set("optimizer.name", "Nonesuch")
    with pytest.raises(AssertionError, match="did you mean trainButton"):
        studio.find("trainButon", QWidget)
    with pytest.raises(AssertionError, match="did you mean stepBatchAction"):
        studio.action("stepBatch")


def test_a_control_is_found_by_its_name_of_before_with_a_warning(studio, monkeypatch):
    monkeypatch.setattr(renamed, "RENAMED", {"learnButton": "trainButton", "goneButton": ""})
    with pytest.warns(DeprecationWarning, match="learnButton is called trainButton now") as warned:
        assert studio.button("learnButton") is studio.button("trainButton")
    assert warned[0].filename == __file__
    with pytest.warns(DeprecationWarning, match="learnButton is called trainButton now") as warned:
        studio.press("learnButton")
    assert warned[0].filename == __file__
    studio.wait_until("ended")
    with pytest.raises(AssertionError, match=r"goneButton is gone: see CHANGELOG\.md"):
        studio.find("goneButton", QWidget)


def test_a_wait_that_is_given_up_says_what_did_not_come_and_where_the_engine_is(studio):
    studio.step("batch")
    with pytest.raises(
        TimeoutError, match=r"the rain did not come within 0\.06 s\. The engine is paused in epoch 0, b"
    ):
        studio.wait_for(lambda: False, "the rain", patience=0.001)


def test_a_button_with_a_menu_does_not_hold_the_test(studio):
    studio.step("batch")
    studio.press("curvesExportMenu")
    studio.key("Esc")
    studio.wait_until(lambda: not studio.find("curvesExportMenu", QWidget).menu().isVisible())


def test_a_menu_that_is_served_until_it_closes_does_not_hold_the_test(studio):
    button, menu = studio.button("trainButton"), QMenu(studio.window, objectName="blockingMenu")
    menu.addAction("An entry")
    button.clicked.connect(lambda: menu.exec())
    strict = DialogRules(studio.window, studio.folder, strict=True)
    with strict.acting():
        button.click()
    with pytest.raises(UnexpectedDialogError, match="blockingMenu"):
        strict.check()
    strict.deleteLater()
    studio.wait_until("ended")


def test_times_of_day_follow_the_clock(studio):
    studio.clock.forward(5 * 3600)
    later = datetime.fromtimestamp(time.time())
    folder = studio.train(epochs=1)["folder"]
    shown = studio.find("logView", LogView).model.lines[-1].time
    assert abs(int(shown[:2]) - later.hour) % 23 <= 1
    began = datetime.fromisoformat(json.loads((folder / "run.json").read_text())["started"])
    assert 0 <= began.timestamp() - later.timestamp() + 1 < 600
    assert folder.name.startswith(f"{later:%Y-%m-%d}") or later.hour == 23


def test_the_program_reads_the_time_where_a_test_can_move_it():
    others = re.compile(
        r"datetime\.(now|today|utcnow)\(|date\.today\(|current(Time|DateTime|Date)\b|= time\.monotonic\b(?!\()"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for package in ("studio", "trainer_core")
        for path in sorted((ROOT / package).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if others.search(line)
    ]
    assert found == [], "read the time with time.time() or time.monotonic(), when it is wanted"


def test_an_engine_that_does_not_leave_is_a_leak(studio, monkeypatch):
    whole = studio.options
    with monkeypatch.context() as patch:
        patch.setattr(studio.studio.thread_, "shut_down", lambda: None)
        studio.options = replace(whole, timeout=0.05)
        with pytest.raises(LeakError, match=r"the engine has not left within 0\.05 s"):
            studio.close()
    assert studio.studio.thread_.isRunning()
    studio.options, studio.closed = whole, False  # now it may leave


@pytest.mark.parametrize("kind", ["files", "windows"])
def test_what_is_left_of_each_kind_is_a_leak(kind, tmp_path, qtbot):
    before = Footprint(tmp_path)
    label = QLabel("left", objectName="leftWindow")
    qtbot.addWidget(label)
    assert before.left(tmp_path) == []
    if kind == "windows":
        label.show()
        assert before.left(tmp_path) == ["windows still open: leftWindow"]
        label.hide()
    else:
        with (tmp_path / "left.txt").open("w"):
            assert before.left(tmp_path) == [f"files still open: {tmp_path / 'left.txt'}"]
    assert before.left(tmp_path) == []


def test_a_studio_opens_on_a_disk_that_fails_from_the_start(studio_disk, studio_factory):
    studio_disk.broken()
    studio = studio_factory()
    studio.press("trainButton")
    studio.wait_until(lambda: studio_disk.refused)
    studio_disk.mend()
