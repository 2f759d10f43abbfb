"""Contestant: trainer_core without a window, driven by the commands that everyone drives it with."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.benchmarks.contest import answer, arguments, turns
from tests.benchmarks.workloads import BATCH, recipe
from trainer_core import Engine
from trainer_core.history.history import History
from trainer_core.protocol.commands import Pause, Start, Unpause
from trainer_core.protocol.events import EpochEnded, Event, RunStarted


def speed(history: History, since: int, batch: int = BATCH) -> float:
    """Samples/s of the rows from ``since`` on, each a batch of so many, by the run's own clock: ends of epochs counted,
    pauses not.
    """
    seconds = history.column("seconds", since)
    return (len(seconds) - 1) * batch / float(seconds[-1] - seconds[0])


class Runner:
    """An engine that trains so many epochs at a time, of batches of so many examples."""

    def __init__(self, batch: int = BATCH) -> None:
        self._batch = batch
        self.engine = Engine(self._take)
        self.history = History("accuracy")
        self._epochs_left = 0

    def train(self, epochs: int) -> float:
        """Train ``epochs`` epochs, with all that the end of each brings, and return samples/s."""
        begin = len(self.history)
        self._epochs_left = epochs
        self.engine.post(Unpause())
        self.engine.drive()
        return speed(self.history, begin, self._batch)

    def start(self, command: Start) -> None:
        self.engine.post(command)
        self.engine.drive()

    def _take(self, event: Event) -> None:
        match event:
            case RunStarted():
                self.history = event.history
            case EpochEnded():
                self._epochs_left -= 1
                if self._epochs_left <= 0:
                    self.engine.post(Pause())


def main() -> None:
    options = arguments()
    wanted = recipe(options["workload"], limit=options["limit"], validation_share=options.get("validation_share", 0.0))
    runner = Runner()
    with tempfile.TemporaryDirectory() as folder:
        runner.start(Start(wanted, Path(folder) / "run" if options["folder"] else None, paused=True))
        runner.train(1)
        for _ in turns():
            answer(runner.train(options["epochs"]))


if __name__ == "__main__":
    main()
