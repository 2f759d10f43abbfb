"""How long a tensor of a hundred million elements takes to be described, as the window asks for it."""

from __future__ import annotations

import time

import torch

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from trainer_core.inside.describe import describe, plane

_ELEMENTS = 100_000_000
_ASKED = {
    "shape, type, strides and the rest that needs no values": "facts",
    "minimum, maximum, mean, deviation, norm, and the histogram of a million": "numbers",
    "one plane of 10,000 × 10,000 as values and as a heat map": "plane",
}
_TARGETS = {"facts": "< 1", "numbers": "< 1,000"}


def measure(options: Options) -> list[Table]:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    table = Table(f"A tensor of {_ELEMENTS:,} float32 elements on {device}", "ms")
    for name, asked in _ASKED.items():
        figures = [once("large_tensor", asked=asked, device=device) for _ in range(options.rounds)]
        table.add(name, figures, digits=2, target=_TARGETS.get(asked, ""))
    return [table]


def main() -> None:
    options = arguments()
    tensor = torch.randn(10_000, _ELEMENTS // 10_000, device=options["device"])
    ways = {
        "facts": lambda: describe(tensor, measured=False),
        "numbers": lambda: describe(tensor),
        "plane": lambda: plane(tensor),
    }
    describe(torch.ones(3, device=tensor.device))
    began = time.perf_counter()
    ways[options["asked"]]()
    answer(1000 * (time.perf_counter() - began))


if __name__ == "__main__":
    main()
