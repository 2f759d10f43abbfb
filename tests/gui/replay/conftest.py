"""A real run that was recorded, in the library of the window, and what a person does to play it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from studio.session.replay_player import ReplayPlayer
from studio.testing import StudioRobot
from studio.window.page_bar import Page
from trainer_core import Recipe, train

LEFT = Qt.MouseButton.LeftButton
RECIPE = {
    "data": {"limit": 512, "batch_size": 32},
    "training": {"epochs": 3, "device": "cpu", "threads": 1, "epoch_weights": True},
}


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real run of three epochs, made once."""
    folder = tmp_path_factory.mktemp("replayed") / "2026-11-20_090000_shown"
    train(Recipe.from_dict(RECIPE), out=folder)
    return folder


@pytest.fixture
def kept(trained: Path, studio: StudioRobot) -> Path:
    """A copy of that run in the library of the window."""
    folder = studio.studio.settings.runs_root / trained.name
    shutil.copytree(trained, folder)
    return folder


def choose(studio: StudioRobot, kept: Path) -> None:
    """Select a run on the Runs page."""
    runs = studio.window.pages.runs
    studio.window.pages.show_page(Page.RUNS)
    studio.wait_for(lambda: kept in runs.table.known)
    runs.list.choose(kept)
    button = studio.button("runPlayButton")
    studio.wait_for(lambda: button.isVisible() and button.isEnabled())


def play(studio: StudioRobot, kept: Path) -> ReplayPlayer:
    """Play a run from the Runs page."""
    choose(studio, kept)
    studio.qtbot.mouseClick(studio.button("runPlayButton"), LEFT)
    studio.wait_for(lambda: studio.session.replay is not None)
    assert studio.session.replay is not None
    return studio.session.replay


def stand_at(studio: StudioRobot, rows: int) -> None:
    """Pause the replay, and go to where so many batches are trained."""
    player = studio.session.replay
    assert player is not None
    player.pause()
    player.seek(rows)


def trigger(menu, name: str) -> None:
    """Choose an entry of a menu."""
    next(action for action in menu.actions() if action.objectName() == name).trigger()
