"""How long the shapes of a network of 200 layers take to follow an edit, as the window traces them."""

from __future__ import annotations

import time
from typing import Any

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from trainer_core.models.layers import Layer, trace

_LAYERS = 200
_SHAPE = (3, 64, 64)
_EDITS = {
    "opened: nothing is known": None,
    "the first layer has other channels": 0,
    "the middle layer has other channels": _LAYERS // 2,
    "the last convolution has other channels": _LAYERS - 2,
}


def measure(options: Options) -> list[Table]:
    table = Table(f"Shapes of {_LAYERS} layers after an edit", "ms")
    for name, place in _EDITS.items():
        table.add(name, [once("layer_tracing", place=place) for _ in range(options.rounds)], digits=1, target="< 100")
    table.notes.append("Convolutions of different widths and ReLU in turn; the first trace of a process included.")
    return [table]


def network(*, changed: int | None = None) -> list[Layer]:
    """Convolutions and activations in turn, no two convolutions alike; that at ``changed`` has one channel more."""
    layers: list[dict[str, Any]] = []
    for place in range(_LAYERS // 2):
        layers += [
            {"type": "Conv2d", "out_channels": 16 + place, "kernel_size": 3, "padding": 1},
            {"type": "ReLU"},
        ]
    if changed is not None:
        layers[changed]["out_channels"] += 200
    return layers


def main() -> None:
    options = arguments()
    place = options["place"]
    previous = None if place is None else trace(network(), _SHAPE, 10)
    layers = network(changed=place)
    began = time.perf_counter()
    trace(layers, _SHAPE, 10, previous=previous)
    answer(1000 * (time.perf_counter() - began))


if __name__ == "__main__":
    main()
