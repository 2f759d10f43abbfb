"""Answers what is asked of the autograd graph, and keeps the one step whose graph is walked backward again."""

from __future__ import annotations

import weakref
from collections.abc import Callable

from torch import nn

from trainer_core.inside.recorded_step import RecordedStep
from trainer_core.protocol.events import Event
from trainer_core.protocol.graph import GraphRead, ReadGraph, RunBackward
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run


class Graphs:
    """Computes the step that stands still, or the first one, on a copy; holds it until it is dropped.

    Its graph is that of the step itself: the same model, batch and operations, and so the same ids of nodes.
    """

    def __init__(self) -> None:
        self._step: RecordedStep | None = None
        self._of: weakref.ref[nn.Module] | None = None

    def drop(self) -> None:
        """Let go of the copy and its graph."""
        self._step = self._of = None

    def read(self, parts: Parts, command: ReadGraph, run: Run | None, emit: Callable[[Event], None]) -> None:
        """Answer `trainer_core.protocol.graph.ReadGraph`; raises `CommandError` if the model cannot be copied."""
        emit(GraphRead(self._record(parts, run).graph, of_run=run is not None and run.batch is not None))

    def backward(self, parts: Parts, command: RunBackward, run: Run | None, emit: Callable[[Event], None]) -> None:
        """Answer `trainer_core.protocol.graph.RunBackward`; raises `CommandError` if there is no graph."""
        step = self._step
        if step is None or self._of is None or self._of() is not parts.model:
            step = self._record(parts, run)
        emit(step.backward(retain_graph=command.retain_graph))

    def _record(self, parts: Parts, run: Run | None) -> RecordedStep:
        self.drop()
        batch = run.batch if run is not None else None
        if batch is not None:
            x, y = batch.inputs, batch.targets
        else:
            x, y = next(iter(parts.training.epoch(0)))
        self._step = RecordedStep(parts.model, parts.step.criterion, x, y, parts.step.autocast)
        self._of = weakref.ref(parts.model)
        return self._step
