"""A run of the library is played: from the Runs page, without its data, and what was there before comes back."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QSlider

from studio.session import replay_player
from studio.session.replay_answers import RUN
from studio.session.replay_commands import REPLAY
from studio.testing import StudioRobot, top_level_widgets
from studio.window.page_bar import Page
from tests.gui.replay.conftest import LEFT, choose, play, stand_at, trigger
from trainer_core.protocol.commands import Evaluate, SetHyperparameter, Split, Start
from trainer_core.protocol.events import EpochEnded, Refused, State


def test_a_run_plays_and_every_view_follows(studio: StudioRobot, kept: Path) -> None:
    player, window = play(studio, kept), studio.window
    assert window.pages.page is Page.TRAIN
    assert window.replay_bar.isVisible()
    assert studio.session.state is State.TRAINING
    stand_at(studio, 20)
    assert studio.session.state is State.PAUSED
    assert studio.session.run.history is not None
    whole = player.replay.history
    assert len(studio.session.run.history) == 20
    assert np.array_equal(studio.session.run.history.column("loss"), whole.column("loss", 0, 20))
    assert "epoch 2 of 3" in window.replay_bar.where.text()
    assert window.status.state_text == "Replay paused"
    examples = player.replay.examples
    assert examples is not None
    studio.wait_for(lambda: len(window.predictions.tiles) == len(examples.indices))
    studio.wait_for(lambda: window.confusion.matrix is not None)
    assert any("Epoch 1 of 3" in line for line in window.log.sentences)
    stand_at(studio, player.total)
    assert player.ended
    assert studio.session.results
    assert studio.session.state is State.IDLE


def test_going_back_shows_the_run_as_it_was(studio: StudioRobot, kept: Path) -> None:
    player = play(studio, kept)
    stand_at(studio, player.total)
    stand_at(studio, 5)
    assert studio.session.run.history is not None
    assert len(studio.session.run.history) == 5
    assert studio.session.run.history.epochs == ()
    assert studio.session.run.ended is None
    assert not any("Epoch 1" in line for line in studio.window.log.sentences)


def test_the_slider_goes_by_batches_epochs_and_seconds(studio: StudioRobot, kept: Path) -> None:
    player, qtbot = play(studio, kept), studio.qtbot
    player.pause()
    slider = studio.find("replaySlider", QSlider)
    assert slider.maximum() == player.total
    qtbot.mouseClick(slider, LEFT, pos=QPoint(slider.width() // 2, slider.height() // 2))
    studio.wait_for(lambda: abs(player.rows - player.total / 2) < player.total / 10)
    qtbot.mouseClick(studio.window.replay_bar.axis.findChild(QPushButton, "epoch"), LEFT)
    assert slider.maximum() == 3
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    studio.wait_for(lambda: player.rows == 0)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    studio.wait_for(lambda: player.rows == player.replay.history.epochs[0].step)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    studio.wait_for(lambda: player.ended)


def test_the_pace_is_that_of_the_clock_times_the_speed(studio: StudioRobot, kept: Path) -> None:
    player = play(studio, kept)
    player.pause()
    player.seek(0)
    now = [100.0]
    player._clock = lambda: now[0]
    player.set_speed(10)
    player.play()
    now[0] += player.seconds / 20
    player.tick()
    assert player.rows == player.replay.step_at_second(player.seconds / 2)
    now[0] += player.seconds
    player.tick()
    assert player.ended


def test_a_run_plays_where_its_data_is_not(studio: StudioRobot, trained: Path) -> None:
    copied = studio.studio.settings.runs_root / "from-elsewhere"
    shutil.copytree(trained, copied)
    recipe = copied / "recipe.toml"
    recipe.write_text(recipe.read_text().replace('source = "fashion-mnist"', 'source = "folder"\npath = "/nowhere"'))
    assert '"/nowhere"' in recipe.read_text()
    player = play(studio, copied)
    stand_at(studio, player.total)
    studio.wait_for(lambda: len(studio.window.predictions.tiles) > 0)
    assert studio.window.predictions.caption.text()


def test_what_was_there_before_comes_back(studio: StudioRobot, kept: Path) -> None:
    studio.train_to_end()
    session, window = studio.session, studio.window
    session.results.of_change.add(Split.TEST)
    before = session.run.started, session.run.ended, session.preparation, dict(session.results), session.recipe
    lines, tiles = window.log.sentences, [tile.key for tile in window.predictions.tiles]
    status = window.status.state_text
    play(studio, kept)
    assert session.run.started is not None
    assert session.run.started.run == RUN
    assert not session.results.of_change
    studio.qtbot.mouseClick(studio.button("replayClose"), LEFT)
    assert not window.replay_bar.isVisible()
    assert (
        session.run.started,
        session.run.ended,
        session.preparation,
        dict(session.results),
        session.recipe,
    ) == before
    assert session.results.of_change == {Split.TEST}
    session.results.of_change.clear()
    assert session.state is State.IDLE
    assert window.log.sentences == lines
    assert window.status.state_text == status
    studio.wait_for(lambda: [tile.key for tile in window.predictions.tiles] == tiles)
    assert window.curves.model.run is not None
    assert window.curves.model.run.history is session.run.history
    assert not window.curves.controls.previous.isEnabled()
    assert studio.button("trainButton").isEnabled()
    studio.train_to_end()


def test_where_no_run_was_there_is_none_again(studio: StudioRobot, kept: Path) -> None:
    play(studio, kept)
    stand_at(studio, 10)
    studio.qtbot.mouseClick(studio.button("replayClose"), LEFT)
    assert studio.session.run.started is None
    assert not studio.window.curves.model.shows_anything
    assert studio.window.confusion.shown.evaluated is None


def test_no_replay_while_a_run_is_in_progress(studio: StudioRobot, kept: Path) -> None:
    studio.action("stepBatchAction").trigger()
    studio.wait_for_state(State.PAUSED)
    choose(studio, kept)
    studio.qtbot.mouseClick(studio.button("runPlayButton"), LEFT)
    studio.wait_for(lambda: "A run is under way" in studio.window.banner.sentence)
    assert studio.session.replay is None


def test_pages_that_compute_say_what_a_replay_has_not(studio: StudioRobot, kept: Path) -> None:
    play(studio, kept)
    stand_at(studio, 10)
    pages = studio.window.pages
    pages.show_page(Page.DATA)
    assert pages.data.of_replay.isVisible()
    pages.show_page(Page.INSIDE)
    assert not studio.button("insideBeginButton").isVisible()
    studio.qtbot.mouseClick(studio.button("replayClose"), LEFT)
    assert studio.button("insideBeginButton").isVisible()
    pages.show_page(Page.DATA)
    assert not pages.data.of_replay.isVisible()


def test_the_menu_and_the_key_play_too(studio: StudioRobot, kept: Path) -> None:
    runs, qtbot = studio.window.pages.runs, studio.qtbot
    choose(studio, kept)
    runs.list.setFocus()
    runs.list.customContextMenuRequested.emit(QPoint(5, 5))
    menu = next(each for each in top_level_widgets() if isinstance(each, QMenu) and each.objectName() == "runsMenu")
    assert studio.action("runPlayAction") in menu.actions()
    menu.close()
    qtbot.keyClick(runs.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    studio.wait_for(lambda: studio.session.replay is not None)


def test_what_a_replay_cannot_do_gets_a_sentence(studio: StudioRobot, kept: Path) -> None:
    play(studio, kept)
    stand_at(studio, 10)
    heard: list[Refused] = []
    studio.session.refused.connect(lambda event: heard.append(event) if event.code == REPLAY else None)
    for command in (Evaluate(), SetHyperparameter("optimizer.lr", 1.0), Start(studio.session.recipe)):
        studio.session.post(command)
    studio.wait_for(lambda: len(heard) == 3)
    assert all("Close the replay first" in str(event.message) for event in heard)
    assert "Close the replay first" in studio.window.banner.sentence
    assert not studio.button("saveWeightsButton").isEnabled()
    assert studio.window.form.locked


def test_pause_and_steps_of_the_tool_bar_act_on_the_replay(studio: StudioRobot, kept: Path) -> None:
    player, qtbot = play(studio, kept), studio.qtbot
    qtbot.mouseClick(studio.button("trainButton"), LEFT)
    studio.wait_for(lambda: not player.playing)
    player.seek(3)
    studio.action("stepBatchAction").trigger()
    studio.wait_for(lambda: player.rows == 4)
    studio.action("stepEpochAction").trigger()
    studio.wait_for(lambda: player.rows == player.replay.history.epochs[0].step)
    studio.action("stepPhaseAction").trigger()
    studio.wait_for(lambda: "inside a batch was not recorded" in studio.window.banner.sentence)


def test_a_run_that_kept_its_numbers_alone_plays_its_curves(studio: StudioRobot, kept: Path) -> None:
    shutil.rmtree(kept / "shown")
    play(studio, kept)
    stand_at(studio, 12)
    assert studio.session.run.history is not None
    assert len(studio.session.run.history) == 12
    assert "recorded only its numbers" in studio.window.banner.sentence


def test_the_speed_is_chosen_from_the_menu(studio: StudioRobot, kept: Path) -> None:
    player = play(studio, kept)
    player.pause()
    menu = studio.window.replay_bar.speed_button.menu()
    trigger(menu, "replaySpeed_50")
    assert player.speed == 50
    assert player.pace == 50
    assert studio.window.replay_bar.speed_button.text() == "×50"


def test_the_window_closes_in_a_replay_without_a_question(studio: StudioRobot, kept: Path) -> None:
    play(studio, kept)
    studio.window.close()
    assert not studio.window.isVisible()
    assert isinstance(studio.action("runPlayAction"), QAction)


def test_a_validation_is_replayed_for_as_long_as_it_took(studio: StudioRobot, kept: Path) -> None:
    player = play(studio, kept)
    player.pause()
    first = player.replay.history.epochs[0]
    player.seek(first.step - 1)
    now = [100.0]
    player._clock = lambda: now[0]
    player.set_speed(1)
    player.play()
    last_batch = player.replay.seconds_at(first.step)
    now[0] += (last_batch + first.seconds) / 2 - player.place
    player.tick()
    assert (player.rows, studio.session.state) == (first.step, State.VALIDATING)
    assert studio.window.status.state_text == "Replaying the validation"
    assert player.shown.epochs == ()
    assert not studio.session.results
    now[0] += (first.seconds - last_batch) / 2 + 1e-6
    player.tick()
    assert studio.session.state is State.TRAINING
    assert [row.epoch for row in player.shown.epochs] == [1]
    assert studio.session.results
    player.pause()
    player.seek(player.total - 1)
    player.play()
    now[0] += (player.replay.seconds_at(player.total) + player.seconds) / 2 - player.place
    player.tick()
    assert (player.ended, studio.session.state) == (False, State.VALIDATING)
    now[0] += player.seconds
    player.tick()
    assert (player.ended, studio.session.state) == (True, State.IDLE)


def test_a_leap_over_very_many_epochs_tells_the_newest(
    studio: StudioRobot, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_player, "_MOST_TOLD", 2)
    player = play(studio, kept)
    stand_at(studio, 0)
    heard: list[EpochEnded] = []
    studio.session.epoch_ended.connect(heard.append)
    stand_at(studio, player.total)
    assert [row.epoch for row in player.shown.epochs] == [1, 2, 3]
    assert len(player.shown) == player.total
    assert [event.row.epoch for event in heard] == [3]
    assert studio.session.results
    assert any("earlier lines are left out here" in line for line in studio.window.log.sentences)
