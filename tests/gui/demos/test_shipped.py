"""The demos that ship with the program, played in the real window as fast as they go, with what is expected in them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from studio.demos.acting import Pace
from studio.demos.hands import Hands
from studio.demos.player import Playing
from studio.demos.playing import Demos
from studio.demos.script import Point, shipped
from studio.testing import StudioRobot


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_a_shipped_demo_plays_to_its_end_and_shows_what_it_says(studio: StudioRobot, path: Path) -> None:
    demos = Demos(studio.window, studio.session, studio.studio.settings)
    player = demos.play(demos.read(path), Pace(math.inf, by_itself=True), strict=True)
    failures: list[object] = []
    player.failed.connect(failures.append)
    hands = Hands(studio.window)
    said: dict[int, bool] = {}

    def note() -> None:
        step = player.step
        if player.playing is Playing.STEP and isinstance(step, Point) and step.at:
            said[step.line] = said.get(step.line, False) or not hands.place(step.at).isEmpty()

    player.changed.connect(note)
    studio.wait_for(lambda: failures or player.playing is Playing.OVER)
    assert failures == []
    assert all(said.values())
    assert len(said) >= 4
