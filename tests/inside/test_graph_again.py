"""A graph that typed code has used up is made again; what modules keep in plain attributes goes back with a step."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tests.conftest import Driver, same, weights_of
from tests.inside.conftest import Walker
from trainer_core.history.history import BY_HAND
from trainer_core.protocol.commands import Advance, Start, Unit, Unpause
from trainer_core.protocol.console import ChangesSettled, CodeDone, KeepChanges, RunCode, UndoChanges
from trainer_core.protocol.events import Logged, Reason, RunStarted
from trainer_core.protocol.inside import LookInside, StepBack, StoodInside
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust

DROPOUT = {"model.name": "small_cnn", "model.dropout": 0.5}


def losses(driver: Driver) -> Any:
    return driver.last(RunStarted).history.column("loss")


def each(driver: Driver, *commands: Any) -> None:
    for command in commands:
        driver.do(command)


def standing(recipe: Any, *moves: Any, looking: bool = True) -> Walker:
    walker = Walker(stays=True)
    walker.do(LookInside(on=looking), Start(recipe, paused=True))
    each(walker, *moves)
    return walker


BEFORE_BACKWARD = [Advance(Unit.PHASE)] * 3
BEFORE_LOSS = [Advance(Unit.PHASE)] * 2


@pytest.mark.parametrize(
    ("moves", "code"),
    [
        (BEFORE_BACKWARD, "loss.backward()"),
        (BEFORE_BACKWARD, "pred.sum().backward()"),
        (BEFORE_LOSS, "pred.mean().backward(); model.head.weight.data.zero_()"),
    ],
)
def test_undo_makes_the_graph_again_and_the_run_goes_on_with_the_same_bits(short, moves, code):
    recipe = short.with_values(DROPOUT)
    plain = Driver()
    plain.start(recipe)
    walker = standing(recipe, *moves)
    place = walker.places[-1]
    each(walker, RunCode(code))
    assert "loss.grad_fn" in walker.last(CodeDone).changed
    each(walker, UndoChanges())
    assert walker.last(ChangesSettled).kept is False
    assert walker.places[-1] == place
    each(walker, RunCode("pred.grad_fn is not None"))
    assert not walker.last(CodeDone).changed
    walker.stays = False
    each(walker, Unpause())
    assert walker.ended.reason is plain.ended.reason is Reason.COMPLETED
    assert same(weights_of(plain), weights_of(walker))
    assert np.array_equal(losses(plain), losses(walker))


@pytest.mark.parametrize("settled", [UndoChanges, KeepChanges])
def test_a_graph_is_made_again_in_the_middle_of_the_backward(short, settled):
    recipe = short.with_values(DROPOUT)
    plain, walker = Driver(), Walker()
    plain.start(recipe)

    def use_up() -> None:
        walker.post(RunCode("pred.sum().backward()"), settled())

    in_backward = [*BEFORE_BACKWARD, *[Advance(Unit.OPERATION)] * 2]
    walker.walk(recipe, *in_backward, use_up, Advance(Unit.OPERATION), *[Advance(Unit.OPERATION)] * 3)
    assert "loss.grad_fn" in walker.last(CodeDone).changed
    assert walker.ended.reason is plain.ended.reason is Reason.COMPLETED
    assert same(weights_of(plain), weights_of(walker)) is (settled is UndoChanges)
    nodes = [place for place in walker.places if place.kind == "node"]
    assert nodes[2] == nodes[1]


def test_a_batch_that_is_not_looked_into_gets_its_graph_again(short):
    plain = Driver()
    plain.start(short)
    driver = standing(short, *BEFORE_BACKWARD, looking=False)
    each(driver, RunCode("loss.backward()"), UndoChanges(), Unpause())
    assert driver.ended.reason is Reason.COMPLETED
    assert same(weights_of(plain), weights_of(driver))
    assert not driver.last(RunStarted).history.marks


def test_what_is_drawn_anew_for_it_is_said_and_marked(short):
    driver = standing(short.with_values(DROPOUT), *BEFORE_BACKWARD, looking=False)
    each(driver, RunCode("loss.backward()"), UndoChanges(), Unpause())
    assert driver.ended.reason is Reason.COMPLETED
    assert any("drawn again" in str(event.message) for event in driver.of(Logged))
    assert [mark.message.template for mark in driver.last(RunStarted).history.marks] == [BY_HAND]


@pytest.mark.parametrize("settled", ["kept", "gone on with"])
def test_gradients_that_typed_code_has_added_are_kept_and_the_run_goes_on(short, settled):
    walker = standing(short, *BEFORE_BACKWARD)
    code = "b = model.linear_relu_stack[4].bias; loss.backward(); g = b.grad.clone(); b.data.add_(1); b = b.clone()"
    each(walker, RunCode(code))
    stood = len(walker.of(StoodInside))
    each(walker, *([KeepChanges()] if settled == "kept" else []))
    assert len(walker.of(StoodInside)) == stood + (settled == "kept")
    each(walker, Advance(Unit.PHASE))
    assert (walker.places[-1].name, walker.places[-1].kind) == ("step", "phase")
    each(walker, RunCode("now = model.linear_relu_stack[4].bias; torch.equal(now, b), torch.equal(now.grad, 2 * g)"))
    assert walker.last(CodeDone).text == "(True, True)"
    walker.stays = False
    each(walker, Unpause())
    assert walker.ended.reason is Reason.COMPLETED


def test_what_was_changed_by_hand_is_there_again_when_the_step_comes_past_it_again(short):
    seen: list[bool] = []
    walker = Walker()
    layer = "linear_relu_stack.2.weight"

    def change() -> None:
        walker.post(RunCode("model.linear_relu_stack[2].weight.data.zero_()"), KeepChanges())

    def look() -> None:
        at_hand = walker.engine.at_hand()
        assert at_hand is not None
        seen.append(bool(at_hand.tensors[layer].count_nonzero() == 0))

    to_pred = [*[Advance(Unit.PHASE)] * 2, look]
    walker.walk(short, Advance(Unit.PHASE), look, change, *to_pred, *[StepBack(Unit.PHASE)] * 3, look, *to_pred)
    assert seen == [False, True, False, True]
    assert walker.ended.reason is Reason.COMPLETED


REMEMBERS = """
import random
from collections import deque

import numpy as np
import torch
from torch import nn


class Average:
    def __init__(self):
        self.mean, self.seen = torch.zeros(8), 0


class Net(nn.Module):
    def __init__(self, input_shape, outputs):
        super().__init__()
        self.first, self.last = nn.Linear(784, 8), nn.Linear(8, outputs)
        self.calls, self.recent, self.named = 0, deque(maxlen=3), {"sum": 0.0}
        self.kept, self.array, self.average = torch.zeros(8), np.zeros(8), Average()
        self.own, self.dice = torch.Generator().manual_seed(3), random.Random(3)

    def forward(self, x):
        x = self.first(x.flatten(1))
        if self.training:
            self.calls += 1
            self.named["sum"] += float(x.detach().mean())
            self.recent.append(float(x.detach().std()))
            self.kept.add_(x.detach().mean(0))
            self.array += x.detach().numpy().max(0)
            self.average.mean += x.detach().mean(0)
            self.average.seen += 1
        noise = torch.randn(8, generator=self.own) * self.dice.random()
        scale = 1 + self.calls / 100 + self.named["sum"] + sum(self.recent) / 100 + self.average.seen / 100
        return self.last(torch.relu(x * scale + self.kept + torch.from_numpy(self.array).float() + noise))
"""


@pytest.fixture
def remembering(short, tmp_path):
    path = tmp_path / "net.py"
    path.write_text(REMEMBERS, encoding="utf-8")
    trust(read_code(path))
    return short.with_values({"model.name": "file", "model.path": str(path), "model.class": "Net"})


def test_what_a_module_keeps_in_plain_attributes_goes_back_with_the_step(remembering):
    plain, walker = Driver(), Walker()
    plain.start(remembering)
    there_and_back = [
        *[Advance(Unit.PHASE)] * 4,
        *[StepBack(Unit.PHASE)] * 3,
        *[Advance(Unit.OPERATION)] * 12,
        *[StepBack(Unit.OPERATION)] * 3,
        StepBack(Unit.BATCH),
        Advance(Unit.BATCH),
        *[Advance(Unit.OPERATION)] * 9,
        StepBack(Unit.MODULE),
    ]
    walker.walk(remembering, *there_and_back)
    assert walker.ended.reason is Reason.COMPLETED
    assert same(weights_of(plain), weights_of(walker))
    assert np.array_equal(losses(plain), losses(walker))


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("model.kept.add_(1)", "kept"),
        ("model.array[0] = 5", "array"),
        ("model.recent.append(7.0)", "recent"),
        ("model.average.seen = 100", "average"),
        ("model.dice.random()", "dice"),
        ("torch.randn(3, generator=model.own)", "own"),
        ("model.named['sum'] = 9.0", "named"),
    ],
)
def test_what_typed_code_changes_of_plain_attributes_is_named_and_undone(remembering, code, named):
    plain, walker = Driver(), standing(remembering, Advance(Unit.BATCH), Advance(Unit.PHASE))
    plain.start(remembering)
    each(walker, RunCode(code))
    assert walker.last(CodeDone).changed == (named,)
    walker.stays = False
    each(walker, UndoChanges(), Unpause())
    assert same(weights_of(plain), weights_of(walker))


def test_a_checkpoint_is_not_computed_again_to_see_whether_a_graph_is_used_up(remembering, tmp_path):
    path = tmp_path / "checked.py"
    text = REMEMBERS.replace("self.last(torch.relu(", "checkpoint(self.told, torch.relu(").replace(
        "+ noise))", "+ noise), use_reentrant=False)"
    )
    text = text.replace("from torch import nn", "from torch import nn\nfrom torch.utils.checkpoint import checkpoint")
    path.write_text(text + "\n    def told(self, x):\n        print('computed')\n        return self.last(x)\n")
    trust(read_code(path))
    walker = standing(remembering.with_values({"model.path": str(path)}), *BEFORE_BACKWARD)
    before = torch.get_rng_state()
    each(walker, RunCode("model.calls"), RunCode("model.told = lambda x: 1/0; del model.told; model.calls"))
    assert [event.text for event in walker.of(CodeDone)] == ["1", "1"]
    assert torch.equal(before, torch.get_rng_state())
    walker.stays = False
    each(walker, Unpause())
    assert walker.ended.reason is Reason.COMPLETED
