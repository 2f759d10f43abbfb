"""What is measured of the layers of small networks, and what ails them by it."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from trainer_core.history.layer_health import NO_GRADIENT, LayerHealth, Measure
from trainer_core.inside.diagnosis import Trouble, diagnose, frozen
from trainer_core.training import layer_sample as measuring
from trainer_core.training.layer_health import LayerHealthSampler
from trainer_core.training.loop import Batch, Step, training_phases


def trained(
    model: nn.Module,
    *,
    batches: int = 5,
    lr: float = 0.01,
    inputs: torch.Tensor | None = None,
    scaler: torch.amp.GradScaler | None = None,
    trouble: str = "",
) -> LayerHealth:
    """What is measured in some batches of training ``model`` by SGD on one batch of noise."""
    torch.manual_seed(0)
    x = torch.randn(32, 8) if inputs is None else inputs
    y = torch.randint(4, (len(x),))
    optimizer = torch.optim.SGD(model.parameters(), lr)
    step = Step(model, model, nn.CrossEntropyLoss(), optimizer, "cpu", scaler=scaler)
    health = LayerHealth()
    sampler = LayerHealthSampler(model, health, every=1, device=torch.device("cpu"))
    for number in range(batches):
        batch = Batch(x, y)
        for _ in sampler.sampled(training_phases(step, batch), step, batch, number, 0.0):
            pass
    assert str(sampler.trouble or "") == trouble
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())
    return health


def troubles(health: LayerHealth) -> dict[str, Trouble]:
    return {health.layers[at].name: found.trouble for found in diagnose(health) for at in found.layers}


def deep(activation: type[nn.Module], layers: int = 10) -> nn.Sequential:
    torch.manual_seed(0)
    hidden = [part for _ in range(layers) for part in (nn.Linear(8, 8), activation())]
    return nn.Sequential(*hidden, nn.Linear(8, 4))


def test_gradients_that_vanish_in_a_deep_network_of_sigmoids_are_told() -> None:
    health = trained(deep(nn.Sigmoid), lr=0.1)
    found = troubles(health)
    assert found["0"] is Trouble.VANISHING
    assert "20" not in found
    (vanishing,) = [each for each in diagnose(health) if each.trouble is Trouble.VANISHING]
    assert "0 (Linear), 2 (Linear), " in str(vanishing.message)
    assert "a thousandth of that in 20 (Linear)" in str(vanishing.message)
    assert "ReLU" in str(vanishing.advice)


def test_gradients_that_explode_are_told_after_one_batch() -> None:
    model = deep(nn.ReLU)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(8)
    found = diagnose(trained(model, batches=1, lr=1e-9))
    assert [each.trouble for each in found] == [Trouble.EXPLODING]
    assert "The gradient explodes in" in str(found[0].message)


def test_steps_that_are_too_large_are_told() -> None:
    found = diagnose(trained(nn.Sequential(nn.Linear(8, 4)), lr=20.0))
    assert [each.trouble for each in found] == [Trouble.EXPLODING]
    assert "The steps are very large in 0 (Linear)" in str(found[0].message)


@pytest.mark.parametrize("inplace", [False, True])
def test_dead_units_are_those_of_the_layer_before_the_relu(inplace: bool) -> None:
    model = nn.Sequential(nn.Linear(8, 8), nn.ReLU(inplace), nn.Linear(8, 4))
    with torch.no_grad():
        model[0].bias[:6] = -100
    health = trained(model)
    assert health.read()[1][0, :, Measure.DEAD].tolist() == pytest.approx([0.75, np.nan], nan_ok=True)
    assert troubles(health) == {"0": Trouble.DEAD}
    assert "75.0%" in str(diagnose(health)[0].message)


def test_a_unit_that_only_later_examples_of_a_large_activation_need_is_not_dead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(measuring, "_MOST_NUMBERS", 16)  # two examples of those below
    model = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 4))
    with torch.no_grad():
        model[0].weight.fill_(1.0)
        model[0].bias.zero_()
        model[0].bias[:2] = -100
    inputs = torch.ones(32, 8)
    inputs[:16] = -1.0
    assert trained(model, batches=1, inputs=inputs).read()[1][0, 0, Measure.DEAD] == 0.25


class Single(nn.Module):
    """A layer that gets a single number and gives one."""

    def __init__(self) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.ones(()))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        assert x.ndim == 0
        return x * self.factor


class Gated(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc, self.gate = nn.Linear(8, 4), Single()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.fc(x))
        return x * self.gate(x.mean())


def test_a_layer_that_gets_something_of_which_units_cannot_be_told_ends_the_measuring_and_no_forward() -> None:
    model = Gated()
    before = [parameter.detach().clone() for parameter in model.parameters()]
    ended = "The health of the layers is no longer measured: tuple index out of range. Training continues."
    trained(model, batches=2, trouble=ended)
    assert all(not torch.equal(was, now) for was, now in zip(before, model.parameters(), strict=True))


class Rooted(nn.Module):
    """Has a loss that is finite and a gradient that is not."""

    def __init__(self) -> None:
        super().__init__()
        self.fc = nn.Linear(8, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.fc(x)
        return x + torch.sqrt(x - x.detach()) * 0


def test_a_gradient_that_is_no_number_explodes_and_is_not_taken_for_a_frozen_layer() -> None:
    health = trained(Rooted(), batches=1)
    assert troubles(health) == {"fc": Trouble.EXPLODING}
    assert not frozen(health).any()


def test_an_overflow_that_the_scaler_of_gradients_sees_to_is_no_explosion() -> None:
    model = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 4))
    scaler = torch.amp.GradScaler("cpu", init_scale=2.0**127, backoff_factor=2.0**-111)
    health = trained(model, batches=3, lr=1e-4, inputs=20 * torch.randn(32, 8), scaler=scaler)
    gradients = health.read()[1][:, :, Measure.GRADIENT]
    assert scaler.get_scale() == 2.0**16
    assert np.isnan(gradients[0]).all()
    assert (gradients[1:] > 0).all()
    assert troubles(health) == {}


def test_where_the_gradient_of_a_weight_overflows_that_of_its_bias_is_not_told_as_the_layers() -> None:
    model = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 4))
    model[0].weight.register_hook(lambda gradient: gradient * torch.inf)
    gradients = trained(model, batches=1, scaler=torch.amp.GradScaler("cpu")).read()[1][0, :, Measure.GRADIENT]
    assert np.isnan(gradients).tolist() == [True, False]


class Functional(nn.Module):
    """Pictures through a convolution, whose ReLU, pooling and flattening are no modules, and a layer without use."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm = nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4)
        self.fc, self.unused = nn.Linear(4 * 3 * 3, 4), nn.Linear(3, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.fc(F.max_pool2d(F.relu(self.norm(self.conv(x))), 2).flatten(1))


def test_channels_behind_functions_are_seen_and_a_layer_without_use_is_told() -> None:
    torch.manual_seed(0)
    model = Functional()
    with torch.no_grad():
        model.norm.bias[1:] = -100
    health = trained(model, inputs=torch.randn(16, 1, 8, 8))

    values = health.read()[1]
    assert [layer.name for layer in health.layers] == ["conv", "norm", "fc", "unused"]
    assert values[0, :, Measure.DEAD].tolist() == pytest.approx([np.nan, 0.75, np.nan, np.nan], nan_ok=True)
    assert (values[:, 3, Measure.GRADIENT] == NO_GRADIENT).all()
    assert np.isnan(values[:, 3, Measure.MEAN]).all()
    assert troubles(health) == {"norm": Trouble.DEAD, "unused": Trouble.NO_GRADIENT}
    assert not frozen(health).any()


@pytest.mark.parametrize("activation", [nn.Sigmoid, nn.Tanh])
def test_saturation_is_told_but_not_of_the_answers(activation: type[nn.Module]) -> None:
    model = nn.Sequential(nn.Linear(8, 8), activation(), nn.Linear(8, 4), activation())
    with torch.no_grad():
        for at in (0, 2):
            model[at].weight.mul_(100)
    health = trained(model)
    assert health.read()[1][0, 0, Measure.SATURATED] > 0.8
    assert np.isnan(health.read()[1][0, 1, Measure.SATURATED])
    assert troubles(health)["0"] is Trouble.SATURATED


def test_a_frozen_layer_is_no_trouble_and_one_that_does_not_move_is() -> None:
    model = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 4))
    model[0].requires_grad_(False)
    health = trained(model, lr=1e-9)
    assert frozen(health).tolist() == [True, False, False]
    assert troubles(health) == {"2": Trouble.STILL, "4": Trouble.STILL}


def test_a_healthy_network_has_no_findings() -> None:
    assert diagnose(trained(nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 4)), batches=20, lr=0.1)) == ()
    assert diagnose(LayerHealth()) == ()


def test_shared_weights_and_sparse_gradients_are_measured_once() -> None:
    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.answer = nn.Embedding(9, 6, sparse=True), nn.Linear(6, 4)
            self.again = self.answer

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.again(self.words(x).mean(1)) + self.answer(self.words(x).amax(1))

    health = trained(Tied(), inputs=torch.randint(9, (16, 5)))
    assert [layer.name for layer in health.layers] == ["words", "answer"]
    assert (health.read()[1][:, :, :2] > 0).all()


class Dropped(nn.Module):
    """A forward that calls its activation and its dropout as functions."""

    def __init__(self) -> None:
        super().__init__()
        self.fc, self.last = nn.Linear(8, 6), nn.Linear(6, 4)
        with torch.no_grad():
            self.fc.bias[:2] = -1e3

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last(F.dropout(F.relu(self.fc(x)), training=self.training))


def test_dead_units_are_seen_behind_dropout_where_a_batch_is_large_enough_to_tell() -> None:
    torch.manual_seed(0)
    _, values = trained(Dropped(), inputs=torch.randn(64, 8)).read()
    np.testing.assert_allclose(values[:, 0, Measure.DEAD], 2 / 6, rtol=1e-6)
    _, values = trained(Dropped(), inputs=torch.randn(16, 8)).read()
    assert np.isnan(values[:, 0, Measure.DEAD]).all()
