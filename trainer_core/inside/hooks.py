"""Hooks on the modules, operations and autograd nodes of a step that is looked into; none is there afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from trainer_core.inside.graph import nodes_of
from trainer_core.inside.limits import nothing_compiled
from trainer_core.inside.places import next_number, operation_name, tensors_in
from trainer_core.trial.scripted import hookable

LOSS = "loss_fn"
"""The path under which the loss function's modules are shown."""


class Sight(Protocol):
    """What hooks tell.

    Attributes:
        blind: whether what is computed now is not the step's own: it is asked for while the step stands still.
    """

    blind: bool

    def enters(self, path: str) -> None:
        """A module is about to be called; waits there if the step is to stand still."""

    def leaves(self, path: str, given: list[Tensor]) -> None:
        """A module has given tensors."""

    def operates(self, name: str) -> None:
        """An operation is about to run; waits there if the step is to stand still."""

    def operated(self, name: str, began: int, ended: int, given: list[Tensor]) -> None:
        """An operation has given tensors and made the nodes with numbers from ``began`` up to ``ended``."""

    def reaches(self, place: int, node: Any, gradients: list[Tensor]) -> None:
        """The backward is about to run a node with the gradients of its outputs; may wait there.

        ``place`` is that of the node in `trainer_core.inside.graph.nodes_of`.
        """

    def passed(self, node: Any, gradients: list[Tensor]) -> None:
        """The backward has run a node, which gave the gradients of its inputs."""

    def accumulated(self, name: str) -> None:
        """The gradient of a parameter has arrived."""


@contextmanager
def forward_hooks(model: nn.Module, criterion: nn.Module, sight: Sight) -> Iterator[None]:
    """Within the block modules of both tell when they are called, and every operation of PyTorch that runs.

    An operation inside another, such as those of ``torch.nn.functional``, is part of it. Nothing is told of what is
    inside a scripted module; what is compiled runs as plain code.
    """
    with ExitStack() as stack:
        for path, module in (*hookable(model), *hookable(criterion, LOSS)):
            stack.callback(module.register_forward_pre_hook(_entering(path, sight)).remove)
            stack.callback(module.register_forward_hook(_leaving(path, sight)).remove)
        stack.enter_context(nothing_compiled())
        stack.enter_context(_Operations(sight))
        yield


@contextmanager
def backward_hooks(loss: Tensor, model: nn.Module, sight: Sight) -> Iterator[None]:
    """Within the block every node of the graph of ``loss`` tells when the backward reaches it, on this very thread.

    Nodes of graphs that are made anew within the backward, by checkpointing say, are part of the node that makes them.
    """
    with ExitStack() as stack:
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                hook = parameter.register_post_accumulate_grad_hook(_accumulating(name, sight))  # type: ignore[no-untyped-call]
                stack.callback(hook.remove)
        for place, node in enumerate(nodes_of(loss.grad_fn)):
            stack.callback(node.register_prehook(_reaching(place, node, sight)).remove)
            stack.callback(node.register_hook(_passing(node, sight)).remove)
        stack.enter_context(torch.autograd.set_multithreading_enabled(False))
        yield


def _entering(path: str, sight: Sight) -> Callable[..., None]:
    def enter(module: nn.Module, given: Any) -> None:
        if not sight.blind:
            sight.enters(path)

    return enter


def _leaving(path: str, sight: Sight) -> Callable[..., None]:
    def leave(module: nn.Module, taken: Any, given: Any) -> None:
        if not sight.blind:
            sight.leaves(path, list(tensors_in(given)))

    return leave


def _reaching(place: int, node: Any, sight: Sight) -> Callable[..., None]:
    def reach(gradients: Any) -> None:
        if not sight.blind:
            sight.reaches(place, node, list(tensors_in(gradients)))

    return reach


def _passing(node: Any, sight: Sight) -> Callable[..., None]:
    def passes(gradients: Any, _: Any) -> None:
        if not sight.blind:
            sight.passed(node, list(tensors_in(gradients)))

    return passes


def _accumulating(name: str, sight: Sight) -> Callable[[Tensor], None]:
    def accumulates(_: Tensor) -> None:
        if not sight.blind:
            sight.accumulated(name)

    return accumulates


class _Operations(TorchFunctionMode):
    """Tells of each operation of PyTorch before and after it runs."""

    def __init__(self, sight: Sight) -> None:
        super().__init__()
        self._sight = sight

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        name = "" if self._sight.blind else operation_name(func)
        if not name:
            return func(*args, **(kwargs or {}))
        self._sight.operates(name)
        began = next_number()
        result = func(*args, **(kwargs or {}))
        self._sight.operated(name, began, next_number(), list(tensors_in(result)))
        return result
