"""The page Inside: what it is for before anything stands still, and how one begins."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget

from tests.gui.hands import click
from trainer_core.protocol.events import RunStarted, State


def test_an_empty_page_says_what_it_is_for_and_begins_with_one_click(studio):
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    page = studio.window.pages.inside
    assert page.isVisible()
    assert "stands still" in page.beginning.empty.accessibleDescription()
    click(studio, "insideBeginButton")
    studio.wait_for_event(RunStarted)
    studio.wait_for_state(State.PAUSED)
    assert studio.session.phase == "zero_grad"
    assert page.isVisible()


def test_a_run_under_way_is_paused_from_here(studio):
    studio.session.set_value("training.epochs", 50)
    click(studio, "trainButton")
    studio.wait_for_event(RunStarted)
    click(studio, "insidePageButton")
    studio.wait_for(lambda: studio.button("insideBeginButton").isEnabled())
    assert studio.button("insideBeginButton").text() == "Pause"
    click(studio, "insideBeginButton")
    studio.wait_for_state(State.PAUSED)


def test_every_way_to_look_stands_beside_the_step(studio):
    click(studio, "insidePageButton")
    tabs = studio.find("insideTabs", QTabWidget)
    assert [tabs.tabText(index) for index in range(tabs.count())] == [
        "Tensors",
        "Graph",
        "Modules",
        "Explain",
        "Compare",
        "Console",
    ]
