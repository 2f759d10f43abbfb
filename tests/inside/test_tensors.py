"""The tensors at hand of a real step: named, described, compared, tiled, copied, and pinned over the steps walked."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.conftest import Driver, same, weights_of
from trainer_core import Recipe
from trainer_core.inside.tensors import MOST_PINNED, LookedAt
from trainer_core.protocol.commands import Advance, Command, Prepare, Unit
from trainer_core.protocol.console import RunCode
from trainer_core.protocol.events import Refused
from trainer_core.protocol.inside import LookInside
from trainer_core.protocol.tensors import (
    CompareTensors,
    CopyTensor,
    DescribeTensor,
    ListTensors,
    PinnedTold,
    PinTensor,
    TellPinned,
    TensorCopied,
    TensorDescribed,
    TensorsCompared,
    TensorsListed,
    TensorTiled,
    TileTensor,
)


@pytest.fixture
def walking(driver: Driver, tiny: Recipe) -> Driver:
    """A run that stands before the first phase of its first batch."""
    driver.start(tiny, paused=True)
    return driver


def phases(driver: Driver, count: int) -> None:
    for _ in range(count):
        driver.do(Advance(Unit.PHASE))


def names(driver: Driver) -> dict[str, str]:
    driver.do(ListTensors())
    return {entry.name: entry.group for entry in driver.last(TensorsListed).entries}


def refused(driver: Driver, command: Command) -> Refused:
    driver.do(command)
    return next(event for event in driver.of(Refused) if event.answers == command.id)


def test_what_is_at_hand_grows_with_the_step(walking: Driver) -> None:
    found = names(walking)
    assert (found["x"], found["y"]) == ("batch", "batch")
    assert not {"pred", "loss"} & found.keys()
    assert {group for name, group in found.items() if name.endswith("weight")} == {"parameters"}
    phases(walking, 2)
    assert names(walking)["pred"] == "outputs"
    phases(walking, 2)
    found = names(walking)
    weight = next(name for name, group in found.items() if group == "parameters")
    assert found[f"{weight}.grad"] == "gradients"
    phases(walking, 1)
    assert names(walking)[f"{weight}@exp_avg"] == "optimizer"


def test_prepared_parts_have_their_weights_at_hand(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny))
    assert set(names(driver).values()) == {"parameters"}


def test_a_tensor_of_the_step_is_told_in_plain_values(walking: Driver) -> None:
    phases(walking, 3)
    walking.do(DescribeTensor("pred", cells=(3, 4)))
    told = walking.last(TensorDescribed)
    assert walking.engine.parts is not None
    pred = walking.engine._training.run.batch.logits  # type: ignore[union-attr]
    assert (told.facts.shape, told.facts.grad_fn) == ((32, 10), "AddmmBackward0")
    assert told.facts.statistics is not None
    assert told.facts.statistics.mean == pytest.approx(float(pred.detach().double().mean()))
    assert told.plane is not None
    assert np.array_equal(told.plane.values, pred.detach()[:3, :4].numpy())
    assert pred.grad_fn is not None


def test_looking_changes_nothing_of_the_run(driver: Driver, tiny: Recipe) -> None:
    watched = Driver()
    for each in (driver, watched):
        each.start(tiny, paused=True)
        for step in range(12):
            if each is watched:
                for name in list(names(each)):
                    each.do(DescribeTensor(name), PinTensor(name, pinned=step == 3 and name.endswith("weight")))
            each.do(Advance(Unit.PHASE))
    assert same(weights_of(driver), weights_of(watched))


def test_tensors_are_told_at_every_operation_of_a_step_that_is_looked_into(driver: Driver, tiny: Recipe) -> None:
    watched = Driver()
    for each in (driver, watched):
        each.start(tiny, paused=True)
        each.do(LookInside(each is watched))
        each.do(Advance(Unit.BATCH))
    seen: set[str] = set()
    for _ in range(15):
        watched.do(Advance(Unit.OPERATION))
        seen |= names(watched).keys()
        for name in names(watched):
            watched.do(DescribeTensor(name, cells=(2, 2)))
    assert {"x", "pred", "loss", "linear_relu_stack.1()", "linear_relu_stack.0.weight.grad"} <= seen
    for each in (driver, watched):
        each.do(LookInside(False))
        each.do(Advance(Unit.EPOCH))
    assert not watched.of(Refused)
    assert same(weights_of(driver), weights_of(watched))


def test_the_change_is_since_the_step_before(walking: Driver) -> None:
    weight = next(name for name, group in names(walking).items() if group == "parameters")
    walking.do(DescribeTensor(weight))
    assert walking.last(TensorDescribed).change is None
    model = walking.engine.parts.model  # type: ignore[union-attr]
    before = model.state_dict()[weight].clone()
    walking.do(Advance(Unit.BATCH))
    walking.do(DescribeTensor(weight))
    change = walking.last(TensorDescribed).change
    assert change is not None
    moved = model.state_dict()[weight] - before
    assert change.since == 0
    assert change.movement.norm == pytest.approx(float(moved.double().norm()), rel=1e-6)
    walking.do(Advance(Unit.BATCH))
    walking.do(DescribeTensor(weight))
    change = walking.last(TensorDescribed).change
    assert change is not None
    assert change.since == 1


def test_a_pinned_tensor_has_a_point_for_each_step(walking: Driver) -> None:
    weight = next(name for name, group in names(walking).items() if group == "parameters")
    walking.do(PinTensor(weight))
    model = walking.engine.parts.model  # type: ignore[union-attr]
    norms = [float(model.state_dict()[weight].double().norm())]
    for _ in range(3):
        phases(walking, 2)
        walking.do(Advance(Unit.BATCH))
        norms.append(float(model.state_dict()[weight].double().norm()))
    walking.do(TellPinned())
    points = walking.last(PinnedTold).histories[weight]
    assert [point.step for point in points] == [0, 1, 2, 3]
    assert [point.norm for point in points] == pytest.approx(norms)
    walking.do(PinTensor(weight, pinned=False))
    assert walking.last(PinnedTold).histories == {}


def test_a_pinned_history_begins_again_with_another_run_and_after_a_step_back() -> None:
    looked, tensors = LookedAt(), {"w": torch.ones(2)}
    looked.pin("w", tensors)
    for step in (0, 1, 2, 1):
        looked.stood(1, step, tensors)
    assert [point.step for point in looked.histories["w"]] == [0, 1]
    looked.stood(2, 0, tensors)
    assert [point.step for point in looked.histories["w"]] == [0]


def test_two_tensors_stand_side_by_side(walking: Driver) -> None:
    walking.do(Advance(Unit.BATCH))
    phases(walking, 5)
    found = names(walking)
    weight = next(name for name, group in found.items() if group == "parameters")
    walking.do(CompareTensors(weight, f"{weight}@exp_avg", origin=(0, 2), cells=(2, 3)))
    told = walking.last(TensorsCompared)
    model, optimizer = walking.engine.parts.model, walking.engine.parts.step.optimizer  # type: ignore[union-attr]
    parameter = dict(model.named_parameters())[weight]
    apart = optimizer.state[parameter]["exp_avg"] - parameter.detach()
    assert np.allclose(told.difference.values, apart[:2, 2:5].numpy())
    assert told.movement.largest == pytest.approx(float(apart.abs().max()))
    assert told.place is not None
    assert abs(float(apart[told.place])) == pytest.approx(told.movement.largest)
    other = refused(walking, CompareTensors(weight, "x"))
    assert (other.code, "784" in str(other.message)) == ("other-shape", True)


def test_feature_maps_come_as_tiles_and_stand_beside_their_picture(walking: Driver) -> None:
    phases(walking, 1)
    walking.do(TileTensor("x", 1, (5,)))
    told = walking.last(TensorTiled)
    x = walking.engine._training.run.batch.inputs  # type: ignore[union-attr]
    assert (told.tiles.shape, told.count, told.beside) == ((1, 28, 28), 1, None)
    assert np.allclose(told.tiles[0], x[5, 0].numpy())


def test_a_tensor_is_copied_as_python(walking: Driver) -> None:
    walking.do(CopyTensor("y"))
    again = eval(walking.last(TensorCopied).text)
    assert torch.equal(again, walking.engine._training.run.batch.targets)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (DescribeTensor("loss"), "no-such-tensor", "once the step has come to it"),
        (DescribeTensor("linear_relu_stack.0.wieght"), "no-such-tensor", "Did you mean linear_relu_stack.0.weight?"),
        (DescribeTensor("?"), "no-such-tensor", "no tensor called ?"),
        (DescribeTensor("x", (99,)), "no-such-index", "99"),
        (CopyTensor("linear_relu_stack.0.weight"), "too-many-values", "401,408"),
        (TileTensor("y"), "no-tiles", "three dimensions"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(
    walking: Driver, command: Command, code: str, words: str
) -> None:
    told = refused(walking, command)
    assert told.code == code
    assert words in str(told.message)


def test_no_more_tensors_are_pinned_than_can_be_followed(walking: Driver) -> None:
    looked, tensors = LookedAt(), {str(n): torch.ones(1) for n in range(MOST_PINNED + 1)}
    for name in list(tensors)[:-1]:
        looked.pin(name, tensors)
    with pytest.raises(Exception, match="Unpin one"):
        looked.pin(str(MOST_PINNED), tensors)


def test_an_array_of_the_console_that_shares_its_memory_is_told(walking: Driver) -> None:
    walking.do(RunCode("a = np.zeros(3)\nt = torch.from_numpy(a)\nother = t.clone()"))
    walking.do(DescribeTensor("t"))
    assert walking.last(TensorDescribed).shares == ("a",)
    assert names(walking)["other"] == "console"
