"""What is asked of the engine whatever state the window is in: each a command, answered by its events."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from studio.session.engine_thread import EngineThread
from studio.session.event_signals import EventSignals
from trainer_core.protocol.commands import (
    Advance,
    Command,
    FinishEpoch,
    Keep,
    MapAnswers,
    Pause,
    SaveWeights,
    Split,
    Stop,
    Unit,
    Unpause,
)
from trainer_core.protocol.console import RunCode
from trainer_core.protocol.predicting import Predict, PredictPaths


class EngineRequests(EventSignals):
    """Posts commands to the engine on ``thread``. Its signals are those of `EventSignals`."""

    def __init__(self, thread: EngineThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread

    def post(self, command: Command) -> None:
        self._thread.post(command)

    def pause(self) -> None:
        self.post(Pause())

    def resume(self) -> None:
        self.post(Unpause())

    def advance(self, unit: Unit, batches: int = 1) -> None:
        self.post(Advance(unit, batches))

    def finish_epoch(self) -> None:
        self.post(FinishEpoch())

    def stop(self, keep: Keep) -> None:
        self.post(Stop(keep))

    def run_code(self, text: str, columns: int = 80) -> int:
        """Run code where the run stands, and print for lines of ``columns``; returns the id that the answers name."""
        command = RunCode(text, columns)
        self.post(command)
        return command.id

    def interrupt_code(self) -> None:
        """Break off the code that runs, between two of Python's instructions."""
        self._thread.interrupt_code()

    def predict(self, indices: tuple[int, ...], tag: str, split: Split = Split.TEST) -> None:
        self.post(Predict(indices, split, tag))

    def map_answers(self, side: int, layer: str) -> None:
        self.post(MapAnswers(side, layer))

    def predict_paths(self, paths: tuple[Path, ...]) -> int:
        """Predict all that lies in ``paths``, piece by piece; returns the id that the answers name."""
        command = PredictPaths(paths)
        self.post(command)
        return command.id

    def save_weights(self, path: Path) -> None:
        self.post(SaveWeights(path))
