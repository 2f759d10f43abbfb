"""Finds out which layer feeds a module that has no parameters of its own."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from trainer_core.compute import randomness
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.trial.scripted import hookable


def feeding_layer(model: nn.Module, path: str, x: Tensor) -> str | None:
    """The path of the layer with parameters whose result reaches the module at ``path`` when ``x`` is put through.

    Where something is computed in between it is the layer that ran last before it; None where none did, or the module
    is not reached. The model, its modes and every random generator are as before afterwards.
    """
    watch = _Watch(path)
    before = randomness.capture()
    hooks = []
    try:
        for name, module in hookable(model):
            hooks.append(module.register_forward_pre_hook(watch.entered(name)))
            hooks.append(module.register_forward_hook(watch.left(name)))
        with in_eval_mode(model), torch.no_grad():
            model(x)
    finally:
        for hook in hooks:
            hook.remove()
        randomness.restore(before)
    return watch.found


class _Watch:
    """Follows tensors from the module that gave them to the one that takes them."""

    def __init__(self, path: str) -> None:
        self.found: str | None = None
        self._path = path
        self._over = False
        self._last: str | None = None
        self._from: dict[int, str | None] = {}
        """By the identity of a tensor that was given: the layer with parameters that it is from."""
        self._kept: list[Tensor] = []
        """So that no identity is given twice."""

    def entered(self, name: str) -> Any:
        def take(module: nn.Module, given: Any) -> None:
            if name == self._path and not self._over:
                self.found, self._over = self._source(given), True

        return take

    def left(self, name: str) -> Any:
        def give(module: nn.Module, given: Any, result: Any) -> None:
            if next(module.parameters(recurse=False), None) is not None:
                source: str | None = name
                self._last = name
            elif next(module.children(), None) is not None:
                return
            else:
                source = self._source(given)
            for tensor in _tensors(result):
                self._from[id(tensor)] = source
                self._kept.append(tensor)

        return give

    def _source(self, given: Any) -> str | None:
        return next((self._from[id(each)] for each in _tensors(given) if id(each) in self._from), self._last)


def _tensors(values: Any) -> list[Tensor]:
    if isinstance(values, Tensor):
        return [values]
    return [each for each in values if isinstance(each, Tensor)] if isinstance(values, list | tuple) else []
