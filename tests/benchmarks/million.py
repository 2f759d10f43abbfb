"""Memory over a million batches with everything switched on: it grows by the numbers of the batches alone.

Everything is a run's folder, snapshots every half minute and each epoch, the mirror for TensorBoard, validation, and
what a window asks for each second: predictions and a look at the numbers. The window itself is left out: with it a
million batches of one example take hours, and `tests.benchmarks.memory` measures it.
"""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path

import psutil

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from trainer_core import Engine, Recipe
from trainer_core.history.history import History
from trainer_core.protocol.commands import Keep, Start, Stop
from trainer_core.protocol.events import Event, RunEnded, RunStarted
from trainer_core.protocol.predicting import Predict

_STEPS, _QUICK_STEPS = 10**6, 2 * 10**4
_MIB = 2**20


def measure(options: Options) -> list[Table]:
    steps = _QUICK_STEPS if options.quick else _STEPS
    found = once("million", steps=steps)
    table = Table("Resident memory of the engine with everything switched on, after so many batches", "MiB")
    for count, resident, numbers in found:
        table.add(f"{count:,}", resident)
        table.notes.append(f"{count:,}: {resident - numbers:,.1f} MiB without the numbers of the batches.")
    beside = [resident - numbers for _, resident, numbers in found]
    total = max(resident for _, resident, _ in found) - found[0][1]
    table.notes.append(
        f"After the first {found[0][0]:,} batches it grew by {total:,.1f} MiB at most, "
        f"and by {max(beside) - beside[0]:,.1f} MiB (wanted: 20 at most) besides the numbers of the batches."
    )
    return [table]


def main() -> None:
    steps = arguments()["steps"]
    recipe = Recipe.from_dict(
        {
            "data": {"limit": 20_000, "batch_size": 1},
            "model": {"name": "mlp", "widths": []},
            "optimizer": {"name": "SGD", "lr": 1e-4},
            "training": {
                "epochs": 100_000,
                "device": "cpu",
                "threads": 1,
                "snapshot_minutes": 0.5,
                "snapshot_epochs": 1,
                "tensorboard": True,
            },
        }
    )
    found: list[tuple[int, float, float]] = []
    histories: list[History] = []
    ended: list[RunEnded] = []

    def hear(event: Event) -> None:
        if isinstance(event, RunStarted):
            histories.append(event.history)
        elif isinstance(event, RunEnded):
            ended.append(event)

    process, asked = psutil.Process(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(hear)
        engine.post(Start(recipe, Path(folder) / "run"))
        while len(found) < 10 and not ended:
            engine.turn()
            if time.monotonic() - asked > 1:
                engine.post(Predict(tuple(range(64))))
                histories[0].buckets("loss", 0, len(histories[0]), 1600)
                asked = time.monotonic()
            if histories and len(histories[0]) >= (len(found) + 1) * steps // 10:
                gc.collect()
                found.append((len(histories[0]), process.memory_info().rss / _MIB, histories[0].nbytes / _MIB))
        engine.post(Stop(Keep.LAST))
        engine.drive()
    if len(found) == 10:
        answer(found)


if __name__ == "__main__":
    main()
