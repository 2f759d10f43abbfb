"""The graph of a real model in the window: read, opened, searched, followed, walked backward, and a failed forward."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from torch import nn

from studio.dialogs.file_dialogs import FileDialogs
from studio.look.settings import Settings
from studio.testing import StudioRobot
from studio.views.inside.graph_panel import GraphPanel
from tests.gui.hands import click as click_button
from trainer_core.inside.graph import read_graph
from trainer_core.inside.graph_capture import GraphCapture
from trainer_core.protocol.commands import Keep, Unit
from trainer_core.protocol.events import Prepared, State
from trainer_core.protocol.graph import BackwardDone, Graph, GraphRead, Reached
from trainer_core.protocol.inside import Place, StoodInside
from trainer_core.recipe.recipe import Recipe

TOY = Recipe.from_dict(
    {
        "data": {"source": "moons", "count": 80, "batch_size": 16},
        "model": {"name": "mlp", "widths": [8, 8]},
        "loss": {"name": "BCEWithLogitsLoss"},
        "training": {"epochs": 1, "device": "cpu", "threads": 1},
    }
)


@pytest.fixture
def panel(studio: StudioRobot, qtbot, tmp_path) -> Iterator[GraphPanel]:
    prepared = len(studio.of(Prepared))
    studio.session.set_recipe(TOY)
    studio.wait_for_event(Prepared, prepared + 1)
    widget = GraphPanel(studio.session, FileDialogs(Settings(tmp_path / "files.ini")))
    qtbot.addWidget(widget)
    widget.resize(900, 900)
    widget.show()
    studio.wait_for(lambda: bool(widget.view.placed.boxes))
    yield widget
    widget.shut_down()


def keys(panel: GraphPanel) -> set[str]:
    return {box.key for box, _ in panel.view.placed.boxes}


def click(panel, qtbot, key):
    panel.view.select(key)
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=panel.view.place_of(key).toPoint())


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def operation(panel: GraphPanel, op: str) -> str:
    return next(panel.shown.box_of(node.id) for node in panel.shown.graph.nodes if node.op == op)


def test_the_graph_is_read_when_it_is_seen_and_a_box_says_what_it_is(studio, panel, qtbot):
    assert len(studio.of(GraphRead)) == 1
    titles = {box.title for box, _ in panel.view.placed.boxes}
    assert {"x", "y", "AddmmBackward0", "ReluBackward0"} <= titles
    assert "copy of the model" in panel.words.text()
    click(panel, qtbot, operation(panel, "ReluBackward0"))
    assert "ReluBackward0 in layers." in panel.words.text()
    assert "16 × 8 float32" in panel.words.text()
    assert "Saved for backward: result 16 × 8" in panel.words.text()
    assert "nodes" in panel.totals.text()


def test_modules_open_and_close_by_a_click_and_by_depth(studio, panel, qtbot):
    panel.tools.depths.setCurrentIndex(1)
    panel.tools.depths.activated.emit(1)
    studio.wait_for(lambda: "loss_fn" in keys(panel))
    closed = len(keys(panel))
    click(panel, qtbot, "loss_fn")
    studio.wait_for(lambda: "loss_fn" not in keys(panel))
    assert any(frame.key == "loss_fn" for frame, _ in panel.view.placed.frames)
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=panel.view.place_of("loss_fn").toPoint())
    studio.wait_for(lambda: "loss_fn" in keys(panel))
    assert len(keys(panel)) == closed


def test_while_the_graph_is_read_its_place_says_so(studio, panel):
    panel.show_graph(Graph())
    assert "prepare one" in panel.empty.accessibleDescription()
    panel.read()
    assert panel.empty.accessibleDescription().endswith("Reading the graph…")
    studio.wait_for(lambda: panel.view.placed.boxes and not panel.empty.isVisible())


def test_at_a_glance_as_much_is_open_as_there_is_room_for(studio, panel):
    operation(panel, "AddmmBackward0")
    assert any(box.kind == "parameter" for box, _ in panel.view.placed.boxes)
    panel.resize(420, 480)
    studio.wait_for(lambda: all(box.kind != "parameter" for box, _ in panel.view.placed.boxes))
    across = panel.view.placed.room.width() * panel.view.zoom
    assert across <= panel.view.viewport().width()
    panel.resize(900, 900)
    studio.wait_for(lambda: any(box.kind == "parameter" for box, _ in panel.view.placed.boxes))


def test_a_search_marks_what_it_finds_and_enter_opens_it(studio, panel, qtbot):
    panel.tools.depths.setCurrentIndex(1)
    panel.tools.depths.activated.emit(1)
    studio.wait_for(lambda: "loss_fn" in keys(panel))
    qtbot.keyClicks(panel.tools.search, "relu 16x8")
    assert panel.tools.hits.text() == "2 found"
    assert len(panel.view.look.apart) >= 1
    qtbot.keyClick(panel.tools.search, Qt.Key.Key_Return)
    studio.wait_for(lambda: panel.view.key.startswith("node "))
    first = panel.view.key
    assert panel.shown.graph.nodes[int(first.split()[1])].op == "ReluBackward0"
    qtbot.keyClick(panel.tools.search, Qt.Key.Key_Return)
    studio.wait_for(lambda: panel.view.key not in ("", first))
    panel.tools.search.clear()
    assert panel.view.look.apart is None


def test_a_box_is_followed_to_its_inputs_and_to_the_loss(panel, qtbot):
    relu = operation(panel, "ReluBackward0")
    click(panel, qtbot, relu)
    press(qtbot, panel.tools.inputs_button)
    back = panel.view.look.apart
    press(qtbot, panel.tools.loss_button)
    forward = panel.view.look.apart
    assert not panel.tools.inputs_button.isChecked()
    assert back & forward == {relu}
    assert "node 0" in forward
    assert any(panel.shown.box(key).title == "x" for key in back)
    press(qtbot, panel.tools.loss_button)
    assert panel.view.look.apart is None


def test_backward_lights_the_nodes_frees_what_is_saved_and_raises_the_second_time(studio, panel, qtbot):
    press(qtbot, panel.backward_button)
    studio.wait_for_event(BackwardDone, 1)
    studio.wait_for(lambda: panel.shown.graph.freed and not panel.play.active)
    assert set(panel.view.look.reached) >= {box.key for box, _ in panel.view.placed.boxes if box.kind != "input"}
    assert any(panel.view.look.along.values())
    studio.wait_for(lambda: any(box.note == "freed" for box, _ in panel.view.placed.boxes))

    press(qtbot, panel.backward_button)
    studio.wait_for_event(BackwardDone, 2)
    studio.wait_for(lambda: "second time" in panel.words.text())
    assert panel.words.property("role") == "error"
    assert "retain_graph=True" in panel.words.text()


def test_a_kept_graph_adds_gradients_up(studio, panel, qtbot):
    press(qtbot, panel.retain)
    for count in (1, 2):
        press(qtbot, panel.backward_button)
        studio.wait_for_event(BackwardDone, count)
        studio.wait_for(lambda: not panel.play.active)
    first, second = studio.of(BackwardDone)
    assert dict(second.gradients) == pytest.approx({name: 2 * norm for name, norm in first.gradients}, rel=1e-5)
    assert "Backward 2" in panel.words.text()
    assert second.graph.held_bytes > 0


def test_another_model_brings_another_graph(studio, panel):
    before = len(panel.shown.graph.nodes)
    studio.session.set_recipe(TOY.with_values({"model.widths": [8]}))
    studio.wait_for(lambda: 0 < len(panel.shown.graph.nodes) < before)


def failed() -> Graph:
    model = nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(9, 3))
    with pytest.raises(RuntimeError), GraphCapture(model) as capture:
        model(torch.randn(4, 16))
    return read_graph(None, model, capture)


def test_a_forward_that_failed_shows_its_layer_in_red_with_the_shapes_on_both_sides(studio, panel):
    panel.show_graph(failed())
    studio.wait_for(lambda: any(box.kind == "failed" for box, _ in panel.view.placed.boxes))
    box = next(box for box, _ in panel.view.placed.boxes if box.kind == "failed")
    assert box.detail == "gets 4 × 8, takes (…, 9)"
    studio.wait_for(lambda: panel.view.key == box.key)
    assert "The forward pass fails in Linear 2. Gets 4 × 8, takes (…, 9)." in panel.words.text()
    assert "cannot be multiplied" in panel.words.text()
    assert not panel.backward_button.isEnabled()


def test_without_a_graph_it_says_why(studio, panel):
    model = nn.Linear(4, 2)
    with GraphCapture(model) as capture, torch.no_grad():
        loss = model(torch.randn(3, 4)).sum()
    panel.show_graph(read_graph(loss, model, capture))
    assert any("torch.no_grad()" in label.text() for label in panel.empty.findChildren(QLabel))


def test_what_the_walk_reaches_lights_up(panel):
    panel.show_reached({0: 1.0})
    assert panel.view.look.reached == {panel.shown.box_of(0): "1.000"}
    panel.show_reached({node.id: 0.5 for node in panel.shown.graph.nodes})
    assert len(panel.view.look.along) >= len(panel.shown.folded.links) - 2


def stood(phase: str, reached: int, panel: GraphPanel) -> StoodInside:
    nodes = tuple(Reached(node.id, 0.5) for node in panel.shown.graph.nodes[:reached])
    return StoodInside(1, 0, Place(phase, "phase", 0, phase), (), 0, reached=nodes)


def test_the_step_that_stands_still_lights_its_nodes_and_frees_what_they_saved(studio, panel):
    read = len(studio.of(GraphRead))
    panel.follow(stood("backward", 0, panel))
    studio.wait_for_event(GraphRead, read + 1)
    panel.follow(stood("backward", 2, panel))
    assert len(panel.view.look.reached) == 2
    panel.follow(stood("step", 99, panel))
    assert panel.play.active
    studio.wait_for(lambda: not panel.play.active)
    assert len(panel.view.look.reached) == len(panel.view.placed.boxes) - 2
    assert panel.shown.graph.freed
    assert len(studio.of(GraphRead)) == read + 1


def test_the_graph_is_saved_where_it_was_asked(panel, tmp_path):
    told = []
    panel.notice.connect(lambda sentence, kind: told.append(kind))
    panel.save(tmp_path / "graph.svg")
    panel.save(tmp_path / "graph.png")
    panel.save(tmp_path / "nowhere" / "graph.png")
    assert told == ["info", "info", "error"]
    assert (tmp_path / "graph.svg").stat().st_size > 1000


def test_the_graph_of_the_running_step_lights_up_as_its_backward_comes_along(studio):
    studio.session.set_recipe(TOY)
    click_button(studio, "insidePageButton")
    page = studio.window.pages.inside
    page.tabs.setCurrentWidget(page.graph)
    studio.wait_for(lambda: bool(page.graph.view.placed.boxes))
    click_button(studio, "insideBeginButton")
    studio.wait_for_state(State.PAUSED)
    for phase in ("forward", "loss", "backward"):
        studio.session.advance(Unit.PHASE)
        studio.wait_for(lambda phase=phase: studio.session.phase == phase)
    assert page.graph.view.look.reached == {}
    studio.session.advance(Unit.PHASE)
    studio.wait_for(lambda: studio.session.phase == "step")
    studio.wait_for(lambda: page.graph.shown.graph.freed and not page.graph.play.active)
    lit = {page.graph.shown.box(key).title for key in page.graph.view.look.reached}
    assert {"ReluBackward0", "AddmmBackward0"} <= lit
    studio.session.stop(Keep.NOTHING)
    studio.wait_for_state(State.IDLE)
