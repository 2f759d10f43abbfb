"""Tries a loss and a metric on what a model and data give them, and an optimizer for a few steps.

Runs in the process of a trial.
"""

from __future__ import annotations

import math
import numbers

import numpy as np
import torch
from torch import Tensor, nn

from trainer_core.trial.facts import ModelFits, PartFacts
from trainer_core.trial.loading import load
from trainer_core.trial.part_call import (
    chosen_part,
    loss_of,
    losses_in,
    measure_of,
    metrics_in,
    optimizer_of,
    optimizers_in,
)
from trainer_core.trial.tried import ProblemError, Trying
from trainer_core.trial.values import shape_of

_EXAMPLES = 8
_STEPS = 3


def check_loss(trying: Trying) -> None:
    """Try the loss that a file holds: see the module's docstring."""
    fits = trying.fits or ModelFits()
    with trying.stage("importing"):
        module = load(trying.code)
    trying.candidates = losses_in(module, trying.code)
    chosen = chosen_part(trying.candidates, trying.name, "loss")
    trying.chosen, at = chosen.name, (trying.code.path.name, chosen.line or 1)
    with trying.stage("making", name=chosen.name):
        loss = loss_of(trying.code, chosen.name, trying.arguments)
    torch.manual_seed(0)
    outputs = torch.randn(_EXAMPLES, fits.outputs, requires_grad=True)
    with trying.stage("losing", shape=shape_of(outputs)):
        value = loss(outputs, _targets(fits))
    if not isinstance(value, Tensor) or value.numel() != 1 or not value.is_floating_point():
        given = shape_of(value) if isinstance(value, Tensor) else type(value).__name__
        raise ProblemError("loss-not-a-number", at, given=given)
    if not bool(torch.isfinite(value).all()):
        raise ProblemError("loss-not-finite", at)
    if not value.requires_grad:
        raise ProblemError("loss-no-graph", at)
    with trying.stage("backward"):
        value.backward()  # type: ignore[no-untyped-call]
    if outputs.grad is None:
        raise ProblemError("loss-no-graph", at)
    trying.facts = PartFacts(class_name=chosen.name).model_dump(mode="json")


def check_optimizer(trying: Trying) -> None:
    """Try the optimizer that a file holds: see the module's docstring."""
    with trying.stage("importing"):
        module = load(trying.code)
    trying.candidates = optimizers_in(module, trying.code)
    chosen = chosen_part(trying.candidates, trying.name, "optimizer")
    trying.chosen, at = chosen.name, (trying.code.path.name, chosen.line or 1)
    torch.manual_seed(0)
    layer = nn.Linear(4, 3)
    before = layer.weight.detach().clone()
    with trying.stage("making", name=chosen.name):
        optimizer = optimizer_of(trying.code, chosen.name, layer.parameters(), {"lr": 0.01, **trying.arguments})
    if any("lr" not in group for group in optimizer.param_groups):
        raise ProblemError("optimizer-no-rate", at, name=chosen.name)
    for _ in range(_STEPS):
        optimizer.zero_grad()
        layer(torch.randn(_EXAMPLES, 4)).square().mean().backward()
        with trying.stage("stepping"):
            optimizer.step()
    if not bool(torch.isfinite(layer.weight).all()):
        raise ProblemError("optimizer-not-finite", at)
    if torch.equal(layer.weight, before):
        trying.found("optimizer-idle", at)
    with trying.stage("stepping"):
        optimizer.load_state_dict(optimizer.state_dict())
    trying.facts = PartFacts(class_name=chosen.name).model_dump(mode="json")


def check_metric(trying: Trying) -> None:
    """Try the metric that a file holds: see the module's docstring."""
    fits = trying.fits or ModelFits()
    with trying.stage("importing"):
        module = load(trying.code)
    trying.candidates = metrics_in(module, trying.code)
    chosen = chosen_part(trying.candidates, trying.name, "metric")
    trying.chosen, at = chosen.name, (trying.code.path.name, chosen.line or 1)
    with trying.stage("making", name=chosen.name):
        _, measure = measure_of(trying.code, chosen.name, trying.arguments)
    truth, predicted, scores = _evaluation(fits)
    with trying.stage("measuring", count=len(truth)):
        value = measure(truth, predicted, scores)
    if not isinstance(value, numbers.Real | np.number) and getattr(value, "shape", None) != ():
        given = shape_of(value) if isinstance(value, Tensor) else type(value).__name__
        raise ProblemError("metric-not-a-number", at, given=given)
    if not math.isfinite(float(value)):
        trying.found("metric-not-finite", at)
    trying.facts = PartFacts(class_name=chosen.name).model_dump(mode="json")


def _evaluation(fits: ModelFits) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Truth, answers, three of four of them right, and scores of an evaluation, as a run has them for the task."""
    if fits.task == "regression":
        truth = np.arange(_EXAMPLES * fits.outputs, dtype=np.float32).reshape(_EXAMPLES, fits.outputs)
        return truth, truth + np.float32(0.5), np.empty(0, np.float32)
    classes = 2 if fits.task == "binary" else fits.outputs
    known = (np.arange(_EXAMPLES) % classes).astype(np.int16)
    answered = np.where(np.arange(_EXAMPLES) % 4 == 3, (known + 1) % classes, known).astype(np.int16)
    return known, answered, np.linspace(0.1, 0.9, _EXAMPLES, dtype=np.float32)


def _targets(fits: ModelFits) -> Tensor:
    """Targets as batches carry them for the task."""
    if fits.task == "classification":
        return torch.arange(_EXAMPLES) % fits.outputs
    return (torch.arange(_EXAMPLES * fits.outputs) % 2).float().reshape(_EXAMPLES, fits.outputs)
