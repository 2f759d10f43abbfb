"""The pytest plug-in: options, fixtures, and what is kept of a test that failed.

It is loaded by every pytest of an environment, so nothing large is imported before a test asks for a studio.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from os import mkdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studio.testing.kept import is_kept

if sys.platform == "win32":
    # pytest-qt imports Qt, after which torch's libraries cannot be loaded there.
    import torch  # noqa: F401

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from studio.look.settings import Settings
    from studio.testing.disk import Disk
    from studio.testing.pictures import Gallery
    from studio.testing.robot import StudioRobot

    StudioFactory = Callable[..., StudioRobot]

_ROBOTS = pytest.StashKey[list["StudioRobot"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--studio-…``, and the setting that says what an unexpected dialog does."""
    group = parser.getgroup("studio", "Training Studio")
    group.addoption("--studio-show", action="store_true", help="show the window instead of drawing it off screen")
    group.addoption(
        "--studio-slow",
        type=float,
        nargs="?",
        const=0.5,
        default=0.0,
        metavar="SECONDS",
        help="wait after each step, so that a person can follow (0.5 s if no number is given)",
    )
    group.addoption(
        "--studio-artifacts",
        type=Path,
        metavar="DIR",
        help="keep a screenshot, the log, the runs and the steps of each failing test",
    )
    group.addoption("--studio-accept", action="store_true", help="accept pictures that are new or differ")
    parser.addini(
        "studio_unexpected_dialogs",
        "'fail' (default): a dialog without a rule fails its test; 'allow': it is left to the test",
        default="fail",
    )
    parser.addini("studio_timeout", "seconds after which a wait is given up (default: 60)", default="60")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forget the differences of the last session, once for all workers."""
    folder = _report_folder(session.config)
    if folder.is_dir() and not hasattr(session.config, "workerinput"):
        from studio.testing.report import clear

        clear(folder)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the report of pictures that differ, and say where it is."""
    if (_report_folder(config) / "pictures").is_dir():
        from studio.testing.report import write

        page = write(_report_folder(config))
        if page is not None:
            terminalreporter.write_line(f"Pictures that differ: {page}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Of a test that failed, keep what its windows showed while they are still open."""
    report = yield
    folder = item.config.getoption("studio_artifacts")
    if folder and report.failed:
        from studio.testing.artifacts import keep

        open_ones = [robot for robot in item.stash.get(_ROBOTS, []) if not robot.closed]
        for number, robot in enumerate(open_ones, 1):
            name = item.nodeid if len(open_ones) == 1 else f"{item.nodeid}-{number}"
            place = keep(robot, Path(folder).absolute(), name)
            report.sections.append(("Training Studio", f"grab, log, runs and steps: {place}"))
    if call.when == "teardown" and _ROBOTS in item.stash:
        del item.stash[_ROBOTS]  # a test is kept until the last one is over, and no window with it
    return report


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A demo is a test that plays it and checks its expectations; one kept of a failure, only where it is named."""
    if file_path.suffix != ".studio" or (is_kept(file_path) and not parent.session.isinitpath(file_path)):
        return None
    from studio.testing.demo_tests import DemoFile

    return DemoFile.from_parent(parent, path=file_path)


@pytest.fixture(scope="session")
def studio_app(pytestconfig: pytest.Config) -> Iterator[QApplication]:
    """The application, dressed as the studio dresses it."""
    from studio.testing.bundled import read_once
    from studio.testing.opening import application
    from studio.testing.options import options_of

    with read_once():
        yield application(options_of(pytestconfig))


@pytest.fixture
def studio_settings(tmp_path: Path) -> Settings:
    """Fresh settings in a file of the test's own; runs are kept beside it."""
    from studio.testing.opening import fresh_settings

    return fresh_settings(tmp_path)


@pytest.fixture
def studio(
    studio_app: QApplication, studio_settings: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[StudioRobot]:
    """The real window, shown, over the real engine, with a quick recipe: 512 real examples, two epochs, one thread.

    At the end it is closed, and the test fails if a thread, a window, a file or the engine is left behind.
    """
    from studio.testing.opening import opened
    from studio.testing.options import options_of

    options = options_of(request.config)
    robot = opened(studio_app, studio_settings, _qtbot(request), tmp_path, options, _gallery(request))
    request.node.stash.setdefault(_ROBOTS, []).append(robot)
    yield robot
    robot.close()


@pytest.fixture
def studio_factory(studio_app: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[StudioFactory]:
    """Opens studios, each with settings and a folder of its own; closes and checks them at the end, the last first.

    ``studio_factory(preset="", changes=…, size=(1440, 900), settings=None)``: ``changes`` are made to the recipe of the
    preset (``{"data.limit": 512}``), ``size`` is in pixels.
    """
    from studio.testing.opening import fresh_settings, opened
    from studio.testing.options import options_of

    made: list[StudioRobot] = []

    def factory(*, settings: Settings | None = None, **how: Any) -> StudioRobot:
        folder = tmp_path / f"studio-{len(made) + 1}"
        mkdir(folder)  # as it was imported: a test may have made the disk a failing one before
        own = settings or fresh_settings(folder)
        options = options_of(request.config)
        robot = opened(studio_app, own, _qtbot(request), folder, options, _gallery(request), **how)
        made.append(robot)
        request.node.stash.setdefault(_ROBOTS, []).append(robot)
        return robot

    yield factory
    _close_all(made)


def _close_all(robots: list[StudioRobot]) -> None:
    """Close the last one first; what one leaves behind keeps no other one open."""
    if robots:
        try:
            robots.pop().close()
        finally:
            _close_all(robots)


def _gallery(request: pytest.FixtureRequest) -> Gallery:
    from studio.testing.pictures import Gallery

    accept = request.config.getoption("studio_accept")
    return Gallery(request.path.parent / "pictures", _report_folder(request.config), request.node.nodeid, accept)


def _report_folder(config: pytest.Config) -> Path:
    return Path(config.getoption("studio_artifacts") or config.rootpath / "studio-report").absolute()


def _qtbot(request: pytest.FixtureRequest) -> Any:
    if not request.config.pluginmanager.has_plugin("pytest-qt"):
        pytest.fail('The studio fixtures need pytest-qt: pip install "training-studio[gui-test]"', pytrace=False)
    return request.getfixturevalue("qtbot")


@pytest.fixture
def studio_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A disk that can be made slow, full, read-only or broken for what is written in the test's own folder."""
    from studio.testing.disk import Disk

    return Disk(tmp_path, monkeypatch)


@pytest.fixture
def tiny_pictures(tmp_path: Path) -> Path:
    """A folder of 80 tiny pictures in two folders of classes, learnt within a second."""
    from studio.testing.tiny_data import write_pictures

    return write_pictures(tmp_path / "tiny-pictures")
