"""Keeps a run's TensorBoard mirror up to date with its history."""

from __future__ import annotations

from pathlib import Path

from trainer_core.history.history import History
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.tensorboard import FOLDER, TensorBoardMirror


class Mirroring:
    """The mirror of one run below ``run``, its folder; opened with the first update.

    What `history` holds when this is made was mirrored by an earlier session and is not written again.
    """

    def __init__(self, run: Path, recipe: Recipe, history: History) -> None:
        self._folder = run / FOLDER
        self._recipe = recipe
        self._history = history
        self._batches, self._epochs, self._marks = len(history), len(history.epochs), len(history.marks)
        self._mirror: TensorBoardMirror | None = None

    def update(self) -> None:
        """Mirror what is new; raises `RunFolderError`, and then what was not written is with the next update."""
        history = self._history
        if self._mirror is None:
            self._mirror = TensorBoardMirror(self._folder)
            if trained := self._batches:
                self._batches, self._epochs, self._marks = len(history), len(history.epochs), len(history.marks)
                self._mirror.continue_from(history, trained)
            self._mirror.recipe(self._recipe.to_toml(), trained)
        # The mirror keeps what it was handed and could not write: that counts as done, and the rest comes next time.
        rows, first = history.rows(self._batches), self._batches
        self._batches += len(rows)
        self._mirror.batches(rows, first)
        for row in history.epochs[self._epochs :]:
            self._epochs += 1
            self._mirror.epoch(row)
        for mark in history.marks[self._marks :]:
            self._marks += 1
            self._mirror.hyperparameter(mark.step, mark.message.facts["field"], mark.message.facts["new"])

    def close(self) -> None:
        """Write what waits and close the file; raises `RunFolderError`."""
        if self._mirror is not None:
            self._mirror.close()
