"""Measures in some batches of a run how each layer fares, without changing a number of the training.

Nothing hangs on the model but in the forward of such a batch: two hooks on each module with parameters of its own.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from trainer_core.errors import Message
from trainer_core.history.layer_health import NO_GRADIENT, Layer, LayerHealth, Measure
from trainer_core.training.loop import Batch, Boundary, Phase, Step, StepWatch
from trainer_core.training.training_state import Clock

_SHARE = 0.015
"""Of the time of the training, which is what measuring may take where nobody said how often."""
_ALLOWANCE = 0.02
"""Seconds that it may take before: the first batches are seen one by one, and so is a run that is over at once."""
_MOST_NUMBERS = 1 << 20
"""Of an activation, that of the first examples of the batch."""
_MOST_WEIGHTS = 1 << 16
"""Of a parameter, evenly spread over it, whose change is measured."""
_FLAT = 0.05
"""A sigmoid or tanh whose slope is less than this share of its steepest is nearly flat."""
_HOPS = 8

_PASSED_ON = frozenset(
    f"{name}Backward{n}"
    for name in (
        *("View", "ReshapeAlias", "UnsafeView", "Transpose", "Permute", "Squeeze", "Unsqueeze", "MaxPool2DWithIndices"),
        *("MaxPool1DWithIndices", "MaxPool3DWithIndices", "Clone", "ToCopy", "AvgPool2D", "Mean", "AdaptiveAvgPool2D"),
    )
    for n in range(3)
)
"""Nodes behind which a unit that ReLU holds at 0 is still 0."""
_SAME_NUMBERS = frozenset(name for name in _PASSED_ON if "Avg" not in name and "Mean" not in name)
_SCALED = ("MulBackward0", "NativeDropoutBackward0")
"""Dropout and scaling: 0 is still 0, but another number may have become 0 in some examples."""
_ENOUGH = 64
"""Examples from which on dropout leaves no unit at 0 in all of them."""
_RELU = ("ReluBackward0", "HardtanhBackward0", "ThresholdBackward0")
_BENT = ("SigmoidBackward0", "TanhBackward0", "HardsigmoidBackward0", "HardtanhBackward0")


def layers_of(model: nn.Module) -> tuple[Layer, ...]:
    """The modules of ``model`` with parameters of their own, in the order of ``named_modules()``."""
    return tuple(
        Layer(path, type(module).__name__, sum(parameter.numel() for parameter in own))
        for path, module, own in _own(model)
    )


class LayerHealthSampler:
    """Appends to ``health`` what it measures in batches of which none is measured unless it is `due`.

    ``every`` so many batches, or with 0 as often as takes little of the time. ``trouble`` is why it measures nothing
    any more.
    """

    def __init__(self, model: nn.Module, health: LayerHealth, *, every: int, device: torch.device) -> None:
        self.trouble: Message | None = None
        self._owned = _own(model)
        self._health, self._every, self._device = health, every, device
        health.follow(layers_of(model))
        self._follows = not any(type(module).__name__ == "OptimizedModule" for module in model.modules())
        self._arriving: deque[tuple[int, _Sample, Tensor, torch.cuda.Event | None]] = deque()
        self._spent, self._share = 0.0, _SHARE
        self._since: float | None = None
        self._first, self._warm = 0, False
        self._next = self._after(health.last_step) if len(health) else 0

    def due(self, step: int, clock: Clock, batch: Batch) -> bool:
        """Whether batch ``step``, which is about to begin, is to be measured.

        Of accumulated batches only the last of a group steps. The clock is looked at as seldom as may be.
        """
        if step < self._next or not batch.last:
            return False
        if self._every:
            return True
        seconds = clock.seconds
        if self._since is None:
            self._since, self._first = seconds, step
        passed = seconds - self._since
        lacking = (self._spent - _ALLOWANCE) / self._share - passed
        if lacking <= 0:
            return True
        batches = step - self._first
        self._next = step + max(1, int(lacking / passed * batches / 2) if passed > 0 else 1)
        return False

    def sampled(
        self,
        points: Iterator[Phase | Boundary] | Iterator[Phase],
        step: Step,
        batch: Batch,
        number: int,
        seconds: float,
        watch: StepWatch | None = None,
    ) -> Iterator[Phase | Boundary]:
        """Go through the ``points`` of batch ``number``, and measure on the way; a phase may come several times."""
        sample, spent = _Sample(self._owned, batch, lambda: watch is not None and watch.blind), 0.0
        follows = self._follows and step.forward is step.model
        with ExitStack() as hooks:
            for point in points:
                hooks.close()
                yield point
                began = time.perf_counter()
                if self.trouble is None:
                    with self._troubled():
                        if sample.error is not None:
                            raise sample.error
                        if point is Phase.FORWARD and follows:
                            sample.clear()
                            hooks.enter_context(sample.listening())
                        elif point is Phase.STEP:
                            sample.take_gradients(step.scaler)
                spent += time.perf_counter() - began
        began = time.perf_counter()
        if self.trouble is None:
            with self._troubled():
                sample.take_step()
                self._send(sample, number)
        self._count(spent + sample.seconds + time.perf_counter() - began, number, seconds)

    def settle(self) -> None:
        """Append what is on its way."""
        self._arrive(wait=True)

    def drop(self, step: int) -> None:
        """Forget what was measured in batch ``step`` and later."""
        self._arriving = deque(each for each in self._arriving if each[0] < step)
        self._health.cut(step)
        self._next = self._after(self._health.last_step) if len(self._health) else 0

    def _count(self, seconds: float, number: int, began: float) -> None:
        if self._device.type != "cpu" and self._since is not None:
            # Its work is not waited for, and takes no more than that of the batch.
            seconds = max(seconds, (began - self._since) / max(1, number - self._first))
        # The first one is slower, since nothing of what it uses has been loaded yet.
        self._spent += seconds if self._warm else 0.0
        self._warm = True
        self._next = self._after(number)

    def _after(self, step: int) -> int:
        """The batch to measure after ``step``: the rows stay evenly spaced where some were dropped."""
        spacing = max(self._every, self._health.spacing if self._every else 1)
        return (step // spacing + 1) * spacing

    def _send(self, sample: _Sample, number: int) -> None:
        numbers, ready = sample.numbers(), None
        if self._device.type == "cuda":
            host = torch.empty(numbers.shape, dtype=numbers.dtype, pin_memory=True).copy_(numbers, non_blocking=True)
            ready = torch.cuda.Event()  # type: ignore[no-untyped-call]
            ready.record()
            numbers = host
        self._arriving.append((number, sample, numbers.cpu(), ready))
        self._arrive(wait=False)

    def _arrive(self, *, wait: bool) -> None:
        while self._arriving:
            number, sample, numbers, ready = self._arriving[0]
            if ready is not None and not ready.query():  # type: ignore[no-untyped-call]
                if not wait:
                    return
                ready.synchronize()
            self._arriving.popleft()
            if self._health.append(number, sample.row(numbers.numpy())):
                self._share, self._spent, self._since = self._share / 2, 0.0, None

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        """Within the block an exception ends the measuring, and not the run."""
        try:
            yield
        except Exception as error:  # whatever a person's own tensors raise
            reason = next(iter(str(error).splitlines()), "") or type(error).__name__
            self.trouble = Message(
                "The health of the layers is no longer measured: {reason}. Training goes on.",
                {"reason": reason[:200].rstrip(".")},
            )


def _unseen() -> AbstractContextManager[None]:
    """Within the block what is computed is not seen by whoever looks into the operations of the step."""
    return torch._C.DisableTorchFunction()


_Owned = tuple[str, nn.Module, list[nn.Parameter]]


@dataclass(slots=True)
class _Sample:
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
        node, same, scaled = _activation_behind(value.grad_fn)
        if node is None or id(node) in self._activated or (scaled and value.shape[:1].numel() < _ENOUGH):
            return
        layer = self._maker_of(node)
        if layer is None:
            return
        self._activated.add(id(node))
        self._made[id(node)] = (layer, node)
        name, some = node.name(), _first(value.detach()).float()
        bounded = name == "HardtanhBackward0" and not node._saved_min_val
        if name == "ReluBackward0" or bounded:
            # Of all examples: a unit is not dead because the first ones leave it at 0.
            self.given.append((layer, Measure.DEAD, (_largest(value.detach(), node) <= 0).float().mean()))
        if same and name in _BENT and not bounded:
            self.given.append((layer, Measure.SATURATED, _flat(name, some, node).float().mean()))

    def _maker_of(self, node: Any) -> int | None:
        """The layer whose output, or what followed from it, went into an activation function."""
        for _ in range(_HOPS):
            node = next((before for before, _ in node.next_functions if before is not None), None)
            if node is None:
                return None
            if (made := self._made.get(id(node))) is not None:
                return made[0]
        return None


def _own(model: nn.Module) -> list[_Owned]:
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


def _activation_behind(node: Any) -> tuple[Any, bool, bool]:
    """The activation function behind ``node``, or None; whether its numbers come from there as they were, and whether
    they were scaled on the way, as by dropout."""
    same, scaled = True, False
    for _ in range(_HOPS):
        if node is None:
            break
        name = node.name()
        if name == "ReluBackward0" or name in _BENT:
            return node, same, scaled
        if name not in _PASSED_ON and name not in _SCALED:
            break
        scaled |= name in _SCALED
        same &= name in _SAME_NUMBERS
        node = next((before for before, _ in node.next_functions if before is not None), None)
    return None, False, False


def _largest(value: Tensor, node: Any) -> Tensor:
    """The largest number of each unit, (units,): of a channel of a convolution, or of a place in a row."""
    shape = tuple(node._input_metadata[0].shape)
    if len(shape) > 3 or (len(shape) == 3 and value.shape[-1] != shape[-1]):
        channels = shape[1]
        if value.numel() % (len(value) * channels) == 0:
            return value.reshape(len(value), channels, -1).amax((0, 2))
    return value.reshape(-1, value.shape[-1]).amax(0)


def _flat(name: str, value: Tensor, node: Any) -> Tensor:
    """Where an activation function that gave ``value`` has less than a twentieth of its steepest slope."""
    if name == "TanhBackward0":
        return 1 - value * value < _FLAT
    if name == "HardtanhBackward0":
        return torch.logical_or(value <= node._saved_min_val, value >= node._saved_max_val)
    return value * (1 - value) < _FLAT / 4


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
