"""Seconds from a folder of photos to its recipe, its data and the first batch, as the window gets there."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.photos import paint_photos
from tests.benchmarks.table import Table
from trainer_core import Engine, propose
from trainer_core.data import sources
from trainer_core.files.cache import CACHE_VARIABLE
from trainer_core.history.history import History
from trainer_core.protocol.commands import Prepare, Start
from trainer_core.protocol.events import Crashed, Event, Prepared, Refused, RunEnded, RunStarted

_CLASSES, _EACH, _QUICK_EACH = 10, 200, 8
_STATIONS = ("recipe proposed", "pictures read and checked", "first batch trained")


def measure(options: Options) -> list[Table]:
    each = _QUICK_EACH if options.quick else _EACH
    table = Table(f"From dropping a folder of {_CLASSES * each:,} photos to …", "s")
    with tempfile.TemporaryDirectory() as folder:
        paint_photos(Path(folder), _CLASSES, each)
        for times in ("the first time", "again"):
            # Again with the cache that the first left.
            found = []
            for _ in range(options.rounds):
                with tempfile.TemporaryDirectory() as cache:
                    for _ in range(1 if times == "the first time" else 2):
                        took = once("drop_folder", folder=folder, cache=cache)
                    found.append(took)
            for place, station in enumerate(_STATIONS):
                table.add(f"{station}, {times}", [took["seconds"][place] for took in found], digits=2)
            table.add(f"seconds of the CPU for it, {times}", [took["cpu"] for took in found], digits=2)
    table.notes.append(
        "JPEGs of 300 to 1,000 pixels a side. `propose` and the commands Prepare and Start, as the window gives them; "
        "Train is pressed as soon as the data is there. The modules are imported before."
    )
    return [table]


class _Watch:
    """Notes when the engine has prepared the data, and when a run has begun."""

    def __init__(self) -> None:
        self.engine = Engine(self._take)
        self._prepared = False
        self._history: History | None = None

    def until_prepared(self, command: Prepare) -> None:
        self.engine.post(command)
        self._until(lambda: self._prepared)

    def until_first_batch(self, command: Start) -> None:
        self.engine.post(command)
        self._until(lambda: self._history is not None and len(self._history) > 0)

    def _take(self, event: Event) -> None:
        match event:
            case Prepared():
                self._prepared = True
            case RunStarted():
                self._history = event.history
            case RunEnded() | Refused() | Crashed():
                raise RuntimeError(str(event))

    def _until(self, done: Callable[[], bool]) -> None:
        while not done():
            self.engine.turn()


def main() -> None:
    options = arguments()
    os.environ[CACHE_VARIABLE] = options["cache"]
    torch.zeros(1)
    assert "folder" in sources
    watch = _Watch()
    began, cpu = time.perf_counter(), time.process_time()
    recipe = propose(options["folder"]).recipe
    seconds = [time.perf_counter() - began]
    watch.until_prepared(Prepare(recipe))
    seconds.append(time.perf_counter() - began)
    with tempfile.TemporaryDirectory() as folder:
        watch.until_first_batch(Start(recipe, Path(folder) / "run"))
        seconds.append(time.perf_counter() - began)
    answer({"seconds": seconds, "cpu": time.process_time() - cpu})


if __name__ == "__main__":
    main()
