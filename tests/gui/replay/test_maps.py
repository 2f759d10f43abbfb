"""The answers all over two inputs move with a replay; of a run that has not kept them none are shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.session.map_feed import MapFeed
from studio.session.replay_answers import RUN
from studio.session.session import Session
from studio.testing import StudioRobot
from studio.views.boundary.boundary_view import BoundaryView
from tests.gui.replay.conftest import play, stand_at
from tests.gui.test_boundary import shown
from trainer_core import Recipe, train
from trainer_core.protocol.answer_map import AnswersMapped, MapAxis
from trainer_core.runs.shown.folder import SHOWN
from trainer_core.runs.shown.maps import GRID, MAPS

RECIPE = {
    "data": {"source": "moons", "batch_size": 32},
    "loss": {"name": "BCEWithLogitsLoss"},
    "optimizer": {"name": "Adam", "lr": 0.03},
    "training": {"epochs": 6, "device": "cpu", "threads": 1},
}


@pytest.fixture
def moons(studio: StudioRobot) -> Path:
    """A real run over two inputs in the library of the window."""
    folder = studio.studio.settings.runs_root / "2026-11-20_090000_moons"
    train(Recipe.from_dict(RECIPE), out=folder)
    return folder


def test_the_boundary_moves_with_the_replay(studio: StudioRobot, moons: Path) -> None:
    player, view = play(studio, moons), studio.find("boundaryView", BoundaryView)
    kept = player.replay.maps
    assert kept is not None
    assert len(kept) > 2
    studio.window.tabs.setCurrentWidget(view)
    for rows in (0, player.total // 2, player.total):
        stand_at(studio, rows)
        expected = kept.at(rows, RUN, 0)
        assert expected is not None
        studio.wait_for(lambda step=expected.step: view.mapped is not None and view.mapped.step == step)
        assert view.mapped is not None
        np.testing.assert_array_equal(view.mapped.answered, expected.answered)
        assert view.plot.isVisible()
        wrong = sum(int((each.answered.argmax(axis=1) != each.truth).sum()) for each in expected.points[:1])
        assert f"{wrong} of {len(expected.points[0].truth)} wrong" in view.sentence.text()
    assert not view.units_button.isVisible(), "units of hidden layers are not kept"


def test_a_run_without_maps_shows_none_of_another(studio: StudioRobot, moons: Path) -> None:
    for name in (GRID, MAPS):
        (moons / SHOWN / name).unlink()
    view = shown(studio, Recipe.from_dict(RECIPE))
    play(studio, moons)
    studio.window.tabs.setCurrentWidget(view)
    stand_at(studio, 3)
    studio.wait_for(view.empty.isVisible)
    assert "has no recording of them" in view.empty.accessibleDescription()
    assert view.mapped is None
    studio.qtbot.mouseClick(studio.button("replayClose"), Qt.MouseButton.LeftButton)
    studio.wait_for(view.plot.isVisible)


def test_once_the_replay_is_closed_nothing_is_said_of_it(studio: StudioRobot, moons: Path) -> None:
    for name in (GRID, MAPS):
        (moons / SHOWN / name).unlink()
    view = studio.find("boundaryView", BoundaryView)
    play(studio, moons)
    studio.window.tabs.setCurrentWidget(view)
    studio.wait_for(lambda: "has no recording of them" in view.empty.accessibleDescription())
    studio.qtbot.mouseClick(studio.button("replayClose"), Qt.MouseButton.LeftButton)
    studio.wait_for(lambda: "data with one or two inputs" in view.empty.accessibleDescription())
    assert not view.feed.shown


def test_the_pace_of_maps_is_not_taken_from_a_replay(session: Session, qtbot: QtBot) -> None:
    watcher = QWidget()
    qtbot.addWidget(watcher)
    feed = MapFeed(session, watcher)
    axes, nothing = (MapAxis("x", np.arange(3.0)),), np.zeros((3, 1), np.float32)
    for seconds in (0.0, 0.6):
        session.answers_mapped.emit(AnswersMapped(RUN, 0, axes, nothing, (), (), None, seconds))
    assert feed.timer.interval() == 10_000
