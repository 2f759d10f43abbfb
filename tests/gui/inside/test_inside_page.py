"""The page Inside: what it is for before anything stands still, and how one begins."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabWidget

from tests.gui.hands import click
from tests.gui.text_fits import misfits
from trainer_core.protocol.events import RunStarted, State
from trainer_core.protocol.inside import StoodInside, WatchFor


def test_an_empty_page_says_what_it_is_for_and_begins_with_one_click(studio):
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    page = studio.window.pages.inside
    assert page.isVisible()
    assert "is paused" in page.beginning.empty.accessibleDescription()
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


def test_a_step_is_shown_on_a_small_projector_in_both_languages(studio):
    studio.window.resize(1024, 700)
    click(studio, "insidePageButton")
    click(studio, "insideBeginButton")
    inside = studio.window.pages.inside
    studio.wait_for(lambda: inside.stepper.shown is not None and inside.stepper.isVisible())

    def assert_it_fits() -> None:
        for language in ("ko", "en"):
            studio.action(f"language_{language}").trigger()
            for _ in range(2):
                click(studio, "watchHeader")
                studio.wait_for(lambda: not misfits(inside))

    assert_it_fits()
    for _ in range(5):
        told = len(studio.of(StoodInside))
        click(studio, "stepForwardButton")
        studio.wait_for_event(StoodInside, told + 1)
        studio.wait_for_state(State.PAUSED)
        assert_it_fits()
    for what in WatchFor:
        inside.watch._kinds[what].trigger()
    click(studio, "watchHeader")
    for index in range(inside.tabs.count()):
        inside.tabs.setCurrentIndex(index)
        assert_it_fits()


def test_a_click_on_a_tab_leaves_no_focus_ring_in_the_panel_that_comes(studio):
    click(studio, "insidePageButton")
    page = studio.window.pages.inside
    studio.window.activateWindow()
    page.tabs.setCurrentWidget(page.console)
    page.console.input.setFocus()
    bar = page.tabs.tabBar()
    for panel in (page.modules, page.explain, page.compare):
        place = bar.tabRect(page.tabs.indexOf(panel)).center()
        studio.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
        assert page.tabs.currentWidget() is panel
        focused = QApplication.focusWidget()
        assert focused is None or not panel.isAncestorOf(focused)
