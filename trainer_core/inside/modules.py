"""The modules of a model: what each is and costs, and how long it takes in forward and backward."""

from __future__ import annotations

import copy
import time
from collections import OrderedDict, defaultdict
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _NormBase
from torch.nn.modules.dropout import _DropoutNd

from trainer_core.compute.randomness import capture, restore
from trainer_core.errors import Message
from trainer_core.inside.graph import nodes_of
from trainer_core.models.structure import belongs_to_model, describe
from trainer_core.protocol.modules import ModuleRow, Shape
from trainer_core.trial.scripted import hookable

WARM_UP, BATCHES = 1, 3
_HOOKS = ("_forward_pre_hooks", "_forward_hooks", "_backward_pre_hooks", "_backward_hooks")
_OURS = "trainer_core."


def module_rows(model: nn.Module, input_shape: Shape) -> tuple[ModuleRow, ...]:
    """Every module of ``model``; shapes and costs are found by running a copy without memory on ``input_shape``."""
    with _without_hooks(model):
        traced = {row.name: row for row in reversed(describe(model, input_shape))}
    rows = []
    for name, module in model.named_modules():
        row = traced.get(name)
        parameters = list(module.parameters())
        rows.append(
            ModuleRow(
                name,
                type(module).__name__,
                row.output_shape if row is not None else None,
                sum(parameter.numel() for parameter in parameters),
                sum(parameter.numel() for parameter in parameters if parameter.requires_grad),
                row.multiply_adds if row is not None else 0,
                row.activation_bytes if row is not None else 0,
                module.training,
                acts_otherwise_in_eval(module),
                hooks_of(module),
            )
        )
    return _with_totals(rows)


def acts_otherwise_in_eval(module: nn.Module) -> bool:
    """Whether a module of PyTorch's computes something else after ``eval()``."""
    if isinstance(module, _DropoutNd):
        return module.p > 0
    if isinstance(module, _NormBase):
        return module.track_running_stats
    return isinstance(module, nn.RReLU) or (isinstance(module, nn.MultiheadAttention) and module.dropout > 0)


def hooks_of(module: nn.Module) -> tuple[str, ...]:
    """The functions that a person has hung on a module, by name; those with which this program looks are left out."""
    hooks = [hook for kind in _HOOKS for hook in getattr(module, kind).values()]
    return tuple(
        str(getattr(hook, "__qualname__", type(hook).__name__))
        for hook in hooks
        if not str(getattr(hook, "__module__", "")).startswith(_OURS)
    )


def measured_rows(
    model: nn.Module, rows: tuple[ModuleRow, ...], inputs: Tensor
) -> Generator[None, None, tuple[tuple[ModuleRow, ...], Message | None]]:
    """Compute a few batches with a copy of ``model``, yielding after each; returns ``rows`` with their shares of time.

    The model, its gradients and every random generator stay as they are. Where it cannot be copied or run, the rows are
    as before, with the reason.
    """
    try:
        with _without_hooks(model):
            copied = copy.deepcopy(model)
        watch = _Stopwatch(copied)
        for number in range(WARM_UP + BATCHES):
            if number == WARM_UP:
                watch.clear()
            with _same_randomness():
                watch.compute(inputs)
            yield
    except Exception as error:  # whatever the network's own code raises
        reason = next(iter(str(error).splitlines()), type(error).__name__)[:200].rstrip(".")
        return rows, Message("The times could not be measured: {reason}.", {"reason": reason})
    return tuple(watch.measured(row) for row in rows), None


class _Stopwatch:
    """Adds up how long each module of a model takes."""

    def __init__(self, model: nn.Module) -> None:
        self._model = model
        self._paths = [name for name, _ in model.named_modules()]
        self._forward: dict[str, float] = defaultdict(float)
        self._backward: dict[str, float] = defaultdict(float)
        self._began: list[tuple[float, int]] = []
        self._made: dict[int, str] = {}
        self._owners = {
            id(parameter): path
            for path, module in model.named_modules()
            for parameter in module.parameters(recurse=False)
        }
        for path, module in hookable(model):
            module.register_forward_pre_hook(self._enter)
            module.register_forward_hook(self._leaving(path))

    def clear(self) -> None:
        """Forget what the first batch took, in which PyTorch chooses its algorithms."""
        self._forward.clear()
        self._backward.clear()

    def compute(self, inputs: Tensor) -> None:
        """Run one batch forward and backward."""
        self._made.clear()
        self._model.zero_grad(set_to_none=True)
        output = next(_tensors(self._model(inputs)))
        for node in nodes_of(output.grad_fn):
            self._time(node)
        torch.autograd.backward(output.float().sum())

    def measured(self, row: ModuleRow) -> ModuleRow:
        """``row`` with its shares."""
        whole = self._forward[""]
        inner = f"{row.name}."
        mine = sum(
            seconds
            for path, seconds in self._backward.items()
            if not row.name or path == row.name or path.startswith(inner)
        )
        backward = sum(self._backward.values())
        return replace(
            row,
            forward=self._forward[row.name] / whole if whole and row.name in self._forward else float("nan"),
            backward=mine / backward if backward else float("nan"),
        )

    def _enter(self, module: nn.Module, given: Any) -> None:
        self._began.append((_now(self._model), _next_number()))

    def _leaving(self, path: str) -> Any:
        def leave(module: nn.Module, given: Any, result: Any) -> None:
            began, number = self._began.pop()
            self._forward[path] += _now(self._model) - began
            for made in range(number, _next_number()):
                self._made.setdefault(made, path)

        return leave

    def _time(self, node: Any) -> None:
        variable = getattr(node, "variable", None)
        path = self._owners.get(id(variable), "") if variable is not None else self._made.get(node._sequence_nr(), "")
        began = [0.0]

        def start(gradients: Any) -> None:
            began[0] = _now(self._model)

        def stop(*gradients: Any) -> None:
            self._backward[path] += _now(self._model) - began[0]

        node.register_prehook(start)
        node.register_hook(stop)


def _with_totals(rows: list[ModuleRow]) -> tuple[ModuleRow, ...]:
    """The first row is the model itself, which stands in no trace: its costs are those of its children."""
    if not rows:
        return ()
    children = [row for row in rows[1:] if "." not in row.name]
    whole = rows[0]
    if whole.multiply_adds or not children:
        return tuple(rows)
    last = next((row.output_shape for row in reversed(children) if row.output_shape is not None), None)
    first = replace(
        whole,
        output_shape=whole.output_shape or last,
        multiply_adds=sum(row.multiply_adds for row in children),
        activation_bytes=sum(row.activation_bytes for row in children),
    )
    return (first, *rows[1:])


@contextmanager
def _without_hooks(model: nn.Module) -> Iterator[None]:
    """Within the block nothing hangs on ``model`` but what belongs to it: what is copied there is the model alone."""
    kept = [(module, kind, getattr(module, kind)) for module in model.modules() for kind in _HOOKS]
    for module, kind, hooks in kept:
        own = OrderedDict((key, hook) for key, hook in hooks.items() if belongs_to_model(hook))
        setattr(module, kind, own)
    try:
        yield
    finally:
        for module, kind, hooks in kept:
            setattr(module, kind, hooks)


@contextmanager
def _same_randomness() -> Iterator[None]:
    """Within the block random numbers may be drawn; afterwards every generator stands where it stood."""
    state = capture()
    try:
        yield
    finally:
        restore(state)


def _tensors(values: Any) -> Iterator[Tensor]:
    if isinstance(values, Tensor):
        yield values
    elif isinstance(values, dict | list | tuple):
        for value in values.values() if isinstance(values, dict) else values:
            yield from _tensors(value)


def _next_number() -> int:
    """The sequence number that the next node of the graph will have on this thread."""
    return int(torch.autograd._get_sequence_nr())  # type: ignore[attr-defined]


def _now(model: nn.Module) -> float:
    """The time, after everything was computed that was asked for before."""
    if any(parameter.is_cuda for parameter in model.parameters()):
        torch.cuda.synchronize()
    return time.perf_counter()
