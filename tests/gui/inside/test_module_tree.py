"""The tab Modules on the real engine: the tree, its costs, and the shares of time once they are measured."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.gui.hands import click


@pytest.fixture
def panel(studio):
    click(studio, "insidePageButton")
    detail = studio.window.pages.inside.modules
    studio.window.pages.inside.tabs.setCurrentWidget(detail)
    panel = detail.tree
    studio.wait_for(lambda: panel.shown is not None)
    return panel


def test_every_module_stands_in_the_tree_with_its_costs(studio, panel):
    model = studio.studio.thread_._engine.parts.model
    assert [row.name for row in panel.shown.rows] == [name for name, _ in model.named_modules()]
    whole = panel._model.item(0, 3).text()
    assert whole == f"{sum(each.numel() for each in model.parameters()):,}"
    assert panel.show_module("linear_relu_stack.2")
    assert panel.tree.currentIndex().data() == "2"
    assert panel.tree.currentIndex().siblingAtColumn(1).data() == "Linear"
    assert panel.tree.currentIndex().siblingAtColumn(2).data() == "512"


def test_times_are_measured_on_demand_and_stay_while_the_model_is_the_same(studio, panel):
    assert panel._model.item(0, 6).text() == ""
    assert panel.tree.isColumnHidden(6)
    studio.window.resize(1024, 700)
    studio.qtbot.mouseClick(panel.measure_button, Qt.MouseButton.LeftButton)
    studio.wait_for(lambda: panel.shown.batches)
    assert panel._model.item(0, 6).text() == "100.0%"
    assert panel._model.item(0, 7).text() == "100.0%"
    assert panel.measure_button.isEnabled()
    header = panel.tree.header()
    for column in (6, 7):
        assert not panel.tree.isColumnHidden(column)
        assert header.sectionViewportPosition(column) + header.sectionSize(column) <= panel.tree.viewport().width()
    panel.refresh()
    studio.wait_for(lambda: panel.shown.batches and panel._model.item(0, 6).text() == "100.0%")
    assert "noise" in panel.sentence.text()


def test_columns_that_do_not_fit_are_left_out_and_come_back_with_the_room(studio, panel):
    tree, header = panel.tree, panel.tree.header()
    studio.window.resize(1920, 1080)
    studio.wait_for(lambda: [column for column in range(9) if tree.isColumnHidden(column)] == [6, 7])
    studio.window.resize(1024, 700)
    studio.wait_for(lambda: tree.isColumnHidden(5))
    assert header.length() <= tree.viewport().width()
    assert not any(tree.isColumnHidden(column) for column in (0, 1, 3))
    studio.window.resize(1920, 1080)
    studio.wait_for(lambda: not tree.isColumnHidden(5))
