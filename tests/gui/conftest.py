"""Fixtures for tests of the window: off screen unless a display is asked for, nothing left open, Qt's warnings fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTEST_QT_API", "pyside6")

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from studio.crash import CrashReporter
from studio.look.theme import current_theme
from studio.session.session import Session
from studio.testing import StudioRobot, top_level_widgets
from trainer_core.protocol.commands import Command
from trainer_core.recipe.recipe import Recipe


class SilentThread(QObject):
    """Stands where the engine's thread stands; a test hands events to the session, and the view commands nothing."""

    engine_event = Signal(object)

    def post(self, command: Command) -> None:
        raise AssertionError(f"this view commands nothing, and sent {command}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def _no_window_left_open() -> Iterator[None]:
    yield
    left = [widget for widget in top_level_widgets() if widget.isVisible()] if QApplication.instance() else []
    assert not left, f"windows left open: {left}"


@pytest.fixture
def session(qapp: QApplication) -> Session:
    """A session for a view that is opened alone and told everything by the test."""
    return Session(SilentThread(), Recipe())


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[None]:
    """The dark theme with text of its normal size, and the system's afterwards."""
    theme = current_theme()
    theme.set_scale(1.0)
    theme.set_mode("dark")
    theme.apply(qapp)
    yield
    theme.set_mode("system")


def shown(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def reporter(studio: StudioRobot) -> Iterator[CrashReporter]:
    """The reporter, with its hooks in place of pytest-qt's, as in the real program."""
    reporter = studio.studio.reporter
    reporter.install()
    yield reporter
    reporter.uninstall()
    if reporter.dialog is not None:
        reporter.dialog.close()
