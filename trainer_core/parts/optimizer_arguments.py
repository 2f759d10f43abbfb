"""Ranges and explanations of the arguments of ``torch.optim``, which its signatures leave out."""

from __future__ import annotations

import inspect
from typing import Annotated, Any

from pydantic import Field
from torch.optim import Optimizer

_FLAGS = frozenset({"foreach", "fused", "capturable", "differentiable", "maximize"})
"""How a step is carried out, or which way is down: not what is learnt."""

Decay = Annotated[float, Field(ge=0, lt=1)]

ARGUMENTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "lr": (
        float,
        {
            "gt": 0,
            "le": 100,
            "title": "Learning rate",
            "description": "Size of each step down the gradient.",
            "json_schema_extra": {"live": True, "log": True},
        },
    ),
    "momentum": (
        float,
        {
            "ge": 0,
            "lt": 1,
            "title": "Momentum",
            "description": "The part of the last step's direction that the next one keeps.",
            "json_schema_extra": {"live": True, "zero": "off"},
        },
    ),
    "weight_decay": (
        float,
        {
            "ge": 0,
            "le": 10,
            "title": "Weight decay",
            "description": "How strongly weights are pulled towards 0.",
            "json_schema_extra": {"live": True, "log": True, "zero": "off"},
        },
    ),
    "nesterov": (
        bool,
        {
            "title": "Nesterov",
            "description": "Look ahead along the momentum; needs some.",
        },
    ),
    "dampening": (
        float,
        {
            "ge": 0,
            "le": 1,
            "title": "Dampening",
            "description": "The part of a new gradient that momentum leaves out.",
        },
    ),
    "betas": (
        tuple[Decay, Decay],
        {
            "title": "Betas",
            "description": "How long the averages of the gradient and of its square remember.",
        },
    ),
    "eps": (
        float,
        {
            "gt": 0,
            "le": 1,
            "title": "Epsilon",
            "description": "Added to a denominator so that it is never 0.",
            "json_schema_extra": {"log": True},
        },
    ),
    "amsgrad": (
        bool,
        {"title": "AMSGrad", "description": "Divide by the largest average of squared gradients so far."},
    ),
    "decoupled_weight_decay": (
        bool,
        {"title": "Decoupled decay", "description": "Shrink weights apart from the gradient, as AdamW does."},
    ),
    "alpha": (
        float,
        {
            "ge": 0,
            "lt": 1,
            "title": "Alpha",
            "description": "How long the average of squared gradients remembers.",
        },
    ),
    "centered": (
        bool,
        {"title": "Centered", "description": "Divide by the gradient's variance instead of its mean square."},
    ),
    "rho": (
        float,
        {"ge": 0, "lt": 1, "title": "Rho", "description": "How long the averages of squares remember."},
    ),
    "lr_decay": (
        float,
        {"ge": 0, "le": 1, "title": "Rate decay", "description": "How much the rate shrinks with each step."},
    ),
    "initial_accumulator_value": (
        float,
        {
            "ge": 0,
            "le": 1e6,
            "title": "Initial sum",
            "description": "What the sum of squared gradients starts with.",
        },
    ),
    "momentum_decay": (
        float,
        {
            "ge": 0,
            "le": 1,
            "title": "Momentum decay",
            "description": "How fast the momentum's own schedule rises.",
        },
    ),
    "lambd": (
        float,
        {
            "ge": 0,
            "le": 1,
            "title": "Lambda",
            "description": "How strongly the rate falls with the steps done.",
        },
    ),
    "t0": (
        float,
        {
            "ge": 1,
            "le": 1e9,
            "title": "Averaging from",
            "description": "The step from which on weights are averaged.",
            "json_schema_extra": {"unit": "steps", "log": True},
        },
    ),
    "etas": (
        tuple[Annotated[float, Field(gt=0, lt=1)], Annotated[float, Field(gt=1, le=100)]],
        {
            "title": "Etas",
            "description": "What a step size is multiplied by when the gradient turns, and when it stays.",
        },
    ),
    "step_sizes": (
        tuple[Annotated[float, Field(ge=0, le=1e6)], Annotated[float, Field(gt=0, le=1e6)]],
        {"title": "Step sizes", "description": "The smallest and the largest step of a weight."},
    ),
    "beta2_decay": (
        float,
        {
            "ge": -10,
            "le": 0,
            "title": "Memory growth",
            "description": "How fast the average of squares grows longer.",
        },
    ),
    "d": (
        float,
        {
            "ge": 1,
            "le": 1e6,
            "title": "Clipping threshold",
            "description": "Root mean square that an update may reach.",
        },
    ),
}
"""What a form and a check need to know of an argument: its type and its ``Field``."""

_EXCEPTIONS: dict[tuple[str, str], tuple[Any, dict[str, Any]]] = {
    ("ASGD", "alpha"): (
        float,
        {
            "ge": 0,
            "le": 10,
            "title": "Alpha",
            "description": "The power with which the rate falls with the steps done.",
        },
    ),
    ("Rprop", "lr"): (
        float,
        {
            "gt": 0,
            "le": 100,
            "title": "First step",
            "description": "How far each weight goes at first; later steps follow from the gradient's sign.",
            "json_schema_extra": {"log": True},
        },
    ),
}
"""Arguments that mean something else in one optimizer."""

_BASIC = frozenset({"lr", "momentum", "weight_decay", "nesterov"})
"""Arguments that a form shows unfolded."""


def recipe_arguments(kind: type[Optimizer]) -> dict[str, tuple[Any, Any]]:
    """Read from the signature of ``kind`` what a recipe can hold, as ``{name: (type, default)}``.

    They are numbers, switches and pairs of numbers; an argument that `ARGUMENTS` does not know has no range.
    """
    fields: dict[str, tuple[Any, Any]] = {}
    for parameter in inspect.signature(kind).parameters.values():
        default = parameter.default
        if parameter.name in _FLAGS or not _is_plain(default):
            continue
        annotation, known = _EXCEPTIONS.get(
            (kind.__name__, parameter.name), ARGUMENTS.get(parameter.name, (_type_of(default), {}))
        )
        shown = {"advanced": parameter.name not in _BASIC, **known.get("json_schema_extra", {})}
        field = Field(**known | {"json_schema_extra": shown})
        fields[parameter.name] = (Annotated[annotation, field], _plain(default))
    return dict(sorted(fields.items(), key=lambda item: item[0] not in _BASIC))


def _is_plain(default: Any) -> bool:
    if isinstance(default, tuple):
        return len(default) == 2 and all(isinstance(part, int | float) for part in default)
    return isinstance(default, int | float)


def _plain(default: Any) -> Any:
    """Return ``default`` with each number as a float: signatures write 0 where any number will do."""
    if isinstance(default, tuple):
        return tuple(float(part) for part in default)
    return default if isinstance(default, bool) else float(default)


def _type_of(default: Any) -> Any:
    if isinstance(default, tuple):
        return tuple[float, float]
    return bool if isinstance(default, bool) else float
