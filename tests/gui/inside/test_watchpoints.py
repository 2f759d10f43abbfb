"""Watchpoints in the window: made with real clicks, they pause the real run where something first happens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.session.watchlist import Watchlist
from studio.widgets.choice_field import ChoiceField
from tests.gui.hands import click
from trainer_core.protocol.commands import Keep
from trainer_core.protocol.events import Prepared, Refused, RunEnded, RunStarted, State
from trainer_core.protocol.inside import WatchFor, Watchpoint, WatchpointReached
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust

PLANTED = """
import torch
from torch import nn


class Middle(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(8, 8)
        self.seen = 0

    def forward(self, x):
        self.seen += self.training
        x = self.linear(x)
        if self.training and self.seen > 3:
            x = torch.mul(x, float("nan"))
        return torch.relu(x)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(784, 8)
        self.middle = Middle()
        self.last = nn.Linear(8, 10)

    def forward(self, x):
        return self.last(self.middle(torch.relu(self.first(x.flatten(1)))))
"""


@pytest.fixture
def watch(studio):
    """The panel of the watchpoints, on the page that shows them."""
    click(studio, "insidePageButton")
    return studio.window.pages.inside.watch


def add(watch, *kinds: WatchFor) -> None:
    for what in kinds:
        watch._kinds[what].trigger()


def enter(studio, field: QLineEdit, text: str) -> None:
    studio.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    studio.qtbot.keyClicks(field, text)
    studio.qtbot.keyClick(field, Qt.Key.Key_Return)


def choose(field: ChoiceField, key: str) -> None:
    field.setCurrentIndex(field.findData(key))
    field.activated.emit(field.currentIndex())


def points(watch) -> list[Watchpoint]:
    return [entry.point for entry in watch.watched.entries]


def test_a_nan_in_the_middle_of_a_network_is_told_with_its_layer_line_and_batch(studio, watch, tmp_path):
    path = tmp_path / "net.py"
    path.write_text(PLANTED, encoding="utf-8")
    trust(read_code(path))
    prepared = len(studio.of(Prepared))
    values = {"model.name": "file", "model.path": str(path), "model.class": "Net"}
    studio.session.set_recipe(studio.session.recipe.with_values(values))
    studio.wait_for_event(Prepared, prepared + 1)
    add(watch, WatchFor.NOT_FINITE)
    click(studio, "trainPageButton")
    click(studio, "trainButton")
    hit = studio.wait_for_event(WatchpointReached)
    studio.wait_for_state(State.PAUSED)

    place = hit.place
    assert (hit.step, place.phase, place.kind, place.name, place.module) == (3, "forward", "operation", "mul", "middle")
    told = studio.window.banner.sentence
    assert "not finite" in told
    assert "batch 4" in told
    assert "forward · mul in middle" in told
    assert 'net.py, line 16: x = torch.mul(x, float("nan"))' in told
    studio.qtbot.mouseClick(studio.window.banner.action_button, Qt.MouseButton.LeftButton)
    stepper = studio.window.pages.inside.stepper
    studio.wait_for(lambda: stepper.isVisible() and stepper.shown is not None and stepper.shown.place == hit.place)
    row = next(row for row in stepper.rows if row.head.objectName() == "stepLine_forward")
    assert row.head.lit
    assert row.nested.lines[row.nested.current].code.startswith("mul(")
    assert "batch 4" in watch.rows[0].told.text()
    assert "1 reached" in watch.header.summary

    click(studio, "fullSpeedButton")
    studio.wait_for(lambda: "mul" not in studio.window.banner.sentence or studio.window.banner.isHidden())


def test_each_kind_is_made_and_set_in_its_line(studio, watch):
    add(watch, *WatchFor)
    rows = watch.rows
    weight = "linear_relu_stack.4.weight"
    vanishes, explodes, dead, still, ratio, expression = rows[1:]
    choose(vanishes.name, weight)
    enter(studio, vanishes.low, "1e-5")
    enter(studio, explodes.high, "50")
    studio.wait_for(lambda: dead.name.findData("linear_relu_stack.1") >= 0)
    choose(dead.name, "linear_relu_stack.1")
    enter(studio, dead.batches, "3")
    enter(studio, still.batches, "4")
    enter(studio, ratio.low, "0.001")
    enter(studio, ratio.high, "0.2")
    enter(studio, expression.expression, "len(history) > 2")

    assert points(watch) == [
        Watchpoint(WatchFor.NOT_FINITE),
        Watchpoint(WatchFor.GRADIENT_VANISHES, weight, low=1e-5),
        Watchpoint(WatchFor.GRADIENT_EXPLODES, high=50),
        Watchpoint(WatchFor.DEAD_UNIT, "linear_relu_stack.1", batches=3),
        Watchpoint(WatchFor.STILL_WEIGHT, batches=4),
        Watchpoint(WatchFor.UPDATE_RATIO, low=0.001, high=0.2),
        Watchpoint(WatchFor.EXPRESSION, expression="len(history) > 2"),
    ]
    assert watch.header.summary == "7 of 7 on"
    for row in rows:
        shown = [field for field in row.findChildren(QWidget) if field.isVisible()]
        assert all(row.rect().contains(field.geometry()) for field in shown if field.parent() is row)


def test_one_that_is_off_or_removed_pauses_no_run(studio, watch):
    add(watch, WatchFor.EXPRESSION, WatchFor.EXPRESSION)
    for row in watch.rows:
        enter(studio, row.expression, "len(history) >= 2")
    watch.rows[0].on.click()
    assert watch.header.summary == "1 of 2 on"
    studio.qtbot.mouseClick(watch.rows[1].remove_button, Qt.MouseButton.LeftButton)
    assert watch.header.summary == "0 of 1 on"
    click(studio, "trainButton")
    studio.wait_for_event(RunEnded)
    assert not studio.of(WatchpointReached)

    watch.rows[0].on.click()
    studio.wait_for_state(State.IDLE)
    click(studio, "trainButton")
    studio.wait_for_event(WatchpointReached)
    studio.wait_for_state(State.PAUSED)
    studio.session.stop(Keep.LAST)
    studio.wait_for_event(RunEnded, 2)


def test_what_is_no_python_is_turned_off_with_the_reason_beside_it(studio, watch):
    add(watch, WatchFor.NOT_FINITE, WatchFor.EXPRESSION)
    enter(studio, watch.rows[1].expression, "loss >")
    studio.wait_for_event(Refused)
    studio.wait_for(lambda: not watch.rows[1].on.value)
    assert "not a Python expression" in watch.rows[1].told.text()
    assert studio.window.banner.isHidden()
    assert watch.header.summary == "1 of 2 on"
    enter(studio, watch.rows[1].expression, "loss > 100")
    assert watch.rows[1].on.value
    assert watch.rows[1].told.isHidden()


def test_one_without_a_name_that_is_refused_is_turned_off_and_the_one_beside_it_is_met(studio, watch):
    prepared = len(studio.of(Prepared))
    values = {"model.name": "mlp", "model.activation": "Tanh"}
    studio.session.set_recipe(studio.session.recipe.with_values(values))
    studio.wait_for_event(Prepared, prepared + 1)
    click(studio, "insideBeginButton")
    studio.wait_for_event(RunStarted)
    studio.wait_for_state(State.PAUSED)
    add(watch, WatchFor.DEAD_UNIT, WatchFor.EXPRESSION)
    enter(studio, watch.rows[1].expression, "len(history) >= 2")
    studio.wait_for(lambda: not watch.rows[0].on.value)
    assert "has no ReLU" in watch.rows[0].told.text()
    assert watch.rows[1].on.value
    assert watch.header.summary == "1 of 2 on"
    click(studio, "fullSpeedButton")
    hit = studio.wait_for_event(WatchpointReached)
    assert hit.watchpoint.what is WatchFor.EXPRESSION
    studio.wait_for_state(State.PAUSED)
    studio.session.stop(Keep.LAST)
    studio.wait_for_event(RunEnded)


def test_slow_motion_stands_still_at_a_watchpoint(studio, watch):
    add(watch, WatchFor.EXPRESSION)
    enter(studio, watch.rows[0].expression, "len(history) >= 1")
    click(studio, "insideBeginButton")
    studio.wait_for_event(RunStarted)
    controls = studio.window.pages.inside.stepper.controls
    studio.wait_for(lambda: controls.slow_button.isVisible() and controls.slow_button.isEnabled())
    controls.speed.slider.setValue(controls.speed.slider.maximum())
    click(studio, "slowMotionButton")
    hit = studio.wait_for_event(WatchpointReached)
    studio.wait_for(lambda: not controls.slow.going)
    studio.wait_for_state(State.PAUSED)
    shown = studio.window.pages.inside.stepper
    studio.wait_for(lambda: shown.shown.place == hit.place)


def test_the_list_speaks_the_language_of_the_window_and_folds_away(studio, watch):
    add(watch, WatchFor.GRADIENT_EXPLODES)
    assert watch.rows[0].isVisible()
    click(studio, "watchHeader")
    assert not watch.rows[0].isVisible()
    assert watch.header.summary == "1 of 1 on"


def test_the_list_is_as_high_as_its_lines_after_a_hit_while_another_page_was_shown(studio, watch):
    add(watch, WatchFor.EXPRESSION)
    enter(studio, watch.rows[0].expression, "loss is not None")
    studio.window.resize(1024, 700)
    click(studio, "trainPageButton")
    studio.session.train(None)
    studio.wait_for_event(WatchpointReached)
    studio.wait_for_state(State.PAUSED)
    click(studio, "insidePageButton")
    told = watch.rows[0].told
    assert told.isVisible()
    assert watch._scroll.height() == watch._column.totalHeightForWidth(watch.width())
    studio.session.stop(Keep.NOTHING)
    studio.wait_for_event(RunEnded)


def test_what_is_watched_for_is_kept_for_the_next_start(studio, watch, studio_settings):
    add(watch, WatchFor.GRADIENT_EXPLODES, WatchFor.EXPRESSION, WatchFor.STILL_WEIGHT)
    watch.watched.change(1, Watchpoint(WatchFor.EXPRESSION, expression="loss > 3"))
    watch.watched.switch(2, on=False)
    again = Watchlist(studio.session)
    again.restore(studio_settings.watchpoints)
    assert [(entry.point, entry.on) for entry in again.entries] == [
        (Watchpoint(WatchFor.GRADIENT_EXPLODES, high=100.0), True),
        (Watchpoint(WatchFor.EXPRESSION, expression="loss > 3"), True),
        (Watchpoint(WatchFor.STILL_WEIGHT), False),
    ]


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "no JSON",
        "{}",
        '[1, {"what": "the moon"}, {"what": "dead unit", "batches": 0}, {"what": "dead unit", "batches": "3"}]',
        '[{"what": "update ratio", "low": NaN}, {"what": "expression", "expression": 3}, {"what": []}]',
    ],
)
def test_what_cannot_be_read_of_the_watchpoints_is_left_out(studio, stored):
    watched = Watchlist(studio.session)
    watched.restore(stored)
    assert watched.entries == ()
