"""Samples/s of a person's own copy of the tutorial's network beside the built-in one, with the same settings."""

from __future__ import annotations

from functools import partial

from tests.benchmarks.contest import Contestant, alternate
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import OWN
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust

_BUILT_IN = "built in"


def measure(options: Options) -> list[Table]:
    trust(read_code(OWN))
    limit = 2_000 if options.quick else 0
    contestant = partial(Contestant, "engine_run", limit=limit, epochs=1, folder=True)
    figures = alternate(
        {
            _BUILT_IN: partial(contestant, workload="MLP 784-512-512-10, Adam"),
            "from a file": partial(contestant, workload="own copy of MLP 784-512-512-10, Adam"),
        },
        rounds=options.rounds,
        turns_each=1 if options.quick else 4,
    )
    table = Table("The tutorial's network, Adam, batch 64, keeping the run in a folder", "samples/s")
    for what, measured in figures.items():
        table.add(what, measured, against=figures[_BUILT_IN], target="≥ 0.99" if what != _BUILT_IN else "")
    return [table]
