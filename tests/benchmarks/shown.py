"""What keeping a run to be shown again costs: two runs in one process, one that keeps it and one that does not.

Besides the speed of both, which is only as good as the machine is quiet: the share of the training thread's own
processor time that the keeping takes.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from tests.benchmarks.contest import Contestant, answer, arguments, turns
from tests.benchmarks.engine_run import Runner, speed
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import recipe
from trainer_core.protocol.commands import Start
from trainer_core.training.shown import ShownRecorder

_WORKLOADS = {"MLP 784-512-512-10, SGD": 0, "small CNN, Adam": 6_400}
_QUICK_EXAMPLES = 1_280
_WAYS = ("off", "on")
_PARTS = ("now_and_then", "evaluated", "epoch_ended")
"""All that the training calls of the recorder between a run's begin and its end."""


def measure(options: Options) -> list[Table]:
    """Two tables for each workload."""
    return [
        table
        for name, limit in _WORKLOADS.items()
        for table in _tables(name, _QUICK_EXAMPLES if options.quick else limit, options)
    ]


def _tables(name: str, limit: int, options: Options) -> list[Table]:
    figures: dict[str, list[float]] = defaultdict(list)
    for _ in range(options.rounds):
        with Contestant("shown", workload=name, limit=limit) as both:
            for turn in range(1 if options.quick else 4):
                for which, found in both.turn(first=turn % 2).items():
                    figures[which].append(found)
    table = Table(f"{name}, batch 64: what a replay shows", "samples/s")
    table.add("not kept", figures["off"])
    table.add("kept", figures["on"], against=figures["off"], target="≥ 0.99")
    shares = Table(f"{name}, batch 64: processor time of the training that the keeping takes", "%")
    shares.add("an epoch", figures["share"], digits=2, target="≤ 1")
    return [table, shares]


class Recording:
    """The processor time of this thread within the recorder: ``seconds``."""

    def __init__(self) -> None:
        self.seconds = 0.0
        for name in _PARTS:
            setattr(ShownRecorder, name, self._timed(getattr(ShownRecorder, name)))

    def _timed(self, part: Callable[..., None]) -> Callable[..., None]:
        @wraps(part)
        def timed(*arguments: Any) -> None:
            began = time.thread_time()
            try:
                part(*arguments)
            finally:
                self.seconds += time.thread_time() - began

        return timed


def main() -> None:
    """Let two engines in this process train an epoch in turn: the same model, the same batches, a folder each."""
    options = arguments()
    wanted = recipe(options["workload"], limit=options["limit"])
    runners, recording = {way: Runner() for way in _WAYS}, Recording()
    with tempfile.TemporaryDirectory() as folder:
        for way, runner in runners.items():
            runner.start(Start(wanted.with_values({"training.replay": way == "on"}), Path(folder) / way, paused=True))
            runner.train(1)
        for how in turns():
            speeds = {}
            for way in (*_WAYS[how["first"] :], *_WAYS[: how["first"]]):
                last = len(runners[way].history) - 1
                began, recording.seconds = time.thread_time(), 0.0
                runners[way].train(1)
                if way == "on":
                    speeds["share"] = 100 * recording.seconds / (time.thread_time() - began)
                # From the end of the epoch before, so that what an end brings is counted once.
                speeds[way] = speed(runners[way].history, last)
            answer(speeds)


if __name__ == "__main__":
    main()
