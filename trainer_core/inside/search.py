"""Looks for what is watched in one batch after another, and for the place where it began when the batch is run anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from torch import Tensor

from trainer_core.inside.beginning import Beginning
from trainer_core.inside.watchpoints import Hit, Watchpoints
from trainer_core.protocol.inside import Place, Watchpoint
from trainer_core.training.loop import Batch, Phase, Step


class Search:
    """What is watched for in a run, and what has been found of it in the batch at hand.

    Attributes:
        hits: what has happened, until it is told.
        wanted: what happened in this batch, while it is run anew to find where.
    """

    def __init__(self, step: Step) -> None:
        self.hits: list[Hit] = []
        self.wanted: Hit | None = None
        self._step = step
        self._watchpoints: Watchpoints | None = None
        self._looked: set[Phase] = set()
        """The phases of this batch after which was looked: each counts once, however often it is run."""

    def watch_for(self, watchpoints: Sequence[Watchpoint]) -> None:
        """Watch for these and nothing else."""
        self._watchpoints = Watchpoints(watchpoints, self._step) if watchpoints else None

    def begin_batch(self) -> None:
        """Take up another batch."""
        self._looked, self.wanted, self.hits = set(), None, []

    def listening(self, phase: Phase) -> AbstractContextManager[None]:
        """What has to be there while a phase runs."""
        if self._watchpoints is None or phase in self._looked:
            return nullcontext()
        return self._watchpoints.listening(phase)

    def after(
        self, phase: Phase, batch: Batch, beginning: Beginning, values: Callable[[], Mapping[str, Any]]
    ) -> Hit | None:
        """What has happened in a phase that the batch has run for the first time."""
        if self._watchpoints is None or phase in self._looked:
            return None
        self._looked.add(phase)
        return self._watchpoints.after(phase, batch, beginning, values)

    def made(self, place: Place, tensors: Sequence[Tensor]) -> Hit | None:
        """What is wanted, if it began with the tensors that were made at ``place``."""
        if self.wanted is None or self._watchpoints is None:
            return None
        where = f"{place.module}: {place.name}" if place.module else place.name
        return self._watchpoints.traced(self.wanted, where, tensors)

    def accumulated(self, name: str) -> Hit | None:
        """What is wanted, if it began with the gradient of this parameter."""
        if self.wanted is None or self._watchpoints is None:
            return None
        return self._watchpoints.traced_gradient(self.wanted, name)

    def happened(self, hit: Hit) -> None:
        """Take in that something has happened, at the present place."""
        self.wanted = None
        self.hits.append(hit)
