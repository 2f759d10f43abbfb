"""What each augmentation costs: training pictures a second that come out of the batches, without a model."""

from __future__ import annotations

import time
from functools import partial

import torch

from tests.benchmarks.contest import Contestant, alternate, answer, arguments, turns
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from trainer_core.data import Examples, training_batches
from trainer_core.data.augment import augmentations

_BATCH, _BATCHES = 64, 300
_QUICK_BATCHES = 3
_SHAPES = ((1, 28, 28), (3, 32, 32), (3, 128, 128))
_NOTHING = "nothing"


def measure(options: Options) -> list[Table]:
    names = (_NOTHING, *(entry.name for entry in augmentations))
    batches = _QUICK_BATCHES if options.quick else _BATCHES
    tables = []
    for shape in _SHAPES:
        channels, height, width = shape
        table = Table(f"Batches of {channels} × {height} × {width} pictures with each augmentation", "pictures/s")
        figures = alternate(
            {
                name: partial(Contestant, "augmentation", name=name, shape=shape, batches=max(3, batches // channels))
                for name in names
            },
            rounds=options.rounds,
            turns_each=1,
        )
        for name in names:
            table.add(name, figures[name], against=None if name == _NOTHING else figures[_NOTHING])
        table.notes.append(
            f"Batch {_BATCH}, default strengths (colour with saturation and hue where there are three channels), one "
            "CPU thread, the ratio to batches that nothing is done to; drawing the random numbers is included."
        )
        tables.append(table)
    return tables


def main() -> None:
    options = arguments()
    torch.set_num_threads(1)
    shape, name = tuple(options["shape"]), options["name"]
    count = _BATCH * options["batches"]
    draw = torch.Generator().manual_seed(0)
    pixels = torch.randint(0, 256, (count, *shape), dtype=torch.uint8, generator=draw)
    batches = training_batches(
        Examples(pixels, torch.arange(count) % 10),
        device=torch.device("cpu"),
        batch_size=_BATCH,
        seed=0,
        mean=(0.5,) * shape[0],
        std=(0.25,) * shape[0],
        augment=[] if name == _NOTHING else [(name, _strengths(name, shape[0]))],
        mixable=lambda targets: torch.nn.functional.one_hot(targets, 10).float(),
    )
    _epoch_seconds(batches, 0)
    for epoch, _ in enumerate(turns(), 1):
        answer(count / _epoch_seconds(batches, epoch))


def _strengths(name: str, channels: int) -> dict[str, object]:
    more = {"saturation": 20.0, "hue": 18.0} if name == "colour" and channels == 3 else {}
    return augmentations[name].arguments(**more).model_dump()


def _epoch_seconds(batches: object, epoch: int) -> float:
    began = time.perf_counter()
    for _ in batches.epoch(epoch):
        pass
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
