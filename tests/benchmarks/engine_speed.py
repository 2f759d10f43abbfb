"""Samples/s of trainer_core without a window, beside a bare loop, the tutorial's loop and Lightning."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec

from tests.benchmarks.contest import Contestant, alternate
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table, ratio_of
from tests.benchmarks.workloads import WORKLOADS

_BARE = "bare loop over tensors in memory"
_FUSED = "bare loop, the optimizer's fused form"
_CNN_EXAMPLES = 6_400
_QUICK_EXAMPLES = 1_280


def measure(options: Options) -> list[Table]:
    # What a person's own file costs is measured in `own_class`.
    return [_workload(name, options) for name, parts in WORKLOADS.items() if parts["model"]["name"] != "file"]


def _workload(name: str, options: Options) -> Table:
    limit = _QUICK_EXAMPLES if options.quick else _CNN_EXAMPLES if "CNN" in name else 0
    batches = 20 if options.quick else 200
    engine = partial(Contestant, "engine_run", workload=name, limit=limit, epochs=1)
    bare_loop = partial(Contestant, "bare_loop", workload=name, limit=limit, epochs=1)
    contestants = {
        _BARE: partial(bare_loop, fused=None),
        _FUSED: partial(bare_loop, fused=True),
        "trainer_core": partial(engine, folder=False),
        "trainer_core, keeping the run in a folder": partial(engine, folder=True),
        "DataLoader + ToTensor (the tutorial's way)": partial(
            Contestant, "tutorial_loop", workload=name, limit=limit, batches=batches
        ),
    }
    lightning = find_spec("lightning") is not None
    if lightning:
        contestants["Lightning, CSVLogger each step, tensors in memory"] = partial(
            Contestant, "lightning_loop", workload=name, limit=limit, batches=batches
        )
    figures = alternate(contestants, rounds=options.rounds, turns_each=1 if options.quick else 4)
    table = Table(f"{name}, batch 64, without a window", "samples/s")
    bare, ours = figures[_BARE], figures["trainer_core"]
    for what, measured in figures.items():
        target = "≥ 0.97" if what.startswith("trainer_core") else ""
        table.add(what, measured, against=bare, target=target)
        if not what.startswith("trainer_core") and what != _BARE:
            table.notes.append(f"trainer_core is {ratio_of(ours, measured):.2f} times as fast as {what}.")
    if not lightning:
        table.notes.append('Lightning is not installed (`pip install -e ".[bench]"`), so it was not measured.')
    table.notes.append(
        "The bare loop records each loss; trainer_core records loss, accuracy, learning rate and time, looks for "
        "commands, and ends each epoch by keeping the best and the last weights."
    )
    return table
