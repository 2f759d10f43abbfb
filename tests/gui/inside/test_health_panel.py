"""Health over time on the real engine: strips that grow with a run, values under the pointer, words, and old runs."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.hands import click
from trainer_core.history.layer_health import Layer, LayerHealth, Measure
from trainer_core.protocol.events import RunEnded, RunOpened, State


@pytest.fixture
def panel(studio):
    click(studio, "insidePageButton")
    detail = studio.window.pages.inside.modules
    studio.window.pages.inside.tabs.setCurrentWidget(detail)
    studio.wait_for(lambda: detail.tree.shown is not None)
    assert not detail.health.isVisible()
    click(studio, "overTime")
    assert detail.health.isVisible()
    return detail.health


def trained(studio, **changes):
    for key, value in {"training.epochs": 1, "training.health_every": 1, **changes}.items():
        assert studio.session.set_value(key, value)
    click(studio, "trainButton")
    studio.wait_for_event(RunEnded)
    click(studio, "insidePageButton")


def pixel(panel, row, share):
    left, right = panel.strips._area
    return QPoint(round(left + share * (right - left)), round(panel.strips.row_rect(row).center().y()))


def test_strips_grow_with_the_run_and_say_their_values_under_the_pointer(studio, panel):
    assert "a strip for each layer" in panel.empty.accessibleDescription()
    trained(studio)
    studio.wait_for(lambda: len(panel.strips.rows) == 3)
    steps, values = panel.health.read()
    assert [row.name for row in panel.strips.rows] == [f"linear_relu_stack.{at}" for at in (0, 2, 4)]
    assert panel.span.text() == f"Batches 1 to {steps[-1] + 1:,}"
    assert "Nothing stands out" in panel.words.text()

    QTest.mouseMove(panel.strips, pixel(panel, 1, 0.001))
    studio.wait_for(lambda: panel.hover.text().startswith("linear_relu_stack.2, batch 1: "))
    assert float(panel.hover.text().rpartition(" ")[2]) == pytest.approx(values[0, 1, Measure.GRADIENT], rel=0.06)
    click_at = pixel(panel, 2, 0.5)
    studio.qtbot.mouseClick(panel.strips, Qt.MouseButton.LeftButton, pos=click_at)
    assert studio.window.pages.inside.modules.tree.tree.currentIndex().data() == "4"


def test_another_measure_is_chosen_with_the_keyboard_and_a_module_in_the_tree(studio, panel):
    trained(studio)
    studio.wait_for(lambda: len(panel.strips.rows) == 3)
    panel.measure.setFocus()
    for _ in range(4):
        studio.qtbot.keyClick(panel.measure, Qt.Key.Key_Down)
    assert panel.measure.value == "dead"
    assert panel.strips.rows[0].value.endswith("%")
    assert "ReLU" in panel.hover.text()

    tree = studio.window.pages.inside.modules.tree
    tree.tree.setFocus()
    tree.show_module("linear_relu_stack.1")
    studio.qtbot.keyClick(tree.tree, Qt.Key.Key_Down)
    assert panel.strips.current == 1
    panel.strips.setFocus()
    studio.qtbot.keyClick(panel.strips, Qt.Key.Key_Down)
    assert tree.tree.currentIndex().data() == "4"


def test_a_run_of_earlier_shows_it_from_its_folder(studio, panel):
    trained(studio)
    shown = panel.health.read()[1].copy()
    folder = studio.session.run.started.folder
    studio.session.open_run(folder)
    studio.wait_for_event(RunOpened)
    studio.wait_for(
        lambda: len(panel.strips.rows) == 3 and panel.health is studio.session.run.opened.history.layer_health
    )
    np.testing.assert_array_equal(panel.health.read()[1], shown)


def test_what_is_wrong_is_told_in_words_and_marked_beside_the_strip(studio, panel):
    trained(studio)
    studio.wait_for(lambda: len(panel.strips.rows) == 3)
    health = LayerHealth((Layer("first", "Linear", 100), Layer("second", "Linear", 100)))
    for step in range(4):
        health.append(step, np.array([[1e-9, 1e-3, 0, 1, np.nan, 0.9], [1.0, 1e-3, 0, 1, np.nan, 0.1]], np.float32))
    studio.session.run.history.layer_health = health
    studio.wait_for(lambda: [row.marked for row in panel.strips.rows] == [True, False])
    assert "The sigmoid or tanh after first is saturated" in panel.words.text()
    assert "What usually helps" in panel.words.text()


def test_a_run_that_measures_nothing_says_why(studio, panel):
    trained(studio, **{"training.health": False})
    studio.wait_for(lambda: "is off in its recipe" in panel.empty.accessibleDescription())
    assert studio.session.state is State.IDLE
