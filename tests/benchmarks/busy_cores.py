"""Training beside a program that keeps all cores busy: with a thread for each core, and with as many as fit."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.contest import Contestant, alternate, answer, arguments, turns
from tests.benchmarks.engine_run import Runner
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import recipe
from trainer_core.compute.cpu_load import cores
from trainer_core.protocol.commands import Start

_WORKLOAD = "MLP 784-512-512-10, SGD"
_SPIN = "import os\nwhile os.getppid() == {parent}: sum(range(1000))"


def measure(options: Options) -> list[Table]:
    limit = 2_000 if options.quick else 20_000
    ways = {f"{cores()} threads": cores(), "automatic": 0}
    contestants = {
        name: lambda threads=threads: Contestant("busy_cores", limit=limit, threads=threads)
        for name, threads in ways.items()
    }
    with _busy():
        found = alternate(contestants, rounds=options.rounds, turns_each=1 if options.quick else 3)
    table = Table(f"{_WORKLOAD}, batch 64, beside a program that keeps all cores busy", "samples/s")
    first = next(iter(ways))
    for name in ways:
        table.add(name, found[name], against=found[first], target="> 1" if name != first else "")
    table.notes.append("A process for each core computes all the time; the contestants take turns beside them.")
    return [table]


@contextmanager
def _busy() -> Iterator[None]:
    program = _SPIN.format(parent=os.getpid())
    children = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(cores())]
    try:
        yield
    finally:
        for child in children:
            child.kill()
            child.wait()


def main() -> None:
    options = arguments()
    wanted = recipe(_WORKLOAD, limit=options["limit"]).with_values({"training.threads": options["threads"]})
    runner = Runner()
    with tempfile.TemporaryDirectory() as folder:
        runner.start(Start(wanted, Path(folder) / "run", paused=True))
        for _ in turns():
            answer(runner.train(1))


if __name__ == "__main__":
    main()
