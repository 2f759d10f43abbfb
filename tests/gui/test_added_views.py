"""A view of another package is a tab beside the window's own; a broken one is named in the log."""

import pytest
from PySide6.QtWidgets import QLabel

from studio.session.added_views import added_views, views
from studio.session.session import Session
from tests.gui.recipe_form.conftest import Recorder
from trainer_core.recipe.recipe import Recipe


@pytest.fixture
def two_views():
    def broken(session):
        raise OSError("no picture.")

    views.add("broken", broken, title="Broken", summary="")
    views.add("words", lambda session: QLabel("Hello"), title="Words", summary="Says hello.")
    yield
    views.remove("broken")
    views.remove("words")


def test_a_view_is_a_tab_and_a_broken_one_is_named(two_views, studio):
    tabs = studio.window.tabs
    titles = [tabs.tabText(index) for index in range(tabs.count())]
    assert titles[-1] == "Words"
    assert "Broken" not in titles
    assert tabs.tabToolTip(len(titles) - 1) == "Says hello."
    assert isinstance(tabs.widget(len(titles) - 1), QLabel)


def test_a_broken_view_is_named_in_the_log(two_views, qtbot):
    session = Session(Recorder(), Recipe())
    told = []
    session.logged.connect(told.append)
    built = list(added_views(session))
    for _, _, view in built:
        qtbot.addWidget(view)
    assert [title for title, _, _ in built] == ["Words"]
    assert [str(event.message) for event in told] == ["The view Broken is broken and was left out: no picture."]
