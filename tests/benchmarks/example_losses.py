"""What keeping the loss of every training example costs: two runs in one process, one with it and one without."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.contest import Contestant, answer, arguments, turns
from tests.benchmarks.engine_run import Runner, speed
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import WORKLOADS, recipe
from trainer_core.protocol.commands import Start

_CNN_EXAMPLES = 6_400
_QUICK_EXAMPLES = 1_280
_MIXED = "MLP 784-512-512-10, Adam"
"""The workload that is measured with MixUp too, where keeping them takes a pass of its own."""


def measure(options: Options) -> list[Table]:
    """A table for each workload, and one for mixed examples."""
    plain = [_table(name, options, mixed=False) for name in WORKLOADS]
    return [*plain, _table(_MIXED, options, mixed=True)]


def _table(name: str, options: Options, *, mixed: bool) -> Table:
    limit = _QUICK_EXAMPLES if options.quick else _CNN_EXAMPLES if "CNN" in name else 0
    figures: dict[str, list[float]] = defaultdict(list)
    for _ in range(options.rounds):
        with Contestant("example_losses", workload=name, limit=limit, mixed=mixed) as both:
            for turn in range(1 if options.quick else 4):
                for which, speed in both.turn(first=("off", "on")[turn % 2]).items():
                    figures[which].append(speed)
    table = Table(f"{name}, batch 64{', MixUp' if mixed else ''}: the loss of every example", "samples/s")
    table.add("not kept", figures["off"])
    table.add("kept", figures["on"], against=figures["off"], target="" if mixed else "≥ 0.98")
    if mixed:
        table.notes.append("Of mixed examples they are measured in a pass over the whole ones at the end of an epoch.")
    return table


def _order(first: str) -> Iterable[str]:
    return ("off", "on") if first == "off" else ("on", "off")


def main() -> None:
    """Let two engines in this process train an epoch in turn: the same model, the same batches, a folder each."""
    options = arguments()
    wanted = recipe(options["workload"], limit=options["limit"])
    if options["mixed"]:
        wanted = wanted.with_values({"data.augment": [{"name": "mixup"}]})
    runners = {"off": Runner(), "on": Runner()}
    with tempfile.TemporaryDirectory() as folder:
        for which, runner in runners.items():
            kept = wanted.with_values({"training.example_losses": which == "on"})
            runner.start(Start(kept, Path(folder) / which, paused=True))
            runner.train(1)
        for how in turns():
            speeds = {}
            for which in _order(how["first"]):
                last = len(runners[which].history) - 1
                runners[which].train(1)
                # From the end of the epoch before, so that what an end brings is counted once.
                speeds[which] = speed(runners[which].history, last)
            answer(speeds)


if __name__ == "__main__":
    main()
