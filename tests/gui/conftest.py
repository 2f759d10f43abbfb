"""Fixtures for tests of the window: off screen unless a display is asked for, nothing left open, Qt's warnings fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTEST_QT_API", "pyside6")

from PySide6.QtWidgets import QApplication

from studio.testing import studio, studio_app, studio_settings  # noqa: F401


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def _no_window_left_open() -> Iterator[None]:
    yield
    app = QApplication.instance()
    left = [widget for widget in app.topLevelWidgets() if widget.isVisible()] if app else []
    assert not left, f"windows left open: {left}"
