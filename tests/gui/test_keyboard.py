"""Tab reaches everything that can be operated on every page, comes round, and shows where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QTabBar, QWidget

from studio.testing import StudioRobot
from studio.widgets.segmented import Segmented
from studio.window.page_bar import Page
from tests.gui.accessibility import called, interactive, tab_stops


def places(studio: StudioRobot, page: Page) -> Iterator[str]:
    """Show the page, then each of its tabs; yields after each."""
    window = studio.window
    window.activateWindow()
    studio.wait_for(window.isActiveWindow)
    window.pages.show_page(page)
    if page is Page.RUNS:
        # The list takes the focus once the folder has been looked through.
        studio.wait_for(lambda: window.pages.runs.table.rowCount() > 0)
        studio.wait_for(lambda: not window.pages.runs._focus_list)
    yield ""
    for bar in [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]:
        for index in range(bar.count()):
            if bar.isVisible() and bar.isTabEnabled(index) and index != bar.currentIndex():
                bar.setCurrentIndex(index)
                yield f"{bar.tabText(index)}: "


def reached_by_arrows(widget: QWidget) -> bool:
    """One of several of which the arrow keys choose: Tab stops once in the group."""
    return isinstance(widget, QRadioButton) or isinstance(widget.parentWidget(), Segmented)


def reached_by_shortcut(widget: QWidget) -> bool:
    """The page buttons: Ctrl+1 and so on."""
    return widget.objectName().endswith("PageButton")


@pytest.mark.parametrize("page", list(Page))
def test_tab_reaches_everything_comes_round_and_shows_where_it_is(studio: StudioRobot, page: Page) -> None:
    studio.train_to_end()
    window = studio.window
    left_out: dict[str, None] = {}
    unseen: dict[str, bool] = {}
    for place in places(studio, page):
        studio.wait_for(lambda: begins_at(window.toolbar.train_button))
        # What the way through the page enables, as Back in Help, was off when it was passed.
        wanted = [widget for widget in interactive(window) if widget.isEnabled()]
        stops = tab_stops(window)
        for widget in wanted:
            free = reached_by_arrows(widget) or reached_by_shortcut(widget) or not widget.isVisible()
            if not free and widget not in stops and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                left_out[place + called(widget)] = None
            elif not free and widget.focusPolicy() == Qt.FocusPolicy.NoFocus and not in_a_stop(widget, stops):
                left_out[f"{place}{called(widget)} takes no focus"] = None
        for stop, shown in stops.items():
            unseen[called(stop)] = not shown and unseen.get(called(stop), True)
    assert not left_out, "\n".join(left_out)
    assert not any(unseen.values()), "\n".join(name for name, wrong in unseen.items() if wrong)


def begins_at(first: QWidget) -> bool:
    """Give ``first`` the keyboard, and return whether it keeps it: a page that has just opened may take it."""
    first.clearFocus()  # the window has opened with it, and shows no ring for that
    for _ in range(3):
        first.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.qWait(60)
        if not first.hasFocus():
            return False
    return True


def in_a_stop(widget: QWidget, stops: Iterable[QWidget]) -> bool:
    """Whether it is a part of something that Tab reaches, whose own keys operate it."""
    return any(stop.isAncestorOf(widget) for stop in stops)
