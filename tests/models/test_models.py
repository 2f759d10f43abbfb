"""The built-in architectures: parameters, names, seeds, shapes, and the tutorial's weights both ways."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from trainer_core.errors import ModelError, RecipeError
from trainer_core.models import build_model, models

NAMES = [entry.name for entry in models if entry.name not in ("layers", "object", "file")]
"""Those that give as many outputs as are asked for; a list of layers, an object or a file says itself how many."""
CNNS = ["small_cnn", "quick_cnn", "strong_cnn"]
WITH_DROPOUT = ["mlp", "small_cnn", "quick_cnn", "strong_cnn"]


class Quickstart(nn.Module):
    """The class as PyTorch's quickstart prints it."""

    def __init__(self) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28 * 28, 512),
            nn.ReLU(),
            nn.Linear(512, 512),
            nn.ReLU(),
            nn.Linear(512, 10),
        )

    def forward(self, x: Tensor) -> Tensor:
        x = self.flatten(x)
        return self.linear_relu_stack(x)


def parameters(model: nn.Module) -> int:
    return sum(parameter.numel() for parameter in model.parameters())


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("neural_network", 669_706),
        ("mlp", 669_706),
        ("small_cnn", 421_642),
        ("quick_cnn", 98_682),
        ("strong_cnn", 307_690),
    ],
)
def test_default_architectures_have_the_stated_number_of_parameters(name: str, count: int) -> None:
    assert parameters(build_model(name, (1, 28, 28), 10, seed=0)) == count


def test_tutorial_network_has_the_keys_of_the_quickstart_in_its_order() -> None:
    ours = build_model("neural_network", (1, 28, 28), 10, seed=0).state_dict()
    assert list(ours) == list(Quickstart().state_dict())
    assert "linear_relu_stack.0.weight" in ours


def test_weights_pass_between_the_quickstart_and_the_tutorial_network_both_ways() -> None:
    theirs, ours = Quickstart(), build_model("neural_network", (1, 28, 28), 10, seed=1)
    images = torch.rand(3, 1, 28, 28)
    ours.load_state_dict(theirs.state_dict())
    torch.testing.assert_close(ours(images), theirs(images), rtol=0, atol=0)
    other = build_model("neural_network", (1, 28, 28), 10, seed=2)
    theirs.load_state_dict(other.state_dict())
    torch.testing.assert_close(theirs(images), other(images), rtol=0, atol=0)


def test_seed_gives_the_weights_that_the_quickstart_gets_from_manual_seed() -> None:
    ours = build_model("neural_network", (1, 28, 28), 10, seed=7)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        theirs = Quickstart()
    for name, value in theirs.state_dict().items():
        assert torch.equal(ours.state_dict()[name], value), name


@pytest.mark.parametrize("name", NAMES)
def test_same_seed_gives_the_same_weights_and_another_seed_others(name: str) -> None:
    first, again, other = (build_model(name, (1, 28, 28), 10, seed=seed).state_dict() for seed in (3, 3, 4))
    assert all(torch.equal(first[key], again[key]) for key in first)
    assert any(not torch.equal(first[key], other[key]) for key in first)


@pytest.mark.parametrize("name", NAMES)
def test_building_leaves_the_global_random_state_alone(name: str) -> None:
    before = torch.get_rng_state()
    build_model(name, (1, 28, 28), 10, seed=3)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(1, 28, 28), (3, 32, 32), (1, 17, 30), (4, 64, 48)])
@pytest.mark.parametrize("outputs", [2, 47])
def test_logits_have_one_row_an_image_and_one_column_a_class(name: str, shape: tuple[int, ...], outputs: int) -> None:
    model = build_model(name, shape, outputs, seed=0)
    logits = model(torch.rand(2, *shape))
    assert logits.shape == (2, outputs)
    assert logits.isfinite().all()


@pytest.mark.parametrize("name", CNNS)
def test_channels_last_changes_the_order_in_memory_and_not_the_answer(name: str) -> None:
    model = build_model(name, (1, 28, 28), 10, seed=0).eval()
    images = torch.rand(2, 1, 28, 28)
    plain = model(images)
    turned = model.to(memory_format=torch.channels_last)(images.contiguous(memory_format=torch.channels_last))
    torch.testing.assert_close(turned, plain, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("memory", [torch.contiguous_format, torch.channels_last])
def test_the_small_cnn_pools_before_relu_and_computes_what_the_usual_order_does(
    dtype: torch.dtype, memory: torch.memory_format
) -> None:
    ours = build_model("small_cnn", (1, 28, 28), 10, seed=0)
    usual = build_model("small_cnn", (1, 28, 28), 10, seed=0)
    first, pool1, relu1, second, pool2, relu2 = usual.get_submodule("features").children()
    usual.features = nn.Sequential(first, relu1, pool1, second, relu2, pool2)
    generator = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (32, 1, 28, 28), generator=generator).div(255).mul(torch.arange(28) > 9)
    images = images.contiguous(memory_format=memory)
    logits = []
    for model in (ours, usual):
        model.to(memory_format=memory)
        with torch.autocast("cpu", torch.bfloat16, enabled=dtype is torch.bfloat16):
            logits.append(model(images))
        nn.functional.cross_entropy(logits[-1].float(), torch.arange(32) % 10).backward()
    assert logits[0].dtype is dtype
    assert torch.equal(logits[0], logits[1])
    for (name, one), (_, other) in zip(ours.named_parameters(), usual.named_parameters(), strict=True):
        assert one.grad is not None
        assert other.grad is not None
        assert torch.equal(one.grad, other.grad), name


@pytest.mark.parametrize("name", ["neural_network", "mlp"])
def test_perceptrons_take_the_rows_of_a_table(name: str) -> None:
    assert build_model(name, (30,), 3, seed=0)(torch.rand(4, 30)).shape == (4, 3)


@pytest.mark.parametrize("name", CNNS)
def test_a_cnn_says_that_it_takes_images_when_it_is_given_a_table(name: str) -> None:
    with pytest.raises(ModelError, match=rf"{name} takes images.*\(30,\).*mlp") as caught:
        build_model(name, (30,), 3, seed=0)
    assert caught.value.code == "not-an-image"


@pytest.mark.parametrize(("name", "smallest"), [("small_cnn", 4), ("quick_cnn", 8), ("strong_cnn", 10)])
def test_a_cnn_takes_its_smallest_image_and_names_it_when_given_a_smaller_one(name: str, smallest: int) -> None:
    model = build_model(name, (1, smallest, smallest), 10, seed=0)
    assert model(torch.rand(1, 1, smallest, smallest)).shape == (1, 10)
    with pytest.raises(ModelError, match=f"at least {smallest} × {smallest} pixels") as caught:
        build_model(name, (1, smallest - 1, 28), 10, seed=0)
    assert caught.value.code == "image-too-small"
    assert caught.value.message.facts["height"] == smallest - 1


def test_an_unknown_architecture_is_answered_with_those_that_exist() -> None:
    with pytest.raises(RecipeError, match="small_cnn"):
        build_model("resnet", (1, 28, 28), 10, seed=0)


@pytest.mark.parametrize("name", WITH_DROPOUT)
def test_dropout_can_be_switched_on_and_off_during_a_run(name: str) -> None:
    model = build_model(name, (1, 28, 28), 10, seed=0).train()
    layers = [module for module in model.modules() if isinstance(module, nn.Dropout)]
    assert layers
    images = torch.rand(8, 1, 28, 28)
    with torch.random.fork_rng(devices=[]):
        assert torch.equal(model(images), model(images))
        for layer in layers:
            layer.p = 0.5
        assert not torch.equal(model(images), model(images))
        model.eval()
        assert torch.equal(model(images), model(images))


@pytest.mark.parametrize("name", WITH_DROPOUT)
def test_dropout_is_marked_live_and_has_the_rate_that_was_asked_for(name: str) -> None:
    extra: Any = models[name].arguments.model_fields["dropout"].json_schema_extra
    assert extra["live"] is True
    model = build_model(name, (1, 28, 28), 10, seed=0, dropout=0.3)
    assert {module.p for module in model.modules() if isinstance(module, nn.Dropout)} == {0.3}


def test_mlp_has_the_widths_the_activation_and_the_batch_norm_of_its_recipe() -> None:
    model = build_model("mlp", (1, 8, 8), 5, seed=0, widths=[32, 16], activation="GELU", batch_norm=True)
    linear = [module for module in model.modules() if isinstance(module, nn.Linear)]
    assert [(layer.in_features, layer.out_features) for layer in linear] == [(64, 32), (32, 16), (16, 5)]
    assert sum(isinstance(module, nn.GELU) for module in model.modules()) == 2
    assert [m.num_features for m in model.modules() if isinstance(m, nn.BatchNorm1d)] == [32, 16]


def test_mlp_without_widths_is_a_linear_classifier() -> None:
    assert parameters(build_model("mlp", (1, 8, 8), 5, seed=0, widths=[])) == 64 * 5 + 5


def test_mlp_builds_with_every_activation_that_a_recipe_can_name() -> None:
    schema = models["mlp"].arguments.model_json_schema()["properties"]["activation"]
    for activation in schema["enum"]:
        model = build_model("mlp", (4,), 2, seed=0, widths=[8], activation=activation)
        assert model(torch.rand(3, 4)).isfinite().all(), activation


@pytest.mark.parametrize(("name", "arguments"), [("mlp", {"batch_norm": True}), ("strong_cnn", {})])
def test_batch_norm_trains_on_a_last_batch_of_one_example(name: str, arguments: dict[str, Any]) -> None:
    model = build_model(name, (1, 28, 28), 10, seed=0, **arguments).train()
    model(torch.rand(1, 1, 28, 28)).sum().backward()
    assert all(p.grad is not None and p.grad.isfinite().all() for p in model.parameters())


def test_strong_cnn_grows_with_its_width_and_its_blocks() -> None:
    sizes = [
        parameters(build_model("strong_cnn", (1, 28, 28), 10, seed=0, width=width, blocks=blocks))
        for width, blocks in [(8, 1), (8, 2), (16, 2)]
    ]
    assert sizes == sorted(sizes)
    assert math.isclose(sizes[2] / sizes[1], 4, rel_tol=0.05)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("neural_network", {"hidden": 0}),
        ("mlp", {"widths": [512, 0]}),
        ("mlp", {"activation": "Swish"}),
        ("mlp", {"dropout": 0.96}),
        ("small_cnn", {"channels": -1}),
        ("strong_cnn", {"width": 1.5}),
        ("strong_cnn", {"depth": 3}),
    ],
)
def test_arguments_out_of_range_or_unknown_are_refused(name: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(arguments))):
        models[name].arguments.model_validate(arguments)
