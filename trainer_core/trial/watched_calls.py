"""Hears what a person's code calls: tensors that are too large or lie elsewhere, connections to other computers."""

from __future__ import annotations

import math
import sys
from typing import Any

import psutil
import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from trainer_core.formats import size as formatted_size
from trainer_core.trial.code import Code
from trainer_core.trial.source_lines import place_now
from trainer_core.trial.tried import ProblemError, Trying

_MAKING = frozenset(
    {torch.empty, torch.zeros, torch.ones, torch.full, torch.eye, torch.rand, torch.randn, torch.randint}
    | {torch.tensor, torch.arange, torch.linspace}
)
_MOVING = frozenset({Tensor.to, Tensor.type_as, Tensor.cuda})
_CONNECTING = frozenset({"socket.getaddrinfo", "socket.connect"})


class TooLargeRefused(TorchFunctionMode):
    """Within the block a tensor that is larger than the computer's memory is refused before memory is asked for."""

    def __init__(self, code: Code) -> None:
        super().__init__()
        self._code = code
        self._most = psutil.virtual_memory().total

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        lengths = args[0] if args and isinstance(args[0], list | tuple) else args
        if func in _MAKING and lengths and all(isinstance(each, int) for each in lengths):
            numbers, kind = math.prod(lengths), kwargs.get("dtype") or torch.get_default_dtype()
            taken = numbers * kind.itemsize
            if taken > self._most and kwargs.get("device", torch.device("cpu")) != torch.device("meta"):
                place = place_now(self._code)
                raise ProblemError("layer-too-large", place, numbers=numbers, size=formatted_size(taken))
        return func(*args, **kwargs)


class MadeInForward(TorchFunctionMode):
    """Within the block ``places`` are lines of the file that make a tensor and leave it on the default device.

    One number alone may lie anywhere. Nothing is run on another device to find out: that there is one is not sure, and
    PyTorch's meta device takes three seconds to begin with.
    """

    def __init__(self, code: Code) -> None:
        super().__init__()
        self._code = code
        self._made: dict[int, tuple[Tensor, tuple[str, int]]] = {}

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        result = func(*args, **kwargs)
        if func in _MAKING and kwargs.get("device") is None and isinstance(result, Tensor) and result.ndim:
            if (place := place_now(self._code)) is not None:
                self._made[id(result)] = (result, place)
        elif func in _MOVING and args:
            self._made.pop(id(args[0]), None)
        return result

    @property
    def places(self) -> list[tuple[str, int]]:
        return [place for _, place in self._made.values()]


def refuse_connections(trying: Trying) -> None:
    """From here on whatever connects to another computer is an error of the file, with its line."""

    def heard(event: str, facts: Any) -> None:
        if event not in _CONNECTING:
            return
        host = facts[0] if event == "socket.getaddrinfo" else facts[1]
        if isinstance(host, tuple):
            host = host[0]
        if isinstance(host, str) and not host.startswith("/"):
            raise ProblemError("connects", place_now(trying.code), host=host, **trying.at)

    sys.addaudithook(heard)
