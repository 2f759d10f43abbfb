"""The training step as five named phases, and the evaluation loop: the one implementation that everything runs.

The step that a person watches phase by phase and the step that runs at full speed are the same generator; the fast path
drains it without looking.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from trainer_core.data import Batches
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.parts import eager_optimizer
from trainer_core.protocol.commands import Split
from trainer_core.protocol.reports import Evaluation
from trainer_core.tasks import Scorer


class Phase(StrEnum):
    """The five phases of a training step, in the order in which they run."""

    ZERO_GRAD = "zero_grad"
    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    STEP = "step"


class Boundary(StrEnum):
    """Where a run can be held, besides before each phase of a batch.

    `STEPPED` is there only in a batch that is looked into: its phases are done, and it is not counted yet.
    """

    STEPPED = "stepped"
    BATCH = "batch"
    EPOCH = "epoch"
    EVALUATING = "evaluating"
    DIVERGED = "diverged"


@dataclass(slots=True)
class Batch:
    """One batch on its way through the five phases.

    ``weight`` is its share in the loss whose gradient one step of the optimizer uses: 1 without accumulation.
    ``first`` and ``last`` say whether it opens and closes such a group. ``logits`` (B, K) and ``loss`` () are filled in
    by the phases; on a CUDA device they are not waited for.
    """

    inputs: Tensor
    targets: Tensor
    weight: float = 1.0
    first: bool = True
    last: bool = True
    logits: Tensor | None = None
    loss: Tensor | None = None


@dataclass(slots=True)
class Step:
    """What the phases need besides the batch; ``forward`` is the model, or what torch.compile made of it."""

    model: nn.Module
    forward: Any
    criterion: nn.Module
    optimizer: torch.optim.Optimizer
    device_type: str
    autocast: torch.dtype | None = None
    scaler: torch.amp.GradScaler | None = None
    clip_norm: float = 0.0


class StepWatch(Protocol):
    """Looks into the steps of a run, in place of which it has each batch run.

    Attributes:
        blind: whether what is computed now is not the step's own, but was asked for while it stands still.
    """

    blind: bool

    def phases(self, step: Step, batch: Batch) -> Iterator[Phase | Boundary]:
        """Run one batch as `training_phases` does, with the same numbers, and yield `Boundary.STEPPED` at its end.

        A phase may be yielded several times: the batch was taken back to where it began.
        """

    def changed_by_hand(self) -> None:
        """Take in that something was changed by hand where the step stands."""


def training_phases(step: Step, batch: Batch) -> Iterator[Phase]:
    """Run one batch through the five phases, yielding each phase's name before it runs.

    The gradient of a group of accumulated batches equals that of one batch that holds all their examples (for a loss
    that is a mean, over examples or by class weights: see `trainer_core.training.accumulation`). With ``clip_norm``
    gradients are clipped to that Euclidean norm over all parameters.
    """
    yield Phase.ZERO_GRAD
    if batch.first:
        eager_optimizer.zero_grad(step.optimizer)
    yield Phase.FORWARD
    if step.autocast is None:
        batch.logits = step.forward(batch.inputs)
    else:
        with torch.autocast(step.device_type, step.autocast):
            batch.logits = step.forward(batch.inputs)
        batch.logits = batch.logits.float()
    yield Phase.LOSS
    batch.loss = step.criterion(batch.logits, batch.targets)
    yield Phase.BACKWARD
    objective = batch.loss if batch.weight == 1.0 else batch.loss * batch.weight
    if step.scaler is None:
        objective.backward()
    else:
        step.scaler.scale(objective).backward()
    yield Phase.STEP
    if not batch.last:
        return
    if step.scaler is not None:
        step.scaler.unscale_(step.optimizer)
    if step.clip_norm:
        nn.utils.clip_grad_norm_(step.model.parameters(), step.clip_norm)
    if step.scaler is None:
        eager_optimizer.step(step.optimizer)
    else:
        step.scaler.step(step.optimizer)
        step.scaler.update()


def evaluation(
    model: nn.Module, criterion: nn.Module, batches: Batches, split: Split, scorer: Scorer
) -> Generator[int, None, Evaluation]:
    """Evaluate ``model`` in eval mode, without gradients and in float32, over a whole split.

    Yields the number of examples done after each batch and returns exact results: sums over all examples, also when
    the last batch is short. The loss of a weighted cross-entropy is normalised by the weights of the whole split. The
    mode of each module is as before afterwards, also when the generator is closed early.
    """
    with in_eval_mode(model):
        return (yield from _evaluation(model, criterion, batches, split, scorer))


def _evaluation(
    model: nn.Module, criterion: nn.Module, batches: Batches, split: Split, scorer: Scorer
) -> Generator[int, None, Evaluation]:
    tally = Tally(criterion, scorer)
    for inputs, targets in batches.epoch(0):
        with torch.no_grad():
            tally.add(model(inputs).float(), targets)
        yield tally.examples
    return tally.evaluation(split)


class Tally:
    """What an evaluation adds up: the loss and the answers of every example so far."""

    def __init__(self, criterion: nn.Module, scorer: Scorer) -> None:
        self._criterion = criterion
        self._weights = getattr(criterion, "weight", None) if isinstance(criterion, nn.CrossEntropyLoss) else None
        self._loss_sum: Tensor | float = 0.0
        self._weight_sum: Tensor | float = 0.0
        self._collector = scorer.collect()
        self.examples = 0

    def add(self, outputs: Tensor, targets: Tensor) -> None:
        """Take in a batch: float32 outputs (B, K), and its targets as the loss wants them."""
        weight = len(targets) if self._weights is None else self._weights[targets].sum()
        self._loss_sum = self._loss_sum + self._criterion(outputs, targets).double() * weight
        self._weight_sum = self._weight_sum + weight
        self._collector.add(outputs, targets)
        self.examples += len(targets)

    def evaluation(self, split: Split) -> Evaluation:
        """Everything that was taken in, measured; there has to be an example."""
        loss = float(self._loss_sum) / float(self._weight_sum)
        return Evaluation(split, self.examples, loss, self._collector.scores())
