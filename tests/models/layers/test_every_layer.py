"""Every layer of the catalogue: its shape, parameters and cost are torch's, and it reads as code that is the same."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
import torch
from torch import nn

from tests.models.layers.cases import CASES, IDS, examples
from trainer_core.models import build_model
from trainer_core.models.layers import Layer, as_code, catalogue, new_layer, trace
from trainer_core.recipe.schema import argument_fields


def built(layers: list[Layer], shape: tuple[int, ...], outputs: int, seed: int = 0) -> nn.Module:
    return build_model("layers", shape, outputs, seed=seed, layers=layers)


def in_a_network(layer: Layer, shape: tuple[int, ...]) -> list[Layer]:
    return [layer, {"type": "Flatten"}, {"type": "Linear", "out_features": 3}]


def test_there_is_an_example_of_every_layer():
    assert {layer["type"] for layer, _ in CASES} == {kind.name for kind in catalogue()}


@pytest.mark.parametrize(("layer", "shape"), CASES, ids=IDS)
def test_shape_and_parameters_are_those_of_the_module_that_torch_runs(layer: Layer, shape: tuple[int, ...]):
    found = trace(in_a_network(layer, shape), shape, 3)
    assert found.problem is None
    model = built(in_a_network(layer, shape), shape, 3)

    output = model[0](examples(layer, shape))

    assert found.layers[0].output_shape == tuple(output.shape[1:])
    assert found.layers[0].parameters == sum(parameter.numel() for parameter in model[0].parameters())
    assert found.parameters == sum(parameter.numel() for parameter in model.parameters())


@pytest.mark.parametrize(("layer", "shape"), CASES, ids=IDS)
def test_read_as_code_it_has_the_same_names_values_and_outputs(layer: Layer, shape: tuple[int, ...]):
    layers = in_a_network(layer, shape)
    ours = built(layers, shape, 3, seed=5)
    space: dict[str, Any] = {}
    exec(as_code(layers, shape, 3, "Mine"), space)
    torch.manual_seed(5)
    theirs = space["Mine"]()

    mine, others = ours.state_dict(), theirs.state_dict()
    assert list(mine) == list(others)
    assert all(torch.equal(mine[name], others[name]) for name in mine)
    batch = examples(layer, shape)
    for training in (True, False):
        outputs = []
        for model in (ours, theirs):
            torch.manual_seed(1)
            outputs.append(model.train(training)(batch))
        assert torch.equal(*outputs)


@pytest.mark.parametrize("kind", catalogue(), ids=lambda kind: kind.name)
def test_every_argument_has_a_title_a_sentence_and_bounds_for_a_form(kind: Any):
    for info in argument_fields("model.layers", kind):
        assert info.title, info.key
        assert info.description.endswith("."), info.key
        assert info.kind in ("int", "float", "ints", "floats", "bool", "choice"), info.key
        if info.kind not in ("bool", "choice"):
            assert None not in (info.minimum, info.maximum), info.key
    assert kind.summary.template.endswith(".")


@pytest.mark.parametrize("kind", catalogue(), ids=lambda kind: kind.name)
def test_a_new_layer_is_valid_as_it_is_added(kind: Any):
    found = trace([new_layer(kind.name)], (8, 16, 16), 3)
    assert found.layers[0].type == kind.name


def test_nothing_is_drawn_from_the_random_numbers_of_others():
    before = torch.random.get_rng_state()
    for layer, shape in CASES:
        trace(in_a_network(layer, shape), shape, 3)
    assert torch.equal(torch.random.get_rng_state(), before)


WINDOWS = ("Conv", "ConvTranspose", "MaxPool", "AvgPool")


@pytest.mark.parametrize("stem", WINDOWS)
def test_a_window_is_refused_exactly_where_torch_refuses_it(stem: str):
    draw = random.Random(stem)
    refused = 0
    for _ in range(250):
        dims = draw.choice((1, 2))
        layer: dict[str, Any] = {"type": f"{stem}{dims}d"}
        layer |= {name: draw.randint(1, 4) for name in ("kernel_size", "stride")}
        layer |= {"padding": draw.randint(0, 2), "dilation": draw.randint(1, 2)}
        if stem.startswith("Conv"):
            layer |= {"out_channels": draw.choice((2, 3, 4)), "groups": draw.choice((1, 1, 2))}
        else:
            layer["ceil_mode"] = draw.random() < 0.5
        if stem == "ConvTranspose":
            layer["output_padding"] = draw.choice((0, 0, 1, 2))
        if stem == "AvgPool":
            del layer["dilation"]
        shape = (draw.choice((2, 3, 4)), *(draw.randint(1, 7) for _ in range(dims)))
        found = trace([layer], shape, 1).layers[0]
        module = getattr(nn, layer["type"])
        given = {name: value for name, value in layer.items() if name != "type"}
        try:
            output = (module(shape[0], **given) if "out_channels" in given else module(**given))(torch.zeros(2, *shape))
        except (RuntimeError, ValueError):
            assert found.output_shape is None, (layer, shape)
            refused += 1
        else:
            # Torch lets a padding take all there was.
            expected = tuple(output.shape[1:]) if output.numel() else None
            assert found.output_shape == expected, (layer, shape, found.problem)
    assert 10 < refused < 240


def test_multiply_adds_are_those_that_torch_counts():
    from torch.utils.flop_counter import FlopCounterMode

    layers: list[Layer] = [
        {"type": "Conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1, "groups": 2},
        {"type": "ReLU"},
        {"type": "ConvTranspose2d", "out_channels": 4, "kernel_size": 2, "stride": 2},
        {"type": "Flatten"},
        {"type": "Linear", "out_features": 10},
    ]
    found = trace(layers, (4, 6, 6), 10)
    model = built(layers, (4, 6, 6), 10)
    with FlopCounterMode(display=False) as counted:
        model(torch.zeros(1, 4, 6, 6))
    assert found.multiply_adds * 2 == counted.get_total_flops()


def test_activations_are_what_the_layers_give_in_float32_and_views_take_nothing():
    layers: list[Layer] = [{"type": "ReLU"}, {"type": "Flatten"}, {"type": "Linear", "out_features": 10}]
    assert trace(layers, (2, 3, 4), 10).activation_bytes == 4 * (math.prod((2, 3, 4)) + 10)
