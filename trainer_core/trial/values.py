"""What a dataset answers, as an input and a target: the one conversion, which the trial and a run share.

Inputs become (F,) float32 or (C, H, W), uint8 where they are and float32 otherwise; targets become int64 classes, ()
tensors, or (K,) float32 numbers.
"""

from __future__ import annotations

import numbers
from typing import Any

import numpy as np
import torch
from torch import Tensor

from trainer_core.trial.tried import ProblemError

MOST_NUMBERS = 1000
"""Numbers in a target."""


def example_of(item: Any, index: int) -> tuple[Tensor, Tensor]:
    """Turn example ``index`` into (input, target) on the CPU; raises `ProblemError`, which says what is wrong."""
    if isinstance(item, dict):
        raise ProblemError("a-dict", index=index, keys=", ".join(map(str, list(item)[:6])))
    if not isinstance(item, tuple | list) or len(item) != 2:
        raise ProblemError("not-a-pair", index=index, type=_kind(item))
    return input_of(item[0], index), target_of(item[1], index)


def input_of(value: Any, index: int) -> Tensor:
    """Turn the input of example ``index`` into a tensor as it is kept; raises `ProblemError`."""
    # By name: pictures come without the library being imported here.
    if type(value).__module__.partition(".")[0] == "PIL":
        raise ProblemError("a-picture", index=index)
    tensor = _tensor(value)
    if tensor is None:
        raise ProblemError("not-a-tensor", index=index, type=_kind(value))
    _require_plain(tensor, index)
    if tensor.is_complex():
        raise ProblemError("not-numbers", index=index, dtype=_name(tensor))
    if tensor.ndim > 3:
        raise ProblemError("bad-input-shape", index=index, shape=shape_of(tensor))
    if tensor.numel() == 0:
        raise ProblemError("empty-input", index=index, shape=shape_of(tensor))
    if tensor.ndim == 2:
        tensor = tensor.unsqueeze(0)
    kept = tensor if tensor.dtype is torch.uint8 and tensor.ndim == 3 else tensor.to(torch.float32)
    return kept.reshape(1) if kept.ndim == 0 else kept


def target_of(value: Any, index: int) -> Tensor:
    """Turn the target of example ``index`` into a class, () int64, or numbers, (K,) float32; raises `ProblemError`."""
    if isinstance(value, str | bytes):
        raise ProblemError("target-is-text", index=index, value=str(value)[:60])
    tensor = (
        torch.tensor(value) if isinstance(value, numbers.Real) and not isinstance(value, np.generic) else _tensor(value)
    )
    if tensor is None or tensor.is_complex():
        raise ProblemError("bad-target", index=index, type=_kind(value))
    _require_plain(tensor, index)
    if tensor.is_floating_point():
        if tensor.ndim > 1 or not 1 <= tensor.numel() <= MOST_NUMBERS:
            raise ProblemError("bad-target-shape", index=index, shape=shape_of(tensor), most=MOST_NUMBERS)
        answer = tensor.reshape(-1).to(torch.float32)
        if not bool(torch.isfinite(answer).all()):
            raise ProblemError("target-not-finite", index=index, value=", ".join(f"{v:g}" for v in answer.tolist()[:6]))
        return answer
    if tensor.numel() != 1:
        raise ProblemError("bad-target-shape", index=index, shape=shape_of(tensor), most=MOST_NUMBERS)
    number = tensor.reshape(()).to(torch.int64)
    if int(number) < 0:
        raise ProblemError("negative-class", index=index, value=int(number))
    return number


def shape_of(tensor: Tensor) -> str:
    """A shape as it is written in a sentence: ``(3, 32, 32)``."""
    return str(tuple(tensor.shape))


def _tensor(value: Any) -> Tensor | None:
    if isinstance(value, Tensor):
        return value.detach()
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "biuf":
        # A copy: an array may be read-only or be used again by the file.
        return torch.from_numpy(np.array(value, order="C"))
    if isinstance(value, list | tuple | numbers.Real):
        try:
            return torch.tensor(value)
        except (TypeError, ValueError, RuntimeError, OverflowError):
            return None
    return None


def _require_plain(tensor: Tensor, index: int) -> None:
    if tensor.device.type != "cpu":
        raise ProblemError("not-on-cpu", index=index, device=str(tensor.device))


def _name(tensor: Tensor) -> str:
    return str(tensor.dtype).removeprefix("torch.")


def _kind(value: Any) -> str:
    if isinstance(value, tuple | list):
        return f"{type(value).__name__} ({len(value)})"
    return type(value).__name__
