"""Makes a test of each ``*.studio`` file: the demo is played without waiting, and its expectations have to hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from studio.testing.robot import StudioRobot

_PATIENCE = 10
"""A demo has many steps, and may take so many times as long as one wait."""


class DemoFile(pytest.File):
    """A demo's file, with one test."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the test that plays it in a window of its own."""

        def plays(studio_factory: Callable[..., StudioRobot]) -> None:
            play(studio_factory(changes={"training.device": "cpu"}), self.path)

        yield pytest.Function.from_parent(self, name="plays", callobj=plays)


def play(robot: StudioRobot, path: Path) -> None:
    """Play the demo at ``path`` to its end; fails with file, line and step if one cannot be done or does not hold."""
    from studio.demos.acting import Pace
    from studio.demos.player import Player
    from studio.demos.reading import read_script
    from studio.demos.values import known_names
    from trainer_core.errors import DemoError

    try:
        script = read_script(path, known_names(robot.session.recipe))
    except DemoError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
    player = Player(robot.window, robot.session, script, Pace(math.inf, by_itself=True), strict=True)
    told: list[DemoError | None] = []
    player.failed.connect(told.append)
    player.finished.connect(lambda: told.append(None))
    player.start()
    try:
        robot.wait_for(lambda: told, f"the end of {path.name}", patience=_PATIENCE)
    finally:
        player.close()
    if told[0] is not None:
        pytest.fail(str(told[0]), pytrace=False)
