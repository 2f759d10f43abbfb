"""Networks of layers in recipes: TOML, the command line, training, resuming, weights of the built-in networks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from tests.conftest import Driver
from tests.models.layers.cases import CASES
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, whole
from trainer_core import Recipe, TrainerError, train
from trainer_core.cli.main import main
from trainer_core.errors import ModelError, RecipeError
from trainer_core.library.recipe_line import recipe_line
from trainer_core.models import build_model
from trainer_core.models.layers import Layer, as_code, as_layers, checked
from trainer_core.protocol.commands import VerifyRun
from trainer_core.protocol.events import Verified
from trainer_core.weights.checkpoint import load_weights, save_weights

CNN: list[Layer] = [
    {"type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1},
    {"type": "BatchNorm2d"},
    {"type": "ReLU"},
    {"type": "MaxPool2d", "kernel_size": 4},
    {"type": "Residual", "layers": [{"type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1}]},
    {"type": "Flatten"},
    {"type": "BatchNorm1d"},
    {"type": "Dropout", "p": 0.3},
    {"type": "Linear", "out_features": 10},
]


def of_layers(recipe: Recipe, layers: list[Layer]) -> Recipe:
    return recipe.with_values({"model.name": "layers", "model.layers": layers})


def test_a_recipe_keeps_layers_as_they_are_written_without_what_torch_does_anyway():
    layers = [{"type": "Conv2d", "out_channels": 4, "kernel_size": [3], "stride": 1, "bias": True, "padding": "same"}]
    recipe = of_layers(Recipe(), layers)
    assert recipe.model.arguments["layers"] == [
        {"type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1}
    ]  # fmt: skip


def test_every_layer_goes_through_toml_and_back():
    layers = [{**layer, "enabled": False} for layer, _ in CASES] + CNN
    recipe = of_layers(Recipe(), layers)
    text = recipe.to_toml()
    assert "[[model.layers]]" in text
    assert Recipe.from_toml(text) == recipe
    assert recipe.model.arguments["layers"] == checked(layers)


def test_a_thousand_layers_fit_into_a_recipe(tmp_path: Path):
    recipe = of_layers(Recipe(), [{"type": "Conv2d", "out_channels": 64, "kernel_size": 3, "padding": 1}] * 1000)
    (tmp_path / "long.toml").write_text(recipe.to_toml(), encoding="utf-8")
    assert Recipe.load(tmp_path / "long.toml") == recipe


@pytest.mark.parametrize(
    "text", [f"a{'.a' * 8000} = 1", f"[a{' . a' * 100}]", f"x = {{{'.'.join('1' * 40)} = 1}}", 'x."a,"' + '."b"' * 40]
)
def test_a_key_that_would_take_long_to_read_is_refused(text: str):
    with pytest.raises(RecipeError, match="a key of more than 32 parts"):
        Recipe.from_toml(text)


def test_one_setting_of_one_layer_is_changed_by_its_place():
    recipe = of_layers(Recipe(), CNN)
    changed = recipe.with_values({"model.layers[0].out_channels": 8, "model.layers[4].layers[0].out_channels": 8})
    layers = changed.model.arguments["layers"]
    assert (layers[0]["out_channels"], layers[4]["layers"][0]["out_channels"]) == (8, 8)
    assert recipe.model.arguments["layers"][0]["out_channels"] == 4


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("model.layers[0].out_channels", 0, "model.layers[0].out_channels is 0. It should be greater than or equal"),
        ("model.layers[0].out_chanels", 8, "Did you mean model.layers[0].out_channels?"),
        ("model.layers[99].p", 0.5, "names a layer that is not there"),
        ("model.layers[0].kernel_size[3].p", 1, "names a layer that is not there"),
        ("model.layers[0]", 1, "is not the place of a setting"),
        ("model.layers[x].p", 1, "is not the place of a setting"),
        ("model.layers[0].kernel_size", [1, 2, 3], "It should be one number, or 2"),
        ("model.layers", [{"type": "Conv3d", "out_channels": 2, "kernel_size": [1, 2]}], "one number, or 3"),
    ],
)
def test_what_is_wrong_in_a_layer_is_named_by_its_place(key: str, value: Any, sentence: str):
    with pytest.raises(RecipeError) as caught:
        of_layers(Recipe(), CNN).with_values({key: value})
    assert sentence in str(caught.value)


def test_another_model_drops_the_layers():
    assert "layers" not in of_layers(Recipe(), CNN).with_values({"model.name": "mlp"}).model.arguments


def test_a_list_that_does_not_fit_the_data_is_refused_before_training(tiny: Recipe, tmp_path: Path):
    with pytest.raises(TrainerError) as caught:
        train(of_layers(tiny, [{"type": "Flatten"}, {"type": "Linear", "out_features": 3}]), tmp_path / "run")
    assert "model.layers[1]: The network ends with 3 for each example" in str(caught.value)


def test_a_run_of_layers_goes_on_exactly_and_verifies(tiny: Recipe, tmp_path: Path):
    recipe = of_layers(tiny, CNN)
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 5)
    continued(tmp_path / "broken")
    assert_same_run(tmp_path / "whole", tmp_path / "broken")
    driver = Driver()
    driver.do(VerifyRun(tmp_path / "whole", 8))
    assert driver.last(Verified).equal


def test_from_the_command_line_it_is_trained_evaluated_and_asked(tmp_path: Path, capsys):
    layers = "[{type = 'Flatten'}, {type = 'Linear', out_features = 16}, {type = 'Linear', out_features = 10}]"
    few = ["--set", "data.limit=64", "--set", "training.epochs=1", "--set", "training.device=cpu"]
    named = ["--set", "model.name=layers", "--set", f"model.layers={layers}", "--set", "model.layers[1].bias=false"]
    assert main(["train", "fashion-mnist-tutorial", "--out", str(tmp_path / "run"), *few, *named, "--json"]) == 0
    capsys.readouterr()

    assert main(["evaluate", str(tmp_path / "run"), "--json"]) == 0
    assert "accuracy" in capsys.readouterr().out
    Image.fromarray(np.zeros((28, 28), np.uint8)).save(tmp_path / "black.png")
    assert main(["predict", str(tmp_path / "run"), str(tmp_path / "black.png"), "--json"]) == 0
    assert "black.png" in capsys.readouterr().out
    weights = torch.load(tmp_path / "run" / "best.pt", weights_only=True)
    assert list(weights) == ["1.weight", "2.weight", "2.bias"]


BUILT_IN: list[tuple[str, tuple[int, ...], dict[str, Any]]] = [
    ("neural_network", (1, 28, 28), {}),
    ("neural_network", (5,), {"hidden": 7}),
    ("mlp", (1, 8, 8), {"widths": [9, 6], "activation": "GELU", "dropout": 0.2, "batch_norm": True}),
    ("mlp", (4,), {"widths": []}),
    ("small_cnn", (1, 28, 28), {"channels": 3, "hidden": 5, "dropout": 0.5}),
    ("quick_cnn", (3, 32, 32), {"channels": 2}),
    ("quick_cnn", (3, 64, 48), {"channels": 2, "dropout": 0.5}),
]


@pytest.mark.parametrize(("name", "shape", "arguments"), BUILT_IN)
def test_a_built_in_network_opens_as_layers_and_its_weights_fit(
    name: str, shape: tuple[int, ...], arguments: dict[str, Any]
):
    layers = as_layers(name, shape, 10, **arguments)
    assert layers is not None
    built_in = build_model(name, shape, 10, seed=3, **arguments)
    listed = build_model("layers", shape, 10, seed=3, layers=layers)
    as_begun = build_model("layers", shape, 10, seed=4, layers=layers)

    weights = built_in.state_dict()
    assert list(listed.state_dict()) == list(weights)
    assert all(torch.equal(weights[key], value) for key, value in listed.state_dict().items())
    as_begun.load_state_dict(weights)
    batch = torch.randn(4, *shape, generator=torch.Generator().manual_seed(0))
    for training in (True, False):
        outputs = []
        for model in (built_in, listed, as_begun):
            torch.manual_seed(1)
            outputs.append(model.train(training)(batch))
        assert torch.equal(outputs[0], outputs[1])
        assert torch.equal(outputs[0], outputs[2])


def test_the_strong_cnn_opens_as_residual_blocks_that_compute_the_same():
    shape = (3, 12, 12)
    layers = as_layers("strong_cnn", shape, 10, width=2, blocks=2)
    assert layers is not None
    built_in = build_model("strong_cnn", shape, 10, seed=0, width=2, blocks=2).eval()
    listed = build_model("layers", shape, 10, seed=0, layers=layers).eval()
    by_kind = {
        id(one): other.state_dict()
        for one, other in zip(_in_order(listed, shape), _in_order(built_in, shape), strict=True)
    }
    for module in listed.modules():
        if id(module) in by_kind:
            module.load_state_dict(by_kind[id(module)])
    batch = torch.randn(2, *shape)
    assert torch.allclose(listed(batch), built_in(batch), atol=1e-6)


@pytest.mark.parametrize("saved", ["strong_cnn", "layers"])
def test_weights_of_the_strong_cnn_load_into_its_list_and_back(saved: str, tmp_path: Path):
    shape, arguments = (3, 12, 12), {"width": 2, "blocks": 2}
    each = {
        "strong_cnn": build_model("strong_cnn", shape, 10, seed=0, **arguments),
        "layers": build_model("layers", shape, 10, seed=1, layers=as_layers("strong_cnn", shape, 10, **arguments)),
    }
    source = each.pop(saved).eval()
    (target,) = each.values()
    save_weights(source.state_dict(), tmp_path / "weights.pt")
    result = load_weights(target, tmp_path / "weights.pt")
    assert result.loaded
    assert any("have other names in the model" in str(note) for note in result.report.notes)
    batch = torch.randn(2, *shape)
    assert torch.allclose(target.eval()(batch), source(batch), atol=1e-6)


def test_weights_of_other_blocks_do_not_load(tmp_path: Path):
    layers = as_layers("strong_cnn", (3, 12, 12), 10, width=2, blocks=2)
    assert layers is not None
    save_weights(build_model("strong_cnn", (3, 12, 12), 10, seed=0, width=2).state_dict(), tmp_path / "weights.pt")
    assert not load_weights(
        build_model("layers", (3, 12, 12), 10, seed=1, layers=layers), tmp_path / "weights.pt"
    ).loaded


def _in_order(model: torch.nn.Module, shape: tuple[int, ...]) -> list[torch.nn.Module]:
    """The modules with weights in the order in which they compute, shortcuts after what they are added to."""
    called: list[torch.nn.Module] = []
    with_weights = [each for each in model.modules() if next(iter(each.parameters(recurse=False)), None) is not None]
    hooks = [each.register_forward_hook(lambda module, *_: called.append(module)) for each in with_weights]
    model(torch.zeros(2, *shape))
    for hook in hooks:
        hook.remove()
    kernels = [isinstance(each, torch.nn.Conv2d) and each.kernel_size == (1, 1) for each in called]
    return [each for each, last in zip(called, kernels, strict=True) if not last] + [
        each for each, last in zip(called, kernels, strict=True) if last
    ]


def test_what_is_no_image_is_no_list_for_a_network_of_images():
    with pytest.raises(ModelError):
        as_layers("small_cnn", (784,), 10)


def test_batch_norm_takes_a_batch_of_one_and_leaves_its_statistics_alone():
    layers = [{"type": "BatchNorm1d"}, {"type": "Linear", "out_features": 2}]
    model = build_model("layers", (5,), 2, seed=0, layers=layers)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    model.train()(torch.randn(1, 5)).sum().backward()
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert model[0].weight.grad is not None


def test_code_reads_as_one_would_write_it():
    assert as_code([{"type": "Flatten"}, {"type": "Linear", "out_features": 10}], (1, 28, 28), 10) == (
        "from torch import nn\n\n\n"
        "class Network(nn.Sequential):\n"
        "    def __init__(self) -> None:\n"
        "        super().__init__(nn.Flatten(), nn.Linear(784, 10))\n"
    )
    layers = as_layers("neural_network", (1, 28, 28), 10)
    assert layers is not None
    code = as_code(layers, (1, 28, 28), 10, "NeuralNetwork")
    assert "        self.linear_relu_stack = nn.Sequential(\n            nn.Linear(784, 512),\n" in code
    assert "        x = self.linear_relu_stack(x)\n        return x\n" in code


def test_code_of_layers_that_are_off_keeps_the_names_of_the_others():
    layers = [
        {"type": "ReLU", "enabled": False},
        {"type": "Linear", "out_features": 2},
        {"type": "Tanh", "name": "end"},
    ]
    space: dict[str, Any] = {}
    exec(as_code(layers, (3,), 2), space)
    assert [name for name, _ in space["Network"]().named_children()] == ["1", "end"]


def test_a_network_as_plain_values_is_json():
    layers = as_layers("strong_cnn", (3, 32, 32), 10)
    assert json.loads(json.dumps(layers)) == layers


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        (CNN, "Conv2d 4, Conv2d 4, Linear 10"),
        (
            [{"type": "Linear", "out_features": units} for units in range(1, 9)],
            "Linear 1, Linear 2, Linear 3, …, Linear 8",
        ),
        ([{"type": "Repeat", "times": 2, "layers": [{"type": "Linear", "out_features": 3}]}], "2 × Linear 3"),
        ([{"type": "Flatten"}, {"type": "ReLU", "enabled": False}, {"type": "Tanh"}], "Flatten, Tanh"),
    ],
)
def test_in_the_line_of_a_recipe_a_network_is_told_by_its_widths(layers: list[Layer], words: str):
    assert recipe_line(of_layers(Recipe(), layers)).startswith(f"Layers {words} · ")


def test_saved_as_code_and_opened_as_a_file_it_trains_to_the_same_weights(tiny: Recipe, tmp_path: Path):
    branches = [[{"type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1}], []]
    layers: list[Layer] = [
        {"type": "Parallel", "branches": branches},
        {"type": "Residual", "name": "skip", "layers": [{"type": "Conv2d", "out_channels": 3, "kernel_size": 1}]},
        {"type": "Flatten"},
        {"type": "Dropout", "p": 0.2},
        {"type": "Linear", "out_features": 10},
    ]
    (tmp_path / "net.py").write_text(as_code(layers, (1, 28, 28), 10), encoding="utf-8")
    few = {"training.epochs": 1, "data.limit": 40}
    mine = tiny.with_values({"model.name": "file", "model.path": str(tmp_path / "net.py"), **few})

    train(of_layers(tiny, layers).with_values(few), tmp_path / "listed")
    train(mine, tmp_path / "coded", trust=True)

    listed, coded = (torch.load(tmp_path / run / "last.pt", weights_only=True) for run in ("listed", "coded"))
    assert list(listed) == list(coded)
    assert all(torch.equal(listed[name], coded[name]) for name in listed)
