"""The optimizers of torch: which are offered, what a recipe may give them, what may change in a run."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import annotated_types
import pytest
import torch
from pydantic import ValidationError
from torch import nn
from torch.optim import Optimizer

from trainer_core.errors import RecipeError
from trainer_core.parts.optimizers import build_optimizer, optimizers, set_hyperparameter

NAMES = [entry.name for entry in optimizers if entry.name != "file"]
EVERY_CLASS = {
    name: kind
    for name, kind in vars(torch.optim).items()
    if inspect.isclass(kind) and issubclass(kind, Optimizer) and kind is not Optimizer
}


def parameters() -> list[nn.Parameter]:
    """Return a vector, a matrix and a convolution's kernel, as ordinary models have them."""
    return [nn.Parameter(torch.full(shape, 0.5)) for shape in [(3,), (3, 2), (2, 1, 3, 3)]]


def descend(weights: list[nn.Parameter], optimizer: Optimizer, steps: int = 1) -> float:
    """Take ``steps`` down a bowl whose lowest point is 0.1; returns the loss before the last step."""
    loss = torch.tensor(0.0)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.stack([((weight - 0.1) ** 2).sum() for weight in weights]).sum()
        loss.backward()
        optimizer.step()
    return float(loss.detach())


def works_on_ordinary_parameters(kind: type[Optimizer]) -> bool:
    try:
        weights = parameters()
        descend(weights, kind(weights))  # type: ignore[call-arg]
    except (TypeError, ValueError, RuntimeError):
        return False
    return True


def test_exactly_the_optimizers_are_offered_that_step_on_ordinary_parameters() -> None:
    working = {name for name, kind in EVERY_CLASS.items() if works_on_ordinary_parameters(kind)}
    assert set(NAMES) == working
    assert {"SGD", "Adam", "AdamW", "RMSprop"} <= working
    assert not {"LBFGS", "SparseAdam", "Muon"} & working


@pytest.mark.parametrize("name", NAMES)
def test_every_optimizer_goes_down_a_quadratic_bowl_with_its_defaults(name: str) -> None:
    weights = parameters()
    optimizer = build_optimizer(weights, name, **optimizers[name].arguments().model_dump())
    first = descend(weights, optimizer)
    assert descend(weights, optimizer, steps=30) < first


@pytest.mark.parametrize("name", NAMES)
def test_defaults_of_a_recipe_are_those_of_torch(name: str) -> None:
    theirs = build_optimizer(parameters(), name).defaults
    for argument, value in optimizers[name].arguments().model_dump().items():
        if argument in theirs:
            assert theirs[argument] == value, argument


@pytest.mark.parametrize("name", NAMES)
def test_arguments_leave_out_how_a_step_is_carried_out(name: str) -> None:
    flags = {"foreach", "fused", "capturable", "differentiable", "maximize", "params"}
    assert not flags & set(optimizers[name].arguments.model_fields)


@pytest.mark.parametrize("name", NAMES)
def test_every_argument_is_explained_and_bounded(name: str) -> None:
    for argument, field in optimizers[name].arguments.model_fields.items():
        assert field.title, argument
        assert field.description, argument
        extra: Any = field.json_schema_extra
        assert extra["advanced"] is (argument not in {"lr", "momentum", "weight_decay", "nesterov"})
        live = argument in {"lr", "momentum", "weight_decay"} and (name, argument) != ("Rprop", "lr")
        assert extra.get("live", False) is live
        if field.annotation is float:
            kinds = {type(bound) for bound in field.metadata}
            assert kinds & {annotated_types.Ge, annotated_types.Gt}, argument
            assert kinds & {annotated_types.Le, annotated_types.Lt}, argument


OUT_OF_RANGE = {
    "lr": [0.0, -1e-3, 1e9, float("nan")],
    "momentum": [-0.1, 1.0],
    "weight_decay": [-1e-4, 11.0],
    "betas": [[0.9, 1.0], [-0.1, 0.9], [0.9]],
    "eps": [0.0, -1e-8],
    "etas": [[1.5, 1.2], [0.5, 0.9]],
}


@pytest.mark.parametrize(
    ("name", "argument", "value"),
    [
        (name, argument, value)
        for name in NAMES
        for argument, values in OUT_OF_RANGE.items()
        if argument in optimizers[name].arguments.model_fields
        for value in values
    ],
)
def test_values_out_of_range_are_refused(name: str, argument: str, value: Any) -> None:
    with pytest.raises(ValidationError, match=argument):
        optimizers[name].arguments.model_validate({argument: value})


def test_an_unknown_argument_is_refused() -> None:
    with pytest.raises(ValidationError, match="betas"):
        optimizers["SGD"].arguments.model_validate({"betas": [0.9, 0.99]})


def test_an_unknown_optimizer_is_answered_with_those_that_exist() -> None:
    with pytest.raises(RecipeError, match="AdamW"):
        build_optimizer(parameters(), "Adamm")


def test_arguments_reach_the_optimizer() -> None:
    optimizer = build_optimizer(parameters(), "SGD", lr=0.3, momentum=0.9, nesterov=True, weight_decay=0.1)
    group = optimizer.param_groups[0]
    assert (group["lr"], group["momentum"], group["nesterov"], group["weight_decay"]) == (0.3, 0.9, True, 0.1)


def test_nesterov_without_momentum_is_refused_with_what_to_do() -> None:
    with pytest.raises(RecipeError, match=r"momentum.*0\.9") as caught:
        build_optimizer(parameters(), "SGD", nesterov=True)
    assert caught.value.code == "nesterov-without-momentum"
    assert caught.value.message.facts["field"] == "optimizer.nesterov"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_marked_live_takes_effect_at_the_next_step(name: str) -> None:
    values = {"lr": 0.02, "momentum": 0.5, "weight_decay": 0.2}
    for key, value in values.items():
        field = optimizers[name].arguments.model_fields.get(key)
        extra: Any = field.json_schema_extra if field else {}
        if not extra.get("live"):
            continue
        kept, changed = parameters(), parameters()
        plain, lively = build_optimizer(kept, name, lr=0.01), build_optimizer(changed, name, lr=0.01)
        descend(kept, plain, steps=2)
        descend(changed, lively, steps=2)
        set_hyperparameter(lively, key, value)
        descend(kept, plain, steps=3)
        descend(changed, lively, steps=3)
        assert any(not torch.equal(a, b) for a, b in zip(kept, changed, strict=True)), key
        assert all(weight.isfinite().all() for weight in changed)


@pytest.mark.parametrize("name", ["SGD", "RMSprop"])
def test_momentum_can_be_switched_off_and_on_again(name: str) -> None:
    weights = parameters()
    optimizer = build_optimizer(weights, name, lr=0.01, momentum=0.9)
    for momentum in (0.0, 0.9, 0.0):
        descend(weights, optimizer, steps=2)
        set_hyperparameter(optimizer, "momentum", momentum)
    descend(weights, optimizer, steps=2)

    # Without momentum a step follows from the gradient alone, whatever was gathered before.
    (twin,) = copies = [nn.Parameter(weights[0].detach().clone())]
    other = build_optimizer(copies, name, lr=0.01, momentum=0.0)
    state = {key: value.clone() for key, value in optimizer.state[weights[0]].items() if key != "momentum_buffer"}
    other.state[twin].update(state)
    descend(weights, optimizer)
    descend(copies, other)
    assert torch.equal(weights[0], twin)


def test_a_value_that_the_optimizer_does_not_have_is_refused() -> None:
    optimizer = build_optimizer(parameters(), "Adam")
    with pytest.raises(RecipeError, match=r"optimizer\.momentum is not a setting of Adam"):
        set_hyperparameter(optimizer, "momentum", 0.9)
    assert "momentum" not in optimizer.param_groups[0]


def test_momentum_cannot_be_taken_from_nesterov() -> None:
    optimizer = build_optimizer(parameters(), "SGD", momentum=0.9, nesterov=True)
    with pytest.raises(RecipeError, match="needs momentum"):
        set_hyperparameter(optimizer, "momentum", 0.0)
    assert optimizer.param_groups[0]["momentum"] == 0.9


def test_listing_the_optimizers_does_not_import_the_compiler() -> None:
    code = "import sys, trainer_core.parts.optimizers; sys.exit('torch._dynamo' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
