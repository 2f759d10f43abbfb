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
    """Computes a step beside the run, on a copy, when it is first asked for, and holds it until it is dropped."""

    def __init__(self) -> None:
        self._step: RecordedStep | None = None
        self._of: weakref.ref[nn.Module] | None = None

    def drop(self) -> None:
        """Let go of the copy and its graph."""
        self._step = self._of = None

    def read(self, parts: Parts, command: ReadGraph, run: Run | None, emit: Callable[[Event], None]) -> None:
        """Answer `trainer_core.protocol.graph.ReadGraph`; raises `CommandError` if the model cannot be copied."""
        emit(GraphRead(self._record(parts, run).graph, held=False))

    def backward(self, parts: Parts, command: RunBackward, run: Run | None, emit: Callable[[Event], None]) -> None:
        """Answer `trainer_core.protocol.graph.RunBackward`; raises `CommandError` if there is no graph."""
        step = self._step
        if step is None or self._of is None or self._of() is not parts.model:
            step = self._record(parts, run)
        emit(step.backward(retain_graph=command.retain_graph))

    def _record(self, parts: Parts, run: Run | None) -> RecordedStep:
        self.drop()
        epoch, index = (run.at.epoch, run.at.index) if run is not None else (0, 0)
        index %= max(1, len(parts.training))
        x, y = next(iter(parts.training.epoch(epoch, index)))
        self._step = RecordedStep(parts.model, parts.step.criterion, x, y, parts.step.autocast)
        self._of = weakref.ref(parts.model)
        return self._step
