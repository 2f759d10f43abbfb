"""The layers of a model whose units can be looked at, and what each of their units gives for an input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.conv import _ConvNd

from trainer_core.errors import CommandError, nearest
from trainer_core.protocol.explain import LayerUnits
from trainer_core.trial.scripted import hookable

_AS_THEY_ARE = (nn.Dropout, nn.AlphaDropout, nn.Flatten, nn.Identity)
"""Modules that give in evaluation mode what they are given."""
_LAST = (nn.Linear, nn.LayerNorm, nn.Embedding, nn.MultiheadAttention)
"""Modules whose units are the last dimension, whatever comes before."""
_WIDE = 4
"""Pixels that a map has to each side so that it says where."""


def layers_of(model: nn.Module, x: Tensor) -> tuple[LayerUnits, ...]:
    """The modules below ``model`` that give a tensor with units for ``x`` (1, …), in the order in which they do."""
    found: dict[str, LayerUnits] = {}

    def told(name: str, module: nn.Module) -> Any:
        def take(_: nn.Module, inputs: Any, output: Any) -> None:
            given = _first(output)
            if given is None or not 2 <= given.ndim <= 4 or len(given) != len(x) or not given.is_floating_point():
                return
            maps = given.ndim == 4 and _dimension(module, given) == 1
            convolved = (
                maps and min(given.shape[2:]) > 0 and any(isinstance(each, _ConvNd) for each in module.modules())
            )
            units = given.shape[_dimension(module, given)]
            found[name] = LayerUnits(name, type(module).__name__, tuple(given.shape[1:]), units, maps, convolved)

        return take

    hooks = [
        module.register_forward_hook(told(name, module))
        for name, module in hookable(model)
        if name and not isinstance(module, _AS_THEY_ARE)
    ]
    try:
        with torch.no_grad():
            model(x)
    finally:
        for hook in hooks:
            hook.remove()
    return tuple(found.values())


def last_convolved(layers: tuple[LayerUnits, ...]) -> str:
    """The last layer that is, or holds, a convolution and gives feature maps, as Grad-CAM usually takes; or nothing.

    Maps of a few pixels hardly say where, and are taken only where there are no others.
    """
    convolved = [layer for layer in layers if layer.convolved]
    wide = [layer for layer in convolved if min(layer.shape[1:]) >= _WIDE]
    return (wide or convolved)[-1].name if convolved else ""


def layer_called(model: nn.Module, name: str) -> nn.Module:
    """The module of this path; raises `CommandError` if there is none."""
    modules: dict[str, nn.Module] = dict(model.named_modules())
    if not name or name not in modules:
        like = nearest(name, modules)
        if like:
            raise CommandError(
                "no-such-layer", "The model has no layer {layer}. Did you mean {like}?", layer=name, like=like
            )
        raise CommandError("no-such-layer", "The model has no layer {layer}. Choose one of its modules.", layer=name)
    return modules[name]


@contextmanager
def units_taken(module: nn.Module, name: str, into: list[Tensor]) -> Iterator[None]:
    """Within the block what the units of ``module`` give is put ``into`` the list, (N, U, …): units come second."""

    def take(_: nn.Module, inputs: Any, output: Any) -> None:
        given = _first(output)
        if given is None or not 2 <= given.ndim <= 4:
            raise CommandError("no-units", "The layer {layer} has no units that can be shown.", layer=name)
        into[:] = [given.detach().movedim(_dimension(module, given), 1).float()]

    hook = module.register_forward_hook(take)
    try:
        yield
    finally:
        hook.remove()


def _first(output: Any) -> Tensor | None:
    if isinstance(output, tuple | list) and output:
        output = output[0]
    return output if isinstance(output, Tensor) else None


def _dimension(module: nn.Module, given: Tensor) -> int:
    """Which dimension counts the units: the last one of tokens (N, T, D), else that of channels (N, C, …)."""
    if isinstance(module, _LAST):
        return given.ndim - 1
    pooled = isinstance(module, (_ConvNd, nn.BatchNorm1d, nn.MaxPool1d, nn.AvgPool1d, nn.AdaptiveAvgPool1d))
    return 2 if given.ndim == 3 and not pooled else 1
