"""The demos that ship with the program: a talk is given with them by the keys of a presenter's remote alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from studio.demos.hands import Hands
from studio.demos.lasting import seconds_at_reading_pace
from studio.demos.player import Player, Playing
from studio.demos.playing import Demos
from studio.demos.reading import read_script
from studio.demos.script import Ask, Point, in_language, shipped
from studio.demos.values import known_names
from studio.testing import StudioRobot
from studio.views.curves.view import CurvesView
from trainer_core.errors import DemoError
from trainer_core.protocol.events import State
from trainer_core.recipe.presets import load_preset

NEXT, BACK = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
PATIENCE_MS = 100_000


class Speaker:
    """Gives a talk in the window of ``studio`` and does nothing but press two keys; ``said`` are the captions."""

    def __init__(self, studio: StudioRobot) -> None:
        self.studio = studio
        demos = Demos(studio.window, studio.session, studio.studio.settings)
        self.player: Player = demos.play(demos.read(shipped()[0]), strict=True)
        self.said: list[str] = []
        self.unseen: list[str] = []
        self._hands = Hands(studio.window)
        self._failures: list[DemoError] = []
        self.player.failed.connect(self._failures.append)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.studio.window.windowHandle(), key)

    def until(self, what: object) -> None:
        self.studio.wait_for(lambda: self._failures or what(), PATIENCE_MS)  # type: ignore[operator]
        assert self._failures == []

    def until_it_stops(self) -> str:
        """Wait until the demo waits for the speaker, and return what it says."""
        player = self.player
        self.until(
            lambda: (
                player.playing is Playing.OVER
                or (player.playing is Playing.STEP and (player.caption or player.question is not None))
            )
        )
        if player.playing is Playing.OVER:
            return ""
        step = player.step
        assert isinstance(step, Point | Ask)
        if isinstance(step, Point) and step.at and self._hands.place(step.at).isEmpty():
            self.unseen.append(step.at)
        return in_language(step.say if isinstance(step, Point) else step.question, "en")

    def go_on(self, key: Qt.Key = NEXT) -> str:
        """Press a key where the demo has stopped, and return what it says where it stops then."""
        before = self.player.step
        self.press(key)
        self.until(lambda: self.player.step is not before)
        self.said.append(self.until_it_stops())
        return self.said[-1]

    def go_on_to(self, said: str) -> None:
        """Press Next until this is said."""
        while self.said[-1] != said:
            assert self.player.playing is not Playing.OVER, f"{said} is never said"
            self.go_on()

    @property
    def title(self) -> str:
        return self.studio.find("demoTitle", QLabel).text()


def stops_of(path: Path) -> list[str]:
    """What a demo says where it stops, in order."""
    steps = read_script(path, known_names(load_preset("fashion-mnist-tutorial"))).steps
    said = (step.say if isinstance(step, Point) else step.question for step in steps if isinstance(step, Point | Ask))
    return [in_language(each, "en") for each in said]


def assert_untrained(studio: StudioRobot) -> None:
    """Nothing of a run is in the window, and the model is the one that was built."""
    session = studio.session
    assert (session.run.started, session.run.ended, session.run.opened, session.results) == (None, None, None, {})
    assert studio.find("curvesView", CurvesView).model.run is None
    assert session.preparation is not None
    assert not session.preparation.weights_kept
    assert session.state is State.IDLE


def test_a_talk_is_given_with_nothing_but_next_and_back(studio: StudioRobot, tmp_path: Path) -> None:
    first, second, third = map(stops_of, shipped())
    speaker = Speaker(studio)
    session, player, runs = studio.session, speaker.player, tmp_path / "runs"
    speaker.said.append(speaker.until_it_stops())
    assert speaker.said == [first[0]]
    speaker.go_on_to(first[2])
    assert speaker.go_on() == first[3]

    # Back before the first run, back during training, and Next during training.
    assert speaker.go_on(BACK) == first[2]
    assert_untrained(studio)
    speaker.press(NEXT)
    speaker.until(lambda: session.in_run and session.run.history is not None and len(session.run.history) > 5)
    speaker.press(BACK)
    assert "going back" in speaker.title
    speaker.until(lambda: player.caption == first[2])
    assert_untrained(studio)
    assert list(runs.iterdir()) == []
    speaker.press(NEXT)
    speaker.until(lambda: session.in_run and session.run.history is not None and len(session.run.history) > 5)
    speaker.press(NEXT)
    assert "training to the end of this step" in speaker.title
    assert player.is_completing
    speaker.press(NEXT)
    assert speaker.until_it_stops() == first[3]
    assert session.state is State.PAUSED
    assert session.run.history is not None
    assert len(session.run.history.epochs) == 1

    # From one demo to the next, and back into the one before.
    speaker.go_on_to(first[-1])
    loss = session.run.history.epochs[-1].train_loss
    assert speaker.go_on() == ""
    assert speaker.title == "A first network: finished. Next: Too high a learning rate"
    assert speaker.go_on(BACK) == first[-1]
    assert speaker.go_on() == ""
    assert speaker.go_on() == second[0]
    assert session.run.started is None
    assert speaker.go_on(BACK) == first[-1]
    assert session.run.history.epochs[-1].train_loss == loss
    assert [speaker.go_on(), speaker.go_on()] == ["", second[0]]

    speaker.go_on_to(second[4])
    assert speaker.go_on(BACK) == second[3]
    assert session.recipe.optimizer.lr == 0.3
    assert session.run.recipe is not None
    assert session.run.recipe.optimizer.lr == 0.001
    speaker.go_on_to(second[-1])
    assert speaker.go_on() == ""
    assert speaker.go_on() == third[0]
    speaker.go_on_to(third[3])
    assert speaker.go_on(BACK) == third[2]
    speaker.go_on_to(third[-1])
    assert speaker.go_on() == ""
    assert speaker.title == "Overfitting and how to stop it: finished"
    speaker.press(NEXT)
    assert player.playing is Playing.OVER
    assert speaker.unseen == []
    assert {*first, *second, *third} <= set(speaker.said)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_demo_leaves_room_for_its_training_within_four_minutes(language: str) -> None:
    known = known_names(load_preset("fashion-mnist-tutorial"))
    lasting = [seconds_at_reading_pace(read_script(path, known), language) for path in shipped()]
    assert all(40 < seconds < 120 for seconds in lasting), lasting
