"""What each phase of a step did, in plain values: gradients cleared, answers, losses, gradient norms, one weight."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from trainer_core.compute import randomness
from trainer_core.errors import CommandError, nearest
from trainer_core.inside.beginning import Beginning
from trainer_core.inside.formulas import rule_of
from trainer_core.protocol.inside import ChooseWeight, PhaseReport, WeightReport
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import Batch, Phase, Step

EXAMPLES = 16
"""Examples of a batch that are told of."""

Norms = Mapping[str, Mapping[str, Tensor]]
"""By layer, in the order in which they arrived, the norm () of each parameter's gradient."""


def zero_grad_report(step: Step, beginning: Beginning, seconds: float) -> PhaseReport:
    """Which gradients became None."""
    left = {name for name, parameter in step.model.named_parameters() if parameter.grad is not None}
    cleared = tuple(name for name in beginning.gradients if name not in left)
    return PhaseReport(Phase.ZERO_GRAD.value, seconds, cleared=cleared)


def forward_report(parts: Parts, batch: Batch, seconds: float) -> PhaseReport:
    """The first examples of the batch as the model takes them, their truth, and what it answers."""
    assert batch.logits is not None
    with torch.no_grad():
        answers = parts.scorer.answer(batch.logits[:EXAMPLES].float()).float().cpu().numpy()
        return PhaseReport(
            Phase.FORWARD.value,
            seconds,
            examples=len(batch.inputs),
            images=_shown(batch.inputs[:EXAMPLES], parts),
            truth=_truth(batch.targets[:EXAMPLES], parts),
            answers=answers,
        )


def loss_report(step: Step, batch: Batch, seconds: float) -> PhaseReport:
    """The loss of each of the first examples, and that of the whole batch."""
    assert batch.logits is not None
    assert batch.loss is not None
    losses = losses_of(step.criterion, batch.logits[:EXAMPLES], batch.targets[:EXAMPLES])
    loss = batch.loss.item()
    return PhaseReport(Phase.LOSS.value, seconds, examples=len(batch.inputs), losses=losses, loss=loss)


def backward_report(norms: Norms, seconds: float) -> PhaseReport:
    """The Euclidean norm of each layer's gradient, in the order in which they arrived."""
    found = tuple(
        (layer, math.sqrt(sum(float(norm) ** 2 for norm in of_layer.values()))) for layer, of_layer in norms.items()
    )
    return PhaseReport(Phase.BACKWARD.value, seconds, norms=found)


def losses_of(criterion: nn.Module, outputs: Tensor, targets: Tensor) -> npt.NDArray[np.float32]:
    """The loss of each example, (N,) float32, by PyTorch's own ``reduction="none"``, or else one after another.

    Of classes with weights each is multiplied by that of its class, and the batch's loss is divided by their sum.
    """
    before = randomness.capture()
    try:
        with torch.no_grad():
            if type(criterion).__module__.startswith("torch.nn.") and hasattr(criterion, "reduction"):
                each: Any = copy.copy(criterion)
                each.reduction = "none"
                losses = each(outputs, targets).float()
                losses = losses.flatten(1).mean(1) if losses.ndim > 1 else losses
            else:
                rows = zip(torch.split(outputs, 1), torch.split(targets, 1), strict=True)
                losses = torch.stack([criterion(one, target).float() for one, target in rows])
    finally:
        randomness.restore(before)
    return np.asarray(losses.cpu().numpy(), dtype=np.float32)


def chosen_weight(model: nn.Module, choice: ChooseWeight | None) -> tuple[str, tuple[int, ...]] | None:
    """The parameter and the index that are chosen.

    Without a ``choice`` it is that element of the last matrix whose gradient is largest; None where there is none.
    Raises `CommandError` for what is not there.
    """
    parameters = dict(model.named_parameters())
    if choice is None:
        for name, parameter in reversed(parameters.items()):
            if parameter.grad is not None and parameter.ndim > 1:
                return name, _place(int(parameter.grad.abs().argmax()), parameter.shape)
        return None
    found = parameters.get(choice.name)
    if found is None:
        raise CommandError(
            "no-such-name",
            "The model has no parameter {name}. Did you mean {near}?",
            name=choice.name,
            near=nearest(choice.name, parameters) or next(iter(parameters), ""),
        )
    index = choice.index or (0,) * found.ndim
    if len(index) != found.ndim or not all(0 <= at < size for at, size in zip(index, found.shape, strict=True)):
        raise CommandError(
            "no-such-element",
            "{name} has no element at {index}; its shape is {shape}.",
            name=choice.name,
            index=str(tuple(index)),
            shape=str(tuple(found.shape)),
        )
    return choice.name, index


def weight_report(
    step: Step, batch: Batch, beginning: Beginning, name: str, index: tuple[int, ...], *, done: bool
) -> WeightReport | None:
    """One weight through the optimizer's step, ``done`` or still to come; None where it has no gradient."""
    parameter = dict(step.model.named_parameters())[name]
    if parameter.grad is None:
        return None
    before, gradient = beginning.weight(parameter)[index], parameter.grad[index]
    kept = {key: _element(value, index) for key, value in beginning.state(parameter).items()}
    state_before = {key: value for key, value in kept.items() if value is not None}
    after = parameter.detach()[index].item() if done else math.nan
    group = next(each for each in step.optimizer.param_groups if any(one is parameter for one in each["params"]))
    rule = rule_of(step.optimizer, group, before, gradient, state_before)
    # Without a step of the optimizer, or where the scaler left it out, no rule was applied.
    applied = batch.last and not (done and step.scaler is not None and after == before.item())
    now = step.optimizer.state.get(parameter, {}) if done else {}
    names = [key for key in {**state_before, **now} if key in state_before or _element(now[key], index) is not None]
    return WeightReport(
        name,
        index,
        before.item(),
        gradient.item(),
        tuple((key, _float(state_before.get(key)), _float(_element(now.get(key), index))) for key in names),
        tuple(rule.formula) if applied else (),
        tuple(rule.numbers) if applied else (),
        after,
    )


def _shown(inputs: Tensor, parts: Parts) -> npt.NDArray[Any]:
    """Inputs to be shown: pictures (n, 1 or 3, H, W) uint8, or the numbers themselves."""
    inputs = inputs.detach().float().cpu()
    if inputs.ndim != 4:
        return inputs.numpy().copy()
    if parts.standardize:
        mean, std = (torch.tensor(each).view(-1, 1, 1) for each in (parts.mean, parts.std))
        inputs = inputs * std + mean
    if inputs.shape[1] not in (1, 3):
        inputs = inputs.mean(1, keepdim=True)
    return (inputs.nan_to_num().clamp(0, 1) * 255).round().to(torch.uint8).contiguous().numpy()


def _truth(targets: Tensor, parts: Parts) -> npt.NDArray[Any]:
    if parts.training.mixes:
        return targets.detach().float().cpu().numpy().copy()
    if parts.task.answers_classes:
        return np.array(parts.task.truth(targets.detach().cpu()))
    return parts.scorer.answer(targets.detach().float()).cpu().numpy().copy()


def _place(flat: int, shape: Iterable[int]) -> tuple[int, ...]:
    return tuple(int(at) for at in np.unravel_index(flat, tuple(shape)))


def _element(value: Any, index: tuple[int, ...]) -> Tensor | None:
    """The number of one weight in what an optimizer keeps of its parameter; one number for all is everybody's."""
    if not isinstance(value, Tensor):
        return torch.tensor(float(value)) if isinstance(value, int | float) else None
    if value.ndim == 0:
        return value
    return value[index] if value.ndim == len(index) else None


def _float(value: Tensor | None) -> float:
    return math.nan if value is None else value.item()
