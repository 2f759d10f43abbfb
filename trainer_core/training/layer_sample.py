"""Measures in one batch how each layer fares, without changing a number of the training.

Nothing hangs on the model but in the forward of such a batch: two hooks on each module with parameters of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from trainer_core.history.layer_health import NO_GRADIENT, Measure
from trainer_core.training.activation_functions import activation_behind
from trainer_core.training.loop import Batch

_MOST_NUMBERS = 1 << 20
"""Of an activation, that of the first examples of the batch."""
_MOST_WEIGHTS = 1 << 16
"""Of a parameter, evenly spread over it, whose change is measured."""

_Owned = tuple[str, nn.Module, list[nn.Parameter]]


def own_parameters(model: nn.Module) -> list[_Owned]:
    """Modules with parameters of their own; one that several share is that of the first."""
    seen: set[int] = set()
    found = []
    for path, module in model.named_modules():
        own = [each for each in module.parameters(recurse=False) if id(each) not in seen and not _is_lazy(each)]
        seen.update(map(id, own))
        if own:
            found.append((path, module, own))
    return found


def _is_lazy(parameter: nn.Parameter) -> bool:
    return isinstance(parameter, nn.parameter.UninitializedParameter)


@dataclass(slots=True)
class LayerSample:
    """What is measured of ``owned`` modules in one batch; ``seconds`` are those that its hooks took."""

    owned: Sequence[_Owned]
    batch: Batch
    unseen: Callable[[], bool] = lambda: False
    """Whether what runs now is not the step's own: the step stands still, and something is asked of the model."""
    error: Exception | None = None
    seconds: float = 0.0
    given: list[tuple[int, Measure, Tensor]] = field(default_factory=list)
    """Numbers of a layer, () each; several of one kind where it was called several times."""
    gradients: list[tuple[int, Tensor]] = field(default_factory=list)
    changes: list[tuple[int, Tensor, Tensor]] = field(default_factory=list)
    without: set[int] = field(default_factory=set)
    """Layers that are trained and have got no gradient."""
    _before: list[tuple[int, nn.Parameter, Tensor]] = field(default_factory=list)
    _made: dict[int, tuple[int, Any]] = field(default_factory=dict)
    """Which layer made a node, by the node's id; the node is kept, so that no other gets its id."""
    _activated: set[int] = field(default_factory=set)

    def clear(self) -> None:
        """Forget what a forward that is run again has given."""
        for kept in (self.given, self._made, self._activated):
            kept.clear()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Within the block, a forward, what goes into the layers and comes out of them is measured."""
        with ExitStack() as stack:
            for at, (_, module, _) in enumerate(self.owned):
                if not isinstance(module, torch.jit.ScriptModule):
                    stack.callback(module.register_forward_pre_hook(self._entering).remove)
                    stack.callback(module.register_forward_hook(self._leaving(at)).remove)
            yield

    def take_gradients(self, scaler: torch.amp.GradScaler | None) -> None:
        """Take the gradients, and the weights from which the optimizer is about to step."""
        self.gradients, self._before, self.without = [], [], set()
        found: list[tuple[int, Tensor]] = []
        for at, (_, _, own) in enumerate(self.owned):
            trained = [parameter for parameter in own if parameter.requires_grad]
            got = [(at, parameter.grad.detach()) for parameter in trained if parameter.grad is not None]
            found += got
            if trained and not got:
                self.without.add(at)
            self._before += [(at, parameter, _some(parameter)) for parameter in trained]
        scale = 1.0 if scaler is None else scaler.get_scale()
        norms = _norms([gradient for _, gradient in found])
        # A scaled gradient overflows now and then, which the scaler sees to: then none was measured.
        wrong = torch.inf if scaler is None else torch.nan
        self.gradients = [
            (at, torch.where(torch.isfinite(norm), norm / scale, wrong))
            for (at, _), norm in zip(found, norms, strict=True)
        ]

    def take_step(self) -> None:
        """Compare the weights with those of before the step."""
        before = [kept for _, _, kept in self._before]
        moved = [_some(parameter) - kept for _, parameter, kept in self._before]
        places = (at for at, _, _ in self._before)
        self.changes = list(zip(places, _norms(moved), _norms(before), strict=True))
        self._before, self._made = [], {}

    def numbers(self) -> Tensor:
        """All that was measured, (n,) float32 on the device of the model; `row` takes it apart."""
        every = (
            *(value for _, _, value in self.given),
            *(norm for _, norm in self.gradients),
            *(number for _, moved, size in self.changes for number in (moved, size)),
        )
        return torch.stack([each.detach().float() for each in every]) if every else torch.empty(0)

    def row(self, numbers: np.ndarray[Any, np.dtype[np.float32]]) -> np.ndarray[Any, np.dtype[np.float32]]:
        """The numbers by layer and measure, (layers, measures); NaN where nothing was measured."""
        wide, at = numbers.astype(np.float64), 0
        row = np.full((len(self.owned), len(Measure)), np.nan)
        sums, counts = np.zeros_like(row), np.zeros_like(row)
        for layer, measure, _ in self.given:
            sums[layer, measure] += wide[at]
            counts[layer, measure] += 1
            at += 1
        np.divide(sums, counts, out=row, where=counts > 0)
        squares = np.full((3, len(self.owned)), np.nan)
        squares[0, [layer for layer, _ in self.gradients]] = 0.0
        squares[1:, [layer for layer, _, _ in self.changes]] = 0.0
        for layer, _ in self.gradients:
            squares[0, layer] += wide[at] ** 2
            at += 1
        for layer, _, _ in self.changes:
            squares[1:, layer] += wide[at : at + 2] ** 2
            at += 2
        gradient, moved, size = np.sqrt(squares)
        row[:, Measure.GRADIENT] = gradient
        row[sorted(self.without), Measure.GRADIENT] = NO_GRADIENT
        row[:, Measure.UPDATE] = np.divide(moved, size, out=np.full_like(size, np.nan), where=size > 0)
        with np.errstate(over="ignore"):
            return row.astype(np.float32)

    def _entering(self, module: nn.Module, taken: Any) -> None:
        value = next((each for each in taken if isinstance(each, Tensor)), None) if isinstance(taken, tuple) else None
        if value is not None and value.grad_fn is not None:
            self._measure(partial(self._look_at_activation, value))

    def _leaving(self, at: int) -> Any:
        def leave(module: nn.Module, taken: Any, given: Any) -> None:
            value = given if isinstance(given, Tensor) else None
            if value is None and isinstance(given, tuple | list):
                value = next((each for each in given if isinstance(each, Tensor)), None)
            if value is not None and value.is_floating_point() and value.layout is torch.strided and value.numel():
                self._measure(partial(self._look_at_output, at, value))

        return leave

    def _look_at_output(self, at: int, value: Tensor) -> None:
        deviation, mean = torch.std_mean(_first(value.detach()).float(), correction=0)
        self.given += ((at, Measure.MEAN, mean), (at, Measure.DEVIATION, deviation))
        if value.grad_fn is not None:
            self._made[id(value.grad_fn)] = (at, value.grad_fn)

    def _measure(self, look: Callable[[], None]) -> None:
        """``look``, unless this is not the step's own; what it raises is kept, for it must not end the forward."""
        if self.error is not None or self.unseen():
            return
        began = time.perf_counter()
        try:
            with _unseen():
                look()
        except Exception as error:
            self.error = error
        self.seconds += time.perf_counter() - began

    def _look_at_activation(self, value: Tensor) -> None:
        """Measure dead units or saturation in what goes into a layer, if that comes out of such a function."""
        activation = activation_behind(value.grad_fn)
        if activation is None or id(activation.node) in self._activated or not activation.shows_in(value):
            return
        layer = next((made[0] for each in activation.before() if (made := self._made.get(id(each)))), None)
        if layer is None:
            return
        self._activated.add(id(activation.node))
        self._made[id(activation.node)] = (layer, activation.node)
        # Of all examples: a unit is not dead because the first ones leave it at 0.
        if (dead := activation.dead(value.detach())) is not None:
            self.given.append((layer, Measure.DEAD, dead))
        if (saturated := activation.saturated(_first(value.detach()).float())) is not None:
            self.given.append((layer, Measure.SATURATED, saturated))


def _unseen() -> AbstractContextManager[None]:
    """Within the block what is computed is not seen by whoever looks into the operations of the step."""
    return torch._C.DisableTorchFunction()


def _first(value: Tensor) -> Tensor:
    """The first examples of ``value``, (N, …), up to a million numbers."""
    if value.ndim == 0 or value.numel() <= _MOST_NUMBERS:
        return value
    return value[: max(1, _MOST_NUMBERS * len(value) // value.numel())]


def _some(parameter: Tensor) -> Tensor:
    """A copy of numbers of ``parameter`` that are evenly spread over it, (n,) float32."""
    stride = -(-parameter.numel() // _MOST_WEIGHTS)
    # An odd one does not come to the same column in each row.
    flat = parameter.detach().reshape(-1)[:: stride | 1 if stride > 1 else 1]
    flat = torch.view_as_real(flat) if flat.is_complex() else flat
    return flat.to(torch.float32, copy=True)


def _norms(tensors: Iterable[Tensor]) -> list[Tensor]:
    """The Euclidean norm of each, () float32."""
    dense = [each.coalesce().values() if each.is_sparse else each for each in tensors]
    if not dense:
        return []
    if all(each.dtype is torch.float32 for each in dense):
        return list(torch._foreach_norm(dense))
    return [
        torch.linalg.vector_norm(each, dtype=torch.complex64 if each.is_complex() else torch.float32) for each in dense
    ]
