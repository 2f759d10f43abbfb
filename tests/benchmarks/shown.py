"""What keeping a run to be shown again costs: two runs in one process, one that keeps it and one that does not."""

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

_WORKLOADS = {"MLP 784-512-512-10, SGD": 0, "small CNN, Adam": 6_400}
_QUICK_EXAMPLES = 1_280
_WAYS = ("off", "on")


def measure(options: Options) -> list[Table]:
    """A table for each workload."""
    return [_table(name, _QUICK_EXAMPLES if options.quick else limit, options) for name, limit in _WORKLOADS.items()]


def _table(name: str, limit: int, options: Options) -> Table:
    figures: dict[str, list[float]] = defaultdict(list)
    for _ in range(options.rounds):
        with Contestant("shown", workload=name, limit=limit) as both:
            for turn in range(1 if options.quick else 4):
                for which, found in both.turn(first=turn % 2).items():
                    figures[which].append(found)
    table = Table(f"{name}, batch 64: what a replay shows", "samples/s")
    table.add("not kept", figures["off"])
    table.add("kept", figures["on"], against=figures["off"], target="≥ 0.99")
    return table


def main() -> None:
    """Let two engines in this process train an epoch in turn: the same model, the same batches, a folder each."""
    options = arguments()
    wanted = recipe(options["workload"], limit=options["limit"])
    runners = {way: Runner() for way in _WAYS}
    with tempfile.TemporaryDirectory() as folder:
        for way, runner in runners.items():
            runner.start(Start(wanted.with_values({"training.replay": way == "on"}), Path(folder) / way, paused=True))
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
