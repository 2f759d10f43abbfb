"""Forward and loss of one batch on a copy of the model, whose graph stays there to be walked backward again."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import torch
from torch import Tensor, nn

from trainer_core.compute.process_state import process_as_found
from trainer_core.errors import CommandError, Message
from trainer_core.inside.graph import nodes_of, norm_of, read_graph
from trainer_core.inside.graph_capture import GraphCapture
from trainer_core.protocol.graph import BackwardDone, Graph, Reached
from trainer_core.trial.scripted import hookable

_HOOKS = ("_forward_pre_hooks", "_forward_hooks", "_backward_hooks", "_backward_pre_hooks")
_OURS = "trainer_core."


class RecordedStep:
    """One step on a copy: the model, its gradients, the process and what is held of the step itself stay as they are.

    Raises `CommandError` if the model cannot be copied, and what PyTorch raises if there is not enough memory. Any
    other exception of the forward is part of the graph (`Graph.failed`).
    """

    def __init__(
        self, model: nn.Module, criterion: nn.Module, x: Tensor, y: Tensor, autocast: torch.dtype | None = None
    ) -> None:
        self._model = _copy(model)
        self._loss: Tensor | None = None
        self._times = 0
        self._capture = GraphCapture(self._model, criterion, {"x": x, "y": y})
        with process_as_found():
            self._run(criterion, x, y, autocast)

    @property
    def graph(self) -> Graph:
        """The graph as it is now."""
        return read_graph(self._loss, self._model, self._capture)

    def backward(self, *, retain_graph: bool) -> BackwardDone:
        """Walk backward; a second time PyTorch raises its error, unless the pass before has kept the graph.

        Raises `CommandError` if there is no loss with a graph.
        """
        loss = self._loss
        if loss is None or loss.grad_fn is None:
            raise CommandError("no-graph", "There is no graph to walk backward: the loss has no grad_fn.")
        reached: list[tuple[int, Tensor | None, list[Tensor | None]]] = []
        nodes = nodes_of(loss.grad_fn)
        raised = ""
        self._times += 1
        with process_as_found(), _watched(nodes, reached):
            try:
                loss.backward(retain_graph=retain_graph)  # type: ignore[no-untyped-call]
            except RuntimeError as error:
                if isinstance(error, torch.OutOfMemoryError):
                    raise
                raised = str(error).strip()
        gradients = ((name, each.grad) for name, each in self._model.named_parameters())
        return BackwardDone(
            times=self._times,
            reached=tuple(
                Reached(node, _number(norm) or 0.0, tuple(_number(each) for each in onward))
                for node, norm, onward in reached
            ),
            gradients=tuple((name, float(norm_of(grad))) for name, grad in gradients if grad is not None),
            graph=self.graph,
            raised=raised,
            explained=_explained(raised, retain_graph=retain_graph),
        )

    def _run(self, criterion: nn.Module, x: Tensor, y: Tensor, autocast: torch.dtype | None) -> None:
        mixed = nullcontext() if autocast is None else torch.autocast(x.device.type, autocast)
        try:
            with self._capture:
                with mixed:
                    outputs: Any = self._model(x)
                if autocast is not None:
                    outputs = outputs.float()
                self._loss = criterion(outputs, y)
        except torch.OutOfMemoryError:
            raise
        except Exception:
            # The capture has noted where it failed; drawing that is the answer.
            self._loss = None


def _explained(raised: str, *, retain_graph: bool) -> Message | None:
    if "second time" in raised:
        return Message(
            "The first backward freed what the nodes had saved, so there is nothing left to compute gradients from. "
            "With retain_graph=True the saved tensors stay, and so does the memory that they take."
        )
    if "inplace operation" in raised:
        return Message("A tensor that a node had saved for backward was changed in place afterwards.")
    if raised:
        return Message("PyTorch could not walk this graph backward.")
    if retain_graph:
        return Message("The graph was kept: backward can run again, and gradients add up in .grad.")
    return Message("Gradients were added to .grad, and the saved tensors were freed.")


@contextmanager
def _watched(nodes: list[Any], reached: list[tuple[int, Tensor | None, list[Tensor | None]]]) -> Iterator[None]:
    """Note each node that backward reaches in the block, with the norms of what came and what went on."""

    def noting(place: int) -> Any:
        def note(onward: Any, came: Any) -> None:
            norms = [None if each is None else norm_of(each) for each in onward]
            reached.append((place, next((norm_of(each) for each in came if each is not None), None), norms))

        return note

    handles = [node.register_hook(noting(place)) for place, node in enumerate(nodes)]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _number(norm: Tensor | None) -> float | None:
    return None if norm is None else float(norm)


def _copy(model: nn.Module) -> nn.Module:
    """A copy without the hooks by which a step is looked into."""
    aside: list[tuple[dict[int, Any], dict[int, Any]]] = []
    made: dict[int, Any] = {}
    for _, module in hookable(model):
        # What an earlier forward has left in an attribute is copied without its graph.
        left = (each for each in vars(module).values() if isinstance(each, Tensor) and not each.is_leaf)
        made |= {id(each): each.detach().clone() for each in left}
        for kind in _HOOKS:
            hooks = getattr(module, kind)
            ours = {key: hook for key, hook in hooks.items() if str(hook.__module__).startswith(_OURS)}
            if ours:
                aside.append((hooks, dict(hooks)))
                for key in ours:
                    del hooks[key]
    try:
        return copy.deepcopy(model, made)
    except RuntimeError as error:
        if isinstance(error, torch.OutOfMemoryError):
            raise
        text = "The model cannot be copied, so its graph cannot be read: {error}"
        raise CommandError("not-copied", text, error=str(error)) from None
    finally:
        for hooks, as_found in aside:
            hooks.clear()
            hooks.update(as_found)
