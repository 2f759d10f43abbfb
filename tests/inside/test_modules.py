"""What is told of each module: its costs, how it stands, what hangs on it, and its share of the time."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from trainer_core.inside.modules import BATCHES, WARM_UP, acts_otherwise_in_eval, measured_rows, module_rows
from trainer_core.models import build_model


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8), nn.ReLU(inplace=True))
        self.drop = nn.Dropout(0.5)
        self.head = nn.Linear(8 * 26 * 26, 10)

    def forward(self, x):
        return self.head(self.drop(self.features(x).flatten(1)))


@pytest.fixture
def model() -> Net:
    torch.manual_seed(0)
    return Net()


def drained(steps):
    """How often a generator yielded, and what it returned."""
    yielded = 0
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return yielded, done.value
        yielded += 1


def by_name(rows):
    return {row.name: row for row in rows}


def test_each_module_has_its_type_shape_parameters_and_costs(model):
    rows = by_name(module_rows(model, (1, 28, 28)))
    assert list(rows) == [name for name, _ in model.named_modules()]
    assert rows[""].parameters == sum(each.numel() for each in model.parameters())
    assert rows["features.0"].output_shape == (8, 26, 26)
    assert rows["features.0"].multiply_adds == 8 * 26 * 26 * 9
    assert rows["head"].parameters == 8 * 26 * 26 * 10 + 10
    assert rows[""].multiply_adds == rows["features"].multiply_adds + rows["head"].multiply_adds
    assert rows[""].output_shape == (10,)


def test_frozen_evaluated_and_hooked_modules_are_told(model):
    model.features.requires_grad_(False)
    model.drop.eval()
    model.head.register_forward_hook(lambda *given: None)
    rows = by_name(module_rows(model, (1, 28, 28)))
    assert rows["features"].trainable == 0
    assert rows["head"].trainable == rows["head"].parameters
    assert not rows["drop"].training
    assert rows["head"].training
    assert [name for name in rows["head"].hooks if "lambda" in name]
    assert {name for name, row in rows.items() if row.differs} == {"features.1", "drop"}
    assert len(model.head._forward_hooks) == 1


@pytest.mark.parametrize(
    ("module", "differs"),
    [
        (nn.Dropout(0.0), False),
        (nn.Dropout2d(0.1), True),
        (nn.BatchNorm1d(4), True),
        (nn.BatchNorm1d(4, track_running_stats=False), False),
        (nn.LayerNorm(4), False),
    ],
)
def test_only_modules_that_compute_otherwise_in_eval_are_named(module, differs):
    assert acts_otherwise_in_eval(module) is differs
    if not isinstance(module, nn.Dropout2d):
        torch.manual_seed(0)
        x = torch.randn(8, 4)
        same = torch.equal(module.train()(x), module.eval()(x))
        assert same is not differs


def test_measuring_gives_shares_and_leaves_weights_buffers_gradients_and_randomness_alone(model):
    model(torch.randn(4, 1, 28, 28)).sum().backward()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    gradients = [each.grad.clone() for each in model.parameters()]
    generator = torch.get_rng_state()
    rows = module_rows(model, (1, 28, 28))
    inputs = torch.randn(8, 1, 28, 28, generator=torch.Generator().manual_seed(1))
    batches, (measured, note) = drained(measured_rows(model, rows, inputs))
    assert note is None
    assert batches == WARM_UP + BATCHES
    shares = by_name(measured)
    assert shares[""].forward == pytest.approx(1)
    assert shares[""].backward == pytest.approx(1)
    assert 0 < shares["features.0"].forward < shares["features"].forward < 1
    assert 0 < shares["head"].backward < 1
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert all(torch.equal(kept, each.grad) for kept, each in zip(gradients, model.parameters(), strict=True))
    assert torch.equal(generator, torch.get_rng_state())
    assert not model.head._forward_hooks


def test_a_model_that_cannot_run_keeps_its_rows_and_says_why(model):
    rows = module_rows(model, (1, 28, 28))
    _, (measured, note) = drained(measured_rows(model, rows, torch.randn(8, 3, 28, 28)))
    assert math.isnan(measured[0].forward)
    assert "could not be measured" in str(note)


def test_a_network_that_resizes_its_pictures_is_told_at_the_size_it_works_with() -> None:
    model = build_model("torchvision", (3, 28, 28), 4, seed=0, architecture="squeezenet1_1", image_size=64)
    rows = module_rows(model, (3, 28, 28))
    assert by_name(rows)["features.0"].output_shape == (64, 31, 31)
    _, (_, note) = drained(measured_rows(model, rows, torch.rand(2, 3, 28, 28)))
    assert note is None
