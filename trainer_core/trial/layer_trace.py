"""Follows a module's layers, where each is made and what goes through it, to name the one that does not fit."""

from __future__ import annotations

import math
from functools import wraps
from types import TracebackType
from typing import Any

from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from trainer_core.trial.code import Code
from trainer_core.trial.facts import PassedLayer
from trainer_core.trial.scripted import hookable
from trainer_core.trial.source_lines import Place, place_now
from trainer_core.trial.tried import ProblemError
from trainer_core.trial.values import shape_of

_MOST = 400
"""Layers that are told of."""

Entered = tuple[str, nn.Module, Tensor | None]
"""A layer's name, the layer, and what came in."""


class LayersMade:
    """Within the block it is noted on which line of ``code`` each layer is made; in the process of a trial only."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._places: dict[int, Place | None] = {}
        self._made = nn.Module.__init__

    def __enter__(self) -> LayersMade:
        made, places, code = self._made, self._places, self._code

        @wraps(made)
        def init(layer: nn.Module, *args: Any, **kwargs: Any) -> None:
            places[id(layer)] = place_now(code)
            made(layer, *args, **kwargs)

        nn.Module.__init__ = init  # type: ignore[assignment, method-assign]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        nn.Module.__init__ = self._made  # type: ignore[method-assign]

    def place_of(self, layer: nn.Module) -> Place | None:
        """Where a layer that is still there was made; None if that is not known."""
        return self._places.get(id(layer))


class LayerTrace:
    """Within the block ``innermost`` is the layer that a forward is in, or was in when it broke off.

    ``passed`` are the layers without layers of their own that it went through.
    """

    def __init__(self, model: nn.Module) -> None:
        self._model = model
        self._entered: list[Entered] = []
        self.passed: list[PassedLayer] = []
        self._handles: list[RemovableHandle] = []

    def __enter__(self) -> LayerTrace:
        for name, layer in hookable(self._model):
            if name:
                self._handles.append(layer.register_forward_pre_hook(self._entering(name)))
                self._handles.append(layer.register_forward_hook(self._leaving))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for handle in self._handles:
            handle.remove()

    @property
    def innermost(self) -> Entered | None:
        return self._entered[-1] if self._entered else None

    def _entering(self, name: str) -> Any:
        def enter(layer: nn.Module, inputs: Any) -> None:
            first = inputs[0] if inputs and isinstance(inputs[0], Tensor) else None
            self._entered.append((name, layer, first))

        return enter

    def _leaving(self, layer: nn.Module, inputs: Any, returned: Any) -> None:
        name, first = self._left(layer)
        if not any(layer.children()) and len(self.passed) < _MOST:
            self.passed.append(_passed(name, layer, first, gave=_shape(returned)))

    def _left(self, layer: nn.Module) -> tuple[str, Tensor | None]:
        """What is known of a layer that is left; those that broke off within it, where it went on, never are."""
        while (entered := self._entered.pop())[1] is not layer:
            pass
        return entered[0], entered[2]

    def broken_off(self) -> tuple[PassedLayer, ...]:
        """The layers that were passed, and the one in which the forward broke off, or else ``forward`` itself."""
        if self.innermost is None:
            return (*self.passed, PassedLayer(name="", type="forward", fails=True))
        name, layer, first = self.innermost
        takes = "" if first is None else shape_taken(layer, first) or ""
        return (*self.passed, _passed(name, layer, first, fails=True, takes=takes))


def _passed(name: str, layer: nn.Module, first: Tensor | None, **more: Any) -> PassedLayer:
    return PassedLayer(name=name, type=type(layer).__name__, took=_shape(first), **more)


def _shape(value: Any) -> tuple[int, ...]:
    return tuple(value.shape) if isinstance(value, Tensor) else ()


def misfit(entered: Entered | None, error: Exception, place: Place, made: LayersMade) -> ProblemError | None:
    """The problem of a layer that got a shape which it does not take; None if the ``error`` is another.

    Its arguments are to be changed where it was ``made``; ``place`` is where it was called.
    """
    if entered is None or not isinstance(error, RuntimeError | ValueError | IndexError):
        return None
    name, layer, inputs = entered
    if inputs is None or (expected := shape_taken(layer, inputs)) is None:
        return None
    at = made.place_of(layer) or place
    facts = {"module": name, "type": type(layer).__name__, "shape": shape_of(inputs), "expected": expected}
    if isinstance(layer, nn.Linear):
        if math.prod(inputs.shape[1:]) == layer.in_features:
            return ProblemError("shape-flatten", place, **facts)
        # Where pictures reach it, they have to be flattened first.
        wanted = inputs.shape[-1] if inputs.ndim == 2 else math.prod(inputs.shape[1:])
        return ProblemError("shape-linear", at, wanted=wanted, **facts)
    return ProblemError("shape-layer", at, **facts)


def shape_taken(layer: nn.Module, inputs: Tensor) -> str | None:
    """The shape that a layer takes, in words, if ``inputs`` do not have it."""
    shape = tuple(inputs.shape)
    if isinstance(layer, nn.Linear):
        return None if shape[-1:] == (layer.in_features,) else f"(…, {layer.in_features})"
    for kinds, length, attribute in _CHANNELS:
        if isinstance(layer, kinds):
            channels = int(getattr(layer, attribute))
            fits = length in (0, len(shape)) and len(shape) > 1 and shape[1] == channels
            tail = ", height, width)" if length == 4 else ", length)" if length == 3 else ", …)"
            return None if fits else f"(N, {channels}{tail}"
    if isinstance(layer, nn.LayerNorm):
        wanted = tuple(layer.normalized_shape)
        return None if shape[-len(wanted) :] == wanted else f"(…, {', '.join(map(str, wanted))})"
    if isinstance(layer, nn.RNNBase):
        return None if shape[-1:] == (layer.input_size,) and len(shape) == 3 else f"(…, …, {layer.input_size})"
    return None


_CHANNELS: tuple[tuple[Any, int, str], ...] = (
    ((nn.Conv1d, nn.ConvTranspose1d), 3, "in_channels"),
    ((nn.Conv2d, nn.ConvTranspose2d), 4, "in_channels"),
    ((nn.Conv3d, nn.ConvTranspose3d), 0, "in_channels"),
    (nn.BatchNorm2d, 4, "num_features"),
    ((nn.BatchNorm1d, nn.BatchNorm3d, nn.InstanceNorm1d, nn.InstanceNorm2d), 0, "num_features"),
    (nn.GroupNorm, 0, "num_channels"),
)
"""Kinds of layers, the number of lengths that they take (0: several), and the attribute that counts their channels."""
