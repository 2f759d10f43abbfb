"""Settings that suit a number of examples of a shape: which model, how it is trained, and for how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trainer_core.data.labels import TaskName
from trainer_core.tasks import task_for

Sections = Mapping[str, Mapping[str, Any]]

_SIDES = (16, 24, 28, 32, 48, 64, 96)
_MANY = 20_000
"""Pictures from which on the quick network with few epochs is proposed."""
_FEW = 2_000
_PIXELS = 300_000_000
"""That are trained on in all, about: some minutes on a CPU. No picture is seen less than twelve times for it."""
_SMALLEST_FOR_STRONG = 12
_SIDED = ("left", "right", "왼쪽", "오른쪽", "좌", "우")


def side_of(sizes: Sequence[tuple[int, int]], count: int) -> int:
    """The side length for pictures of these (width, height): near that of most, and at most what a CPU trains on.

    That is 96 pixels, and 64 where there are many pictures.
    """
    shorter = sorted(min(size) for size in sizes)
    usual = shorter[len(shorter) // 2] if shorter else 64
    most = _SIDES[-1] if count < _FEW else 64
    fitting = [side for side in _SIDES if side <= min(usual * 1.1, most)]
    return fitting[-1] if fitting else max(8, usual)


def can_be_mirrored(class_names: Sequence[str]) -> bool:
    """Whether a mirrored picture shows the same: not digits, letters, or what is named by its side."""
    names = [name.strip().casefold() for name in class_names]
    if all(len(name) <= 1 or name.isdigit() for name in names):
        return False
    return not any(word in name for name in names for word in _SIDED)


def of_pictures(count: int, side: int, task: TaskName, class_names: Sequence[str], *, bytes_: bool = True) -> Sections:
    """Settings for ``count`` training pictures of ``side`` pixels.

    ``bytes_`` says that they are kept as bytes, which can be shifted and mirrored.
    """
    many = count >= _MANY or side < _SMALLEST_FOR_STRONG
    batch = 128 if count >= _MANY else 64 if count >= _FEW else 32 if count >= 200 else 16
    steps = max(1, count // batch)
    data: dict[str, Any] = {"batch_size": batch, "standardize": True}
    if count < _FEW:
        data["validation_share"] = 15.0
    if bytes_:
        mirrored = task is not TaskName.REGRESSION and can_be_mirrored(class_names)
        data["augment"] = [{"name": "shift", "pixels": max(1, side // 16)}, *([{"name": "flip"}] if mirrored else [])]
    if many:
        model: dict[str, Any] = {"name": "small_cnn", "dropout": 0.2}
        optimizer: dict[str, Any] = {"name": "AdamW", "lr": 4e-3, "weight_decay": 1e-2}
        epochs = min(max(round(4_000 / steps), 8), 30)
    else:
        model = {"name": "strong_cnn", "dropout": 0.1}
        optimizer = {"name": "AdamW", "lr": 2e-3, "weight_decay": 5e-2}
        epochs = max(12, min(round(2_000 / steps), 40, _PIXELS // (count * side**2)))
    return {
        "data": data,
        "model": model,
        "loss": {"name": task_for(task).default_loss},
        "optimizer": optimizer,
        "schedule": {"name": "one_cycle"},
        "training": {"epochs": epochs, "precision": "auto", "channels_last": True},
    }
