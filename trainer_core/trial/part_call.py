"""How a person's loss, optimizer and metric are found in a file and called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any, cast

from torch import Tensor, nn
from torch.optim import Optimizer

from trainer_core.trial.code import Code
from trainer_core.trial.found import bound, candidate, choose, own
from trainer_core.trial.loading import load
from trainer_core.trial.report import Candidate
from trainer_core.trial.tried import ProblemError


class FunctionLoss(nn.Module):
    """A function of outputs and targets as a module."""

    def __init__(self, function: Callable[..., Tensor], arguments: Mapping[str, Any]) -> None:
        super().__init__()
        self._function, self._arguments = function, dict(arguments)

    def forward(self, outputs: Tensor, targets: Tensor) -> Tensor:
        return self._function(outputs, targets, **self._arguments)


def loss_of(code: Code, name: str, arguments: Mapping[str, Any]) -> nn.Module:
    """Load the file and make its loss ``name``; raises `ProblemError`, and whatever the file raises."""
    module = load(code)
    chosen = chosen_part(losses_in(module, code), name, "loss")
    value: Any = vars(module)[chosen.name]
    if inspect.isclass(value):
        loss: Any = value(**bound(chosen.name, value, arguments, code.path.parent))
        return cast(nn.Module, loss)
    # The two first are what it is called with.
    outputs, targets = list(inspect.signature(value).parameters)[:2]
    given = bound(chosen.name, value, {outputs: None, targets: None, **arguments}, code.path.parent)
    return FunctionLoss(value, {key: each for key, each in given.items() if key not in (outputs, targets)})


def optimizer_of(code: Code, name: str, parameters: Iterable[Any], arguments: Mapping[str, Any]) -> Optimizer:
    """Load the file and make its optimizer ``name``; raises `ProblemError`, and whatever the file raises."""
    module = load(code)
    chosen = chosen_part(optimizers_in(module, code), name, "optimizer")
    value = vars(module)[chosen.name]
    first = next(iter(inspect.signature(value).parameters), "")
    given = bound(chosen.name, value, {first: None, **arguments}, code.path.parent)
    given.pop(first)
    optimizer: Optimizer = value(parameters, **given)
    return optimizer


def measure_of(code: Code, name: str, arguments: Mapping[str, Any]) -> tuple[str, Callable[..., Any]]:
    """Load the file and find its metric ``name``: what it is called, and ``measure(truth, predicted, scores)``.

    Raises `ProblemError`, and whatever the file raises.
    """
    module = load(code)
    chosen = chosen_part(metrics_in(module, code), name, "metric")
    value: Any = vars(module)[chosen.name]
    first = list(inspect.signature(value).parameters)[: _measured(value)]
    given = bound(chosen.name, value, {**dict.fromkeys(first), **arguments}, code.path.parent)
    further = {key: each for key, each in given.items() if key not in first}
    return chosen.name, lambda *arrays: value(*arrays[: len(first)], **further)


def metrics_in(module: ModuleType, code: Code) -> list[Candidate]:
    """The functions of the file that take truth and predictions, and may take scores.

    Raises `ProblemError` if there are none.
    """
    functions = {
        name: value for name, value in own(module, code).items() if not inspect.isclass(value) and _measured(value)
    }
    if not functions:
        raise ProblemError("no-metric")
    return [_without(candidate(name, each), _measured(each)) for name, each in functions.items()]


def losses_in(module: ModuleType, code: Code) -> list[Candidate]:
    """The modules of the file whose forward takes two values, and its functions that do and are called a loss.

    Raises `ProblemError` if there are none.
    """
    found = {
        name: value
        for name, value in own(module, code).items()
        if (
            issubclass(value, nn.Module) and _takes_two(value.forward, 1)
            if inspect.isclass(value)
            else "loss" in name.lower() and _takes_two(value, 0)
        )
    }
    if not found:
        raise ProblemError("no-loss")
    return [_without(candidate(name, each), 0 if inspect.isclass(each) else 2) for name, each in found.items()]


def optimizers_in(module: ModuleType, code: Code) -> list[Candidate]:
    """The optimizers that the file itself defines; raises `ProblemError` if there are none."""
    found = {
        name: value
        for name, value in own(module, code).items()
        if inspect.isclass(value) and issubclass(value, Optimizer)
    }
    if not found:
        raise ProblemError("no-optimizer")
    return [_without(candidate(name, each), 1) for name, each in found.items()]


def chosen_part(known: list[Candidate], wanted: str, part: str) -> Candidate:
    """The one called ``wanted``, or the only one; raises `ProblemError`."""
    if not wanted and len(known) > 1:
        raise ProblemError("part-not-chosen", known=", ".join(each.name for each in known), field=f"{part}.class")
    return choose(known, wanted)


def _takes_two(function: Callable[..., Any], first: int) -> bool:
    """Whether a function has to be given two values, after the ``first`` so many of its parameters."""
    return _takes(function, first) == 2


def _takes(function: Callable[..., Any], first: int) -> int:
    """How many values a function has to be given by place; 0 where that is not all that it needs."""
    each_of = list(inspect.signature(function).parameters.values())[first:]
    by_place = [each for each in each_of if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    needed = [each for each in each_of if each.default is each.empty and each.kind not in (2, 4)]
    return len(needed) if needed == by_place[: len(needed)] else 0


def _measured(function: Callable[..., Any]) -> int:
    """How many arrays a metric is called with: 2, 3 where it takes scores, 0 where it is no metric."""
    if _takes_two(function, 0):
        third = list(inspect.signature(function).parameters)[2:3]
        return 3 if third == ["scores"] else 2
    return 3 if _takes(function, 0) == 3 else 0


def _without(each: Candidate, first: int) -> Candidate:
    """A candidate without its ``first`` so many parameters, which a person does not give."""
    return each.model_copy(update={"parameters": each.parameters[first:]})
