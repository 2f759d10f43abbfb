"""A step on a copy, walked backward once, twice, and with the graph kept."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from trainer_core.errors import CommandError
from trainer_core.inside.recorded_step import RecordedStep


def step(model: nn.Module | None = None, **more: object) -> RecordedStep:
    torch.manual_seed(0)
    model = model or nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 3))
    return RecordedStep(model, nn.CrossEntropyLoss(), torch.randn(4, 6), torch.tensor([0, 1, 2, 0]), **more)


def test_backward_goes_from_the_loss_to_the_parameters_with_the_norms_of_a_plain_loop() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 3))
    x, y = torch.randn(4, 6), torch.tensor([0, 1, 2, 0])
    recorded = RecordedStep(model, nn.CrossEntropyLoss(), x, y)

    done = recorded.backward(retain_graph=False)

    nn.CrossEntropyLoss()(model(x), y).backward()
    plain = {name: float(each.grad.norm()) for name, each in model.named_parameters() if each.grad is not None}
    assert dict(done.gradients) == pytest.approx(plain)
    assert (done.reached[0].node, done.reached[0].norm) == (0, 1.0)
    graph = done.graph
    arrived = {graph.nodes[each.node].parameter: each.norm for each in done.reached}
    assert {name: arrived[name] for name in plain} == pytest.approx(plain)
    assert len(done.reached) == len(graph.nodes)
    assert graph.freed


def test_the_second_backward_raises_pytorchs_error_and_explains_it() -> None:
    recorded = step()
    recorded.backward(retain_graph=False)

    done = recorded.backward(retain_graph=False)

    assert done.raised.startswith("Trying to backward through the graph a second time")
    assert "freed" in str(done.explained)
    assert done.times == 2


def test_a_kept_graph_can_be_walked_again_and_gradients_add_up() -> None:
    recorded = step()
    first = recorded.backward(retain_graph=True)
    second = recorded.backward(retain_graph=False)

    assert first.raised == second.raised == ""
    assert first.graph.held_bytes == recorded_bytes(step()) > second.graph.held_bytes == 0
    doubled = {name: 2 * norm for name, norm in first.gradients}
    assert dict(second.gradients) == pytest.approx(doubled)


def recorded_bytes(recorded: RecordedStep) -> int:
    return recorded.graph.held_bytes


def test_the_model_its_gradients_and_the_random_state_stay_as_they_are() -> None:
    model = nn.Sequential(nn.Linear(6, 5), nn.BatchNorm1d(5), nn.Dropout(0.5), nn.Linear(5, 3))
    before = {name: value.clone() for name, value in model.state_dict().items()}
    state = torch.get_rng_state()

    recorded = RecordedStep(model, nn.CrossEntropyLoss(), torch.ones(4, 6), torch.tensor([0, 1, 2, 0]))
    recorded.backward(retain_graph=True)

    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert all(parameter.grad is None for parameter in model.parameters())
    assert torch.equal(torch.get_rng_state(), state)


def test_a_forward_that_fails_has_a_graph_as_far_as_it_got_and_no_backward() -> None:
    recorded = step(nn.Sequential(nn.Linear(6, 5), nn.Linear(4, 3)))

    assert recorded.graph.failed is not None
    assert recorded.graph.failed.module == "1"
    assert any(node.op == "AddmmBackward0" for node in recorded.graph.nodes)
    with pytest.raises(CommandError, match="no graph to walk backward"):
        recorded.backward(retain_graph=False)


def test_a_person_s_own_hooks_are_copied_and_those_of_the_program_are_not() -> None:
    model = nn.Sequential(nn.Linear(6, 3))
    seen: list[str] = []

    def own(module: nn.Module, inputs: object, returned: Tensor) -> Tensor:
        seen.append("own")
        return returned * 2

    def ours(module: nn.Module, inputs: object, returned: Tensor) -> None:
        seen.append("ours")

    ours.__module__ = "trainer_core.inside.walk"
    model[0].register_forward_hook(own)
    model[0].register_forward_hook(ours)

    step(model)

    assert seen == ["own"]
    assert len(model[0]._forward_hooks) == 2


def test_what_cannot_be_copied_is_said() -> None:
    model = nn.Sequential(nn.Linear(6, 3))
    model.kept = [model[0](torch.ones(1, 6))]

    with pytest.raises(CommandError, match="cannot be copied"):
        step(model)


def test_mixed_precision_is_that_of_the_run() -> None:
    recorded = step(autocast=torch.bfloat16)

    assert {"bfloat16", "float32"} <= {node.dtype for node in recorded.graph.nodes}
