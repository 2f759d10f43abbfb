"""Writes ``shown/`` in a run's folder during the run, and keeps it within its bounds."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message, RunFolderError
from trainer_core.files.append import append
from trainer_core.files.safe_read import read_bytes
from trainer_core.runs.shown.about import ABOUT, About, as_text
from trainer_core.runs.shown.evaluations import TEST, epoch_of
from trainer_core.runs.shown.examples import ANSWERS, EXAMPLES, ShownExamples, read_examples
from trainer_core.runs.shown.log import LARGEST_LOG, LOG_LINES, Place, line_of, whole_until
from trainer_core.runs.shown.maps import GRID, MAPS, ShownGrid, read_grid
from trainer_core.runs.shown.record_file import RecordFile, put, size_of
from trainer_core.runs.shown.thinning import spread
from trainer_core.weights.checkpoint import save_weights

SHOWN = "shown"
"""The folder's name in that of the run."""
EPOCHS = "epochs"

MOST_EVALUATIONS = 200
MOST_WEIGHTS = 1000
"""Where more come, half of them stay, evenly spaced."""

_WEIGHTS = re.compile(r"epoch-(\d{5,10})\.pt")


def weights_file(epoch: int) -> str:
    """The name in ``shown/`` of the weights of the end of ``epoch``; 0 is the beginning."""
    return f"{EPOCHS}/epoch-{epoch:05}.pt"


def weights_bytes(parameters: int, epochs: int) -> int:
    """Bytes that the weights of so many epochs, and those of the beginning, take at the most."""
    return 4 * parameters * min(epochs + 1, MOST_WEIGHTS)


def kept_weights(shown: Path) -> dict[int, Path]:
    """The files of weights in the folder ``shown``, by epoch, in order."""
    return _numbered(shown / EPOCHS, lambda name: int(found[1]) if (found := _WEIGHTS.fullmatch(name)) else None)


def kept_evaluations(shown: Path) -> dict[int, Path]:
    """The files of validations in the folder ``shown``, by epoch, in order."""
    return _numbered(shown, epoch_of)


class ShownFolder:
    """``shown/`` in the folder of a ``run``. Every method raises `RunFolderError` or `OSError` if it cannot write,
    `write_weights` a `WeightsError`.
    """

    def __init__(self, run: Path) -> None:
        self.path = run / SHOWN
        self._about: About | None = None
        self._answers = RecordFile(self.path / EXAMPLES, self.path / ANSWERS, read_examples)
        self._maps = RecordFile(self.path / GRID, self.path / MAPS, read_grid)

    def go_on(self, step: int, epochs: int) -> None:
        """Cut everything back to where ``step`` batches and ``epochs`` whole epochs were done."""
        if not self.path.is_dir():
            return
        try:
            self._cut(step, epochs)
        except OSError as error:
            raise RunFolderError(
                "cannot-write",
                "{path} cannot be written: {reason}. Make room, or change its permissions.",
                path=str(self.path),
                reason=error.strerror or str(error),
            ) from None

    def _cut(self, step: int, epochs: int) -> None:
        for stray in (*self.path.glob(".*.part"), *(self.path / EPOCHS).glob(".*.part")):
            stray.unlink(missing_ok=True)
        for path in (*self.path.iterdir(), *(self.path / EPOCHS).glob("*")):
            # A run from elsewhere may have links here, and what they point to is not the run's to cut.
            if path.is_symlink() and not path.is_dir():
                path.unlink()
        (self.path / TEST).unlink(missing_ok=True)
        for kept in (kept_evaluations(self.path), kept_weights(self.path)):
            for epoch, path in kept.items():
                if epoch > epochs:
                    path.unlink()
        for records in (self._answers, self._maps):
            records.cut(step, epochs)
        self._cut_log(step, epochs)

    def begin(self, about: About, examples: ShownExamples | None, grid: ShownGrid | None) -> None:
        """Write what does not change; answers to other examples and over another grid than these go."""
        self._about = about
        self._answers.begin(examples)
        self._maps.begin(grid)
        (self.path / ABOUT).unlink(missing_ok=True)
        self._complete()
        for records in (self._answers, self._maps):
            records.complete()

    def add_answers(self, record: npt.NDArray[np.void]) -> None:
        """Append a record, (1,), of the answers to the examples with which it was begun, unless it has that place."""
        self._complete()
        self._answers.add(record)

    def add_map(self, record: npt.NDArray[np.void]) -> None:
        """Append a record, (1,), of the answers over the grid with which it was begun, unless it has that place."""
        self._complete()
        self._maps.add(record)

    def write_evaluation(self, name: str, data: bytes) -> None:
        """Write a validation, or the test, as `trainer_core.runs.shown.evaluations.file_of` has made it."""
        put(self.path / name, data)
        _thin(kept_evaluations(self.path), MOST_EVALUATIONS)

    def write_weights(self, epoch: int, state_dict: Mapping[str, Any]) -> None:
        """Write the weights of the end of ``epoch``; 0 is the beginning."""
        (self.path / EPOCHS).mkdir(parents=True, exist_ok=True)
        save_weights(state_dict, self.path / weights_file(epoch))
        _thin(kept_weights(self.path), MOST_WEIGHTS)

    def log(self, place: Place, level: str, message: Message) -> None:
        """Append a sentence, unless there are more than anyone reads."""
        self._make()
        path = self.path / LOG_LINES
        if size_of(path) < LARGEST_LOG:
            append(path, line_of(place, level, message))

    def _cut_log(self, step: int, epochs: int) -> None:
        path = self.path / LOG_LINES
        if not path.exists():
            return
        if size_of(path) > 2 * LARGEST_LOG:
            path.unlink()
            return
        append(path, b"", whole=whole_until(read_bytes(path, 2 * LARGEST_LOG), step, epochs))

    def _complete(self) -> None:
        """Describe the run if that is not there: it could not be written, or someone deleted it."""
        if self._about is not None and not (self.path / ABOUT).exists():
            put(self.path / ABOUT, as_text(self._about).encode())

    def _make(self) -> None:
        self.path.mkdir(exist_ok=True)


def _thin(kept: dict[int, Path], most: int) -> None:
    """Delete some of the files ``kept``, by epoch, if there are more than ``most``."""
    if len(kept) > most:
        epochs = np.array(list(kept))
        for epoch in np.delete(epochs, spread(epochs, most // 2)):
            kept[int(epoch)].unlink()


def _numbered(folder: Path, epoch: Callable[[str], int | None]) -> dict[int, Path]:
    try:
        names = os.listdir(folder)
    except OSError:
        return {}
    found = {number: folder / name for name in names if (number := epoch(name)) is not None}
    return dict(sorted(found.items()))
