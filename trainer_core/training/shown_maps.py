"""Records what a model with one or two inputs answers all over them, for a replay of its run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import numpy as np

from trainer_core.errors import N_, Message
from trainer_core.runs.run_records import RunRecords
from trainer_core.runs.shown.folder import ShownFolder
from trainer_core.runs.shown.maps import FEWEST_RECORDS, ShownGrid, ShownPoints
from trainer_core.training.answer_ground import Ground, is_mapped
from trainer_core.training.answers import answers_aside
from trainer_core.training.assembly import Parts
from trainer_core.training.share import Share
from trainer_core.training.training_state import TrainingState

SHARE = 0.005
"""Of the time of the training, which is what the maps may take."""
_ALLOWANCE = 0.3
"""Seconds that they may take before: of a short run every epoch is kept."""
_INTERVAL = 1.0
"""Seconds of training between two maps, as long as a run is short."""
_SIDE = 48
"""Places along each input."""
_TRIED = 64
"""Rows with which it is measured how long a map takes."""
_LONGEST = 0.25
"""Seconds that a map may take: no command is heard meanwhile."""


class MapRecorder:
    """Asks a model for its answers now and then, and writes a record of each.

    There are none for a model with more inputs, for one that takes too long, or where there are very many classes.
    After an exception, which is told in the log, there are none any more: the model is asked what is in no example.
    ``grid`` is what the records are of, None where there are none.
    """

    def __init__(self, parts: Parts, records: RunRecords) -> None:
        self._parts, self._records = parts, records
        self.grid: ShownGrid | None = None
        self._ground: Ground | None = None
        self._at: tuple[int, int] | None = None
        self._time = Share(SHARE, _ALLOWANCE, 0.0)
        self._last = 0.0

    def choose(self, seconds: float) -> None:
        """Choose where the model is asked; ``seconds`` were trained before."""
        if is_mapped(self._parts):
            with self._troubled():
                self._choose(seconds)

    def _choose(self, seconds: float) -> None:
        # No further than the data goes: a model may take nothing else, and recording must get in nobody's way.
        ground = Ground.of(self._parts, _SIDE, margin=0.0)
        answers_aside(self._parts, ground.grid[:_TRIED])
        began = time.perf_counter()
        outputs = answers_aside(self._parts, ground.grid[:_TRIED]).shape[1]
        each = (time.perf_counter() - began) / min(_TRIED, len(ground.grid))
        if each * (len(ground.grid) + sum(len(at.rows) for at in ground.points)) > _LONGEST:
            return
        points = tuple(ShownPoints(at.split, at.of, at.places, at.truth, at.rows) for at in ground.points)
        grid = ShownGrid(ground.axes, points, outputs, self._parts.task.answers_classes)
        if grid.most_records >= FEWEST_RECORDS:
            self._ground, self.grid = ground, grid
            self._time = Share(SHARE, _ALLOWANCE, seconds)

    def now_and_then(self, run: TrainingState) -> None:
        """Keep what the model answers now, if that was long enough ago and may take its time."""
        seconds = run.clock.seconds
        if self.grid is not None and seconds - self._last >= max(_INTERVAL, seconds / self.grid.most_records):
            self.if_affordable(run)

    def if_affordable(self, run: TrainingState) -> None:
        """Keep what the model answers now, if that may take its time."""
        if self._time.affordable(run.clock.seconds):
            self.answer(run)

    def answer(self, run: TrainingState) -> None:
        """Keep what the model answers now, unless that is known of this place already."""
        at = (run.step, run.at.epoch)
        if self.grid is None or self._ground is None or at == self._at:
            return
        ground = self._ground
        with self._time.counted(), self._troubled():
            answered = answers_aside(self._parts, ground.grid).numpy().reshape(*ground.shape, -1)
            points = np.concatenate([answers_aside(self._parts, each.inputs).numpy() for each in ground.points])
            record = self.grid.record(*at, run.clock.seconds, answered, points)
            # One that cannot be written is given up: many would fill the memory while the disk is full.
            self._records.shown("answers", partial(ShownFolder.add_map, record=record))
        self._at, self._last = at, run.clock.seconds

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # whatever a person's own model raises
            self._ground = self.grid = None
            text = N_("The decision boundary or fitted curve is not recorded for replay: {reason}. Training continues.")
            self._records.log("warning", trouble(text, error))


def trouble(text: str, error: Exception) -> Message:
    """``text`` with the first line of what an exception says as its ``reason``."""
    reason = next(iter(str(error).splitlines()), "") or type(error).__name__
    return Message(text, {"reason": reason[:200].rstrip(".")})
