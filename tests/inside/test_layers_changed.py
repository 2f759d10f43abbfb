"""A layer of each kind changed by hand, without an engine: what its units are, and what feeds it."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from tests.conftest import same
from trainer_core.errors import CommandError
from trainer_core.inside.feeding import feeding_layer
from trainer_core.inside.interventions import change_of, layer_described
from trainer_core.protocol.interventions import Scale, Silence

CHANNELS = [
    (nn.Conv2d(4, 6, 3, groups=2), (2, 4, 9, 9)),
    (nn.Conv1d(4, 6, 3), (2, 4, 9)),
    (nn.ConvTranspose2d(4, 6, 3, groups=2), (2, 4, 9, 9)),
    (nn.BatchNorm2d(4), (2, 4, 9, 9)),
    (nn.GroupNorm(2, 4), (2, 4, 9, 9)),
]
OUTPUTS = [(nn.Linear(4, 6), (2, 4)), (nn.LayerNorm(6), (2, 6))]


@pytest.mark.parametrize(("module", "shape"), CHANNELS + OUTPUTS, ids=lambda value: type(value).__name__)
def test_a_silenced_unit_of_any_layer_gives_zero_and_the_others_what_they_gave(module, shape):
    model, x = nn.Sequential(module).eval(), torch.rand(shape)
    before = model(x).detach()
    change_of(model, Silence("0", (1,)), lambda path: None).carry_out()
    after = model(x).detach()
    dim = 1 if before.ndim > 2 else before.ndim - 1
    others = [unit for unit in range(before.shape[dim]) if unit != 1]
    assert not after.select(dim, 1).any()
    assert torch.equal(after.index_select(dim, torch.tensor(others)), before.index_select(dim, torch.tensor(others)))
    told = layer_described(model, "0", lambda path: None)
    assert (told.units, told.channels, told.refusal) == (before.shape[dim], (module, shape) in CHANNELS, None)


def test_an_embedding_and_a_bilinear_layer_have_units_too():
    embedding, bilinear = nn.Embedding(5, 3), nn.Bilinear(3, 3, 5)
    change_of(nn.Sequential(embedding), Silence("0", (2,)), lambda path: None).carry_out()
    change_of(nn.Sequential(bilinear), Silence("0", (4,)), lambda path: None).carry_out()
    assert not embedding(torch.arange(5))[:, 2].any()
    assert embedding(torch.arange(5))[:, 1].any()
    assert not bilinear(torch.rand(2, 3), torch.rand(2, 3))[:, 4].any()


class _Gated(nn.Linear):
    """A layer of a person's own, with a parameter whose rows are not its units."""

    def __init__(self) -> None:
        super().__init__(4, 6)
        self.gate = nn.Parameter(torch.ones(3, 2))


def test_a_unit_of_a_class_of_ones_own_is_its_rows_of_weight_and_bias_alone():
    layer = _Gated()
    before = layer.weight.detach().clone()
    for unit in (1, 5):  # the gate has no row 5
        change_of(nn.Sequential(layer), Silence("0", (unit,)), lambda path: None).carry_out()
    assert not layer.weight[[1, 5]].any()
    assert not layer.bias[[1, 5]].any()
    assert torch.equal(layer.weight[[0, 2, 3, 4]], before[[0, 2, 3, 4]])
    assert bool((layer.gate == 1).all())


@pytest.mark.parametrize("command", [Silence("0", (1,)), Silence("0"), Scale("", (), 2.0)], ids=lambda each: str(each))
def test_a_layer_that_computes_its_weights_is_not_silenced_or_scaled_in_vain(command):
    model = nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Linear(4, 6)))
    before = {name: value.clone() for name, value in model.state_dict().items()}
    with pytest.raises(CommandError, match="Swap it instead") as error:
        change_of(model, command, lambda path: None)
    assert error.value.code == "parametrized"
    assert same(model.state_dict(), before)


class _Branches(nn.Module):
    """Two branches, of which the second runs last, and something between them and the module that is asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two, self.drop, self.act = nn.Linear(4, 4), nn.Linear(4, 4), nn.Dropout(), nn.ReLU()
        self.after = nn.ReLU()

    def forward(self, x):
        one = self.drop(self.one(x))
        two = self.two(x)
        return self.after(self.act(one) + two)


def test_the_feeding_layer_is_found_through_branches_and_the_model_is_untouched():
    model, x = _Branches().train(), torch.rand(2, 4)
    state = torch.get_rng_state()
    assert feeding_layer(model, "act", x) == "one"
    assert feeding_layer(model, "after", x) == "two"
    assert torch.equal(state, torch.get_rng_state())
    assert model.training
    assert not any(module._forward_hooks for module in model.modules())


def test_a_shared_parameter_is_told_of():
    model = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 3))
    model[2].weight = model[0].weight
    change = change_of(model, Silence("0"), lambda path: None)
    assert [str(note) for note in change.notes] == ["2.weight is the same parameter, so it changes too."]
