"""The tensors at hand by name: which there are, what is told of one or two of them, and how the pinned ones moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from trainer_core.errors import CommandError, nearest
from trainer_core.inside.describe import (
    as_array,
    as_python,
    describe,
    dtype_name,
    largest_difference,
    movement,
    plane,
    require_readable,
    shape_of,
    shares_memory,
    statistics,
    tiles,
    unobserved,
    unreadable,
)
from trainer_core.protocol.tensors import (
    CompareTensors,
    CopyTensor,
    DescribeTensor,
    TensorChange,
    TensorCopied,
    TensorDescribed,
    TensorEntry,
    TensorPoint,
    TensorsCompared,
    TensorsListed,
    TensorTiled,
    TileTensor,
)
from trainer_core.training.loop import Batch, Step

MOST_PINNED = 16

_MOST_KEPT = 16_000_000
"""Elements at most of a tensor of which a copy is kept, to tell how far it moves."""
_MOST_POINTS = 10_000
"""Steps of which the history of a pinned tensor is kept."""


def tensors_of(step: Step, batch: Batch | None) -> dict[str, Tensor]:
    """What is at hand in a step by name, in the order in which it is shown.

    ``x``, ``y``, ``pred``, ``loss``; parameters; ``<parameter>.grad``; buffers; ``<parameter>@<key>`` for what the
    optimizer keeps of it.
    """
    found: dict[str, Tensor | None] = {}
    if batch is not None:
        found |= {"x": batch.inputs, "y": batch.targets, "pred": batch.logits, "loss": batch.loss}
    parameters = dict(step.model.named_parameters())
    found |= parameters
    found |= {f"{name}.grad": parameter.grad for name, parameter in parameters.items()}
    found |= dict(step.model.named_buffers())
    state = step.optimizer.state
    for name, parameter in parameters.items():
        kept = state.get(parameter, {})
        found |= {f"{name}@{key}": value for key, value in kept.items() if isinstance(value, Tensor)}
    return {name: tensor for name, tensor in found.items() if tensor is not None}


def listed(model: nn.Module, tensors: Mapping[str, Tensor], pinned: tuple[str, ...] = ()) -> TensorsListed:
    """Answer `trainer_core.protocol.tensors.ListTensors`."""
    groups = dict.fromkeys(("x", "y"), "batch") | dict.fromkeys(("pred", "loss"), "outputs")
    groups |= dict.fromkeys(dict(model.named_parameters()), "parameters")
    groups |= dict.fromkeys(dict(model.named_buffers()), "buffers")
    return TensorsListed(
        tuple(
            TensorEntry(name, shape_of(tensor), dtype_name(tensor), groups.get(name) or _group(name))
            for name, tensor in tensors.items()
        ),
        pinned,
    )


def described(
    command: DescribeTensor,
    tensors: Mapping[str, Tensor],
    arrays: Mapping[str, npt.NDArray[Any]],
    change: TensorChange | None = None,
) -> TensorDescribed:
    """Answer `trainer_core.protocol.tensors.DescribeTensor`; raises `CommandError`."""
    tensor = named(command.name, tensors)
    facts = describe(tensor)
    shown = plane(tensor, command.fixed, command.origin, command.cells) if facts.note is None else None
    return TensorDescribed(command.name, facts, shares_memory(command.name, tensors, arrays), shown, change)


def compared(command: CompareTensors, tensors: Mapping[str, Tensor]) -> TensorsCompared:
    """Answer `trainer_core.protocol.tensors.CompareTensors`; raises `CommandError` where it cannot be done."""
    first, second = named(command.first, tensors), named(command.second, tensors)
    require_readable(first, second)
    if first.shape != second.shape:
        raise CommandError(
            "other-shape",
            "{first} has the shape {one} and {second} the shape {other}; only tensors of one shape can be compared.",
            first=command.first,
            second=command.second,
            one=str(tuple(first.shape)),
            other=str(tuple(second.shape)),
        )
    one, two = (plane(tensor, command.fixed, command.origin, command.cells) for tensor in (first, second))
    with unobserved():
        a, b = (tensor.detach()[one.fixed] if tensor.numel() else tensor.detach() for tensor in (first, second))
        wide = torch.promote_types(torch.promote_types(a.dtype, b.dtype), torch.float32)
        apart = plane(b.to(a.device, wide) - a.to(wide), (), command.origin, command.cells)
    return TensorsCompared(
        command.first,
        command.second,
        movement(first, second),
        (one, two),
        apart,
        largest_difference(first, second),
    )


def tiled(command: TileTensor, tensors: Mapping[str, Tensor]) -> TensorTiled:
    """Answer `trainer_core.protocol.tensors.TileTensor`; raises `CommandError` where it cannot be done."""
    tensor = named(command.name, tensors)
    require_readable(tensor)
    made, count = tiles(tensor, command.along, command.fixed, command.most)
    beside, x = None, tensors.get("x")
    if x is not None and _group(command.name) == "activations" and command.along == 1:
        with unobserved():
            if tensor.ndim == x.ndim == 4 and tensor.shape[0] == x.shape[0]:
                beside = as_array(x.detach()[(command.fixed or (0,))[0]].float())
    return TensorTiled(command.name, made, count, beside)


def copied(command: CopyTensor, tensors: Mapping[str, Tensor]) -> TensorCopied:
    """Answer `trainer_core.protocol.tensors.CopyTensor`; raises `CommandError` where it cannot be done."""
    return TensorCopied(command.name, as_python(named(command.name, tensors), command.fixed))


def named(name: str, tensors: Mapping[str, Tensor]) -> Tensor:
    """The tensor called ``name``; raises `CommandError` if there is none now."""
    if name in tensors:
        return tensors[name]
    if name.endswith(("()", ".grad")) or name in ("x", "y", "pred", "loss"):
        raise CommandError(
            "no-such-tensor",
            "There is no {name} here: it is there once the step has come to it, until the next batch begins.",
            name=name,
        )
    near = nearest(name, tensors)
    if near:
        raise CommandError(
            "no-such-tensor", "There is no tensor called {name} here. Did you mean {near}?", name=name, near=near
        )
    raise CommandError("no-such-tensor", "There is no tensor called {name} here.", name=name)


class LookedAt:
    """The tensors that a person looks at, followed from step to step: how far each moved, and the pinned ones' history.

    `stood` is called wherever a run stands still. Copies are kept of what was looked at in the present step and the
    one before, of tensors of at most 16 million elements; of nothing else. ``typed`` gives what a person has made in
    the console, by name.
    """

    def __init__(self, typed: Callable[[], Mapping[str, Any]] = dict) -> None:
        self._typed = typed
        self._run = -1
        self._now: dict[str, tuple[int, Tensor]] = {}
        self._before: dict[str, tuple[int, Tensor]] = {}
        self._points: dict[str, list[TensorPoint]] = {}

    @property
    def typed(self) -> dict[str, Tensor]:
        """The tensors that were made in the console."""
        return {name: value for name, value in self._typed().items() if isinstance(value, Tensor)}

    @property
    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The NumPy arrays that were made in the console, which may share memory with a tensor."""
        return {name: value for name, value in self._typed().items() if isinstance(value, np.ndarray)}

    @property
    def pinned(self) -> tuple[str, ...]:
        """The names of the pinned tensors."""
        return tuple(self._points)

    @property
    def histories(self) -> dict[str, tuple[TensorPoint, ...]]:
        """The history of each pinned tensor, a point for each step in which the run stood."""
        return {name: tuple(points) for name, points in self._points.items()}

    def pin(self, name: str, tensors: Mapping[str, Tensor]) -> None:
        """Follow the tensor ``name`` from here on; raises `CommandError` if it is not there, or too many are pinned."""
        named(name, tensors)
        if name not in self._points and len(self._points) >= MOST_PINNED:
            raise CommandError(
                "too-many-pinned", "{most} tensors are pinned, which is the most. Unpin one first.", most=MOST_PINNED
            )
        self._points.setdefault(name, [])

    def unpin(self, name: str) -> None:
        """Follow the tensor ``name`` no longer."""
        self._points.pop(name, None)

    def look(self, name: str, tensors: Mapping[str, Tensor], run: int, step: int) -> TensorChange | None:
        """Look at a tensor after ``step`` batches of a run; returns how far it moved since a step before.

        None if it was not looked at in such a step.
        """
        self._begin(run)
        for other in [each for each in self._now if each not in (name, *self._points)]:
            # Only what is open or pinned is followed.
            del self._now[other]
            self._before.pop(other, None)
        self._keep(name, tensors[name], step)
        then = self._before.get(name)
        if then is None or then[1].shape != tensors[name].shape or name not in self._now:
            return None
        return TensorChange(then[0], movement(then[1], tensors[name]))

    def stood(self, run: int, step: int, tensors: Mapping[str, Tensor]) -> None:
        """Take in that run number ``run`` stands still after ``step`` batches, with these tensors at hand."""
        self._begin(run)
        for name in {*self._now, *self._points} & tensors.keys():
            self._keep(name, tensors[name], step)
        for name in self._points.keys() & tensors.keys():
            self._add_point(name, tensors[name], step)

    @property
    def follows(self) -> bool:
        """Whether there is anything that `stood` would look at."""
        return bool(self._now or self._points)

    def _begin(self, run: int) -> None:
        if run != self._run:
            self._run = run
            self._now.clear()
            self._before.clear()
            self._points = {name: [] for name in self._points}

    def _add_point(self, name: str, tensor: Tensor, step: int) -> None:
        points = self._points[name]
        while points and points[-1].step >= step:
            points.pop()  # seen in this step already, or the run was stepped back
        if unreadable(tensor) is None:
            points.append(_point(step, tensor))
            del points[:-_MOST_POINTS]

    def _keep(self, name: str, tensor: Tensor, step: int) -> None:
        if tensor.numel() > _MOST_KEPT or unreadable(tensor) is not None:
            self._now.pop(name, None)
            return
        kept = self._now.get(name)
        if kept is not None and kept[0] < step:
            self._before[name] = kept
        elif kept is not None and kept[0] > step:
            self._before.pop(name, None)
        with unobserved():
            self._now[name] = (step, tensor.detach().clone())


def _point(step: int, tensor: Tensor) -> TensorPoint:
    found = statistics(tensor)
    return TensorPoint(
        step, found.minimum, found.maximum, found.mean, found.std, found.norm, found.nan + found.infinite
    )


def _group(name: str) -> str:
    if name.endswith(("()", "().grad")):
        return "activations"
    if name.endswith(".grad"):
        return "gradients"
    return "optimizer" if "@" in name else "console"
