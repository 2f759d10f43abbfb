"""The tab Tensors on the real engine: names in groups, facts, values, tiles, comparison, history and Python."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.hands import click
from trainer_core.protocol.events import Refused, State
from trainer_core.protocol.inside import StoodInside
from trainer_core.protocol.tensors import (
    DescribeTensor,
    PinnedTold,
    TensorCopied,
    TensorDescribed,
    TensorsCompared,
    TensorTiled,
)


@pytest.fixture
def panel(studio):
    click(studio, "insidePageButton")
    panel = studio.window.pages.inside.tensors
    studio.wait_for(lambda: panel.detail.shown is not None)
    return panel


@pytest.fixture
def inside(studio, panel):
    """The panel while a run stands before its step."""
    click(studio, "insideBeginButton")
    studio.wait_for(lambda: studio.of(StoodInside))
    while studio.of(StoodInside)[-1].place.phase != "step":
        go_on(studio)
    studio.wait_for(lambda: any(entry.group == "gradients" for entry in panel.list.entries))
    return panel


def go_on(studio) -> None:
    count = len(studio.of(StoodInside))
    click(studio, "stepForwardButton")
    studio.wait_for(lambda: len(studio.of(StoodInside)) > count and studio.session.state is State.PAUSED)


def show(studio, panel, name: str) -> TensorDescribed:
    panel.show_tensor(name)
    studio.wait_for(lambda: panel.detail.shown is not None and panel.detail.shown.name == name)
    return panel.detail.shown


def test_weights_are_at_hand_without_a_run_and_are_told_in_full(studio, panel):
    weight = studio.studio.thread_._engine.parts.model.state_dict()["linear_relu_stack.0.weight"]
    shown = show(studio, panel, "linear_relu_stack.0.weight")
    assert shown.facts.shape == tuple(weight.shape)
    facts = dict(panel.detail.facts.facts)
    assert float(facts["Norm"]) == pytest.approx(float(weight.norm()), rel=1e-5)
    assert facts["requires_grad"] == "yes"
    assert panel.detail.values.map.values.shape[0] <= 256


def test_the_filter_leaves_the_names_that_contain_the_text(studio, inside):
    studio.qtbot.keyClicks(inside.list.filter, ".grad")
    assert inside.list.names
    assert all(".grad" in name for name in inside.list.names)
    inside.list.filter.clear()
    assert "x" in inside.list.names


def test_inside_a_step_the_batch_activations_and_gradients_are_at_hand(studio, inside):
    groups = {entry.group for entry in inside.list.entries}
    assert {"batch", "outputs", "parameters", "gradients", "activations"} <= groups
    shown = show(studio, inside, "loss")
    assert shown.facts.grad_fn == "NllLossBackward0"
    assert inside.detail.values.map.values.shape == (1, 1)


def test_numbers_stand_in_a_table_around_the_cell_that_was_clicked(studio, inside):
    gradient = studio.studio.thread_._engine.parts.model.get_parameter("linear_relu_stack.0.weight").grad
    show(studio, inside, "linear_relu_stack.0.weight.grad")
    values = inside.detail.values
    heat = values.map
    cell = (heat.values.shape[0] * 3 // 4, heat.values.shape[1] * 3 // 4)
    studio.qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=heat.cell_rect(*cell).center().toPoint())
    assert values.form.value == "values"
    studio.wait_for(lambda: inside.detail.shown.plane.origin == values.origin != (0, 0))
    row, column = values.origin
    assert np.array_equal(values.table.values, gradient[row : row + 64, column : column + 64].numpy())


def test_the_batch_is_seen_as_tiles_and_a_slider_chooses_one_as_a_map(studio, inside):
    show(studio, inside, "x")
    values = inside.detail.values
    studio.qtbot.mouseClick(values.form._buttons["tiles"], Qt.MouseButton.LeftButton)
    studio.wait_for(lambda: studio.of(TensorTiled))
    studio.wait_for(lambda: len(values.tiles.values) == 32)
    assert values.tiles.isVisible()
    studio.qtbot.mouseClick(values.form._buttons["map"], Qt.MouseButton.LeftButton)
    slider = values._sliders[0][1]
    slider.setFocus()
    studio.qtbot.keyClick(slider, Qt.Key.Key_Right)
    studio.wait_for(lambda: inside.detail.shown.plane.fixed == (1, 0))
    assert not np.array_equal(values.tiles.values[0][::-1], values.map.values)
    assert np.allclose(values.tiles.values[1][::-1], values.map.values)


def test_two_tensors_stand_side_by_side_with_their_difference(studio, inside):
    first, second = "linear_relu_stack.2.weight", "linear_relu_stack.2.weight.grad"
    show(studio, inside, first)
    studio.wait_for(lambda: inside.detail.against.findData(second) > 0)
    index = inside.detail.against.findData(second)
    inside.detail.against.setCurrentIndex(index)
    inside.detail.against.activated.emit(index)
    studio.wait_for(lambda: studio.of(TensorsCompared))
    values = inside.detail.values
    assert values.other_map.isVisible()
    assert values.change_map.isVisible()
    assert np.allclose(values.change_map.values, values.other_map.values - values.map.values, atol=1e-6)
    assert second in inside.detail.difference.text()
    inside.detail.against.setCurrentIndex(0)
    inside.detail.against.activated.emit(0)
    assert not values.other_map.isVisible()


def test_a_pinned_tensor_has_a_history_over_the_steps_walked(studio, inside):
    show(studio, inside, "linear_relu_stack.4.bias")
    click(studio, "tensorPinButton")
    studio.wait_for(lambda: studio.of(PinnedTold))
    for _ in range(6):
        go_on(studio)
    studio.wait_for(lambda: len(inside.detail._history) >= 2)
    assert inside.detail.curve.isVisible()


def test_the_values_are_copied_as_python_that_gives_them_back(studio, inside):
    bias = studio.studio.thread_._engine.parts.model.get_parameter("linear_relu_stack.4.bias").detach()
    show(studio, inside, "linear_relu_stack.4.bias")
    click(studio, "tensorCopyButton")
    studio.wait_for(lambda: studio.of(TensorCopied))
    assert torch.equal(eval(QApplication.clipboard().text(), {"torch": torch, "nan": float("nan")}), bias)


def test_a_tensor_that_is_gone_leaves_the_list(studio, inside):
    show(studio, inside, "linear_relu_stack.0()")
    click(studio, "fullSpeedButton")
    studio.wait_for_state(State.IDLE)
    studio.wait_for(lambda: all(entry.group != "activations" for entry in inside.list.entries))
    studio.wait_for(lambda: inside.detail.shown is not None and inside.detail.shown.name == inside.list.name)


def test_a_movement_names_the_batch_as_the_title_of_the_step_counts_it(studio, inside):
    show(studio, inside, "linear_relu_stack.0.weight")
    while studio.of(StoodInside)[-1].step < 1 or studio.of(StoodInside)[-1].place.phase != "zero_grad":
        go_on(studio)
    assert "batch 2 of" in studio.window.pages.inside.stepper.controls.title.text()
    studio.wait_for(lambda: any("Change since" in name for name, _ in inside.detail.facts.facts))
    assert "Change since batch 1" in dict(inside.detail.facts.facts)


def test_names_too_long_for_the_list_keep_their_ends_which_tell_them_apart(studio, inside):
    tree = inside.list.tree
    metrics = tree.fontMetrics()
    names = [entry.name for entry in inside.list.entries if entry.group in ("parameters", "gradients")]
    width = max(metrics.horizontalAdvance(name) for name in names) * 2 // 3
    shown = {metrics.elidedText(name, tree.textElideMode(), width) for name in names}
    assert len(shown) == len(names)


def test_a_tensor_that_went_with_another_model_is_no_error(studio, panel):
    show(studio, panel, "linear_relu_stack.0.weight")
    recipe = studio.session.recipe.with_values({"model.name": "mlp"})
    studio.session.set_recipe(recipe)
    studio.session.post(DescribeTensor("linear_relu_stack.0.weight"))
    studio.session.post(DescribeTensor("no.such.weight"))
    studio.wait_for(lambda: any(event.code == "no-such-tensor" for event in studio.of(Refused)))
    studio.wait_for(lambda: panel.list.name and not panel.list.name.startswith("linear_relu_stack"))
    assert not studio.window.notices._banner.isVisible()
