"""Tracing a list: what does not fit is said at its layer and mended by one repair, what cannot be read is refused."""

from __future__ import annotations

from typing import Any

import pytest

from trainer_core.errors import ModelError, RecipeError
from trainer_core.models import build_model
from trainer_core.models.layers import Layer, Trace, checked, trace

FLATTEN: Layer = {"type": "Flatten"}
CONV: Layer = {"type": "Conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1}


def linear(units: int) -> Layer:
    return {"type": "Linear", "out_features": units}


def problem_of(found: Trace) -> tuple[tuple[Any, ...], str, list[str]]:
    row = next(row for row in found.layers if row.problem is not None)
    assert found.problem == row.problem
    return row.path, str(row.problem), [str(repair.title) for repair in row.repairs]


IMPOSSIBLE: dict[str, tuple[list[Layer], tuple[int, ...], tuple[Any, ...], str, str]] = {
    "a Linear after a convolution": (
        [CONV, linear(10)], (1, 8, 8), (1,), "one row of features, and what comes in is 8 × 8 × 8", "Insert Flatten"
    ),
    "too many outputs": ([FLATTEN, linear(7)], (1, 8, 8), (1,), "ends with 7", "Set out_features to 10"),
    "outputs decided further up": (
        [FLATTEN, {"type": "Sequential", "layers": [linear(7), {"type": "ReLU"}]}], (1, 8, 8), (1, "layers", 0),
        "this task needs 10 outputs", "Set out_features to 10",
    ),
    "outputs of a block": (
        [FLATTEN, linear(7), {"type": "Residual", "layers": [linear(7)]}], (1, 8, 8), (2,),
        "this task needs 10 outputs", "Add a Linear with 10 outputs",
    ),
    "no outputs at all": ([CONV], (1, 8, 8), (0,), "ends with 8 × 8 × 8", "Add Flatten and a Linear with 10 outputs"),
    "only features": ([FLATTEN], (1, 8, 8), (0,), "ends with 64", "Add a Linear with 10 outputs"),
    "a picture too small to pool": (
        [{"type": "MaxPool2d", "kernel_size": 9}, FLATTEN, linear(10)], (1, 8, 8), (0,), "has only 8 × 8",
        "Set kernel_size to 8"
    ),
    "a window larger than the picture": (
        [{"type": "Conv2d", "out_channels": 4, "kernel_size": 5}, FLATTEN, linear(10)],
        (1, 4, 4), (0,), "looks at 5 × 5 at a time", "Set padding to 2",
    ),
    "a picture in one row": (
        [{"type": "Conv2d", "out_channels": 4, "kernel_size": 3}, FLATTEN, linear(10)],
        (64,), (0,), "channels, height and width", "Insert Unflatten to 1 × 8 × 8",
    ),
    "batch norm of another kind": (
        [CONV, {"type": "BatchNorm1d"}, FLATTEN, linear(10)], (1, 8, 8), (1,), "what comes in is 8 × 8 × 8",
        "Use BatchNorm2d instead",
    ),
    "groups that do not divide": (
        [{**CONV, "groups": 3}, FLATTEN, linear(10)], (4, 8, 8), (0,), "do not divide 4 input channels",
        "Set groups to 4"
    ),
    "group norm that does not divide": (
        [CONV, {"type": "GroupNorm", "num_groups": 3}, FLATTEN, linear(10)], (1, 8, 8), (1,), "into 3 equal groups",
        "Set num_groups to 2",
    ),
    "a sum of two shapes": (
        [{"type": "Residual", "layers": [CONV]}, FLATTEN, linear(10)], (3, 8, 8), (0,), "they must be alike",
        "Insert a 1×1 convolution in the shortcut",
    ),
    "a sum after a stride": (
        [{"type": "Residual", "layers": [{**CONV, "stride": 2}]}, FLATTEN, linear(10)], (8, 7, 7), (0,),
        "8 × 4 × 4", "Insert a 1×1 convolution in the shortcut",
    ),
    "a sum of two rows": (
        [{"type": "Residual", "layers": [linear(10)]}], (8,), (0,), "they must be alike",
        "Insert a Linear in the shortcut"
    ),
    "branches that are not alike": (
        [{"type": "Parallel", "join": "add", "branches": [[CONV], []]}, FLATTEN, linear(10)],
        (1, 8, 8), (0,), "they must be alike: 8 × 8 × 8, 1 × 8 × 8", "Set join to concatenate",
    ),
    "a sum with a border lost": (
        [{"type": "Residual", "layers": [{**CONV, "padding": 0}]}, FLATTEN, linear(10)],
        (8, 8, 8), (0,), "8 × 6 × 6", "Keep the size by padding",
    ),
    "branches of other sizes": (
        [
            {"type": "Parallel", "branches": [
                [{"type": "Sequential", "layers": [{**CONV, "padding": 0}]}],
                [{"type": "MaxPool2d", "kernel_size": 5, "stride": 1}],
            ]},
            FLATTEN, linear(10),
        ],
        (1, 8, 8), (0,), "only the channels may differ: 8 × 6 × 6, 1 × 4 × 4", "Keep the size by padding",
    ),
    "no branches": (
        [{"type": "Parallel", "branches": []}, FLATTEN, linear(10)], (1, 8, 8), (0,), "no branches", "Remove Parallel"
    ),
    "fractions into an embedding": (
        [{"type": "Tanh"}, {"type": "Embedding", "num_embeddings": 9, "embedding_dim": 2}, FLATTEN, linear(10)],
        (5,), (1,), "looks up whole numbers", "Move Embedding to the front",
    ),
    "sizes that do not multiply": (
        [{"type": "Unflatten", "dim": 1, "unflattened_size": [3, 3, 8]}, FLATTEN, linear(10)], (64,), (0,),
        "3 × 3 × 8 = 72 of a dimension that has 64", "Set unflattened_size to [64]",
    ),
    "an upsampling without a size": (
        [{"type": "Upsample"}, FLATTEN, linear(10)], (1, 8, 8), (0,), "either a factor or a size",
        "Make it twice as large"
    ),
    "a mode for another rank": (
        [{"type": "Upsample", "scale_factor": 2, "mode": "linear"}, FLATTEN, linear(10)], (1, 8, 8), (0,),
        "by linear", "Set mode to bilinear",
    ),
    "channels that do not shuffle": (
        [{"type": "PixelShuffle", "upscale_factor": 2}, FLATTEN, linear(10)], (3, 8, 8), (0,),
        "a multiple of 4 channels, and 3 come in", "Remove PixelShuffle",
    ),
    "an odd half": ([{"type": "GLU"}, linear(10)], (5,), (0,), "5 cannot be halved", "Remove GLU"),
    "a dimension that is not there": (
        [{"type": "Softmax", "dim": 3}, linear(10)], (5,), (0,), "dimension 3", "Set dim to 1"
    ),
    "one value in each channel": (
        [{"type": "InstanceNorm2d"}, FLATTEN, linear(10)], (4, 1, 1), (0,), "more than one value",
        "Remove InstanceNorm2d"
    ),
    "slopes for other channels": (
        [{"type": "PReLU", "num_parameters": 3}, linear(10)], (4,), (0,), "3 slopes", "Set num_parameters to 1"
    ),
    "a padding beyond the window": (
        [{"type": "AvgPool2d", "kernel_size": 2, "padding": 2}, FLATTEN, linear(10)], (1, 8, 8), (0,),
        "at most half of its kernel size", "Set padding to 1",
    ),
    "mirrored too far": (
        [{"type": "ReflectionPad2d", "padding": 8}, FLATTEN, linear(10)], (1, 8, 8), (0,),
        "more than there is to take from",
        "Use ZeroPad2d instead",
    ),
    "taken from beyond the other edge": (
        [{"type": "CircularPad1d", "padding": [0, 9]}, FLATTEN, linear(10)], (1, 8), (0,),
        "more than there is to take from",
        "Use ZeroPad1d instead",
    ),
    "a minimum above the maximum": (
        [{"type": "Hardtanh", "min_val": 2.0}, linear(10)], (4,), (0,), "min_val to be less", "Use the usual values"
    ),
    "the second time round": (
        [{"type": "Repeat", "times": 4, "layers": [{"type": "MaxPool2d", "kernel_size": 2}]}, FLATTEN, linear(10)],
        (1, 6, 6), (0, "layers", 0), "In repetition 3: MaxPool2d looks at 2 × 2", "Remove MaxPool2d",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_does_not_fit_is_said_at_its_layer_and_mended(name: str):
    layers, shape, path, sentence, repair = IMPOSSIBLE[name]
    before = [dict(layer) for layer in layers]

    found = trace(layers, shape, 10)

    where, text, titles = problem_of(found)
    assert where == path
    assert sentence in text
    assert titles[0] == repair
    assert layers == before
    last = next(row for row in found.layers if row.problem is not None).repairs[0]
    mended = trace(last.layers, shape, 10)
    # Where a network ends is another matter than the layer that did not fit.
    assert mended.problem is None or "ends with" in str(mended.problem), mended.problem
    with pytest.raises(ModelError) as caught:
        build_model("layers", shape, 10, seed=0, layers=layers)
    assert "model.layers[" in str(caught.value)


def test_what_follows_a_problem_has_no_shape_and_no_problem_of_its_own():
    found = trace([CONV, linear(5), {"type": "ReLU"}], (1, 8, 8), 10)
    assert [row.output_shape for row in found.layers] == [(8, 8, 8), None, None]
    assert [row.problem is None for row in found.layers] == [True, False, True]


def test_sizes_that_follow_from_what_comes_in_are_told():
    layers = [CONV, {"type": "BatchNorm2d"}, FLATTEN, {"type": "LayerNorm"}, linear(10)]
    inferred = [dict(row.inferred) for row in trace(layers, (3, 8, 8), 10).layers]
    assert inferred == [
        {"in_channels": 3}, {"num_features": 8}, {}, {"normalized_shape": [512]}, {"in_features": 512}
    ]  # fmt: skip


def test_a_block_tells_what_all_it_holds_costs_and_comes_before_it():
    inner = {"type": "Residual", "name": "skip", "layers": [linear(4)]}
    layers = [{"type": "Repeat", "times": 3, "layers": [linear(4), inner]}, linear(10)]
    found = trace(layers, (6,), 10)
    assert [(row.path, row.name) for row in found.layers] == [
        ((0,), "0"),
        ((0, "layers", 0), "0.0.0"),
        ((0, "layers", 1), "0.0.skip"),
        ((0, "layers", 1, "layers", 0), "0.0.skip.layers.0"),
        ((1,), "1"),
    ]
    assert found.layers[0].parameters == (6 * 4 + 4) + 2 * (4 * 4 + 4) + 3 * (4 * 4 + 4)
    assert found.parameters == found.layers[0].parameters + 4 * 10 + 10


def test_only_what_follows_an_edit_is_traced_anew(monkeypatch):
    layers = [{"type": "Linear", "out_features": 8 + place} for place in range(200)] + [linear(10)]
    first = trace(layers, (6,), 10)
    traced: list[str] = []
    from trainer_core.models.layers import tracing

    original = tracing.trace_leaf
    monkeypatch.setattr(tracing, "trace_leaf", lambda node, *rest: (traced.append(node.name), original(node, *rest))[1])
    edited = [*layers[:100], {"type": "ReLU"}, *layers[100:150], linear(999), *layers[151:]]
    again = trace(edited, (6,), 10, previous=first)

    assert traced == ["100", "151", "152"]
    assert again == trace(edited, (6,), 10)


def test_layers_that_are_off_are_left_out_and_the_others_keep_their_names():
    layers = [FLATTEN, {"type": "ReLU", "enabled": False}, linear(10)]
    found = trace(layers, (1, 4, 4), 10)
    assert [row.name for row in found.layers] == ["0", "2"]
    model = build_model("layers", (1, 4, 4), 10, seed=0, layers=layers)
    assert list(model.state_dict()) == ["2.weight", "2.bias"]


def nested(depth: int) -> list[Layer]:
    return [{"type": "Sequential", "layers": nested(depth - 1)}] if depth else [{"type": "ReLU"}]


def repeated(times: int, layers: list[Layer]) -> list[Layer]:
    return [{"type": "Repeat", "times": times, "layers": layers}]


def round_and_round() -> list[Layer]:
    layers: list[Layer] = []
    layers.append({"type": "Repeat", "times": 2, "layers": layers})
    return layers


REFUSED: dict[str, tuple[Any, str, str]] = {
    "ten thousand layers": ([{"type": "ReLU"}] * 10_000, "too-many-layers", "more than 1,000 layers"),
    "a thousand million by repeating": (
        repeated(1000, repeated(1000, repeated(1000, [{"type": "ReLU"}]))), "too-many-layers", "repeat less often"
    ),
    "nested too deeply": (nested(500), "nested-too-deeply", "more than 12 deep"),
    "a cycle": (round_and_round(), "nested-too-deeply", "more than 12 deep"),
    "no list": ("Linear", "bad-value", "model.layers is 'Linear'. It should be a list of layers"),
    "no table": ([FLATTEN, 3], "bad-value", "model.layers[1] is 3. It should be a table"),
    "no type": ([{"out_features": 3}], "missing-value", "model.layers[0].type is missing"),
    "misspelt": ([{"type": "Relu"}], "unknown-name", "Did you mean ReLU?"),
    "unknown": ([{"type": "Quux"}], "unknown-name", "It can be: Linear, Conv2d"),
    "a wrong argument": (
        [FLATTEN, {"type": "Linear", "out_features": 0}], "bad-value",
        "model.layers[1].out_features is 0"
    ),
    "an argument of another": (
        [{"type": "Linear", "out_features": 3, "channels": 3}], "unknown-key",
        "model.layers[0].channels"
    ),
    "one that is missing": (
        [{"type": "Conv2d", "kernel_size": 3}], "missing-value",
        "model.layers[0].out_channels is missing"
    ),
    "inside a block": (
        [{"type": "Parallel", "branches": [[], [{"type": "Linear", "out_features": -1}]]}], "bad-value",
        "model.layers[0].branches[1][0].out_features is -1",
    ),
    "one of many sizes": (
        [{"type": "Conv2d", "out_channels": 3, "kernel_size": [3, 0]}], "bad-value",
        "model.layers[0].kernel_size.1 is 0"
    ),
    "a name that a module has": (
        [{"type": "ReLU", "name": "forward"}], "bad-value",
        "model.layers[0].name is 'forward'"
    ),
    "no name": ([{"type": "ReLU", "name": "my relu"}], "bad-value", "as in Python"),
    "two of one name": (
        [{"type": "ReLU", "name": "act"}, {"type": "ReLU", "name": "act"}], "name-twice",
        "model.layers[1].name is 'act', and model.layers[0] has that name too",
    ),
    "half on": ([{"type": "ReLU", "enabled": "yes"}], "bad-value", "true or false"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_that_cannot_be_read_is_refused_with_its_place_and_before_anything_is_made(name: str):
    layers, code, sentence = REFUSED[name]
    with pytest.raises(RecipeError) as caught:
        checked(layers)
    assert caught.value.code == code
    assert sentence in str(caught.value)
    found = trace(layers, (1, 8, 8), 10)
    assert not found.layers
    assert str(found.problem) == str(caught.value)


def test_no_layers_are_no_network():
    assert "no layer yet" in str(trace([], (1, 8, 8), 10).problem)


@pytest.mark.parametrize(
    "layers",
    [
        [FLATTEN, linear(10**6), linear(10**6), linear(10)],
        [{"type": "Embedding", "num_embeddings": 2**24, "embedding_dim": 2**20}, FLATTEN, linear(10)],
        [{"type": "Conv2d", "out_channels": 2**20, "kernel_size": 1024}, FLATTEN, linear(10)],
        [FLATTEN, *([linear(100_000)] * 9), linear(10)],
    ],
)
def test_more_parameters_than_fit_anywhere_are_refused_before_memory_is_asked_for(layers: list[Layer]):
    found = trace(layers, (3, 1024, 1024) if layers[0]["type"] == "Conv2d" else (64,), 10)
    assert "parameters (" in str(found.problem)
    assert "Make it smaller" in str(found.problem)
    with pytest.raises(ModelError, match="parameters"):
        build_model("layers", (3, 1024, 1024) if layers[0]["type"] == "Conv2d" else (64,), 10, seed=0, layers=layers)


def test_more_numbers_than_fit_anywhere_are_refused():
    found = trace([{"type": "Upsample", "size": 65_536}, FLATTEN, linear(10)], (3, 8, 8), 10)
    assert "would give 12,884,901,888 numbers for each example" in str(found.problem)


def test_a_network_that_is_larger_than_this_computer_is_refused(monkeypatch):
    import psutil

    there = psutil.virtual_memory()
    monkeypatch.setattr(psutil, "virtual_memory", lambda: there._replace(total=1000))
    with pytest.raises(ModelError) as caught:
        build_model("layers", (64,), 10, seed=0, layers=[linear(10)])
    assert caught.value.code == "model-too-large"


@pytest.mark.parametrize(
    ("layer", "offered"),
    [
        ({"type": "MaxPool2d", "kernel_size": 9}, "Set kernel_size to [8, 6]"),
        ({"type": "AvgPool2d", "kernel_size": [3, 9]}, "Set kernel_size to [3, 6]"),
        ({"type": "Conv2d", "out_channels": 4, "kernel_size": 5, "dilation": 2}, "Set kernel_size to [4, 3]"),
    ],
)
def test_a_window_that_is_too_large_can_be_made_as_large_as_fits(layer: dict[str, Any], offered: str):
    found = trace([layer, FLATTEN, linear(10)], (1, 8, 6), 10)
    repair = next(each for each in found.layers[0].repairs if str(each.title) == offered)
    assert trace(list(repair.layers), (1, 8, 6), 10).problem is None
