"""Memory over a million batches with everything switched on: it grows by the numbers of the batches alone.

Everything is the window with its views, a run's folder, snapshots every half minute and each epoch, the mirror for
TensorBoard, validation, and predictions each second.
"""

from __future__ import annotations

import gc
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
from trainer_core.history import History

_STEPS, _QUICK_STEPS = 10**6, 10**4
_MIB = 2**20


def measure(options: Options) -> list[Table]:
    steps = _QUICK_STEPS if options.quick else _STEPS
    found = once("million", steps=steps)
    table = Table("Resident memory of the studio with everything switched on, after so many batches", "MiB")
    for count, resident, numbers in found:
        table.add(f"{count:,}", resident)
        table.notes.append(f"{count:,}: {resident - numbers:,.1f} MiB without the numbers of the batches.")
    beside = [resident - numbers for _, resident, numbers in found]
    total = max(resident for _, resident, _ in found) - found[0][1]
    table.notes.append(
        f"After the first {found[0][0]:,} batches the studio grew by {total:,.1f} MiB at most, "
        f"and by {max(beside) - beside[0]:,.1f} MiB (wanted: 20 at most) besides the numbers of the batches."
    )
    return [table]


def size_of(history: History) -> int:
    """Bytes of the blocks in which a history keeps its numbers."""
    blocks = [history._rows, *history._levels]
    return sum(block.nbytes for each in blocks for block in each._blocks)


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
                "snapshot_minutes": 0.5,
                "snapshot_epochs": 1,
                "tensorboard": True,
            },
        }
    )
    process = psutil.Process()
    found: list[tuple[int, float, float]] = []

    def look() -> None:
        history = studio.session.history
        if studio.session.ended is not None:
            # Nothing ends this run but an error, which was told.
            loop.quit()
        if history is None or len(history) < (len(found) + 1) * steps // 10:
            return
        gc.collect()
        # A block is counted as soon as it is touched; the last one is full only to a part.
        found.append((len(history), process.memory_info().rss / _MIB, size_of(history) / _MIB))
        if len(found) == 10:
            loop.quit()

    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder), recipe)
        loop, timer = QEventLoop(), QTimer(interval=20)
        timer.timeout.connect(look)
        timer.start()
        studio.window.toolbar.train_button.click()
        loop.exec()
        timer.stop()
        if len(found) == 10:
            answer(found)
        end(studio)


if __name__ == "__main__":
    main()
