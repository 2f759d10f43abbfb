"""Settings that suit a number of pictures of a shape on a device: which model, how it is trained, and for how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from trainer_core.data.labels import TaskName
from trainer_core.errors import Message
from trainer_core.formats import duration
from trainer_core.tasks import task_for

Sections = Mapping[str, Mapping[str, Any]]

_SIDES = (16, 24, 28, 32, 48, 64, 96)
_LARGEST_ON_A_CPU, _SMALLER_ON_A_CPU = 64, 48
_MANY = 20_000
_FEW = 2_000
_VERY_FEW = 200
_SMALLEST_FOR_STRONG, _SMALL = 12, 32
_SIDED = ("left", "right", "왼쪽", "오른쪽", "좌", "우")

_CHANNELS = 16
"""Of the quick CNN's first convolution, on a CPU; the time goes with their square."""
_HALVED = 40
"""Side from which the quick CNN's first convolution halves the picture."""
_WORK = 2.5e12
"""Multiply-adds of a training on a CPU, backward passes included, with two thousand pictures or fewer."""
_MOST_WORK = 1.0e13
"""With many pictures."""
_WORK_A_SECOND = 5.0e10
"""That two cores do, roughly; what is said of time rests on it."""
_BACKWARD = 3
"""Forward, for the gradients of the inputs, and for those of the weights."""
_FEWEST_EPOCHS, _ENOUGH_EPOCHS, _MOST_EPOCHS = 6, 30, 80


@dataclass(frozen=True, slots=True)
class Suited:
    """The ``sections`` of a recipe, and the ``reason`` for them in a sentence."""

    sections: Sections
    reason: Message


def has_gpu(device: str) -> bool:
    """Whether a run that asks for ``device``, as a recipe does, computes on a GPU."""
    if device == "auto":
        return torch.cuda.is_available() or torch.backends.mps.is_available()
    return device != "cpu"


def side_of(sizes: Sequence[tuple[int, int]], count: int, *, gpu: bool) -> int:
    """The side length for ``count`` pictures of these (width, height): near that of most, and at most what is quick.

    On a GPU that is 96 pixels; on a CPU 64, or 48 where there are so many that they would be gone through too rarely.
    """
    shorter = sorted(min(size) for size in sizes)
    usual = shorter[len(shorter) // 2] if shorter else _LARGEST_ON_A_CPU
    fitting = [side for side in _SIDES if side <= usual * 1.1 and (gpu or _is_quick(side, count))]
    return fitting[-1] if fitting else max(8, usual)


def _is_quick(side: int, count: int) -> bool:
    return side <= _SMALLER_ON_A_CPU or (side <= _LARGEST_ON_A_CPU and _epochs_within(count, side) >= _ENOUGH_EPOCHS)


def can_be_mirrored(class_names: Sequence[str]) -> bool:
    """Whether a mirrored picture shows the same: not digits, letters, or what is named by its side."""
    names = [name.strip().casefold() for name in class_names]
    if all(len(name) <= 1 or name.isdigit() for name in names):
        return False
    return not any(word in name for name in names for word in _SIDED)


def of_pictures(
    count: int, side: int, task: TaskName, class_names: Sequence[str], *, gpu: bool, bytes_: bool = True
) -> Suited:
    """Settings for ``count`` training pictures of ``side`` pixels on a GPU, or on a CPU.

    ``bytes_`` says that they are kept as bytes, which can be shifted and mirrored. On a CPU the network is a quick one,
    and pictures are gone through as often as fits into a minute or two, into some minutes where they are many.
    """
    data: dict[str, Any] = {"batch_size": _batch_size(count), "standardize": True}
    if count < _FEW:
        data["validation_share"] = 15.0
    if bytes_:
        mirrored = task is not TaskName.REGRESSION and can_be_mirrored(class_names)
        pixels = max(1, side // (10 if side > _SMALL else 20))
        data["augment"] = [{"name": "shift", "pixels": pixels}, *([{"name": "flip"}] if mirrored else [])]
    if side < _SMALLEST_FOR_STRONG or (side <= _SMALL and count >= _MANY and not gpu):
        model, rate, epochs, reason = _for_small(count)
    else:
        model, rate, epochs, reason = _for_gpu(count, side) if gpu else _for_cpu(count, side)
    training = {"epochs": epochs, "precision": "auto", "channels_last": True}
    if count < _FEW:
        # A few validation pictures are answered right or wrong together; their loss says more.
        training["best_by"] = "loss"
    sections = {
        "data": data,
        "model": model,
        "loss": {"name": task_for(task).default_loss},
        "optimizer": {"name": "AdamW", "lr": rate, "weight_decay": 5e-2},
        "schedule": {"name": "one_cycle"},
        "training": training,
    }
    return Suited(sections, reason)


def _for_small(count: int) -> tuple[dict[str, Any], float, int, Message]:
    epochs = min(max(round(5_000 / max(1, count // _batch_size(count))), _FEWEST_EPOCHS), 30)
    facts = {"epochs": epochs}
    reason = Message("Pictures this small suit a small CNN, which goes through them {epochs} times.", facts)
    return {"name": "small_cnn", "dropout": 0.2}, 4e-3, epochs, reason


def _for_gpu(count: int, side: int) -> tuple[dict[str, Any], float, int, Message]:
    epochs = 40 if count < _MANY else 30
    reason = Message(
        "A GPU trains the strong CNN on {n:,} pictures at {side} × {side} pixels, {epochs} times each.",
        {"side": side, "n": count, "epochs": epochs},
    )
    model = {"name": "strong_cnn", "width": 32 if count < _FEW else 64, "dropout": 0.1}
    return model, 2e-3, epochs, reason


def _for_cpu(count: int, side: int) -> tuple[dict[str, Any], float, int, Message]:
    epochs = min(max(_epochs_within(count, side), _FEWEST_EPOCHS), _MOST_EPOCHS)
    time = duration(_work(count, side) * epochs / _WORK_A_SECOND)
    reason = Message(
        "A CPU trains the quick CNN on {n:,} pictures at {side} × {side} pixels, {epochs} times each; two cores take "
        "about {time}.",
        {"side": side, "n": count, "epochs": epochs, "time": time},
    )
    return {"name": "quick_cnn", "channels": _CHANNELS, "dropout": 0.1}, 4e-3, epochs, reason


def _batch_size(count: int) -> int:
    return 128 if count >= _MANY else 64 if count >= _FEW else 32 if count >= _VERY_FEW else 16


def _epochs_within(count: int, side: int) -> int:
    """How often a CPU may go through so many pictures of so many pixels."""
    most = min(max(_WORK * count / _FEW, _WORK), _MOST_WORK)
    return int(most / _work(count, side))


def _work(count: int, side: int) -> float:
    """Multiply-adds of an epoch of `QuickCNN` with three channels of input.

    For each pixel that its first convolution of w channels puts out, 27 w in that, and 18 w² in each of the three after
    it: there are four times fewer pixels and four times more pairs of channels from one to the next.
    """
    pixels = side**2 / (4 if side >= _HALVED else 1)
    return _BACKWARD * max(1, count) * pixels * (27 * _CHANNELS + 54 * _CHANNELS**2)
