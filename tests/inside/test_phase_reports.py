"""What a phase is told to have done equals what a hand-written loop does."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from tests.inside.conftest import Walker, advance
from trainer_core.protocol.commands import Advance, Pause, Start, Unit
from trainer_core.protocol.events import Refused, RunStarted
from trainer_core.protocol.inside import ChooseWeight, LookInside, PhaseReport, StoodInside


def reports_of(walker: Walker, step: int) -> dict[str, PhaseReport]:
    """The reports at the end of a batch."""
    last = next(event for event in walker.of(StoodInside) if event.step == step and event.place.name == "done")
    return {report.phase: report for report in last.reports}


@pytest.mark.parametrize(
    "optimizer",
    [
        pytest.param(
            {"name": "SGD", "lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}, id="nesterov"
        ),
        pytest.param({"name": "Adam", "lr": 1e-3}, id="Adam"),
        pytest.param({"name": "AdamW", "lr": 1e-3, "weight_decay": 0.1}, id="AdamW"),
        pytest.param({"name": "RMSprop", "lr": 1e-3}, id="RMSprop"),
    ],
)
def test_the_numbers_of_each_phase_are_those_of_a_hand_written_loop(walker, short, optimizer):
    recipe = short.with_values({f"optimizer.{key}": value for key, value in optimizer.items()})
    seen: dict[str, Any] = {}

    def begin() -> None:
        parts = walker.engine.parts
        seen["before"] = {name: value.clone() for name, value in parts.model.state_dict().items()}
        seen["x"], seen["y"] = (walker.engine.at_hand().tensors[name].clone() for name in ("x", "y"))

    script = [begin, *advance(Unit.PHASE, 6), *advance(Unit.PHASE, 5)]
    walker.walk(recipe, *script)
    model = walker.engine.parts.model
    model.load_state_dict(seen["before"])
    for parameter in model.parameters():
        parameter.grad = None
    kind = getattr(torch.optim, optimizer["name"])
    by_hand = kind(model.parameters(), **{key: value for key, value in optimizer.items() if key != "name"})
    reports = reports_of(walker, 0)

    by_hand.zero_grad()
    assert reports["zero_grad"].cleared == ()
    pred = model(seen["x"])
    assert np.array_equal(reports["forward"].answers, pred.detach().softmax(1)[:16].numpy())
    assert np.array_equal(reports["forward"].truth, seen["y"][:16].numpy())
    assert np.array_equal(reports["forward"].images, (seen["x"][:16] * 255).round().to(torch.uint8).numpy())
    loss = F.cross_entropy(pred, seen["y"])
    assert reports["loss"].loss == loss.item()
    assert reports["loss"].losses == pytest.approx(F.cross_entropy(pred, seen["y"], reduction="none")[:16].tolist())
    loss.backward()
    linear = [name for name, module in model.named_modules() if isinstance(module, nn.Linear)]
    norms = dict(reports["backward"].norms)
    assert list(norms) == linear[::-1]
    for name in linear:
        layer = model.get_submodule(name)
        whole = torch.cat([layer.weight.grad.flatten(), layer.bias.grad.flatten()]).norm().item()
        assert norms[name] == pytest.approx(whole, rel=1e-5)
    weight = reports["step"].weight
    parameter = model.get_parameter(weight.name)
    assert weight.before == parameter[weight.index].item()
    assert weight.gradient == parameter.grad[weight.index].item()
    by_hand.step()
    assert weight.after == pytest.approx(parameter[weight.index].item(), rel=1e-6)
    assert float(weight.numbers[-1].rpartition("= ")[2].strip("()")) == pytest.approx(weight.after, rel=1e-5)
    assert len(weight.formula) == len(weight.numbers)
    assert set(reports_of(walker, 1)["zero_grad"].cleared) == {name for name, _ in model.named_parameters()}


def test_gradient_norms_arrive_from_the_back_while_the_backward_stands(walker, short):
    walker.walk(short, *advance(Unit.PHASE, 3), *advance(Unit.MODULE, 3))

    arrived = [
        [layer for report in event.reports if report.phase == "backward" for layer, _ in report.norms]
        for event in walker.of(StoodInside)
        if event.place.phase == "backward" and event.place.kind == "module"
    ]
    assert arrived[0] == []
    assert len(arrived[-1]) >= 1
    assert all(len(one) <= len(other) for one, other in itertools.pairwise(arrived))


def test_a_chosen_weight_is_followed_and_an_unknown_one_refused(walker, short):
    name = "layers.0.weight"
    script = [*advance(Unit.PHASE, 4), ChooseWeight("nothing.weight"), ChooseWeight(name, (3, 300))]
    walker.stays = True
    walker.walk(short, *script)
    assert walker.last(Refused).code == "no-such-name"
    name = next(name for name, value in walker.engine.parts.model.named_parameters() if value.ndim == 2)
    walker.do(ChooseWeight(name, (3, 300)))

    weight = walker.last(StoodInside).reports[-1].weight
    assert (weight.name, weight.index) == (name, (3, 300))
    assert math.isnan(weight.after)
    walker.do(Advance(Unit.PHASE))
    weight = walker.last(StoodInside).reports[-1].weight
    assert weight.after == walker.engine.parts.model.get_parameter(name)[3, 300].item()
    walker.do(ChooseWeight(name, (3, 9000)))
    assert walker.last(Refused).code == "no-such-element"


def test_the_step_is_shown_as_the_code_that_it_is(walker, short):
    values = {"training.accumulate": 2, "training.clip_norm": 1.0, "training.precision": "bfloat16"}
    walker.walk(short.with_values(values | {"schedule.name": "one_cycle"}), *advance(Unit.PHASE, 2))

    event = walker.of(StoodInside)[1]
    code = [line.code for line in event.code if not line.depth]
    assert code == [
        'for group in optimizer.param_groups: group["lr"] = schedule(batch)',
        "optimizer.zero_grad()",
        'with torch.autocast("cpu", dtype=torch.bfloat16):',
        "    pred = model(x)",
        "pred = pred.float()",
        "loss = loss_fn(pred, y)",
        "(loss * 0.5).backward()",
        "# The optimizer steps after the last batch of the group.",
    ]
    assert event.code[event.current].code == "    pred = model(x)"


def test_the_model_opens_where_the_step_stands_in_it(walker, short):
    layers = [
        {"type": "Flatten"},
        {"type": "Repeat", "times": 2, "layers": [{"type": "Linear", "out_features": 8}, {"type": "ReLU"}]},
        {"type": "Linear", "out_features": 10},
    ]
    recipe = short.with_values({"model.name": "layers", "model.layers": layers})
    walker.walk(recipe, *advance(Unit.PHASE), *advance(Unit.MODULE, 12), *advance(Unit.MODULE, 12))

    inner = next(
        event
        for event in walker.of(StoodInside)
        if event.place.kind == "module"
        and event.step == 1
        and event.code[event.current].depth > 1
        and event.place.phase == "forward"
    )
    lines = inner.code
    assert lines[inner.current].module == inner.place.name
    depths = [line.depth for line in lines if line.phase == "forward"]
    assert depths[0] == 0
    assert 1 in depths
    assert max(depths) == lines[inner.current].depth
    assert all(line.depth == 0 for line in lines if line.phase != "forward")


def test_a_batch_that_ran_at_full_speed_until_it_was_paused_is_told_of(walker, short):
    walker.stays = True
    walker.post(LookInside(on=True), Start(short.with_values({"training.epochs": 50})))
    while not walker.of(RunStarted):
        walker.engine.turn()
    walker.do(Pause())

    told = walker.last(StoodInside)
    assert told.place.name == "done"
    assert [report.phase for report in told.reports] == ["zero_grad", "forward", "loss", "backward", "step"]
    assert told.step == walker.last(RunStarted).history.column("loss").size - 1
