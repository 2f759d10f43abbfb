"""What an engine does when it is asked to look inside weights files: a little of it between two batches at a time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Mapping
from enum import Enum, auto
from pathlib import Path
from typing import Any

from trainer_core.errors import CommandError, Message, TrainerError
from trainer_core.protocol.commands import Command, CompareWeights, InspectWeights, MeasureTensors, PreviewWeights
from trainer_core.protocol.events import Event, Refused
from trainer_core.protocol.inspection_events import (
    InspectionFailed,
    TensorsMeasured,
    TensorsMoved,
    WeightsCompared,
    WeightsInspected,
    WeightsPreviewed,
)
from trainer_core.protocol.weights_report import KeyComparison, Movement, TensorStatistics
from trainer_core.weights.checkpoint import compare_shapes, names_for
from trainer_core.weights.compare_files import compare_reports
from trainer_core.weights.measuring import movement, statistics
from trainer_core.weights.weights_file import WeightsFile

REPORT_SECONDS = 0.2
"""How often what was measured so far is told."""

_KEPT_FILES = 3

Work = Generator[None, None, None]


class _Progress(Enum):
    UNDER_WAY = auto()
    DONE = auto()
    FAILED = auto()


class Inspector:
    """Opens, measures and compares weights files for whoever asks, on the thread of the engine.

    Commands that take long become work that `go_on` advances by one piece of a tensor, a few milliseconds. Of the
    tables of contents the last few are kept, as long as their files stay as they were.
    """

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._files: dict[Path, WeightsFile] = {}
        self._work: deque[tuple[Command, Path | None, Work]] = deque()

    @property
    def busy(self) -> bool:
        """Whether there is work that `go_on` would advance."""
        return bool(self._work)

    @property
    def command(self) -> Command:
        """The command that is worked on; raises `IndexError` while there is none."""
        return self._work[0][0]

    def take(self, command: Command, model_state: Callable[[], Mapping[str, Any]]) -> bool:
        """Answer one of the commands of inspection, or begin to. ``model_state`` gives the state_dict of the model.

        Returns whether it is done.
        """
        match command:
            case InspectWeights():
                return self._do(command, command.path, self._inspect(command))
            case PreviewWeights():
                return self._do(command, command.path, self._preview(command, model_state))
            case MeasureTensors():
                self._work.append((command, command.path, self._measure(command)))
            case CompareWeights():
                self._drop_comparison()
                self._work.append((command, command.second, self._compare(command)))
        return False

    def begin(self, command: Command, work: Work) -> bool:
        """Begin other work that is advanced piece by piece; returns whether it is done."""
        self._work.append((command, None, work))
        return False

    def go_on(self) -> bool:
        """Advance the work that was asked for first by a piece; returns whether its command is done."""
        command, path, work = self._work[0]
        progress = _Progress.FAILED
        try:
            progress = self._advance(command, path, work)
        finally:
            if progress is not _Progress.UNDER_WAY:
                self._work.popleft()
        return progress is _Progress.DONE

    def _drop_comparison(self) -> None:
        dropped = [command for command, _, _ in self._work if isinstance(command, CompareWeights)]
        self._work = deque(each for each in self._work if not isinstance(each[0], CompareWeights))
        for command in dropped:
            message = Message("Stopped before it was done; nothing was changed.")
            self._emit(Refused(type(command).__name__, "cancelled", message, answers=command.id))

    def _do(self, command: Command, path: Path, work: Work) -> bool:
        while (progress := self._advance(command, path, work)) is _Progress.UNDER_WAY:
            pass
        return progress is _Progress.DONE

    def _advance(self, command: Command, path: Path | None, work: Work) -> _Progress:
        """Advance the work by a piece; an error that a file causes ends it, and is told."""
        try:
            next(work)
        except StopIteration:
            return _Progress.DONE
        except TrainerError as error:
            if path is None:
                raise
            where = Path(str(error.message.facts.get("path", path)))
            self._emit(InspectionFailed(type(command).__name__, where, error.code, error.message))
            return _Progress.FAILED
        return _Progress.UNDER_WAY

    def _file(self, path: Path, *, again: bool = False) -> WeightsFile:
        kept = self._files.pop(path, None)
        file = kept if kept is not None and kept.unchanged and not again else WeightsFile(path)
        self._files[path] = file
        while len(self._files) > _KEPT_FILES:
            del self._files[next(iter(self._files))]
        return file

    def _inspect(self, command: InspectWeights) -> Work:
        self._emit(WeightsInspected(command.path, self._file(command.path, again=True).report))
        yield

    def _preview(self, command: PreviewWeights, model_state: Callable[[], Mapping[str, Any]]) -> Work:
        report = self._file(command.path).report
        shapes = {entry.name: entry.shape or () for entry in report.loadable if entry.name is not None}
        if not shapes:
            raise CommandError(
                "no-state-dict", "{path} holds no state_dict that a model could load.", path=str(command.path)
            )
        model, renamed = model_state(), command.choice.names(shapes, command.path)
        short, stripped = names_for(renamed.values(), model)
        names = {key: short[name] for key, name in renamed.items()}
        chosen = {name: shapes[key] for key, name in names.items()}
        fit = compare_shapes(chosen, model, report.notes + stripped)
        self._emit(WeightsPreviewed(command.path, command.choice, fit, names))
        yield

    def _measure(self, command: MeasureTensors) -> Work:
        file = self._file(command.path)
        told = time.monotonic()
        measured: dict[str, TensorStatistics | Message] = {}
        for key in command.keys:
            try:
                measured[key] = yield from statistics(file, key)
            except TrainerError as error:
                measured[key] = error.message
            if time.monotonic() - told > REPORT_SECONDS and key != command.keys[-1]:
                self._emit(TensorsMeasured(command.path, measured, False))
                told, measured = time.monotonic(), {}
            yield
        self._emit(TensorsMeasured(command.path, measured, True))

    def _compare(self, command: CompareWeights) -> Work:
        first, second = self._file(command.first), self._file(command.second)
        comparison = compare_reports(first.report, second.report)
        self._emit(WeightsCompared(command.first, command.second, comparison))
        todo = [key for key in comparison.keys if key.comparable]
        moved: dict[str, Movement | Message] = {}
        told = time.monotonic()
        for index, key in enumerate(todo):
            moved[key.name] = yield from _moved(first, second, key)
            if time.monotonic() - told > REPORT_SECONDS:
                self._emit(TensorsMoved(command.first, command.second, moved, (index + 1) / len(todo)))
                told, moved = time.monotonic(), {}
        self._emit(TensorsMoved(command.first, command.second, moved, 1.0))


def _moved(first: WeightsFile, second: WeightsFile, key: KeyComparison) -> Generator[None, None, Movement | Message]:
    try:
        result = yield from movement(first, key.keys[0], second, key.keys[1])
    except TrainerError as error:
        return error.message
    yield
    return result
