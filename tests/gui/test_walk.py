"""A short random walk over the real window; ``python -m tests.benchmarks --only walking`` takes ten thousand steps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.look.icons import _TintedEngine
from studio.views.curves.model import CurvesModel, Run
from studio.widgets.menu_button import MenuButton
from tests.gui.walk_ground import walkable_studio
from tests.gui.walking import Walk
from trainer_core.history.history import History
from trainer_core.history.timeline import Axis

ACTIONS = 300
SEED = "20261128"


@pytest.mark.no_qt_log
def test_a_random_walk_meets_no_exception_and_no_state_that_it_cannot_leave(qtbot: QtBot, tmp_path: Path) -> None:
    seed = int(os.environ.get("TRAINING_STUDIO_WALK", SEED))
    print(f"TRAINING_STUDIO_WALK={seed}")
    with walkable_studio(tmp_path) as studio:
        walk = Walk(studio, tmp_path, seed, ACTIONS)
        walk.go()

    assert not walk.problems, "\n".join([*walk.problems, "The last steps:", *walk.trail])
    assert walk.done >= ACTIONS
    assert walk.runs > 0
    assert len(walk.counts) > 6


# What walks have found


def test_a_menu_whose_button_goes_off_while_it_is_open_closes(qtbot: QtBot) -> None:
    button = MenuButton("Stop")
    qtbot.addWidget(button)
    button.menu().addAction("One")
    button.show()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is button.menu())
    button.setEnabled(False)

    # Off with its button it would take neither key nor click, and bar the window for ever.
    try:
        assert QApplication.activePopupWidget() is None
    finally:
        button.menu().close()


def test_an_icon_for_which_there_is_no_room_is_nothing(studio_app: QApplication) -> None:
    engine = _TintedEngine("play", "text", "muted")

    assert engine.pixmap(QSize(0, 12), QIcon.Mode.Normal, QIcon.State.Off).isNull()
    assert not engine.pixmap(QSize(12, 12), QIcon.Mode.Normal, QIcon.State.Off).isNull()


@pytest.mark.parametrize("axis", ["batch", "epoch", "seconds"])
def test_every_axis_has_a_width_before_the_first_batch(axis: Axis) -> None:
    model = CurvesModel()
    model.start(Run(History("accuracy"), 8, 16))
    others: tuple[Axis, ...] = ("batch", "epoch", "seconds")
    for other in others:
        model.set_axis(other)
        model.set_axis(axis)
        low, high = model.x_range
        assert high > low
