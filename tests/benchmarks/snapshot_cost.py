"""What snapshots cost a run at the default settings: the share of its time for which taking them holds it up."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import WORKLOADS, recipe
from trainer_core import train
from trainer_core.protocol.events import Event, SnapshotTaken

_EPOCHS = 5
_CNN_EXAMPLES, _QUICK_EXAMPLES = 12_800, 1_280


def measure(options: Options) -> list[Table]:
    table = Table("Training held up by snapshots, one of each epoch", "% of the time")
    for workload in WORKLOADS:
        limit = _QUICK_EXAMPLES if options.quick else _CNN_EXAMPLES if "CNN" in workload else 0
        shares = [once("snapshot_cost", workload=workload, limit=limit) for _ in range(options.rounds)]
        table.add(workload, shares, digits=2, target="< 2")
    table.notes.append(
        f"{_EPOCHS} epochs of 60,000 images (the CNN: {_CNN_EXAMPLES:,}, which makes the share larger), serializing, "
        "syncing and renaming included."
    )
    return [table]


def main() -> None:
    options = arguments()
    taken: list[float] = []

    def watch(event: Event) -> None:
        if isinstance(event, SnapshotTaken):
            taken.append(event.seconds)

    with tempfile.TemporaryDirectory() as folder:
        wanted = recipe(options["workload"], limit=options["limit"], epochs=_EPOCHS)
        trained = train(wanted, Path(folder) / "run", watch=watch)
    answer(100 * sum(taken) / trained.summary.seconds)


if __name__ == "__main__":
    main()
