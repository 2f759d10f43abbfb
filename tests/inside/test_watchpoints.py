"""Watchpoints pause a run where something first happens, and find the operation, node, module and line of it."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.conftest import Driver, same, weights_of
from tests.inside.conftest import Walker
from trainer_core.protocol.commands import Advance, Pause, Start, Unit, Unpause
from trainer_core.protocol.console import KeepChanges, RunCode
from trainer_core.protocol.events import Diverged, Reason, Refused, RunStarted
from trainer_core.protocol.inside import SetWatchpoints, StoodInside, WatchFor, Watchpoint, WatchpointReached
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust

NET = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, input_shape, outputs):
        super().__init__()
        self.first = nn.Linear(784, 8)
        self.act = nn.ReLU()
        self.last = nn.Linear(8, outputs)
        self.seen = 0

    def forward(self, x):
        self.seen += self.training
        x = self.first(x.flatten(1))
        CHANGE
        return self.last(self.act(x))
"""


@pytest.fixture
def recipe(short, tmp_path):
    def of(change: str):
        path = tmp_path / "net.py"
        path.write_text(NET.replace("CHANGE", change), encoding="utf-8")
        trust(read_code(path))
        values = {"model.name": "file", "model.path": str(path), "model.class": "Net", "training.epochs": 16}
        return short.with_values(values)

    return of


def watched(recipe, *watchpoints: Watchpoint) -> Walker:
    """A run that stands at the first watchpoint that it reaches, or is over."""
    walker = Walker(stays=True)
    walker.do(SetWatchpoints(watchpoints), Start(recipe))
    return walker


def test_a_planted_nan_is_found_at_its_operation_line_and_batch(recipe):
    planted = recipe("x = torch.mul(x, float('nan')) if self.training and self.seen > 20 else x")
    walker = watched(planted, Watchpoint(WatchFor.NOT_FINITE))
    hit = walker.last(WatchpointReached)
    assert (hit.place.phase, hit.place.kind, hit.place.name) == ("forward", "operation", "mul")
    assert hit.place.line.text.startswith("x = torch.mul(")
    assert walker.last(StoodInside).place == hit.place
    assert hit.step == walker.last(RunStarted).history.column("loss").size
    assert walker.state == "paused"

    walker.do(Unpause())
    assert walker.of(Diverged)
    assert len(walker.of(WatchpointReached)) == 1


def test_an_activation_that_is_not_finite_is_found_though_the_loss_is(recipe):
    planted = "self.act(x.detach().abs() / (0.0 if self.training and self.seen > 20 else 1.0))"
    walker = watched(recipe(planted), Watchpoint(WatchFor.NOT_FINITE))
    hit = walker.last(WatchpointReached)
    assert (hit.place.phase, hit.place.kind, hit.place.name) == ("forward", "operation", "div")
    assert hit.place.line.text.startswith("self.act(x.detach()")

    walker.stays = False
    walker.do(Unpause())
    assert len(walker.of(WatchpointReached)) == 1
    assert walker.ended.reason is Reason.COMPLETED


def test_inputs_that_are_not_finite_are_told_before_what_they_make(short):
    walker = Walker(stays=True)
    walker.do(SetWatchpoints((Watchpoint(WatchFor.NOT_FINITE),)), Start(short, paused=True))
    walker.do(Advance(Unit.PHASE))
    walker.do(RunCode("x[0, 0, 0, :3] = float('nan')"), KeepChanges(), Unpause())
    assert "3 of the 25,088 numbers" in str(walker.last(WatchpointReached).message)


def test_a_gradient_that_is_not_finite_is_found_at_its_node(recipe):
    planted = "x = torch.sqrt((x - x.detach()) if self.training and self.seen > 20 else x.abs() + 1) + x"
    hit = watched(recipe(planted), Watchpoint(WatchFor.NOT_FINITE)).last(WatchpointReached)

    assert (hit.place.phase, hit.place.kind, hit.place.name) == ("backward", "node", "SqrtBackward0")
    assert hit.place.line.text.startswith("x = torch.sqrt(")


def test_a_vanished_gradient_is_found_where_it_arrives(recipe):
    watchpoint = Watchpoint(WatchFor.GRADIENT_VANISHES, "first.weight", low=1e-6)
    hit = watched(recipe("x = x * (0.0 if self.seen > 5 else 1.0)"), watchpoint).last(WatchpointReached)

    assert hit.watchpoint == watchpoint
    assert (hit.place.phase, hit.place.kind, hit.place.module) == ("backward", "node", "first")
    assert "first.weight" in str(hit.message)


def test_an_exploded_gradient_is_found_in_its_batch(recipe):
    watchpoint = Watchpoint(WatchFor.GRADIENT_EXPLODES, high=1e4)
    walker = watched(recipe("x = x * (1e6 if self.seen > 20 else 1.0)"), watchpoint)

    hit = walker.last(WatchpointReached)
    assert hit.place.phase == "backward"
    assert walker.state == "paused"


def test_a_unit_that_stays_dead_is_named(recipe):
    planted = "x = x * torch.tensor([1.0, 1, 1, 0, 1, 1, 1, 1])"
    walker = watched(recipe(planted), Watchpoint(WatchFor.DEAD_UNIT, "act", batches=3))

    hit = walker.last(WatchpointReached)
    assert (hit.place.phase, hit.place.name, hit.step) == ("loss", "loss", 2)
    assert "Unit 3 of act" in str(hit.message)


def test_a_weight_that_does_not_move_is_named(recipe):
    walker = watched(recipe("x = x.detach()"), Watchpoint(WatchFor.STILL_WEIGHT, batches=2))

    hit = walker.last(WatchpointReached)
    assert (hit.place.name, hit.step) == ("done", 1)
    assert "first.weight" in str(hit.message)


def test_a_step_that_is_too_large_for_its_weight_is_told(recipe):
    watchpoint = Watchpoint(WatchFor.UPDATE_RATIO, "last.weight", low=0.0, high=1e-4)
    hit = watched(recipe("pass"), watchpoint).last(WatchpointReached)

    assert (hit.place.name, hit.step) == ("done", 0)
    assert "last.weight" in str(hit.message)


def test_an_expression_pauses_when_it_becomes_true_and_not_again_while_it_stays_so(recipe):
    watchpoint = Watchpoint(WatchFor.EXPRESSION, expression="loss is not None and len(history) >= 2")
    walker = watched(recipe("pass"), watchpoint)
    hit = walker.last(WatchpointReached)
    assert (hit.step, hit.place.phase) == (1, "step")  # the loss of a batch is recorded before its backward pass

    walker.stays = False
    walker.do(Unpause())
    assert walker.ended.reason is Reason.COMPLETED


@pytest.mark.parametrize(
    ("watchpoint", "code"),
    [
        (Watchpoint(WatchFor.GRADIENT_VANISHES, "first.weigth"), "no-such-name"),
        (Watchpoint(WatchFor.DEAD_UNIT, "nowhere"), "no-such-name"),
        (Watchpoint(WatchFor.EXPRESSION, expression="loss >"), "no-expression"),
    ],
)
def test_what_cannot_be_watched_is_refused(short, watchpoint, code):
    walker = Walker(stays=True)
    walker.start(short, paused=True)
    walker.do(SetWatchpoints((watchpoint,)))

    assert walker.last(Refused).code == code


def test_dead_units_of_a_model_without_a_module_that_makes_zeros_are_refused(short):
    walker = Walker(stays=True)
    walker.start(short.with_values({"model.name": "mlp", "model.activation": "Tanh"}), paused=True)
    walker.do(SetWatchpoints((Watchpoint(WatchFor.DEAD_UNIT),)))
    assert walker.last(Refused).code == "nothing-to-watch"


def test_a_refusal_says_which_of_the_watchpoints_it_is_of(short):
    walker = Walker(stays=True)
    walker.start(short.with_values({"model.name": "mlp", "model.activation": "Tanh"}), paused=True)
    for wrong in (
        Watchpoint(WatchFor.DEAD_UNIT),
        Watchpoint(WatchFor.STILL_WEIGHT, "nowhere"),
        Watchpoint(WatchFor.EXPRESSION, expression="loss >"),
    ):
        walker.do(SetWatchpoints((Watchpoint(WatchFor.NOT_FINITE), Watchpoint(WatchFor.STILL_WEIGHT), wrong)))
        assert walker.last(Refused).message.facts["place"] == 2


def test_watching_changes_no_bit_of_a_run(short):
    recipe = short.with_values({"model.name": "small_cnn", "model.dropout": 0.3, "training.epochs": 2})
    every = (
        Watchpoint(WatchFor.NOT_FINITE),
        Watchpoint(WatchFor.GRADIENT_VANISHES),
        Watchpoint(WatchFor.GRADIENT_EXPLODES),
        Watchpoint(WatchFor.DEAD_UNIT, batches=1000),
        Watchpoint(WatchFor.STILL_WEIGHT, batches=1000),
        Watchpoint(WatchFor.UPDATE_RATIO),
        Watchpoint(WatchFor.EXPRESSION, expression="torch.rand(()) < 0"),
    )
    plain = Driver()
    plain.start(recipe)
    walker = watched(recipe, *every)

    assert walker.ended.reason is Reason.COMPLETED
    assert not walker.of(WatchpointReached)
    assert same(weights_of(plain), weights_of(walker))
    losses = [each.last(RunStarted).history.column("loss") for each in (plain, walker)]
    assert np.array_equal(*losses)
    assert not torch.overrides._get_current_function_mode_stack()


def test_going_on_after_a_watchpoint_changes_no_bit_of_a_run(short):
    plain = Driver()
    plain.start(short)
    walker = Walker()
    bound = Watchpoint(WatchFor.GRADIENT_EXPLODES, high=1e-6)
    walker.do(SetWatchpoints((bound,)), Start(short), Pause())
    while walker.state == "paused":
        walker.do(Unpause())

    assert len(walker.of(WatchpointReached)) == 1
    assert same(weights_of(plain), weights_of(walker))


@pytest.mark.parametrize("name", ["", "first"])
@pytest.mark.parametrize("call", ["nn.functional.relu(x)", "torch.relu(x)", "x.relu()", "nn.functional.relu_(x)"])
def test_a_unit_that_is_dead_in_a_relu_that_forward_calls_is_named(recipe, call, name):
    walker = watched(
        recipe(f"self.first.bias.data[3] = -1e3; x = {call}"), Watchpoint(WatchFor.DEAD_UNIT, name, batches=2)
    )

    assert "Unit 3 of relu(first) has given only 0" in str(walker.last(WatchpointReached).message)


def test_a_relu_that_takes_something_else_than_a_module_gave_is_named_by_its_number(recipe):
    planted = "x = torch.relu(x * torch.tensor([1.0, 1, 1, 0, 1, 1, 1, 1]))"
    walker = watched(recipe(planted), Watchpoint(WatchFor.DEAD_UNIT, batches=2))

    assert "Unit 3 of relu #1 has given only 0" in str(walker.last(WatchpointReached).message)
