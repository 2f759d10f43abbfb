"""What measuring the health of the layers costs: two runs in one process, one with it and one without."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.contest import Contestant, answer, arguments, turns
from tests.benchmarks.engine_run import Runner, speed
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import recipe
from trainer_core.protocol.commands import Start

_WORKLOADS = {"MLP 784-512-512-10, SGD": 0, "MLP 784-512-512-10, Adam": 0, "small CNN, Adam": 6_400}
_QUICK_EXAMPLES = 1_280
_WAYS = ("off", "auto", "every batch")


def measure(options: Options) -> list[Table]:
    """A table for each workload."""
    return [_table(name, _QUICK_EXAMPLES if options.quick else limit, options) for name, limit in _WORKLOADS.items()]


def _table(name: str, limit: int, options: Options) -> Table:
    figures: dict[str, list[float]] = defaultdict(list)
    for _ in range(options.rounds):
        with Contestant("health", workload=name, limit=limit) as all_ways:
            for turn in range(1 if options.quick else 4):
                for which, found in all_ways.turn(first=turn % len(_WAYS)).items():
                    figures[which].append(found)
    table = Table(f"{name}, batch 64: the health of the layers", "samples/s")
    table.add("not measured", figures["off"])
    table.add("measured, automatic", figures["auto"], against=figures["off"], target="≥ 0.97")
    table.add("measured in every batch", figures["every batch"], against=figures["off"])
    return table


def main() -> None:
    """Let three engines in this process train an epoch in turn: the same model, the same batches, a folder each."""
    options = arguments()
    wanted = recipe(options["workload"], limit=options["limit"])
    runners = {way: Runner() for way in _WAYS}
    with tempfile.TemporaryDirectory() as folder:
        for way, runner in runners.items():
            changes = {"training.health": way != "off", "training.health_every": int(way == "every batch")}
            runner.start(Start(wanted.with_values(changes), Path(folder) / way, paused=True))
            runner.train(1)
        for how in turns():
            speeds = {}
            for way in (*_WAYS[how["first"] :], *_WAYS[: how["first"]]):
                last = len(runners[way].history) - 1
                runners[way].train(1)
                # From the end of the epoch before, so that what an end brings is counted once.
                speeds[way] = speed(runners[way].history, last)
            answer(speeds)


if __name__ == "__main__":
    main()
