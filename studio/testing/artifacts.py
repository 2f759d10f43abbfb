"""Keeps what helps to see why a test failed: a screenshot, the log, the runs, and the steps so far."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from studio.testing.kept import GRAB, LOG, RUNS, STEPS, file_name
from studio.views.log.log_view import LogView

if TYPE_CHECKING:
    from studio.testing.robot import StudioRobot


def keep(robot: StudioRobot, folder: Path, test: str) -> Path:
    """Write ``window.png``, ``log.txt``, ``steps.studio`` and ``runs`` to a folder of ``test``, emptied before."""
    place = folder / file_name(test)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    robot.window.grab().save(str(place / GRAB))
    lines = robot.find("logView", LogView).model.lines
    text = "".join(f"{line.time} {line.level} {line.sentence}\n" for line in lines)
    (place / LOG).write_text(text, encoding="utf-8")
    (place / STEPS).write_text(robot.steps.as_demo(test), encoding="utf-8")
    runs = robot.studio.settings.runs_root
    if runs.is_dir():
        shutil.copytree(runs, place / RUNS)
    return place
