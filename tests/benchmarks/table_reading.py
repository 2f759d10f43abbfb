"""Seconds and memory from a CSV file of a million rows and fifty columns to the first batch, against pandas."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.csv as pa_csv
import torch
from torch.utils.data import DataLoader, TensorDataset

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from trainer_core.data import load_dataset, training_batches

_ROWS, _QUICK_ROWS, _COLUMNS, _BATCH = 1_000_000, 20_000, 50, 64
_WITH_MISSING = 5
_WAYS = {"pandas": "pandas + plain PyTorch", "trainer_core": "trainer_core"}
_IMPORTED = ("pandas", "trainer_core.data.tables.loading", "trainer_core.data.check.whole")
"""What neither way pays for; Arrow too imports pandas where it is installed."""
_GLANCE = 0.005


def measure(options: Options) -> list[Table]:
    rows = _QUICK_ROWS if options.quick else _ROWS
    seconds = Table(f"From a CSV file of {rows:,} × {_COLUMNS} numbers to the first batch", "s")
    work = Table("Seconds of all cores together for that, which other programs disturb less", "CPU s")
    memory = Table("Peak memory of that, beyond what the program took before", "times the numbers in float32")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        _write(path, rows)
        rounds = [{way: once("table_reading", way=way, path=str(path)) for way in _WAYS} for _ in range(options.rounds)]
    numbers = rows * _COLUMNS * 4
    theirs = [each["pandas"][0] for each in rounds]
    for way, title in _WAYS.items():
        ours = way != "pandas"
        seconds.add(title, [each[way][0] for each in rounds], digits=2, against=theirs, target="≤ 0.5" if ours else "")
        work.add(title, [each[way][1] for each in rounds], digits=2, against=[each["pandas"][1] for each in rounds])
        memory.add(title, [each[way][2] / numbers for each in rounds], digits=2, target="≤ 3" if ours else "")
    seconds.notes.append(
        "Both split off 20 % for the test, and fill 1 % of missing values in five columns with the median and scale by "
        "the mean and deviation of the training rows. The "
        "file is in the system's cache, and what is imported is not in the figures."
    )
    return [seconds, work, memory]


def _write(path: Path, rows: int) -> None:
    draw = np.random.default_rng(0)
    columns = {}
    for place in range(_COLUMNS - 1):
        values = draw.normal(10, 3, rows).round(6)
        columns[f"x{place}"] = pa.array(values, mask=draw.random(rows) < (0.01 if place < _WITH_MISSING else 0))
    columns["y"] = pa.array(draw.normal(size=rows).round(6))
    pa_csv.write_csv(pa.table(columns), path)


def _with_pandas(path: str) -> None:
    import pandas as pd

    frame = pd.read_csv(path)
    train = frame.sample(frac=0.8, random_state=0)
    test = frame.drop(train.index)
    fill, mean, std = train.median(), train.mean(), train.std()
    parts = []
    for part in (train, test):
        scaled = (part.drop(columns="y").fillna(fill.drop("y")) - mean.drop("y")) / std.drop("y")
        inputs = torch.tensor(scaled.to_numpy(), dtype=torch.float32)
        parts.append(TensorDataset(inputs, torch.tensor(part["y"].to_numpy(), dtype=torch.float32)))
    next(iter(DataLoader(parts[0], _BATCH, shuffle=True)))


def _with_trainer(path: str) -> None:
    data = load_dataset("table", validation_share=0, test_share=20, seed=0, path=Path(path), target=["y"])
    batches = training_batches(data.train, device=torch.device("cpu"), batch_size=_BATCH, seed=0, mean=data.mean,
                               std=data.std)  # fmt: skip
    next(iter(batches.epoch(1)))


def main() -> None:
    how = arguments()
    work: Callable[[str], None] = _with_pandas if how["way"] == "pandas" else _with_trainer
    for module in _IMPORTED:
        import_module(module)
    process = psutil.Process()
    before = peak = process.memory_info().rss
    done = threading.Event()

    def look() -> None:
        nonlocal peak
        while not done.wait(_GLANCE):
            peak = max(peak, process.memory_info().rss)

    watching = threading.Thread(target=look)
    watching.start()
    began, before_work = time.perf_counter(), time.process_time()
    work(how["path"])
    took, worked = time.perf_counter() - began, time.process_time() - before_work
    done.set()
    watching.join()
    answer((took, worked, peak - before))


if __name__ == "__main__":
    main()
