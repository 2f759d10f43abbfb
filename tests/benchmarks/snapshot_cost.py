"""What snapshots cost a run at the default settings, beside the same run without any."""

from __future__ import annotations

from functools import partial

from tests.benchmarks.contest import Contestant, alternate
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import WORKLOADS

_OFF = {"training.snapshot_epochs": 0, "training.snapshot_minutes": 0.0}
_EPOCHS = 4
_QUICK_EXAMPLES = 1_280


def measure(options: Options) -> list[Table]:
    table = Table("A run in a folder, with a snapshot of each epoch", "samples/s")
    for workload in WORKLOADS:
        contestant = partial(
            Contestant,
            "engine_run",
            workload=workload,
            limit=_QUICK_EXAMPLES if options.quick else 0,
            epochs=2 if "CNN" in workload else _EPOCHS,
            folder=True,
        )
        without, with_them = f"{workload}: without", f"{workload}: the default"
        figures = alternate(
            {without: partial(contestant, changes=_OFF), with_them: partial(contestant, changes={})},
            rounds=options.rounds,
            turns_each=1 if options.quick or "CNN" in workload else 3,
        )
        table.add(without, figures[without])
        table.add(with_them, figures[with_them], against=figures[without], target="≥ 0.98")
    table.notes.append(
        f"Whole epochs of 60,000 images without validation, {_EPOCHS} at a time (the CNN: 2), so that the ends of all "
        "but the last are in the figures. Both keep the best and the last weights of each epoch."
    )
    return [table]
