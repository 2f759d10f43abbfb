"""Opens studios for tests: the same application on every machine, fresh settings, and a window that is ready."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import Studio, make_application
from studio.display import missing_display
from studio.look.settings import Settings
from studio.testing.leaks import Footprint
from studio.testing.options import Options
from studio.testing.pictures import Gallery
from studio.testing.robot import StudioRobot


class NoDisplayError(RuntimeError):
    """Windows were to be shown, but there is no display."""


_NOWHERE = QPoint(-10_000, -10_000)
"""Where no window is."""

QUICK: Mapping[str, Any] = {
    "data.limit": 512,
    "data.batch_size": 32,
    "training.epochs": 2,
    "training.device": "cpu",
    "training.threads": 1,
}
"""512 real examples, two epochs, one thread."""


def application(options: Options) -> QApplication:
    """The application, dressed as the studio dresses it, off screen unless it is to be shown, at one pixel a point."""
    if QCoreApplication.instance() is None:
        choose_platform(show=options.show)
        # The system's own dialogs are of another process, and nothing here could answer them.
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    return make_application()


def choose_platform(*, show: bool) -> None:
    """Have Qt show its windows, or else draw them off screen, at one pixel a point, unless the environment says where.

    Raises `NoDisplayError` if they cannot be shown; Qt would end the process.
    """
    if not show:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.update({"QT_SCALE_FACTOR": "1", "QT_FONT_DPI": "96"})
    elif os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        del os.environ["QT_QPA_PLATFORM"]
    why = missing_display()
    if why is not None:
        asked = "--studio-show" if show else f"QT_QPA_PLATFORM={os.environ['QT_QPA_PLATFORM']}"
        raise NoDisplayError(f"{asked} cannot show the window because {why}.")


def fresh_settings(folder: Path) -> Settings:
    """Settings in a file of ``folder``, in English and in light colours; runs are kept beside it."""
    settings = Settings(folder / "settings.ini")
    settings.runs_folder = str(folder / "runs")
    settings.corrections_folder = str(folder / "corrections")
    settings.language = "en"
    settings.theme = "light"
    return settings


def opened(
    app: QApplication,
    settings: Settings,
    qtbot: QtBot,
    folder: Path,
    options: Options,
    gallery: Gallery,
    *,
    preset: str = "",
    changes: Mapping[str, Any] = QUICK,
    size: tuple[int, int] = (1440, 900),
) -> StudioRobot:
    """The real window, shown, over the real engine, with its data loaded and its model built."""
    before = Footprint(folder)
    if app.platformName() == "offscreen":
        QCursor.setPos(_NOWHERE)  # what another test has left it over would go on to be pointed at
    made = Studio(app, settings, preset, changes=changes, later=True)
    robot = StudioRobot(made, qtbot, folder, options, before, gallery)
    made.window.resize(*size)
    made.window.show()
    try:
        qtbot.waitExposed(made.window)
        robot.wait_until_prepared()
    except BaseException:
        robot.close()
        raise
    return robot
