"""Runs that are chosen on their page are compared inside by one click."""

from __future__ import annotations

from studio.window.page_bar import Page
from tests.gui.hands import click
from tests.gui.inside.conftest import SMALL, WIDE
from tests.gui.runs.conftest import CONTROL, LEFT, NONE, index_of
from trainer_core.protocol.model_comparison import ModelsCompared


def test_two_ticked_runs_are_compared_inside_by_one_click(studio, root):
    click(studio, "runsPageButton")
    runs = studio.window.pages.runs
    studio.wait_for(lambda: runs.table.rowCount() == 2)
    for name in ("small", "wide"):
        box = runs.list.visualRect(index_of(runs, name, "overlay")).center()
        studio.qtbot.mouseClick(runs.list.viewport(), LEFT, NONE, box)
    studio.wait_for(lambda: len(runs.shelf.slots) == 2)
    click(studio, "runInsideButton")
    panel = studio.window.pages.inside.compare
    assert studio.window.pages.page is Page.INSIDE
    assert panel.isVisible()
    studio.wait_for_event(ModelsCompared)
    assert {side.folder.name for side in panel.sides} == {SMALL, WIDE}
    assert [side.version.file for side in panel.sides] == ["best.pt", "best.pt"]
    studio.wait_for(lambda: "3 of 3 layers differ." in panel.summary.text())


def test_one_selected_run_is_compared_with_itself_best_and_last(studio, root):
    click(studio, "runsPageButton")
    runs = studio.window.pages.runs
    studio.wait_for(lambda: runs.table.rowCount() == 2)
    for name, modifier in (("wide", NONE), ("small", CONTROL), ("wide", CONTROL)):
        place = runs.list.visualRect(index_of(runs, name, "state")).center()
        studio.qtbot.mouseClick(runs.list.viewport(), LEFT, modifier, place)
    studio.wait_for(lambda: [record.path.name for record in runs.list.chosen()] == [SMALL])
    click(studio, "runInsideButton")
    event = studio.wait_for_event(ModelsCompared)
    assert event.first.folder == event.second.folder == root / SMALL
    assert (event.first.file, event.second.file) == ("best.pt", "last.pt")
