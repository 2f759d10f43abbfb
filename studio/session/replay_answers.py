"""Answers from what a run has kept: to the watched test examples, and all over one or two inputs."""

from __future__ import annotations

import numpy as np

from trainer_core.library.replay import Replay
from trainer_core.protocol.commands import Command, MapAnswers, Split
from trainer_core.protocol.events import Answer
from trainer_core.protocol.predicting import Predict, Predicted

RUN = -1
"""The number of a run that is replayed; those of an engine count from 1."""


class KeptAnswers:
    """What the model of the run in ``replay`` answered at each record: to the examples that were watched, and all over
    one or two inputs.
    """

    def __init__(self, replay: Replay) -> None:
        self._examples, self._answers, self._maps = replay.examples, replay.answers, replay.maps

    def place_at(self, rows: int) -> int | None:
        """Which of the records is shown once ``rows`` batches are; None if there are none."""
        if self._answers is None or self._examples is None or not len(self._answers.steps):
            return None
        return max(self._answers.index_at(rows), 0)

    def at(self, place: int, tag: str) -> Predicted:
        """The record at ``place``, of every watched example."""
        assert self._examples is not None
        return self._predicted(self._examples.indices, tag, place)

    def to(self, command: Command, rows: int) -> Answer | None:
        """The answer to ``command`` once ``rows`` batches are shown; None if it asks for what was not kept."""
        match command:
            case Predict():
                return self._prediction(command, rows)
            case MapAnswers(layer="") if self._maps is not None:
                return self._maps.at(rows, RUN, command.id)
        return None

    def _prediction(self, command: Predict, rows: int) -> Predicted | None:
        place, examples = self.place_at(rows), self._examples
        if place is None or examples is None or command.split is not Split.TEST:
            return None
        if not set(command.indices) <= set(examples.indices):
            return None
        return self._predicted(command.indices, command.tag, place, command.id)

    def _predicted(self, indices: tuple[int, ...], tag: str, place: int, answers: int = 0) -> Predicted:
        examples, kept = self._examples, self._answers
        assert examples is not None
        assert kept is not None
        at = [examples.indices.index(index) for index in indices]
        step = int(kept.steps[place])
        given = np.asarray(kept.at(place), dtype=np.float32)[at]
        return Predicted(
            RUN, step, tag, Split.TEST, indices, examples.images[at], examples.truth[at], given, answers=answers
        )
