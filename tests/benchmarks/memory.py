"""Memory of the whole studio after short and long runs: what a run leaves behind in it must be its numbers alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

import psutil
import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QEventLoop, QTimer

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.window_run import end, open_studio
from trainer_core import Recipe

_STEPS = (10**3, 10**4, 10**5, 10**6)
_QUICK_STEPS = (10**2, 10**3)
_MIB = 2**20


def measure(options: Options) -> list[Table]:
    steps = _QUICK_STEPS if options.quick else _STEPS
    found = once("memory", steps=steps)
    table = Table("Resident memory of the studio after so many batches", "MiB")
    for count, resident in zip(steps, found, strict=True):
        table.add(f"{count:,}", resident)
    table.notes.append(
        "A linear model trained one example at a time, window open, an epoch each 18,000 batches. The numbers of a "
        "batch take 46 bytes: 46 MiB for a million with the free rows of the last blocks."
    )
    return [table]


def main() -> None:
    steps = iter(arguments()["steps"])
    recipe = Recipe.from_dict(
        {
            "data": {"limit": 20_000, "batch_size": 1},
            "model": {"name": "mlp", "widths": []},
            "optimizer": {"name": "SGD", "lr": 1e-4},
            "training": {"epochs": 100_000, "device": "cpu", "threads": 1},
        }
    )
    process = psutil.Process()
    found: list[float] = []
    wanted = next(steps)

    def look() -> None:
        nonlocal wanted
        history = studio.session.history
        if history is not None and len(history) >= wanted:
            found.append(process.memory_info().rss / _MIB)
            wanted = next(steps, 0)
            if not wanted:
                loop.quit()

    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder), recipe)
        loop, timer = QEventLoop(), QTimer(interval=20)
        timer.timeout.connect(look)
        timer.start()
        studio.window.toolbar.train_button.click()
        loop.exec()
        timer.stop()
        answer(found)
        end(studio)


if __name__ == "__main__":
    main()
