"""Describing any network: its modules in the order of computing, their shapes and costs, the network left alone."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from trainer_core.models import build_model
from trainer_core.models.layers import as_layers, trace
from trainer_core.models.structure import describe


class Careless(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.second = nn.Linear(4, 2)
        self.first = nn.Linear(6, 4)
        self.unused = nn.Linear(3, 3)
        self.blocks = nn.ModuleList([nn.Tanh()])

    def forward(self, x: Tensor) -> Tensor:
        return self.second(self.blocks[0](self.first(self.blocks[0](x))))


class Looks(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(6, 4)

    def forward(self, x: Tensor) -> Tensor:
        x = self.inner(x)
        return x if x.sum().item() > 0 else -x


class Recovers(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.tall = nn.Linear(9, 4)
        self.block = nn.Sequential(nn.Linear(6, 4), nn.Linear(9, 2))
        self.last = nn.Linear(6, 2)

    def forward(self, x: Tensor) -> Tensor:
        for part in (self.tall, self.block):
            try:
                return part(x)
            except RuntimeError:
                continue
        return self.last(x)


class Around(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.within = Recovers()

    def forward(self, x: Tensor) -> Tensor:
        return self.within(x)


def test_a_list_of_layers_is_described_as_it_is_traced():
    layers = as_layers("small_cnn", (1, 28, 28), 10)
    assert layers is not None
    traced = trace(layers, (1, 28, 28), 10).layers
    found = describe(build_model("layers", (1, 28, 28), 10, seed=0, layers=layers), (1, 28, 28))
    assert [row.name for row in found] == [row.name for row in traced]
    for ours, theirs in zip(found, traced, strict=True):
        assert ours.type == theirs.type
        assert (ours.input_shape, ours.output_shape) == (theirs.input_shape, theirs.output_shape)
        assert ours.parameters == theirs.parameters
        assert ours.multiply_adds == theirs.multiply_adds
        assert ours.activation_bytes == theirs.activation_bytes


def test_modules_stand_in_the_order_of_computing_and_unused_ones_at_the_end():
    found = describe(Careless(), (6,))
    assert [row.name for row in found] == ["blocks.0", "first", "blocks.0", "second", "unused"]
    assert found[1].path == ("first",)
    assert found[0].path == ("blocks", 0)
    assert found[4].parameters == 12
    assert found[4].output_shape is None


def test_describing_leaves_the_network_and_random_numbers_alone():
    model = build_model("quick_cnn", (3, 16, 16), 10, seed=0).train()
    called: list[nn.Module] = []
    model.register_forward_hook(lambda module, *_: called.append(module))
    before = {name: value.clone() for name, value in model.state_dict().items()}
    state = torch.random.get_rng_state()

    describe(model, (3, 16, 16))

    assert torch.equal(torch.random.get_rng_state(), state)
    assert model.training
    assert called == []
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert all(parameter.device.type == "cpu" for parameter in model.parameters())
    assert all(len(module._forward_pre_hooks) == 0 for module in model.modules())


def test_where_a_network_cannot_be_followed_the_sentence_stands_there():
    found = describe(Looks(), (6,))
    assert found[0].output_shape == (4,)
    assert str(found[0].problem).startswith("The network cannot be followed beyond inner: ")

    found = describe(Careless(), (5,))
    first = next(row for row in found if row.name == "first")
    assert str(first.problem).startswith("first cannot be followed: ")
    assert first.input_shape == (5,)


def test_where_a_network_recovers_from_a_module_that_breaks_off_the_others_keep_their_own_shapes():
    found = {row.name: row for row in describe(Around(), (6,))}
    assert found["within.tall"].output_shape is None
    assert found["within.block"].output_shape is None
    assert found["within.block.0"].output_shape == (4,)
    assert found["within.last"].output_shape == (2,)
    assert found["within"].output_shape == (2,)
    assert found["within"].multiply_adds == 24 + 12
    assert [name for name, row in found.items() if row.multiply_adds == 0] == [
        "within.tall",
        "within.block",
        "within.block.1",
    ]


def test_pictures_that_the_network_resizes_are_described_at_the_size_that_its_layers_see():
    model = build_model("torchvision", (3, 28, 28), 4, seed=0, architecture="squeezenet1_1", image_size=64)
    assert describe(model, (3, 28, 28))[0].input_shape == (3, 64, 64)
