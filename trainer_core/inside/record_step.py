"""Records one training step as it runs: what each phase did and took, every tensor with its numbers, and the graph."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import torch
from torch import Tensor

from trainer_core.compute.devices import synchronize
from trainer_core.errors import CommandError, Message
from trainer_core.inside.activations import activations_told
from trainer_core.inside.describe import describe, unobserved
from trainer_core.inside.graph import nodes_of, read_graph
from trainer_core.inside.graph_capture import GraphCapture
from trainer_core.inside.limits import limits_of, limits_of_graph
from trainer_core.inside.phase_code import phase_code
from trainer_core.inside.tensors import tensors_of
from trainer_core.protocol.graph import Graph
from trainer_core.protocol.tensors import TensorFacts
from trainer_core.training.loop import Batch, Boundary, Phase, Step
from trainer_core.training.run import Run


@dataclass(frozen=True, slots=True)
class PhaseRecord:
    """A phase that has run: its code, how long it took, and the names of the tensors that it made, changed or cleared.

    ``seconds`` are those of the phase itself: what is read of the tensors meanwhile is not counted.
    """

    phase: Phase
    code: tuple[str, ...]
    seconds: float
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step, number ``step`` of its training (from 1), of ``examples`` examples.

    ``tensors`` are by name: ``x``, ``y``; activations by the path of their module (``path#2`` in a second call,
    ``path[1]`` of several that one call gives, ``path()`` where the path is one of the other names), as they were when
    the module gave them; ``pred``, ``loss``; parameters and ``<parameter>.grad`` as the step leaves them.
    """

    step: int
    examples: int
    phases: tuple[PhaseRecord, ...]
    loss: float
    tensors: dict[str, TensorFacts]
    graph: Graph
    notes: tuple[Message, ...] = ()


def record_step(run: Run, wanted: int) -> StepRecord:
    """Train ``run`` up to batch number ``wanted`` (from 1), and record that one.

    Raises `CommandError` if the training ends before it.
    """
    points = run.points()
    recorder: StepRecorder | None = None
    try:
        for point in points:
            run.recorder.settle()
            if isinstance(point, Phase) and run.step == wanted - 1 and run.batch is not None:
                recorder = recorder or StepRecorder(run.parts.step, run.batch, run.parts.device)
                recorder.before(point)
            elif recorder is not None:
                return recorder.finish(wanted)
            elif point is Boundary.DIVERGED:
                raise CommandError(
                    "diverged",
                    "The loss is not finite at batch {step}, so there is no batch {wanted}. Look at that step instead.",
                    step=run.step + 1,
                    wanted=wanted,
                )
    finally:
        points.close()
        if recorder is not None:
            recorder.close()
    raise CommandError(
        "step-beyond-end",
        "The training ended after batch {last}, so there is no batch {wanted}.",
        last=run.step,
        wanted=wanted,
    )


class StepRecorder:
    """Takes in a step phase by phase: `before` each of them, then `finish`; `close` in any case."""

    def __init__(self, step: Step, batch: Batch, device: torch.device) -> None:
        self._step, self._batch, self._device = step, batch, device
        self._code = phase_code(step, batch)
        self._tensors: dict[str, TensorFacts] = {}
        self._phases: list[PhaseRecord] = []
        self._open: Phase | None = None
        self._began = self._spent = 0.0
        self._copies: dict[str, Tensor] = {}
        self._capture = GraphCapture(step.model, step.criterion, {"x": batch.inputs, "y": batch.targets})
        self._watched = ExitStack()
        self._graph = Graph()
        self._of_graph: tuple[Message, ...] = ()

    def before(self, phase: Phase) -> None:
        """Take in that ``phase`` runs next."""
        self._end_phase()
        if phase is Phase.FORWARD:
            self._describe("x", self._batch.inputs)
            self._describe("y", self._batch.targets)
            self._watched.enter_context(activations_told(self._step.model, self._take))
            self._watched.enter_context(self._capture)
        with unobserved():
            self._copies = self._copied()
        self._open, self._spent = phase, 0.0
        synchronize(self._device)
        self._began = time.perf_counter()

    def finish(self, number: int) -> StepRecord:
        """Everything that was taken in of the step, which is over."""
        self._end_phase()
        for name, parameter in self._step.model.named_parameters():
            self._describe(name, parameter)
            if parameter.grad is not None:
                self._describe(f"{name}.grad", parameter.grad)
        loss = self._batch.loss
        notes = (*limits_of(self._step.model), *self._of_graph)
        if len(self._phases) < len(Phase):
            notes = (*notes, Message("The loss is not finite, so the step was broken off before backward."))
        return StepRecord(
            step=number,
            examples=len(self._batch.targets),
            phases=tuple(self._phases),
            loss=float("nan") if loss is None else loss.detach().item(),
            tensors=self._tensors,
            graph=self._graph,
            notes=notes,
        )

    def close(self) -> None:
        """Take the hooks off again."""
        self._watched.close()

    def _end_phase(self) -> None:
        if self._open is None:
            return
        synchronize(self._device)
        seconds = time.perf_counter() - self._began - self._spent
        batch = self._batch
        made = []
        if self._open is Phase.FORWARD and batch.logits is not None:
            made = ["pred"]
            self._describe("pred", batch.logits)
        if self._open is Phase.LOSS and batch.loss is not None:
            made = ["loss"]
            self._describe("loss", batch.loss)
            self.close()
            self._graph = read_graph(batch.loss, self._step.model, self._capture)
            self._of_graph = tuple(limits_of_graph(nodes_of(batch.loss.grad_fn)))
        with unobserved():
            changed = (*made, *self._changed())
        self._phases.append(PhaseRecord(self._open, self._code[self._open], max(0.0, seconds), changed))
        self._open = None

    def _describe(self, name: str, tensor: Tensor) -> None:
        self._tensors[name] = describe(tensor)

    def _take(self, name: str, tensor: Tensor) -> None:
        synchronize(self._device)
        began = time.perf_counter()
        self._describe(name, tensor)
        self._spent += time.perf_counter() - began

    def _copied(self) -> dict[str, Tensor]:
        return {name: tensor.detach().clone() for name, tensor in tensors_of(self._step, None).items()}

    def _changed(self) -> Iterator[str]:
        """The parameters, gradients, buffers and optimizer's tensors that are not what they were before the phase.

        Their values are compared: a fused optimizer changes them without counting a version.
        """
        now = tensors_of(self._step, None)
        for name in dict.fromkeys((*self._copies, *now)):
            if name not in self._copies or name not in now or not _same(self._copies[name], now[name]):
                yield name


def _same(one: Tensor, other: Tensor) -> bool:
    """Whether all elements are equal, NaN to NaN."""
    if one.shape != other.shape or torch.equal(one, other):
        return one.shape == other.shape
    return bool(((one == other) | (one.isnan() & other.isnan())).all())
