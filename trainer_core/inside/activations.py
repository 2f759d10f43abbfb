"""Tells what each module of a model gives, by name, while a forward pass runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from torch import Tensor, nn

from trainer_core.inside.places import tensors_in
from trainer_core.trial.scripted import hookable

OTHER_NAMES = frozenset({"x", "y", "pred", "loss"})
"""What the other tensors of a step are called; a module at such a path is called ``x()``."""


@contextmanager
def activations_told(model: nn.Module, take: Callable[[str, Tensor], None]) -> Iterator[None]:
    """Within the block ``take`` is called with each tensor that a module below ``model`` gives, as soon as it does.

    Its name is the module's path, in a second call ``path#2``; the further tensors of a module that gives several are
    ``path[1]`` and so on.
    """
    calls: dict[str, int] = {}

    def hook(path: str) -> Callable[[nn.Module, Any, Any], None]:
        key = f"{path}()" if path in OTHER_NAMES else path

        def gave(module: nn.Module, inputs: Any, outputs: Any) -> None:
            calls[key] = call = calls.get(key, 0) + 1
            name = key if call == 1 else f"{key}#{call}"
            for index, tensor in enumerate(tensors_in(outputs)):
                take(name if index == 0 else f"{name}[{index}]", tensor)

        return gave

    with ExitStack() as hooks:
        for path, module in hookable(model):
            if path:
                hooks.callback(module.register_forward_hook(hook(path)).remove)
        yield
