"""Whatever is stacked at random: what is traced without a problem runs and learns, and each repair leads further."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, get_args, get_origin

import torch

from trainer_core.models import build_model
from trainer_core.models.layers import Layer, as_layers, catalogue, new_layer, trace

SHAPES = ((5,), (16,), (4, 8), (3, 8, 8), (4, 6, 7), (8, 4, 4), (2, 4, 4, 4))


def value_of(annotation: Any, draw: random.Random) -> Any:
    if annotation is bool:
        return draw.random() < 0.5
    if annotation is int:
        return draw.choice((1, 2, 4))
    if annotation is float:
        return draw.choice((0.1, 0.5, 1.0))
    if get_origin(annotation) is Literal:
        return draw.choice(get_args(annotation))
    return [draw.choice((1, 2, 3))]


def any_layer(draw: random.Random, depth: int = 0) -> Layer:
    kind = draw.choice(catalogue())
    layer = new_layer(kind.name)
    for name, field in kind.arguments.model_fields.items():
        if draw.random() < 0.3 and name not in ("p", "momentum"):
            layer[name] = value_of(field.annotation, draw)
    for key in kind.lists:
        if depth < 2 and key == "branches":
            layer[key] = [[any_layer(draw, depth + 1)] for _ in range(draw.randint(1, 3))]
        elif depth < 2 and (key == "layers" or draw.random() < 0.3):
            layer[key] = [any_layer(draw, depth + 1) for _ in range(draw.randint(0, 2))]
    return layer


def test_what_is_traced_without_a_problem_runs_and_learns():
    draw = random.Random(4)
    ran = refused = 0
    for _ in range(400):
        shape = draw.choice(SHAPES)
        layers = [any_layer(draw) for _ in range(draw.randint(1, 4))]
        found = trace(layers, shape, 3)
        end: list[Layer] = [{"type": "Flatten"}, {"type": "Linear", "out_features": 3}]
        if found.output_shape is None:
            refused += 1
            for row in found.layers:
                assert all(repair.layers != tuple(layers) for repair in row.repairs), layers
            continue
        model = build_model("layers", shape, 3, seed=0, layers=[*layers, *end])
        output = model(torch.zeros(3, *shape))
        assert output.shape == (3, 3), layers
        output.sum().backward()
        ran += 1
    assert ran > 60
    assert refused > 60


def test_it_can_be_traced_on_any_threads_at_once():
    layers = as_layers("strong_cnn", (3, 32, 32), 10, blocks=3)
    assert layers is not None
    alone = trace(layers, (3, 32, 32), 10)
    with ThreadPoolExecutor(4) as threads:
        others = list(threads.map(lambda _: trace(layers, (3, 32, 32), 10), range(8)))
    assert all(found == alone for found in others)
