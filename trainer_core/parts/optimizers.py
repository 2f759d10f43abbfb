"""Every optimizer of ``torch.optim`` that suits ordinary parameters, arguments read from its signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch
from torch import nn
from torch.optim import Adagrad, Optimizer

from trainer_core.errors import RecipeError
from trainer_core.parts import eager_optimizer
from trainer_core.parts.optimizer_arguments import recipe_arguments
from trainer_core.registry import Registry, arguments_model

optimizers: Registry[Callable[..., Optimizer]] = Registry("optimizer")

_SUMMARIES = {
    "SGD": "Plain gradient descent, with momentum if you give it some.",
    "Adam": "Adapts the step of each weight; a good first choice.",
    "AdamW": "Adam with weight decay kept apart from the gradient.",
    "RMSprop": "Divides each step by the recent size of the gradient.",
    "Adagrad": "Gives rarely moved weights larger steps.",
    "Adadelta": "Adagrad with a memory that fades, and hardly a rate to choose.",
    "Adamax": "Adam with the largest gradient in place of the mean square.",
    "NAdam": "Adam with Nesterov's look ahead.",
    "RAdam": "Adam with a warm-up of its own.",
    "ASGD": "Gradient descent that averages its weights late in the run.",
    "Rprop": "Looks only at the gradient's sign; meant for whole sets as one batch.",
    "Adafactor": "Adam with far less memory, for very large models.",
}

_FIRST = ("Adam", "AdamW", "SGD", "RMSprop")


def build_optimizer(
    parameters: Iterable[nn.Parameter] | Iterable[dict[str, Any]], name: str, **arguments: Any
) -> Optimizer:
    """Build the optimizer ``name`` for ``parameters``, or for groups of them (``{"params": […], …}``); what is not
    given has torch's default.

    Where torch has a fused step for it, which updates all parameters in one kernel, that is the one used: on one CPU
    thread an Adam step of the tutorial's network took a third of the time. Its numbers differ from the plain step's in
    the last bits, and are as reproducible.

    Raises `RecipeError` for an unknown name, and for Nesterov's method without momentum.
    """
    build = optimizers[name].build
    _check_nesterov(arguments.get("nesterov", False), arguments.get("momentum", 0.0))
    given: list[Any] = list(parameters)
    if _has_fused_step(
        build, [each for part in given for each in (part["params"] if isinstance(part, dict) else [part])]
    ):
        arguments["fused"] = True
    return eager_optimizer.make(build, given, **arguments)


def _has_fused_step(build: Callable[..., Optimizer], parameters: list[nn.Parameter]) -> bool:
    """Whether ``build`` can update ``parameters`` in one kernel; Adagrad has one for the CPU alone."""
    devices = {"cpu"} if build is Adagrad else {"cpu", "cuda"}
    return "fused" in inspect.signature(build).parameters and all(
        parameter.device.type in devices and parameter.is_floating_point() for parameter in parameters
    )


def set_hyperparameter(optimizer: Optimizer, key: str, value: float) -> None:
    """Set ``key`` (``"lr"``, ``"momentum"`` or ``"weight_decay"``) from the next step on.

    Raises `RecipeError`, and changes nothing, if this optimizer has no such value, or if Nesterov's method
    would lose its momentum. The range is the arguments model's to check.
    """
    if any(key not in group for group in optimizer.param_groups):
        raise RecipeError(
            "unknown-key",
            "{field} is not a setting of {optimizer}.",
            field=f"optimizer.{key}",
            optimizer=type(optimizer).__name__,
        )
    if key == "momentum":
        for group in optimizer.param_groups:
            _check_nesterov(group.get("nesterov", False), value)
    for group in optimizer.param_groups:
        group[key] = value
    _add_missing_averages(optimizer)


def set_arguments(optimizer: Optimizer, arguments: Mapping[str, Any]) -> None:
    """Give an optimizer that has stepped already these arguments of a recipe; its rate is the schedule's to set."""
    for group in optimizer.param_groups:
        group.update({name: value for name, value in arguments.items() if name in group and name != "lr"})
    _add_missing_averages(optimizer)


def _check_nesterov(nesterov: bool, momentum: float) -> None:
    if nesterov and not momentum:
        raise RecipeError(
            "nesterov-without-momentum",
            "{field} is true, and optimizer.momentum is 0. Nesterov's method needs momentum: set it, say to "
            "0.9, or switch Nesterov off.",
            field="optimizer.nesterov",
        )


_AVERAGES = (
    ("momentum", "momentum_buffer", "square_avg"),
    ("centered", "grad_avg", "square_avg"),
    ("amsgrad", "max_exp_avg_sq", "exp_avg_sq"),
)
"""Arguments of RMSprop and the Adams, the average that each asks for, and one of its shape that is always there."""


def _add_missing_averages(optimizer: Optimizer) -> None:
    """Make the averages that torch makes only in the first step, and only if they are asked for by then."""
    for group in optimizer.param_groups:
        for argument, name, like in _AVERAGES:
            for state in (optimizer.state.get(parameter, {}) for parameter in group["params"]):
                if group.get(argument) and like in state:
                    state.setdefault(name, torch.zeros_like(state[like]))


def _suitable() -> tuple[type[Optimizer], ...]:
    """Find the optimizers that step on dense parameters of any shape without a closure.

    They are those that have a ``foreach`` implementation: LBFGS (needs a closure), SparseAdam (sparse
    gradients) and Muon (matrices only) have none. A trial step would tell the same, and a test holds the rule
    against it, but takes longer.
    """
    found = {
        name: kind
        for name, kind in vars(torch.optim).items()
        if inspect.isclass(kind) and issubclass(kind, Optimizer) and "foreach" in inspect.signature(kind).parameters
    }
    return tuple(found[name] for name in sorted(found, key=lambda name: (name not in _FIRST, name)))


for _kind in _suitable():
    optimizers.add(
        _kind.__name__,
        _kind,
        title=_kind.__name__,
        summary=_SUMMARIES.get(_kind.__name__, f"{_kind.__name__} of torch.optim."),
        arguments=arguments_model(f"optimizer_{_kind.__name__}", recipe_arguments(_kind)),
    )
