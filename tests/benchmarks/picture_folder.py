"""Pictures a second from a folder of JPEGs, data only, no model: beside torchvision's ImageFolder and DataLoader.

The first epoch finds and decodes everything, and the studio writes its cache in it; the second is what every further
epoch, and every further run, costs. How much memory a hundred thousand pictures take is measured too.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import BATCH
from trainer_core.compute.devices import cpu_threads
from trainer_core.data import load_dataset, training_batches

_PICTURES, _QUICK_PICTURES, _SIDE = 20_000, 400, 160
_MANY, _QUICK_MANY, _SMALL_SIDE = 100_000, 2_000, 32
_CLASSES, _WORKERS = 10, 2
_OURS, _THEIRS = "trainer_core", "ImageFolder + DataLoader, 2 workers"
_MIB = 2**20


def measure(options: Options) -> Iterable[Table]:
    count = _QUICK_PICTURES if options.quick else _PICTURES
    with tempfile.TemporaryDirectory() as folder:
        paint(Path(folder), count, _SIDE)
        yield _speed(options, Path(folder), count)
    many = _QUICK_MANY if options.quick else _MANY
    with tempfile.TemporaryDirectory() as folder:
        paint(Path(folder), many, _SMALL_SIDE)
        yield _memory(Path(folder), many)


def _speed(options: Options, folder: Path, count: int) -> Table:
    found: dict[str, list[list[float]]] = {_OURS: [], _THEIRS: []}
    for _ in range(options.rounds):
        for name, figures in found.items():
            with tempfile.TemporaryDirectory() as cache:
                figures.append(once("picture_folder", how=name, folder=str(folder), cache=cache, side=_SIDE)["rates"])
    table = Table(f"{count:,} JPEGs of {_SIDE} × {_SIDE} pixels, batch {BATCH}, shuffled", "pictures/s")
    for epoch, words, target in ((0, "first", "≥ 1"), (1, "second", "≥ 10")):
        theirs = [rates[epoch] for rates in found[_THEIRS]]
        table.add(f"{words} epoch, {_THEIRS}", theirs)
        table.add(
            f"{words} epoch, {_OURS}",
            [rates[epoch] for rates in found[_OURS]],
            against=theirs,
            target=f"ratio {target}",
        )
    return table


def _memory(folder: Path, count: int) -> Table:
    with tempfile.TemporaryDirectory() as cache:
        found = once("picture_folder", how=_OURS, folder=str(folder), cache=cache, side=_SMALL_SIDE)
    table = Table(f"{count:,} JPEGs of {_SMALL_SIDE} × {_SMALL_SIDE} pixels, {_OURS}", "pictures/s")
    for words, rate in zip(("first epoch", "second epoch"), found["rates"], strict=True):
        table.add(words, rate)
    table.notes.append(
        f"The process has grown by at most {found['grown']:,.0f} MiB in the first epoch; the decoded pictures, mapped "
        f"from a file and counted in it as far as they are looked at, are {found['decoded']:,.0f} MiB."
    )
    return table


def paint(folder: Path, count: int, side: int) -> None:
    """Write JPEGs of about the size that photos have: a few soft shapes and a little noise."""
    draw = np.random.default_rng(0)
    for label in range(_CLASSES):
        (folder / f"class_{label}").mkdir()
    for number in range(count):
        soft = Image.fromarray(draw.integers(0, 256, (6, 6, 3), np.uint8)).resize(
            (side, side), Image.Resampling.BICUBIC
        )
        noisy = np.asarray(soft).astype(np.int16) + draw.integers(-12, 13, (side, side, 3), np.int16)
        picture = Image.fromarray(noisy.clip(0, 255).astype(np.uint8))
        picture.save(folder / f"class_{number % _CLASSES}" / f"{number:06}.jpg", quality=85)


def _peak() -> float:
    """The most memory that this process has had, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _MIB if sys.platform == "darwin" else most / 1024


def _our_epochs(folder: Path, side: int) -> Iterator[Iterable[tuple[Tensor, object]]]:
    data = load_dataset("folder", validation_share=0.0, test_share=0.5, seed=0, path=folder, side=side)
    batches = training_batches(
        data.train, device=torch.device("cpu"), batch_size=BATCH, seed=0, mean=data.mean, std=data.std
    )
    yield batches.epoch(1)
    yield batches.epoch(2)


def _their_epochs(folder: Path) -> Iterator[Iterable[tuple[Tensor, object]]]:
    from torch.utils.data import DataLoader
    from torchvision.datasets import ImageFolder
    from torchvision.transforms import ToTensor

    data = ImageFolder(folder, ToTensor())
    loader = DataLoader(data, batch_size=BATCH, shuffle=True, num_workers=_WORKERS, persistent_workers=True)
    yield loader
    yield loader


def main() -> None:
    options = arguments()
    folder, side = Path(options["folder"]), options["side"]
    os.environ["TRAINING_STUDIO_CACHE"] = options["cache"]
    torch.set_num_threads(cpu_threads())
    epochs = _our_epochs(folder, side) if options["how"] == _OURS else _their_epochs(folder)
    before, grown, rates = _peak(), 0.0, []
    began = time.perf_counter()
    for batches in epochs:
        count = sum(len(inputs) for inputs, _ in batches)
        rates.append(count / (time.perf_counter() - began))
        grown = grown or _peak() - before
        began = time.perf_counter()
    pixels = Path(options["cache"], "pictures")
    decoded = sum(file.stat().st_size for file in pixels.glob("*/pixels-*")) / _MIB
    shutil.rmtree(pixels, ignore_errors=True)
    answer({"rates": rates, "grown": grown, "decoded": decoded})


if __name__ == "__main__":
    main()
