"""What a person does becomes a demo that does it again, with names for places and no path of their computer."""

from __future__ import annotations

import math
from pathlib import Path

import yaml
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsView, QLineEdit, QWidget

from studio.demos.acting import Pace
from studio.demos.hands import Hands
from studio.demos.player import Playing
from studio.demos.playing import Demos
from studio.look.theme import current_theme
from studio.testing import StudioRobot
from trainer_core.protocol.events import State

LEFT = Qt.MouseButton.LeftButton


def test_what_was_recorded_is_saved_and_does_the_same_again(studio: StudioRobot, tmp_path: Path) -> None:
    demos, hands = Demos(studio.window, studio.session, studio.studio.settings), Hands(studio.window)
    path = tmp_path / "a.studio"
    hands.open("fashion-mnist-tutorial")
    studio.answer("demosDialog", "demoRecordButton")
    hands.press("demosAction")
    for key, value in (("data.limit", 256), ("training.epochs", 3), ("training.threads", 1)):
        hands.set(key, value)
    hands.press("stepEpochAction")
    studio.wait_for_state(State.PAUSED)
    hands.press("stepEpochAction")
    studio.wait_for(lambda: studio.session.run.history is not None and len(studio.session.run.history.epochs) == 1)
    studio.wait_for_state(State.PAUSED)
    hands.press("showRunsPageAction")
    hands.press("showTrainPageAction")
    hands.set("optimizer.lr", 0.002)
    hands.press("trainButton")
    studio.wait_for(lambda: studio.session.run.ended is not None and studio.session.state is State.IDLE)
    hands.press("confusionSplit/validation")
    studio.answer("saveDemoDialog", path)
    hands.press("recordSave")
    studio.wait_for(path.exists)
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["steps"] == [
        {"open": "fashion-mnist-tutorial"},
        {"set": {"data.limit": 256, "training.epochs": 3, "training.threads": 1}},
        {"train": {"epochs": 1}},
        {"press": "showRunsPageAction"},
        {"press": "showTrainPageAction"},
        {"set": {"optimizer.lr": 0.002}},
        {"train": None},
        {"press": "confusionSplit/validation"},
    ]
    loss = studio.session.run.history.epochs[-1].train_loss  # type: ignore[union-attr]
    player = demos.play(demos.read(path), Pace(math.inf, by_itself=True), strict=True)
    studio.wait_for(lambda: player.playing in (Playing.OVER, Playing.HANDED_OVER))
    assert player.playing is Playing.OVER
    assert studio.session.run.history.epochs[-1].train_loss == loss  # type: ignore[union-attr]


def test_tabs_lists_and_switches_are_recorded_by_name_and_the_rest_is_remarked(
    studio: StudioRobot, tmp_path: Path
) -> None:
    demos, hands, window = Demos(studio.window, studio.session, studio.studio.settings), studio.hands, studio.window
    demos.record()
    recorder = demos._recorder
    assert recorder is not None
    bar = window.tabs.tabBar()
    studio.qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(1).center())
    hands.press("showDataPageAction")
    studio.wait_for(lambda: len(window.pages.data.grid.places) == 1536)
    hands.choose("dataFilters", "Coat")
    hands.choose("dataFilters", "Bag")
    studio.qtbot.keyClick(window.pages.data.filters, Qt.Key.Key_Up)
    hands.press("dataSplit/test")
    studio.qtbot.keyClick(studio.button("examplesCopy"), Qt.Key.Key_Space)
    grid = window.pages.data.grid
    studio.wait_for(lambda: len(grid.places) and window.pages.data.store.at(int(grid.places[1])) is not None)
    studio.qtbot.mouseClick(grid.viewport(), LEFT, pos=grid.visualRect(grid.model().index(0, 1)).center())
    hands.press("showRunsPageAction")
    search = studio.find("runsSearch", QLineEdit)
    studio.qtbot.keyClicks(search, "secret")
    hands.menu("View", "Theme", "Dark")
    hands.press("showTrainPageAction")
    plot = studio.find("lossPanel", QWidget).findChild(QGraphicsView)
    assert isinstance(plot, QGraphicsView)
    studio.qtbot.mouseClick(plot.viewport(), LEFT, pos=plot.viewport().rect().center())
    text = recorder.text("mine")
    path = tmp_path / "mine.studio"
    path.write_text(text, encoding="utf-8")
    written = [line.strip() for line in text.partition("steps:\n")[2].splitlines()]
    assert [line for line in written if line.startswith(("- show", "- choose", "- press", "#"))] == [
        "- show: confusionTab",
        "- press: showDataPageAction",
        "- choose: {dataFilters: Sneaker}",
        "- press: dataSplit/test",
        "- press: examplesCopy",
        "# An entry without a text of its own was chosen in exampleGrid.",
        "- press: showRunsPageAction",
        "# Text was typed in runsSearch; it is not recorded.",
        "- press: theme_dark",
        "- press: showTrainPageAction",
        "# lossCanvas was dragged or clicked.",
    ]
    assert "secret" not in text
    hands.press("recordDiscard")
    current_theme().set_mode("light")
    player = demos.play(demos.read(path), Pace(math.inf, by_itself=True), strict=True)
    studio.wait_for(lambda: player.playing in (Playing.OVER, Playing.HANDED_OVER))
    assert player.playing is Playing.OVER
    assert current_theme().mode == "dark"
    assert window.tabs.currentIndex() == 1


def test_a_private_path_becomes_a_question(studio: StudioRobot, tmp_path: Path) -> None:
    table = tmp_path / "patients.csv"
    table.write_text("a,b,kind\n" + "".join(f"{i},{i % 3},{'xy'[i % 2]}\n" for i in range(60)), encoding="utf-8")
    demos, hands = Demos(studio.window, studio.session, studio.studio.settings), Hands(studio.window)
    demos.record()
    hands.drop(table)
    studio.wait_for(lambda: studio.session.recipe.data.source == "table")
    assert demos._recorder is not None
    text = demos._recorder.text("mine")
    assert "patients" not in text
    assert str(tmp_path) not in text
    assert demos._recorder.steps[-1] == {"open": {"ask": {"en": "Choose the data", "ko": "데이터를 선택하세요"}}}
    hands.press("recordDiscard")
    assert demos._recorder is None
