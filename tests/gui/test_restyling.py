"""A change of theme or text size styles what is seen at once, hidden widgets once each soon after, or when shown."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)
from shiboken6 import delete

from studio.look import fonts
from studio.look.theme import current_theme
from studio.window.page_bar import Page


@pytest.fixture(autouse=True)
def _normal_size_afterwards(studio_app):
    yield
    current_theme().set_scale(1.0)
    current_theme().set_mode("system")
    current_theme().restyling.finish()


class Changes(QObject):
    """Counts the changes of style that each widget is told of."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[int] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.counts[id(watched)] += 1
        return False


def of_another_size(root: QWidget) -> list[QWidget]:
    """Widgets in ``root`` with a font that is not the one that they were given at this scale."""
    given = [(each, each.property("fontSize")) for each in (root, *root.findChildren(QWidget))]
    return [
        each for each, size in given if size and abs(each.font().pointSizeF() - fonts.font(size).pointSizeF()) > 0.01
    ]


def look_around(studio) -> None:
    """Show every page once: what was never shown is styled when it is."""
    for page in Page:
        studio.window.pages.show_page(page)
        QApplication.processEvents()
    studio.window.pages.show_page(Page.TRAIN)
    QApplication.processEvents()


def test_what_is_seen_changes_at_once_and_hidden_pages_follow_by_themselves(studio):
    look_around(studio)
    pages, restyling = studio.window.pages, current_theme().restyling
    current_theme().set_scale(1.5)
    assert not [each for each in of_another_size(studio.window) if each.isVisible()]
    assert restyling.busy
    assert of_another_size(pages.runs), "nothing was left for later"
    studio.wait_for(lambda: not restyling.busy)
    assert of_another_size(studio.window) == []


def test_a_page_that_is_shown_before_its_turn_is_styled_when_it_is_shown(studio):
    look_around(studio)
    pages = studio.window.pages
    current_theme().set_scale(1.5)
    for page, widget in ((Page.WEIGHTS, pages.weights), (Page.RUNS, pages.runs), (Page.DATA, pages.data)):
        pages.show_page(page)
        assert not [each for each in of_another_size(widget) if each.isVisible()]
    assert current_theme().restyling.busy


def test_every_widget_is_told_once(studio):
    look_around(studio)
    changes, restyling = Changes(), current_theme().restyling
    widgets = studio.window.pages.findChildren(QLabel)
    QApplication.instance().installEventFilter(changes)
    current_theme().set_mode("dark" if current_theme().tokens.name == "light" else "light")
    studio.wait_for(lambda: not restyling.busy)
    QApplication.instance().removeEventFilter(changes)
    assert len(widgets) > 100
    assert {changes.counts[id(each)] for each in widgets} == {1}


def test_the_last_of_two_changes_holds_for_what_is_hidden(studio):
    look_around(studio)
    current_theme().set_scale(1.9)
    QApplication.processEvents()
    current_theme().set_scale(1.2)
    studio.wait_for(lambda: not current_theme().restyling.busy)
    assert of_another_size(studio.window) == []


def test_a_widget_that_goes_before_its_turn_does_no_harm(studio, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    hidden = QLabel("gone", parent)
    hidden.ensurePolished()
    current_theme().set_scale(1.5)
    delete(hidden)
    studio.wait_for(lambda: not current_theme().restyling.busy)
    assert not parent.children()


def test_text_that_was_larger_is_everywhere_as_large_as_before(studio):
    look_around(studio)
    kinds = (QLabel, QAbstractButton, QTabBar, QLineEdit, QComboBox, QAbstractItemView)
    sizes = []
    for scale in (1.2, 2.0):
        for each in (scale, 1.0):
            studio.window.pages.show_page(Page.INSIDE)
            current_theme().set_scale(each)
            current_theme().restyling.finish()
        widgets = [each for each in studio.window.findChildren(QWidget) if isinstance(each, kinds)]
        sizes.append({each: each.font().pointSizeF() for each in widgets})
    before, after = sizes
    others = [each.objectName() for each, size in after.items() if abs(before.get(each, size) - size) > 0.01]
    assert len(after) > 500
    assert not others
