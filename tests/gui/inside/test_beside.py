"""Parts of Inside beside the curves: sent there and back by clicks, alive there, and there again at the next start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from studio.window.page_bar import Page
from tests.gui.hands import click
from trainer_core.protocol.events import State
from trainer_core.protocol.graph import GraphRead
from trainer_core.protocol.inside import StoodInside


@pytest.fixture
def inside(studio):
    click(studio, "insidePageButton")
    return studio.window.pages.inside


def tab_titles(studio) -> list[str]:
    tabs = studio.window.tabs
    return [tabs.tabText(index) for index in range(tabs.count()) if tabs.isTabVisible(index)]


def test_a_panel_goes_to_the_curves_follows_the_step_there_and_comes_back(studio, inside):
    inside.tabs.setCurrentWidget(inside.graph)
    click(studio, "insideBesideButton")
    assert tab_titles(studio)[-1] == "Graph"
    assert not studio.button("insideBesideButton").isEnabled()
    assert [inside.tabs.tabText(index) for index in range(2)] == ["Tensors", "Graph"]
    inside.tabs.widget(1).look_button.click()
    assert studio.window.pages.page is Page.TRAIN
    assert inside.graph.isVisible()
    studio.wait_for_event(GraphRead)

    studio.qtbot.keyClick(studio.window, Qt.Key.Key_F10)
    studio.wait_for_event(StoodInside)
    studio.wait_for_state(State.PAUSED)
    studio.wait_for(lambda: inside.graph.view.placed.boxes)
    assert studio.of(GraphRead)[-1].of_run
    studio.window.tabs.setCurrentIndex(0)
    assert not inside.beside.seen

    click(studio, "partBack_graphPanel")
    assert "Graph" not in tab_titles(studio)
    click(studio, "insidePageButton")
    assert inside.tabs.currentWidget() is inside.graph
    assert inside.graph.isVisible()


def test_the_step_is_walked_beside_the_curves(studio, inside):
    click(studio, "insideBeginButton")
    studio.wait_for(lambda: inside.stepper.isVisible() and inside.stepper.shown is not None)
    click(studio, "stepBesideButton")
    assert not inside.stepper.isVisible()
    click(studio, "besideLookButton")
    assert studio.window.pages.page is Page.TRAIN
    assert inside.stepper.isVisible()
    assert studio.window.curves.isVisible()
    told = len(studio.of(StoodInside))
    click(studio, "stepForwardButton")
    studio.wait_for_event(StoodInside, told + 1)
    studio.wait_for(lambda: inside.stepper.shown.place.phase == "forward")
    click(studio, "stepBesideButton")
    assert not inside.stepper.isVisible()
    click(studio, "insidePageButton")
    assert inside.stepper.isVisible()


def test_what_stands_beside_the_curves_is_remembered(studio, inside):
    inside.tabs.setCurrentWidget(inside.console)
    studio.qtbot.mouseClick(inside.beside_button, Qt.MouseButton.LeftButton)
    settings = studio.window._settings
    assert settings.beside_curves == "consolePanel"
    inside.beside.fetch(inside.console)
    assert settings.beside_curves == ""
    inside.beside.restore(["consolePanel", "goneWithAnOlderVersion"])
    assert inside.beside.has(inside.console)
    assert tab_titles(studio)[-1] == "Console"
