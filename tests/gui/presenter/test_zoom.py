"""The panel that fills the window: what becomes of it when the panel, or the window with it, is deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import delete, isValid

from studio.window.presenter.zoom import Zoom

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(400, 300)
    panel = QWidget(window)
    panel.setProperty("role", "panel")
    panel.setGeometry(window.rect())
    with qtbot.waitExposed(window):
        window.show()
    yield window
    if isValid(window):
        delete(window)


@pytest.fixture
def told(window, qtbot):
    zoom, told = Zoom(window), []
    zoom.ended.connect(lambda: told.append(True))
    zoom.choose()
    qtbot.mouseClick(zoom, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert zoom.panel is not None
    return told


def test_a_panel_that_is_deleted_ends_it_at_the_next_turn(window, told, qtbot):
    delete(window.findChild(Zoom).panel)
    assert not told
    qtbot.waitUntil(lambda: bool(told))


def test_a_window_that_is_deleted_with_its_panel_tells_nobody(window, told, qtbot):
    delete(window)
    qtbot.wait(50)
    assert not told
