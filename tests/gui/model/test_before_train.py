"""Before Train: a person measures from the window, one click uses what was found, and undo takes it back."""

from __future__ import annotations

import math

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from torch import nn

from studio.look.theme import current_theme
from studio.views.model.before.before_panel import BeforePanel
from studio.widgets.plot import Plot
from studio.window.actions import Do
from tests.gui.hands import click
from trainer_core.engine.before_train import estimate, speeds
from trainer_core.errors import Message
from trainer_core.protocol.before_train import (
    LearningRateFound,
    MeasuredSpeed,
    RunEstimated,
    SmallerBatchTried,
    SpeedsMeasured,
)
from trainer_core.protocol.events import Refused, RunEnded, RunOpened, RunStarted


@pytest.fixture
def panel(studio, monkeypatch) -> BeforePanel:
    monkeypatch.setattr(estimate, "_SECONDS", 0.0)
    monkeypatch.setattr(estimate, "_SECONDS_A_SIZE", 0.0)
    monkeypatch.setattr(speeds, "_SECONDS", 0.0)
    click(studio, "modelPageButton")
    click(studio, "beforeHeader")
    found = studio.window.pages.model.before
    assert found.expanded
    return found


def measure(studio, panel, name: str, event: type) -> None:
    click(studio, name)
    studio.wait_for_event(event)
    studio.wait_for(lambda: not any(block.running for block in (panel.memory, panel.speeds, panel.rate)))


def test_an_estimate_is_shown_in_words_bars_and_numbers(studio, panel):
    measure(studio, panel, "beforeMeasureButton", RunEstimated)

    told = studio.of(RunEstimated)[-1]
    assert panel.memory.verdict.text().startswith("It fits: ")
    assert {portion.name for portion in panel.memory.portions.portions} == {
        "parameters", "gradients", "optimizer state", "activations", "data", "kept weights",
    }  # fmt: skip
    assert [bar.name for bar in panel.memory.devices.bars] == [room.name for room in told.rooms]
    assert "2 epochs with the last test" in panel.memory.times.text()
    assert "fits · about" in panel.header.summary
    assert not studio.find("beforeBatches", QLabel).isVisible()
    assert not studio.find("beforeStale", QWidget).isVisible()


def test_larger_batches_are_tried_on_request(studio, panel):
    click(studio, "beforeLargerBatches")
    measure(studio, panel, "beforeMeasureButton", RunEstimated)

    assert "Largest batch that was tried and fits: 512" in panel.memory.batches.text()


def test_a_change_of_the_recipe_makes_an_estimate_stale_and_undo_makes_it_fresh(studio, panel):
    measure(studio, panel, "beforeMeasureButton", RunEstimated)
    assert studio.session.set_value("data.batch_size", 64)
    assert studio.find("beforeStale", QWidget).isVisible()
    assert panel.header.summary == ""
    studio.action(Do.UNDO).trigger()
    assert not studio.find("beforeStale", QWidget).isVisible()


def test_a_learning_rate_is_found_used_with_one_click_and_undone(studio, panel):
    measure(studio, panel, "beforeFindRateButton", LearningRateFound)
    studio.wait_for(lambda: panel.rate.shown is not None and panel.rate.shown.done)
    before = studio.session.recipe
    found = panel.rate.shown.suggestion
    assert math.isfinite(found)
    assert studio.find("beforeRateCurve", Plot).isVisible()
    assert panel.rate._at.value() == pytest.approx(math.log10(found))

    click(studio, "beforeUseRate")
    assert studio.session.recipe.optimizer.arguments["lr"] == found
    assert studio.button("beforeUseRate").text() == "In use"
    assert not studio.button("beforeUseRate").isEnabled()
    studio.action(Do.UNDO).trigger()
    assert studio.session.recipe == before
    assert studio.button("beforeUseRate").isEnabled()


def rows_of(recipe) -> SpeedsMeasured:
    rows = (
        MeasuredSpeed(Message("As it is"), {}, 3700.0, 1.0),
        MeasuredSpeed(Message("bfloat16"), {"training.precision": "bfloat16"}, 9000.0, 2.43),
        MeasuredSpeed(Message("Compiled"), {"training.compile": True}, problem=Message("There is no compiler.")),
        MeasuredSpeed(Message("TF32"), {"training.tf32": True}, 3600.0, 0.97, 31.0),
    )
    return SpeedsMeasured(recipe, rows, True)


def test_the_ways_are_a_table_and_one_is_switched_on_with_a_click(studio, panel):
    panel.speeds.show_speeds(rows_of(studio.session.recipe))
    studio.wait_for(lambda: panel.speeds.uses[0].isVisible())
    texts = [label.text() for label in panel.speeds.table.findChildren(QLabel) if label.isVisible()]
    assert "2.43×" in texts
    assert "not here" in texts
    assert "TF32 · 31 s to compile" in texts
    assert [use.text() for use in panel.speeds.uses] == ["Use", "Use"]
    assert panel.speeds.uses[0].isEnabled()

    panel.speeds.uses[0].click()
    assert studio.session.recipe.training.precision == "bfloat16"
    assert panel.speeds.uses[0].text() == "In use"
    studio.action(Do.UNDO).trigger()
    assert studio.session.recipe.training.precision == "float32"


def test_speeds_arrive_row_by_row_and_stop_breaks_them_off(studio, panel, monkeypatch):
    monkeypatch.setattr(speeds, "_ways", lambda *_, **__: [(Message("TF32"), {"training.tf32": True})] * 1000)
    click(studio, "beforeFastestButton")
    studio.wait_for_event(SpeedsMeasured, 2)
    assert panel.speeds.shown is not None
    assert studio.button("beforeFastestButton").text() == "Stop"
    assert not studio.button("beforeMeasureButton").isEnabled()
    click(studio, "beforeFastestButton")
    assert studio.wait_for_event(Refused).code == "cancelled"
    studio.wait_for(lambda: not panel.speeds.running and studio.button("beforeMeasureButton").isEnabled())


def test_nothing_is_measured_while_a_run_is_under_way(studio, panel):
    studio.session.set_value("training.epochs", 100)
    click(studio, "trainButton")
    studio.wait_for_event(RunStarted)
    click(studio, "modelPageButton")
    assert studio.find("beforeLock", QWidget).isVisible()
    assert not studio.button("beforeMeasureButton").isEnabled()
    studio.wait_for_event(RunEnded)
    studio.wait_for(lambda: studio.button("beforeMeasureButton").isEnabled())


def test_the_panel_follows_the_room_and_cuts_nothing_off(studio, panel):
    measure(studio, panel, "beforeMeasureButton", RunEstimated)
    panel.speeds.show_speeds(rows_of(studio.session.recipe))
    for width in (1440, 1024):
        studio.window.resize(width, 700)
        studio.wait_for(lambda: panel._scroll.width() > 0 and panel.width() <= studio.window.width())
        assert panel._content.width() <= panel._scroll.viewport().width()
        assert studio.window.pages.model.stack.height() > 60


def test_a_run_that_ran_out_of_memory_goes_on_in_smaller_batches_by_one_click(studio, monkeypatch):
    class Hungry(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(784, 10)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            if self.training and len(x) > 16:
                raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 EiB.")
            return self.layer(x.flatten(1))

    monkeypatch.setattr("trainer_core.training.assembly.build_model", lambda *_, **__: Hungry())
    ended = studio.train_to_end()
    assert ended.reason.value == "out of memory"
    tried = studio.wait_for_event(SmallerBatchTried)
    assert tried.changes["data.batch_size"] == 16
    banner = studio.window.banner
    studio.wait_for(lambda: banner.action_button.isVisible())
    assert "batches of 16 examples" in banner.sentence
    assert banner.action_button.text() == "Resume with a batch size of 16"

    studio.qtbot.mouseClick(banner.action_button, Qt.MouseButton.LeftButton)
    ended = studio.wait_for_event(RunEnded, 2)
    assert ended.reason.value == "completed"
    assert studio.session.recipe.data.batch_size == 16
    assert studio.session.recipe.training.accumulate == 2


def test_the_offer_of_a_run_is_withdrawn_where_another_is_opened(studio, tmp_path):
    notices, banner = studio.window.notices, studio.window.banner
    run = studio.train_to_end().summary.run
    notices.offer("It fits.", "Resume")
    assert banner.action_button.isVisible()
    studio.session.open_run(run)
    studio.wait_for_event(RunOpened)
    studio.wait_for(lambda: not banner.isVisible())
    notices.show("Something else.", "info")
    studio.session.open_run(run)
    studio.wait_for_event(RunOpened, 2)
    assert banner.sentence == "Something else."


def test_what_was_measured_of_another_recipe_is_hidden_until_it_holds_again(studio, panel):
    measure(studio, panel, "beforeMeasureButton", RunEstimated)
    assert panel.memory.verdict.isVisible()
    assert studio.session.set_value("data.batch_size", 64)
    assert not panel.memory.verdict.isVisible()
    assert not panel.memory.devices.isVisible()
    studio.action(Do.UNDO).trigger()
    assert panel.memory.verdict.isVisible()


def test_a_change_of_the_recipe_breaks_off_what_is_being_measured(studio, panel, monkeypatch):
    monkeypatch.setattr(estimate, "_SECONDS", 1e9)
    monkeypatch.setattr(estimate, "_SECONDS_A_SIZE", 1e9)
    click(studio, "beforeMeasureButton")
    assert panel.memory.running
    assert studio.session.set_value("data.batch_size", 64)
    studio.wait_for(lambda: not panel.memory.running)


def test_in_a_small_window_the_open_panel_has_the_page(studio, panel):
    page = studio.window.pages.model
    studio.window.resize(1440, 900)
    studio.wait_for(page.columns.isVisible)
    current_theme().set_scale(1.5)
    studio.window.resize(1024, 700)
    studio.wait_for(lambda: not page.columns.isVisible())
    click(studio, "beforeHeader")
    assert page.columns.isVisible()
    click(studio, "stagesHeader")
    assert not page.columns.isVisible()
    click(studio, "stagesHeader")
    current_theme().set_scale(1.0)


def test_the_keyboard_stays_in_the_panel_when_what_was_found_is_used(studio, panel):
    measure(studio, panel, "beforeFindRateButton", LearningRateFound)
    studio.wait_for(lambda: panel.rate.shown.done)
    panel.rate.use.setFocus()
    studio.qtbot.keyClick(panel.rate.use, Qt.Key.Key_Space)
    assert panel.isAncestorOf(QApplication.focusWidget())
    studio.wait_until_prepared()
    assert panel.isAncestorOf(QApplication.focusWidget())
