"""Snapshots: all that the rest of a run depends on, in one file from which it goes on to the bit.

A snapshot is a dictionary saved with `torch.save`, of tensors and plain values only, so that
``torch.load(path, weights_only=True)`` reads it with no class of this project in sight:

==================  =========================================================================================
``format``          1
``versions``        of Python, NumPy, torch and this program; ``device``, where it was trained, and if that is the CPU,
                    with how many ``threads``; snapshots of before do not have these
``recipe``          TOML, live changes included
``position``        `trainer_core.training.training_state.Position`: ``epoch``, ``index``, ``step``, ``first_row``,
                    ``fresh``, ``under_way``, ``epoch_began``
``records``         ``rows``, ``epochs`` and ``marks``: how much of the run's files belongs to this snapshot
``clock``           seconds of training: ``seconds`` in all, ``busy`` in whole epochs; ``examples`` seen since the start
``model``, ``optimizer``, ``scaler``, ``schedule``   their state_dicts
``gradients``       by parameter, in the middle of a group of accumulated batches; else empty
``good``            ``model`` and ``optimizer`` of the last good epoch, or None where they are those above
``best``            ``value``, ``epoch``, ``step`` and ``model`` (None where it is the one above), or None
``since_best``      epochs without a better result
``examples``        the loss of each training example in the epoch under way, (N,) float16, as in ``examples.npy``; None
                    between epochs and where it is not kept; snapshots of before do not have it
``random``          `trainer_core.compute.randomness.capture`
==================  =========================================================================================

It is written beside its place, synced and renamed. The CRC-32 that the zip format keeps for each record is checked
before anything is believed. The newest few and the best are kept.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from trainer_core.errors import SnapshotError, TrainerError
from trainer_core.files.atomic import atomic_write
from trainer_core.files.torch_files import Format, vet

SNAPSHOTS = "snapshots"
FORMAT_VERSION: Final = 1

_NAME = re.compile(r"\d{9,18}\.pt")
_OPTIONAL = (dict, type(None))
_SHAPE: dict[str, tuple[type, ...]] = {
    "versions": (dict,),
    "recipe": (str,),
    "position": (dict,),
    "records": (dict,),
    "clock": (dict,),
    "model": (dict,),
    "optimizer": (dict,),
    "scaler": (dict,),
    "schedule": (dict,),
    "gradients": (dict,),
    "good": _OPTIONAL,
    "best": _OPTIONAL,
    "since_best": (int,),
    "examples": (torch.Tensor, type(None)),
    "random": (dict,),
}
_NUMBERS: dict[str, dict[str, tuple[type, ...]]] = {
    "position": {
        "epoch": (int,),
        "index": (int,),
        "step": (int,),
        "first_row": (int,),
        "fresh": (bool,),
        "under_way": (bool,),
        "epoch_began": (float,),
    },
    "records": {"rows": (int,), "epochs": (int,), "marks": (int,)},
    "clock": {"seconds": (float,), "busy": (float,), "examples": (int,)},
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What `read_snapshot` found in ``path``; ``values`` is laid out as this module's table says."""

    path: Path
    values: dict[str, Any]

    @property
    def step(self) -> int:
        """Batches trained."""
        return int(self.values["position"]["step"])


def versions() -> dict[str, str]:
    """What computes here, for a run that goes on elsewhere or later."""
    try:
        own = version("training-studio")
    except PackageNotFoundError:
        own = ""
    return {
        "training_studio": own,
        "torch": str(torch.__version__),
        "numpy": np.__version__,
        "python": platform.python_version(),
    }


def is_snapshot(name: str) -> bool:
    """Whether a file in the folder of snapshots is one, by its name: the batches trained, and ``.pt``."""
    return _NAME.fullmatch(name) is not None


def snapshot_paths(run: Path) -> tuple[Path, ...]:
    """The snapshots in the folder of a run, the earliest first; none if there is no such folder."""
    try:
        names = sorted((name for name in os.listdir(run / SNAPSHOTS) if is_snapshot(name)), key=step_of)
    except OSError:
        return ()
    return tuple(run / SNAPSHOTS / name for name in names)


def write_snapshot(run: Path, values: dict[str, Any], *, keep: int) -> tuple[Path, int]:
    """Write a snapshot into the folder of a run and return its path and size in bytes.

    Afterwards the newest ``keep`` are left and the one of the best epoch. Snapshots of later batches are of a past that
    was given up (the run went on from an earlier one) and go as well. Raises `SnapshotError`.
    """
    folder, step = run / SNAPSHOTS, values["position"]["step"]
    # Only in a run's folder that is there: one that was deleted or taken away is not made anew.
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    path = folder / f"{step:09d}.pt"
    with atomic_write(path, error=SnapshotError) as file:
        torch.save({"format": FORMAT_VERSION, **values}, file)
        file.flush()
        size = os.fstat(file.fileno()).st_size
    earlier = [other for other in snapshot_paths(run) if step_of(other.name) < step]
    later = [other for other in snapshot_paths(run) if step_of(other.name) > step]
    best = values["best"]["step"] if values["best"] else None
    leaving = [other for other in earlier[: max(0, len(earlier) - (keep - 1))] if step_of(other.name) != best]
    for other in (*leaving, *later):
        with contextlib.suppress(OSError):
            other.unlink()
    return path, size


def read_snapshot(path: Path) -> Snapshot:
    """Read a snapshot, on the CPU; nothing in it is run. Raises `SnapshotError` if it is not whole, or no snapshot."""
    try:
        with path.open("rb") as file:
            if vet(file, path) is not Format.ZIP:
                raise SnapshotError("not-a-snapshot", "{path} is not a snapshot of a run.", path=str(path))
            values = torch.load(file, map_location="cpu", weights_only=True)
    except SnapshotError:
        raise
    except TrainerError as error:
        raise _unusable(path, str(error)) from None
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from None
    except Exception as error:
        # The file may be anyone's: whatever torch's reader raises is its fault.
        raise _unusable(path, (str(error).splitlines() or [type(error).__name__])[0]) from None
    _require_shape(values, path)
    return Snapshot(path, values)


def _require_shape(values: Any, path: Path) -> None:
    if not isinstance(values, dict) or type(values.get("format")) is not int:
        raise SnapshotError(
            "not-a-snapshot", "{path} is not a snapshot of a run, though it may hold weights.", path=str(path)
        )
    if values["format"] > FORMAT_VERSION:
        raise SnapshotError(
            "future-version",
            "{path} was written by a later version of Training Studio (format {found}; this one knows {known}). "
            "Update it to resume the run.",
            path=str(path),
            found=values["format"],
            known=FORMAT_VERSION,
        )
    for key, kinds in _SHAPE.items():
        if type(values.get(key)) not in kinds:
            raise _unusable(path, f"its part {key!r} is missing or of the wrong kind")
    for part, numbers in _NUMBERS.items():
        for key, kinds in numbers.items():
            value = values[part].get(key)
            if type(value) not in kinds or value < 0:
                raise _unusable(path, f"{part}.{key} is missing or impossible")


def _unusable(path: Path, reason: str) -> SnapshotError:
    return SnapshotError(
        "damaged",
        "The snapshot {path} cannot be used: {reason}.",
        path=str(path),
        reason=reason.removeprefix(f"{path} ").rstrip("."),
    )


def step_of(name: str) -> int:
    """How many batches were trained when the snapshot called ``name`` was taken."""
    return int(name.removesuffix(".pt"))
