"""What a person does becomes a demo that does it again, with names for places and no path of their computer."""

from __future__ import annotations

import math
from pathlib import Path

import yaml

from studio.demos.acting import Pace
from studio.demos.hands import Hands
from studio.demos.player import Playing
from studio.demos.playing import Demos
from studio.testing import StudioRobot
from trainer_core.protocol.events import State


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
    studio.wait_for(lambda: studio.session.history is not None and len(studio.session.history.epochs) == 1)
    studio.wait_for_state(State.PAUSED)
    hands.press("showRunsPageAction")
    hands.press("showTrainPageAction")
    hands.set("optimizer.lr", 0.002)
    hands.press("trainButton")
    studio.wait_for(lambda: studio.session.ended is not None and studio.session.state is State.IDLE)
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
    loss = studio.session.history.epochs[-1].train_loss  # type: ignore[union-attr]
    player = demos.play(demos.read(path), Pace(math.inf, by_itself=True), strict=True)
    studio.wait_for(lambda: player.playing in (Playing.OVER, Playing.HANDED_OVER))
    assert player.playing is Playing.OVER
    assert studio.session.history.epochs[-1].train_loss == loss  # type: ignore[union-attr]


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
