"""Samples/s of a ResNet-18 on pictures of 64 × 64, batch 32: trainer_core beside a bare loop with the same settings."""

from __future__ import annotations

from functools import partial

from tests.benchmarks.contest import Contestant, alternate
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table

_BARE = "bare loop over tensors in memory, fused Adam"
_EXAMPLES, _QUICK_EXAMPLES = 640, 64


def measure(options: Options) -> list[Table]:
    count = _QUICK_EXAMPLES if options.quick else _EXAMPLES
    contestant = partial(Contestant, "resnet_loop", count=count, epochs=1)
    figures = alternate(
        {
            _BARE: partial(contestant, loop="bare"),
            "trainer_core, keeping the run in a folder": partial(contestant, loop="engine"),
        },
        rounds=options.rounds,
        turns_each=1 if options.quick else 4,
    )
    table = Table("ResNet-18 of torchvision, 3 × 64 × 64, batch 32, float32, without a window", "samples/s")
    for what, measured in figures.items():
        table.add(what, measured, against=figures[_BARE], target="≥ 0.98" if what != _BARE else "")
    return [table]
