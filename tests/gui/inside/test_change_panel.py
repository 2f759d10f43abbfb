"""Layers changed by hand with real clicks on the real engine: what is seen at once, undone, and kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt

from studio.views.inside.change_panel import ChangePanel
from studio.views.predictions.predictions_view import PredictionsView
from studio.widgets.places_field import PlacesField
from tests.gui.hands import choose_file, click
from trainer_core.history.history import BY_HAND
from trainer_core.protocol.commands import Keep, Split, Unit
from trainer_core.protocol.console import ChangesSettled
from trainer_core.protocol.events import EpochEnded, Evaluated, RunEnded, State
from trainer_core.protocol.interventions import Intervened, Reevaluated
from trainer_core.protocol.predicting import Predicted

FIRST, LAST = "linear_relu_stack.0", "linear_relu_stack.4"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def paused(studio):
    """A run that stands after its first epoch."""
    studio.session.set_value("data.limit", 512)
    studio.session.set_value("optimizer.lr", 0.05)
    studio.session.train(None, paused=True)
    studio.wait_for_state(State.PAUSED)
    studio.session.advance(Unit.EPOCH)
    studio.wait_for_event(Evaluated)
    studio.wait_for_state(State.PAUSED)
    return studio


@pytest.fixture
def panel(studio, qtbot, paused):
    panel = ChangePanel(studio.session)
    qtbot.addWidget(panel)
    panel.resize(620, 900)
    panel.show()
    panel.set_module(LAST)
    studio.wait_for(lambda: panel.shown is not None and panel.result.tiles.tiles)
    yield panel
    panel.close()
    studio.session.stop(Keep.NOTHING)
    studio.wait_for_event(RunEnded)


def parameters(studio) -> dict[str, torch.Tensor]:
    model = studio.studio.thread_._engine.parts.model
    return {name: value.detach().clone() for name, value in model.state_dict().items()}


def press(studio, button) -> None:
    studio.qtbot.mouseClick(button, LEFT)


def typed(studio, field, text: str) -> None:
    field.selectAll()
    studio.qtbot.keyClicks(field, text)


def choose_units(studio, panel, text: str) -> None:
    press(studio, panel.scope._buttons["units"])
    typed(studio, panel.units, text)


def changed(studio, panel, button) -> None:
    """Press a button, and wait for what it does to be measured."""
    panel.result.measured = None
    press(studio, button)
    studio.wait_for(lambda: panel.result.measured is not None)


def test_units_are_silenced_with_a_click_and_pictures_metric_and_matrix_follow(studio, panel):
    before, count = parameters(studio), len(studio.of(Predicted))
    assert "10 units" in panel.title.text()
    choose_units(studio, panel, "1, 3-5")
    changed(studio, panel, panel.silence_button)
    now = parameters(studio)[f"{LAST}.weight"]
    assert not now[[1, 3, 4, 5]].any()
    assert torch.equal(now[0], before[f"{LAST}.weight"][0])
    assert panel.said.text() == f"Silenced units 1, 3, 4, 5 of {LAST}."
    assert panel.result.bar.isVisible()
    assert f"{LAST}.weight" in panel.result.bar.sentence.text()
    measured = panel.result.measured
    assert "→" in panel.result.sentence.text()
    assert f"{measured.after.examples:,} validation examples" in panel.result.sentence.text()
    assert panel.result.table.isVisible()
    assert np.array_equal(panel.result.table._counts, measured.after.scores.confusion)
    studio.wait_for(lambda: len(studio.of(Predicted)) > count and not panel.result.feed.waiting)
    assert len(panel.result.tiles.tiles) == 24
    assert any(tile.note.startswith("was ") for tile in panel.result.tiles.tiles)


def test_undo_brings_every_bit_back_and_the_pictures_too(studio, panel):
    before, tiles = parameters(studio), panel.result.tiles.tiles
    studio.wait_for(lambda: not panel.result.feed.waiting)
    shown = [(tile.title, tile.mark) for tile in panel.result.tiles.tiles]
    assert tiles
    changed(studio, panel, panel.silence_button)
    studio.wait_for(lambda: [(tile.title, tile.mark) for tile in panel.result.tiles.tiles] != shown)
    click_on = panel.result.bar.undo_button
    press(studio, click_on)
    studio.wait_for_event(ChangesSettled)
    studio.wait_for(lambda: not panel.result.bar.isVisible())
    after = parameters(studio)
    assert all(torch.equal(before[name], after[name]) for name in before)
    studio.wait_for(lambda: [(tile.title, tile.mark) for tile in panel.result.tiles.tiles] == shown)
    assert not any(tile.note.startswith("was ") for tile in panel.result.tiles.tiles)
    assert not panel.result.table.isVisible()
    assert studio.session.run.history.marks == ()


def test_keeping_marks_the_curves_and_the_run_goes_on(studio, panel):
    changed(studio, panel, panel.scale_button)
    press(studio, panel.result.bar.keep_button)
    studio.wait_for(lambda: not panel.result.bar.isVisible())
    (mark,) = studio.session.run.history.marks
    assert mark.message.template == BY_HAND
    assert studio.of(Reevaluated)[-1].unsettled is False
    studio.session.advance(Unit.BATCH)
    studio.wait_for(lambda: studio.session.state is State.PAUSED)
    assert not studio.session.by_hand.kept


def test_noise_a_weight_and_a_layer_of_another_run_go_in(studio, panel, tmp_path: Path):
    theirs = {name: value + 1 for name, value in parameters(studio).items()}
    torch.save(theirs, tmp_path / "other.pt")
    typed(studio, panel.amount, "50")
    typed(studio, panel.seed, "7")
    changed(studio, panel, panel.noise_button)
    assert "50%" in panel.said.text()
    assert panel.said.text().endswith("seed 7.")
    typed(studio, panel.index, "2, 5")
    typed(studio, panel.value, "1.5")
    changed(studio, panel, panel.set_button)
    assert parameters(studio)[f"{LAST}.weight"][2, 5] == 1.5
    asked = []
    panel.swap_asked.connect(lambda: asked.append(panel))
    press(studio, panel.swap_button)
    assert asked == [panel]
    panel.result.measured = None
    panel.swap_from(tmp_path / "other.pt")
    studio.wait_for(lambda: panel.result.measured is not None)
    assert torch.equal(parameters(studio)[f"{LAST}.weight"], theirs[f"{LAST}.weight"])


def test_what_cannot_be_done_is_said_beside_the_button_and_in_the_field(studio, panel, tmp_path: Path):
    choose_units(studio, panel, "12")
    press(studio, panel.silence_button)
    assert panel.units.error == "Numbers run from 0 to 9."
    torch.save({"other.weight": torch.zeros(2)}, tmp_path / "other.pt")
    panel.swap_from(tmp_path / "other.pt")
    studio.wait_for(lambda: "has no layer" in panel.said.text())
    assert not studio.of(Intervened)
    assert not studio.window.banner.isVisible()


def test_a_module_without_weights_says_which_layer_feeds_it_and_leads_there(studio, panel):
    led = []
    panel.module_asked.connect(led.append)
    panel.set_module("linear_relu_stack.1")
    studio.wait_for(lambda: panel.reason.isVisible())
    assert f"comes from {FIRST}" in panel.reason.text()
    assert not panel.offered.isVisible()
    press(studio, panel.feeder_button)
    studio.wait_for(lambda: panel.shown is not None and panel.shown.module == FIRST)
    assert led == [FIRST]
    assert panel.offered.isVisible()
    panel.set_module("")
    studio.wait_for(lambda: panel.shown is not None and panel.shown.module == "")
    assert not panel.scope.isVisible()
    assert panel.title.text().startswith("whole model")


def test_the_views_beside_the_curves_follow_and_say_so(studio, panel):
    predictions = studio.find("predictionsView", PredictionsView)
    shown = studio.window.findChild(object, "confusionView").shown
    settled = shown.evaluated
    assert shown.remark == ""
    changed(studio, panel, panel.silence_button)
    assert shown.evaluated.evaluation == panel.result.measured.after
    assert shown.evaluated.evaluation.split is Split.VALIDATION
    assert shown.remark == "changed by hand, not kept"
    studio.wait_for(lambda: "changed by hand" in predictions.caption.text())
    tests = len(studio.of(Evaluated))
    studio.session.evaluate(Split.TEST)
    studio.wait_for(lambda: len(studio.of(Evaluated)) > tests and shown.evaluated.evaluation.split is Split.TEST)
    assert shown.remark == "changed by hand, not kept"
    press(studio, panel.result.bar.undo_button)
    studio.wait_for(lambda: shown.evaluated is not None and shown.remark == "")
    assert shown.evaluated.evaluation.loss == settled.evaluation.loss
    assert shown.splits == (Split.VALIDATION,)
    studio.wait_for(lambda: "changed by hand" not in predictions.caption.text())


def test_a_model_that_answers_with_numbers_is_measured_by_its_own_metric_without_pictures(studio, qtbot):
    for key, value in {"data.source": "diabetes", "model.name": "mlp", "loss.name": "MSELoss"}.items():
        assert studio.session.set_value(key, value)
    session = studio.session
    studio.wait_for(lambda: session.preparation is not None and session.preparation.data.source == "diabetes")
    panel = ChangePanel(studio.session)
    qtbot.addWidget(panel)
    panel.show()
    studio.wait_for(lambda: panel.shown is not None)
    changed(studio, panel, panel.silence_button)
    assert panel.result.sentence.text().startswith("RMSE ")
    assert not panel.result.tiles.isVisible()
    assert not panel.result.table.isVisible()
    press(studio, panel.result.bar.keep_button)
    studio.wait_for(lambda: not panel.result.bar.isVisible())
    assert studio.session.by_hand.kept
    panel.close()


def test_a_run_under_way_waits_for_the_change_to_be_settled(studio, qtbot):
    studio.session.set_value("data.limit", 512)
    studio.session.set_value("training.epochs", 1000)
    panel = ChangePanel(studio.session)
    qtbot.addWidget(panel)
    panel.show()
    studio.session.train(None)
    studio.wait_for_event(Evaluated)
    panel.set_module(LAST)
    studio.wait_for(lambda: panel.shown is not None and panel.shown.module == LAST)
    changed(studio, panel, panel.silence_button)
    assert studio.session.state is State.PAUSED
    press(studio, panel.result.bar.undo_button)
    studio.wait_for(lambda: not panel.result.bar.isVisible())
    epochs = len(studio.of(EpochEnded))
    studio.session.resume()
    studio.wait_for(lambda: len(studio.of(EpochEnded)) > epochs)
    assert studio.session.run.history.marks == ()
    panel.close()
    studio.session.stop(Keep.NOTHING)
    studio.wait_for_event(RunEnded)


def test_a_change_that_was_typed_is_settled_here_and_one_made_here_in_the_console(studio, panel):
    bar = studio.window.pages.inside.console.changes
    panel.result.measured = None
    studio.session.run_code("with torch.no_grad(): model.linear_relu_stack[0].bias.zero_()")
    studio.wait_for(lambda: panel.result.measured is not None)
    assert f"{FIRST}.bias" in panel.result.bar.sentence.text() == bar.sentence.text()
    press(studio, panel.result.bar.undo_button)
    studio.wait_for(lambda: bar.isHidden())
    changed(studio, panel, panel.silence_button)
    assert not bar.isHidden()
    bar.undo_button.click()
    studio.wait_for(lambda: not panel.result.bar.isVisible())


def test_the_module_that_is_chosen_in_the_tree_is_changed_on_the_page(studio, paused, tmp_path: Path):
    click(studio, "insidePageButton")
    page = studio.window.pages.inside
    page.tabs.setCurrentWidget(page.modules)
    press(studio, page.modules.switch._buttons["change"])
    tree = page.modules.tree
    studio.wait_for(lambda: tree.shown is not None)
    panel = page.modules.change
    (item,) = [each for each in tree._items() if each.data(Qt.ItemDataRole.UserRole) == LAST]
    tree.tree.scrollTo(item.index())
    studio.qtbot.mouseClick(tree.tree.viewport(), LEFT, pos=tree.tree.visualRect(item.index()).center())
    studio.wait_for(lambda: panel.shown is not None and panel.shown.module == LAST)
    changed(studio, panel, panel.silence_button)
    assert not parameters(studio)[f"{LAST}.bias"].any()
    theirs = {name: value + 1 for name, value in parameters(studio).items()}
    torch.save(theirs, tmp_path / "other.pt")
    studio.answer("swapLayerDialog", choose_file(tmp_path / "other.pt"))
    changed(studio, panel, panel.swap_button)
    assert torch.equal(parameters(studio)[f"{LAST}.bias"], theirs[f"{LAST}.bias"])
    press(studio, panel.result.bar.undo_button)
    studio.wait_for_event(ChangesSettled)
    studio.session.stop(Keep.NOTHING)
    studio.wait_for_event(RunEnded)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", (0,)), ("0, 3-5", (0, 3, 4, 5)), ("7 2", (7, 2)), ("4 - 5", (4, 5)), ("8, 9", (8, 9))],
)
def test_places_are_read_as_they_are_written(qapp, text, value):
    field = PlacesField()
    field.set_count(10)
    field.setText(text)
    assert field.commit()
    assert field.value == value
    field.setText(field.text_of(value))
    assert field.commit()
    assert field.value == value


@pytest.mark.parametrize("text", ["", "a", "10", "5-3", "3-", "-1"])
def test_what_says_no_places_is_marked(qapp, text):
    field = PlacesField()
    field.set_count(10)
    field.setText(text)
    assert not field.commit()
    assert field.error


def test_the_places_of_one_element_know_no_spans(qapp):
    field = PlacesField(spans=False)
    field.set_count(10)
    field.set_value((3, 4, 5))
    assert field.text() == "3, 4, 5"
    field.setText("3-5")
    assert not field.commit()
    assert "indices" in field.error


def test_a_change_with_which_the_run_goes_on_is_told_in_the_window(studio, panel):
    banner = studio.window.banner
    changed(studio, panel, panel.silence_button)
    assert not banner.isVisible()
    studio.session.advance(Unit.BATCH)
    studio.wait_for(banner.isVisible)
    assert banner.sentence == (
        "The run continues with your changes and is marked as changed by hand from here on: "
        f"{LAST}.weight, {LAST}.bias."
    )


def test_the_console_names_the_change_of_a_layer_that_was_undone(studio, panel):
    console = studio.window.pages.inside.console
    changed(studio, panel, panel.silence_button)
    press(studio, panel.result.bar.undo_button)
    studio.wait_for(lambda: f"Undone: Silenced {LAST} ({LAST}.weight, {LAST}.bias)." in console.output.shown)
    assert "Everything is as it was before." in console.output.shown
    assert not studio.window.banner.isVisible()


def test_the_form_begins_at_the_left_and_from_its_top_for_another_module(studio, panel):
    panel.resize(460, 240)
    bar = panel._scroll.verticalScrollBar()
    studio.wait_for(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    panel.set_module("")
    studio.wait_for(lambda: panel.shown is not None)
    assert bar.value() == 0
    studio.wait_for(lambda: panel.silence_button.mapTo(panel.offered, QPoint(0, 0)).x() == 0)
