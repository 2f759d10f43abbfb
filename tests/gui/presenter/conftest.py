"""A window on the stage: nothing of the real system is kept awake, and screens are as many as a test wants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from studio.look.theme import current_theme
from studio.testing import StudioRobot
from studio.window.presenter.awake import Awake


@dataclass
class Wakefulness:
    """Stands where the system is asked to stay awake."""

    works: bool = True
    told: list[str] = field(default_factory=list)

    def hold(self) -> bool:
        self.told.append("hold")
        return self.works

    def release(self) -> None:
        self.told.append("release")


@dataclass(frozen=True)
class FakeScreen:
    title: str
    room: QRect

    def name(self) -> str:
        return self.title

    def geometry(self) -> QRect:
        return self.room


LAPTOP, PROJECTOR = FakeScreen("laptop", QRect(0, 0, 1366, 768)), FakeScreen("projector", QRect(1366, 0, 1024, 768))


@pytest.fixture
def wakefulness(studio: StudioRobot) -> Wakefulness:
    fake = Wakefulness()
    studio.window.presenter.awake = Awake(lambda: (fake,))
    return fake


@pytest.fixture
def stage(studio: StudioRobot, wakefulness: Wakefulness) -> Iterator[StudioRobot]:
    """The studio, which F9 may put on the stage; everything is as it was afterwards."""
    yield studio
    studio.window.presenter.leave()
    current_theme().set_mode("light")
    current_theme().set_scale(1.0)


@pytest.fixture
def plain_stage(stage: StudioRobot) -> StudioRobot:
    """The same, but with text of the usual size: for what does not depend on it, and sooner."""
    stage.window.presenter.stage.fit_to = lambda size: None
    return stage


def press(studio: StudioRobot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    studio.window.activateWindow()
    studio.wait_for(studio.window.isActiveWindow)
    studio.qtbot.keyClick(QApplication.focusWidget() or studio.window, key, modifier)


def go_on_stage(studio: StudioRobot) -> None:
    press(studio, Qt.Key.Key_F9)
    studio.wait_for(lambda: studio.window.presenter.on)
