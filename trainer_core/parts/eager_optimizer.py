"""Optimizers of torch made and stepped in eager mode, without importing torch's compiler.

The public methods of `torch.optim.Optimizer` import ``torch._dynamo`` and SymPy when they are first called, to keep the
compiler out of them: 1.2 to 2.5 CPU seconds and 260 MB, also for a program that compiles nothing. Here the functions
that they wrap are called instead, which compute the same to the bit. The public method is called wherever that might
not hold: for an optimizer that is not one of torch's own classes, with hooks on its steps, while a profiler records,
while `torch.compile` traces, and with a torch that builds its methods in another way.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from types import CodeType
from typing import Any

import torch
from torch.optim import Optimizer
from torch.optim import optimizer as torch_optimizer

Function = Callable[..., Any]


def make(build: Callable[..., Optimizer], parameters: Iterable[Any], **arguments: Any) -> Optimizer:
    """Return ``build(parameters, **arguments)``: an optimizer of a class or of a function that makes one."""
    add = _wrapped("add_param_group", "param_group") if _is_torchs(build) else None
    if add is None:
        return build(parameters, **arguments)
    kind: Any = build
    optimizer = kind.__new__(kind)
    # The constructor adds the groups. An attribute of the instance stands in for the method meanwhile.
    optimizer.add_param_group = partial(add, optimizer)
    optimizer.__init__(parameters, **arguments)
    del optimizer.add_param_group
    return optimizer  # type: ignore[no-any-return]


def step(optimizer: Optimizer) -> None:
    """Do what ``optimizer.step()`` does."""
    plain = _plain_step(type(optimizer).step) if _is_torchs(type(optimizer)) else None
    if plain is None or _is_observed(optimizer):
        optimizer.step()
        return
    with torch.no_grad():
        plain(optimizer)


def zero_grad(optimizer: Optimizer) -> None:
    """Do what ``optimizer.zero_grad(set_to_none=True)`` does."""
    if not _is_torchs(type(optimizer)) or _is_observed(optimizer):
        optimizer.zero_grad(set_to_none=True)
        return
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            parameter.grad = None


def state_dict(optimizer: Optimizer) -> dict[str, Any]:
    """Return ``optimizer.state_dict()``; its tensors are the optimizer's own."""
    plain = _wrapped("state_dict") if _is_torchs(type(optimizer)) else None
    return optimizer.state_dict() if plain is None else plain(optimizer)


def load_state_dict(optimizer: Optimizer, state: Mapping[str, Any]) -> None:
    """Do what ``optimizer.load_state_dict(state)`` does."""
    plain = _wrapped("load_state_dict", "state_dict") if _is_torchs(type(optimizer)) else None
    if plain is None:
        optimizer.load_state_dict(dict(state))
    else:
        plain(optimizer, dict(state))


def _is_torchs(build: Any) -> bool:
    """Whether ``build`` is a class of `torch.optim` itself, and not one that is derived from it."""
    return type(build) is type and Optimizer in build.__mro__ and vars(torch.optim).get(build.__name__) is build


def _is_observed(optimizer: Optimizer) -> bool:
    """Whether a step has to be seen by more than the parameters, or is to be differentiated itself."""
    try:
        return bool(
            "step" in vars(optimizer)  # A scheduler of torch's puts its own in the method's place.
            or "zero_grad" in vars(optimizer)
            or optimizer.defaults.get("differentiable", False)
            or optimizer._optimizer_step_pre_hooks
            or optimizer._optimizer_step_post_hooks
            or torch_optimizer._global_optimizer_pre_hooks
            or torch_optimizer._global_optimizer_post_hooks
            or torch.autograd.profiler._is_profiler_enabled
            or torch.compiler.is_compiling()
        )
    except AttributeError:
        return True


@cache
def _wrapped(method: str, *parameters: str) -> Function | None:
    """The function that `Optimizer`'s method of this name keeps from the compiler, if it takes these ``parameters``."""
    found = getattr(Optimizer, method, None)
    maker = getattr(getattr(torch, "_compile", None), "_disable_dynamo", None)
    return _of_signature(_within(found, maker), ("self", *parameters))


@cache
def _plain_step(public: Function) -> Function | None:
    """The step that ``public`` runs within `torch.no_grad` or without the compiler, beneath profiling and hooks."""
    hooked = _within(public, getattr(Optimizer, "profile_hook_step", None))
    plain = _within(hooked, getattr(torch_optimizer, "_use_grad_for_differentiable", None)) or _within(
        hooked, getattr(getattr(torch.utils, "_contextlib", None), "context_decorator", None)
    )
    plain = _of_signature(plain, ("self", "closure"))
    return plain if plain is not None and inspect.signature(plain).parameters["closure"].default is None else None


def _within(wrapper: Any, maker: Any) -> Function | None:
    """What ``wrapper`` wraps, where it is a function that ``maker`` defines and nobody else's."""
    made, code = getattr(wrapper, "__code__", None), getattr(maker, "__code__", None)
    if not isinstance(made, CodeType) or not isinstance(code, CodeType) or made not in code.co_consts:
        return None
    return getattr(wrapper, "__wrapped__", None)


def _of_signature(function: Function | None, parameters: tuple[str, ...]) -> Function | None:
    return function if function is not None and tuple(inspect.signature(function).parameters) == parameters else None
